"""The rule book: cells, sentences and steps on hand-made rows, boundaries of days, and answers counted by hand in data/curated/rules.csv."""

from __future__ import annotations

from datetime import date, timedelta

import oracle_rules
import pytest
from copies import EDITION

from dashboard.brief import made
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Page, Say, Table
from dashboard.core.warehouse import ask
from dashboard.pages import ENTRIES
from dashboard.rules import figures, findings, findings_terms, queries

LABELS = {"process": "Steps and days", "fee": "Fees", "cap": "Limit on sales"}
KINDS = [{"rule_kind": kind, "label": label} for kind, label in LABELS.items()]


def claim(**differs):
    sound = {
        "rule_id": "A", "side": "host", "party_iso3": "GHA", "party": "Ghana", "rule_kind": "fee", "kind": "Fees", "step_order": 1, "kind_order": 4,
        "state": "in_force", "value_number": None, "value_unit": None, "counterpart": None, "counterpart_iso3": None, "is_unconfirmed": False,
        "is_on_path": True, "confidence": "B",
    }  # fmt: skip
    return sound | differs


def rows(*claims):
    return [claim(**differs) for differs in claims]


@pytest.mark.parametrize(
    ("claims", "cell"),
    [
        ([{"state": "repealed", "value_number": 30.0, "value_unit": "per cent of revenue"}], "✕ repealed"),
        ([{"state": "unconfirmed", "is_unconfirmed": True, "value_number": 10.0, "value_unit": "per cent"}], "▨ lead"),
        ([{"state": "draft"}, {"state": "unconfirmed"}], "○ a draft · 2"),
        ([{"rule_kind": "cap"}, {"rule_kind": "cap", "state": "draft"}], "● no number · 2"),
        ([{"rule_kind": "registry"}], "● found"),
        ([{"value_number": 1000.0, "value_unit": "USD"}], "● US$1,000"),
        ([{"value_number": 0.2, "value_unit": "USD per credit"}], "● US$0.20 per credit"),
        ([{"value_number": 8.0, "value_unit": "per cent"}, {"value_number": 1000.0, "value_unit": "USD"}], "● 2 numbers"),
        ([{"value_number": 8.0, "value_unit": "per cent"}, {"value_number": 8.0, "value_unit": "per cent"}], "● 8% · 2"),
        ([{"value_number": 5.0, "value_unit": "per cent", "counterpart": "Singapore", "counterpart_iso3": "SGP"}], "● 5%, SGP only"),
        ([{"value_number": 30.0, "value_unit": "per cent of revenue"}], "● 30%"),
        ([{"state": "undated"}, {"state": "unconfirmed"}], "◌ undated · 2"),
    ],
)  # fmt: skip
def test_a_cell_says_its_state_its_number_and_whose_term_it_is(claims, cell):
    assert findings.cell(rows(*claims)) == cell


def test_fees_tell_amounts_from_fees_that_were_not_read_and_leave_leads_out():
    of = rows(
        {"value_number": 4.0, "value_unit": "USD per ITMO"},
        {"party": "Zambia", "party_iso3": "ZMB"},
        {"party": "Bhutan", "party_iso3": "BTN", "state": "unconfirmed", "is_unconfirmed": True},
    )
    said = "The amount of a fee was found for 1 of 9 hosts; Zambia has one whose amount was not read"
    assert findings.fees(of, 9) == said
    assert findings.fees(of[2:], 9) == "A fee in force was found for none of 9 hosts"


def test_what_is_least_found_leaves_leads_out():
    of = rows(
        {"rule_kind": "process", "kind": "Steps and days"},
        {"rule_kind": "process", "kind": "Steps and days", "party_iso3": "KEN"},
        {},
        {"rule_kind": "cap", "kind": "Limit on sales", "is_unconfirmed": True},
    )
    said = "Best known about hosts: steps and days, found for 2 of 4. Least: fees, for 1"
    assert findings.least_found(of, 4, KINDS) == said


def test_a_tie_has_no_least_and_one_party_is_told_by_name():
    of = rows(
        {"rule_kind": "process", "kind": "Steps and days"},
        {"rule_kind": "cap", "kind": "Limit on sales", "is_unconfirmed": True},
    )
    assert findings.least_found(of, 4, KINDS) == "Each of 1 kind was found for 1 of 4"
    assert findings.of_one(of, "Ghana", KINDS) == f"Ghana: a rule was found on 1 of {len(KINDS)} kinds"
    assert findings.of_one(of[1:], "Ghana", KINDS) == "No rule was found for Ghana"


def test_days_and_fees_are_added_by_unit_and_only_where_each_project_meets_them():
    of = rows(
        {"rule_kind": "process", "value_number": 15.0, "value_unit": "working days"},
        {"rule_kind": "process", "value_number": 25.0, "value_unit": "working days"},
        {"rule_kind": "process", "value_number": 25.0, "value_unit": "working days", "is_on_path": False},
        {"rule_kind": "process", "value_number": 3.0, "value_unit": "months"},
        {"rule_kind": "process", "value_number": 45.0, "value_unit": "days"},
        {"value_number": 1000.0, "value_unit": "USD"},
        {"value_number": 1500.0, "value_unit": "USD"},
        {"value_number": 100000.0, "value_unit": "KES"},
        {"value_number": 4.0, "value_unit": "USD per ITMO"},
    )
    assert findings_terms.sums(of) == (
        "Of what was found: 45 days in 1 term; 40 working days in 2 terms; 3 months in 1 term; KES 100,000 in 1 fee; US$2,500 in 2 fees; "
        "and for each unit US$4 per ITMO. It is no total of what a project takes. "
        "Both terms that bind the project and terms that bind authorities are in it. "
        "Only some projects meet 25 working days in 1 term more; the steps say which."
    )
    assert findings_terms.sums(rows({})) == "No days or amounts that each project meets were found to add up."


def test_between_two_parties_their_own_terms_stand_and_those_of_others_do_not():
    of = rows(
        {"rule_id": "all"},
        {"rule_id": "swiss", "counterpart_iso3": "CHE"},
        {"rule_id": "singapore", "counterpart_iso3": "SGP"},
        {"rule_id": "lead", "state": "unconfirmed"},
        {"rule_id": "repealed", "state": "repealed"},
        {"rule_id": "buyer", "side": "buyer", "party_iso3": "CHE"},
        {"rule_id": "turned", "side": "host", "party_iso3": "CHE"},
    )
    assert {row["rule_id"] for row in findings.met_by(of, "CHE", "GHA")} == {"all", "swiss", "buyer"}


def test_what_is_missing_is_named():
    said = findings_terms.missing(rows({}), KINDS, "Ghana")
    assert (
        said
        == "Not found for Ghana: steps and days and limit on sales; a rule may exist. Named without an amount: fees."
    )


def states(built, day):
    of = queries.rules(Filters(day))
    return dict(zip(of["rule_id"], of["state"], strict=True))


@pytest.mark.parametrize(
    ("rule", "day", "state"),
    [
        ("ZWE-host-share_of_proceeds-1", date(2023, 8, 17), "not_yet"),
        ("ZWE-host-share_of_proceeds-1", date(2023, 8, 18), "in_force"),
        ("ZWE-host-share_of_proceeds-1", date(2025, 5, 1), "in_force"),
        ("ZWE-host-share_of_proceeds-1", date(2025, 5, 2), "repealed"),
        ("ZWE-host-share_of_proceeds-3", date(2023, 8, 17), "announced"),
        ("ZWE-host-share_of_proceeds-3", date(2023, 8, 18), "repealed"),
        ("VNM-host-retention-1", date(2026, 5, 18), "not_yet"),
        ("VNM-host-retention-1", date(2026, 5, 19), "in_force"),
        # Known to the month: from its last day.
        ("GHA-host-authority-1", date(2022, 12, 30), "not_yet"),
        ("GHA-host-authority-1", date(2022, 12, 31), "in_force"),
        ("KOR-buyer-use_limit-1", date(2020, 12, 30), "in_force"),
        ("KOR-buyer-use_limit-1", date(2020, 12, 31), "repealed"),
        # No page says when it ended: it is shown as ended from its own day.
        ("KOR-buyer-eligible-1", date(2018, 5, 2), "repealed"),
        # Terms of agreements whose entry into force is known apply from that day, not from the signature.
        ("PER-host-share_of_proceeds-1", date(2025, 10, 17), "not_yet"),
        ("PER-host-share_of_proceeds-1", date(2025, 10, 18), "in_force"),
        ("MWI-host-legal_basis-1", date(2023, 1, 14), "not_yet"),
        ("THA-host-retention-1", date(2026, 11, 1), "unconfirmed"),
        ("THA-host-retention-1", date(2013, 1, 1), "unconfirmed"),
        # Without a day: known since the page of 20 August 2026, or since the day on which a page without a date was read.
        ("BEN-host-first_transfer-1", date(2026, 8, 19), "undated"),
        ("BEN-host-first_transfer-1", date(2026, 8, 20), "in_force"),
        ("JPN-buyer-process-2", date(2026, 11, 21), "undated"),
        ("JPN-buyer-process-2", date(2026, 11, 22), "in_force"),
        ("KEN-host-cap-2", date(2025, 2, 3), "undated"),
        ("KEN-host-cap-2", date(2025, 2, 4), "draft"),
        # A statement stands from its own day or that of its page, whichever is the earlier.
        ("VNM-host-legal_basis-2", date(2026, 8, 13), "not_yet"),
        ("VNM-host-legal_basis-2", date(2026, 8, 14), "announced"),
        ("EUU-buyer-use_limit-1", date(2025, 12, 9), "not_yet"),
        ("EUU-buyer-use_limit-1", date(2025, 12, 10), "announced"),
        ("KOR-buyer-eligible-1", date(2018, 5, 1), "not_yet"),
    ],
)
def test_a_rule_has_the_state_of_the_day(built, rule, day, state):
    assert states(built, day)[rule] == state


def test_traps_of_the_facts_hold(built):
    of = ask("SELECT * FROM rule_list")
    cap = of[of["rule_kind"] == "cap"]
    assert cap[cap["party"] == "Kenya"]["value_number"].isna().all()
    assert not set(cap["party_iso3"]) & {"GHA", "RWA"}
    singapore = of[
        (of["side"] == "host") & of["value_number"].isin((2, 5)) & of["rule_kind"].isin(("omge", "share_of_proceeds"))
    ]
    assert set(singapore["counterpart"]) == {"Singapore"} and len(singapore) == 10
    zimbabwe = ask("SELECT state FROM rule_cells WHERE party_iso3 = 'ZWE' AND rule_kind = 'share_of_proceeds'")
    assert zimbabwe["state"].to_list() == ["repealed"]


def test_the_page_answers_as_counted_by_hand(built):
    known = offered()
    filters = Filters(known.edition_on)
    page: Page = ENTRIES["rules"].content(Choice(filters, filters, known))
    said = [block.text for block in page.blocks if isinstance(block, Say)]
    # Counted in data/curated/rules.csv: 187 rows of hosts, of 38 Parties, 8 with A, 13 with L or C.
    assert said[0] == (
        "187 dated claims on 38 hosts: 8 rest on an official page, 166 on another page or a copy of the text, 13 on a lead, which decides nothing."
    )
    narrowed = Filters(known.edition_on, buyers=("CHE",), hosts=("GHA",))
    steps = ENTRIES["rules"].content(Choice(narrowed, narrowed, known))
    tables = [block for block in steps.blocks if isinstance(block, Table) and block.key.startswith("claims-step-")]
    told = " ".join(table.frame().to_string() for table in tables)
    assert "three months" in told and "Singapore" not in told and "5.9 Mt" not in told


CHOICES = (
    {},
    {"hosts": ("KEN", "GHA")},
    {"regions": ("Africa",)},
    {"buyers": ("SGP",)},
    {"hosts": ("VNM",), "buyers": ("CHE", "JPN")},
)


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_on_each_day_that_turns_a_rule_the_figures_are_what_the_files_hold(built, chosen):
    days = [day for turn in oracle_rules.days() for day in (turn - timedelta(1), turn)]
    days = [day for day in sorted({*days, EDITION}) if date(2013, 1, 1) <= day <= EDITION]
    rows = oracle_rules.chosen(chosen.get("hosts", ()), chosen.get("buyers", ()), chosen.get("regions", ()))
    for day in days:
        filters = Filters(day, **chosen)
        found = queries.rules(filters)
        states = dict(zip(found["rule_id"], found["state"], strict=True))
        assert states == {row["rule_id"]: oracle_rules.state(row, day) for row in rows}, day
        told = {figure.name: int(figure.answer(filters, found).value or 0) for figure in figures.FIGURES}
        assert told == oracle_rules.figures(rows, day), day


def test_a_cell_of_leads_or_volumes_alone_is_no_find():
    parties = [{"side": "host", "party_iso3": code} for code in ("GHA", "KEN")]
    kinds = [{"rule_kind": kind} for kind in ("fee", "cap", "volume")]
    of = rows(
        {"rule_kind": "fee"},
        {"rule_kind": "fee"},
        {"rule_kind": "cap", "is_unconfirmed": True},
        {"rule_kind": "volume", "party_iso3": "KEN"},
    )
    assert findings.silent_cells(of, parties, kinds) == (3, 4)


def test_hosts_that_limit_are_named():
    of = rows({"rule_kind": "cap"}, {"rule_kind": "retention", "party": "Kenya"}, {"rule_kind": "cap", "state": "draft", "party": "Brazil"})  # fmt: skip
    assert findings.of_limits(of, 9) == "Ghana and Kenya limit sales or keep a share back: found for 2 of 9 hosts"
    assert findings.of_limits(of[:1], 9) == "Ghana limits sales or keeps a share back: found for 1 of 9 hosts"
    assert (
        findings.of_limits(of[2:], 1) == "A limit on sales, or a share kept back, was found in force for none of 1 host"
    )


def test_claims_are_found_by_all_of_the_words_in_any_case():
    of = rows({"says": "US$1,000 for the letter.", "source_publisher": "The Herald"}, {"says": "None.", "party": "Kenya", "source_publisher": "X"})  # fmt: skip
    assert [row["party"] for row in findings.with_words(of, "HERALD letter")] == ["Ghana"]
    assert findings.with_words(of, "kenya letter") == []
    assert len(findings.with_words(of, "fees")) == 2


def test_a_share_that_both_sides_state_is_one_term():
    share = {"rule_kind": "share_of_proceeds", "value_number": 5.0, "value_unit": "per cent"}
    of = rows(share, share | {"side": "buyer", "party_iso3": "SGP"})
    assert findings_terms.same_term(of) == "Host and buyer both state 5%: each is one term of their agreement, not two."
    assert findings_terms.same_term(of[:1]) == ""
    assert findings_terms.same_term(rows(share, share | {"side": "buyer", "value_number": 2.0})) == ""


def test_a_term_of_one_agreement_is_not_told_as_a_rule_in_force():
    assert findings.state_words("in_force", "Singapore") == "a term of that agreement"
    assert findings.state_words("in_force", None) == "in force, as a page says"
    assert findings.state_words("repealed", "Singapore") == "repealed"


def test_a_few_hosts_are_compared_on_every_kind_that_one_has(built):
    """Of Ghana and Zambia only one has a share that is cancelled: the comparison of the two left it out."""
    known = offered()
    filters = Filters(known.edition_on, hosts=("GHA", "ZMB"))
    page = ENTRIES["rules"].content(Choice(filters, filters, known))
    table = next(block for block in page.walk() if isinstance(block, Table) and block.key == "rules-hosts")
    rows = table.frame().set_index("Kind")
    assert list(rows.columns) == ["Ghana", "Zambia"]
    assert "2%" in rows.at["**Cancelled**", "Ghana"] and rows.at["**Cancelled**", "Zambia"] == "not found"


def test_kinds_of_one_party_alone_are_named_and_in_no_column():
    of = rows({"rule_kind": "fee"}, {"rule_kind": "fee", "party": "Kenya"}, {"rule_kind": "cap"})
    shown, said = findings.lined_up(of, KINDS[1:], 2)
    assert [kind["rule_kind"] for kind in shown] == ["fee"]
    assert said == "In no column, for only one has a claim on it: limit on sales (Ghana)."
    assert findings.lined_up(of, KINDS[1:2], 2)[1] == ""


def test_terms_of_a_party_name_amounts_first_and_whose_they_are():
    of = rows(
        {"value_number": 1000.0, "value_unit": "USD", "kind_order": 4},
        {"rule_id": "B", "value_number": 0.2, "value_unit": "USD per credit", "kind_order": 4},
        {"rule_kind": "omge", "kind": "Cancelled", "value_number": 2.0, "value_unit": "per cent", "counterpart": "Singapore", "kind_order": 12},
        {"rule_kind": "authority", "kind": "Authority", "kind_order": 1},
    )  # fmt: skip
    assert findings_terms.terms(of) == (
        "Fees: US$1,000, US$0.20 per credit; cancelled: 2% (with Singapore only). "
        "Also rules on authority, with no amount read."
    )
    assert findings_terms.terms(of[3:]) == "Rules on authority; none of them names an amount that was read."


def test_a_term_that_both_sides_of_a_pair_state_is_told_once():
    share = {
        "rule_kind": "share_of_proceeds",
        "kind": "Shares",
        "value_number": 5.0,
        "value_unit": "per cent",
        "kind_order": 11,
    }
    of = rows(
        share | {"counterpart": "Singapore"},
        share | {"rule_id": "B", "side": "buyer"},
        share | {"rule_id": "C", "value_number": 30.0, "value_unit": "per cent of revenue"},
    )
    assert findings_terms.terms(of, is_pair=True) == "Shares: 5%, 30% of revenue."
    assert findings_terms.terms(of) == "Shares: 5% (with Singapore only), 5%, 30% of revenue."


def test_amounts_of_one_unit_share_it_and_a_volume_is_no_term():
    fee = {"rule_kind": "fee", "kind": "Fees", "kind_order": 4}
    kept = {
        "rule_kind": "retention",
        "kind": "Kept back",
        "value_unit": "per cent may be transferred at most",
        "kind_order": 10,
    }
    of = rows(
        fee | {"rule_id": "A", "value_number": 0.1, "value_unit": "USD per credit"},
        fee | {"rule_id": "B", "value_number": 0.2, "value_unit": "USD per credit"},
        fee | {"rule_id": "C", "value_number": 0.2, "value_unit": "USD per credit"},
        fee | {"rule_id": "D", "value_number": 200_000.0, "value_unit": "KES"},
        kept | {"rule_id": "E", "value_number": 90.0},
        kept | {"rule_id": "F", "value_number": 50.0},
        {"rule_kind": "volume", "kind": "Volumes, no limit", "value_number": 5.9, "value_unit": "Mt", "kind_order": 20},
    )
    assert findings_terms.terms(of) == (
        "Fees: US$0.10 and US$0.20 per credit, KES 200,000; kept back: 90% and 50% may be transferred at most."
    )


@pytest.mark.parametrize("key", ["RWA", "SGP-GHA"])
def test_a_brief_says_what_is_authorised_and_on_what_terms(built, key):
    told = [
        block.lead
        for piece in made.brief(key, Filters(EDITION)).pieces
        for block in piece.blocks
        if isinstance(block, Say) and block.lead and not piece.is_spare
    ]
    assert [words for words in told if words.startswith(("What is authorised", "On what terms"))], told
    assert any(words.startswith("On what terms") for words in told)
    assert any(words.startswith("What is authorised") for words in told) or key == "SGP-GHA"
