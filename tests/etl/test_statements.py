"""Every SQL file of the warehouse is run, in the one order that is told, and none is longer than a screenful or six."""

from __future__ import annotations

import re

import duckdb
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


def test_without_words_all_else_is_declared_and_made():
    words = 0
    for text, bare in (
        (statements.schema(), statements.schema(has_words=False)),
        *((text, statements.wordless(text)) for text in statements.views(statements.READ_MODELS + statements.TRADE_READ_MODELS)),
    ):  # fmt: skip
        whole, left = single(text), single(bare)
        assert left == [statement for statement in whole if not statement.startswith("COMMENT ON ")]
        words += len(whole) - len(left)
    assert words > 1000


def single(text: str) -> list[str]:
    """The statements of a text one by one, without remarks."""
    with duckdb.connect() as connection:
        found = connection.extract_statements(re.sub("--.*", "", text))
    return [" ".join(each.query.split()).removesuffix(";").strip() for each in found]


def test_a_macro_stands_in_a_check_as_what_it_is():
    text = statements.schema()
    assert (
        "THEN regexp_full_match(milestone_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?') AND TRY_CAST(milestone_on ||"
        in text
    )
    assert "CHECK (is_" not in text and "first_possible_day(milestone_on)" not in text


def test_a_warehouse_can_be_asked_of_its_rules_from_another_one(warehouse):
    """As an import does, and whoever attaches the file that is offered for download."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{warehouse}' AS other (READ_ONLY)")
        rules = connection.execute(
            "SELECT expression FROM duckdb_constraints() WHERE database_name = 'other'"
        ).fetchall()
        assert any("https?://" in str(rule) for (rule,) in rules)
        connection.execute("COPY FROM DATABASE other TO memory")
        assert connection.execute("SELECT count(*) > 100 FROM memory.agreements").fetchall() == [(True,)]
