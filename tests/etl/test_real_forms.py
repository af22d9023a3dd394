"""Files as publishers really save them: notes and totals below tables, marks in heads, hidden sheets, formulas, other forms."""

from __future__ import annotations

import datetime as dt

import pytest
from books import AGREEMENTS, pipeline
from openpyxl import Workbook, load_workbook

from etl.brought import head
from etl.importing import PUBLISHERS, import_files, undo
from etl.problems import DataError
from etl.reading import cells
from etl.sources.publisher import Brought, Facts, Known

TODAY = dt.date(2026, 11, 27)
BLOCK = ("programme_ref", "host_iso3", "quantity_tco2e", "is_for_ndc", "is_for_other_purposes")
# The 26 heads of the first version of the format with the letters of its notes, and the rows of groups above them.
GROUPS = {"C": "ITMO", "S": "First transfer definition", "T": "Actions"}
HEADS = (
    *("Article 6 database record ID", "Cooperative \t approach(a)", "First unique identifier(b)"),
    *(
        "Last unique identifier(c)",
        "Underlying unit block start ID(d)",
        "Underlying unit last block end(e)",
        "Metric(f)",
    ),
    *(
        "Quantity (expressed in metric)(g)",
        "Quantity (t\u00a0CO2\u00a0eq)",
        "Conversion factor \u00a0(reporting Party)(h)",
    ),
    *("First transferring participating Party(i)", "Vintage(j)", "Sector(s)(k)", "Activity type(s)(l)"),
    *(
        "Date of authorization(m)",
        "Authorization ID(n)",
        "Purposes for authorization",
        "OIMP authorized by the Party(o)",
    ),
    *("First transfer definition(p)", "Action date(q)", "Action type(r)", "Transferring participating Party(s)"),
    *("Acquiring participating Party(t)", "Purposes for cancellation(u)"),
    *("Using participating Party or authorized entity or entities(v)", "First transfer(w)"),
)
ACTION = [
    *(7, "CA0009", "CA0009-GHA01-GHA-1,001-2023", "CA0009-GHA01-GHA-1,050-2023", "n/a", "N/A", "t CO2 eq", 50, 50, 1),
    *("Ghana", 2023, "Energy", "EE households", "29-Feb-24", "A 1", "NDC", "NA", "NA", dt.datetime(2024, 5, 17)),
    *("First transfer", "Ghana", "Switzerland", "NA", "NA", "Yes"),
]


def facts(publisher, path, root) -> Facts:
    module, known = PUBLISHERS[publisher], Known(root, today=TODAY)
    found = module.tidy(module.read([Brought(path, path.name)], known), known)
    assert isinstance(found, Facts)
    return found


def rows(found, table, *columns):
    return found.tables[table][list(columns)].values.tolist()


def recognised(path) -> list[str]:
    looked = head(Brought(path, path.name))
    return [name for name, module in PUBLISHERS.items() if module.recognise(looked)]


def first_version(path):
    """Write a submission after the templates of the first version: 26 and 19 columns below heads in three merged rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Actions"
    for row in (
        [],
        ["Table 1: Heading"],
        ["Party", "Republic of Ghana"],
        ["Reported year", 2024],
        ["The annual period"],
        [],
    ):
        sheet.append(row)
    sheet["A7"] = "Table 2: Actions"
    for letter, name in GROUPS.items():
        sheet[f"{letter}8"] = name
    for column, name in enumerate(HEADS, 1):
        sheet.cell(8 if column < 3 else 10, column, name)
    for merged in ("A8:A10", "B8:B10", "C8:N8", "T8:Z8"):
        sheet.merge_cells(merged)
    sheet.append(ACTION)
    sheet.append([8, "Ghana and Sweden", *ACTION[2:3], ACTION[2], *ACTION[4:7], 1, 1, *ACTION[9:]])
    sheet.append([])
    sheet.append(["Total", *[None] * 7, 51])
    sheet.append(["(a) The unique identifier of the cooperative approach"])
    sheet.merge_cells("A15:Z15")
    holdings = book.create_sheet("Holdings")
    holdings.append(["Table 3: Holdings"])
    holdings.append(HEADS[:19])
    holdings.append(ACTION[:19])
    book.save(path)
    return path


def test_the_first_version_of_the_electronic_format_as_its_template_has_it(tmp_path, project_root):
    path = first_version(tmp_path / "AEF Ghana.xlsx")
    assert recognised(path) == ["aef"]
    found = facts("aef", path, project_root)
    assert found.edition == "GHA 2024"
    columns = (
        "record",
        "action_on",
        "cooperative_approach_id",
        "quantity_tco2e",
        "vintage_year",
        "acquiring_iso3",
        "note",
    )
    assert rows(found, "reported_actions", *columns) == [
        ["action", "2024-05-17", "CA0009", "50", "2023", "CHE", None],
        ["action", "2024-05-17", None, "1", "2023", "CHE", f"{NO_NUMBER}: Ghana and Sweden"],
        ["holding", None, "CA0009", "50", "2023", None, None],
    ]
    assert rows(found, "events", "event", "buyer_iso3", "event_on", "quantity_tco2e") == [
        ["first_transfer", "CHE", "2024-05-17", "50"],
        ["first_transfer", "CHE", "2024-05-17", "1"],
    ]


NO_NUMBER = "its cooperative approach has no number such as CA0004"


def earlier_model(path):
    """Write an export of data model 1.7, a sheet a table."""
    sheets = {
        "projects": [
            ["warehouseProjectId", "orgUid", "currentRegistry", "projectId", "projectName", "projectLink"],
            ["W1", "o", "Verra", "2311", "Stoves", "https://registry.verra.org/app/projectDetail/VCS/2311"],
            ["W2", "o", "Gold Standard", "77", "Wells", "null"],
        ],
        "projectLocations": [
            ["id", "warehouseProjectId", "orgUid", "country", "inCountryRegion"],
            ["l1", "W1", "o", "Lao PDR", ""],
            ["l2", "W2", "o", "Ghana", ""],
        ],
        # What leads to the row above is named after that table.
        "labels": [
            ["id", "label", "labelType", "validityPeriodStartDate", "unitQuantity", "labelLink", "projectId"],
            ["a1", "For NDC use", "Letter of Authorization", "2025-01-31T00:00:00.000Z", 1000, "null", "W1"],
            ["a2", "Approved", "Letter of Approval", "2025-01-31", 5, "null", "W2"],
        ],
        "coBenefits": [["id", "cobenefit", "projectId"], ["c", "SDG 1 - No poverty", "W1"]],
    }
    book = Workbook()
    book.remove(book.active)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    book.save(path)
    return path


def test_data_model_1_7_of_cad_trust(tmp_path, project_root):
    path = earlier_model(tmp_path / "projects-2026-06-01.xlsx")
    assert recognised(path) == ["cadtrust"]
    found = facts("cadtrust", path, project_root)
    assert rows(found, "authorised_blocks", "registry", *BLOCK) == [["Verra", "2311", "LAO", "1000", "True", None]]
    assert rows(found, "authorised_blocks", "authorised_on") == [["2025-01-31"]]
    assert found.notes == ["1 of 2 rows are authorised under Article 6; 1 left out: no label of authorisation"]


VERRA = (
    "Issuance Date,Sustainable Development Goals,Vintage Start,Vintage End,ID,Name,Country/Area,Project Type,Methodology,"
    "Total Vintage Quantity,Quantity Issued,Serial Number,Additional Certifications,Retirement/Cancellation Date\n"
)
UNITS = (
    '2026-03-19,"3, 5",2024-10-01,2024-12-31,4150,"Cooking, grouped","{}",,VMR0006,"1,454,054","1,302",'
    '"{}",Article 6 Authorized – Intl mitigation purposes; CORSIA - First Phase,\n'
)


def test_units_of_verra_as_its_site_saves_them(tmp_path, project_root):
    path = tmp_path / "vcus-2026-06-01.csv"
    serial = "19309-936491780-936493081-VCS-VCU-1491-VER-RW-3-4150-01102024-31122024-1"
    text = "\ufeff" + VERRA + UNITS.format("Côte d'Ivoire", serial) + ",,,,,,,,,,,,,\n"
    path.write_text(text, encoding="utf-8")
    found = facts("verra", path, project_root)
    assert rows(found, "authorised_blocks", *BLOCK) == [["VCS 4150", "CIV", "1302", None, "True"]]
    assert rows(found, "authorised_blocks", "serial_first", "vintage_year") == [["936491780", "2024"]]


GOLD = (
    "Vintage,Credit Status,Quantity,GSID,Project Name,Project Developer,Country,Project Type,Methodology,Programme of Activities,"
    "POA GSID,Product Type,Issuance Date,Monitoring Period Start,Monitoring Period End,Serial Number,Label,Article Six Authorization\n"
)
CREDIT = (
    "2024,Issued,{0},11236.0,Stoves,A firm,Tanzania United Republic of,Energy,,VPA,11191.0,VER,2026-04-13T12:35:58.842275,"
    "2024-01-01,2024-12-08,GS1-1-UG-GS11236-16-2024-30307-1-{0},Emission Reduction,{1}\n"
)


@pytest.mark.parametrize(
    ("label", "taken"),
    [
        ("NDC and OIMP", [["GS11236", "TZA", "30", "True", "True"]]),
        ("Authorised for IMP", [["GS11236", "TZA", "30", None, "True"]]),
        ("Yes", [["GS11236", "TZA", "30", None, None]]),
        ("Not Applicable", None),
        ("Unauthorized", None),
    ],
)
def test_credits_of_gold_standard_as_its_registry_saves_them(tmp_path, project_root, label, taken):
    path = tmp_path / "GSF Registry Credits Export 2026-04-13.csv"
    path.write_text(GOLD + CREDIT.format(30, label), encoding="utf-8")
    found = facts("goldstandard", path, project_root)
    assert found.edition == "2026-04-13"
    assert taken is None if not found.tables else rows(found, "authorised_blocks", *BLOCK) == taken


def test_a_word_on_authorisation_that_nobody_knows_is_refused_and_so_is_the_list_of_projects(tmp_path, project_root):
    path = tmp_path / "GSF Registry Credits Export 2026-04-13.csv"
    path.write_text(GOLD + CREDIT.format(30, "Tier 2"), encoding="utf-8")
    with pytest.raises(DataError, match="'Tier 2': says neither that the credits are authorised nor"):
        facts("goldstandard", path, project_root)
    path.write_text(
        '"GSID","Project Name","Project Developer Name","Status","Country","Size"\n"1","A","B","Listed","Peru","Large"\n'
    )
    assert recognised(path) == ["goldstandard"]
    with pytest.raises(DataError, match="is the list of projects, which says nothing on Article 6"):
        facts("goldstandard", path, project_root)


@pytest.mark.parametrize("publisher", ["verra", "goldstandard", "comtrade"])
def test_a_workbook_is_known_by_its_heads_whatever_its_name(tmp_path, publisher):
    heads = {"verra": VERRA, "goldstandard": GOLD, "comtrade": "refYear,reporterCode,cmdCode,primaryValue\n"}[publisher]
    book = Workbook()
    book.active.append(heads.strip().split(","))
    book.save(tmp_path / "Download (3).xlsx")
    assert recognised(tmp_path / "Download (3).xlsx") == [publisher]


def test_a_pipeline_with_formulas_hidden_sheets_and_sheets_in_another_order(tmp_path, project_root):
    path = pipeline(tmp_path / "a6.xlsx")
    book = load_workbook(path)
    sheet = book["Bilateral Agreements"]
    sheet["A4"], sheet["H4"], sheet["J4"] = '=E4&"-"&B4', '=HYPERLINK("https://example.org/a")', "=COUNTIF(JCM!D:D,B4)"
    sheet.append(["Total", None, None, None, None, "3 agreements"])
    sheet.append([])
    sheet.append(["Note: dates are those of signature"])
    old = book.copy_worksheet(sheet)
    old.title, old.sheet_state = "Bilateral Agreements 2025", "hidden"
    old["B4"] = "Atlantis"
    book.move_sheet(old, -3)
    book.move_sheet("JCM", -2)
    book.save(path)
    assert recognised(path) == ["unepccc"]
    found = facts("unepccc", path, project_root)
    claims = rows(found, "claims", "agreement_id", "field", "value")
    assert [value for key, name, value in claims if key == "CHE-GHA-IA" and name == "signed_on"] == ["2020-11-23"]
    assert len({key for key, _, _ in claims}) == len(AGREEMENTS)
    assert (
        "2 titles, links and quantities are formulas, and left out: what they showed may be out of date" in found.notes
    )


def test_a_page_with_a_note_over_all_columns(tmp_path, project_root):
    page = (
        "<html><h2>Authorizations</h2><table><tr><th>Party <sup>[1]</sup></th><th>Documents*</th></tr>"
        "<tr><td colspan=2>Documents are in the order of their receipt</td></tr>"
        "<tr><td>T&uuml;rkiye&nbsp;</td><td><a href='https://unfccc.int/20240229_a.pdf'>Letter</a></td></tr>"
        "<tr><td colspan=2>&nbsp;</td></tr></table></html>"
    )
    path = tmp_path / "carp-2026-06-01.html"
    path.write_text(page, encoding="utf-8")
    found = facts("carp", path, project_root)
    assert rows(found, "platform_documents", "iso3", "submitted_on") == [["TUR", "2024-02-29"]]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        *(("1 234 567", 1_234_567), ("12\u202f345", 12_345), ("1'234'567", 1_234_567), ("1.234.567", 1_234_567)),
        *(("1.234,5", None), ("1 23", None), ("12 34 567", None), ("1,234", 1_234)),
    ],
)
def test_thousands_however_they_are_parted(cell, number):
    assert cells.as_whole(cell) == number
    assert cells.as_whole("1.234") is None, "one point may be of tenths"


@pytest.mark.usefixtures("no_open_files")
def test_a_real_form_lands_in_one_command_and_goes_again(built_copy, tmp_path):
    record, found = import_files(
        "aef", [str(first_version(tmp_path / "AEF Ghana.xlsx"))], root=built_copy, say=lambda _: None
    )
    assert (record.name, found.rows["reported_actions"]) == ("aef-1", 3)
    assert undo("aef-1", built_copy, lambda _: None).rows["reported_actions"] == -3
