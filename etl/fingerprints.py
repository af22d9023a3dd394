"""What a warehouse holds, as a number: equal content has an equal hash on any machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import duckdb

from etl import load


def fingerprints(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the fingerprint of the rows of each table, in the order of the names of the tables.

    The hashes of the rows are added up, which needs no order and little memory for millions of them.
    """
    query = 'SELECT (count(*), sum(md5_number_lower(row::VARCHAR)::HUGEINT))::VARCHAR FROM "{}" row'
    tables = load.largest_first(connection, load.tables_of(connection))

    def fingerprint(table: str) -> str:
        text: str = connection.cursor().execute(query.format(table)).fetchall()[0][0]
        return text

    with ThreadPoolExecutor() as pool:
        return dict(sorted(zip(tables, pool.map(fingerprint, tables), strict=True)))


def content_hash(tables: Mapping[str, str]) -> str:
    """Return the SHA-256 of the fingerprints of tables: equal content gives an equal hash on any machine."""
    return hashlib.sha256("\n".join(" ".join(pair) for pair in tables.items()).encode()).hexdigest()


def row_counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return the number of rows of each table, in the order of their names."""
    names = [row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
    counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)
    return dict(sorted(connection.execute(counts).fetchall()))
