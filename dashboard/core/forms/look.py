"""How a renderer looks: theme, room and sizes of type. Never part of a form."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.palette import Theme


@dataclass(frozen=True)
class Look:
    """The colours of a renderer, and the width (and height, where it is given) that it has for a chart, in pixels."""

    theme: Theme
    width: int
    is_phone: bool = False
    height: int | None = None

    @property
    def text(self) -> int:
        """Size of names and headings."""
        return 12 if self.is_phone else 13

    @property
    def small(self) -> int:
        """Size of numbers beside marks, and of what stands on axes."""
        return 11 if self.is_phone else 12

    @property
    def tiny(self) -> int:
        """Size of what is written within a chart where little room is."""
        return 10 if self.is_phone else 11

    def colour(self, meaning: str) -> str:
        """Return the colour of a meaning as hex."""
        return self.theme.colour(meaning)
