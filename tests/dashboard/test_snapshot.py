"""The site as files: every link leads to a file that is there, nothing asks a server, and nothing of another folder is touched."""

from __future__ import annotations

import json
import os
import re
import zipfile

import html5lib
import pytest

from dashboard.core.choices import offered
from dashboard.pages import ENTRIES
from dashboard.site import snapshot
from dashboard.site.asked import asked

LINK = re.compile(r'(?:href|src)="([^"]*)"')


def some():
    yield from (asked(name, {}) for name in ("overview", "agreements", "method"))
    yield from (asked("country", {"country": iso3}) for iso3 in ("GHA", "CHE"))
    yield asked("pair", {"pair": "CHE-GHA"})


@pytest.fixture
def written(built, tmp_path, monkeypatch):
    monkeypatch.setattr(snapshot, "subjects", some)
    folder = tmp_path / "a folder"
    assert snapshot.write(folder, workers=1)[0] == 6
    return folder


def test_all_links_lead_to_files(written):
    pages = sorted(written.glob("*.html"))
    assert [page.name for page in pages] == sorted(
        ["index.html", "agreements.html", "method.html", "country-GHA.html", "country-CHE.html", "pair-CHE-GHA.html"]
    )
    for page in pages:
        text = page.read_text(encoding="utf-8")
        inside = {to for to in LINK.findall(text) if not to.startswith(("http", "#"))}
        assert (
            "document.css" in inside
            and {to for to in inside if not (written / to.partition("#")[0]).is_file()} == set()
        ), page.name
        assert text.count("<form") == 1 and '<form class="search" hidden' in text and ".invalid" not in text
        assert re.findall(r'<script src="([^"]*)"', text) == ["find.js"]
    index = json.loads((written / "find-index.js").read_text(encoding="utf-8").partition("=")[2].rstrip(";\n"))
    found = {address for _, _, _, address, _ in index}
    assert {"country-GHA.html", "country-CHE.html", "agreements.html"} <= found and {
        file for file in found if not (written / file).is_file()
    } == set()
    assert 'href="country-GHA.html"' in (written / "pair-CHE-GHA.html").read_text(encoding="utf-8")


def test_each_kind_of_page_is_a_valid_document(built, tmp_path, monkeypatch):
    # Pages as they open, and one of each subject: a country, a pair, a project.
    kinds = {(one.name, bool(one.choice.own)): one for one in snapshot.subjects()}
    assert {("country", True), ("pair", True), ("project", True)} <= set(kinds)
    assert {name for name, entry in ENTRIES.items() if entry.section is not None} <= {name for name, _ in kinds}
    monkeypatch.setattr(snapshot, "subjects", lambda: iter(kinds.values()))
    assert snapshot.write(tmp_path / "kinds", workers=1)[0] == len(kinds)
    wrong = {}
    for page in sorted((tmp_path / "kinds").glob("*.html")):
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        tree = parser.parse(page.read_text(encoding="utf-8"))
        found = [problem for problem in parser.errors if problem[1] != "expected-doctype-but-got-chars"]
        ids = [node.get("id") for node in tree.iter() if node.get("id")]
        titles = (tree.find(".//title").text, tree.find(".//meta[@name='description']").get("content"))
        is_whole = tree.get("lang") == "en" and len(tree.findall(".//h1")) == len(tree.findall(".//main")) == 1
        if found or len(ids) != len(set(ids)) or not all(titles) or not is_whole:
            wrong[page.name] = (found, titles, is_whole)
    assert wrong == {}


def test_a_snapshot_is_packed_whole_and_the_same_each_time(written):
    file = snapshot.zipped(written)
    first = file.read_bytes()
    for page in written.iterdir():
        os.utime(page, (1_000_000_000, 1_000_000_000))
    assert snapshot.zipped(written) == file and file.read_bytes() == first
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {f"{written.name}/{page.name}": page.read_bytes() for page in written.iterdir()}
    assert {path.name for path in written.parent.iterdir()} == {written.name, file.name}


def test_a_link_to_another_choice_is_text(built):
    usual = {"asof": offered().edition_on.isoformat()}
    names = {("overview", ""): "index.html", ("country", "GHA"): "country-GHA.html", ("projects", ""): "projects.html"}
    day = usual["asof"]
    for address, file in {
        "./": "index.html",
        f"country?country=GHA&asof={day}": "country-GHA.html",
        f"projects?asof={day}": "projects.html",
        "country?country=GHA&asof=2020-01-01": "",
        f"projects?host=GHA&asof={day}": "",
        "rows?figure=issued": "",
        "files/projects/projects.csv": "",
    }.items():
        assert snapshot.of_address(address, names, usual) == file, address


def test_a_folder_with_anything_else_is_left_alone(built, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(snapshot.NotEmptyError, match="not empty"):
        snapshot.write(tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "mine"
