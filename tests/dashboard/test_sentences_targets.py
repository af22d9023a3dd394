"""What the calculator says of its inputs, how buyers organise their programmes, and what is to be watched, on rows made up here."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard.places.findings_watch import watch
from dashboard.targets import calculator_inputs, calculator_words, programmes

NAN = float("nan")


def preset(**parts: object) -> pd.Series:
    """A starting point with both prices published."""
    return pd.Series(
        {
            "preset_id": "p", "label": "Swiss case", "note": "A note", "volume_mt": 4.0, "volume_note": "Need abroad", "volume_publisher": "Office",
            "volume_url": "https://o.org", "volume_is_lead": False, "currency": "USD", "price_year": 2024.0, "domestic_low": 120.0, "domestic_high": 150.0,
            "domestic_subject": "Cost of cuts", "domestic_publisher": "Institute", "domestic_url": None, "domestic_kind": "modelled", "domestic_is_lead": True,
            "itmo_low": 20.0, "itmo_high": 30.0, "itmo_subject": "Price paid", "itmo_publisher": "Daily", "itmo_url": None, "itmo_kind": "observed",
            "itmo_is_lead": False,
        } | parts,
        dtype=object,
    )  # fmt: skip


PRESET = preset()
USUAL = calculator_inputs.from_preset(PRESET)
NO_COST = preset(domestic_low=NAN, domestic_high=NAN, domestic_subject=None)
VOLUME = "volume: Need abroad, [Office](<https://o.org>)"
HOME = "cost at home: Cost of cuts (modelled), Institute (**unconfirmed**: only a lead states it)"
ITMO = "ITMO price: Price paid (observed), Daily"


def test_inputs_are_the_visitors_own_from_the_first_that_differs():
    assert calculator_words.changed(USUAL, PRESET) == [] and calculator_words.name(USUAL, PRESET) == "Swiss case"
    own = replace(USUAL, year=2025, volume=5.0)
    assert calculator_words.changed(own, PRESET) == ["volume", "year"]
    assert calculator_words.name(own, PRESET) == "Your assumptions"
    assert calculator_words.source_of(USUAL, PRESET) == "preset p, as published"
    assert calculator_words.source_of(own, PRESET) == "your assumptions, started from p"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({}, f"**Swiss case**: {VOLUME}; {HOME}; {ITMO}. A note"),
        ({"volume": 5.0}, f"**Your assumptions**, started from Swiss case. Yours: volume. As published: {HOME}; {ITMO}. No source states the result."),
        ({"home_high": 1.0}, f"**Your assumptions**, started from Swiss case. Yours: high cost at home. As published: {VOLUME}; {ITMO}. No source states the result."),
        ({"itmo_low": 1.0}, f"**Your assumptions**, started from Swiss case. Yours: low ITMO price. As published: {VOLUME}; {HOME}. No source states the result."),
        ({"currency": "EUR"}, f"**Your assumptions**, started from Swiss case. Yours: currency. As published: {VOLUME}. No source states the result."),
        ({"volume": 1.0, "year": 2030}, "**Your assumptions**, started from Swiss case. Yours: volume and year. No source states the result."),
        ({"delivered": 90.0}, f"**Your assumptions**, started from Swiss case. Yours: share delivered. As published: {VOLUME}; {HOME}; {ITMO}. No source states the result."),
    ],
)  # fmt: skip
def test_where_the_inputs_come_from(own, said):
    assert calculator_words.about(replace(USUAL, **own), PRESET) == said


def test_what_is_missing_is_asked_for():
    assert calculator_words.missing(USUAL, PRESET) == ""
    assert calculator_words.missing(replace(USUAL, volume=None), PRESET) == "Enter the volume in USD to get an answer."
    bare = calculator_inputs.from_preset(NO_COST)
    assert calculator_words.missing(bare, NO_COST) == (
        "Swiss case has no answer yet, since no cost at home in USD was found. Enter the low cost at home and the high cost at home."
    )
    assert (
        calculator_words.missing(replace(bare, home_low=1.0), NO_COST)
        == "Enter the high cost at home in USD to get an answer."
    )
    assert calculator_words.missing(replace(bare, itmo_low=None), NO_COST).startswith(
        "Enter the low cost at home, the high cost"
    )
    no_price = preset(itmo_low=NAN, itmo_high=NAN, currency=None)
    assert calculator_words.missing(calculator_inputs.from_preset(no_price), no_price) == (
        "Swiss case has no answer yet, since no price of ITMOs was found. Enter the low ITMO price and the high ITMO price."
    )

    one_end = preset(itmo_high=NAN)
    assert calculator_words.missing(calculator_inputs.from_preset(one_end), one_end) == (
        "Swiss case has no answer yet, since no price of ITMOs in USD was found. Enter the high ITMO price."
    )
    both = preset(domestic_high=NAN, itmo_low=NAN)
    assert calculator_words.missing(calculator_inputs.from_preset(both), both) == (
        "Swiss case has no answer yet, since no cost at home in USD was found. Enter the high cost at home and the low ITMO price."
    )


def test_a_lead_is_named_as_one_and_a_price_that_is_missing_has_no_source():
    of_lead = preset(volume_is_lead=True, domestic_subject=None)
    assert calculator_words.about(calculator_inputs.from_preset(of_lead), of_lead) == (
        f"**Swiss case**: {VOLUME} (**unconfirmed**: only a lead states it); {ITMO}. A note"
    )


@pytest.mark.parametrize(
    ("row", "gaps", "label"),
    [
        (PRESET, [], "Swiss case"), (NO_COST, ["home_low", "home_high"], "Swiss case (no cost at home found)"),
        (preset(itmo_high=NAN), ["itmo_high"], "Swiss case (no ITMO price found)"), (preset(currency=None), [], "Swiss case (currency not stated)"),
    ],
)  # fmt: skip
def test_a_starting_point_says_what_it_lacks(row, gaps, label):
    assert calculator_inputs.incomplete(row) == gaps and calculator_inputs.label(row) == label


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1, 2, "This case lies above the break-even line: buying pays"), (0, 0, "This case lies on the break-even line"),
        (-2, -1, "This case lies below the break-even line: buying costs more than cutting at home"),
        (0, 1, "The break-even line runs through this case: whether buying pays depends on the price"),
        (-1, 0, "The break-even line runs through this case: whether buying pays depends on the price"),
    ],
)  # fmt: skip
def test_on_which_side_of_break_even(low, high, said):
    assert calculator_words.where(low, high) == said


def cells(*known: tuple[str, str, str]) -> pd.DataFrame:
    """Buyers' programmes: buyer, need, status."""
    rows = pd.DataFrame(known, columns=["buyer_iso3", "need_id", "status"], dtype=object)
    found = rows["status"] != programmes.NO_SOURCE
    return rows.assign(
        buyer=rows["buyer_iso3"].map({"JPN": "Japan", "CHE": "Switzerland", "CAN": "Canada"}), need=rows["need_id"].str.upper(), is_newcomer=rows["buyer_iso3"] == "CAN",
        sort_order=rows["need_id"].map({"a": 1, "b": 2}), to_set_up="A body", source_publisher="Office", source_url="https://o.org",
        statement=pd.Series(
            [f"{buyer} {need}" if is_found else None for buyer, need, is_found in zip(rows["buyer_iso3"], rows["need_id"], found, strict=True)],
            dtype=object,
        ),
    )  # fmt: skip


CELLS = cells(
    ("CAN", "a", "yes"), ("CAN", "b", "no source found"), ("CHE", "a", "partly"), ("CHE", "b", "partly"), ("JPN", "b", "yes"), ("JPN", "a", "partly"),
)  # fmt: skip


def test_buyers_stand_by_what_a_source_shows_of_them_and_canada_last():
    assert programmes.order(CELLS) == ["JPN", "CHE", "CAN"]
    assert programmes.leader(CELLS) == "Japan shows the most: 1 of 2 in full"
    assert (
        programmes.overview(CELLS)
        == "3 buyers against 2 things that a programme needs. For 1 of 6 cells no source was found."
    )


def test_who_meets_more_in_full_stands_before_who_meets_more_in_part():
    rows = cells(("CHE", "a", "partly"), ("CHE", "b", "partly"), ("JPN", "a", "yes"), ("JPN", "b", "no source found"))
    assert programmes.order(rows) == ["JPN", "CHE"]
    part = cells(
        ("CHE", "a", "no source found"),
        ("CHE", "b", "no source found"),
        ("JPN", "a", "partly"),
        ("JPN", "b", "no source found"),
    )
    assert programmes.order(part) == ["JPN", "CHE"]
    assert programmes.overview(part) == (
        "2 buyers against 2 things that a programme needs. For 3 of 4 cells no source was found."
    )
    full = cells(("CHE", "a", "yes"), ("CHE", "b", "partly"), ("JPN", "a", "yes"), ("JPN", "b", "yes"))
    assert programmes.leader(full) == "Japan shows the most: 2 of 2 in full"


def test_who_shows_as_much_leads_nobody():
    rows = cells(("CHE", "a", "yes"), ("CHE", "b", "partly"), ("JPN", "a", "partly"), ("JPN", "b", "yes"), ("CAN", "a", "no source found"), ("CAN", "b", "no source found"))  # fmt: skip
    assert programmes.leader(rows) == "Switzerland and Japan show the most: 1 of 2 in full each"


def test_each_cell_leads_to_its_source():
    table = programmes.matrix(CELLS, ["JPN", "CAN"])
    assert table.to_numpy().tolist() == [
        ["**A**", "◐ [partly](<https://o.org>)", "● [yes](<https://o.org>)"], ["**B**", "● [yes](<https://o.org>)", "no source found"],
    ]  # fmt: skip
    assert list(table.columns) == ["What a programme needs", "Japan", "Canada"]


def test_a_newcomer_is_told_what_it_is_not_shown_to_have():
    assert programmes.to_follow(CELLS, "JPN", "CAN") == (
        "1. **B.** A body. Japan: JPN b ([Office](<https://o.org>)). Canada: no source found."
    )
    part = programmes.to_follow(CELLS, "JPN", "CHE").splitlines()
    assert [line[:8] for line in part] == ["1. **A.*", "1. **B.*"]
    assert part[1].endswith("Switzerland so far: CHE b ([Office](<https://o.org>)).")
    assert len(programmes.to_follow(CELLS, "CAN", "CHE").splitlines()) == 1


def test_a_reported_figure_has_its_day_and_source():
    row = pd.Series(
        {"buyer": "Canada", "as_of": "2026-01", "metric": "Talks held", "quantity": 3.0, "note": "So far", "source_publisher": "Office", "source_url": None}
    )  # fmt: skip
    assert programmes.reported(row) == "Canada, Jan 2026: talks held: 3. So far (Office)"


def side(
    role: str = "buyer",
    agreements: tuple[tuple[str, str, str, int], ...] = (),
    projects: tuple[tuple[str, float], ...] = (),
):
    """What a choice of Parties has: texts (host, rule, state, projects of the pair) and projects (stage, issuances)."""
    texts = pd.DataFrame(agreements, columns=["host", "counting_rule", "in_force_state", "project_count"])
    texts = texts.assign(
        host_iso3=texts["host"],
        buyer_iso3="JPN",
        buyer="Japan",
        instrument_label="Memorandum",
        signed_on="2024-05",
        in_force_words="valid until 2027",
    )
    listed = pd.DataFrame(projects, columns=["stage_id", "issuance_count"])
    return SimpleNamespace(role=role, is_empty=texts.empty and listed.empty, agreements=texts, projects=listed)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (side(), []),
        (side(agreements=(("Kenya", "binding", "in_force", 1),)), []),
        (side(agreements=(("Kenya", "binding", "not_found", 1), ("Peru", "memoranda", "not_found", 0), ("Kenya", "memoranda", "not_found", 0))), ["**Entry into force** of 1 binding agreement with Kenya: looked for, no day was found.", "**A binding agreement** with Peru: the newest text is a memorandum (May 2024)."]),
        (side(agreements=(("Kenya", "memoranda", "x", 0), ("Kenya", "memoranda", "x", 0))), ["**A binding agreement** with Kenya: the newest text is a memorandum (May 2024)."]),
        (side(agreements=tuple((f"H{at}", "binding", "in_force", 0) for at in (0, 0, 1, 2, 3))), ["**A first project** with H0, H1, H2 and 1 more: an agreement binds, no project is known."]),
        (side(agreements=(("Kenya", "binding", "valid_until", 2),)), ["**An end** of 1 binding agreement with Kenya: valid until 2027."]),
        (side(agreements=(("Kenya", "memoranda", "x", 0), ("Peru", "statements", "x", 0), ("Peru", "memoranda", "x", 0))), ["**A binding agreement** with Kenya and Peru: what was found does not bind."]),
        (side("host", agreements=(("Kenya", "binding", "in_force", 0), ("Kenya", "binding", "in_force", 0))), ["**A first project** with Japan: an agreement binds, no project is known."]),
        (side("pair", agreements=(("Kenya", "binding", "in_force", 0),)), ["**A first project**: an agreement binds, no project is known."]),
        (side(projects=(("authorised", 0), ("verified", NAN), ("registered", 1), ("issued", 1), ("idea", 0))), ["**A first issuance** of 2 projects that are authorised or further: none was found.", "**A first transfer** of 1 project with credits issued: none is confirmed."]),
        (side(projects=(("monitoring", 0),)), ["**A first issuance** of 1 project that is authorised or further: none was found."]),
    ],
)  # fmt: skip
def test_what_to_watch(shown, said):
    assert watch([shown]) == said


def test_of_a_party_in_two_roles_the_role_is_named():
    kenya = (("Kenya", "binding", "in_force", 0),)
    assert watch([side(agreements=kenya), side("host")]) == [
        "**A first project** with Kenya: an agreement binds, no project is known."
    ]
    both = watch([side(agreements=kenya), side("host", agreements=kenya)])
    assert [line.partition(" with ")[0] for line in both] == [
        "**A first project** (as buyer)",
        "**A first project** (as host)",
    ]
