"""Summaries of a few made-up agreements, counted by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.agreements import findings, summaries
from dashboard.core.words import day

INSTRUMENTS = {"binding": ("Agreement", 1), "memoranda": ("Memorandum", 2), "statements": ("Letter", 3)}


def agreements(*rows):
    """Frame of (buyer, host, counting rule, day from which it counts, date as known); a missing date is None, as from
    the warehouse.
    """
    frame = pd.DataFrame(
        [
            {
                "agreement_id": f"A{number}",
                "buyer_iso3": buyer[:3].upper(),
                "buyer": buyer,
                "host_iso3": host[:3].upper(),
                "host": host,
                "host_region": "Africa",
                "counting_rule": rule,
                "instrument_label": INSTRUMENTS[rule][0],
                "instrument_order": INSTRUMENTS[rule][1],
                "counts_from_on": pd.Timestamp(day),
                "signed_on": known,
                "in_force_state": "in_use" if rule == "binding" else "not_applicable",
                "in_force_words": "signed, in use" if rule == "binding" else "signed, entry into force not applicable",
                "is_disputed": number == 0,
            }
            for number, (buyer, host, rule, day, known) in enumerate(rows)
        ]
    )
    return frame.assign(signed_on=pd.Series([row[4] for row in rows], dtype=object))


FIVE = agreements(
    ("Japan", "Kenya", "memoranda", "2013-06-12", "2013-06-12"),
    ("Sweden", "Ghana", "memoranda", "2021-12-31", "2021"),
    ("Sweden", "Ghana", "binding", "2023-11-30", "2023-11"),
    ("Norway", "Ghana", "statements", "2022-03-01", None),
    ("Sweden", "Kenya", "binding", "2024-01-05", "2024-01-05"),
)
NONE = FIVE.head(0)


def test_the_headline_counts_each_pair_and_party_once():
    assert summaries.headline(FIVE) == summaries.Headline(
        pairs=4, agreements=5, buyers=3, hosts=2, binding_pairs=2, disputed=1, undated=1
    )


def test_the_headline_of_nothing_is_nothing():
    assert summaries.headline(NONE) == summaries.Headline(0, 0, 0, 0, 0, 0, 0)


def test_a_pair_lists_its_instruments_in_order_and_stands_under_the_most_binding():
    pair = summaries.by_pair(FIVE).iloc[0]
    assert (pair["buyer"], pair["host"], pair["agreement_count"]) == ("Sweden", "Ghana", 2)
    assert pair["instruments"] == (
        "Memorandum, 2021: signed, entry into force not applicable\nAgreement, Nov 2023: signed, in use"
    )
    assert (pair["counting_rule"], pair["in_force_state"]) == ("binding", "in_use")
    assert pair["first_on"] == pd.Timestamp("2021-12-31")
    assert "Letter, day not found: signed, entry into force not applicable" in set(
        summaries.by_pair(FIVE)["instruments"]
    )


def test_of_two_texts_that_bind_alike_the_state_that_says_most_marks_the_pair():
    both = FIVE.iloc[[2, 4]].assign(host="Ghana", host_iso3="GHA", in_force_state=["ended", "valid_until"])
    assert summaries.by_pair(both)["in_force_state"].to_list() == ["valid_until"]
    assert summaries.by_pair(both.iloc[::-1])["in_force_state"].to_list() == ["valid_until"]


def test_parties_stand_by_number_of_agreements_and_name_their_partners_once():
    hosts = summaries.by_host(FIVE)
    assert hosts[["host", "agreement_count", "pair_count"]].to_numpy().tolist() == [["Ghana", 3, 2], ["Kenya", 2, 2]]
    assert hosts["buyers"].to_list() == ["Norway, Sweden", "Japan, Sweden"]
    buyers = summaries.by_buyer(FIVE)
    assert buyers["buyer"].to_list() == ["Sweden", "Japan", "Norway"]
    assert buyers["pair_count"].to_list() == [2, 1, 1]


def test_growth_adds_up_year_by_year_with_no_year_left_out():
    table = summaries.growth(FIVE, ["Sweden", "Japan"])
    later = summaries.growth(FIVE, ["Sweden", "Japan"], until=2026)
    assert later.index.to_list() == list(range(2013, 2027))
    assert later.loc[2026].to_list() == later.loc[2024].to_list()
    assert table.columns.to_list() == ["Sweden", "Japan", summaries.SMALL_BUYERS]
    assert table.index.to_list() == list(range(2013, 2025))
    assert table.loc[[2013, 2020, 2021, 2022, 2023, 2024]].to_numpy().tolist() == [
        [0, 1, 0],
        [0, 1, 0],
        [1, 1, 0],
        [1, 1, 1],
        [2, 1, 1],
        [3, 1, 1],
    ]


@pytest.mark.parametrize("summary", [summaries.by_pair, summaries.by_host, summaries.by_buyer])
def test_nothing_sums_up_to_no_row(summary):
    assert summary(NONE).empty
    assert summaries.growth(NONE, []).empty


def test_the_published_total_is_held_against_ours():
    row = pd.Series(
        {
            "publisher": "P",
            "value": 61.0,
            "metric": "pairs",
            "as_of": "2023-09",
            "ours": 58,
            "ours_at_first": 56,
            "difference": -3,
            "counting_rule": "binding",
        }
    )
    said = "**P** published **61** (pairs) for Sep 2023. "
    assert findings.published(row) == (
        said + "For that time the Atlas counts **56 to 58** pairs (binding instruments only): 3 fewer."
    )
    assert findings.published(row.replace({56: 58})) == (
        said + "For that day the Atlas counts **58** pairs (binding instruments only): 3 fewer."
    )
    assert day(date(2023, 9, 2)) == "2 Sep 2023"
