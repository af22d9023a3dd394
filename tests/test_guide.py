"""What docs/add.md and docs/new-page.md show runs as it stands there, in a copy of the code, on the small world: a page, a filter, a chart, a publisher's
file and a column.

The rows of an agreement are held against the files by tests/data/test_contract.py; one more is added to them by tests/data/test_agreements.py.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from copies import ROOT
from test_rooms import LONGEST
from world.make import make

PAGE, GUIDE = ((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("new-page.md", "add.md"))
WEBSITE = "https://solar.example.org"
# Builds the warehouse of the copy, and tells what its pages say.
VISIT = """
import json
from etl.build import build
build(say=lambda _: None)
from dashboard.agreements import queries as agreements
from dashboard.core import columns
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, from_query, in_words, offered, to_query
from dashboard.core.content import Finding, Table
from dashboard.core.fields import FilterGroup
from dashboard.core.warehouse import ask
from dashboard.delivered import queries as delivered
from dashboard.delivered.figures import TRANSFERRED
from dashboard.pages import ENTRIES
from dashboard.places import queries as places
from dashboard.projects import queries as projects
from dashboard.rules import queries as rules
from dashboard.units import queries as units
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

known = offered()
every = Filters(known.edition_on)
poor, problems = from_query({"income": "Upper middle income"}, known)
asked = {"agreements": agreements.agreements, "projects": projects.projects, "events": delivered.ledger, "blocks": units.blocks,
    "crowded": lambda chosen: places.crowding(chosen)[0].rename(columns={"iso3": "host_iso3"}),
    "rules": lambda chosen: rules.rules(chosen).query("side == 'host'").rename(columns={"party_iso3": "host_iso3"})}
def blocks(page):
    return ENTRIES[page].content(Choice(every, every, known)).blocks
chart = next(block for block in blocks("delivered") if isinstance(block, Finding) and block.charts and block.charts[0].key == "by_sector")
table = next(block for block in blocks("projects") if isinstance(block, Table) and block.key == "projects")
ledger = TRANSFERRED.answer(every).rows
visit = AppTest.from_file("dashboard/main.py", default_timeout=60)
visit.session_state["fold_recent"] = True
visit.query_params["asof"] = "2021-06-30"
visit._page_hash = calc_hash("recent")
visit.run()
print(json.dumps({
    "page": [[str(e.value) for e in visit.exception], visit.title[0].value, "".join(e.proto.body for e in visit.get("html")), [int(n) for n in visit.dataframe[0].value["Agreements"]]],
    "problems": problems,
    "address": to_query(poor).get("income"),
    "scope": TRANSFERRED.scope(poor),
    "words": in_words(poor, known, FilterGroup.PROJECTS),
    "hosts": {name: [sorted(set(ask(chosen)["host_iso3"])) for chosen in (poor, every)] for name, ask in asked.items()},
    "publishes": [bool(len(delivered.totals_of_jcm("issued_tco2e", every))), bool(len(delivered.totals_of_jcm("issued_tco2e", poor)))],
    "title": chart.title,
    "bars": {row["sector"]: row["transferred_tco2e"] for row in chart.charts[0].form.rows},
    "sectors": ledger.dropna(subset=["sector_id"]).groupby("sector_id")["quantity_tco2e"].sum().to_dict(),
    "claims": ask("SELECT field, value FROM claim_list WHERE source_id = 'gazette_2026_06' ORDER BY field::VARCHAR").values.tolist(),
    "listed": ask("SELECT title, buyer, host, sector_id, stage_id, expected_tco2e_per_year, registered_on, is_counted FROM project_list WHERE source_id = 'bulletin_2026_06'").values.tolist(),
    "shown": columns.headings(table.columns).get("website_url"),
    "cells": sorted(table.rows["website_url"].dropna()),
    "extract": sorted(table.extract.frame()["website_url"].dropna()),
    "dictionary": ask("SELECT comment FROM duckdb_columns() WHERE table_name = 'project_list' AND column_name = 'website_url'")["comment"].tolist(),
}))
"""


def files() -> list[tuple[str, str, str]]:
    """Return of each block of the guide its file, the line above which it belongs ("": a file of its own, or the end of one), and its text."""
    return re.findall(r"```(?:python|csv|sql)\n(?:#|--) (\S+?)(?:, above (.+?))?\n(.*?)```", PAGE + GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the code says to which all blocks of the guide were added."""
    root = make(tmp_path_factory.mktemp("guide"))
    for folder in ("dashboard", "etl"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, above, text in files():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        assert f"\n{above}" in old or not above, (name, above)
        path.write_text(old.replace(f"\n{above}", f"\n{text}{above}", 1) if above else old + text, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(root)}
    (command,) = re.findall(r"python - <<'PY'\n(.*?)\nPY", GUIDE, re.DOTALL)
    subprocess.run([sys.executable, "-c", command], cwd=root, env=environment, check=True)
    _fill_in_a_cell(root / "data/curated/projects.csv")
    done = subprocess.run([sys.executable, "-c", VISIT], cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    changed = {root / name for name, _, _ in files() if not name.startswith("data/")}
    return told | {"longest": max(len(path.read_text(encoding="utf-8").splitlines()) for path in changed)}


def _fill_in_a_cell(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header, first, *others = csv.reader(file)
    assert header[-1] == "website_url"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, [*first[:-1], WEBSITE], *others])


def test_the_page_of_the_guide_opens(said) -> None:
    exceptions, title, tile, counts = said["page"]
    assert not exceptions
    assert title == "What was agreed in the last year"
    assert sum(counts) > 0 and f"<b>{sum(counts)}</b>" in tile
    assert "figure=counted_lately" in tile


def test_each_addition_touches_three_files_at_most() -> None:
    parts = GUIDE.split("\n## ")[1:]
    assert [part.split("\n")[0] for part in parts] == [
        "An agreement", "A filter", "A chart on a page that is there", "A publisher's CSV as a source", "A publisher's CSV of projects",
        "A column of projects",
    ]  # fmt: skip
    for part in parts:
        shown = {*re.findall(r"^(?:#|--) ([\w/.-]+\.(?:py|csv|sql))", part, re.MULTILINE)}
        assert len(shown | set(re.findall(r'^path = "(.+)"', part, re.MULTILINE))) <= 3


def test_a_filter_narrows_all_that_is_asked(said) -> None:
    assert said["problems"] == []
    assert said["address"] == "Upper middle income" and "income=Upper+middle+income" in said["scope"]
    assert "hosts of: Upper middle income" in said["words"]
    with (ROOT / "data/reference/parties.csv").open(encoding="utf-8", newline="") as file:
        meant = {row["iso3"] for row in csv.DictReader(file) if row["income_group"] == "Upper middle income"}
    for name, (narrowed, every) in said["hosts"].items():
        assert set(narrowed) == set(every) & meant, name
    assert {name for name, (narrowed, every) in said["hosts"].items() if narrowed and narrowed != every} >= {
        "agreements", "projects", "events", "crowded",
    }  # fmt: skip
    assert said["publishes"] == [True, False], "nobody publishes a total of an income group"


def test_a_chart_shows_what_its_figure_says(said) -> None:
    assert sorted(said["bars"].values()) == sorted(said["sectors"].values()) != []
    assert said["title"].startswith(f"Most first transferred: {max(said['bars'], key=said['bars'].get)}")


def test_a_publishers_file_makes_claims(said) -> None:
    assert said["claims"] == [["signed_on", "2020-11-23"], ["status", "signed"]]


def test_a_publishers_file_brings_projects(said) -> None:
    assert said["listed"] == [
        ["Solar dryers for cocoa", "Switzerland", "Ghana", "renewable_energy", "monitoring", 12400, "2026-03-14", True]
    ]


def test_each_file_of_the_guide_stays_short(said) -> None:
    assert said["longest"] <= LONGEST


def test_a_column_of_projects_shows_in_table_extract_and_dictionary(said) -> None:
    assert said["shown"] == "Website"
    assert said["cells"] == said["extract"] == [WEBSITE]
    assert said["dictionary"] == ["Page that its developers keep; empty where none was found"]
