"""Rows as a workbook for spreadsheets: a sheet of data, and one of notes with citation, terms, filters and what each column holds.

Text is written as text: none becomes a formula or a link. XlsxWriter is imported when the first workbook is asked for.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd

from dashboard.core import columns, numbers
from dashboard.core.cache import Cache
from dashboard.core.choices import in_words
from dashboard.core.content import SITE
from dashboard.core.words import day
from dashboard.site import turns
from dashboard.site.shared import Cited, NotHonouredError
from dashboard.trust import queries_data

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Beyond it a workbook would take seconds and half a gigabyte: 20,000 rows of 50 columns.
MOST_CELLS = 1_000_000
# What a cell holds, and from which whole number on a spreadsheet loses the last digit.
LONGEST_TEXT, LARGEST_WHOLE = 32_767, 10**15
EMPTY = "An empty cell means that no source that was read gives it, never zero. Where the data have a word for it, a column beside says which."
kept: Cache[bytes] = Cache(4 * 2**20, len)


def workbook(rows: pd.DataFrame, found: Cited, terms: str, site: str) -> bytes:
    """Return rows with their notes as a workbook, made when its turn comes.

    Raises NotHonouredError (400) for more cells than one may have, BusyError where too many wait.
    """
    if rows.size > MOST_CELLS:
        said = f"{len(rows):,} rows of {rows.shape[1]} columns are too many for a workbook: take the CSV."
        raise NotHonouredError(400, said)
    with turns.dear.turn():
        return written(
            rows, notes(found, terms, site), queries_data.words_of(tuple(map(str, rows.columns))), found.edition_on
        )


def notes(found: Cited, terms: str, site: str) -> dict[str, str]:
    """Return what has to stand beside rows: what they are, how they are cited, and by which choices they were taken."""
    choice, entry = found.what.choice, found.what.entry
    return {
        "What": found.title,
        "Page": entry.name,
        "Showing": in_words(choice.chosen, choice.known, entry.filter_bar, entry.facts),
        "As of": day(choice.filters.as_of),
        "Data": found.edition,
        "Citation": found.text().replace(SITE, site),
        "Address": found.address.replace(SITE, site),
        "Terms": terms,
        "Empty cells": EMPTY,
    }


def written(rows: pd.DataFrame, said: Mapping[str, str], words: Mapping[str, str], made_on: date) -> bytes:
    """Return the bytes of a workbook: the same ones for the same rows, notes and day."""
    import xlsxwriter

    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(out, as_text)
    book.set_properties(
        {"title": said["What"], "author": "Article 6 Atlas", "created": datetime(*made_on.timetuple()[:3])}
    )
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    _data(book.add_worksheet("Data"), rows, head, book.add_format({"num_format": "yyyy-mm-dd"}))
    _notes(book.add_worksheet("Notes"), rows, said, words, head, book.add_format({"text_wrap": True, "valign": "top"}))
    book.close()
    return out.getvalue()


def _data(sheet: Any, rows: pd.DataFrame, head: Any, as_day: Any) -> None:
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(rows.columns):
        sheet.write_string(0, at, str(name), head)
        sheet.set_column(at, at, min(40, max(10, len(str(name)) + 2)))
        for line, value in enumerate(rows[name].to_list(), 1):
            _write(sheet, line, at, value, as_day)
    if len(rows):
        sheet.autofilter(0, 0, len(rows), rows.shape[1] - 1)


def _notes(
    sheet: Any, rows: pd.DataFrame, said: Mapping[str, str], words: Mapping[str, str], head: Any, wrapped: Any
) -> None:
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 2, 80)
    line = 0
    for name, text in said.items():
        sheet.write_string(line, 0, name, head)
        sheet.write_string(line, 1, text[:LONGEST_TEXT], wrapped)
        line += 1
    line += 1
    for at, name in enumerate(("Column", "Heading", "What it holds")):
        sheet.write_string(line, at, name, head)
    for name in map(str, rows.columns):
        line += 1
        for at, text in enumerate((name, columns.of(name).title, words.get(name, ""))):
            sheet.write_string(line, at, text, wrapped)


def _write(sheet: Any, line: int, at: int, value: Any, as_day: Any) -> None:
    if numbers.is_missing(value):
        return
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(line, at, value, as_day)
    elif isinstance(value, int | float) and abs(value) < LARGEST_WHOLE:
        sheet.write_number(line, at, value)
    else:
        sheet.write_string(line, at, str(value)[:LONGEST_TEXT])
