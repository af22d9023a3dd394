"""Tables in grids, found by the heads of their columns, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from etl.problems import DataError, Problem
from etl.reading import cells
from etl.reading.grid import LONGEST_CELL, Cell, Grid, Link

# Title rows, notes and heads stand above; a table that begins later is none that a publisher is known to make.
DEEPEST_HEAD = 25
# Heads in merged cells take up to three rows.
TALLEST_HEAD = 3
SHOWN = 20
TOTAL = re.compile(r"(grand |sub[ -]?)?totals?:?", re.IGNORECASE)
# What points from a head to a note below the table: Vintage(j), Metric [2], Party*, Sector 3).
NOTE_MARK = re.compile(
    r"(?:\s*(?:\([a-z0-9]{1,2}\)|\[[a-z0-9]{1,2}\]|[*†‡§¶]+|[\u00b9\u00b2\u00b3\u2070-\u2079\u1d43-\u1dbf]+))+$", re.I
)
# What a formula showed when it was saved may be true no longer, and may come from elsewhere.
FORMULA = (
    "is a formula; put its value there instead (copy the cells, paste them as values), and bring the workbook again"
)


@dataclass(frozen=True)
class Form:
    """What a table looks like: a pattern of the folded head by the name of each field, and the fields that must be there.

    In the fields of `may_be_formula` a formula is left out, and said in `Row.formulas`; elsewhere it refuses the file.
    """

    name: str
    heads: Mapping[str, str]
    required: frozenset[str]
    may_be_formula: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A row of a table by field, and where it stands."""

    file: str
    line: int
    values: Mapping[str, Cell]
    links: Mapping[str, list[Link]] = field(default_factory=dict)
    formulas: frozenset[str] = frozenset()

    def text(self, name: str) -> str | None:
        """Return the cell as a text; None where it is missing or empty."""
        cell = self.values.get(name)
        return None if cells.is_missing(cell) else cells.as_text(cell)

    def link(self, *names: str) -> str | None:
        """Return the first web address in the cells, linked or written."""
        for name in names:
            for address in [*(link.address for link in self.links.get(name, [])), self.text(name) or ""]:
                if re.fullmatch(r"https?://[^\s]+\.[^\s]+", address):
                    return address
        return None

    def problem(self, name: str, rule: str) -> Problem:
        """Return what is wrong with a cell."""
        return Problem(self.file, self.line, name, self.text(name), rule)


@dataclass
class Checked:
    """Reads typed cells of rows and keeps what is wrong with them, so that all of it is told at once."""

    problems: list[Problem] = field(default_factory=list)

    def day(self, row: Row, name: str, is_month_first: bool = False) -> str | None:
        """Return the day, month or year in a cell; None where it is missing."""
        found = cells.as_day(row.values.get(name), is_month_first)
        if found is None and row.text(name) is not None:
            self.problems.append(row.problem(name, "is no day such as 17/05/2024, 2024-05-17 or 17 May 2024"))
        return found

    def whole(self, row: Row, name: str, low: int = 0, high: int = 10**12) -> int | None:
        """Return the whole number in a cell; None where it is missing."""
        if row.text(name) is None:
            return None
        found = cells.as_whole(row.values.get(name))
        if found is None or not low <= found <= high:
            self.problems.append(row.problem(name, f"must be a whole number from {low:,} to {high:,}"))
            return None
        return found

    def number(self, row: Row, name: str, high: float = 1e12) -> float | None:
        """Return the number in a cell, zero or more; None where it is missing."""
        if row.text(name) is None:
            return None
        found = cells.as_number(row.values.get(name))
        if found is None or not 0 <= found <= high:
            self.problems.append(row.problem(name, f"must be a number from 0 to {high:,.0f}"))
            return None
        return float(found)

    def needed(self, row: Row, *names: str) -> bool:
        """Return True if no cell is empty, and note those that are."""
        missing = [name for name in names if row.text(name) is None]
        self.problems += [row.problem(name, "a value is needed here and the cell is empty") for name in missing]
        return not missing

    def stop(self) -> None:
        """Raise DataError with what was wrong, the first of each rule and column."""
        if not self.problems:
            return
        told: dict[tuple[str | None, str], int] = {}
        shown = []
        for problem in self.problems:
            key = (problem.column, problem.rule)
            told[key] = told.get(key, 0) + 1
            if told[key] <= SHOWN:
                shown.append(problem)
        shown += [
            Problem(self.problems[0].file, None, column, f"{count - SHOWN:,} more", rule)
            for (column, rule), count in told.items()
            if count > SHOWN
        ]
        raise DataError(shown)


def find(grid: Grid, form: Form) -> list[Row] | None:
    """Return the rows below the heads of `form` in a grid; None where not all that are required stand there.

    A row without any cell in a column of the form is left out. Raises DataError for a formula in one of its columns, and for a
    text that is longer than a cell can be, or begins like a formula.
    """
    place = _heads(grid, form)
    if place is None:
        return None
    last, columns = place
    return list(_rows(grid, last, columns, form))


def missing(grids: Iterable[Grid], form: Form) -> DataError:
    """Return the error for a file without the table: what its best grid lacks."""
    best: tuple[int, Grid | None, frozenset[str]] = (-1, None, form.required)
    file = ""
    for grid in grids:
        file = file or grid.file.split(", sheet ")[0]
        for start in range(min(len(grid.rows), DEEPEST_HEAD)):
            for height in range(1, TALLEST_HEAD + 1):
                found = set(_columns(grid.rows[start : start + height], form))
                if len(found) > best[0]:
                    best = (len(found), grid, form.required - found)
    lacking = ", ".join(sorted(best[2]))
    seen = f" in {best[1].name or 'it'}" if best[0] > 0 and best[1] is not None else ""
    rule = f"no table '{form.name}' was found: no column for {lacking}{seen}; its layout may have changed"
    return DataError([Problem(file, None, None, None, rule)])


def _heads(grid: Grid, form: Form) -> tuple[int, dict[str, int]] | None:
    for height in range(1, TALLEST_HEAD + 1):
        for start in range(min(len(grid.rows), DEEPEST_HEAD)):
            columns = _columns(grid.rows[start : start + height], form)
            if form.required <= set(columns):
                return start + height, columns
    return None


def _columns(rows: list[list[Cell]], form: Form) -> dict[str, int]:
    """Return the column of each field whose head stands in one of the rows; the lowest row names a column best."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    for row in reversed(rows):
        heads = [cells.folded(cell) for cell in row]
        plain = [cells.folded(NOTE_MARK.sub("", cells.as_text(cell))) for cell in row]
        for name, pattern in form.heads.items():
            if name in found:
                continue
            place = next(
                (
                    at
                    for spelt in (heads, plain)
                    for at, head in enumerate(spelt)
                    if at not in taken and re.fullmatch(pattern, head)
                ),
                None,
            )
            if place is not None:
                found[name] = place
                taken.add(place)
    return found


def _rows(grid: Grid, start: int, columns: dict[str, int], form: Form) -> Iterator[Row]:
    problems: list[Problem] = []
    needed = {name: at for name, at in columns.items() if name not in form.may_be_formula}
    for number in range(start, len(grid.rows)):
        row = grid.rows[number]
        values = {name: row[at] for name, at in columns.items() if at < len(row) and row[at] != ""}
        if grid.formulas:
            problems += _formulas(grid, number, needed)
        left = frozenset(
            name for name in form.may_be_formula & set(columns) if (number, columns[name]) in grid.formulas
        )
        values = {name: cell for name, cell in values.items() if name not in left} if left else values
        if _is_no_row(values, form):
            continue
        for name, cell in values.items():
            if isinstance(cell, str) and len(problems) < SHOWN:
                rule = _unsound(cell)
                if rule:
                    problems.append(Problem(grid.file, grid.line(number), name, cell, rule))
        links = {}
        if grid.links:
            links = {name: grid.links[number, at] for name, at in columns.items() if (number, at) in grid.links}
        yield Row(grid.file, grid.line(number), values, links, left)
    if problems:
        raise DataError(problems[:SHOWN])


def _is_no_row(values: Mapping[str, Cell], form: Form) -> bool:
    """Return True for blanks, for a note or title (one text alone, or over several merged cells), and for a row of totals."""
    texts = [text for cell in values.values() if (text := cells.as_text(cell))]
    if len(set(texts)) <= 1:
        return not texts or (len(form.required) > 1 and (len(texts) == 1 or " " in texts[0]))
    is_total = any(TOTAL.fullmatch(text) for text in texts)
    return is_total and any(cells.is_missing(values.get(name)) for name in form.required)


def _formulas(grid: Grid, number: int, columns: dict[str, int]) -> Iterator[Problem]:
    for name, at in columns.items():
        if (number, at) in grid.formulas:
            cell = grid.rows[number][at] if number < len(grid.rows) and at < len(grid.rows[number]) else ""
            yield Problem(grid.file, grid.line(number), name, cells.as_text(cell) or None, FORMULA)


def _unsound(cell: str) -> str | None:
    if "=" in cell and cell.lstrip().startswith("="):
        return "begins like a formula; write the value itself"
    if len(cell) > LONGEST_CELL:
        return f"has {len(cell):,} characters; at most {LONGEST_CELL:,} are read"
    return None
