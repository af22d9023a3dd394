"""Inputs of pages that have choices of their own, drawn with Streamlit. They know their room; no room knows them.

A panel is a module with `adopt(visit)`, which before the content writes into the address what the visitor has chosen last, and
`draw(visit)`, which draws the inputs where the content has its block Inputs.
"""

from __future__ import annotations

from typing import Protocol

from dashboard.render.page import Page


class Panel(Protocol):
    """What a module of this folder offers."""

    def adopt(self, visit: Page) -> None:
        """Let the address say what the visitor has chosen last."""

    def draw(self, visit: Page) -> list[str]:
        """Draw the inputs; return what could not be honoured of a link."""
