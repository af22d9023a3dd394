"""The Article 6 Pipeline workbook becomes claims of its edition's day, beside those of the editions before."""

from __future__ import annotations

import datetime as dt

import pytest
from books import AGREEMENTS, pipeline

from etl.importing import import_files
from etl.problems import DataError
from etl.sources import unepccc_workbook
from etl.sources.publisher import Brought, Known


@pytest.fixture(scope="module")
def known(project_root):
    return Known(project_root, today=dt.date(2026, 7, 1))


def facts(path, known):
    return unepccc_workbook.tidy(unepccc_workbook.read([Brought(path, path.name)], known), known)


def rows(found, table, *columns):
    return found.tables[table][list(columns)].values.tolist()


@pytest.mark.parametrize("shift", [0, 4])
def test_an_edition_becomes_claims_of_its_day(tmp_path, known, shift):
    found = facts(pipeline(tmp_path / "a.xlsx", shift=shift), known)
    assert found.edition == "2026-05-31"
    claims = rows(found, "claims", "agreement_id", "field", "value", "source_id", "as_stated")
    source = "unepccc_pipeline_2026_05_31"
    assert ["CHE-GHA-IA", "signed_on", "2020-11-23", source, None] in claims
    assert ["NOR-FJI-MOU", "signed_on", "2026-05-17", source, None] in claims
    assert ["JPN-KEN-JCM", "status", "signed", source, "MoU"] in claims, "matched as in the edition before"
    assert rows(found, "agreements", "agreement_id", "instrument") == [["NOR-FJI-MOU", "memorandum_of_understanding"]]
    assert rows(found, "sources", "published_on", "retrieved_on", "kind") == [
        ["2026-05-31", "2026-07-01", "compilation"]
    ]


def test_kilotonnes_become_tonnes_and_a_new_number_a_project(tmp_path, known):
    found = facts(pipeline(tmp_path / "a.xlsx"), known)
    witnesses = rows(found, "project_witnesses", "project_id", "expected_tco2e_per_year", "registered_on")
    assert witnesses == [["JCM-TH001", "1250.0", "2026-02-02"], ["JCM-KE999", "500.0", "2026-02-02"]]
    assert rows(found, "projects", "project_id", "stage_id", "sector_id") == [
        ["JCM-KE999", "registered", "renewable_energy"]
    ]


def test_the_edition_that_we_have_keeps_its_key(tmp_path, known):
    found = facts(pipeline(tmp_path / "Article 6 pipeline 28.02.2026.xlsx", edition="some day"), known)
    assert set(found.tables["claims"]["source_id"]) == {"unepccc_pipeline_2026_02"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"agreements": [["x", "Atlantis", "", "", "Norway", "2026", "MoU"]]}, "'Atlantis'"),
        ({"agreements": [["x", "Fiji", "", "", "Norway", "next week", "MoU"]]}, "is no day such as"),
        ({"agreements": [["x", "Fiji", "", "", "Norway", "2026", "Pact"]]}, "add a row instrument,unepccc,Pact"),
        ({"agreements": [["x", "Fiji", "", "", None, "2026", "MoU"]]}, "a value is needed here"),
        ({"agreements": [["x", "Fiji", "", "", "Fiji", "2026", "MoU"]]}, "are no two Parties"),
        ({"agreements": [["x", "=HYPERLINK(1)", "", "", "Norway", "2026", "MoU"]]}, "formula"),
        ({"edition": "soon"}, "says no day of its edition"),
        ({"edition": "31 May 2027"}, "is an edition of the future"),
    ],
)
def test_what_is_wrong_is_said_with_sheet_and_row(tmp_path, known, change, said):
    with pytest.raises(DataError) as caught:
        facts(pipeline(tmp_path / "a.xlsx", **change), known)
    assert said in str(caught.value)
    if "agreements" in change and said != "formula":
        assert "sheet Bilateral Agreements, line 4" in str(caught.value)


def test_a_changed_layout_stops_aloud(tmp_path, known):
    from openpyxl import load_workbook

    book = load_workbook(pipeline(tmp_path / "a.xlsx"))
    book["Bilateral Agreements"]["E3"] = "Second country"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="no column for buyer in Bilateral Agreements; its layout may have changed"):
        facts(tmp_path / "a.xlsx", known)


@pytest.mark.usefixtures("no_open_files")
def test_an_edition_stands_beside_the_one_before(built_copy, tmp_path, capsys):
    pipeline(tmp_path / "a.xlsx", AGREEMENTS[1:2])
    pipeline(tmp_path / "b.xlsx", AGREEMENTS[1:2], edition="30 June 2026")
    for name in ("a.xlsx", "b.xlsx"):
        _, found = import_files("unepccc", [str(tmp_path / name)], root=built_copy)
    new = [cell for cell in found.cells if cell[0] == "agreements"]
    assert new == [], "the second edition says the same of the agreement"
    assert found.rows["claims"] == 3 and found.rows["sources"] == 1
