"""The open files hold the tables as they are, describe themselves truly, and are there whole or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import duckdb
import pandas as pd
import pytest
from frictionless import Package, system

from dashboard.core.extract import to_csv
from etl import __main__ as cli
from etl.export import DATABASE, DESCRIPTOR, ExportError, export, export_to, safe_for_spreadsheets

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CELLS = {
    "=1+1": "'=1+1",
    "+49 30": "'+49 30",
    "-x": "'-x",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "\n=1": "'\n=1",
    "＝1": "'＝1",
    "-": "'-",
    "-1+2": "'-1+2",
    "-cmd|' /C calc'!A0": "'-cmd|' /C calc'!A0",
    "-5": "-5",
    "-5.25": "-5.25",
    "-5e-3": "-5e-3",
    "a=b": "a=b",
    " plain": " plain",
    "'quoted": "'quoted",
    "Türkiye": "Türkiye",
}


@pytest.fixture(scope="module")
def folder(warehouse, tmp_path_factory):
    """The open files of the real data."""
    target = tmp_path_factory.mktemp("open") / "files"
    export_to(warehouse, target)
    return target


@pytest.fixture(scope="module")
def package(folder):
    return json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables(package):
    """Names of the tables with their Table Schema."""
    return {r["name"]: r["schema"] for r in package["resources"] if "schema" in r}


@pytest.fixture(scope="module")
def connection(warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield connection


def test_csv_and_parquet_hold_every_row_of_every_table(folder, tables, connection):
    names = {n for (n,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert set(tables) == names - {"build_info"}
    for name in tables:
        columns = connection.execute(f'DESCRIBE "{name}"').fetchall()
        typed = ", ".join(f'CAST("{c}" AS {"BIGINT" if t == "HUGEINT" else t}) AS "{c}"' for c, t, *_ in columns)
        truth = connection.execute(f'SELECT {typed} FROM "{name}"').fetchall()
        read_csv = f"read_csv('{folder / name}.csv', header = true, all_varchar = true, nullstr = '', delim = ',')"
        for source in (read_csv, f"'{folder / name}.parquet'"):
            assert duckdb.execute(f"SELECT {typed} FROM {source}").fetchall() == truth, (name, source)


def test_csv_follows_rfc_4180(folder):
    raw = (folder / "agreements.csv").read_bytes()
    assert raw.startswith(b"agreement_id,buyer_iso3,") and raw.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_file_for_spreadsheets_differs_in_dangerous_cells_alone(folder, tables):
    for name in tables:
        plain, safe = (
            list(csv.reader((folder / f"{name}{kind}.csv").open(encoding=code, newline="")))
            for kind, code in (("", "utf-8"), (".spreadsheet", "utf-8-sig"))
        )
        assert (folder / f"{name}.spreadsheet.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        numbers = [field["type"] in ("number", "integer") for field in tables[name]["fields"]]
        for before, after in zip(plain, safe, strict=True):
            for is_number, cell, shown in zip(numbers, before, after, strict=True):
                if shown != cell:
                    assert not is_number and shown == "'" + cell and cell.startswith(SIGNS)


def test_the_rule_for_spreadsheets():
    assert {cell: safe_for_spreadsheets(cell) for cell in CELLS} == CELLS


def test_every_dangerous_cell_of_a_table_is_found(tmp_path):
    cells = [cell for cell in CELLS if cell != CELLS[cell]]
    for number, cell in enumerate(cells):
        path = tmp_path / f"{number}.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute(
                "CREATE TABLE sources (source_id VARCHAR, title VARCHAR, publisher VARCHAR, url VARCHAR)"
            )
            connection.execute(
                "INSERT INTO sources VALUES ('a', ?, 'b', NULL), (?, 'c', 'd', 'e'), ('f', 'g', 'h', ?)", [cell] * 3
            )
            connection.execute("CREATE TABLE edition AS SELECT DATE '2026-01-01' AS edition_on")
            connection.execute("CREATE TABLE build_info AS SELECT 'x' AS content_hash")
        export_to(path, tmp_path / f"{number}")
        with (tmp_path / f"{number}/sources.spreadsheet.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:]
        assert [rows[0][1], rows[1][0], rows[2][3]] == [f"'{cell}"] * 3


def test_the_extracts_of_the_pages_follow_the_same_rule():
    raw = to_csv(pd.DataFrame({"cell": list(CELLS), "number": -1.5})).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw, newline="")))[1:]
    assert rows == [[cell, "-1.5"] for cell in CELLS.values()]


def test_a_formula_in_the_data_is_neutralised_and_a_negative_number_is_not(cut_warehouse, tmp_path):
    edited = tmp_path / "edited.duckdb"
    edited.write_bytes(cut_warehouse.read_bytes())
    with duckdb.connect(str(edited)) as connection:
        connection.execute("UPDATE sectors SET description = '=HYPERLINK(1)' WHERE sector_id = 'forestry_land_use'")
        connection.execute("UPDATE party_list SET latitude = -17.5, subregion = '-5' WHERE iso3 = 'FJI'")
        assert connection.execute("SELECT count(*) FROM sectors WHERE description LIKE '=%'").fetchall() == [(1,)]
    export_to(edited, tmp_path / "files")
    sectors = (tmp_path / "files/sectors.spreadsheet.csv").read_text(encoding="utf-8-sig")
    assert ",'=HYPERLINK(1)," in sectors
    assert ",=HYPERLINK(1)," in (tmp_path / "files/sectors.csv").read_text(encoding="utf-8")
    parties = pd.read_csv(tmp_path / "files/party_list.spreadsheet.csv", encoding="utf-8-sig", index_col="iso3")
    assert parties.loc["FJI", "latitude"] == -17.5
    assert parties.loc["FJI", "subregion"] == "-5"


# Of a longer table the rest was held against the same rules when the warehouse was built.
ROWS_READ = 5000


def verdict(folder, *names, rows=None):
    """What the reference implementation of the standard finds wrong with the first rows of tables, of all where none is named."""
    with system.use_context(trusted=True):
        package = Package(str(folder / DESCRIPTOR))
        package.resources = [
            r for r in package.resources if "schema" in r.to_descriptor() and (not names or r.name in names)
        ]
        return package.validate(limit_rows=rows).flatten(["rowNumber", "fieldName", "type"])


def test_the_description_is_a_valid_data_package_and_rows_keep_its_rules(folder):
    assert verdict(folder, rows=ROWS_READ) == []


def test_a_row_that_breaks_a_rule_is_noticed(folder, tmp_path):
    for name in (DESCRIPTOR, "stages.csv"):
        text = (folder / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("design,", "idea,", 1), encoding="utf-8")
    assert {"primary-key", "hash-count", "byte-count"} == {kind for *_, kind in verdict(tmp_path, "stages")}


def test_the_description_names_types_keys_and_rules_of_the_catalogue(tables):
    fields = {field["name"]: field for field in tables["events"]["fields"]}
    assert fields["quantity_tco2e"]["type"] == "integer"
    assert fields["quantity_tco2e"]["constraints"] == {"minimum": 0}
    assert fields["event"]["constraints"] == {
        "required": True,
        "enum": ["authorisation", "issuance", "first_transfer", "use"],
    }
    assert fields["confidence"]["constraints"]["enum"] == ["A", "B", "L", "C"]
    assert fields["event_on"]["constraints"]["pattern"].startswith("[12][0-9]{3}")
    assert "tCO2e" in fields["quantity_tco2e"]["description"]
    assert tables["events"]["primaryKey"] == ["event_id"]
    assert {"fields": ["host_iso3"], "reference": {"resource": "parties", "fields": ["iso3"]}} in tables["events"][
        "foreignKeys"
    ]
    latitude = next(field for field in tables["parties"]["fields"] if field["name"] == "latitude")
    assert latitude["constraints"] == {"minimum": -90, "maximum": 90}
    short_name = next(field for field in tables["parties"]["fields"] if field["name"] == "short_name")
    assert short_name["constraints"] == {"required": True, "unique": True}


def test_every_file_has_its_size_and_hash(folder, package):
    listed = {resource["path"]: resource for resource in package["resources"]}
    assert {path.name for path in folder.iterdir()} == set(listed) | {DESCRIPTOR}
    for name, resource in listed.items():
        raw = (folder / name).read_bytes()
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"


def test_version_sources_and_terms(package, connection):
    ((edition, digest),) = connection.execute("SELECT edition_on, content_hash FROM edition, build_info").fetchall()
    assert package["version"] == f"{edition}+{digest[:16]}"
    ((sources,),) = connection.execute("SELECT count(*) FROM sources").fetchall()
    assert len(package["sources"]) == sources
    assert package["licenses"][0]["path"] == "sources.csv"


def test_an_export_replaces_an_export_and_nothing_else(cut_warehouse, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match="holds something else"):
        export_to(cut_warehouse, mine)
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]
    target = tmp_path / "deep" / "files"
    export_to(cut_warehouse, target)
    (target / "sectors.csv").write_text("broken")
    export_to(cut_warehouse, target)
    assert (target / "sectors.csv").read_text(encoding="utf-8").startswith("sector_id")
    assert [path.name for path in target.parent.iterdir()] == ["files"], "nothing is left behind"


def test_beside_the_warehouse_the_link_moves_and_one_older_export_stays(cut_warehouse, tmp_path):
    database = tmp_path / DATABASE
    database.write_bytes(cut_warehouse.read_bytes())
    folders = [export(database) for _ in range(3)]
    assert (tmp_path / "export").resolve() == folders[-1]
    assert sorted(path.name for path in tmp_path.glob("export-*")) == sorted(path.name for path in folders[1:])


def test_a_failing_export_leaves_the_old_one(cut_warehouse, tmp_path, monkeypatch):
    database = tmp_path / DATABASE
    database.write_bytes(cut_warehouse.read_bytes())
    before = export(database)
    monkeypatch.setattr("etl.datapackage.package", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(database)
    assert (tmp_path / "export").resolve() == before
    assert [path.name for path in tmp_path.glob("export-*")] == [before.name]


def test_command_line_before_the_first_build(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cli, "WAREHOUSE", tmp_path / "article6.duckdb")
    assert cli.main(["export"]) == 1
    assert "run: python -m etl build" in capsys.readouterr().err


def test_command_line_writes_where_it_is_told(cut_warehouse, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cli, "WAREHOUSE", cut_warehouse)
    assert cli.main(["export", "--to", str(tmp_path / "files")]) == 0
    assert (tmp_path / "files" / DESCRIPTOR).exists()
    assert str(tmp_path / "files") in capsys.readouterr().out
