"""Questions of machines to the warehouse: the catalogue, and rows of any relation that it has."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.core.warehouse import Value, ask, fetch

Values = dict[str, Value]


def catalogue() -> pd.DataFrame:
    """Return every column of every table: table_name, table_comment, is_key, column_name, data_type, comment, in their order."""
    return ask("""
        SELECT c.table_name, t.comment AS table_comment, c.column_name, c.data_type, c.comment,
            coalesce(list_contains(k.constraint_column_names, c.column_name), false) AS is_key
        FROM duckdb_columns() c JOIN duckdb_tables() t USING (table_name)
            LEFT JOIN duckdb_constraints() k ON k.table_name = c.table_name AND k.constraint_type = 'PRIMARY KEY'
        WHERE c.table_name <> 'build_info' ORDER BY c.table_name, c.column_index
    """)


def shape(sql: str, values: Values) -> Any:
    """Return the columns of a query as an Arrow schema."""
    return fetch(f"SELECT * FROM ({sql}) r LIMIT 0", 30, **values).schema


def counts() -> dict[str, int]:
    """Return how many rows each table has."""
    rows = ask("SELECT table_name, estimated_size AS rows FROM duckdb_tables() WHERE table_name <> 'build_info'")
    return dict(zip(rows["table_name"], rows["rows"].astype(int), strict=True))


def content_hash() -> str:
    """Return the hash of the content of the warehouse: two builds with the same say the same."""
    return str(ask("SELECT content_hash FROM build_info")["content_hash"].iloc[0])


def page(sql: str, cells: str, order: str, where: str, seconds: float, values: Values) -> Any:
    """Return rows of a query as an Arrow table: `cells`, from $offset_ on, at most $limit_."""
    return fetch(f"SELECT {cells} FROM ({sql}) r {where} {order} LIMIT $limit_ OFFSET $offset_", seconds, **values)


def total(sql: str, where: str, seconds: float, values: Values) -> int:
    """Return how many rows a query has."""
    return int(fetch(f"SELECT count(*) AS total FROM ({sql}) r {where}", seconds, **values).column(0)[0].as_py())


def sources() -> pd.DataFrame:
    """Return all publications: columns of table sources."""
    return ask("SELECT * FROM sources ORDER BY source_id")
