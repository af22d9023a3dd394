"""Sentences: dates as known, numbers and their nouns, and what a page states."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dashboard.agreements import findings, queries, summaries
from dashboard.core import numbers
from dashboard.core.choices import Filters
from dashboard.core.forms.map_space import ARC_POINTS, curve
from dashboard.core.words import known_date, listed, plural


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-09-13", "13 Sep 2022"),
        ("2022-09", "Sep 2022"),
        ("2022", "2022"),
        (None, "not found"),
        ("", "not found"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(text, said):
    assert known_date(text) == said


def test_numbers_and_nouns_agree():
    assert plural(1, "pair") == "1 pair"
    assert plural(1200, "pair") == "1,200 pairs"
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D"]) == "A, B, C and 1 more"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1456581, "1.46 MtCO2e"),
        (353084, "353,084 tCO2e"),
        (0, "0 tCO2e"),
        (None, "amount not found"),
        (float("nan"), "amount not found"),
    ],
)
def test_tonnes_are_said_short_and_missing_is_not_zero(value, said):
    assert numbers.tonnes_co2e(value) == said


@pytest.mark.usefixtures("built")
def test_the_overview_sentence_states_the_counts_of_the_rows():
    filters = Filters(date(2013, 12, 31), rule="binding")
    counts = summaries.headline(queries.agreements(filters))
    assert findings.overview(counts, filters) == (
        "On 31 Dec 2013, 1 buyer and 9 host countries form 9 pairs with 9 signed agreements."
    )


def test_arcs_start_and_end_at_their_countries_and_bend_north():
    start, end = np.array([[0.0, 0.0], [1000.0, 0.0]]), np.array([[1000.0, 0.0], [0.0, 0.0]])
    arcs = curve(start, end)
    assert arcs.shape == (2, ARC_POINTS, 2)
    assert np.allclose(arcs[:, 0], start)
    assert np.allclose(arcs[:, -1], end)
    assert (arcs[:, ARC_POINTS // 2, 1] > 0).all()
