"""What a column of any table is, by its name: heading, unit, and how its values are shown. Told once, for every renderer. Pure.

A name says most of it: `_tco2e` are tonnes, `_on` is a day, `is_` is yes or no. What a name does not say stands in KNOWN; a page gives a
heading of its own only where the column means something narrower there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from dashboard.core import numbers, words
from dashboard.core.dates import NOT_KNOWN, said
from dashboard.core.forms.typography import typeset

# Names of the columns that a table shows, in order, or with headings of their own ("" takes that of the column).
Shown: TypeAlias = Sequence[str] | Mapping[str, str]
Width: TypeAlias = int | Literal["small", "medium", "large"] | None


class Kind(Enum):
    """How the values of a column are read."""

    TEXT = "text"
    NUMBER = "number"  # With thousands; a word where the data have one in place of it.
    RATIO = "ratio"  # As it is, with its decimals.
    SHARE = "share"  # In per cent.
    YEAR = "year"
    DAY = "day"
    YES_NO = "yes or no"
    LINK = "link"


@dataclass(frozen=True)
class Column:
    """A column: its heading without the unit, how it is shown, and the words for its codes. `width` is in pixels, or small, medium, large."""

    heading: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    width: Width = None
    help: str = ""
    link_text: str = "open"
    says: Callable[[str], str] | None = None

    @property
    def title(self) -> str:
        """The heading with its unit: "Issued, tCO2e"."""
        return ", ".join(filter(None, (self.heading, self.unit)))


NUMBER, RATIO, SHARE, YEAR, DAY, YES_NO, LINK = (
    Kind.NUMBER,
    Kind.RATIO,
    Kind.SHARE,
    Kind.YEAR,
    Kind.DAY,
    Kind.YES_NO,
    Kind.LINK,
)
# The end of a name, what it says of unit and kind, and whether the end is no part of the heading. The longest first.
_ENDS: tuple[tuple[str, Kind, str, bool], ...] = (
    ("_tco2e_per_year", NUMBER, "tCO2e a year", True),
    ("_mtco2e_in_year", RATIO, "MtCO2e in the year", True),
    ("_gco2e_per_kwh", RATIO, "gCO2e per kWh", True),
    ("_mtco2e", RATIO, "MtCO2e", True),
    ("_tco2e", NUMBER, "tCO2e", True),
    ("_per_cent", RATIO, "%", True),
    ("_usd", NUMBER, "US$", True),
    ("_share", SHARE, "", False),
    ("_url", LINK, "", True),
    ("_iso3", Kind.TEXT, "", True),
    ("_label", Kind.TEXT, "", True),
    ("_on", DAY, "", True),
    ("_mt", RATIO, "Mt", True),
    ("_year", YEAR, "", False),
)
_BEGINNINGS = ("is_", "has_")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


def _told(text: str) -> str:
    return typeset(said(text))


KNOWN: Mapping[str, Column] = {
    # Keys and places
    "agreement_id": Column("Key"),
    "project_id": Column("Key"),
    "row_id": Column("Key"),
    "source_id": Column("Key"),
    "iso3": Column("Code"),
    "hs_code": Column("HS code"),
    "hs_codes": Column("HS codes"),
    "importer_group": Column("To", width=200),
    # Numbers whose name says no unit
    "year": Column("Year", YEAR),
    "target_year": Column("Year", YEAR),
    # Wide enough for "amount not found" in a cell without a number.
    "price_year": Column("Year", YEAR, width=110),
    "projects": Column("Projects", NUMBER),
    "publications": Column("Publications", NUMBER),
    "quantity": Column("Quantity", NUMBER, width=130),
    "value": Column("Value", NUMBER),
    "low": Column("Low", NUMBER, width=110),
    "high": Column("High", NUMBER, width=110),
    "quantity_t": Column("Tonnes, as reported", NUMBER),
    "population": Column("Inhabitants", NUMBER),
    "share": Column("Share", SHARE),
    "ratio": Column("Ratio", RATIO),
    "issued_over_expected": Column("Issued over expected", SHARE),
    # Tonnes: as numbers, or as text where a word of the data may stand in place of one
    "expected_tco2e_per_year": Column("Expected a year", NUMBER, "tCO2e"),
    "expected_tco2e_total": Column("Expected in total", NUMBER, "tCO2e"),
    "expected_in_period_tco2e": Column("Expected in the period", NUMBER, "tCO2e"),
    "transferred_tco2e": Column("First transferred", NUMBER, "tCO2e"),
    "traced_then_tco2e": Column("Traced by that day", NUMBER, "tCO2e"),
    "estimate_tco2e": Column("Estimate up to the goal", NUMBER, "tCO2e"),
    "expected": Column("Expected a year", NUMBER, "tCO2e"),
    "issued": Column("Issued", NUMBER, "tCO2e"),
    "transferred": Column("First transferred", NUMBER, "tCO2e"),
    "traced": Column("Traced", NUMBER, "tCO2e"),
    # Dollars
    "value_usd": Column("", NUMBER, "US$"),
    "total_usd": Column("From the whole world", NUMBER, "US$"),
    "atlas_usd": Column("Our rows", NUMBER, "US$"),
    "reference_usd": Column("Other figure", NUMBER, "US$"),
    # Days
    "as_of": Column("As of", DAY),
    # Wide enough where most cells are empty.
    "published_as_of": Column("As of", DAY, width=110),
    "published_by": Column("Published by", width=170),
    "monitoring_period": Column("Monitoring period", DAY),
    "event_on": Column("Date", DAY),
    # Words on what the sources of a date or form disagree.
    "differ_on": Column("Sources differ on", width=230),
    "issued_credits": Column("Issued", width=230),
    "anchor_on": Column("Counted from", DAY),
    "counts_from_on": Column("Counted from", DAY),
    "known_from_on": Column("In the figure from", DAY),
    "known_by_on": Column("There by", DAY),
    "retrieved_on": Column("Read on", DAY),
    "read_on": Column("Read by us", DAY),
    "unreadable_since": Column("Unreadable since", DAY),
    "selected_on": Column("Selected for support", DAY),
    "start_on": Column("Start of operation", DAY),
    "selected_fiscal_year": Column("Selected in the Japanese fiscal year", YEAR),
    # Yes or no
    "is_ldc": Column("Least developed", YES_NO),
    "is_sids": Column("Small island", YES_NO),
    # Links
    "url": Column("Link", LINK, width="small"),
    "source_url": Column("Source", LINK, width="small"),
    "link": Column("Page", LINK, width="small"),
    "pair": Column("Pair", LINK, width="small"),
    "page": Column("Project", LINK, width=130, link_text="project=([^&]*)"),
    # Text
    "title": Column("Title", width="large"),
    "source_title": Column("Title"),
    "source_publisher": Column("Source"),
    "metric": Column("What", says=typeset),
    "statement": Column("Statement", says=typeset),
    "subject": Column("What"),
    "licence": Column("Terms"),
    "instrument": Column("Form"),
    "in_force_words": Column("State"),
    "attribution": Column("Credit"),
    "valuation": Column("Valued"),
    "product_group": Column("Technology"),
    "says_otherwise": Column("Who says otherwise", says=_told),
    "note": Column("Note", says=_told),
    "left_out_because": Column("Why"),
    "why_not": Column("Why not counted", width="medium"),
    "why": Column("Why no data"),
    "what_changed": Column("What changed", width="large", says=typeset),
    "scope": Column("Products", width=220),
    "comparison": Column("Comparison", width=330),
    "comment": Column("Why they differ", width=900),
    "quantity_kind": Column("Kind of quantity"),
    "stage_raw": Column("Stage in its own word"),
    "programme_ref": Column("Activity, by its number"),
    "programme_refs": Column("Activities"),
    "vintage_year": Column("Vintage", YEAR),
    "cooperative_approach_id": Column("Cooperative approach"),
    "serial_text": Column("Serial number", width="large"),
    "flags": Column("What does not agree", width="large"),
    "letter_url": Column("Letter", LINK, width="small"),
    # Codes, and their words
    "authorised_for": Column("Authorised for", says=lambda code: words.AUTHORISED_FOR.get(code, code)),
    "first_transfer_definition": Column(
        "Counts as first transfer", says=lambda code: words.FIRST_TRANSFER.get(code, code)
    ),
    "platform": Column("On the UNFCCC’s platform", says=lambda code: words.PLATFORM.get(code, code)),
    "letter_kind": Column("The link leads to", says=lambda code: words.LETTERS.get(code, code)),
    "confidence": Column("Confidence", says=words.confidence),
    "event": Column("Event", says=words.event),
    "unit": Column("Unit", says=lambda code: typeset(words.unit(code))),
    "shown_unit": Column("Unit", says=typeset),
    "stated": Column("Published", says=typeset),
    "unit_kind": Column("Unit", says=words.credit),
}


@lru_cache(maxsize=1024)
def of(name: str) -> Column:
    """Return the column of that name: as it is known, else as its name says."""
    if name in KNOWN:
        return KNOWN[name]
    for beginning in _BEGINNINGS:
        if name.startswith(beginning):
            return Column(_said(name.removeprefix(beginning)), YES_NO)
    if name.endswith("_count"):
        return Column(_said(name.removesuffix("_count")) + "s", NUMBER)
    for end, kind, unit, is_dropped in _ENDS:
        if name.endswith(end):
            width: Width = "small" if kind is LINK else None
            return Column(_said(name.removesuffix(end) if is_dropped else name), kind, unit, width)
    return Column(_said(name))


def _said(name: str) -> str:
    return words.sentence(name.replace("_", " "))


def headed(*names: str, **own: str) -> dict[str, str]:
    """Return these columns, in order, with their headings: those given by name, else their own."""
    if strangers := set(own) - set(names):
        raise ValueError(f"a heading for a column that is not shown: {', '.join(sorted(strangers))}")
    return {name: own.get(name) or of(name).title for name in names}


def headings(shown: Shown) -> dict[str, str]:
    """Return the columns of a table with what stands over them."""
    given = shown if isinstance(shown, Mapping) else dict.fromkeys(shown, "")
    return {name: typeset(heading or of(name).title) for name, heading in given.items()}


def text(name: str, value: Any, missing: str = NOT_KNOWN) -> str:
    """Return a value of a column as plain text: "1,234", "2024", "59.0%", "6 May 2024", "yes", the words of its code, or `missing`."""
    column = of(name)
    if isinstance(value, str):
        return days(value) if column.kind is DAY else column.says(value) if column.says else value
    if numbers.is_missing(value):
        return missing
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) and column.kind is SHARE:
        return numbers.percent(value)
    if isinstance(value, int | float):
        return f"{value:.0f}" if column.kind is YEAR else numbers.in_a_cell(value)
    if isinstance(value, date):
        return words.day(value)
    return str(value)


def days(value: str) -> str:
    """Return days of the data in words, as precisely as they are known: "6 May 2024", "May 2024", "1 Jan 2021 to 1 Apr 2021"; other words as they are."""
    return " to ".join(words.known_date(part) if _DAY.fullmatch(part) else part for part in value.split("/"))


__all__ = ["KNOWN", "Column", "Kind", "Shown", "Width", "days", "headed", "headings", "of", "text"]
