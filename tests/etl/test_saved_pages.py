"""Pages as a browser saves them: links that say no host, Parties a line each, several documents in a cell."""

from __future__ import annotations

import datetime as dt

import pytest

from etl.brought import head
from etl.importing import PUBLISHERS
from etl.sources.publisher import Brought, Facts, Known

PAGE = (
    "<!DOCTYPE html>{0}<html><head><title>UNFCCC CARP</title>{1}</head><body><h2>Authorizations</h2>{2}</body></html>"
)
LETTER = "<table><tr><th>Party</th><th>Documents</th></tr><tr><td>Ghana</td><td><a href='/files/20240229.pdf'>A</a></td></tr></table>"
APPROACHES = (
    "<table><tr><th>Cooperative approach ID</th><th>Cooperative approach name</th><th>Participating Parties</th></tr>"
    "<tr><td><p>CA 0003</p></td><td>Cookstoves</td><td>{}</td></tr></table>"
)
REPORTS = (
    "<table><tr><th>Party</th><th>Original submission date</th><th>Reports</th></tr>"
    "<tr><td>Ghana</td><td>30/09/2025 (updated 1/11/2025)</td><td><ul><li><a href='/a'>First</a></li><li><a href='/b'>Second\n report</a>"
    "</li></ul></td></tr></table>"
)
PROJECTS = (
    "<html><h1>Joint Crediting Mechanism</h1><table><tr><th>Reference<br>Number</th><th>Project Title</th><th>Status</th></tr>"
    "<tr><td><a href='/projects/13'>LA999</a></td><td>A title</td><td>{}</td></tr></table></html>"
)


def facts(publisher, path, content, root) -> Facts:
    path.write_text(content, encoding="utf-8")
    known = Known(root, today=dt.date(2026, 7, 1))
    found = PUBLISHERS[publisher].tidy(PUBLISHERS[publisher].read([Brought(path, path.name)], known), known)
    assert isinstance(found, Facts)
    return found


def cells(found, table, *columns):
    return found.tables[table][list(columns)].values.tolist()


@pytest.mark.parametrize(
    ("above", "within", "address"),
    [
        ("", "", "https://unfccc.int/files/20240229.pdf"),
        ("<!-- saved from url=(0031)https://mirror.example/a/b.html -->", "", "https://mirror.example/files/20240229.pdf"),
        ("", "<link rel='canonical' href='https://c.example/x'>", "https://c.example/files/20240229.pdf"),
        ("", "<base href='https://d.example/'>", "https://d.example/files/20240229.pdf"),
        ("", "<base href='/here/'>", "https://unfccc.int/files/20240229.pdf"),
        ("", "<base href='https://[/'>", None),
    ],
)  # fmt: skip
def test_a_link_without_a_host_is_one_of_where_the_page_stood(tmp_path, project_root, above, within, address):
    found = facts("carp", tmp_path / "carp-2026-06-01.html", PAGE.format(above, within, LETTER), project_root)
    assert cells(found, "platform_documents", "source_url", "submitted_on") == [[address, "2024-02-29"]]


@pytest.mark.parametrize(
    ("listed", "raw", "codes"),
    [
        ("Ghana<br/>Switzerland", "Ghana; Switzerland", "GHA CHE"),
        ("<p>Ghana</p><p>Switzerland</p>", "Ghana; Switzerland", "GHA CHE"),
        ("<ul><li>Ghana</li><li>C&ocirc;te d&rsquo;Ivoire</li></ul>", "Ghana; Côte d’Ivoire", "GHA CIV"),
        ("Ghana and\n   Lao PDR", "Ghana and Lao PDR", "GHA LAO"),
        ("<b>Gha</b>na, Viet Nam", "Ghana, Viet Nam", "GHA VNM"),
        ("&nbsp;", None, None),
    ],
)
def test_parties_may_stand_a_line_each(tmp_path, project_root, listed, raw, codes):
    page = PAGE.format("", "", APPROACHES.format(listed))
    found = facts("carp", tmp_path / "carp-2026-06-01.html", page, project_root)
    columns = ("cooperative_approach_id", "parties_raw", "party_iso3s")
    assert cells(found, "cooperative_approaches", *columns) == [["CA0003", raw, codes]]


def test_of_several_documents_in_a_cell_each_has_its_own_words(tmp_path, project_root):
    page = PAGE.format("", "", REPORTS).replace("Authorizations", "Reports")
    found = facts("carp", tmp_path / "carp-2026-06-01.html", page, project_root)
    columns = ("title", "source_url", "submitted_on")
    assert cells(found, "platform_documents", *columns) == [
        ["First", "https://unfccc.int/a", "2025-09-30"],
        ["Second report", "https://unfccc.int/b", "2025-09-30"],
    ]


@pytest.mark.parametrize("status", ["Open for public inputs", "Open for public comments", "Validation"])
def test_jcm_projects_lead_to_their_pages(tmp_path, project_root, status):
    found = facts("jcm", tmp_path / "JCM Projects.html", PROJECTS.format(status), project_root)
    columns = ("project_id", "stage_id", "source_url")
    assert cells(found, "projects", *columns) == [["JCM-LA999", "validation", "https://www.jcm.go.jp/projects/13"]]


def test_the_electronic_format_is_known_by_its_technical_heads_too(tmp_path):
    path = tmp_path / "submission.csv"
    path.write_text(
        "Table 1: Submission\nParticipatingParty,ReportedYear\nGHA,2024\n\n"
        "Table 3: Actions\nActionDateTime,ActionType,CooperativeApproachID,PartyITMORegistryID\n"
    )
    looked = head(Brought(path, path.name))
    assert [name for name, module in PUBLISHERS.items() if module.recognise(looked)] == ["aef"]
