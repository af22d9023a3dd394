"""What is said of authorised credits, on blocks made up here: on and off the platform, summed and not, of one host and of several."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from made import MOVED, of

from dashboard.units import findings as units

COLUMNS = [
    "host", "programme_ref", "quantity_tco2e", "is_summed", "platform", "authorised_for", "first_transfer_definition", "has_agreement", "vintage_year",
]  # fmt: skip


def blocks(*known: tuple[object, ...]) -> pd.DataFrame:
    """Blocks of credits, the first letters of the host as its code."""
    rows = pd.DataFrame([(*row, *DEFAULT[len(row) :]) for row in known], columns=COLUMNS, dtype=object)
    return rows.assign(host_iso3=rows["host"].str[:3].str.upper())


DEFAULT = ("Peru", "P1", 0, True, "on", "ndc", None, True, 2021)
ALL = blocks(
    ("Peru", "P1", 1_500_000, True, "on", "ndc_and_other", "issuance", True, 2021),
    ("Peru", "P1", 500_000, True, "off", "other_only", "issuance", True, 2022),
    ("Peru", "P2", 9_000_000, False, "on", "ndc_and_other", "issuance", True, 2021),
    ("Chad", "C1", 300_000, True, "off", "other_only", "authorisation", False, 2021),
    ("Chad", "C2", 200_000, True, "not_stated", "other_only", None, True, 2020),
    ("Togo", "T1", 500_000, True, "on", "ndc", "use_or_cancellation", True, 2021),
)


def lines(*texts: str) -> str:
    """A list in Markdown."""
    return "\n".join(f"- {text}." for text in texts)


NO_TRANSFER = "First transferred, used: **none confirmed** for any of them"


@pytest.mark.parametrize(
    ("rows", "known", "said"),
    [
        (ALL, date(2026, 5, 3), lines("**3.0 Mt** of issued credits are authorised by 3 hosts, in 5 activities; known to 3 May 2026", "**1.50 Mt** may serve a climate goal or another purpose, **1.00 Mt** other purposes alone", "**2.0 Mt** (67%) are on the UNFCCC’s platform", NO_TRANSFER)),
        (blocks(("Peru", "P1", 5)), None, lines("**5 t** of issued credits are authorised by 1 host, in 1 activity", "**none** may serve a climate goal or another purpose, **none** other purposes alone", "**All** of them are on the UNFCCC’s platform", NO_TRANSFER)),
        (blocks(("Peru", "P1", 5, True, "off")), None, lines("**5 t** of issued credits are authorised by 1 host, in 1 activity", "**none** may serve a climate goal or another purpose, **none** other purposes alone", "**None** of them are on the UNFCCC’s platform", NO_TRANSFER)),
        (blocks(("Peru", "P1", 1), ("Peru", "P1", 999, True, "off")), None, lines("**1,000 t** of issued credits are authorised by 1 host, in 1 activity", "**none** may serve a climate goal or another purpose, **none** other purposes alone", "**1 t** (1%) are on the UNFCCC’s platform", NO_TRANSFER)),
    ],
)  # fmt: skip
def test_who_authorised_how_much(rows, known, said):
    assert units.overview(rows, of(MOVED, known_up_to=known)) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(1, 3, "33%"), (2, 3, "67%"), (1, 1000, "1%"), (999, 1000, "99%"), (50, 100, "50%")]
)
def test_a_part_is_never_nothing_or_all(part, whole, said):
    assert units.share(part, whole) == said


def test_blocks_by_host():
    table = units.by_host(ALL).drop(columns="host_iso3")
    assert table.to_numpy().tolist() == [
        ["Peru", 1_500_000, 500_000, 500_000, 2_000_000, 2, "issuance", True],
        ["Chad", 0, 500_000, 500_000, 500_000, 2, "authorisation", False],
        ["Togo", 500_000, 0, 0, 500_000, 1, "use or cancellation", True],
    ]
    assert list(units.by_host(ALL).columns) == [
        "host_iso3", "host", "on_platform_tco2e", "off_platform_tco2e", "other_only_tco2e", "quantity_tco2e", "activities", "counts_as", "has_agreement",
    ]  # fmt: skip
    unsummed = blocks(("Peru", "P1", 5, True, "off", "other_only"), ("Peru", "P2", 7, False, "off", "other_only"))
    assert units.by_host(unsummed).iloc[0, 2:6].to_list() == [0, 5, 5, 5]
    letters = blocks(
        ("Peru", "P1", 1, True, "on", "ndc", "issuance"),
        ("Peru", "P1", 1, True, "on", "ndc", "authorisation"),
        ("Chad", "C1", 5),
    )
    assert units.by_host(letters)["counts_as"].to_list() == ["not stated", "differs by letter"]


def hosts(*known: tuple[str, float, float], has_agreement: bool = True) -> pd.DataFrame:
    """Hosts with their tonnes on and off the platform."""
    rows = pd.DataFrame(known, columns=["host", "on_platform_tco2e", "off_platform_tco2e"])
    return rows.assign(
        quantity_tco2e=rows["on_platform_tco2e"] + rows["off_platform_tco2e"], has_agreement=has_agreement
    )


STANDS = " of the credits that two standards list as authorised are on the UNFCCC’s platform"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (hosts(("Peru", 5, 0), ("Chad", 1, 0)), "All credits of the list are on the UNFCCC’s platform"),
        (hosts(("Peru", 0, 5), ("Chad", 0, 1)), "None of the credits of the list is on the UNFCCC’s platform"),
        (hosts(("Peru", 75, 0), ("Chad", 0, 25)), f"75%{STANDS}"),
        (hosts(("Peru", 50, 10), ("Chad", 10, 25), ("Togo", 0, 80), ("Oman", 25, 0)), f"42%{STANDS}; Chad has 10 t of its 35 t there"),
        (hosts(("Peru", 1, 9)), f"10%{STANDS}; Peru has 1 t of its 10 t there"),
        (hosts(("Peru", 9, 1)), f"90%{STANDS}; Peru has 9 t of its 10 t there"),
        (hosts(("Peru", 100_000, 1_400_000)), f"7%{STANDS}; Peru has 0.10 Mt of its 1.50 Mt there"),
        (hosts(("Peru", 99_999, 1_400_001)), f"7%{STANDS}; Peru has 99,999 t of its 1.50 Mt there"),
    ],
)  # fmt: skip
def test_what_stands_on_the_platform(rows, said):
    assert units.platform(rows) == said


def test_credits_by_vintage_and_use():
    assert units.vintages(ALL).to_numpy().tolist() == [
        [2020, "other_only", 200_000], [2021, "ndc", 500_000], [2021, "ndc_and_other", 1_500_000], [2021, "other_only", 300_000], [2022, "other_only", 500_000],
    ]  # fmt: skip


def test_blocks_of_one_vintage_and_use_are_summed():
    assert units.vintages(blocks(("Peru", "P1", 5), ("Chad", "C1", 7))).to_numpy().tolist() == [[2021, "ndc", 12]]


def years(*known: tuple[int, float]) -> pd.DataFrame:
    """Credits by vintage."""
    return pd.DataFrame(known, columns=["vintage_year", "quantity_tco2e"])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (years((2021, 5), (2021, 9)), "All authorised credits are of vintage 2021"),
        (years((2021, 5), (2020, 5.1)), "The credits are for cuts made in 2020 to 2021, most of them in 2020"),
        (years((2021, 4), (2020, 2), (2022, 5), (2021, 3)), "The credits are for cuts made in 2020 to 2022, more in 2021 (50%) than in any other year"),
        (years((2019, 5), (2020, 3), (2022, 2)), "The credits are for cuts made in 2019 to 2022, more in 2019 (50%) than in any other year"),
        (years((2021, 5), (2020, 5)), "The credits are for cuts made in 2020 to 2021"),
    ],
)  # fmt: skip
def test_in_which_years_the_cuts_were_made(rows, said):
    assert units.vintage(rows) == said


def test_hosts_without_an_agreement_are_named():
    assert units.without_agreement(hosts(("Peru", 5, 0))) == ""
    one = pd.concat([hosts(("Peru", 5, 0)), hosts(("Chad", 7, 0), has_agreement=False)])
    assert units.without_agreement(one) == (
        "**Chad** has authorised 7 t and no agreement on Article 6.2 in the Atlas: no list of agreements would show it as a seller."
    )
    assert units.without_agreement(hosts(("Mali", 0, 0), has_agreement=False)) == "", "nothing confirmed, nothing said"
    nine = hosts(*((f"H{at}", 1, 1) for at in range(9)), has_agreement=False)
    assert units.without_agreement(nine.head(2)) == (
        "**H0 and H1** have authorised 4 t and no agreement on Article 6.2 in the Atlas: no list of agreements would show them as a seller."
    )
    assert units.without_agreement(nine.head(8)).startswith("**H0, H1, H2, H3, H4, H5, H6 and H7** have")
    assert units.without_agreement(nine).startswith("**H0, H1, H2, H3, H4, H5, H6, H7 and 1 more** have")


def test_what_letters_book_as_transferred():
    assert units.booked(ALL) == (
        "By the letters of 2 hosts authorisation or issuance already counts as the first transfer for other purposes; the two programmes therefore book "
        "2.3 Mt as transferred. No unit is shown at a buyer, so the Atlas books none."
    )
    assert units.booked(ALL.tail(2)) == ""


PERU, CHAD, TOGO = (ALL[ALL["host"] == name] for name in ("Peru", "Chad", "Togo"))


@pytest.mark.parametrize(
    ("name", "rows", "amount", "where"),
    [
        ("Peru", PERU, "**2.0 Mt** of issued credits in 2 activities", "1.50 Mt of it"),
        ("Chad", CHAD, "**500,000 t** of issued credits in 2 activities", "none of it"),
        ("Togo", TOGO, "**500,000 t** of issued credits in 1 activity", "all of it"),
    ],
)
def test_what_a_host_has_authorised(name, rows, amount, where):
    assert units.of_country(name, rows) == (
        f"{name} has authorised {amount}, {where} on the UNFCCC’s platform, as Gold Standard and Verra read its letters. "
        "Authorised is not transferred or sold; no buyer is named."
    )


def test_a_host_without_credits_may_have_others():
    assert units.of_country("Fiji", ALL.head(0)) == (
        "No credits of Fiji are in the list of authorised credits of Gold Standard and Verra. It leaves out Japan’s JCM, Switzerland’s KliK and ART: "
        "this does not mean that none are authorised."
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (PERU, "2.0 Mt of issued credits, 1.50 Mt on the UNFCCC’s platform: 1.50 Mt for a climate goal (NDC) or another purpose and 500,000 t for other purposes alone; no buyer is named"),
        (CHAD, "500,000 t of issued credits, none on the UNFCCC’s platform: 500,000 t for other purposes alone; no buyer is named"),
        (TOGO, "500,000 t of issued credits, all on the UNFCCC’s platform: 500,000 t for a climate goal (NDC); of other purposes nothing is said; no buyer is named"),
    ],
)  # fmt: skip
def test_a_host_in_short(rows, said):
    assert units.in_short(rows) == said


def test_a_host_of_which_nothing_is_confirmed_has_authorised_no_zero():
    """Its one block is a lead, or has no amount: it is in no sum, and no share of it is on the platform."""
    for block in (("Mali", "M1", 700, False), ("Mali", "M1", None, True)):
        rows = blocks(block)
        assert units.in_short(rows) == "none confirmed: what is listed is in no total"
        assert units.of_country("Mali", rows) == (
            "Authorised credits of Mali: none confirmed. What is listed of them is in no total."
        )


def test_what_is_authorised_of_a_project():
    assert units.of_project("Peru", PERU, PERU.head(2)) == (
        "**2.0 Mt** of its credits are authorised, in 2 blocks. Authorised is not transferred or sold."
    )
    assert units.of_project("Peru", ALL.head(0), PERU.head(1)).endswith(
        "in 1 block. Authorised is not transferred or sold."
    )
    assert units.of_project("Fiji", ALL.head(0), ALL.head(0)) == ""
    rest = (
        "They are known by their numbers in the registry, and no number of this project was found: none of them can be laid to it."
    )  # fmt: skip
    assert (
        units.of_project("Peru", PERU, ALL.head(0))
        == f"2 activities of Peru have authorised credits, 2.0 Mt in all. {rest}"
    )
    assert units.of_project("Peru", PERU.head(2), ALL.head(0)).startswith("1 activity of Peru has authorised")
    assert (
        units.of_project("Togo", TOGO, ALL.head(0))
        == f"1 activity of Togo has authorised credits, 500,000 t in all. {rest}"
    )


def test_only_blocks_that_are_summed_are_added_up():
    assert not ALL["is_summed"].all() and units.total(ALL) == 3_000_000


def test_a_block_says_nothing_of_a_buyer():
    assert "the host lets them be used elsewhere" in units.WHAT_IT_IS and "No buyer is named" in units.WHAT_IT_IS
    assert "accounting entry of the host" in units.WHAT_IT_IS and "A host that is missing" in units.NOT_COVERED
    assert "a block names no buyer, sector, stage or programme" in units.LEFT_OUT
