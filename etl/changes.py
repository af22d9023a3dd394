"""What an import changed in the answers: agreements, projects, events and trade as the pages show them, before and after."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.problems import shorten

HEADER = ("what", "key", "name", "change", "column", "before", "after")
SHOWN = 20


@dataclass(frozen=True)
class Answers:
    """A read model whose rows are compared: SQL with a key, a name for people, and the cells that are answers."""

    what: str
    sql: str
    cells: tuple[str, ...]


COMPARED = (
    Answers(
        "agreements",
        "SELECT agreement_id AS key, buyer || ' and ' || host || ', ' || instrument_label AS name, * FROM {db}.agreement_list",
        ("instrument_label", "status", "signed_on", "concluded_on", "in_force_on", "is_counted", "is_disputed"),
    ),
    Answers(
        "projects",
        "SELECT project_id AS key, title || ' (' || host || ')' AS name, * FROM {db}.project_list",
        (
            *("buyer", "sector", "stage", "is_counted", "expected_tco2e_per_year", "issued_tco2e", "transferred_tco2e"),
            *("authorised_on", "registered_on"),
        ),
    ),
    Answers(
        "events",
        "SELECT event_id AS key, coalesce(project, host) || ', ' || event AS name, * FROM {db}.event_list",
        ("event", "event_on", "quantity_tco2e", "is_summed"),
    ),
    Answers(
        "authorised credits",
        "SELECT block_id AS key, title || ' (' || host || ')' AS name, * FROM {db}.block_list",
        ("quantity_tco2e", "vintage_year", "authorised_for", "authorised_on", "is_summed"),
    ),
    Answers(
        "accounts",
        """SELECT concat_ws('|', iso3, book, measure, year, counts_from_on) AS key,
            short_name || ', ' || replace(measure, '_', ' ') || ' of ' || coalesce(counts_from_on::VARCHAR, year::VARCHAR) || ', '
                || CASE book WHEN 'own' THEN 'own report' WHEN 'counterpart' THEN 'reports of others' ELSE book END AS name, a.*
        FROM {db}.account_years a JOIN {db}.parties USING (iso3)""",
        ("quantity_tco2e", "row_count"),
    ),
    # By source and year, because a file of trade changes a hundred thousand rows.
    Answers(
        "trade that counts",
        """SELECT source_id || '|' || year AS key, source_id || ', ' || year AS name, count(*) AS flows,
            count(DISTINCT (importer_iso3, hs_code)) AS importers_and_codes, sum(value_usd) AS value_usd
        FROM {db}.trade_list WHERE is_preferred GROUP BY source_id, year""",
        ("flows", "importers_and_codes", "value_usd"),
    ),
)


@dataclass(frozen=True)
class Changes:
    """One row a changed cell, in the columns of HEADER; `rows` has how many rows each table has more (or fewer) than before."""

    cells: list[tuple[str, str, str, str, str, str | None, str | None]]
    rows: dict[str, int]

    def write_csv(self, path: Path) -> None:
        """Write every changed cell, one a line."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(self.cells)

    def text(self) -> Iterator[str]:
        """Return what changed, line by line: of each kind of answer the first few rows, and how many there are."""
        if not self.cells:
            yield "No answer changes."
        by_row: dict[str, dict[tuple[str, str, str], list[str]]] = {}
        for what, key, name, change, column, old, new in self.cells:
            cell = f"{_shown(old)} -> {_shown(new)}" if change == "changed" else _shown(new or old)
            row = by_row.setdefault(what, {}).setdefault((change, key, name), [])
            row += [f"{column} {cell}"] if new or old else []
        for what, found in by_row.items():
            counts = {word: sum(change == word for change, _, _ in found) for word in ("new", "changed", "gone")}
            yield f"{what}: {', '.join(f'{count:,} {word}' for word, count in counts.items() if count)}"
            for (change, key, name), shown in list(found.items())[:SHOWN]:
                yield f"  {change}: {shorten(name)} [{key}]: {'; '.join(shown)}"
            if len(found) > SHOWN:
                yield f"  … and {len(found) - SHOWN:,} more; --changes FILE writes them all"
        more = ", ".join(f"{table} {count:+,}" for table, count in self.rows.items())
        if more:
            yield f"rows by table: {more}"


def changes(before: Path, after: Path) -> Changes:
    """Return what the warehouse `after` answers otherwise than the warehouse `before`."""
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '512MB'")
        names = ("before", "before") if before.resolve() == after.resolve() else ("before", "after")
        for name, path in dict(zip(names, (before, after), strict=True)).items():
            connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
        cells = [cell for answers in COMPARED for cell in _compared(connection, answers, *names)]
        counts = [_counts(connection, name) for name in names]
    rows = {table: count - counts[0].get(table, 0) for table, count in counts[1].items()}
    return Changes(cells, {table: count for table, count in rows.items() if count})


def _compared(
    connection: duckdb.DuckDBPyConnection, answers: Answers, old: str, new: str
) -> list[tuple[str, str, str, str, str, str | None, str | None]]:
    before, after = (answers.sql.format(db=name) for name in (old, new))
    parts = [
        f"""SELECT coalesce(n.key, o.key) AS key, coalesce(n.name, o.name) AS name,
            CASE WHEN o.key IS NULL THEN 'new' WHEN n.key IS NULL THEN 'gone' ELSE 'changed' END AS change,
            '{column}' AS column_name, {order} AS place, o."{column}"::VARCHAR AS old_value, n."{column}"::VARCHAR AS new_value
        FROM o FULL JOIN n ON o.key = n.key
        WHERE o.key IS NULL OR n.key IS NULL OR o."{column}"::VARCHAR IS DISTINCT FROM n."{column}"::VARCHAR"""
        for order, column in enumerate(answers.cells)
    ]
    found = connection.execute(
        f"""WITH o AS MATERIALIZED ({before}), n AS MATERIALIZED ({after}), cells AS ({" UNION ALL ".join(parts)})
        SELECT key, name, change, column_name, old_value, new_value FROM cells
        ORDER BY list_position(['new', 'changed', 'gone'], change), key, place"""
    ).fetchall()
    return [(answers.what, *row) for row in found]


def _counts(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, int]:
    """Return the number of rows of the declared tables: those with a key; read models follow from them."""
    tables = connection.execute(
        """SELECT DISTINCT table_name FROM duckdb_constraints() WHERE database_name = ? AND constraint_type = 'PRIMARY KEY'
           ORDER BY 1""",
        [database],
    ).fetchall()
    counts = (f"SELECT '{table}', count(*) FROM {database}.\"{table}\"" for (table,) in tables)
    return dict(connection.execute(" UNION ALL ".join(counts)).fetchall())


def _shown(value: str | None) -> str:
    if value is None:
        return "(empty)"
    return f"{int(value):,}" if value.isascii() and value.isdigit() and len(value) > 4 else shorten(value)
