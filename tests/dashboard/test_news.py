"""Which changed rows stand on which page, on rows made by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import Choices, Filters
from dashboard.trust import changed_cells
from dashboard.trust.news import News, of, of_page

DAY = date(2026, 6, 30)


def row(table: str, key: str, buyer: str, host: str, page: str = "") -> News:
    """A changed row of a table."""
    return News("2026-06-30", DAY, "news", table, key, key, buyer, host, page, "note: x")


TEXT = row("agreements", "JPN-KEN-JCM", "JPN", "KEN")
CLAIM = row("claims", "CHE-GHA-IA|status", "CHE", "GHA")
PROJECT = row("projects", "JCM-KE001", "JPN", "KEN", "project?project=JCM-KE001")
STEP = row("milestones", "M-1", "JPN", "KEN", "project?project=JCM-KE001")
EVENT = row("events", "JCM-KE001-ISS", "JPN", "KEN", "rows?figure=ledger&row=JCM-KE001-ISS")
BLOCK = row("authorised_blocks", "V-1", "", "GHA")
TARGET, RULE = row("targets", "JPN-T01", "JPN", ""), row("rules", "GHA-host-fee-1", "", "GHA")
ALL = (TEXT, CLAIM, PROJECT, STEP, EVENT, BLOCK, TARGET, RULE)


def test_rows_are_kept_by_kind_buyer_host_or_a_party_on_either_side():
    assert of(ALL) == ALL
    assert of(ALL, kinds=("agreements", "rules")) == (TEXT, CLAIM, RULE)
    assert of(ALL, buyers=("CHE",)) == (CLAIM,)
    assert of(ALL, hosts=("GHA",)) == (CLAIM, BLOCK, RULE)
    assert of(ALL, buyers=("JPN",), hosts=("KEN",)) == (TEXT, PROJECT, STEP, EVENT)
    assert of(ALL, party="GHA") == (CLAIM, BLOCK, RULE)
    assert of(ALL, kinds=("targets",), party="JPN") == (TARGET,)
    assert of((row("no_fact", "x", "JPN", "KEN"),)) == ()


@pytest.mark.parametrize(
    ("page", "own", "chosen", "found"),
    [
        ("agreements", {}, {}, (TEXT, CLAIM)),
        ("agreements", {}, {"buyers": ("CHE",)}, (CLAIM,)),
        ("projects", {}, {}, (PROJECT, STEP)),
        ("project", {}, {}, (PROJECT, STEP, EVENT)),
        ("project", {"project": "JCM-KE001"}, {}, (PROJECT, STEP, EVENT)),
        ("project", {"project": "CHE-PER-01"}, {}, ()),
        ("delivered", {}, {"hosts": ("KEN",)}, (EVENT,)),
        ("delivered", {}, {"hosts": ("GHA",)}, ()),
        ("units", {}, {}, (BLOCK,)),
        ("targets", {}, {}, (TARGET,)),
        ("rules", {}, {}, (RULE,)),
        ("country", {"country": "gha"}, {}, (CLAIM, BLOCK, RULE)),
        ("country", {}, {"hosts": ("KEN",)}, (TEXT, PROJECT, STEP, EVENT)),
        ("overview", {"country": "gha"}, {}, ALL),
        ("pair", {"pair": "che-gha"}, {}, (CLAIM,)),
        ("pair", {"pair": "CHE"}, {"buyers": ("JPN",)}, (TEXT, PROJECT, STEP, EVENT, TARGET)),
        ("pair", {}, {}, ALL),
        ("overview", {"pair": "CHE-GHA"}, {}, ALL),
        ("overview", {}, {"buyers": ("JPN",), "hosts": ("KEN",)}, (TEXT, PROJECT, STEP, EVENT)),
    ],
)
def test_a_page_has_what_it_is_on(page, own, chosen, found):
    filters = Filters(DAY, **chosen)
    choice = Choice(filters, filters, Choices({}, {}, DAY, {}), tuple(own.items()))
    assert of_page(ALL, page, choice) == found


def test_a_project_has_the_rows_of_its_key_and_none_of_a_longer_one():
    """A project that is gone has no page: its own key and the beginning of those of its rows are all that is left."""
    own = (row("projects", "P-1", "JPN", "KEN"), row("events", "P-1-ISS", "JPN", "KEN"), row("milestones", "P-1-M01", "JPN", "KEN"))  # fmt: skip
    other = (
        row("projects", "P-10", "JPN", "KEN", "project?project=P-10"), row("events", "P-10-ISS", "JPN", "KEN"),
        row("events", "XP-1-ISS", "JPN", "KEN"), row("projects", "XP-1", "JPN", "KEN", "project?project=XP-1"),
    )  # fmt: skip
    filters = Filters(DAY)
    choice = Choice(filters, filters, Choices({}, {}, DAY, {}), (("project", "P-1"),))
    assert of_page((*own, *other), "project", choice) == own


def test_long_texts_are_told_from_shortly_before_they_differ():
    """Thirty words of five letters are alike: from the word before the 120th letter on the two differ within sight."""
    alike = "word " * 30
    rows = pd.DataFrame(
        [("note", f"{alike}old", f"{alike}new and more")], columns=["column_name", "old_value", "new_value"]
    )
    shown = "… word word word word word word"
    assert changed_cells.told(rows, "changed") == f"Note: {shown} old → {shown} new and more"
    brief = pd.DataFrame([("note", "word " * 20 + "old", "word " * 20 + "new")], columns=rows.columns)
    assert changed_cells.told(brief, "changed") == f"Note: {'word ' * 20}old → {'word ' * 20}new"
    early = pd.DataFrame([("note", "a word " + alike, "b word " + alike)], columns=rows.columns)
    assert changed_cells.told(early, "changed") == f"Note: a {'word ' * 23}… → b {'word ' * 23}…"
