"""A UN Comtrade file is loaded whole or not at all: imports and exports apart, totals and areas that are no country out."""

from __future__ import annotations

import gzip
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imported import HEADER, WHOLE, comtrade, parquet, record, rows_of, state

from etl.build import fill
from etl.importing import import_file
from etl.problems import DataError

IMPORTS, EXPORTS = "un-comtrade-import", "un-comtrade-import-exports"


def quiet(_: str) -> None:
    pass


def load(path: Path, root: Path, years: range | None = None) -> int:
    return import_file("comtrade", path, years, root, say=quiet)


def refusal(path: Path, root: Path) -> str:
    before = state(root)
    with pytest.raises(DataError) as caught:
        load(path, root)
    assert state(root) == before
    return str(caught.value)


@pytest.mark.parametrize("name", ["c.csv", "c.csv.gz"])
def test_rows_are_in_our_columns(root, tmp_path, name):
    rows = [
        *WHOLE,
        record("CHE", "X", "NAM", 55, 1000, classificationCode="H5"),
        record("CHE", "RX", "NAM", 999),
        record("EUR", "M", "NAM", 999),
        record("NAM", "M", "CHN", 999, partner2Code="156"),
        record("NAM", "M", "CHN", 999, motCode="1000"),
        record("NAM", "M", "CHN", 999, customsCode="C01"),
        record("NAM", "M", "CHN", 999, cmdCode="TOTAL"),
    ]
    load(comtrade(tmp_path / name, rows), root)
    assert rows_of(root) == [
        ("CHE", "NAM", 2023, "850231", 55, 1.0, EXPORTS),
        ("CHN", "NAM", 2023, "850231", 700, 2.5, IMPORTS),
        ("TWN", "NAM", 2023, "850231", 200, None, IMPORTS),
    ]
    assert set(parquet(root)) == {"comtrade_imports_2023.parquet", "comtrade_exports_2023.parquet"}


def test_header_in_any_case_and_without_what_is_not_needed(root, tmp_path):
    needed = [
        "refYear",
        "reporterISO",
        "flowCode",
        "partnerCode",
        "partnerISO",
        "classificationCode",
        "cmdCode",
        "netWgt",
    ]
    load(comtrade(tmp_path / "c.csv", WHOLE, [*needed, "primaryValue"]), root)
    text = (tmp_path / "c.csv").read_text()
    (tmp_path / "d.csv").write_text(text.replace("refYear", "REFYEAR").replace("primaryValue", "PrimaryVALUE"))
    before = rows_of(root)
    load(tmp_path / "d.csv", root)
    assert rows_of(root) == before != []


def test_twice_is_the_same_and_a_second_file_is_added(root, tmp_path):
    path = comtrade(tmp_path / "a.csv", WHOLE)
    load(path, root)
    first = parquet(root)
    load(path, root)
    assert parquet(root) == first
    other = [record("CHE", "M", "W00", 10), record("CHE", "M", "CHN", 10)]
    newer = [record("NAM", "M", "W00", 800), record("NAM", "M", "JPN", 800)]
    load(comtrade(tmp_path / "b.csv", other + newer), root)
    assert [row[:2] + row[4:5] for row in rows_of(root)] == [("CHN", "CHE", 10), ("JPN", "NAM", 800)]


def test_years(root, tmp_path):
    earlier = [row | {"refYear": "2021"} for row in WHOLE]
    load(comtrade(tmp_path / "a.csv", WHOLE + earlier), root, range(2021, 2022))
    assert set(parquet(root)) == {"comtrade_imports_2021.parquet"}


def test_an_import_without_all_partners_is_left_out_and_said(root, tmp_path, capsys):
    part = [record("CHE", "M", "W00", 100), record("CHE", "M", "CHN", 80)]
    import_file("comtrade", comtrade(tmp_path / "a.csv", WHOLE + part), None, root)
    assert "1 sets of reporter, year and product left out" in capsys.readouterr().out
    assert {row[1] for row in rows_of(root)} == {"NAM"}
    assert "no import is whole" in refusal(comtrade(tmp_path / "b.csv", WHOLE[1:]), root)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"classificationCode": "H4"}, "line 7, column classificationCode: 'H4': wrong HS revision"),
        ({"cmdCode": "854140"}, "line 7, column cmdCode: '854140': wrong HS revision: H6 has no such code"),
        ({"partnerISO": "QQQ", "partnerCode": "998"}, "line 7, column partnerISO: 'QQQ': unknown area: neither"),
        (
            {"reporterISO": "", "reporterCode": ""},
            "line 7, column reporterISO: '': reporterISO and reporterCode are both",
        ),
        ({"reporterCode": "392"}, "line 7, column reporterCode|reporterISO: '392|CHE': the number is of another area"),
        ({"primaryValue": "n/a"}, "line 7, column primaryValue: 'n/a': must be a number"),
        ({"primaryValue": ""}, "line 7, column primaryValue: '': must be a number"),
        ({"netWgt": "heavy"}, "line 7, column netWgt: 'heavy': must be a number"),
        ({"partnerCode": "World"}, "line 7, column partnerCode: 'World': must be a number"),
        ({"refYear": "latest"}, "line 7, column refYear: 'latest': must be a year"),
        ({"freqCode": "M"}, "line 7, column freqCode: 'M': must be A"),
        ({"typeCode": "S"}, "line 7, column typeCode: 'S': must be C"),
        (
            {"flowCode": "M", "reporterISO": "NAM", "reporterCode": "516", "partnerISO": "CHN", "partnerCode": "156"},
            "line 7, column reporter|partner|refYear|cmdCode|flowCode: 'NAM|CHN|2023|850231|M': stands on more",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(root, tmp_path, row, said):
    bad = record("CHE", "X", "JPN", 5) | row
    assert said in refusal(comtrade(tmp_path / "c.csv", [*WHOLE, bad]), root)


def test_what_is_no_such_file(root, tmp_path):
    lacking = [name for name in HEADER if name not in ("cmdCode", "partnerCode")]
    assert "missing: partnercode, cmdcode" in refusal(comtrade(tmp_path / "a.csv", WHOLE, lacking), root)
    (tmp_path / "b.csv").write_bytes(b"")
    assert "file is empty" in refusal(tmp_path / "b.csv", root)
    (tmp_path / "c.csv.gz").write_text("no gzip")
    assert "c.csv.gz, line 1: 'no gzip': wrong columns" in refusal(tmp_path / "c.csv.gz", root)
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress((tmp_path / "c.csv.gz").read_bytes())[:-9])
    assert "c.csv.gz: can't be unpacked" in refusal(tmp_path / "c.csv.gz", root)
    comtrade(tmp_path / "d.csv", [*WHOLE, record("CHE", "X", "JPN", 5) | {"partnerISO": "Äq"}])
    (tmp_path / "d.csv").write_bytes((tmp_path / "d.csv").read_text("utf-8").encode("latin-1"))
    assert "d.csv, line 7, column partneriso: 'byte 0xc4': text is not UTF-8" in refusal(tmp_path / "d.csv", root)
    whole = comtrade(tmp_path / "e.csv", WHOLE).read_text()
    (tmp_path / "e.csv").write_text(whole.rstrip("\n"))
    assert "ends in mid-line" in refusal(tmp_path / "e.csv", root)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_file_cut_short_is_refused(root, tmp_path, data):
    whole = comtrade(tmp_path / "whole.csv", WHOLE).read_bytes()
    packed = gzip.compress(whole, mtime=0)
    (tmp_path / "cut.csv.gz").write_bytes(packed[: data.draw(st.integers(0, len(packed) - 1))])
    refusal(tmp_path / "cut.csv.gz", root)
    place = data.draw(st.integers(0, len(whole) - 1))
    if not whole[:place].endswith(b"\n"):
        (tmp_path / "cut.csv").write_bytes(whole[:place])
        refusal(tmp_path / "cut.csv", root)


def test_built_and_preferred(data_copy, tmp_path):
    """Imports count before exports of the same cell; exports only where nobody else has the cell and we ship none."""
    battery = {"cmdCode": "850760"}
    rows = [
        *WHOLE,
        record("JPN", "X", "NAM", 77),
        record("JPN", "X", "CHE", 33),
        record("JPN", "X", "CHE", 44, **battery),
    ]
    import_file("comtrade", comtrade(tmp_path / "c.csv", rows), None, data_copy, quiet)
    with duckdb.connect() as connection:
        fill(connection, data_copy, quiet)

        def counted(importer: str, code: str) -> list[tuple]:
            return connection.execute(
                """SELECT exporter_iso3, source_id, is_preferred FROM trade_list
                   WHERE importer_iso3 = ? AND hs_code = ? AND year = 2023 AND source_id LIKE 'un-comtrade-import%'
                   ORDER BY ALL""",
                [importer, code],
            ).fetchall()

        assert counted("NAM", "850231") == [("CHN", IMPORTS, True), ("JPN", EXPORTS, False), ("TWN", IMPORTS, True)]
        assert counted("CHE", "850231") == [("JPN", EXPORTS, True)]
        assert counted("CHE", "850760") == [("JPN", EXPORTS, False)]
        totals = "SELECT importer_iso3, value_usd FROM import_totals WHERE hs_code = '850231'"
        assert connection.execute(totals).fetchall() == [("NAM", 900)]


@pytest.mark.parametrize("name", ["c.csv", "c.csv.gz"])
def test_a_nul_character_is_refused_in_any_column(root, tmp_path, name):
    """Also in one that is not read: a file with it is damaged."""
    rows = [dict(row) for row in WHOLE]
    rows[1]["cmdDesc"] = "Generating sets\0"
    assert f"{name}, line 3: NUL character; the file is damaged or no text" in refusal(
        comtrade(tmp_path / name, rows), root
    )
