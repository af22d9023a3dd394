"""What a brief consists of: frozen records that both printed forms show and add nothing to. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DISCLAIMER = (
    "Boundaries, names and designations are for orientation only and imply no opinion on the legal status of any "
    "territory or on its frontiers. Outlines: Natural Earth, edited by Visionscarto; Equal Earth projection."
)


@dataclass(frozen=True)
class Figure:
    """A headline figure with the rule that it follows."""

    label: str
    value: str
    rule: str


@dataclass(frozen=True)
class Picture:
    """A map or chart: the finding as its title, what is drawn, the drawing, and a description in words."""

    title: str
    drawn: str
    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table and the publication that it was read from.

    `group` is the kind of row where a table holds several: a cut leaves some of each.
    """

    cells: tuple[str, ...]
    source_id: str
    url: str | None
    group: str = ""


@dataclass(frozen=True)
class Table:
    """All rows of a table, before any cut.

    `widths` are shares of the line, `numeric` the columns set to the right, and `path` leads to all rows in the Atlas;
    a table without a path is never cut, and none below its `least` rows.
    """

    title: str
    note: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...]
    rows: tuple[Row, ...]
    path: str | None = None
    least: int = 2


@dataclass(frozen=True)
class Source:
    """A publication as it stands in the list of sources."""

    publisher: str
    title: str
    dated: str
    url: str | None


@dataclass(frozen=True)
class Brief:
    """All that a brief says. `key` is GHA or JPN-VNM, `page` the page that it was taken from, `build` the data's hash."""

    key: str
    kind: str
    title: str
    as_of: date
    edition_on: date
    build: str
    rule: str
    answer: str
    figures: tuple[Figure, ...]
    world: Picture
    charts: tuple[Picture, ...]
    tables: tuple[Table, ...]
    unknown: tuple[str, ...]
    sources: dict[str, Source]
    page: str
