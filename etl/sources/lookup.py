"""What modules on files of facts look up in our tables: Parties by name, spellings of a publisher, the row of a source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from etl.csvfile import FILE, LINE
from etl.reading import cells
from etl.reading.grid import Cell, Grid, refusal
from etl.reading.tables import Row
from etl.sources.publisher import Brought, Known

# The title of a workbook stands in its first rows, which have few texts.
TITLE_ROWS, FEW_TEXTS = 8, 3


def mapped(known: Known, publisher: str, kind: str, rows: Sequence[Row], field: str) -> list[str | None]:
    """Return our values for the texts in a field of each row. Raises DataError that names each unknown spelling."""
    aliases, texts = known.aliases(publisher), [row.text(field) for row in rows]
    if all(aliases.knows(kind, text) for text in texts):
        return [aliases.value(kind, text) for text in texts]
    frame = pd.DataFrame(
        {field: texts, FILE: [r.file for r in rows], LINE: [r.line for r in rows]},
        dtype=object,
    )
    found: list[str | None] = aliases.map(kind, frame, field).tolist()
    return found


def spellings(known: Known, publisher: str, kind: str) -> dict[str, str | None]:
    """Return what the spellings of a publisher mean, as the alias table has them."""
    table = known.table("aliases")
    own = table[(table["kind"] == kind) & (table["publisher"] == publisher)]
    return dict(zip(own["spelling"], own["value"], strict=True))


def edition(file: Brought, grids: Sequence[Grid], known: Known) -> str:
    """Return the day of an edition: from the name of the file, else from the first rows of its first sheets.

    Raises DataError where neither says a day, and for one in the future.
    """
    above = [cell for grid in grids[:3] for row in _titles(grid) for cell in row]
    written = [file.name, *(cells.as_text(cell) for cell in above)]
    found = next((day for text in written if (day := day_in(text))), None)
    if found is None:
        rule = "says no day of its edition; put it into the name of the file, such as pipeline-2026-02-28.xlsx"
        raise refusal(file.name, rule)
    if found > known.today.isoformat():
        raise refusal(file.name, "is an edition of the future", found)
    return found


def _titles(grid: Grid) -> list[list[Cell]]:
    """Return the rows above the heads: those with few texts. A formula says the day on which it is looked at."""
    found = []
    for number, row in enumerate(grid.rows[:TITLE_ROWS]):
        row = ["" if (number, at) in grid.formulas else cell for at, cell in enumerate(row)]
        if len({cells.as_text(cell) for cell in row} - {""}) > FEW_TEXTS:
            break
        found.append(row)
    return found


def day_in(text: str) -> str | None:
    """Return the first whole day that is written anywhere in a text."""
    plain = text.replace("_", "-").replace(",", " ")
    for found in re.finditer(
        r"(?<![0-9])((?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}|20[0-9]{6}|[0-9]{1,2}[. -]?[A-Za-z]{3,9}[. -]?20[0-9]{2}"
        r"|[A-Za-z]{3,9} [0-9]{1,2} +20[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./]20[0-9]{2})(?![0-9])",
        plain,
    ):
        spaced = re.sub(r"(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])", " ", found[1].replace("  ", " "))
        day = cells.as_day(re.sub(r"[. -]+(?=[A-Za-z])|(?<=[A-Za-z])[. -]+", " ", spaced))
        if day and len(day) == 10:
            return day
    return None


def approach(text: str | None) -> str | None:
    """Return the number of a cooperative approach in a text, such as CA0004; None where it has none."""
    found = re.search(r"\bCA[ -]?([0-9]{4})(?![0-9])", text or "")
    return f"CA{found[1]}" if found else None


def source_row(source_id: str, known: Known, **given: str | None) -> dict[str, str | None]:
    """Return the row of a publication read today, with what is `given`; the row that stands already, where one does."""
    sources = known.table("sources")
    standing = sources[sources["source_id"] == source_id]
    if len(standing):
        row: dict[str, str | None] = standing.drop(columns=[FILE, LINE]).iloc[0].to_dict()
        return row
    return {"source_id": source_id, "retrieved_on": known.today.isoformat(), "licence": "not stated", **given}


def frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a frame of text in `columns`, with the publisher's file and line where the rows have them."""
    texts = [{name: None if value is None else str(value) for name, value in row.items()} for row in rows]
    found = pd.DataFrame(texts, columns=pd.Index(list(dict.fromkeys([*columns, FILE, LINE]))), dtype=object)
    if found[FILE].isna().all():
        return found.drop(columns=[FILE, LINE])
    found[LINE] = found[LINE].map(lambda line: int(line) if line is not None else None)
    return found
