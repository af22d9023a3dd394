"""What the dashboard says is what a person counted in the files: tests/data/known_answers.csv.

Each row was counted by eye from the CSV files, with no query and no view, and says how. Who changes what lies in data/ for one of
these days counts again; a row that is read later and signed later changes none.
"""

from __future__ import annotations

import csv
from datetime import date
from urllib.parse import parse_qsl

import answers
import pytest
from copies import EDITION, ROOT

FILE = ROOT / "tests/data/known_answers.csv"
with FILE.open(encoding="utf-8", newline="") as opened:
    ROWS = list(csv.DictReader(opened))
# Each reading adds a publication, so that no number of them stays known.
UNKNOWN = {"publications"}

pytestmark = pytest.mark.usefixtures("built")


def written(said: answers.Said, wanted: str) -> str:
    """What was said, with as many decimals as were counted."""
    if said is None:
        return ""
    if isinstance(said, str):
        return said
    digits = len(wanted.partition(".")[2])
    return f"{said:.{digits}f}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['figure']}?{row['filters']}@{row['day']}")
def test_known_answer(row):
    day = EDITION if row["day"] == "edition" else date.fromisoformat(row["day"])
    assert written(answers.say(row["figure"], row["filters"], day), row["answer"]) == row["answer"], row["how_counted"]


def test_every_measure_figure_and_filter_has_a_known_answer():
    named = {row["figure"] for row in ROWS}
    assert set(answers.MEASURES) - named == set()
    assert answers.counted_figures() - {name.removeprefix("rows.") for name in named} == UNKNOWN
    used = {name for row in ROWS for name, _ in parse_qsl(row["filters"])} | {"asof"}
    assert set(answers.FILTER_NAMES) - used == set()
    assert all(len(row["how_counted"]) > 3 for row in ROWS)
