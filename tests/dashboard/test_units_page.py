"""Authorised credits: what a page says of them, what it never says, and one block followed to where the public trail ends."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Finding, Link, Page, Say, Table, Tiles
from dashboard.delivered.figures import ITMO_ISSUED, TRANSFERRED
from dashboard.pages import ENTRIES
from dashboard.units import findings, queries, trail
from dashboard.units.figures import AUTHORISED

pytestmark = pytest.mark.usefixtures("built")


def page(name: str, own: dict[str, str] | None = None, **chosen) -> Page:
    known = offered()
    filters = Filters(chosen.pop("as_of", known.edition_on), **chosen)
    return ENTRIES[name].content(Choice(filters, filters, known, tuple((own or {}).items())))


def said(page: Page) -> str:
    texts = [block.text for block in page.walk() if isinstance(block, Say)]
    return "\n".join(texts + [block.title for block in page.walk() if isinstance(block, Finding)])


def blocks(**cells) -> pd.DataFrame:
    """Blocks made up: one for each quantity, all else alike or as given in a list."""
    row = {
        "host_iso3": "AAA", "host": "Aland", "programme_ref": "X1", "authorised_for": "other_only", "platform": "on", "vintage_year": 2023,
        "first_transfer_definition": "issuance", "is_summed": True, "has_agreement": True, "quantity_tco2e": [1_000_000],
    }  # fmt: skip
    return pd.DataFrame(row | cells)


def test_the_page_tells_use_platform_and_hosts_without_an_agreement():
    text = said(page("units"))
    assert "- **23.2 Mt** of issued credits are authorised by 14 hosts, in 98 activities; known to 14 Aug 2026." in text
    assert "- **11.2 Mt** may serve a climate goal or another purpose, **12.1 Mt** other purposes alone." in text
    assert "- **12.5 Mt** (54%) are on the UNFCCC’s platform." in text
    assert "Rwanda has 1.42 Mt of its 7.32 Mt there" in text
    assert "**Madagascar, Nigeria, Zimbabwe, Togo, the Gambia and Sierra Leone** have authorised 7.1 Mt" in text
    assert "14 of 14 published totals by host equal the sum of our blocks" in text
    assert findings.WHAT_IT_IS in text and findings.NOT_COVERED in text


def test_a_day_before_the_list_says_what_was_certain_by_then_and_nothing_of_the_list_itself():
    text = said(page("units", as_of=date(2023, 12, 31)))
    assert "**1.59 Mt** of issued credits are authorised by 2 hosts" in text and "known to 31 Dec 2023" in text
    assert "published totals by host" not in text
    assert "book " not in text and "book 23.0 Mt" in said(page("units"))


@pytest.mark.parametrize("chosen", [{"buyers": ("CHE",)}, {"sectors": ("transport",)}, {"stages": ("issued",)}])
def test_what_a_block_does_not_name_leaves_none_and_the_page_says_why(chosen):
    text = said(page("units", **chosen))
    assert "names no buyer, sector, stage or programme" in text and "none confirmed" not in text
    assert "Authorised credits are not shown here" in said(page("delivered", **chosen))


def test_authorised_credits_are_in_no_figure_of_what_was_issued_or_transferred():
    filters = Filters(offered().edition_on, hosts=("RWA",))
    assert AUTHORISED.answer(filters).value == 7_317_501
    assert ITMO_ISSUED.answer(filters).value is None and TRANSFERRED.answer(filters).value is None


def test_delivered_shows_them_beside_the_others_with_the_same_number():
    (tiles,) = [block for block in page("delivered").walk() if isinstance(block, Tiles)]
    told = {answer.figure.name: answer.value for answer in tiles.answers}
    assert told["authorised_credits"] == 23_240_850
    assert told["transferred"] < 100_000


@pytest.mark.parametrize(
    ("name", "own", "wanted"),
    [
        ("country", {"country": "RWA"}, "Rwanda has authorised **7.3 Mt** of issued credits in 16 activities, 1.42 Mt of it on"),
        ("country", {"country": "GMB"}, "Gambia has authorised **196,652 t** of issued credits in 1 activity, all of it on"),
        ("country", {"country": "TGO"}, "Togo has authorised **506,009 t** of issued credits in 1 activity, none of it on"),
        ("country", {"country": "GHA"}, "No credits of Ghana are in the list"),
        ("pair", {"pair": "CHE-GHA"}, "this does not mean that none are authorised"),
        ("project", {"project": "OIM-MDG-01"}, "25 activities of Madagascar have authorised credits, 2.8 Mt in all."),
    ],
)  # fmt: skip
def test_other_pages_have_a_line(name, own, wanted):
    assert wanted in said(page(name, own))


def test_who_has_no_part_in_it_is_not_told_of_it():
    for name, own in (("country", {"country": "FRA"}), ("project", {"project": "CHE-GHA-01"})):
        shown = page(name, own)
        assert "uthorised credits" not in said(shown)
        assert not any(isinstance(block, Link) and block.page == "units" for block in shown.walk())


def test_the_link_of_a_country_opens_its_blocks_alone():
    (link,) = [
        block
        for block in page("country", {"country": "RWA"}).walk()
        if isinstance(block, Link) and block.page == "units"
    ]
    assert dict(link.query)["host"] == "RWA"


def test_a_block_is_followed_from_the_cut_to_where_the_trail_ends():
    rows = queries.blocks(Filters(offered().edition_on, hosts=("TZA",), words="VCS 2676"))
    (block_id,) = rows.loc[rows["quantity_tco2e"] == 44_745, "block_id"]
    shown = page("rows", {"figure": "authorised_credits", "row": block_id}, hosts=("TZA",))
    (table,) = [block for block in shown.walk() if isinstance(block, Table) and block.key == "trail"]
    steps = table.frame()
    assert steps[[trail.STEP, trail.WHEN]].values.tolist() == [
        ["Cut made", "2022"], ["Issued", "16 Mar 2026"], ["Authorised", "2026"], ["Letter filed", "4 Apr 2026"],
        ["First transferred", "none confirmed"], ["Moved to a buyer", "none confirmed"], ["Used", "none confirmed"],
    ]  # fmt: skip
    told = steps.set_index(trail.STEP)
    assert (
        told.loc["Authorised", trail.WHAT]
        == "For other purposes alone; cooperative approach CA0047; on the UNFCCC’s platform"
    )
    assert (
        told.loc["First transferred", trail.WHAT]
        == "For other purposes authorisation counts, as the programme reads the letter"
    )
    assert "submissions.unfccc.int" in told.loc["Authorised", trail.SOURCE]


def test_a_trail_says_what_is_missing_and_what_does_not_agree():
    row = queries.blocks(Filters(offered().edition_on, hosts=("MDG",), words="VCS 2313"))
    block = row[row["letter_url"].isna()].iloc[0]
    steps = trail.steps(block).set_index(trail.STEP)
    assert steps.loc["Authorised", trail.SOURCE].startswith("no link to a letter; ")
    assert "for a climate goal it is the first transfer abroad" in steps.loc["First transferred", trail.WHAT]
    assert trail.remarks(block) == "What does not agree: no link to a letter."
    bare = block.copy()
    bare[["issued_on", "authorised_on", "vintage_year", "quantity_tco2e", "first_transfer_definition", "flags"]] = None
    steps = trail.steps(bare).set_index(trail.STEP)
    assert steps.loc[["Cut made", "Issued", "Authorised"], trail.WHEN].to_list() == [
        "not stated",
        "not found",
        "not found",
    ]
    assert steps.loc["First transferred", trail.WHAT] == "Which event counts is not stated"
    assert trail.heading(bare) == "VCS 2313, Madagascar: amount not found" and trail.remarks(bare) == ""


def test_sums_leave_out_what_repeats_units():
    rows = blocks(quantity_tco2e=[1_000_000, 500_000], is_summed=[True, False])
    (host,) = findings.by_host(rows).to_dict("records")
    assert host["quantity_tco2e"] == host["on_platform_tco2e"] == host["other_only_tco2e"] == 1_000_000
    assert findings.vintages(rows)["quantity_tco2e"].to_list() == [1_000_000]


def test_hosts_stand_by_quantity_and_a_definition_that_differs_is_the_letters():
    rows = blocks(
        host_iso3=["AAA", "BBB", "BBB"], host=["Aland", "Bland", "Bland"], quantity_tco2e=[5, 4, 3], platform=["off", "on", "not_stated"],
        first_transfer_definition=["use_or_cancellation", "issuance", "authorisation"],
    )  # fmt: skip
    hosts = findings.by_host(rows)
    assert hosts[["host", "counts_as", "off_platform_tco2e"]].values.tolist() == [
        ["Bland", "differs by letter", 3], ["Aland", "use or cancellation", 5],
    ]  # fmt: skip
    assert findings.by_host(blocks(first_transfer_definition=[None]))["counts_as"].to_list() == ["not stated"]


@pytest.mark.parametrize(
    ("platform", "quantity", "title"),
    [
        (["on", "on"], [1, 2], "All credits of the list are on the UNFCCC’s platform"),
        (["off", "off"], [1, 2], "None of the credits of the list is on the UNFCCC’s platform"),
        (["on", "off"], [1, 999], "1% of the credits that two standards list as authorised are on the UNFCCC’s platform; Aland has 1 t of its 1,000 t there"),
        (["on", "off"], [9999, 1], "99% of the credits that two standards list as authorised are on the UNFCCC’s platform; Aland has 9,999 t of its 10,000 t there"),
    ],
)  # fmt: skip
def test_the_title_on_the_platform(platform, quantity, title):
    assert findings.platform(findings.by_host(blocks(platform=platform, quantity_tco2e=quantity))) == title


def test_titles_of_vintages():
    assert findings.vintage(findings.vintages(blocks())) == "All authorised credits are of vintage 2023"
    rows = blocks(vintage_year=[2021, 2022, 2024], quantity_tco2e=[5, 7, 6])
    assert (
        findings.vintage(findings.vintages(rows))
        == "The credits are for cuts made in 2021 to 2024, more in 2022 (39%) than in any other year"
    )
    rows = blocks(vintage_year=[2021, 2022, 2024], quantity_tco2e=[5, 17, 6])
    assert findings.vintage(findings.vintages(rows)).endswith("2021 to 2024, most of them in 2022")


def test_one_host_without_an_agreement_and_none():
    assert findings.without_agreement(findings.by_host(blocks())) == ""
    one = findings.without_agreement(findings.by_host(blocks(has_agreement=[False])))
    assert one.startswith("**Aland** has authorised 1.00 Mt and no agreement") and one.endswith(
        "would show it as a seller."
    )


def test_only_letters_that_name_authorisation_or_issuance_are_booked():
    rows = blocks(
        quantity_tco2e=[1, 2, 4, 8],
        first_transfer_definition=["authorisation", "issuance", "first_international_transfer", "use_or_cancellation"],
    )
    assert "book 3 t as transferred" in findings.booked(rows)
    assert findings.booked(rows.tail(2)) == ""


def test_letters_and_flags_of_a_choice_are_of_its_blocks():
    chosen = Filters(offered().edition_on, hosts=("NGA",))
    letters = queries.letters(chosen)
    assert letters["quantity_tco2e"].sum() == 2_502_699 and len(letters) == 7
    assert letters["quantity_tco2e"].is_monotonic_decreasing
    flags = queries.flags(chosen).set_index("flag")["blocks"]
    assert flags["two_days"] == 2 and flags["issued_before_authorisation"] == 10
    assert queries.flags(Filters(date(2023, 1, 1))).empty


def test_a_host_has_an_agreement_from_the_day_on_which_one_counts():
    """Rwanda's first block counts from 8 August 2023; its first agreement of the list is asked of the data."""
    of = Filters(date(2023, 8, 8), hosts=("RWA",))
    assert not queries.blocks(of).empty
    assert queries.blocks(Filters(offered().edition_on, hosts=("RWA",)))["has_agreement"].all()
    assert not queries.blocks(Filters(offered().edition_on, hosts=("TGO",)))["has_agreement"].any()
