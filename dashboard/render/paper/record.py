"""What a document on paper consists of: blocks of pages, and what its frame says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard.core.content import Block


@dataclass(frozen=True)
class Publication:
    """A publication as it stands in the list of sources."""

    publisher: str
    title: str
    dated: str
    url: str


@dataclass(frozen=True)
class Piece:
    """Blocks of a document that stand or go together. Those that are spare stand in it only if there is room."""

    blocks: tuple[Block, ...]
    is_spare: bool = False


@dataclass(frozen=True)
class Paper:
    """A document: its pieces, how many rows its tables have at `most` and at `least` by their keys, and what its frame says.

    `shown` is the choice in words, `site` the public address of the Atlas ("" where there is none) and `address` that of the page. It has so many `sheets`,
    or with 0 as many as it takes.
    """

    title: str
    kind: str
    shown: str
    edition_on: date
    edition: str
    pieces: tuple[Piece, ...]
    publications: Mapping[str, Publication]
    rows: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    site: str = ""
    address: str = ""
    sheets: int = 2

    @property
    def spare(self) -> int:
        """How many pieces stand in it only if there is room."""
        return sum(piece.is_spare for piece in self.pieces)

    @property
    def longest(self) -> int:
        """How many rows the longest table can lose."""
        return max((most - least for least, most in self.rows.values()), default=0)
