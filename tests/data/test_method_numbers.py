"""Each number that the page on the method tells of the data or of a rule is the one that the data or the code hold."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from statistics import median

import duckdb
import pytest

from dashboard.delivered import delivery_rate
from dashboard.targets import trajectory
from dashboard.trade import content_flows, summaries
from etl.__main__ import main
from etl.projection import CENTRAL_MERIDIAN
from etl.sources import comtrade_sql

ROOT = Path(__file__).parents[2]
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@pytest.fixture(scope="module")
def told() -> str:
    return " ".join((ROOT / "docs/method.md").read_text().split()).replace("**", "")


@pytest.fixture
def one(warehouse: Path):
    """Ask for one value."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()[0][0]


def test_counts_of_the_data(told: str, one) -> None:
    assert f"{NUMBERS[one('SELECT count(*) FROM sectors')]} sectors" in told
    assert f"six-digit code for {one('SELECT count(DISTINCT exporter_iso3) FROM trade_list')} exporters" in told
    assert f"from the {one('SELECT count(DISTINCT exporter_iso3) FROM trade_list')} exporters. Such a year" in told
    assert f"each of {NUMBERS[one('SELECT count(DISTINCT measure) FROM quantity_states')]} measures" in told
    leads = "SELECT count(*) FROM rule_list WHERE party_iso3 = 'KEN' AND rule_kind = 'cap' AND is_unconfirmed"
    assert f"because the {NUMBERS[one(leads)]} numbers known come from leads and differ" in told
    years = one("SELECT string_agg(from_year::VARCHAR, ' and ' ORDER BY from_year) FROM trade_low_carbon_breaks")
    assert f"The totals break in {years}," in told


def test_examples_of_the_data(told: str, one) -> None:
    tonnes = one("SELECT sum(quantity_tco2e) FROM block_list WHERE host_iso3 = 'TZA'")
    # Years elapsed by 2024, years with an inventory, and years of a goal's period (decision 2/CMA.3, annex, 7(a)(ii)).
    said = ", ".join(f"{tonnes / years:,.2f}".rstrip("0") + " t" for years in (4, 6))
    assert f"Tanzania's {tonnes:,.0f} credits are {said} or {tonnes / 10:,.1f} t a year" in told
    for party, code in (("Ghana", "GHA"), ("Rwanda", "RWA")):
        says = one(f"SELECT says FROM rule_list WHERE rule_kind = 'volume' AND party_iso3 = '{code}'")
        (volume,) = re.findall(r"([\d.]+ Mt)", says)
        assert f"{party} {volume}" in told
    for kind, words in (("share_of_proceeds", "{:.0f}% for adaptation"), ("omge", "{:.0f}% cancelled")):
        share = f"SELECT DISTINCT value_number FROM rule_list WHERE rule_kind = '{kind}' AND party_iso3 = 'SGP' AND value_number IS NOT NULL"
        assert words.format(one(share)) in told
    expected, issued = (
        one(f"SELECT value FROM model_evidence WHERE evidence_id = '{key}'")
        for key in ("cdm_expected_2011", "cdm_issued_2011")
    )
    assert round(expected / issued) == 3 and "issued about a third of what was expected by April 2011" in told


def test_limits_of_the_rules(told: str, one, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"Floor: US${one('SELECT trade_floor_usd()') / 1e6:.0f} million" in told
    most_missing = float(one("SELECT most_missing()"))
    assert f"more than {most_missing:.0%} of its imports" in told
    assert most_missing == comtrade_sql.TOLERANCE
    assert f"{NUMBERS[round(delivery_rate.MOST_OF_IT * 10)]} tenths of the surplus" in told
    assert f"central meridian is {CENTRAL_MERIDIAN:.0f} degrees East" in told
    for name in ("similar_agreements", "similar_events"):
        rule = (ROOT / f"etl/checks/{name}.sql").read_text()
        assert "+ 45" in rule and "within 45 days" in rule
    assert "dated within 45 days of each other" in told
    with pytest.raises(SystemExit):
        main(["sample", "--help"])
    assert "(default: 40)" in capsys.readouterr().out and "draws 40 rows" in told
    assert "running_share - share < 0.9" in (ROOT / "etl/views/headlines.sql").read_text()
    assert "its first nine tenths" in told
    named = f"The {NUMBERS[content_flows.HOSTS]} largest importers and the {NUMBERS[content_flows.PRODUCTS]} largest products are named"
    assert named in told and f"what is below {summaries.THINNEST:.0%} of the whole" in told


def test_days_of_a_register_beside_those_of_pages(told: str, one) -> None:
    ours, theirs = (
        f"SELECT agreement_id, from_on FROM claim_list WHERE field = 'signed_on' AND from_on = until_on AND NOT is_lead AND {kind}"
        for kind in ("source_id LIKE 'unepccc_pipeline%'", "source_kind NOT IN ('compilation', 'data_set')")
    )
    both = f"SELECT agreement_id, bool_or(o.from_on = t.from_on) AS is_same FROM ({ours}) o JOIN ({theirs}) t USING (agreement_id) GROUP BY ALL"
    known, other = one(f"SELECT count(*) FROM ({both})"), one(f"SELECT count(*) FROM ({both}) WHERE NOT is_same")
    said = f"gives a day for {known} signatures of which a page of another kind gives one, too; {other} times it is another day"
    assert said in told


def test_years_and_quantities_of_targets(told: str, one) -> None:
    views = {path.name: path.read_text() for path in (ROOT / "etl/views").glob("*.sql")}
    lengths = {length for text in views.values() for length in re.findall(r"\b36[56](?:\.\d+)?\b", text)}
    assert lengths == {str(trajectory.DAYS_A_YEAR)} and f"A year has {trajectory.DAYS_A_YEAR} days." in told
    assert one("SELECT fiscal_year_end(2029)") == date(2030, 3, 31) and "Fiscal years run from April to March." in told
    assert (
        f"A ladder lists {NUMBERS[one('SELECT count(DISTINCT rung) FROM target_ladders')]} quantities for one buyer"
        in told
    )


def test_rules_of_trade(told: str, one) -> None:
    years = one(
        "SELECT list_sort(list(DISTINCT year)) FROM trade_flows JOIN sources USING (source_id) WHERE source_id LIKE 'baci%top%'"
    )
    assert years == [2017, 2018, 2019, 2020, 2021, 2023]
    assert "BACI rows for 2017 to 2021 and 2023 cover only the largest partners" in told
    floor = one("SELECT trade_floor_usd()")
    # What a partner bought in its best year, whether its signature has a day, and whole years before and after it.
    cases = [
        (None, True, 1, 1),
        (floor - 1, True, 1, 1),
        (floor, False, 1, 1),
        (floor, True, 0, 1),
        (floor, True, 1, 0),
        (floor, True, 1, 1),
    ]
    asked = ", ".join(
        f"before_and_after({'NULL' if usd is None else usd}::BIGINT, {dated}, {before}, {after})"
        for usd, dated, before, after in cases
    )
    assert one(f"SELECT list_unique([{asked}])") == len(cases)
    assert (
        f"Each partner gets one of {NUMBERS[len(cases)]} verdicts" in told and "exactly US$25 million is enough" in told
    )
    assert (
        one("SELECT [drives(5, 10), drives(4, 10)]") == [True, False]
        and "Where one country accounts for half of all changes or more" in told
    )
    panels = {
        code: (first, last)
        for code, first, last in one(
            "SELECT list((hs_code, first, last)) FROM (SELECT hs_code, min(year) AS first, max(year) AS last FROM trade_flows"
            " WHERE hs_code IN ('854140', '854142', '854143') GROUP BY ALL)"
        )
    }
    assert panels["854140"][1] <= 2021 < min(panels["854142"][0], panels["854143"][0])
    assert "854140 until 2021, 854142 and 854143 since" in told


def test_importers_beside_baci(told: str) -> None:
    with (ROOT / "data/trade/trade_reconciliation.csv").open(newline="") as file:
        gaps = [
            abs(int(row["atlas_usd"]) / int(row["reference_usd"]) - 1)
            for row in csv.DictReader(file)
            if row["comparison"] == "importer-reported rows against BACI exporter total"
        ]
    assert f"of the {len(gaps)} sums by exporters, products and year" in told
    assert median(gaps) > 0.05 and f"half differ by more than 5% of BACI's, the widest by {max(gaps):.0%}" in told
