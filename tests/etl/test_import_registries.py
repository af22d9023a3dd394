"""What Parties and registries publish of authorised units: only what is authorised, as it is, and added to nothing twice."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from openpyxl import Workbook

from etl.importing import PUBLISHERS, import_files
from etl.problems import DataError
from etl.sources import aef
from etl.sources.publisher import Brought, Known

TODAY = dt.date(2026, 7, 1)
AEF_2 = """Table 1: Submission
Party,Version,Reported year,Date of submission
GHA,1.0,2024,15/04/2025

Table 2: Authorizations
Authorization ID,Date of authorization,Cooperative approach ID,Authorized quantity,Metric,Purposes for authorization,Authorized Party(ies) ID,First transfer definition for OIMP
A 1,29/02/2024,CA0009,1000,GHG,NDC,CHE,
A 2,01/03/2024,CA0009,,GHG,OIMP,,Issuance

Table 3: Actions
Action date,Action type,Cooperative approach ID,Authorization ID,First transferring participating Party ID,Party ITMO registry ID,First ID,Last ID,Metric,Quantity (t CO2 eq),Vintage,Transferring participating Party ID,Acquiring participating Party ID
2024-05-17T10:00:00Z,First transfer,CA0009,A 1,GHA,GHA01,1,100,GHG,100,2022,NA,CHE
2024-05-17,First transfer,CA0009,A 1,GHA,GHA01,"CA0009-GHA01-GHA-1,001-2023","CA0009-GHA01-GHA-1,050-2023",GHG,50,2023,NA,CHE
01/06/2024,First transfer,CA0009,A 2,GHA,GHA01,2000,2010,GHG,10,2023,NA,NA
02/06/2024,Acquisition,CA0009,A 9,PER,PER01,1,7,GHG,7,2023,PER,NA

Table 4: Holdings
Cooperative approach ID,First ID,Last ID,Quantity (t CO2 eq),Vintage
CA0009,1,5,5,2023

Table 5: Authorized entities
Date of the authorization,Name
"""
VERRA = """Issuance Date,Vintage Start,Vintage End,ID,Name,Country/Area,Quantity Issued,Serial Number,Additional Certifications
06/08/2026,01/01/2023,31/12/2023,2311,Stoves,"Tanzania",100,X-VCS-VCU-1-VER-TZ-3-2311-01012023-31122023-1-100,CORSIA; Article 6 Authorized – International Mitigation Purposes
06/08/2025,01/01/2023,31/12/2023,2311,Stoves,Tanzania,50,1-VCS-101-150,CORSIA Phase 1
06/08/2025,01/01/2023,31/12/2023,2312,Stoves,Tanzania,50,1-VCS-151-200,not yet Article 6 authorized
"""
GOLD = """GSID,Project Name,Country,Quantity,Serial Number,Vintage,Issuance date,Article 6 label
GS11732,Stoves,Rwanda,30,GS1-1-RW-GS11732-16-2022-25700-1-30,2022,2025-02-13,Authorised for NDC and OIMP
GS11733,Stoves,Rwanda,30,GS1-1-RW-GS11733-16-2022-25700-1-30,2022,2025-02-13,Not Applicable
"""


def facts(publisher, path, project_root):
    module, known = PUBLISHERS[publisher], Known(project_root, today=TODAY)
    return module.tidy(module.read([Brought(path, path.name)], known), known)


def rows(found, table, *columns):
    return found.tables[table][list(columns)].values.tolist()


def as_workbook(path, content):
    """Write stacked tables as a workbook with a sheet a table, as a public checker names them, and spacer columns."""
    book, sheet = Workbook(), None
    book.remove(book.active)
    for row in csv.reader(io.StringIO(content)):
        if row and row[0].startswith("Table "):
            sheet = book.create_sheet(row[0].replace(":", ""))
        elif row:
            sheet.append([row[0], None, *row[1:]])
    book.save(path)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_party_is_read_as_it_reports(tmp_path, project_root, form):
    path = tmp_path / f"aef.{form}"
    path.write_text(AEF_2, encoding="utf-8") if form == "csv" else as_workbook(path, AEF_2)
    found = facts("aef", path, project_root)
    assert found.edition == "GHA 2024"
    actions = rows(found, "reported_actions", "record", "action_type", "quantity_tco2e", "acquiring_iso3", "note")
    assert actions == [
        ["authorisation", None, "1000", "CHE", None],
        ["authorisation", None, None, None, None],
        ["action", "First transfer", "100", "CHE", None],
        ["action", "First transfer", "50", "CHE", None],
        ["action", "First transfer", "10", None, "11 units for 10 t; a transfer to no Party and for no other purpose"],
        ["action", "Acquisition", "7", None, "its authorisation stands in no row of the submission"],
        ["holding", None, "5", None, "its authorisation stands in no row of the submission"],
    ]
    assert rows(found, "events", "event", "buyer_iso3", "event_on", "quantity_tco2e", "quantity_kind", "unit_kind") == [
        ["authorisation", "CHE", "2024-02-29", "1000", "expected_total", "itmo"],
        ["authorisation", None, "2024-03-01", None, "expected_total", "credit_for_other_purposes"],
        ["first_transfer", "CHE", "2024-05-17", "150", "batch", "itmo"],
        ["first_transfer", None, "2024-06-01", "10", "batch", "credit_for_other_purposes"],
    ]
    assert rows(found, "events", "is_alternative_of")[0] == ["CHE-GHA-01-AUT-2024-02-29"], (
        "the Atlas has it: shown beside"
    )


def test_the_first_version_is_known_by_its_heads(tmp_path, project_root):
    book = Workbook()
    book.active.title = "Actions"
    book.active.append(["Party", "Ghana"])
    book.active.append(["Reported year", 2023])
    book.active.append(["ITMO"])
    heads = [
        "Article 6 database record ID",
        "Cooperative approach",
        "First unique identifier",
        "Last unique identifier",
    ]
    book.active.append([*heads, "Metric", "Quantity\u00a0(t CO2 eq)", "Vintage", "Action date", "Action type"])
    book.active.append([1, "CA0009 Ghana", 1, 5, "GHG", 5, 2022, dt.datetime(2023, 1, 2), "Authorization"])
    holdings = book.create_sheet("Holdings")
    holdings.append([*heads, "Quantity (t CO2 eq)", "Vintage"])
    holdings.append([1, "CA0009", 1, 5, 5, 2022])
    book.save(tmp_path / "v1.xlsx")
    found = facts("aef", tmp_path / "v1.xlsx", project_root)
    assert rows(found, "reported_actions", "record", "action_on") == [["action", "2023-01-02"], ["holding", None]]
    assert rows(found, "events", "event", "host_iso3") == [["authorisation", "GHA"]]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("GHA,1.0,2024", "Atlantis,1.0,2024", "is no Party"),
        ("GHA,1.0,2024", "GHA,1.0,2024.5", "must be a whole number from 2,013 to 2,100"),
        ("29/02/2024", "30/02/2024", "is no day such as"),
        (",GHG,100,2022", ",GHG,1e2,2022", "must be a whole number"),
        (",GHG,100,2022", ",GHG,-1,2022", "must be a whole number"),
        ("Action type", "Type of deed", "no column for type"),
        ("CA0009,A 1,GHA", "=CA9,A 1,GHA", "formula"),
    ],
)
def test_what_is_wrong_in_a_submission_is_said(tmp_path, project_root, old, new, said):
    assert old in AEF_2
    (tmp_path / "a.csv").write_text(AEF_2.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        facts("aef", tmp_path / "a.csv", project_root)
    assert said in str(caught.value)


def test_the_union_of_europe_has_another_code_in_the_format():
    assert aef.EUROPEAN_UNION["EUE"] == "EUU"


BLOCK = (
    "programme_ref",
    "host_iso3",
    "serial_first",
    "serial_last",
    "quantity_tco2e",
    "is_for_ndc",
    "is_for_other_purposes",
)


def test_only_labels_of_article_6_are_taken_from_verra(tmp_path, project_root):
    (tmp_path / "vcus-2026-06-01.csv").write_text(VERRA, encoding="utf-8")
    found = facts("verra", tmp_path / "vcus-2026-06-01.csv", project_root)
    assert rows(found, "authorised_blocks", *BLOCK) == [["VCS 2311", "TZA", "1", "100", "100", None, "True"]]
    assert found.notes == ["1 of 3 rows are authorised under Article 6; 2 left out: no Article 6 label"]


def test_only_authorised_credits_are_taken_from_gold_standard(tmp_path, project_root):
    (tmp_path / "gs-2026-06-01.csv").write_text(GOLD, encoding="utf-8")
    found = facts("goldstandard", tmp_path / "gs-2026-06-01.csv", project_root)
    assert rows(found, "authorised_blocks", *BLOCK) == [["GS11732", "RWA", "1", "30", "30", "True", "True"]]


def test_overlapping_serials_are_refused(tmp_path, project_root):
    row = GOLD.splitlines()[1]
    path = tmp_path / "gs-2026-06-01.csv"
    path.write_text(f"{GOLD}{row.replace('-1-30', '-20-49')}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"line 4, column serial: .* overlaps"):
        facts("goldstandard", path, project_root)


def cadtrust(path, **changed):
    sheets = {
        "label": [["cad_trust_label_id", "label_name", "label_type", "label_date"], ["L1", "NDC", "Article 6 - Authorisation", "2025-01-01"], ["L2", "x", "CORSIA", ""]],
        "unit_label": [["cad_trust_unit_label_id", "cad_trust_label_id", "cad_trust_unit_id"], ["J1", "L1", "U1"], ["J2", "L2", "U2"]],
        "unit": [["cad_trust_unit_id", "unit_serial_id", "unit_start_block", "unit_end_block", "unit_count", "unit_vintage_year", "cad_trust_issuance_id"], ["U1", "S-1-10", 1, 10, 10, 2023, "I1"], ["U2", "S-11-20", 11, 20, 10, 2023, "I1"]],
        "issuance": [["cad_trust_issuance_id", "issuance_date", "cad_trust_location_id"], ["I1", "2025-02-02", "P1"]],
        "location": [["cad_trust_location_id", "location_country", "cad_trust_project_id"], ["P1", "Eswatini", "X1"]],
        "project": [["cad_trust_project_id", "project_registry_name", "project_id", "project_name"], ["X1", "A registry", "77", "A project"]],
    }  # fmt: skip
    book = Workbook()
    book.remove(book.active)
    for name, content in (sheets | changed).items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    book.save(path)
    return path


def test_labels_of_cad_trust_lead_to_units_and_hosts(tmp_path, project_root):
    found = facts("cadtrust", cadtrust(tmp_path / "c-2026-06-01.xlsx"), project_root)
    assert rows(found, "authorised_blocks", "registry", *BLOCK) == [
        ["A registry", "77", "SWZ", "1", "10", "10", "True", None]
    ]
    with pytest.raises(DataError, match="leads to no project"):
        facts("cadtrust", cadtrust(tmp_path / "d-2026-06-01.xlsx", project=[["x"]]), project_root)


@pytest.mark.usefixtures("no_open_files")
def test_a_submission_and_blocks_land_in_the_warehouse(built_copy, tmp_path):
    (tmp_path / "aef.csv").write_text(AEF_2, encoding="utf-8")
    (tmp_path / "gs-2026-06-01.csv").write_text(GOLD, encoding="utf-8")
    _, found = import_files("aef", [str(tmp_path / "aef.csv")], root=built_copy)
    assert found.rows["reported_actions"] == 7 and found.rows["events"] == 4
    accounts = [cell[1:] for cell in found.cells if cell[0] == "accounts"]
    for day, quantity in (("2024-05-17", "150"), ("2024-06-01", "10")):
        key, name = f"GHA|own|first_transfer|2024|{day}", f"Ghana, first transfer of {day}, own report"
        assert (key, name, "new", "quantity_tco2e", None, quantity) in accounts
    _, found = import_files("goldstandard", [str(tmp_path / "gs-2026-06-01.csv")], root=built_copy)
    assert found.rows == {"authorised_blocks": 1, "sources": 1}
    credits = [cell[2:] for cell in found.cells if cell[0] == "authorised credits"]
    assert ("Stoves (Rwanda)", "new", "quantity_tco2e", None, "30") in credits
    assert "authorised credits: 1 new" in list(found.text())
