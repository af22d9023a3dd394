"""Each question of each room, asked of the small world: its rows in their order are what tests/world/answers/ says.

Of a question that gives a read model as it stands the keys are enough, for tests/data/test_world.py has the rest of each row; what a
question works out itself stands here. The answers were read against the rows of tests/world one by one.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

import pandas as pd
import pytest
from copies import ROOT
from world.asked import answers_of, differs, shown

from dashboard.accounts import queries as accounts
from dashboard.agreements import queries as agreements
from dashboard.api import queries as api
from dashboard.compare import queries as compare
from dashboard.core.choices import Filters
from dashboard.delivered import queries as delivered
from dashboard.evidence import queries as evidence
from dashboard.overview import by_pair
from dashboard.overview import queries as overview
from dashboard.places import queries as places
from dashboard.projects import queries as projects
from dashboard.rules import queries as rules
from dashboard.targets import queries as targets
from dashboard.trade import queries as trade
from dashboard.trade import queries_partners, queries_scope, queries_time, queries_totals, queries_window
from dashboard.trade.chosen import TradeFilters
from dashboard.trust import queries as trust
from dashboard.trust import queries_data, queries_fresh
from dashboard.units import queries as units

Case = tuple[Callable[[], object], str]
EDITION = date(2026, 6, 30)
NOW = Filters(EDITION)


def on(year: int, month: int, day: int, **chosen: object) -> Filters:
    """The filters of a day."""
    return Filters(date(year, month, day), **chosen)  # type: ignore[arg-type]


def of(**chosen: object) -> Filters:
    """The filters of the edition's day."""
    return Filters(EDITION, **chosen)  # type: ignore[arg-type]


def sold(exporter: str = "CHN", span: tuple[int, int] = (2021, 2023), **chosen: object) -> TradeFilters:
    """What is chosen on the Trade page."""
    return TradeFilters(**({"as_of": EDITION, "span": span, "exporter": exporter, "with_dual_use": False} | chosen))  # type: ignore[arg-type]


PAIR = "agreement_id status in_force_state in_force_words in_use_shown_by project_count issuance_count jcm_issued_tco2e itmo_issued_tco2e issued_word"
STAGED = "project_id is_counted stage issued_tco2e transferred_tco2e issuance_count issued_word transferred_word"
SUMS = "projects with_figure expected_tco2e_per_year"
TOTAL = "total_id value as_of publisher is_lead is_approximate hole_name hole_key"
MOMENT = "moment_on kind what project_id agreement_id event_id"
FLOW = "importer_iso3 year hs_code value_usd source_id signed_by_then"
TWO = ("GHA", "VNM")
DAYS = {
    "today": NOW,
    "the day before": on(2026, 6, 29),
    "2022-06-30": on(2022, 6, 30),
    "2020-12-31": on(2020, 12, 31),
    "2020-12-30": on(2020, 12, 30),
    "2014-03-03": on(2014, 3, 3),
    "2014-03-02": on(2014, 3, 2),
}
CHOSEN = {
    "all": NOW,
    "buyer CHE": of(buyers=("CHE",)),
    "buyers JPN and SGP": of(buyers=("JPN", "SGP")),
    "host KEN": of(hosts=("KEN",)),
    "region Asia": of(regions=("Asia",)),
}
ACTIVITIES = {
    "transport": of(sectors=("transport",)),
    "stage issued": of(stages=("issued",)),
    "programme KliK": of(programmes=("KliK",)),
    "words stoves": of(words="Stoves"),
    "words stoves wasi": of(words="wasi stoves"),
}
CASES: dict[str, Case] = {
    # Agreements
    **{f"agreements {name}": (lambda f=f: agreements.agreements(f), PAIR) for name, f in DAYS.items()},
    **{f"agreements of {name}": (lambda f=f: agreements.agreements(f), "agreement_id") for name, f in CHOSEN.items()},
    **{f"agreements by {rule}": (lambda rule=rule: agreements.agreements(of(rule=rule)), "agreement_id") for rule in ("binding", "memoranda")},
    **{f"not counted {name}": (lambda f=f: agreements.not_counted(f), "agreement_id status counts_from_on") for name, f in (DAYS | CHOSEN).items()},
    "edition": (agreements.edition, ""),
    "buyers of the JCM": (lambda: str(agreements.jcm_buyers()), ""),
    "untraced": (lambda: str({pair: (row["value"], row["publisher"], row["as_of"]) for pair, row in projects.untraced().items()}), ""),
    "parties with a role": (lambda: (rows := agreements.parties())[rows["is_buyer"] | rows["is_host"]], "iso3 is_buyer is_host"),
    "known on": (lambda: pd.DataFrame(sorted(agreements.known_on().items()), columns=["kind", "day"]), "kind day"),
    "agreement": (lambda: agreements.agreement("SGP-PER-MOU"), "agreement_id"),
    "claims": (lambda: pd.DataFrame(agreements.claims("CHE-GHA-IA")), "field value source_id precedence"),
    "eligibility": (lambda: agreements.eligibility("CHE", "GHA"), "buyer_iso3 host_iso3 publisher"),
    "eligibility of nobody": (lambda: agreements.eligibility("GHA", "CHE"), "buyer_iso3"),
    **{f"nearest total {name}": (lambda f=f: agreements.nearest_published_total(f), "total_id value ours difference") for name, f in {**DAYS, **CHOSEN, "buyer JPN": of(buyers=("JPN",)), "2023-03-31": on(2023, 3, 31), "2023-04-01": on(2023, 4, 1)}.items()},
    "sources": (agreements.sources, "source_id publisher title"),
    # Projects
    **{f"projects {name}": (lambda f=f: projects.listed(f), STAGED) for name, f in DAYS.items()},
    **{f"projects of {name}": (lambda f=f: projects.listed(f), "project_id") for name, f in (CHOSEN | ACTIVITIES).items()},
    "projects 2016-04-01": (lambda: projects.listed(on(2016, 4, 1)), STAGED),
    "projects 2016-03-31": (lambda: projects.listed(on(2016, 3, 31)), STAGED),
    "two projects": (lambda: projects.projects(NOW, 2), "project_id"),
    "left out": (lambda: projects.left_out(NOW), "left_out_because project_id"),
    "left out earlier": (lambda: projects.left_out(on(2020, 12, 31)), "left_out_because project_id"),
    "ladder": (lambda: projects.ladder(NOW), f"stage_id is_on_ladder {SUMS}"),
    "ladder of rows": (lambda: projects.ladder_of(projects.projects(NOW)), f"stage_id is_on_ladder {SUMS}"),
    "issuance known": (lambda: pd.DataFrame([projects.issuance_known(NOW)]), "at_issued_or_beyond of_them_known known_elsewhere"),
    "sectors by buyer": (lambda: projects.sectors_by_buyer(NOW), f"sector buyer {SUMS}"),
    "by host": (lambda: projects.by_host(NOW), f"host {SUMS}"),
    **{f"publishers {name}": (lambda of=of: pd.DataFrame({"publisher": sorted(projects.publishers(NOW, **of))}), "publisher") for name, of in {"of Ghana": {"host_iso3": "GHA"}, "of Viet Nam's idea": {"host_iso3": "VNM", "stage_id": "idea"}, "without a buyer": {"buyer_iso3": math.nan}, "of Mali": {"host_iso3": "MLI"}}.items()},
    "by year": (lambda: projects.by_year(NOW), "year registered selected"),
    **{f"by year {day}": (lambda f=f: projects.by_year(f), "year registered selected") for day, f in {"2018-10-31": on(2018, 10, 31), "2018-10-30": on(2018, 10, 30), "2015-06-30": on(2015, 6, 30), "2015-06-29": on(2015, 6, 29)}.items()},
    "project": (lambda: projects.project("CHE-GHA-01"), STAGED),
    "stages": (projects.stages, "stage_id"),
    "steps": (lambda: projects.project_steps("CHE-THA-01"), "step_on step"),
    "events of a project": (lambda: projects.project_events("JCM-VN001"), "event_id"),
    **{f"neighbours of {key}": (lambda key=key: projects.neighbours(key), "project_id likeness stage") for key in ("CHE-GHA-02", "JCM-KE001", "JPN-VNM-09", "CHE-THA-01", "CHE-PER-01")},
    # Delivered
    **{f"ledger {name}": (lambda f=f: delivered.ledger(f), "event_id amount_publisher") for name, f in (DAYS | CHOSEN | ACTIVITIES).items()},
    "ledger 2019-04-30": (lambda: delivered.ledger(on(2019, 4, 30)), "event_id"),
    "ledger 2019-04-29": (lambda: delivered.ledger(on(2019, 4, 29)), "event_id"),
    "ratios": (lambda: delivered.delivery_ratios(NOW), "event_id expected_in_period_tco2e issued_tco2e issued_over_expected"),
    "ratios 2018": (lambda: delivered.delivery_ratios(on(2018, 12, 31)), "event_id"),
    **{f"totals {name}": (lambda f=f, m=m: delivered.totals_of(m, f), TOTAL) for name, m, f in (
        ("of CHE", "transferred_tco2e", of(buyers=("CHE",))),
        ("of CHE the day before", "transferred_tco2e", on(2025, 12, 30, buyers=("CHE",))),
        ("of JPN and VNM", "issued_tco2e", of(buyers=("JPN",), hosts=("VNM",))),
        ("of JPN and two hosts", "issued_tco2e", of(buyers=("JPN",), hosts=("KEN", "VNM"))),
        ("of JPN in a sector", "issued_tco2e", of(buyers=("JPN",), sectors=("transport",))),
        ("of all", "issued_tco2e", NOW))},
    "totals of the JCM": (lambda: delivered.totals_of_jcm("issued_tco2e", NOW), TOTAL),
    "totals of the JCM on 2021-06-30": (lambda: delivered.totals_of_jcm("issued_tco2e", on(2021, 6, 30)), TOTAL),
    "totals of the JCM on 2021-06-29": (lambda: delivered.totals_of_jcm("issued_tco2e", on(2021, 6, 29)), TOTAL),
    "totals of the JCM for CHE": (lambda: delivered.totals_of_jcm("issued_tco2e", of(buyers=("CHE",))), TOTAL),
    **{f"has JCM {name}": (lambda f=f: delivered.has_jcm(f), "") for name, f in {**CHOSEN, "host PER": of(hosts=("PER",)), "host THA": of(hosts=("THA",)), "buyer JPN": of(buyers=("JPN",))}.items()},
    "published quantities": (delivered.published_quantities, "total_id as_of"),
    "backcast": (delivered.backcast, "total_id"),
    # Places
    **{f"agreements around {name}": (lambda b=b, h=h, f=f: places.agreements(b, h, f), "agreement_id is_counted project_count") for name, b, h, f in (
        ("CHE and PER", "CHE", "PER", NOW), ("SGP as both", "SGP", "SGP", NOW), ("JPN as host", "", "JPN", NOW), ("GHA in 2021", "", "GHA", on(2021, 1, 1)),
        ("GHA by binding", "", "GHA", of(rule="binding")), ("SGP and GHA on 2023-12-30", "SGP", "GHA", on(2023, 12, 30)))},
    **{f"projects around {name}": (lambda b=b, h=h: places.projects(b, h, NOW), "project_id stage is_on_ladder issued_word") for name, b, h in (("CHE and KEN", "CHE", "KEN"), ("nobody and VNM", "", "VNM"))},
    **{f"events around {name}": (lambda b=b, h=h, f=f: places.events(b, h, f), "event_id amount_publisher") for name, b, h, f in (("CHE and VNM", "CHE", "VNM", NOW), ("JPN in 2020", "JPN", "", on(2020, 12, 31)), ("JPN a day before", "JPN", "", on(2020, 12, 30)))},
    "names of pairs": (places.pair_names, "buyer host"),
    "party": (lambda: places.party("GHA"), "iso3 short_name"),
    "country": (lambda: places.country("GHA"), "iso3"),
    "country years": (lambda: places.country_years("GHA"), "year"),
    "NDC targets": (lambda: places.ndc_targets("GHA"), "as_of source_id"),
    "carbon prices of FRA": (lambda: places.carbon_prices("FRA"), "instrument_id is_of_union"),
    "context sources": (lambda: pd.DataFrame(places.context_sources()), "block source_id"),
    "pairs": (places.pairs, "buyer_iso3 host_iso3"),
    **{f"moments {name}": (lambda b=b, h=h, f=f: places.moments(b, h, f), MOMENT) for name, b, h, f in (
        ("CHE and GHA", "CHE", "GHA", NOW), ("CHE and GHA by binding", "CHE", "GHA", of(rule="binding")), ("CHE and GHA on 2024-01-10", "CHE", "GHA", on(2024, 1, 10)),
        ("CHE and GHA on 2020-02-29", "CHE", "GHA", on(2020, 2, 29)), ("CHE and GHA on 2020-02-28", "CHE", "GHA", on(2020, 2, 28)), ("JPN and KEN", "JPN", "KEN", NOW),
        ("JPN and KEN the day before", "JPN", "KEN", on(2026, 6, 29)), ("CHE and THA", "CHE", "THA", NOW), ("SGP and PER", "SGP", "PER", of(rule="binding")))},
    "crowding": (lambda: pd.DataFrame({"rows": [len(rows) for rows in places.crowding(of(regions=("Africa",)))]}), "rows"),
    "crowding of hosts": (lambda: places.crowding(of(hosts=("GHA", "KEN")))[1], "agreement_id"),
    "statistics": (places.statistics, "iso3 block label year value"),
    "facts": (lambda: (rows := places.facts())[rows["iso3"].isin(("GHA", "PER"))], "country fact fact_id as_of"),
    # Evidence and the front page
    "evidence": (lambda: evidence.evidence("event", "KE1-ISS-2"), "precedence field value is_chosen source_id"),
    "verifications": (lambda: evidence.verifications("event", "KE1-ISS-2"), "row_id source_id"),
    "others": (lambda: evidence.others().sort_values(["row_kind", "row_id"]).query("says_otherwise.notna() or publications > 1"), "row_kind row_id publications rated says_otherwise"),
    "event": (lambda: evidence.event("TH1-USE"), "event_id event"),
    "eligible": (overview.eligible, "buyer hosts source_publisher"),
    "paid": (overview.paid, "currency low high source_publisher"),
    "waits": (overview.waits, "project_id days source_publisher"),
    "authorities": (overview.authorities, "parties named"),
    "conditional": (overview.conditional, "parties conditional"),
    "folded": (lambda: pd.DataFrame({"text": overview.folded(["Côte d’Ivoire", "A-B"])}), "text"),
    "answers to two names": (lambda: tuple(map(asdict, by_pair.answers(NOW))), "label answer page query"),
    **{f"signed by {day}": (lambda day=day: pd.DataFrame(overview.signed(day)), "buyer host signed_until_on counting_rule in_force_state source_publisher") for day in (date(2023, 2, 8), date(2023, 2, 9), EDITION)},
    "to be found": (lambda: (rows := overview.to_be_found())[~rows["kind"].isin(("Countries",)) & ~((rows["note"] == "sector") & (rows["value"] != "transport"))], "kind label note page parameter value"),
    # Compare
    **{f"partners of each {role}": (lambda role=role: str([(code, sorted(known)) for code, known in compare.partners(NOW, role).items()]), "") for role in ("buyer", "host")},
    "projects of pairs": (lambda: str(compare.projects_of_pairs(NOW)), ""),
    "goals of three": (lambda: compare.goals(("CHE", "JPN", "SGP")).sort_values("target_id"), "buyer target_id ladder_quantity_mtco2e"),
    # Targets
    "goals": (targets.goals, "target_id target_year ladder_until_on quantity_mtco2e source_publisher"),
    "with a programme": (lambda: str(sorted(targets.with_programme())), ""),
    "ladders": (targets.ladders, "target_id"),
    "targets": (targets.targets, "buyer target_id is_superseded"),
    "progress": (targets.progress, "buyer progress_id as_of"),
    "own estimates": (targets.own_estimates, "target_id project_id estimate_tco2e"),
    "pipeline": (targets.pipeline, "project_id"),
    "defaults": (targets.defaults, "input_id source_publisher source_url"),
    "experience": (targets.experience, "evidence_id source_publisher"),
    "prices": (targets.prices, "country role price_id"),
    "programmes": (targets.programmes, "sort_order buyer is_newcomer"),
    "presets": (targets.presets, "preset_id sort_order"),
    "preset rows": (targets.preset_rows, "preset_id input row_kind row_id label low high unit confidence"),
    "input rows": (targets.input_rows, "input_id row_kind row_id"),
    # Trade
    "what can be chosen": (trade.choices, "kind key label"),
    "first exporter": (trade.first_exporter, ""),
    "years": (lambda: str(trade.years()), ""),
    **{f"importers {name}": (lambda f=f: queries_scope.places(f), "area_iso3 has_agreement agreed_from_on signed_on signed_by_then") for name, f in {
        "of CHN": sold(), "of JPN": sold("JPN"), "of JPN by 2013": sold("JPN", (2012, 2013)), "of JPN by 2014": sold("JPN", (2012, 2014)), "with": sold("JPN", agreement="with"), "without": sold("JPN", agreement="without"),
        "all": sold(countries="all"), "Parties": sold(countries="parties", regions=("Oceania",)), "in Africa": sold(regions=("Africa",)), "PER": sold(importers=("PER",)), "on 2014-03-02": sold("JPN", as_of=date(2014, 3, 2)), "on 2014-03-03": sold("JPN", as_of=date(2014, 3, 3))}.items()},
    **{f"goods {name}": (lambda f=f: queries_scope.goods(f), "hs_code chain_order") for name, f in {
        "of CHN": sold(), "of JPN": sold("JPN"), "with dual use": sold(with_dual_use=True), "of solar": sold(chains=("solar",)), "components": sold(stages=("component",)), "one": sold(products=("854143",)), "of 2021": sold(span=(2021, 2021)), "of 2023": sold("JPN", (2023, 2023))}.items()},
    **{f"flows {name}": (lambda f=f: trade.flows(f).sort_values(["importer_iso3", "year", "hs_code"]), FLOW) for name, f in {"of CHN": sold(), "of JPN": sold("JPN"), "with dual use": sold(with_dual_use=True), "of 2022": sold(span=(2022, 2022))}.items()},
    **{f"reporting {name}": (lambda f=f: trade.reporting(f), "importer_iso3 year why has_data") for name, f in {"of CHN": sold(importers=TWO), "of JPN": sold("JPN", importers=TWO), "with dual use": sold(with_dual_use=True, importers=TWO), "one code": sold(products=("854142",), importers=TWO), "copper alone": sold(products=("260300",), with_dual_use=True, importers=TWO), "of 2022": sold(span=(2022, 2022), importers=TWO)}.items()},
    "without data": (lambda: trade.without_data(sold(importers=TWO)), "importer_iso3 importer year why source_id source_url"),
    **{f"whole years {name}": (lambda f=f: str(trade.comparable_years(f)), "") for name, f in {"of CHN": sold(), "solar": sold(chains=("solar",)), "one": sold(products=("854142",)), "of JPN": sold("JPN")}.items()},
    "shares": (lambda: trade.shares(sold(), 2022, ("GHA", "KEN", "PER")), "exporter value_usd total_usd importer_count attribution"),
    "shares of one": (lambda: trade.shares(sold(), 2022, ("KEN",)), "exporter value_usd total_usd importer_count attribution"),
    "supplied": (lambda: trade.supplied(sold()), "exporter importer year hs_code product value_usd total_usd attribution"),
    "other values": (lambda: trade.other_values(sold()).sort_values(["importer_iso3", "year", "hs_code"]), "importer_iso3 year hs_code other_values"),
    "other values of 2022": (lambda: trade.other_values(sold(span=(2022, 2022))).sort_values(["importer_iso3", "hs_code"]), "importer_iso3 year hs_code other_values"),
    "trade sources": (lambda: trade.sources(("own", "flows", "flows_second")), "source_id precedence"),
    **{f"between {name}": (lambda pairs=pairs, f=f: queries_partners.between(pairs, f), "exporter_iso3 importer_iso3 year why signed_on is_whole product_count hs_code value_usd source_id signed_by_then floor_usd") for name, pairs, f in (
        ("CHN, JPN and GHA, KEN", (("CHN", "GHA"), ("JPN", "KEN"), ("CHE", "GHA")), NOW), ("JPN and GHA", (("JPN", "GHA"),), NOW), ("JPN and KEN on 2014-03-02", (("JPN", "KEN"),), on(2014, 3, 2)))},
    "of the South": (lambda: queries_totals.of_the_south(), "total_id"),
    "floor": (queries_time.floor_usd, ""),
    "partner years": (lambda: queries_time.partner_years(sold("JPN", (2021, 2023))), "area year from_signature side value_usd why"),
    "partners": (lambda: queries_time.partners(sold("JPN")), "area answer highest_usd highest_year before_usd after_usd change_usd is_driver"),
    "largest partner": (lambda: queries_time.largest_partner(sold("JPN")), "area value_usd"),
    "beside published": (lambda: queries_totals.beside_published("CHN", 2022), "importer product hs_code value_usd source_id"),
    "trade comparisons": (queries_totals.reconciliation, "check_id hs_codes"),
    "trade published": (queries_totals.published, "total_id"),
    "window": (lambda: queries_window.window("CHN"), "year covered_usd low_carbon_usd ratio publisher"),
    "breaks": (queries_window.breaks, "from_year label"),
    # Trust
    "reconciliation": (trust.reconciliation, "total_id counting_rule"),
    "members": (lambda: trust.members(), "total_id label row_id source_id confidence"),
    "differences": (trust.differences, "total_id side label"),
    "witnesses": (trust.witnesses, "agreement_id"),
    "source ages": (queries_data.source_ages, "source_id looked_at_on published_on"),
    "terms": (queries_data.terms, "licence publication_count"),
    "publications": (lambda: queries_data.publications("projects"), "source_id row_count"),
    "first rows": (lambda: queries_data.first_rows("agreements"), "agreement_id"),
    "columns with a key in two parts": (lambda: queries_data.columns("claims"), "column_name is_key refers_to"),
    "columns of a read model": (lambda: queries_data.columns("event_coverage"), "column_name is_key refers_to"),
    "read for agreements": (lambda: queries_fresh.publications(("agreement",)), "kind source_id published_on read_on has_news"),
    "known until": (queries_fresh.known_until, "kind"),
    "tables": (lambda: (rows := queries_data.tables())[rows["table_name"].isin(("agreements", "agreement_list", "eligibility", "stages"))], "table_name row_count has_key has_sources"),
    "words of columns": (lambda: str(queries_data.words_of(("block_id", "no such"))), ""),
    "catalogue": (lambda: (rows := api.catalogue())[rows["table_name"].isin(("event_coverage", "event_projects", "milestones"))], "table_name column_name data_type is_key"),
    "sources by key": (lambda: (rows := api.sources())[rows["source_id"].isin(("wiki", "page", "no such"))], "source_id"),
    "columns": (lambda: queries_data.columns("event_projects"), "column_name data_type is_nullable is_key refers_to"),
    "units' totals": (lambda: units.totals(of(hosts=("GHA",))), TOTAL),
    "units published": (lambda: units.published(NOW), "host value ours"),
    "kinds of rule": (lambda: pd.DataFrame(rules.kinds()), "rule_kind"),
    "account": (lambda: accounts.years("CHE", EDITION), "year measure book"),
}  # fmt: skip


@pytest.fixture
def small(small_warehouse, monkeypatch):
    """Let the dashboard read the small world."""
    monkeypatch.setattr("dashboard.core.warehouse.POINTER", small_warehouse)


@pytest.mark.parametrize("name", CASES)
def test_question_on_the_small_world(small, name):
    ask, columns = CASES[name]
    told = differs(shown(ask(), columns), "questions", name)
    assert not told, told


def test_each_answer_is_asked_for():
    assert list(answers_of("questions")) == list(CASES)


# No questions of their own: parts of others, what only moves filters, and what tests of the API and of build files ask.
NO_QUESTIONS = {
    "as_buyer", "as_host", "content_hash", "counts", "flow_rows", "label_points", "of_pair", "on_day", "page", "scope", "shape", "total",
}  # fmt: skip


def test_each_question_of_a_room_is_asked():
    """Of a made world, or for its order: a new one comes with its answer."""
    tests = ("test_world_queries", "test_second_queries", "test_orders")
    asked = "\n".join((ROOT / f"tests/dashboard/{name}.py").read_text(encoding="utf-8") for name in tests)
    for path in sorted((ROOT / "dashboard").glob("*/queries*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.name not in NO_QUESTIONS:
                assert f".{node.name}" in asked, f"{path.name}: nobody asks {node.name}"
