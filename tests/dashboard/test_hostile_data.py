"""Whatever stands in a text column of the data, a page shows it as it stands: no link, no picture, no formula, no tag."""

from __future__ import annotations

import duckdb
import pytest
from hostile import EVIL, TAG, html_of, live, markdown_of

# Names and labels: a check of the data refuses formatting in them (etl/checks/names_are_plain.sql).
NAMES = {
    "buyer", "host", "short_name", "un_name", "region", "subregion", "host_subregion", "income_group", "host_income_group", "sector", "stage",
    "instrument_label", "area", "exporter", "country", "chain", "exporter_group", "importer_group", "name", "need", "label", "product", "importer",
}  # fmt: skip
# What code compares or counts by; no free text.
CODES = {
    "status", "verdict", "field", "unit", "quantity_word", "word", "in_force_words", "counts_from_basis", "side", "comparison", "pair_known_to", "choice_rule", "witness_status", "disagreement", "total_id",
    "hs_codes", "search_text", "source_ids", "value", "conditionality", "hs_revision", "in_lists", "step", "programme", "scope", "spelling",
    "expected_period", "monitoring_period", "eligible_programmes", "parts", "goal_checked", "checked", "why",
}  # fmt: skip
PAGES = [
    ("overview", {}), ("agreements", {"agreement": "CHE-GHA-IA"}), ("projects", {}), ("delivered", {}), ("targets", {}), ("trade", {}),
    ("country", {"country": "GHA"}), ("country", {"country": "JPN"}), ("country", {"country": "MCO"}), ("pair", {"pair": "CHE-GHA"}), ("account", {"party": "TZA"}), ("compare", {"parties": "GHA,THA"}),
    ("project", {"project": "CHE-GHA-13"}), ("network", {}), ("steps", {}), ("organise", {}), ("calculator", {}), ("reconciliation", {}),
    ("data", {"table": "events"}), ("changes", {}), ("method", {}), ("rows", {}), ("rows", {"figure": "agreements", "row": "CHE-GHA-IA"}),
    ("rows", {"figure": "projects", "row": "CHE-GHA-13"}), ("rows", {"figure": "published"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def polluted(warehouse, tmp_path_factory):
    """A warehouse in which every free text of every table ends with EVIL, and the columns that have it."""
    path, touched = tmp_path_factory.mktemp("hostile") / "hostile.duckdb", set()
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"ATTACH '{warehouse}' AS clean (READ_ONLY)")
        # At once: else each statement waits for the disk.
        connection.begin()
        of_clean = "WHERE NOT internal AND database_name = 'clean'"
        for table, comment in connection.execute(
            f"SELECT table_name, comment FROM duckdb_tables() {of_clean}"
        ).fetchall():
            columns = connection.execute(
                f"SELECT column_name, data_type, comment FROM duckdb_columns() {of_clean} AND table_name = ?", [table]
            ).fetchall()
            texts = [name for name, kind, _ in columns if kind == "VARCHAR" and name not in NAMES | CODES]
            free = having_free_text(connection, table, texts)
            changed = ", ".join(f'"{name}" || \' {EVIL}\' AS "{name}"' for name in free)
            connection.execute(
                f'CREATE TABLE "{table}" AS SELECT * {f"REPLACE ({changed})" if free else ""} FROM clean."{table}"'
            )
            connection.execute(f'COMMENT ON TABLE "{table}" IS {quoted(comment)}')
            for name, _, words in columns:
                connection.execute(f'COMMENT ON COLUMN "{table}"."{name}" IS {quoted(words)}')
            touched |= {(table, name) for name in free}
        connection.commit()
        macros = "SELECT function_name, parameters, if(function_type = 'table_macro', 'TABLE ', '') || macro_definition FROM duckdb_functions() WHERE function_type LIKE '%macro' AND database_name = 'clean'"
        left = connection.execute(macros).fetchall()
        while left:  # One can call another.
            name, parameters, definition = left.pop(0)
            try:
                connection.execute(f"CREATE MACRO {name}({', '.join(parameters)}) AS {definition}")
            except duckdb.CatalogException:
                left.append((name, parameters, definition))
    return path, touched


def having_free_text(connection, table, columns):
    """The columns that hold free text: neither keys, codes and dates alone, nor addresses alone."""
    if not columns:
        return []
    plain = "[A-Za-z0-9_.:|,+-]*|https?://.*"
    asked = ", ".join(f"""coalesce(bool_or(NOT regexp_full_match("{name}", '{plain}')), false)""" for name in columns)
    (found,) = connection.execute(f'SELECT {asked} FROM clean."{table}"').fetchall()
    return [name for name, is_free in zip(columns, found, strict=True) if is_free]


def quoted(text):
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"


@pytest.fixture
def open_hostile(polluted, open_page, unfolded, monkeypatch):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", polluted[0])
    return open_page


def test_there_is_much_to_look_at(polluted):
    assert len(polluted[1]) > 70


@pytest.mark.parametrize(
    ("page", "query"), PAGES, ids=lambda value: value if isinstance(value, str) else "-".join(value.values())
)
def test_text_of_the_data_is_plain(open_hostile, page, query):
    app = open_hostile(page, **query)
    assert not [text for text in html_of(app) if TAG in text]
    found = {f"{kind}: {live(text)} in {text[:400]}" for kind, text in markdown_of(app) if live(text)}
    assert not found, "\n".join(sorted(found))
