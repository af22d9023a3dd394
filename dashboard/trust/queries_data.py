"""Questions on the data themselves: tables, columns, publications behind them, and recorded releases."""

from __future__ import annotations

import pandas as pd

from dashboard.core.warehouse import ask


def tables() -> pd.DataFrame:
    """Return every table: table_name, comment, column_count, row_count, has_key (declared, no read model), has_sources."""
    listed = ask("""
        SELECT t.table_name, t.comment, t.column_count, t.has_primary_key AS has_key,
            t.table_name IN (SELECT table_name FROM duckdb_columns() WHERE column_name = 'source_id') AS has_sources
        FROM duckdb_tables() t WHERE t.table_name <> 'build_info' ORDER BY t.table_name
    """)
    counts = ask(
        " UNION ALL ".join(
            f"SELECT '{name}' AS table_name, count(*) AS row_count FROM \"{name}\"" for name in listed["table_name"]
        )
    )
    return listed.merge(counts, on="table_name")


def source_ages() -> pd.DataFrame:
    """Return every publication by the day on which it was last looked at, oldest first. Columns of table source_ages."""
    return ask("FROM source_ages ORDER BY looked_at_on, published_on NULLS FIRST, source_id")


def columns(table: str) -> pd.DataFrame:
    """Return the columns of a table in their order: column_name, data_type, comment, is_nullable, is_key, refers_to."""
    return ask(
        """
        SELECT c.column_name, c.data_type, c.comment, c.is_nullable,
            coalesce(list_contains(k.constraint_column_names, c.column_name), false) AS is_key,
            f.referenced_table || '.' || f.referenced_column_names[1] AS refers_to
        FROM duckdb_columns() c
            LEFT JOIN duckdb_constraints() k ON k.table_name = c.table_name AND k.constraint_type = 'PRIMARY KEY'
            LEFT JOIN duckdb_constraints() f ON f.table_name = c.table_name AND f.constraint_type = 'FOREIGN KEY'
                AND f.constraint_column_names = [c.column_name]
        WHERE c.table_name = $table ORDER BY c.column_index
        """,
        table=table,
    )


def words_of(names: tuple[str, ...]) -> dict[str, str]:
    """Return what columns of these names hold, in the words that most tables have for it; nothing for those that no table has."""
    found = ask(
        """
        SELECT column_name, mode(comment) AS words FROM duckdb_columns()
        WHERE comment IS NOT NULL AND list_contains($names::VARCHAR[], column_name) GROUP BY column_name
        """,
        names=names,
    )
    return dict(zip(found["column_name"], found["words"], strict=True))


def first_rows(table: str) -> pd.DataFrame:
    """Return the first five rows of a table, as text. The name must be one of tables()."""
    return ask(f'SELECT COLUMNS(*)::VARCHAR FROM "{table}" LIMIT 5')


def publications(table: str) -> pd.DataFrame:
    """Return the publications behind a table (one with has_sources), with row_count, the rows that name each.

    Columns of table sources. The name must be one of tables().
    """
    return ask(f"""
        SELECT s.*, count(*) AS row_count FROM "{table}" t JOIN sources s USING (source_id)
        GROUP BY ALL ORDER BY row_count DESC, s.publisher, s.title
    """)


def terms() -> pd.DataFrame:
    """Return the terms of use of all publications: licence and publication_count, most frequent first."""
    return ask("SELECT licence, count(*) AS publication_count FROM sources GROUP BY licence ORDER BY 2 DESC, 1")


def content_hash() -> str:
    """Return the SHA-256 of the content of the warehouse in use."""
    return str(ask("SELECT content_hash FROM build_info")["content_hash"].iloc[0])


def releases() -> pd.DataFrame:
    """Return the recorded releases, newest first: columns of table releases, and the sums of release_tables.

    row_count counts the declared tables and the read models; the other sums are empty where nothing was compared.
    """
    return ask("""
        SELECT r.*, t.* EXCLUDE (release_id) FROM releases r JOIN (
            SELECT release_id, count(*) AS table_count, sum(row_count)::BIGINT AS row_count,
                sum(news_count)::BIGINT AS news_count, sum(late_count)::BIGINT AS late_count,
                sum(undated_count)::BIGINT AS undated_count, sum(corrected_count)::BIGINT AS corrected_count,
                sum(removed_count)::BIGINT AS removed_count
            FROM release_tables GROUP BY release_id) t USING (release_id)
        ORDER BY r.edition_on DESC, length(r.release_id) DESC, r.release_id DESC
    """)


def release_tables(release_id: str) -> pd.DataFrame:
    """Return rows and changes by table of a release. Columns of table release_tables."""
    return ask("SELECT * FROM release_tables WHERE release_id = $id ORDER BY table_name", id=release_id)


def release_changes(release_id: str) -> pd.DataFrame:
    """Return the listed changed cells of a release. Columns of table release_changes."""
    return ask(
        "SELECT * FROM release_changes WHERE release_id = $id ORDER BY table_name, kind, row_key, column_name",
        id=release_id,
    )
