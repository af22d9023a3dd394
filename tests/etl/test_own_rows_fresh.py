"""How fresh publications and kinds of fact are, and what a pair and a rule book have, on rows of a test's own."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from own_rows import Row, Rows, rows, told

DAY = date.fromisoformat


@pytest.fixture(scope="module")
def own(small_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Makes read models of rows of a test's own."""
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


def test_a_publication_has_news_that_was_seen_after_it_was_read_and_after_it_was_first_watched(own: Rows) -> None:
    """P-1 changed after both days, P-2 on the day it was read, P-3 on the day it was first read by the watch; P-4 is watched and never seen, P-5 isn't watched."""
    read, watched, after = DAY("2025-02-01"), DAY("2025-02-02"), DAY("2025-02-03")
    sources = rows(
        "source_id publisher title kind published_on retrieved_on url",
        *((f"P-{number}", "Ministry", f"Page {number}", "official_page", "2025", read, f"https://p{number}") for number in (1, 2, 3, 4, 5)),
        ("P-0", "Ministry", "Page 0", "official_page", None, read, "https://p0"),
    )  # fmt: skip
    addresses = rows(
        "watch_id source_id first_read_on changed_on",
        ("1a", "P-1", watched, after), ("1b", "P-1", after, DAY("2024-01-01")), ("2a", "P-2", DAY("2025-01-01"), read), ("3a", "P-3", after, after), ("4a", "P-4", watched, None),
        ("x", None, read, DAY("2025-06-01")),
    )  # fmt: skip
    checks = rows(
        "watch_id checked_on unreadable_since",
        ("1a", DAY("2025-03-01"), None), ("1b", DAY("2025-02-15"), DAY("2025-02-14")), ("2a", DAY("2024-12-31"), DAY("2025-02-05")),
        ("3a", DAY("2025-02-20"), None), ("x", DAY("2025-06-01"), None),
    )  # fmt: skip
    found = own.made("sources", "source_ages", sources=sources, watched_addresses=addresses, watch_checks=checks)
    assert told(found, "source_id checked_on changed_on unreadable_since is_watched has_news looked_at_on") == [
        ("P-0", None, None, None, False, False, read),
        ("P-2", DAY("2024-12-31"), read, DAY("2025-02-05"), True, False, read),
        ("P-4", None, None, None, True, False, read),
        ("P-5", None, None, None, False, False, read),
        ("P-3", DAY("2025-02-20"), after, None, True, False, DAY("2025-02-20")),
        ("P-1", DAY("2025-03-01"), after, DAY("2025-02-14"), True, True, DAY("2025-03-01")),
    ]
    assert told(found[-1:], "publisher title kind published_on read_on url") == [("Ministry", "Page 1", "official_page", "2025", read, "https://p1")]  # fmt: skip


def test_what_is_no_lead_makes_a_kind_of_fact_fresh(own: Rows) -> None:
    """Each kind has a publication of its own and a lead, which is none of its publications; with it stand the days of the publication."""
    two: list[Row] = [{"source_id": "page", "is_lead": False}, {"source_id": "blog", "is_lead": True}]
    events = [two[0] | {"event": "issuance"}, two[0] | {"event": "use"}, two[1] | {"event": "authorisation"}]
    rules = rows(
        "rule_id source_id is_unconfirmed published_on",
        ("1", "law", False, "2024-12"), ("2", "law", False, "2025"), ("3", "old", False, "2023-05-06"), ("4", "blog", True, "2025-06-01"),
    )  # fmt: skip
    reports = rows(
        "report_id source_id is_lead submitted_on",
        ("1", "report", False, "2024-05"), ("2", "report", False, "2023-12-31"), ("3", "blog", True, "2025-01-01"), ("4", "duty", False, None),
    )  # fmt: skip
    features = rows("source_id confidence", ("plan", "A"), ("blog", "L"), (None, "A"))
    trade = rows("source_id year", ("baci", 2022), ("baci", 2024))
    known = rows("kind known_up_to_on", ("agreement", DAY("2025-06-30")))
    ages = rows(
        "source_id publisher published_on read_on checked_on has_news",
        *((name, "Office", "2025", DAY("2025-02-01"), None, False) for name in ("page", "blog", "law", "old", "report", "duty", "progress", "baci")),
        ("plan", "Ministry", "2024-05", DAY("2025-02-02"), DAY("2025-02-03"), True), ("nobody", "Nobody", None, DAY("2025-02-04"), None, False),
    )  # fmt: skip
    given = {
        "claim_list": two, "project_steps": two, "event_list": events, "block_list": two, "target_list": two, "target_progress_list": [{"source_id": "progress", "is_lead": False}, *two[1:]],
        "price_list": two, "rule_list": rules, "account_reports": reports, "programme_features": features, "trade_list": trade, "known_up_to": known, "source_ages": ages,
    }  # fmt: skip
    found = own.made("fresh", "fact_sources", **given)
    assert told([row for row in found if row["kind"] == "programme"], "publisher published_on read_on checked_on has_news") == [
        ("Ministry", "2024-05", DAY("2025-02-02"), DAY("2025-02-03"), True)
    ]  # fmt: skip
    assert told(found, "kind source_id") == [
        ("agreement", "page"), ("authorised_unit", "page"), ("issuance", "page"), ("price", "page"), ("programme", "plan"), ("project", "page"),
        ("report", "duty"), ("report", "report"), ("rule", "law"), ("rule", "old"), ("target", "page"), ("target", "progress"), ("trade", "baci"), ("use", "page"),
    ]  # fmt: skip
    # Of a year its first day counts: of "2024-12" and "2025" the latter is newer.
    assert told(own.made("fresh", "fact_days", **given), "kind known_on") == [
        ("agreement", "2025-06-30"), ("report", "2024-05"), ("rule", "2025"), ("trade", "2024"),
    ]  # fmt: skip


PARTIES = rows("iso3 short_name region", ("JPN", "Japan", "Asia"), ("CHE", "Switzerland", "Europe"), ("KEN", "Kenya", "Africa"), ("GHA", "Ghana", "Africa"), ("PER", "Peru", "Americas"))  # fmt: skip


def test_a_pair_has_the_jcm_where_its_buyer_has_it_and_the_two_have_something(own: Rows) -> None:
    """Japan has the JCM with Kenya: with Ghana too by a counted text, with Peru by a project alone, with Switzerland by an event alone; of a text
    that isn't counted nothing follows."""
    texts = rows(
        "agreement_id buyer_iso3 host_iso3 mechanism",
        ("1", "JPN", "KEN", "JCM"), ("2", "JPN", "GHA", None), ("3", "CHE", "KEN", None), ("4", "CHE", "PER", None),
    )  # fmt: skip
    counted = rows(
        "agreement_id buyer_iso3 host_iso3 is_counted",
        ("1", "JPN", "KEN", False),
        ("2", "JPN", "GHA", True),
        ("3", "CHE", "KEN", True),
    )
    projects = rows("project_id buyer_iso3 host_iso3", ("p", "JPN", "PER"), ("q", None, "KEN"))
    events = rows("event_id buyer_iso3 host_iso3", ("e", "JPN", "CHE"), ("f", None, "KEN"))
    found = own.made("pairs", "pair_list", agreements=texts, agreement_list=counted, projects=projects, project_list=projects, events=events, event_list=events, parties=PARTIES)  # fmt: skip
    assert told(found, "buyer_iso3 buyer host_iso3 host has_jcm") == [
        ("CHE", "Switzerland", "KEN", "Kenya", False),
        ("CHE", "Switzerland", "PER", "Peru", False),
        ("JPN", "Japan", "CHE", "Switzerland", True),
        ("JPN", "Japan", "GHA", "Ghana", True),
        ("JPN", "Japan", "KEN", "Kenya", False),
        ("JPN", "Japan", "PER", "Peru", True),
    ]


def test_the_moments_of_a_pair_are_its_texts_steps_and_events(own: Rows) -> None:
    """A step that is an event stands as that; steps of what isn't counted and what has no buyer are no moments of a pair."""
    texts = rows(
        "agreement_id buyer_iso3 host_iso3 signed_on concluded_on instrument_label is_counted status source_id source_url",
        ("A", "JPN", "KEN", "2020-05", "2019", "Memorandum", True, "signed", "page", None), ("B", "JPN", "KEN", None, "2019-01-02", "Letter", False, "concluded_not_signed", "page", "https://own"),
    )  # fmt: skip
    projects = rows("project_id title buyer_iso3 host_iso3 is_counted", ("p", "Plant", "JPN", "KEN", True), ("q", "Mill", "JPN", "KEN", False), ("r", "Farm", None, "KEN", True))  # fmt: skip
    steps = rows(
        "project_id stage_id step_on step event_id source_id source_url",
        ("p", "design", "2021", "Selected", None, "page", None), ("p", "registered", "2022-01", "Registered", None, "page", None), ("p", "authorised", "2022-02-03", "Authorised", None, "page", None),
        ("p", "issued", "2023", "Started", None, "page", None), ("p", "issued", "2024", "Issued", "e", "page", None), ("q", "design", "2021", "Selected", None, "page", None),
        ("r", "design", "2021", "Selected", None, "page", None),
    )  # fmt: skip
    events = rows(
        "event_id project_id project buyer_iso3 host_iso3 event event_on is_alternative_of is_lead is_unconfirmed quantity_tco2e source_id source_url",
        ("e", "p", "Plant", "JPN", "KEN", "issuance", "2024", None, False, False, 7, "page", None), ("f", None, None, "JPN", "KEN", "issuance", "2024-02", "e", False, False, 8, "page", None),
        ("g", None, None, "JPN", "KEN", "use", None, None, True, False, None, "page", None), ("h", None, None, "JPN", "KEN", "use", None, None, False, True, None, "page", None),
        ("i", None, None, None, "KEN", "use", "2024", None, False, False, 9, "page", None),
    )  # fmt: skip
    sources = rows("source_id publisher title url", ("page", "Ministry", "Page", "https://page"))
    titles: list[Row] = [{"project_id": row["project_id"], "title": row["title"]} for row in projects]
    found = own.made("pairs", "pair_moments", agreement_list=texts, project_list=projects, projects=titles, project_steps=steps, event_list=events, sources=sources)  # fmt: skip
    assert told(found, "kind moment_on what project agreement_id quantity_tco2e source_url") == [
        ("agreement", "2019-01-02", "Letter (not counted: concluded not signed)", None, "B", None, "https://own"),
        ("agreement", "2020-05", "Memorandum", None, "A", None, "https://page"),
        ("authorisation", "2022-02-03", "Authorised", "Plant", None, None, "https://page"),
        ("issuance", "2024", "Plant", "Plant", None, 7, "https://page"),
        ("issuance", "2024-02", "Another figure for one event: Several projects", None, None, 8, "https://page"),
        ("milestone", "2023", "Started", "Plant", None, None, "https://page"),
        ("registration", "2022-01", "Registered", "Plant", None, None, "https://page"),
        ("selection", "2021", "Selected", "Plant", None, None, "https://page"),
        ("use", None, "Several projects (unconfirmed)", None, None, None, "https://page"),
        ("use", None, "Several projects (unconfirmed)", None, None, None, "https://page"),
    ]
    assert told(found[1:2], "buyer_iso3 host_iso3 moment_from_on moment_until_on source_publisher source_title") == [
        ("JPN", "KEN", DAY("2020-05-01"), DAY("2020-05-31"), "Ministry", "Page")
    ]


def test_the_parties_of_the_rule_book_are_those_with_a_counted_text_or_a_rule(own: Rows) -> None:
    texts = rows("agreement_id buyer_iso3 host_iso3 is_counted", ("1", "JPN", "KEN", True), ("2", "CHE", "PER", False))
    book = rows(
        "rule_id side party_iso3 is_unconfirmed",
        ("a", "host", "GHA", False), ("b", "host", "GHA", True), ("c", "buyer", "JPN", True), ("d", "host", "JPN", False),
    )  # fmt: skip
    found = own.made("rules", "rule_parties", agreement_list=texts, rule_list=book, parties=PARTIES)
    assert told(found, "side party_iso3 party region rules confirmed") == [
        ("host", "GHA", "Ghana", "Africa", 2, 1), ("host", "JPN", "Japan", "Asia", 1, 1), ("host", "KEN", "Kenya", "Africa", 0, 0),
        ("buyer", "JPN", "Japan", "Asia", 1, 0),
    ]  # fmt: skip
