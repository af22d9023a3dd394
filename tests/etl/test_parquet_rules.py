"""The loader's rules on Parquet files of a few made-up rows: they are those of the tables kept as text, with the row of the file as the line."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl import rules
from etl.csvfile import FILE, LINE

PARENTS = pd.DataFrame({"code": ["aa", "bb"], FILE: "parents.csv", LINE: [2, 3]}, dtype=object)
PARENTS.attrs["file"] = "parents.csv"
DECLARED = "code VARCHAR NOT NULL REFERENCES parents (code), value INTEGER CHECK (value > 0), PRIMARY KEY (code, value)"
TWICE = "must be unique, and stands on more than one line"


def found(root: Path, **files: str) -> list[tuple[object, ...]]:
    """What is wrong with Parquet files below a root, each of a query: file, line, column, value, rule."""
    paths = [root / f"{name}.parquet" for name in files]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE parents (code VARCHAR PRIMARY KEY)")
        connection.execute(f"CREATE TABLE facts ({DECLARED})")
        for path, query in zip(paths, files.values(), strict=True):
            connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        problems = rules.find_problems(connection, {"parents": PARENTS}, {"facts": paths}, root)
    return sorted(((one.file, one.line, one.column, one.value, one.rule) for one in problems), key=str)


def of(*rows: str) -> str:
    """A query of rows with a code and a value."""
    return f"SELECT code::VARCHAR AS code, value FROM (VALUES {', '.join(f'({row})' for row in rows)}) t(code, value)"


def test_rows_that_keep_all_rules_are_taken(tmp_path):
    assert found(tmp_path, one=of("'aa', 1", "'bb', 2"), two=of("'aa', 2")) == []


@pytest.mark.parametrize(
    ("row", "column", "value", "rule"),
    [
        ("'aa', 0", "value", "0", 'breaks the rule ("value" > 0)'),
        ("'cc', 1", "code", "cc", "is no code of parents.csv; it has aa, bb"),
        ("NULL, 1", "code", None, "a value is needed here"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_with_its_file(tmp_path, row, column, value, rule):
    (problem,) = found(tmp_path, one=of("'bb', 2", row), two=of("'aa', 2"))
    assert problem[:4] == ("one.parquet", 2, column, value) and str(problem[4]).startswith(rule)


def test_a_key_stands_once_in_all_files(tmp_path):
    assert found(tmp_path, one=of("'aa', 1", "'bb', 2"), two=of("'bb', 2")) == [
        ("one.parquet", 2, "code|value", "bb|2", TWICE),
        ("two.parquet", 1, "code|value", "bb|2", TWICE),
    ]


def test_a_file_of_other_columns_is_refused_before_its_rows_are_asked(tmp_path):
    assert found(tmp_path, one="SELECT 'aa' AS code, 0::BIGINT AS value") == [
        ("one.parquet", None, None, "code VARCHAR, value BIGINT", "columns must be code VARCHAR, value INTEGER")
    ]
