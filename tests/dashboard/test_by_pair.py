"""Answers to the names of Parties on rows made up here: which texts of a pair are named, which partners, and which goals stand."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.overview import by_pair
from dashboard.overview.by_name import ByName


def texts(*labels: str) -> list[dict[str, object]]:
    """Texts of a pair without a day, of which nobody looked up whether they are in force."""
    return [
        {"instrument_label": label, "signed_on": None, "in_force_words": "signed, entry into force not looked up", "in_use_shown_by": None}
        for label in labels
    ]  # fmt: skip


NOT_LOOKED_UP = "day not found, signed, entry into force not looked up"


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        ((), "no signed text known"),
        (("Treaty",), f"Treaty, {NOT_LOOKED_UP}"),
        (("Treaty", "Letter"), f"Treaty, {NOT_LOOKED_UP}; Letter, {NOT_LOOKED_UP}"),
        (("Treaty", "Letter", "Note"), f"Treaty, {NOT_LOOKED_UP}; Letter, {NOT_LOOKED_UP}; 1 more"),
        (("Treaty", "Letter", "Note", "Talk"), f"Treaty, {NOT_LOOKED_UP}; Letter, {NOT_LOOKED_UP}; 2 more"),
    ],
)
def test_two_texts_of_a_pair_are_named_and_the_others_counted(signed, said):
    assert by_pair._texts(texts(*signed)) == said


def test_partners_are_named_apart_by_whether_a_text_binds():
    japan, oman, peru, togo = ("Japan", "JPN"), ("Oman", "OMN"), ("Peru", "PER"), ("Togo", "TGO")
    pairs = [((a[0], b[0]), (a[1], b[1])) for a, b in ((japan, togo), (japan, peru), (oman, peru), (oman, togo))]
    found = list(by_pair._partners({("JPN", "PER"), ("JPN", "TGO"), ("OMN", "TGO")}, pairs))
    assert [(one.label, one.answer, one.query) for one in found] == [
        ("Who buys from Peru", "binding agreement with Japan; only other texts or projects with Oman", (("country", "PER"),)),
        ("Who buys from Togo", "binding agreement with Japan and Oman", (("country", "TGO"),)),
        ("From whom Japan buys", "binding agreement with Peru and Togo", (("country", "JPN"),)),
        ("From whom Oman buys", "binding agreement with Togo; only other texts or projects with Peru", (("country", "OMN"),)),
    ]  # fmt: skip
    (only, *_) = by_pair._partners(set(), [(("Japan", "Peru"), ("JPN", "PER"))])
    assert only.answer == "other texts or projects with Japan"


GOALS = pd.DataFrame(
    [
        ("CHE", "Switzerland", "Bought abroad", 2030.0, False, False),
        ("CHE", "Switzerland", "Bought abroad", 2040.0, False, False),
        ("CHE", "Switzerland", "As said before", 2025.0, True, False),
        ("CHE", "Switzerland", "As people say", 2027.0, False, True),
        ("NOR", "Norway", "A cut at home", 2030.0, False, False),
        ("NOR", "Norway", "A cut at home", float("nan"), False, False),
        ("NOR", "Norway", "A share", 2035.0, False, False),
        ("NOR", "Norway", "An older share", 2020.0, True, False),
        ("SWE", "Sweden", "Given up", 2030.0, True, False),
        ("SGP", "Singapore", "As people say", 2030.0, False, True),
    ],
    columns=["buyer_iso3", "buyer", "metric", "target_year", "is_superseded", "is_lead"],
)
LADDERS = pd.DataFrame(
    [
        ("CHE", "Switzerland", "c-1", "goal", 4.0, 1.0, "2030"),
        ("CHE", "Switzerland", "c-1", "own_estimates", 1.0, 0.25, "2030"),
        ("CHE", "Switzerland", "c-2", "goal", 9.0, 1.0, "2040"),
        ("CHE", "Switzerland", "c-2", "own_estimates", float("nan"), float("nan"), "2040"),
        ("JPN", "Japan", "j-1", "goal", 100.0, 1.0, "FY2030"),
    ],
    columns=["buyer_iso3", "buyer", "target_id", "rung", "quantity_mtco2e", "share_of_goal", "due"],
)


@pytest.fixture
def goals(monkeypatch) -> list[ByName]:
    """What is answered of the goals above; of Norway no other name is on offer."""
    monkeypatch.setattr(by_pair.of_targets, "targets", lambda: GOALS)
    monkeypatch.setattr(by_pair.of_targets, "ladders", lambda: LADDERS)
    monkeypatch.setattr(by_pair, "offered", lambda: SimpleNamespace(names={"CHE": "the Swiss"}))
    return list(by_pair._goals())


def test_a_goal_that_was_superseded_or_rests_on_a_lead_is_no_answer(goals):
    """Of Sweden only a goal that it gave up is known, of Singapore a lead: nothing is said. Nor are their years words to find others by."""
    assert [(one.label, one.answer) for one in goals] == [
        ("What the Swiss wants to buy", "Switzerland: 4 Mt to 2030; the projects’ own estimates come to 25%; Switzerland: 9 Mt to 2040; no estimate was found for its projects"),
        ("What Norway wants to buy", "no goal in tonnes of ITMOs known; A cut at home and A share"),
    ]  # fmt: skip
    assert [one.words for one in goals] == [
        (f"the Swiss {by_pair.GOAL} 2030 2040", "goal the Swiss"),
        (f"Norway {by_pair.GOAL} 2030 2035", "goal Norway"),
    ]
