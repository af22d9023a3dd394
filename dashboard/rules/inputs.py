"""What a visitor seeks among the claims: words, which stay in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.core.choices import Filters
from dashboard.core.fields import Offered, text
from dashboard.core.panel import Panel


@dataclass(frozen=True)
class Sought:
    """The words that claims have to be found by; none shows no claim by words."""

    words: str = text(
        "has", "Find claims by words", nothing="For example adaptation, or letter of no objection", width=4
    )


def _at_first(_: Mapping[str, str], __: Filters) -> Sought:
    return Sought()


PANEL = Panel("rules", Sought, Offered, _at_first, rows=(("words",),), fold="Find claims by words")
