"""Read models on a few rows each, their answers worked out by hand: two that differ in one thing alone for each condition."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import pytest
from own_rows import Rows, rows, told

# By when what is known to the year 2026 had happened.
LAST_OF_YEAR = date(2026, 1, 1) + timedelta(364)


@pytest.fixture(scope="module")
def own(small_warehouse, tmp_path_factory):
    """Makes read models of rows of a test's own."""
    # DuckDB opens one file with one configuration at a time, and the dashboard may have it open.
    return Rows(shutil.copy(small_warehouse, tmp_path_factory.mktemp("forms")))


SOURCE = rows("source_id publisher title url kind licence", ("page", "Ministry", "Page", "https://page.example", "official_page", "free"))  # fmt: skip


def test_a_rule_has_the_other_claims_on_its_cell_beside_it_and_no_others(own):
    """Kenya says two things on its fee and there is a lead; its cap, the fee of Ghana and that of Kenya as a buyer are other cells."""
    columns = "rule_id party_iso3 side rule_kind kind says is_unconfirmed superseded_by_says source_id confidence"
    book = rows(
        columns,
        ("K-1", "KEN", "host", "fee", "Fees", "Five dollars.", False, "Four dollars.", "page", "A"),
        ("K-2", "KEN", "host", "fee", "Fees", "Four dollars.", False, None, "page", "A"),
        ("K-3", "KEN", "host", "fee", "Fees", "Three dollars, it is said.", True, None, "page", "L"),
        ("K-4", "KEN", "host", "cap", "Limit", "A tenth.", False, None, "page", "A"),
        ("K-5", "KEN", "buyer", "fee", "Fees", "It pays them.", False, None, "page", "A"),
        ("G-1", "GHA", "host", "fee", "Fees", "Nothing.", False, None, "page", "A"),
    )
    found = own.made("evidence", "evidence", rule_list=book, sources=SOURCE)
    other = "Another claim on the same kind of rule of the same Party; none is chosen"
    five, four, three = "Five dollars.", "Four dollars.", "Three dollars, it is said."
    assert told(found, "row_id value is_chosen choice_rule note precedence") == [
        ("G-1", "Nothing.", True, "This claim", None, 0),
        ("K-1", five, True, "This claim", four, 0),
        ("K-1", four, False, other, None, 1),
        ("K-1", three, False, "A lead: it decides nothing", None, 1),
        ("K-2", four, True, "This claim", None, 0),
        ("K-2", five, False, other, four, 1),
        ("K-2", three, False, "A lead: it decides nothing", None, 1),
        ("K-3", three, True, "A lead: it decides nothing", None, 0),
        ("K-3", five, False, other, four, 1),
        ("K-3", four, False, other, None, 1),
        ("K-4", "A tenth.", True, "This claim", None, 0),
        ("K-5", "It pays them.", True, "This claim", None, 0),
    ]
    assert {(row["row_kind"], row["publisher"], row["source_url"]) for row in found} == {
        ("rule", "Ministry", "https://page.example")
    }


def test_a_pair_is_known_to_a_witness_that_knows_one_of_its_texts(own):
    """Of the two texts of Japan and Kenya the desk knows one and the pipeline the other; of Ghana each has one more; a lead is no witness."""
    texts = rows(
        "agreement_id buyer_iso3 host_iso3",
        ("JK-1", "JPN", "KEN"), ("JK-2", "JPN", "KEN"), ("JG-1", "JPN", "GHA"), ("JG-2", "JPN", "GHA"),
        ("SG-1", "SGP", "GHA"), ("SG-2", "SGP", "GHA"), ("KJ-1", "KEN", "JPN"),
    )  # fmt: skip
    desk, pipeline = "page", "unepccc_pipeline_2026"
    claims = rows(
        "agreement_id source_id field value is_lead precedence",
        ("JK-1", desk, "status", "signed", False, 1),
        ("JK-2", pipeline, "instrument", "BA", False, 1),
        ("JG-1", desk, "status", "signed", False, 1),
        ("JG-2", desk, "status", "signed", True, 1),
        ("SG-1", pipeline, "instrument", "BA", False, 1),
        ("KJ-1", "wiki", "status", "signed", True, 1),
    )
    found = own.made("witnesses", "witness_comparison", agreements=texts, agreement_list=texts, claim_list=claims)
    assert told(found, "agreement_id pair_known_to in_desk in_pipeline") == [
        ("JG-1", "official pages and press only", True, False),
        ("JG-2", "official pages and press only", False, False),
        ("JK-1", "both", True, False),
        ("JK-2", "both", False, True),
        ("KJ-1", "lead only", False, False),
        ("SG-1", "UNEP CCC only", False, True),
        ("SG-2", "UNEP CCC only", False, False),
    ]


def test_the_day_of_each_witness_is_that_of_its_own_best_claim_on_the_signature(own):
    """Other fields have other days and links, and the second best claim another one; the pipeline's own day is kept where the Atlas shows a month."""
    texts = rows("agreement_id buyer_iso3 host_iso3", ("JK-1", "JPN", "KEN"), ("JK-2", "JPN", "KEN"))
    columns = "agreement_id source_id field value as_stated from_on until_on precedence publisher source_title source_url is_lead"
    day = date.fromisoformat
    claims = rows(
        columns,
        ("JK-1", "text", "in_force_on", "2020-01-01", None, day("2020-01-01"), day("2020-01-01"), 1, "Zeitung", "Entry", "https://z", False),
        ("JK-1", "page", "signed_on", "2021-03", None, day("2021-03-01"), day("2021-03-31"), 2, "Ministry", "Page", "https://m", False),
        ("JK-1", "late", "signed_on", "2019-05-05", None, day("2019-05-05"), day("2019-05-05"), 3, "Agency", "News", "https://a", False),
        ("JK-1", "page", "status", "signed", None, None, None, 2, "Ministry", "Page", "https://m", False),
        ("JK-1", "late", "status", "unclear", None, None, None, 3, "Agency", "News", "https://a", False),
        ("JK-1", "wiki", "signed_on", "2018-01-01", None, day("2018-01-01"), day("2018-01-01"), 1, "Aa", "Wiki", "https://w", True),
        ("JK-1", "unepccc_pipeline_2", "signed_on", "2021-04", "2021-04-09", day("2021-04-09"), day("2021-04-09"), 2, "UNEP", "Newest", "https://u/3", False),
        ("JK-1", "unepccc_pipeline_1", "signed_on", "2021-01-01", None, day("2021-01-01"), day("2021-01-01"), 4, "UNEP", "Old", "https://u/1", False),
        ("JK-1", "unepccc_pipeline_2", "valid_until", "2031-01-01", None, day("2031-01-01"), day("2031-01-01"), 1, "UNEP", "Newest", "https://u/0", False),
        ("JK-1", "unepccc_pipeline_2", "instrument", "Bilateral agreement", "BA (signed)", None, None, 3, "UNEP", "New", "https://u/2", False),
        ("JK-1", "unepccc_pipeline_1", "instrument", "Memorandum", "MoU", None, None, 4, "UNEP", "Old", "https://u/1", False),
        # Here the desk is the later one, and knows the day.
        ("JK-2", "text", "in_force_on", "2024-08-08", None, day("2024-08-08"), day("2024-08-08"), 1, "Zeitung", "Entry", "https://z", False),
        ("JK-2", "page", "signed_on", "2022-05-10", None, day("2022-05-10"), day("2022-05-10"), 2, "Ministry", "Page", "https://m", False),
        ("JK-2", "late", "signed_on", "2023-07-07", None, day("2023-07-07"), day("2023-07-07"), 3, "Agency", "News", "https://a", False),
        ("JK-2", "unepccc_pipeline_2", "signed_on", "2022-04", None, day("2022-04-01"), day("2022-04-30"), 2, "UNEP", "New", "https://u/3", False),
        ("JK-2", "unepccc_pipeline_1", "signed_on", "2021-01-01", None, day("2021-01-01"), day("2021-01-01"), 4, "UNEP", "Old", "https://u/1", False),
        ("JK-2", "unepccc_pipeline_2", "valid_until", "2020-01-01", None, day("2020-01-01"), day("2020-01-01"), 1, "UNEP", "New", "https://u/0", False),
    )  # fmt: skip
    found = own.made("witnesses", "witness_comparison", agreements=texts, agreement_list=texts, claim_list=claims)
    assert told(found, "desk_status desk_signed_on desk_publisher desk_title desk_url") == [
        ("signed", "2021-03", "Ministry", "Page", "https://m"),
        (None, "2022-05-10", "Ministry", "Page", "https://m"),
    ]
    # From the last day of March to 9 April; and from 10 May back to the last day of April.
    assert told(found, "pipeline_signed_on pipeline_status_raw pipeline_url pipeline_later_by_days") == [
        ("2021-04-09", "BA (signed)", "https://u/2", 9),
        ("2022-04", None, None, -10),
    ]


def test_a_pair_that_only_a_publisher_counts_is_told_with_the_first_day_of_its_counted_texts(own):
    """Japan and Kenya concluded in 2020 and signed in 2024 and 2025: counted from 2024. Ghana's texts are counted on no day. Of a total that
    isn't compared, and of one whose publisher names no host and has no list, nothing is told."""
    day = date.fromisoformat
    texts = rows(
        "agreement_id buyer_iso3 host_iso3 is_counted counts_from_on status",
        ("JK-3", "JPN", "KEN", False, day("2020-01-01"), "concluded_not_signed"),
        ("JK-2", "JPN", "KEN", True, day("2025-06-30"), "signed"),
        ("JK-1", "JPN", "KEN", True, day("2024-05-31"), "signed"),
        ("JG-1", "JPN", "GHA", False, day("2019-01-01"), "under_negotiation"),
        ("JG-2", "JPN", "GHA", False, day("2019-01-01"), "concluded_not_signed"),
        ("JG-3", "JPN", "GHA", False, day("2019-01-01"), "concluded_not_signed"),
        ("CK-1", "CHE", "KEN", True, day("2018-01-01"), "signed"),
        ("SK-1", "SGP", "KEN", True, day("2018-01-01"), "signed"),
    )
    total = rows(
        "total_id measure has_list buyer_iso3 hosts_named",
        ("t", "pairs", False, "JPN", "KEN GHA PER"),
        ("not_compared", None, False, "JPN", "KEN"),
        ("without_names", "pairs", False, "JPN", None),
    )
    parties = rows("iso3 short_name", ("JPN", "Japan"), ("KEN", "Kenya"), ("GHA", "Ghana"), ("PER", "Peru"), ("SGP", "Singapore"))  # fmt: skip
    ours = rows(
        "total_id counted_as label row_kind row_id",
        ("t", "JPN-VNM", "Japan – Viet Nam, Memorandum", "agreement", "JV-2"),
        ("t", "JPN-VNM", "Japan – Viet Nam, Agreement", "agreement", "JV-1"),
        ("without_names", "JPN-LAO", "Japan – Laos", "agreement", "JL-1"),
    )
    found = own.made(
        "witnesses", "reconciliation_differences",
        published_figures=total, parties=parties, agreement_list=texts, reconciliation_members=ours,
    )  # fmt: skip
    assert told(found, "total_id side counted_as label row_id explanation") == [
        ("t", "Atlas only", "JPN-VNM", "Japan – Viet Nam, Agreement", "JV-1", None),
        ("t", "publisher only", "JPN-GHA", "Japan–Ghana", "JG-1", "The Atlas does not count it: status concluded not signed, under negotiation"),
        ("t", "publisher only", "JPN-KEN", "Japan–Kenya", "JK-1", "The Atlas counts this pair from 31 May 2024"),
        ("t", "publisher only", "JPN-PER", "Japan–Peru", None, None),
    ]  # fmt: skip


def test_a_list_of_a_publisher_is_held_row_by_row_against_ours(own):
    """Of pairs with what the pipeline has, of projects with those that the second witness has: numbered ones with JCM's numbers, matched with the others."""
    total = rows(
        "total_id measure has_list hosts_named",
        ("pairs", "pairs", True, None),
        ("pairs_by_name", "pairs", False, "KEN"),
        ("numbered", "numbered_projects", True, None),
        ("numbered_by_name", "numbered_projects", False, "KEN"),
        ("matched", "matched_projects", True, None),
        ("tonnes", "issued_tco2e", True, None),
    )
    pairs = rows(
        "agreement_id buyer_iso3 buyer host_iso3 host in_pipeline",
        ("JK-2", "JPN", "Japan", "KEN", "Kenya", True),
        ("JK-1", "JPN", "Japan", "KEN", "Kenya", True),
        ("JG-1", "JPN", "Japan", "GHA", "Ghana", True),
        ("JP-1", "JPN", "Japan", "PER", "Peru", False),
    )
    projects = rows(
        "project_id title buyer host witness_source_id",
        ("JCM-KE001", "Sun", "Japan", "Kenya", "list"),
        ("JCM-KE002", "Wind", "Japan", "Kenya", None),
        ("CHE-GHA-01", "Stoves", "Switzerland", "Ghana", "list"),
        ("CHE-GHA-02", "Lamps", "Switzerland", "Ghana", "list"),
    )
    ours = rows(
        "total_id counted_as label row_kind row_id",
        ("pairs", "JPN-GHA", "Japan–Ghana", "agreement", "JG-1"),
        ("matched", "CHE-GHA-02", "Lamps, Ghana", "project", "CHE-GHA-02"),
        ("pairs_by_name", "JPN-KEN", "Japan–Kenya", "agreement", "JK-1"),
    )
    found = own.made(
        "witnesses", "reconciliation_differences",
        published_figures=total, witness_comparison=pairs, project_list=projects, reconciliation_members=ours,
    )  # fmt: skip
    assert told(found, "total_id side counted_as label row_kind row_id") == [
        ("matched", "publisher only", "CHE-GHA-01", "Stoves, Ghana", "project", "CHE-GHA-01"),
        ("numbered", "publisher only", "JCM-KE001", "Sun, Kenya", "project", "JCM-KE001"),
        ("pairs", "publisher only", "JPN-KEN", "Japan–Kenya", "agreement", "JK-1"),
        ("pairs_by_name", "Atlas only", "JPN-KEN", "Japan–Kenya", "agreement", "JK-1"),
    ]


def test_a_goal_has_those_of_the_same_buyer_unit_and_year_beside_it_where_both_are_volumes_of_itmos(own):
    """Of the others each differs in one thing: unit, year, buyer, or that it is a cut at home; the superseded one is shown."""
    goals = rows(
        "target_id buyer_iso3 metric quantity unit target_year is_itmo_volume is_superseded stated_on source_id confidence",
        ("a", "CHE", "bought abroad", 20.0, "mtco2e", 2030, True, False, "2024", "page", "A"),
        ("before", "CHE", "bought abroad", 40.5, "mtco2e", 2030, True, True, None, "page", "B"),
        ("at_home", "CHE", "cut at home", 30.0, "mtco2e", 2030, False, False, None, "page", "A"),
        ("share", "CHE", "share", 10.0, "per_cent", 2030, True, False, None, "page", "A"),
        ("later", "CHE", "bought abroad", 9.0, "mtco2e", 2035, True, False, None, "page", "A"),
        ("other", "NOR", "bought abroad", None, "mtco2e", 2030, True, False, None, "page", "A"),
    )
    found = own.made("evidence", "evidence", target_list=goals, sources=SOURCE)
    used, gone = "In use", "Superseded: kept and shown, used nowhere"
    assert told(found, "row_id field value is_chosen choice_rule precedence") == [
        ("a", "bought abroad, stated 2024", "20 MtCO2e", True, used, 0),
        ("a", "bought abroad", "40.5 MtCO2e", False, gone, 1),
        ("at_home", "cut at home", "30 MtCO2e", True, used, 0),
        ("before", "bought abroad", "40.5 MtCO2e", True, gone, 0),
        ("before", "bought abroad, stated 2024", "20 MtCO2e", False, used, 1),
        ("later", "bought abroad", "9 MtCO2e", True, used, 0),
        ("other", "bought abroad", "no quantity published", True, used, 0),
        ("share", "share", "10 per cent", True, used, 0),
    ]


def test_the_words_of_a_target_stand_beside_those_of_the_same_country_alone(own):
    """Ghana's words come from two publications, Kenya's from one; another fact of Ghana is neither."""
    facts = rows(
        "fact_id iso3 fact label as_of said source_id",
        ("G-1", "GHA", "ndc_target", "Target", "2021", "A third.", "page"),
        ("G-2", "GHA", "ndc_target", "Target", "2025", "A half.", "page"),
        ("G-3", "GHA", "net_zero", "Net zero", "2025", "By 2060.", "page"),
        ("K-1", "KEN", "ndc_target", "Target", "2020", "A tenth.", "page"),
    )
    found = own.made("evidence", "evidence", country_facts=facts, sources=SOURCE)
    mine, other = "As this publication has it", "Words of another publication, shown beside"
    assert told(found, "row_id field value is_chosen choice_rule precedence") == [
        ("G-1", "Target, 2021", "A third.", True, mine, 0),
        ("G-1", "Target, 2025", "A half.", False, other, 1),
        ("G-2", "Target, 2025", "A half.", True, mine, 0),
        ("G-2", "Target, 2021", "A third.", False, other, 1),
        ("G-3", "Net zero", "By 2060.", True, mine, 0),
        ("K-1", "Target, 2020", "A tenth.", True, mine, 0),
    ]


def test_what_a_block_of_credits_says_is_told_field_by_field_and_what_it_leaves_open_is_not(own):
    columns = "block_id quantity_tco2e authorised_on vintage_year authorised_for is_on_platform is_summed not_summed_because note source_id confidence"
    blocks = rows(
        columns,
        ("b-1", 1234567, "2024-05", 2021, "ndc_and_other", True, True, None, "A note", "page", "A"),
        ("b-2", None, None, None, "other", False, False, "part of another block", None, "page", "B"),
        ("b-3", 5, None, None, "other", None, True, None, None, "page", "B"),
    )
    found = own.made("evidence", "evidence", block_list=blocks, sources=SOURCE)
    summed, in_none = "In the sum of authorised credits", "In no sum: part of another block"
    assert told(found, "row_id field value choice_rule note") == [
        ("b-1", "authorised_for", "ndc and other", summed, "A note"),
        ("b-1", "authorised_on", "2024-05", summed, "A note"),
        ("b-1", "is_on_platform", "yes", summed, "A note"),
        ("b-1", "quantity_tco2e", "1,234,567 tCO2e", summed, "A note"),
        ("b-1", "vintage_year", "2021", summed, "A note"),
        ("b-2", "authorised_for", "other", in_none, None),
        ("b-2", "is_on_platform", "no", in_none, None),
        ("b-3", "authorised_for", "other", summed, None),
        ("b-3", "quantity_tco2e", "5 tCO2e", summed, None),
    ]
    # A block has one publication: what it says is what the Atlas takes, and stands first.
    assert {(row["is_chosen"], row["precedence"]) for row in found} == {(True, 1)}


def test_the_yearly_estimate_of_a_numbered_jcm_project_is_that_of_the_second_witness_alone_where_they_agree(own):
    """Two numbered projects, of which one witness agrees, and one of another programme, whose witness agrees too."""
    columns = "project_id expected_tco2e_per_year"
    names = (("JCM-KE001", 100.0), ("JCM-KE002", 100.0), ("CHE-GHA-01", 100.0))
    listed = rows(
        f"{columns} witness_expected_tco2e_per_year source_id",
        *((*one, seen, "page") for one, seen in zip(names, (100.0, 90.0, 100.0), strict=True)),
    )
    second = rows(f"{columns} source_id", *((name, seen, "page") for (name, _), seen in zip(names, (100.0, 90.0, 100.0), strict=True)))  # fmt: skip
    found = own.made(
        "evidence", "evidence", project_list=listed, projects=rows(columns, *names), project_witnesses=second, sources=SOURCE
    )  # fmt: skip
    ours, beside = "The source of the row; projects have no order of precedence", "Second witness, shown beside"
    assert told(found, "row_id value is_chosen choice_rule precedence") == [
        ("CHE-GHA-01", "100 tCO2e", True, ours, 1),
        ("CHE-GHA-01", "100 tCO2e", False, beside, 2),
        ("JCM-KE001", "100 tCO2e", True, "The Atlas takes the estimates of numbered JCM projects from here", 2),
        ("JCM-KE002", "100 tCO2e", True, ours, 1),
        ("JCM-KE002", "90 tCO2e", False, beside, 2),
    ]


def test_what_is_traced_stands_in_the_account_from_the_day_on_which_delivered_and_units_count_it(own):
    """The edition is of 30 June: a block that counts from 1 July, and a transfer of which only the year is known, are on no page yet. Of a
    report without days the year is all that is known, and what it tells has happened by then."""
    day = date.fromisoformat
    blocks = rows(
        "host_iso3 authorised_until_on quantity_tco2e is_summed counts_from_on",
        ("GHA", day("2026-06-30"), 5, True, day("2026-06-30")),
        ("GHA", day("2026-06-30"), 7, True, day("2026-07-01")),
        ("GHA", day("2025-12-31"), 11, False, day("2025-12-31")),
    )
    events = rows(
        "host_iso3 event event_on quantity_tco2e is_summed is_unconfirmed event_until_on source_id",
        ("GHA", "first_transfer", "2026", 3, True, False, LAST_OF_YEAR, "page"),
    )
    reports = rows("reporting_iso3 action reported_year quantity_tco2e", ("GHA", "first_transfer", 2026, 2))
    found = own.made(
        "accounts", "account_years", block_list=blocks, event_list=events, account_rows=reports, edition=rows("edition_on", (day("2026-06-30"),))
    )  # fmt: skip
    assert told(found, "book measure year counts_from_on quantity_tco2e row_count") == [
        ("traced", "authorisation", 2026, day("2026-06-30"), 5, 1),
        ("traced", "authorisation", 2026, day("2026-07-01"), 7, 1),
        ("own", "first_transfer", 2026, day("2026-06-30"), 2, 1),
        ("traced", "first_transfer", 2026, LAST_OF_YEAR, 3, 1),
    ]
