"""What was read to check a row stands with the row: the page, the day, and what it said."""

from __future__ import annotations

import csv

import pytest

from dashboard.core.plain import plain
from dashboard.core.words import day
from dashboard.evidence import queries, statements

pytestmark = pytest.mark.usefixtures("built")
KINDS = {
    "agreements": "agreement",
    "projects": "project",
    "events": "event",
    "targets": "target",
    "target_progress": "progress",
    "published_totals": "published",
    "published_quantities": "published",
    "prices": "price",
}


@pytest.fixture(scope="module")
def checks(project_root):
    with (project_root / "data/curated/verifications.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_check_stands_with_its_row(checks):
    for check in checks:
        shown = queries.verifications(KINDS[check["table_name"]], check["key"])
        assert (check["what"], check["verdict"]) in set(zip(shown["what"], shown["verdict"], strict=True)), check
        for _, row in shown.iterrows():
            line = statements.check_line(row)
            assert day(row["checked_on"].date()) in line and not {"None", "nan", "NaT"} & set(line.split())


@pytest.mark.parametrize("verdict", ["confirmed", "not_found", "contradicted"])
def test_an_opened_event_says_what_another_page_said(open_page, checks, verdict):
    check = next(row for row in checks if row["table_name"] == "events" and row["verdict"] == verdict)
    app = open_page("rows", figure="ledger", row=check["key"])
    text = "\n".join(element.value for element in app.markdown)
    assert "**Checked against other pages**" in text
    assert statements.VERDICTS[verdict] in text
    if check["note"]:
        assert plain(check["note"]) in text
