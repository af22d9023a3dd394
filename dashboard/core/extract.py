"""Files to take along, and their names. CSV extracts: exactly the rows on the screen, with their sources, under a name that tells what they are."""

from __future__ import annotations

import re

import pandas as pd

from dashboard.core.choices import DEFAULT_RULE, Filters
from dashboard.core.fields import Kind, fields_of

# A spreadsheet runs a cell that starts with one of these as a formula; a leading apostrophe makes it text.
# Source: OWASP, CSV injection. etl/export.py has the same rule, and a test compares the two.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What somebody reads first of rows that each have a source: what it is, the Parties, the days, how far it came, quantities, and who says so.
# Columns of a part are in this order, those of one pattern in that of the rows; all others follow.
_READ_FIRST = (
    "project", "title", "instrument_label", "event", "unit_kind", "programme", "mechanism", "sector", "technology",
    "buyer", "host", "buyer_iso3", "host_iso3",
    "signed_on", "event_on", r"(?!source_|witness_).*_on",
    "counting_rule", "status", "stage", "in_force_words", "is_counted", "is_summed",
    r"(?!witness_).*_tco2e(_.*)?", r".*_word",
    "confidence", "source_publisher", "source_title", "source_url",
)  # fmt: skip
# How pages sort rows and place them on a map, which is no fact on them.
_OF_PAGES = re.compile(r"x_km|y_km|\w+_order|is_on_ladder|search_text")
_NEGATIVE_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def main_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows that each name a source with their key and main columns first, without those that only pages need; others as they are."""
    if "source_url" not in frame:
        return frame
    names = [str(name) for name in frame.columns if not _OF_PAGES.fullmatch(str(name))]
    key = [names[0]] if names[0].endswith("_id") else []
    found = [name for pattern in _READ_FIRST for name in names if re.fullmatch(pattern, name)]
    return frame[list(dict.fromkeys([*key, *found, *names]))]


def to_csv(frame: pd.DataFrame) -> bytes:
    """Return the frame as UTF-8 CSV with a byte order mark (spreadsheets need it for accents); missing is empty.

    Text that a spreadsheet would run as a formula is neutralised; numbers stay numbers.
    """
    safe = frame.copy()
    for name in safe.columns:
        if pd.api.types.is_string_dtype(safe[name]) or safe[name].dtype == object:
            safe[name] = safe[name].map(_neutral)
    # The line end of RFC 4180; with it a carriage return within a cell is quoted too.
    text: str = safe.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def file_name(view: str, filters: Filters) -> str:
    """Return article6-atlas_<view>_<filters>_as-of-<day>.csv; with the counting rule where it is not the usual one."""
    parts = []
    for attribute, told in fields_of(Filters).items():
        value = getattr(filters, attribute)
        if told.kind is Kind.MANY:
            parts += [f"{told.name}-{key}" for key in value]
        elif told.kind is Kind.TEXT and value:
            parts.append(f"{told.name}-{value}")
    if filters.rule != DEFAULT_RULE:
        parts.append(filters.rule)
    text = "_".join(["article6-atlas", view, *parts])[:120]
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", f"{text}_as-of-{filters.as_of.isoformat()}") + ".csv"


def brief_name(key: str, filters: Filters, suffix: str) -> str:
    """Return article6-atlas_brief_GHA_as-of-2026-11-22.pdf; with the counting rule where it is not the usual one."""
    subject = key if filters.rule == DEFAULT_RULE else f"{key}_{filters.rule}"
    return f"article6-atlas_brief_{subject}_as-of-{filters.as_of.isoformat()}.{suffix}"


def _neutral(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA) and not _NEGATIVE_NUMBER.fullmatch(cell):
        return "'" + cell
    return cell
