"""Trade: broken Parquet files are refused with file and row, and which of several sources counts follows the written rule."""

from __future__ import annotations

import duckdb
import pytest

from etl.build import fill

FLOWS = "data/trade/trade_flows.parquet"
COLUMNS = "exporter_iso3, importer_iso3, year, hs_code, value_usd, quantity_t, source_id"


def rewrite(data, select: str) -> None:
    """Replace the flows by a query on the view `flows`, which holds them."""
    path = data.root / FLOWS
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE flows AS SELECT * FROM read_parquet('{path}')")
        connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")


def import_rows(data, name: str, *rows: str) -> None:
    """Write a file as the import command does: rows are SQL tuples of COLUMNS."""
    folder = data.root / "data" / "imported"
    folder.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT a::VARCHAR AS exporter_iso3, b::VARCHAR AS importer_iso3, c::INTEGER AS year, d::VARCHAR AS hs_code, "
            f"e::BIGINT AS value_usd, f::DOUBLE AS quantity_t, g::VARCHAR AS source_id "
            f"FROM (VALUES {', '.join(rows)}) t(a, b, c, d, e, f, g)) TO '{folder / name}' (FORMAT parquet)"
        )


@pytest.mark.parametrize(
    ("select", "column", "value", "rule"),
    [
        ("SELECT * REPLACE (0::BIGINT AS value_usd) FROM flows LIMIT 1", "value_usd", "0", "(value_usd > 0)"),
        (
            "SELECT * REPLACE ('QQQ' AS importer_iso3) FROM flows LIMIT 1",
            "importer_iso3",
            "QQQ",
            "area_iso3 of data/reference/trade_areas.csv",
        ),
        (
            "SELECT * REPLACE ('999999' AS hs_code) FROM flows LIMIT 1",
            "hs_code",
            "999999",
            "hs_code of data/reference/hs_products.csv",
        ),
        (
            "SELECT * REPLACE ('nobody' AS source_id) FROM flows LIMIT 1",
            "source_id",
            "nobody",
            "source_id of data/trade/trade_sources.csv",
        ),
        ("SELECT * REPLACE (NULL::INTEGER AS year) FROM flows LIMIT 1", "year", None, "a value is needed"),
        (
            "SELECT * REPLACE (exporter_iso3 AS importer_iso3) FROM flows LIMIT 1",
            "exporter_iso3|importer_iso3",
            None,
            "!=",
        ),
    ],
)
def test_a_bad_row_is_named(data, select, column, value, rule):
    rewrite(data, select)
    problems = [problem for problem in data.problems() if problem.file == FLOWS]
    assert [(p.line, p.column) for p in problems if rule in p.rule] == [(1, column)]
    assert value is None or value in {problem.value for problem in problems}
    assert f"{FLOWS}, row 1, column {column}" in "\n".join(map(str, problems))


def test_a_row_that_stands_twice_is_named_both_times(data):
    rewrite(data, "(FROM flows LIMIT 2) UNION ALL (FROM flows LIMIT 1)")
    rows = [p.line for p in data.problems() if p.file == FLOWS and "unique" in p.rule]
    assert rows == [1, 3]


def test_wrong_columns_and_a_file_that_is_no_parquet(data):
    rewrite(data, "SELECT * EXCLUDE (quantity_t) FROM flows LIMIT 1")
    (problem,) = [p for p in data.problems() if p.file == FLOWS]
    assert "columns must be exporter_iso3 VARCHAR" in problem.rule
    (data.root / FLOWS).write_bytes(b"half a file")
    (problem,) = [p for p in data.problems() if p.file == FLOWS]
    assert "can't be read as a Parquet file" in problem.rule


@pytest.fixture
def imported(data):
    """A database with rows of two imports: BACI in 2022 to 2024, UN Comtrade in 2021 and 2022."""
    import_rows(
        data,
        "baci.parquet",
        "('JPN', 'VNM', 2022, '850760', 4, NULL, 'cepii-baci-import')",
        "('JPN', 'VNM', 2023, '850760', 5, NULL, 'cepii-baci-import')",
        "('JPN', 'VNM', 2024, '850760', 30, 1.5, 'cepii-baci-import')",
        "('CHN', 'VNM', 2024, '850760', 70, NULL, 'cepii-baci-import')",
    )
    import_rows(
        data,
        "comtrade.parquet",
        "('KOR', 'VNM', 2021, '850760', 7, NULL, 'un-comtrade-import')",
        "('KOR', 'VNM', 2022, '850760', 8, NULL, 'un-comtrade-import')",
    )
    with duckdb.connect() as connection:
        fill(connection, data.root, say=lambda _: None, has_words=False)
        yield connection


def preferred(connection, year: int) -> list[tuple[str, str, int]]:
    """Rows of Viet Nam's lithium-ion batteries that count: exporter, source, value."""
    return connection.execute(
        """SELECT exporter_iso3, source_id, value_usd FROM trade_list WHERE is_preferred AND importer_iso3 = 'VNM'
           AND hs_code = '850760' AND year = ? ORDER BY value_usd DESC""",
        [year],
    ).fetchall()


def test_an_imported_file_takes_a_whole_cell(imported, cut_warehouse):
    with duckdb.connect(str(cut_warehouse), read_only=True) as shipped:
        for year in (2020, 2021, 2022, 2023):
            rows = preferred(shipped, year)
            assert len(rows) > 2 and {source for _, source, _ in rows} == {"comtrade_imports_2018_2024"}
        assert preferred(imported, 2020) == preferred(shipped, 2020), "a cell that no import has stays as it is"
    assert preferred(imported, 2021) == [("KOR", "un-comtrade-import", 7)]
    assert preferred(imported, 2022) == [("JPN", "cepii-baci-import", 4)], "of two imports the one that comes first"
    assert preferred(imported, 2023) == [("JPN", "cepii-baci-import", 5)], "not one row of the other source is added"


def test_imported_rows_make_a_year_known_and_a_whole(imported):
    assert imported.execute(
        "SELECT has_reported FROM importer_years WHERE importer_iso3 = 'VNM' AND year = 2024"
    ).fetchall() == [(True,)]
    assert imported.execute(
        "SELECT value_usd, source_id FROM import_totals WHERE importer_iso3 = 'VNM' AND year = 2024 AND hs_code = '850760'"
    ).fetchall() == [(100, "cepii-baci-import")]


def test_a_bad_imported_file_is_named(data):
    import_rows(data, "baci.parquet", "('JPN', 'QQQ', 2023, '850760', 5, NULL, 'cepii-baci-import')")
    (problem,) = data.problems()
    assert (problem.file, problem.line, problem.column) == ("data/imported/baci.parquet", 1, "importer_iso3")
    import_rows(data, "baci.parquet", "('JPN', 'VNM', 2023, '850760', 5, NULL, 'baci_hs17_v202601_full')")
    (problem,) = data.problems()
    assert (problem.column, problem.value) == ("source_id", "baci_hs17_v202601_full")
