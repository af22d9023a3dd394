"""The Article 6 Pipeline workbook becomes claims of its edition's day, beside those of the editions before."""

from __future__ import annotations

import datetime as dt

import pytest
from books import AGREEMENTS, pipeline
from openpyxl import load_workbook

from etl.build import check
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


@pytest.mark.parametrize(
    ("written", "signed_on", "as_stated"),
    [
        (dt.datetime(2026, 5, 1), "2026-05", "2026-05-01"), (dt.datetime(2026, 5, 2), "2026-05-02", None), (dt.datetime(2026, 5, 31), "2026-05-31", None),
        (dt.datetime(2026, 1, 1), "2026-01", "2026-01-01"), (dt.datetime(2026, 1, 11), "2026-01-11", None), ("2026", "2026", None),
    ],
)  # fmt: skip
def test_the_first_of_a_month_stands_for_the_month(tmp_path, known, written, signed_on, as_stated):
    found = facts(pipeline(tmp_path / "a.xlsx", agreements=[["x", "Fiji", "", "", "Norway", written, "MoU"]]), known)
    dates = [
        row for row in rows(found, "claims", "agreement_id", "field", "value", "as_stated") if row[1] == "signed_on"
    ]
    assert dates == [["NOR-FJI-MOU", "signed_on", signed_on, as_stated]]


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
        ({"edition": "31 May 2097"}, "is an edition of the future"),
    ],
)
def test_what_is_wrong_is_said_with_sheet_and_row(tmp_path, known, change, said):
    with pytest.raises(DataError) as caught:
        facts(pipeline(tmp_path / "a.xlsx", **change), known)
    assert said in str(caught.value)
    if "agreements" in change and said != "formula":
        assert "sheet Bilateral Agreements, line 4" in str(caught.value)


def test_a_changed_layout_stops_aloud(tmp_path, known):
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


def agreement(buyer, host, day, status):
    return ["A title of theirs", host, "", "", buyer, day, status]


def test_another_word_for_an_agreement_of_ours_is_a_claim_on_it_and_no_second_agreement(tmp_path, known):
    near, later = (
        agreement("Switzerland", "Ghana", "30/11/2020", "MoU"),
        agreement("Switzerland", "Ghana", "1/6/2024", "MoU"),
    )
    found = facts(pipeline(tmp_path / "a.xlsx", [near]), known)
    assert "agreements" not in found.tables or found.tables["agreements"].empty
    assert ["CHE-GHA-IA", "instrument", "memorandum_of_understanding"] in rows(
        found, "claims", "agreement_id", "field", "value"
    )
    found = facts(pipeline(tmp_path / "b.xlsx", [later, later]), known)
    assert rows(found, "agreements", "agreement_id") == [["CHE-GHA-MOU-2"], ["CHE-GHA-MOU-3"]], "later texts"
    # The publisher lists both, so the second is not the first; which of ours it is nobody can say.
    both = [agreement("Switzerland", "Ghana", "23/11/2020", "BA (signed)"), near]
    found = facts(pipeline(tmp_path / "c.xlsx", both), known)
    assert found.tables["agreements"].empty
    assert {
        value for _, field, value in rows(found, "claims", "agreement_id", "field", "value") if field == "instrument"
    } == {"bilateral_agreement"}
    assert [note for note in found.notes if "left aside" in note] == [
        "left aside, for each may be an agreement that the Atlas has in another form: Switzerland and Ghana, MoU (CHE-GHA-IA)"
    ]


def test_a_pair_with_its_sides_changed_is_left_aside_unless_a_person_matched_it(tmp_path, known):
    found = facts(
        pipeline(tmp_path / "a.xlsx", [agreement("Ghana", "Switzerland", "23/11/2020", "BA (signed)")]), known
    )
    assert found.tables["agreements"].empty and found.tables["claims"].empty
    assert any("Ghana and Switzerland, BA (signed) (CHE-GHA-IA)" in note for note in found.notes)
    found = facts(pipeline(tmp_path / "b.xlsx", [agreement("Switzerland", "Sweden", "9/12/2023", "MoU")]), known)
    assert {key for (key,) in rows(found, "claims", "agreement_id")} == {"SWE-CHE-LOI"}


def test_a_new_number_of_a_project_that_the_atlas_has_without_one_is_a_repeat_of_it(tmp_path, known):
    ours = known.table("projects").set_index("project_id").loc["JCM-ID_PIN001"]
    path = pipeline(tmp_path / "a.xlsx")
    book = load_workbook(path)
    book["JCM"].append([3, "ID999", ours["title"], "Indonesia", "", "", "", "Solar", "A new kind", 2])
    book.save(path)
    found = facts(path, known)
    columns = ("project_id", "may_duplicate_project_id", "sector_raw", "sector_id")
    assert ["JCM-ID999", "JCM-ID_PIN001", "Solar", "renewable_energy"] in rows(found, "projects", *columns)
    book["JCM"]["H7"] = "Fusion"
    book.save(path)
    with pytest.raises(
        DataError, match=r"'Fusion / A new kind': unknown spelling; add a row sector,unepccc,Fusion,<our value>"
    ):
        facts(path, known)


def test_two_texts_of_one_list_land_and_one_beside_ours_does_not(data_copy, tmp_path):
    """The build refuses rows that may be one: not two of a publisher, which it lists apart, but one that we have by hand."""
    texts = [agreement("Norway", "Fiji", "17/05/2026", "MoU"), agreement("Norway", "Fiji", "20/05/2026", "BA (signed)")]
    import_files(
        "unepccc", [str(pipeline(tmp_path / "a.xlsx", texts))], root=data_copy, say=lambda _: None, is_built=False
    )
    curated = data_copy / "data" / "curated"
    with (curated / "agreements.csv").open("a", encoding="utf-8") as file:
        file.write("NOR-FJI-LOI,NOR,FJI,letter_of_intent,,,\n")
    with (curated / "claims.csv").open("a", encoding="utf-8") as file:
        for field, value in (("instrument", "letter_of_intent"), ("status", "signed"), ("signed_on", "2026-05-18")):
            file.write(f"NOR-FJI-LOI,{field},{value},unepccc_pipeline_2026_02,,,B,\n")
    with pytest.raises(
        DataError, match=r"NOR-FJI-LOI \| NOR-FJI-MOU': Two texts of the same two Parties that may be one"
    ):
        check(data_copy, lambda _: None)
