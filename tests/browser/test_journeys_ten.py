"""Ten things that people come for (tests/journeys.py), each held against the warehouse as far as its answer."""

from __future__ import annotations

import csv
import io
import re

from journeys import (
    HOSTILE_PAGES,
    Hand,
    calculator,
    cookstoves,
    ghana,
    goal,
    hostile,
    jcm,
    keyboard,
    phone,
    printed,
    trade,
)
from pypdf import PdfReader

from browser.conftest import Ask, Visit

SWISS_IN_AFRICA = """
    SELECT project_id FROM project_list WHERE is_counted AND buyer_iso3 = 'CHE' AND host_region = 'Africa'
        AND sector_id = 'clean_cooking_households'
"""


def test_the_front_door_says_how_many_partners_the_jcm_has_and_how_much_it_issued(visit: Visit, ask: Ask) -> None:
    said = jcm(Hand(visit))
    ((partners,),) = ask("SELECT count(DISTINCT host_iso3) FROM agreement_list WHERE is_counted AND buyer_iso3 = 'JPN'")
    ((tonnes, day),) = ask(
        "SELECT value, as_of::DATE FROM published_quantities WHERE publisher = 'ERM' AND metric = 'JCM credits issued, cumulative'"
    )
    assert said["partners"].startswith(f"Japan with {partners}")
    assert f"{tonnes / 1e6:.1f} Mt by {day:%b %Y}" in said["issued"]


def test_ghana_and_its_brief(visit: Visit, ask: Ask) -> None:
    said = ghana(hand := Hand(visit))
    ((count, binding),) = ask(
        "SELECT count(*), count(*) FILTER (counting_rule = 'binding') FROM agreement_list WHERE is_counted AND host_iso3 = 'GHA'"
    )
    assert str(said["said"]).startswith(f"{binding} of {count} agreements bind")
    sheets = PdfReader(io.BytesIO(said["brief"])).pages
    assert len(sheets) == 2 and "Ghana" in sheets[0].extract_text()
    assert hand.clicks == 1


def test_swiss_cookstoves_in_africa_as_a_file_for_a_colleague_and_back_and_forward(visit: Visit, ask: Ask) -> None:
    said = cookstoves(Hand(visit))
    wanted = sorted(key for (key,) in ask(SWISS_IN_AFRICA))
    assert said["said"] == said["shared"] == str(len(wanted)) and wanted
    assert sorted(row["project_id"] for row in csv.DictReader(io.StringIO(said["file"]))) == wanted


def test_japans_goal_is_answered_and_another_assumption_is_shared(visit: Visit, ask: Ask) -> None:
    said = goal(Hand(visit))
    ((wanted,),) = ask("SELECT quantity FROM targets WHERE target_id = 'JPN-T01'")
    found = re.search(r"brings ([\d.]+) to ([\d.]+) of ([\d.]+) Mt by FY2030", said["said"])
    assert found and float(found[1]) < float(found[2]) < float(found[3]) == wanted
    assert said["moved"] == said["shared"] != said["said"]


def test_trade_of_three_exporters_one_after_the_other(visit: Visit) -> None:
    said = trade(Hand(visit))
    assert "went from the Republic of Korea" in said["KOR"]
    assert "too little" in said["CHE"]
    assert "no partners to compare" in said["CAN"]


def test_absurd_numbers_are_answered_in_words_and_another_currency_is_nobodys_case(visit: Visit) -> None:
    said = calculator(Hand(visit))
    assert "negative" in said["-5"]
    assert "above the high" in said["9999"] and "above the high" in said["1000000000000"]
    assert "Enter the low cost" in said[""]
    assert said["USD"].startswith("Your assumptions.")


def test_no_script_in_an_address_runs_and_each_is_told(visit: Visit) -> None:
    said = hostile(Hand(visit))
    assert said.keys() == HOSTILE_PAGES.keys()
    for path, words in said.items():
        assert "script>" in words or path == "/agreements", path
        assert "Traceback" not in words


def test_rule_table_and_file_by_keyboard(visit: Visit, ask: Ask) -> None:
    said = keyboard(hand := Hand(visit))
    wanted = sorted(
        key for (key,) in ask("SELECT agreement_id FROM agreement_list WHERE is_counted AND counting_rule = 'binding'")
    )
    assert sorted(row["agreement_id"] for row in csv.DictReader(io.StringIO(said["file"]))) == wanted
    assert f"Download {len(wanted)} rows" in said["words"]
    assert hand.clicks == 0


def test_the_buyers_of_a_host_on_a_phone(visit: Visit, ask: Ask) -> None:
    said = phone(Hand(visit))
    ((buyers, agreements),) = ask(
        "SELECT count(DISTINCT buyer_iso3), count(*) FROM agreement_list WHERE is_counted AND host_iso3 = 'MNG'"
    )
    assert f"{buyers} buyers and 1 host country form {buyers} pairs with {agreements} signed agreements" in said["said"]


def test_the_front_door_on_paper_has_its_charts_to_the_last_year(visit: Visit, ask: Ask) -> None:
    said = printed(Hand(visit))["said"]
    for buyer, count in ask(
        "SELECT buyer, count(*) FROM agreement_list WHERE is_counted GROUP BY ALL ORDER BY 2 DESC LIMIT 5"
    ):
        assert f"{buyer} {count}" in said
    assert "Loading the" not in said
