"""Every typed cell of every table is what its column says, or is refused with its place: one bad cell in each column at once."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import duckdb

from etl.load import all_columns
from etl.statements import schema

WHOLE = ("2023.5", "2e3", "２０２３", "=1+1", "NULL", "1,000", "0x10", "9" * 30)
BAD = {
    "INTEGER": WHOLE,
    "BIGINT": WHOLE,
    "SMALLINT": WHOLE,
    "DOUBLE": ("nought", "１２", "=1+1", "NULL", "1,5", "inf", "NaN"),
    "BOOLEAN": ("yes", "1", "NULL", "TRUE!"),
    "DATE": ("31/02/2024", "2024-02-30", "２０２４-01-01", "45429", "epoch"),
    "VARCHAR": ("31/02/2024", "２０２４", "45429", "2024-5", "2024-02-30", "May 2024", "2024-13", "NULL", "2024-00"),
}


def is_day(column: str) -> bool:
    """Return whether a column of text is by its name a day, month or year."""
    return column.endswith("_on") or column in ("as_of", "applies_from", "monitoring_period")


def typed() -> dict[str, list[tuple[str, str]]]:
    """Return the typed columns of each table: numbers, flags, days, and texts that are a day as it is known."""
    with duckdb.connect() as connection:
        connection.execute(schema(has_words=False))
        return {
            table: [(c.name, c.type) for c in columns if c.type in BAD and (c.type != "VARCHAR" or is_day(c.name))]
            for table, columns in all_columns(connection).items()
        }


def spoiled(path: Path, columns: list[tuple[str, str]], seed: int) -> list[tuple[int, str]]:
    """Write one bad value into each of the columns, in a row of its own as far as there are rows; return line and column."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = list(reader.fieldnames or ()), [(reader.line_num, row) for row in reader]
    places = []
    for number, ((name, kind), (line, row)) in enumerate(
        zip([each for each in columns if each[0] in header], itertools.cycle(rows))
    ):
        row[name] = BAD[kind][(seed + number) % len(BAD[kind])]
        places.append((line, name))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for _, row in rows)
    return places


def test_a_bad_value_in_any_typed_column_of_any_table_is_named(data):
    paths = {path.stem: path for path in (data.root / "data").rglob("*.csv") if "warehouse" not in path.parts}
    expected = set()
    for seed, (table, columns) in enumerate(sorted(typed().items())):
        if table in paths and columns:
            name = paths[table].relative_to(data.root).as_posix()
            expected |= {(name, column) for _, column in spoiled(paths[table], columns, seed)}
    assert len(expected) > 60
    named = {(problem.file, part) for problem in data.problems() for part in (problem.column or "").split("|")}
    assert sorted(expected - named) == []
