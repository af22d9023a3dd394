"""Questions on what the first small world has no row of, asked of the second one: blocks, accounts and rules, texts of one pair, totals of others,
and trade in sums of a real size.

The answers stand in tests/world/answers/second.txt, and were read against the rows of tests/world/second one by one.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest
from world.asked import answers_of, differs, shown

from dashboard.accounts import queries as accounts
from dashboard.agreements import queries as agreements
from dashboard.core.choices import Filters
from dashboard.delivered import queries as delivered
from dashboard.evidence import queries as evidence
from dashboard.overview import by_name, by_pair
from dashboard.overview import queries as overview
from dashboard.places import queries as places
from dashboard.projects import queries as projects
from dashboard.rules import queries as rules
from dashboard.targets import queries as targets
from dashboard.trade import queries as trade
from dashboard.trade import queries_partners, queries_time, queries_totals, queries_window
from dashboard.trade.chosen import TradeFilters
from dashboard.trust import queries as trust
from dashboard.units import queries as units

EDITION = date(2026, 6, 30)
NOW = Filters(EDITION)


def on(day: str, **chosen: object) -> Filters:
    """The filters of a day."""
    return Filters(date.fromisoformat(day), **chosen)  # type: ignore[arg-type]


def of(**chosen: object) -> Filters:
    """The filters of the edition's day."""
    return Filters(EDITION, **chosen)  # type: ignore[arg-type]


def sold(exporter: str, span: tuple[int, int] = (2020, 2024), **chosen: object) -> TradeFilters:
    """What is chosen on the Trade page."""
    return TradeFilters(**({"as_of": EDITION, "span": span, "exporter": exporter, "with_dual_use": False} | chosen))  # type: ignore[arg-type]


def day(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


PAIR = "agreement_id status in_force_state in_force_words in_use_shown_by project_count issuance_count jcm_issued_tco2e itmo_issued_tco2e issued_word"
BLOCK = "block_id counts_from_on is_summed has_agreement authorised_year"
TOTAL = "total_id value as_of publisher is_lead"
MISMATCH = "kind host_iso3 serial_first serial_last apart_tco2e report_rows"
RUN = "step_on action reporting_iso3 quantity_tco2e units"
REPORT = "report_id year due_on submitted_on is_read"
RULE = "rule_id state"
PARTNER = "area_iso3 answer highest_usd highest_year before_usd before_years first_before_usd last_before_usd signature_usd after_usd after_years change_usd is_driver silent_years"
OF_A_PAIR = {
    "now": of(buyers=("KOR",)),
    **{
        name: on(name, buyers=("KOR",))
        for name in (
            "2020-03-01",
            "2020-03-02",
            "2021-03-01",
            "2021-03-02",
            "2021-03-03",
            "2022-06-09",
            "2022-06-10",
            "2022-06-14",
            "2022-06-15",
            "2024-06-03",
            "2024-06-04",
        )
    },
}
CASES = {
    **{f"agreements {name}": (lambda f=f: agreements.agreements(f), PAIR) for name, f in OF_A_PAIR.items()},
    **{f"agreements of CHL on {name}": (lambda name=name: agreements.agreements(on(name, hosts=("CHL",))), PAIR) for name in ("2023-07-02", "2023-07-03")},
    "agreements of NOR and SWE": (lambda: agreements.agreements(of(buyers=("NOR", "SWE"))), PAIR),
    **{
        f"not counted {name}": (lambda name=name: agreements.not_counted(on(name)), "agreement_id status counts_from_on in_force_state in_use_shown_by")
        for name in ("2022-01-04", "2022-01-05", "2022-02-02", "2022-06-14", "2022-06-15", "2024-05-05", "2024-05-06", "2026-06-30")
    },
    **{f"nearest total {name}": (lambda f=f: agreements.nearest_published_total(f), "total_id value ours difference") for name, f in {
        "now": NOW, "by binding": of(rule="binding"), "of KOR by binding": of(buyers=("KOR",), rule="binding"), "of NOR": of(buyers=("NOR",))}.items()},
    # Projects and what they brought
    **{f"projects {name}": (lambda f=f: projects.listed(f), "project_id is_counted stage issued_tco2e issuance_count issued_word") for name, f in OF_A_PAIR.items()},
    "left out": (lambda: projects.left_out(NOW), "left_out_because project_id"),
    **{f"ledger {name}": (lambda f=f: delivered.ledger(f), "event_id amount_publisher") for name, f in OF_A_PAIR.items()},
    **{f"totals {name}": (lambda f=f, m=m: delivered.totals_of(m, f), TOTAL) for name, m, f in (
        ("issued for KOR", "issued_tco2e", of(buyers=("KOR",))), ("issued for KOR and VNM", "issued_tco2e", of(buyers=("KOR",), hosts=("VNM",))),
        ("transferred to KOR", "transferred_tco2e", of(buyers=("KOR",))), ("transferred to KOR earlier", "transferred_tco2e", on("2024-06-02", buyers=("KOR",))))},
    "around KOR and MNG": (lambda: places.agreements("KOR", "MNG", NOW), "agreement_id is_counted project_count"),
    **{
        f"around {buyer} and {host} on {name}": (lambda b=buyer, h=host, name=name: places.agreements(b, h, on(name)), "agreement_id is_counted status in_force_state in_use_shown_by")
        for buyer, host, name in (("NOR", "LAO", "2023-01-01"), ("SGP", "FJI", "2024-12-31"), ("KOR", "VNM", "2026-06-30"), ("KOR", "MNG", "2022-06-14"))
    },
    "moments of KOR and MNG": (lambda: places.moments("KOR", "MNG", NOW), "moment_on kind what project_id agreement_id event_id is_counted"),
    "moments of CHE and CHL": (lambda: places.moments("CHE", "CHL", NOW), "moment_on kind what agreement_id"),
    **{
        f"evidence of {key}": (lambda kind=kind, key=key: evidence.evidence(kind, key), "precedence field value is_chosen source_id choice_rule")
        for kind, key in (("agreement", "CHE-CHL-IA"), ("rule", "FJI-host-omge-1"), ("rule", "GHA-host-fee-1"), ("rule", "FJI-host-cap-1"), ("block", "V-a"), ("block", "V-c"),
            ("event", "MN-ISS-OTHER"), ("event", "MN-ISS-ALT"), ("event", "MN-ISS-LEAD"), ("target", "KOR-T01"), ("progress", "KOR-P01"), ("published", "q_all"), ("project", "KOR-MNG-01"))
    },
    "ladders": (targets.ladders, "target_id rung quantity_mtco2e quantity_word"),
    "own estimates": (targets.own_estimates, "target_id project_id estimate_tco2e"),
    "witnesses": (trust.witnesses, "agreement_id pair_known_to desk_status desk_signed_on pipeline_signed_on pipeline_later_by_days"),
    "reconciliation": (trust.reconciliation, "total_id counting_rule"),
    # Blocks
    **{f"blocks {name}": (lambda f=f: units.blocks(f), BLOCK) for name, f in {
        "now": NOW, "of GHA": of(hosts=("GHA",)), "of Asia": of(regions=("Asia",)), "of CHE": of(buyers=("CHE",)), "of a sector": of(sectors=("transport",)), "with stoves": of(words="stoves"),
        "2024-12-30": on("2024-12-30"), "2024-12-31": on("2024-12-31"), "2025-04-01": on("2025-04-01")}.items()},
    "block": (lambda: units.block("V-a"), "block_id quantity_tco2e"),
    **{f"letters {name}": (lambda f=f: units.letters(f), "letter_id block_count activity_count quantity_tco2e") for name, f in {"now": NOW, "2024-12-31": on("2024-12-31"), "of LAO": of(hosts=("LAO",))}.items()},
    **{f"flags {name}": (lambda f=f: units.flags(f), "flag blocks quantity_tco2e") for name, f in {"now": NOW, "2024-12-31": on("2024-12-31")}.items()},
    **{f"units' totals {name}": (lambda f=f: units.totals(f), TOTAL) for name, f in {
        "of GHA": of(hosts=("GHA",)), "of GHA at the end of 2024": on("2024-12-31", hosts=("GHA",)), "of two hosts": of(hosts=("GHA", "LAO")), "of GHA in Africa": of(hosts=("GHA",), regions=("Africa",)), "of all": NOW}.items()},
    **{f"units published {name}": (lambda f=f: units.published(f), "host value ours difference total_id") for name, f in {
        "now": NOW, "of GHA": of(hosts=("GHA",)), "of LAO": of(hosts=("LAO",)), "of Asia": of(regions=("Asia",)), "of Africa": of(regions=("Africa",)), "at the end of 2024": on("2024-12-31")}.items()},
    # Accounts
    **{f"account of {party} on {name}": (lambda party=party, name=name: accounts.years(party, day(name)), "year measure book quantity_tco2e unconfirmed_tco2e row_count") for party, name in (
        ("GHA", "2026-06-30"), ("CHE", "2026-06-30"), ("CHE", "2026-01-02"), ("CHE", "2026-01-03"), ("SGP", "2026-06-30"), ("PER", "2026-06-30"))},
    **{f"vintages on {name}": (lambda name=name: accounts.vintages("GHA", day(name)), "event_year vintage_year first_transfer_definition quantity_tco2e") for name in ("2024-12-30", "2024-12-31", "2026-06-30")},
    **{f"reports of {party} on {name}": (lambda party=party, name=name: accounts.reports(party, day(name)), REPORT) for party, name in (
        ("GHA", "2026-06-30"), ("GHA", "2024-06-29"), ("GHA", "2024-06-30"), ("PER", "2026-06-30"), ("PER", "2023-12-30"))},
    **{f"mismatches of {party} on {name}": (lambda party=party, name=name: accounts.all_mismatches(party, day(name)), MISMATCH) for party, name in (
        ("CHE", "2026-06-30"), ("SGP", "2026-06-30"), ("KEN", "2026-06-30"), ("CHE", "2025-12-30"), ("CHE", "2025-12-31"), ("CHE", "2024-12-30"))},
    "mismatches of a page": (lambda: accounts.mismatches("SGP", EDITION), MISMATCH),
    "number of mismatches": (lambda: accounts.mismatch_count("SGP", EDITION), ""),
    **{f"largest block on {name}": (lambda name=name: accounts.largest_block("GHA", day(name)), "block_id") for name in ("2024-12-30", "2024-12-31", "2026-06-30")},
    **{f"reported run of {party} on {name}": (lambda party=party, name=name: accounts.reported_run(party, day(name)), RUN) for party, name in (
        ("GHA", "2025-05-17"), ("GHA", "2025-05-16"), ("CHE", "2026-06-30"), ("SGP", "2026-06-30"), ("KEN", "2026-06-30"), ("SWE", "2026-06-30"))},
    # Rules
    **{f"rules {name}": (lambda f=f: rules.rules(f), RULE) for name, f in {
        "now": NOW, "of hosts in Africa": of(regions=("Africa",)), "of GHA": of(hosts=("GHA",)), "of CHE": of(buyers=("CHE",)), "2023-12-30": on("2023-12-30"), "2023-12-31": on("2023-12-31"),
        "2024-06-29": on("2024-06-29"), "2024-06-30": on("2024-06-30"), "2022-05-19": on("2022-05-19"), "2022-05-20": on("2022-05-20")}.items()},
    **{f"authorised {name}": (lambda name=name: overview.authorised(day(name)), "host_iso3 quantity_tco2e for_ndc_tco2e") for name in ("2024-12-30", "2024-12-31", "2026-06-30")},
    "definitions": (overview.definitions, "definition letters hosts source_publisher"),
    "signed": (lambda: overview.signed(EDITION), "buyer host signed_until_on counting_rule"),
    "sides of rules": (lambda: rules.sides(of(regions=("Africa",))), "side party_iso3 rules confirmed"),
    "parties with rules": (rules.parties, "side party_iso3 rules confirmed"),
    "answers to one name": (lambda: tuple(asdict(one) for one in by_name.answers(NOW) if dict(one.query).get("host", dict(one.query).get("country")) in ("CHL", "FJI", "GHA", "LAO", "MAR")), "label answer page words"),
    "answers to two names": (lambda: tuple(map(asdict, by_pair.answers(NOW))), "label answer page query"),
    # Trade in sums of a real size
    **{f"partners of {name}": (lambda f=f: queries_time.partners(f), PARTNER) for name, f in {
        "SWE": sold("SWE"), "NOR": sold("NOR"), "KOR": sold("KOR"), "NOR to 2022": sold("NOR", (2019, 2022)), "NOR by binding": sold("NOR", rule="binding"), "SWE on 2022-04-03": sold("SWE", as_of=day("2022-04-03"))}.items()},
    **{f"largest partner of {name}": (lambda f=f: queries_time.largest_partner(f), "area value_usd") for name, f in {"SWE": sold("SWE"), "NOR": sold("NOR"), "KOR": sold("KOR")}.items()},
    **{f"years compared of {name}": (lambda f=f: str(trade.comparable_years(f)), "") for name, f in {"SWE": sold("SWE"), "SWE with copper": sold("SWE", with_dual_use=True)}.items()},
    "reports that are not whole": (lambda: trade.without_data(sold("SWE", importers=("DMA", "MNG", "PER", "RWA", "SEN"))), "importer_iso3 year why source_id"),
    **{f"suppliers in {year}": (lambda year=year: trade.shares(sold("SWE"), year, ("KHM", "CHL")), "exporter_iso3 value_usd total_usd importer_count") for year in (2019, 2024)},
    "supplied in 2024": (lambda: trade.supplied(sold("SWE", (2024, 2024))), "exporter_iso3 importer_iso3 value_usd total_usd"),
    "values of others": (lambda: trade.other_values(sold("SWE")), "importer_iso3 year hs_code other_values"),
    "between partners": (lambda: queries_partners.between((("NOR", "PER"), ("KOR", "MNG"), ("SWE", "NPL")), NOW), "exporter_iso3 importer_iso3 year why is_whole hs_code value_usd signed_by_then product_count"),
    **{f"window of {exporter}": (lambda exporter=exporter: queries_window.window(exporter), "year series covered_usd low_carbon_usd ratio") for exporter in ("SWE", "NOR", "KOR")},
    "beside published": (lambda: queries_totals.beside_published("NOR", 2023), "importer_iso3 hs_code value_usd source_id"),
    "to the world": (lambda: queries_totals.world_totals().sort_values("total_id"), "total_id exporter products year value_usd is_computed"),
    "to the world of SWE": (lambda: queries_totals.without_partners("SWE"), "total_id value_usd world_usd"),
    "by technology": (lambda: queries_totals.by_technology("SWE"), "importer_iso3 product_group year value_usd"),
    "technology flows": (queries_totals.technology_flows, "flow_id exporter importer value_usd"),
    "checks": (queries_totals.reconciliation, "check_id ratio hs_codes"),
    "first exporter": (trade.first_exporter, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_question_on_the_second_world(second_warehouse, monkeypatch, name):
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", second_warehouse)
    ask, columns = CASES[name]
    told = differs(shown(ask(), columns), "second", name)
    assert not told, told


def test_each_answer_is_asked_for():
    assert list(answers_of("second")) == list(CASES)
