"""One read model on rows of a test's own: the tables that it reads hold these alone, in the columns of the small world."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
from copies import ROOT

from etl import statements

Row = dict[str, object]
# Views that are gone when a build ends, and where their columns are.
FORMS = {
    "published_figures": "(SELECT * EXCLUDE (buyer, host, ours, ours_at_first, difference, verdict, parts, parts_sum, parts_difference)"
    " FROM form.reconciliation)",
    "timing_defaults": "form.trajectory_defaults",
    "dated_agreements": "(SELECT * EXCLUDE (in_use_from_on, is_looked_up, in_force_state, in_force_words, in_use_shown_by, in_use_row_kind,"
    " in_use_row_id, in_force_source, in_force_source_id, in_force_url, in_force_note) FROM form.agreement_list)",
    "event_witnesses": "(SELECT event_id, 0::BIGINT AS second_pages, true AS is_official, '' AS also_stated_by FROM form.event_list)",
    "measured_events": "(SELECT '' AS measure, * FROM form.event_list)",
    "imported_flows": "form.trade_flows",
    "whole_imports": "form.trade_flows",
    "modelled_buyer": "(SELECT buyer_iso3 FROM form.targets)",
}
_MACRO = re.compile(r"^CREATE (?:TEMP )?MACRO .*?;$", re.MULTILINE | re.DOTALL)


class Rows:
    """Makes single read models of rows, which stand in empty tables of the columns that a warehouse has."""

    def __init__(self, warehouse: Path) -> None:
        self.connection = duckdb.connect()
        self.connection.execute((ROOT / "etl/schema/words.sql").read_text(encoding="utf-8"))
        self.connection.execute(f"ATTACH '{warehouse}' AS form (READ_ONLY)")
        found = self.connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'form'")
        self.tables = {name: f"form.{name}" for (name,) in found.fetchall()} | FORMS
        # A macro is made where the tables are that it asks; they go again, for each read model has its own.
        self._make_tables()
        for text in statements.views((*statements.READ_MODELS, *statements.TRADE_READ_MODELS)):
            for macro in _MACRO.findall(text):
                self.connection.execute(macro)
        for name in self.tables:
            self.connection.execute(f"DROP TABLE {name}")

    def made(self, view: str, table: str, **given: list[Row]) -> list[Row]:
        """Return the rows of the read model `table`, made by its statement in etl/views/`view`.sql of the rows `given` by table."""
        self.connection.execute("BEGIN")
        try:
            self._make_tables(but=table)
            for name, rows in given.items():
                for row in rows:
                    marks = ", ".join("?" for _ in row)
                    self.connection.execute(
                        f"INSERT INTO {name} ({', '.join(row)}) VALUES ({marks})", list(row.values())
                    )
            self.connection.execute(_statement(view, table))
            found = self.connection.execute(f"FROM {table}")
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        finally:
            self.connection.execute("ROLLBACK")

    def _make_tables(self, but: str = "") -> None:
        for name, form in self.tables.items():
            if name != but:
                self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS FROM {form} LIMIT 0")


def rows(columns: str, *cells: tuple[object, ...]) -> list[Row]:
    """Return rows of some columns, each given as its cells in their order."""
    return [dict(zip(columns.split(), row, strict=True)) for row in cells]


def told(found: list[Row], columns: str) -> list[tuple[object, ...]]:
    """Return some columns of rows, in the order that they have."""
    return [tuple(row[name] for name in columns.split()) for row in found]


def _statement(view: str, table: str) -> str:
    (text,) = statements.views((view,))
    found = re.search(
        rf"^CREATE (?:TEMP )?(?:TABLE|VIEW) {table} AS\n.*?;$", statements.wordless(text), re.MULTILINE | re.DOTALL
    )
    assert found, f"{view}.sql makes no table {table}"
    return found[0]
