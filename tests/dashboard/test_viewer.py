"""The page on which the interface is read and tried: a valid document under the strict policy, with files of ours alone."""

from __future__ import annotations

import re

import html5lib
import pytest
from asking import api, ask
from starlette.applications import Starlette

from dashboard.api import viewer
from dashboard.api.settings import Settings
from dashboard.site import packing
from dashboard.site.headers import ON_DOCUMENTS

SITE = "https://atlas.example.org"


def get(address: str, settings: Settings = Settings()):  # noqa: B008
    return ask(address, app=Starlette(routes=viewer.routes(settings)))


def test_the_page_is_valid_and_runs_files_of_ours_alone(built):
    answered = get("/api")
    text = answered.body.decode()
    assert (
        answered.status == 200
        and answered.headers["content-security-policy"] == ON_DOCUMENTS["Content-Security-Policy"]
    )
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids)) and len(tree.findall(".//h1")) == len(tree.findall(".//main")) == 1
    scripts = [node.get("src") for node in tree.iter("script")]
    assert all(scripts) and [name.partition("?")[0] for name in scripts] == [
        "api/viewer/swagger-ui-bundle.js",
        "api/viewer/start.js",
    ]
    for name in scripts:
        assert get(f"/{name}").status == 200
    assert get("/api/viewer/swagger-ui.css").status == 200 and get("/api/viewer/LICENSE").status == 404
    assert set(viewer.PROBLEMS) <= set(ids)


def test_every_kind_of_problem_has_its_words(project_root):
    named = set()
    for file in (project_root / "dashboard/api").glob("*.py"):
        named |= set(re.findall(r"ProblemError\(\s*\d{3},\s*\"([a-z-]+)\"", file.read_text(encoding="utf-8")))
    assert named == set(viewer.PROBLEMS)


def test_its_examples_are_answered(built):
    text = get("/api").body.decode()
    for address in viewer.EXAMPLES.values():
        assert f"{SITE}/api/v1/" in text and api(address).status == 200, address


def test_it_says_what_the_operator_set(built):
    text = get("/api", Settings(rate=7, burst=33, has_mcp=False)).body.decode()
    assert "33 times at once and 7 times a second" in text and "Model Context Protocol" not in text
    assert "not limited here" in get("/api", Settings(rate=0)).body.decode()


@pytest.mark.parametrize("name", packing.VIEWER)
def test_its_files_are_packed_with_the_others(tmp_path, name):
    place = packing.target(tmp_path) / packing.VIEWER_PATH / name
    packing._pack(packing.viewer() / name, place, 4)
    answered = ask(f"/api/viewer/{name}", app=packing.Packed(None, tmp_path), accept_encoding="br")
    assert answered.headers["content-encoding"] == "br" and len(answered.body) < 400_000


def test_assistants_that_read_along_are_told_what_there_is(built):
    text = get("/llms.txt").body.decode()
    assert text.startswith("# Article 6 Atlas") and f"{SITE}/api/v1/openapi.json" in text and f"{SITE}/mcp" in text
