"""The rows behind figures and one opened row with all its sources, of both made worlds, as tests/world/answers/rows.txt has them.

Headings, links and rows to take along stand among them. They were read against the rows of tests/world.
"""

from __future__ import annotations

from datetime import date

import pytest
from world.asked import answers_of, differs
from world.said import said

from dashboard.core.choices import Filters

EDITION = date(2026, 6, 30)
# A figure, its row, what narrows it (`key`), and other choices.
FIRST: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "all figures": ({}, {}),
    "an unknown figure": ({"figure": "no_such"}, {}),
    "pairs": ({"figure": "pairs"}, {}),
    "pairs of CHE by binding": ({"figure": "pairs"}, {"buyers": ("CHE",), "rule": "binding"}),
    "hosts of CHE": ({"figure": "hosts", "key": "buyer_iso3:CHE"}, {}),
    "JCM credits": ({"figure": "jcm_issued"}, {}),
    "transferred in 2023": ({"figure": "transferred"}, {"as_of": date(2023, 12, 31)}),
    "nothing transferred": ({"figure": "transferred"}, {"buyers": ("SGP",)}),
    "projects of KEN": ({"figure": "projects"}, {"hosts": ("KEN",)}),
    "goal": ({"figure": "goal", "key": "target_id:JPN-T01"}, {}),
    "published": ({"figure": "published", "key": "total_id:q_issued"}, {}),
    "a wrong key": ({"figure": "pairs", "key": "colour:red"}, {}),
    **{
        f"{figure} {row}": ({"figure": figure, "row": row}, {})
        for figure, row in (
            ("agreements", "CHE-GHA-IA"), ("agreements", "CHE-PER-IA"), ("agreements", "JPN-KEN-JCM"), ("agreements", "SWE-NPL-BA"), ("shown_apart", "SGP-GHA-NC"),
            ("projects", "JCM-KE001"), ("projects", "CHE-GHA-01"), ("ledger", "KE1-ISS-2"), ("ledger", "GH1-TRF"), ("ledger", "VN1-ISS-1"), ("targets", "CHE-T01"), ("reported", "CHE-P02"), ("agreements", "no such row"),
        )
    },
}  # fmt: skip
SECOND: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    f"{figure} {row}": ({"figure": figure, "row": row}, {})
    for figure, row in (
        ("agreements", "CHE-CHL-IA"), ("agreements", "KOR-MNG-BA"), ("authorised_credits", "V-a"), ("authorised_credits", "V-c"), ("authorised_credits", "G-e"), ("rule_claims", "GHA-host-fee-1"),
        ("rule_claims", "FJI-host-omge-1"), ("ledger", "MN-ISS-ALT"), ("projects", "KOR-MNG-01"),
    )
}  # fmt: skip


def lines(own: dict[str, str], chosen: dict[str, object]) -> list[str]:
    """What the page of rows says to a choice."""
    return said("rows", Filters(**({"as_of": EDITION} | chosen)), **own)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FIRST)
def test_rows_of_the_small_world(small_warehouse, monkeypatch, name):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", small_warehouse)
    told = differs(lines(*FIRST[name]), "rows", name)
    assert not told, told


@pytest.mark.parametrize("name", SECOND)
def test_rows_of_the_second_world(second_warehouse, monkeypatch, name):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", second_warehouse)
    told = differs(lines(*SECOND[name]), "second_rows", name)
    assert not told, told


def test_each_answer_is_asked_for():
    assert (list(answers_of("rows")), list(answers_of("second_rows"))) == (list(FIRST), list(SECOND))
