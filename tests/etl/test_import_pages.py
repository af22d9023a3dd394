"""Pages of the UNFCCC platform and lists of the JCM, as they are saved from a browser or made into CSV by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from etl.importing import PUBLISHERS
from etl.problems import DataError
from etl.sources.publisher import Brought, Known

AUTHORIZATIONS = """<!DOCTYPE html><html><head><title>UNFCCC CARP</title></head><body><h2>Authorizations</h2>
<table><thead><tr><th>Party</th><th>Documents</th></tr></thead>
<tr><td rowspan="2">Ghana</td><td><a href="https://unfccc.int/20240229_Letter.pdf">Letter one</a></td></tr>
<tr><td><a href="https://unfccc.int/x.pdf">Letter two</a></td></tr></table>
<h2>Initial reports</h2><table><tr><th>Party</th><th>NDC period</th><th>Original submission date</th><th>Reports</th>
<th>Article 6 Technical Expert Review Reports</th><th>Status of review</th></tr>
<tr><td>Switzerland</td><td>2021-2030</td><td>17/05/2023</td><td><a href="https://unfccc.int/r.pdf">Initial report</a></td>
<td><a href="https://unfccc.int/t.pdf">Review</a></td><td>Completed</td></tr></table></body></html>"""
PROJECTS = """Reference number,Host country,Project title,Status,Registration date,Participants
TH001,Thailand,A title,Project registered,17 May 19,A
KE998,Kenya,新しいプロジェクト,Validation,,B
"""
CREDITS = """<html><body><h1>Joint Crediting Mechanism</h1><table>
<tr><th>Reference number</th><th>Monitoring period</th><th>Decision date</th><th>Total amount notified</th><th>Country</th>
<th>Amount notified</th><th>Issuance date</th><th>Amount issued</th></tr>
<tr><td colspan="8">A title</td></tr>
<tr><td rowspan=2>KE998</td><td rowspan=2>01 Jan 15 - 31 Dec 15</td><td rowspan=2>x</td><td rowspan=2>1,500</td><td>Japan</td><td>1,000</td><td>17 May 19</td><td>1,000</td></tr>
<tr><td>Kenya</td><td>500</td><td>17 May 19</td><td>500</td></tr>
<tr><td>KE998</td><td></td><td></td><td></td><td>Japan</td><td>5</td><td>N/A</td><td>N/A</td></tr></table></body></html>"""


def facts(publisher, path, content, project_root, encoding="utf-8"):
    path.write_bytes(content.encode(encoding))
    known = Known(project_root, today=dt.date(2026, 7, 1))
    return PUBLISHERS[publisher].tidy(PUBLISHERS[publisher].read([Brought(path, path.name)], known), known)


def rows(found, table, *columns):
    return found.tables[table][list(columns)].values.tolist()


def test_documents_of_the_platform_with_spans_and_links(tmp_path, project_root):
    found = facts("carp", tmp_path / "carp-2026-06-01.html", AUTHORIZATIONS, project_root)
    assert rows(found, "platform_documents", "iso3", "kind", "title", "submitted_on", "status", "source_url") == [
        ["GHA", "authorisation", "Letter one", "2024-02-29", None, "https://unfccc.int/20240229_Letter.pdf"],
        ["GHA", "authorisation", "Letter two", None, None, "https://unfccc.int/x.pdf"],
        ["CHE", "report", "Initial report", "2023-05-17", "Completed", "https://unfccc.int/r.pdf"],
        ["CHE", "review", "Review", None, "Completed", "https://unfccc.int/t.pdf"],
    ]


def test_a_platform_page_without_the_heads_stops_aloud(tmp_path, project_root):
    with pytest.raises(DataError, match="its layout may have changed"):
        facts("carp", tmp_path / "c.html", AUTHORIZATIONS.replace(">Party<", ">Who<"), project_root)
    with pytest.raises(DataError, match="'Atlantis'"):
        facts("carp", tmp_path / "c.html", AUTHORIZATIONS.replace("Ghana", "Atlantis"), project_root)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-8-sig"])
def test_jcm_projects_as_csv_in_either_encoding(tmp_path, project_root, encoding):
    found = facts("jcm", tmp_path / "jcm-2026-06-01.csv", PROJECTS, project_root, encoding)
    new = rows(found, "projects", "project_id", "title", "host_iso3", "stage_id")
    assert new == [["JCM-KE998", "新しいプロジェクト", "KEN", "validation"]]
    known = rows(found, "project_witnesses", "project_id", "status_raw", "registered_on")
    assert known == [["JCM-TH001", "Project registered", "2019-05-17"]]


def test_an_approach_over_several_rows_keeps_all_its_parties(tmp_path, project_root):
    heads = "Cooperative approach ID", "Cooperative approach name", "Participating Parties", "Documents"
    page = (
        f"<table><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>"
        "<tr><td rowspan=2>CA0998<td rowspan=2>One<td>Switzerland<td><a href='https://unfccc.int/c.pdf'>Report</a></tr>"
        "<tr><td>Ghana<td><a href='https://unfccc.int/g.pdf'>Report</a></tr></table>"
    )
    found = facts("carp", tmp_path / "carp-2026-06-01.html", page, project_root)
    assert rows(found, "cooperative_approaches", "party_iso3s", "parties_raw", "document_count") == [
        ["CHE GHA", "Switzerland; Ghana", "2"]
    ]


def test_lists_of_one_day_are_editions_of_their_own(tmp_path, project_root):
    day = tmp_path / "jcm-2026-06-01.html"
    assert facts("jcm", day.with_suffix(".csv"), PROJECTS, project_root).edition == "2026-06-01 projects"
    assert facts("jcm", day, CREDITS, project_root).edition == "2026-06-01 credits KE"
    assert facts("carp", day, AUTHORIZATIONS, project_root).edition == "authorisations and reports"


def test_jcm_credits_are_added_by_country_and_not_by_the_total_notified(tmp_path, project_root):
    found = facts("jcm", tmp_path / "jcm-2026-06-01.html", CREDITS, project_root)
    quantities = ("quantity_tco2e", "quantity_buyer_tco2e", "quantity_host_tco2e", "monitoring_period", "unit_kind")
    assert rows(found, "events", "host_iso3", "event_on", *quantities) == [
        ["KEN", "2019-05-17", "1500", "1000", "500", "2015-01-01/2015-12-31", "jcm_credit"]
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Validation", "Elsewhere", "add a row stage,jcm,Elsewhere"),
        ("KE998", "ZZ998", "begins with no code of a country"),
        ("17 May 19", "17 Maj 19", "is no day such as"),
        ("Project title", "Heading", "no column for title"),
    ],
)
def test_what_is_wrong_in_a_list_is_said(tmp_path, project_root, old, new, said):
    with pytest.raises(DataError, match=said):
        facts("jcm", tmp_path / "jcm-2026-06-01.csv", PROJECTS.replace(old, new), project_root)
