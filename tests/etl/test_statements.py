"""Every SQL file of the warehouse is run, in the one order that is told, and none is longer than a screenful or six."""

from __future__ import annotations

import pytest

from etl import statements

LONGEST = 300


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("schema", statements.SCHEMA),
        ("views", statements.READ_MODELS + statements.TRADE_READ_MODELS + statements.COLUMN_WORDS),
    ],
)
def test_every_file_stands_in_the_order_once(folder, names):
    files = sorted(path.stem for path in (statements.HERE / folder).iterdir())
    assert sorted(names) == files


@pytest.mark.parametrize("folder", ["schema", "views", "checks"])
def test_no_file_is_too_long_to_be_read(folder):
    lengths = {path.name: len(path.read_text().splitlines()) for path in (statements.HERE / folder).glob("*.sql")}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
