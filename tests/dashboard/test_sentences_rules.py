"""What is said of the rules of hosts and buyers, on claims made up here: cells, counts, days, and what a pair meets."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.rules import findings, findings_terms

LABELS = {"process": "Steps and days", "fee": "Fees", "cap": "Limit on sales", "volume": "Volumes"}


def kinds_of(labels: dict[str, str]) -> list[dict[str, str]]:
    return [{"rule_kind": kind, "label": label} for kind, label in labels.items()]


KINDS = kinds_of(LABELS)
NAMES = {"GHA": "Ghana", "KEN": "Kenya", "SGP": "Singapore", "CHE": "Switzerland"}


def claims(*known: dict[str, object]) -> list[dict[str, object]]:
    """Claims, each on a fee of Ghana that is in force unless it says otherwise."""
    sound = {
        "rule_id": "A", "side": "host", "party_iso3": "GHA", "rule_kind": "fee", "step_order": 1, "kind_order": 1, "state": "in_force", "value_number": None,
        "value_unit": None, "counterpart": None, "counterpart_iso3": None, "is_unconfirmed": False, "is_on_path": True, "confidence": "B", "says": "Says so",
        "source_publisher": "Office",
    }  # fmt: skip
    rows = [sound | own for own in known]
    names = [
        {"party": NAMES.get(row["party_iso3"], row["party_iso3"]), "kind": LABELS.get(row["rule_kind"])} for row in rows
    ]
    return [row | named for row, named in zip(rows, names, strict=True)]


FIVE = {"value_number": 5.0, "value_unit": "per cent"}
LEAD = {"is_unconfirmed": True, "state": "unconfirmed", "confidence": "L"}
OF_SGP, OF_CHE = {"counterpart_iso3": "SGP"}, {"counterpart_iso3": "CHE"}


@pytest.mark.parametrize(
    ("known", "cell"),
    [
        ([FIVE, FIVE | {"state": "draft", "value_number": 7.0}], "● 5% · 2"),
        ([FIVE | OF_SGP, FIVE], "● 5% · 2"),
        ([FIVE | OF_SGP, FIVE | OF_SGP], "● 5%, SGP only · 2"),
        ([FIVE | OF_SGP, FIVE | OF_CHE | {"value_number": 6.0}], "● 2 numbers, CHE and SGP only"),
        ([{"rule_kind": "process"}, {"rule_kind": "process"}], "● found · 2"),
        ([FIVE | {"state": "not_yet"}], "○ 5%"),
        ([{"state": "proposed"}], "○ a proposal"),
    ],
)
def test_a_cell_speaks_of_its_leading_claims(known, cell):
    assert findings.cell(claims(*known)) == cell


def test_a_cell_without_a_claim_is_not_found():
    assert findings.cell([]) == "not found"


def test_on_what_kinds_of_page_claims_rest():
    rows = claims(
        {"confidence": "A"}, {"confidence": "A"}, {}, {}, {"party_iso3": "KEN"}, LEAD | {"party_iso3": "KEN"}, {"side": "buyer", "party_iso3": "CHE"}
    )  # fmt: skip
    assert findings.answer(rows) == (
        "6 dated claims on 2 hosts: 2 rest on an official page, 3 on another page or a copy of the text, 1 on a lead, which decides nothing."
    )
    assert findings.answer(rows, "buyer") == (
        "1 dated claim on 1 buyer: 0 rest on an official page, 1 on another page or a copy of the text, 0 on a lead, which decides nothing."
    )
    two = claims(LEAD, LEAD, {})
    assert findings.answer(two).endswith(
        ": 0 rest on an official page, 1 on another page or a copy of the text, 2 on a lead, which decides nothing."
    )


def test_a_claim_without_words_is_found_by_the_others():
    rows = claims({"says": None}, {"party_iso3": "KEN"})
    assert [row["party"] for row in findings.with_words(rows, "GHANA office")] == ["Ghana"]


def test_cells_of_which_nothing_was_found():
    parties = [{"side": "host", "party_iso3": code} for code in ("GHA", "KEN")]
    rows = claims({}, {"party_iso3": "KEN"}, LEAD | {"rule_kind": "cap"}, {"party_iso3": "SGP"})
    assert findings.silent_cells(rows, parties, KINDS) == (4, 6)
    assert findings.silent(1204, 2000) == (
        "Nothing was found for 1,204 of 2,000 combinations of a Party and a kind of rule: pages were read in part, so a rule may exist."
    )


SEVEN = [{"party_iso3": f"H{at}"} for at in range(7)]


def test_who_limits_sales_is_named_up_to_six():
    rows = claims(*({"rule_kind": "cap"} | own for own in SEVEN))
    assert findings.of_limits(rows[:6], 9) == (
        "H0, H1, H2, H3, H4 and H5 limit sales or keep a share back: found for 6 of 9 hosts"
    )
    assert findings.of_limits(rows, 9).startswith("H0, H1, H2, H3, H4, H5 and 1 more limit sales")
    other = claims(
        {"rule_kind": "cap", "side": "buyer"}, {"rule_kind": "cap"}, {"rule_kind": "cap"}, {"party_iso3": "KEN"}
    )
    assert findings.of_limits(other, 9) == "Ghana limits sales or keeps a share back: found for 1 of 9 hosts"
    assert findings.found_for(other, "cap", "buyer") == findings.found_for(other, "cap") == ["Ghana"]


def test_fees_whose_amount_was_not_read_are_named_up_to_five():
    rows = claims(*SEVEN)
    assert findings.fees(rows[:2], 9) == (
        "The amount of a fee was found for 0 of 9 hosts; H0 and H1 have one whose amount was not read"
    )
    assert "; H0, H1, H2, H3 and H4 have one" in findings.fees(rows[:5], 9)
    assert "; H0, H1, H2, H3, H4 and 1 more have one" in findings.fees(rows[:6], 9)
    assert findings.fees(claims(FIVE), 1) == "The amount of a fee was found for 1 of 1 host"


PARTIES = 4


def test_kinds_found_for_most_and_for_fewest():
    rows = claims(
        {}, {}, {"party_iso3": "KEN"}, {"rule_kind": "cap"}, LEAD | {"rule_kind": "process"}, {"rule_kind": "volume", "party_iso3": "KEN"},
        {"rule_kind": "cap", "side": "buyer", "party_iso3": "CHE"}, {"rule_kind": "cap", "side": "buyer", "party_iso3": "SGP"},
    )  # fmt: skip
    assert findings.least_found(rows, PARTIES, KINDS) == (
        "Best known about hosts: fees, found for 2 of 4. Least: limit on sales, for 1"
    )
    assert findings.least_found(rows, PARTIES, KINDS, "buyer") == "Each of 1 kind was found for 2 of 4"
    assert findings.least_found(claims(LEAD), PARTIES, KINDS) == "Nothing was found"
    assert findings.least_found(claims({"rule_kind": "volume"}), PARTIES, KINDS) == "Nothing was found"


def test_three_of_the_best_kinds_are_named_and_four_of_the_least():
    names = [f"K{at}" for at in range(9)]
    kinds = kinds_of({name: name for name in names})
    best = [{"rule_kind": name, "party_iso3": party} for name in names[:4] for party in ("GHA", "KEN")]
    rows = claims(*best, *({"rule_kind": name} for name in names[4:]))
    assert findings.least_found([row | {"kind": row["rule_kind"]} for row in rows], PARTIES, kinds) == (
        "Best known about hosts: k0, k1, k2 and 1 more, found for 2 of 4. Least: k4, k5, k6, k7 and 1 more, for 1"
    )


def test_volumes_are_no_kind_of_rule_of_a_party():
    assert findings.of_one(claims({"rule_kind": "volume"}), "Ghana", KINDS) == "No rule was found for Ghana"
    assert (
        findings.of_one(claims({"rule_kind": "volume"}, {}), "Ghana", KINDS)
        == "Ghana: a rule was found on 1 of 3 kinds"
    )


NO_DAY = {"applies_from": None, "known_from_on": date(2026, 8, 20), "repealed_on": None, "superseded_by_says": None}


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({}, "no day given; known since 20 Aug 2026"),
        ({"applies_from": "2023-05"}, "from May 2023"),
        ({"repealed_on": "2025-05-02"}, "no day given; known since 20 Aug 2026, repealed 2 May 2025"),
        ({"applies_from": "2023", "repealed_on": "2025", "superseded_by_says": "A new act"}, "from 2023, repealed 2025; in its place: A new act"),
    ],
)  # fmt: skip
def test_from_when_to_when_a_claim_applies(own, said):
    assert findings.date_words(NO_DAY | own) == said


def test_a_pair_meets_the_terms_of_both_sides_in_order():
    rows = claims(
        {"rule_id": "b-all", "side": "buyer", "party_iso3": "CHE"}, {"rule_id": "b-this", "side": "buyer", "party_iso3": "CHE", "counterpart_iso3": "GHA"},
        {"rule_id": "b-other-host", "side": "buyer", "party_iso3": "CHE", "counterpart_iso3": "KEN"}, {"rule_id": "b-other", "side": "buyer", "party_iso3": "SGP"},
        {"rule_id": "b-turned", "side": "buyer", "party_iso3": "GHA"}, {"rule_id": "h-all"}, {"rule_id": "h-this"} | OF_CHE, {"rule_id": "h-other"} | OF_SGP,
        {"rule_id": "h-kenya", "party_iso3": "KEN"}, {"rule_id": "h-turned", "party_iso3": "CHE"}, {"rule_id": "h-draft", "state": "draft"},
        {"rule_id": "early", "step_order": 0, "kind_order": 9}, {"rule_id": "late", "step_order": 1, "kind_order": 2},
    )  # fmt: skip
    assert [row["rule_id"] for row in findings.met_by(rows, "CHE", "GHA")] == [
        "early",
        "h-all",
        "h-this",
        "b-all",
        "b-this",
        "late",
    ]


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (5.0, "per cent", "5%"), (2.5, "per cent of revenue", "2.5% of revenue"), (0.25, "per cent", "0.25%"), (4.0, "USD per ITMO", "US$4 per ITMO"),
        (0.2, "USD per credit", "US$0.20 per credit"), (1000.0, "KES", "KES 1,000"), (1000.5, "KES", "KES 1,000.50"), (25.0, "working days", "25 working days"),
        (1.5, "months", "1.5 months"), (1500.0, "days", "1,500 days"),
    ],
)  # fmt: skip
def test_an_amount_with_its_unit(number, unit, said):
    assert findings_terms.amount(number, unit) == said


NOTHING = "fees: not found; shares: not found; limit on sales: not found; kept back: not found"


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ([FIVE | {"rule_kind": "share_of_proceeds"}], "fees: not found; shares: 5%; limit on sales: not found; kept back: not found"),
        ([{}, {"rule_kind": "cap", "state": "draft"}, LEAD | {"rule_kind": "retention"}, FIVE | LEAD | {"rule_kind": "share_of_proceeds"}],
         "fees: found, without a number; shares: unconfirmed; limit on sales: none in force, only drafts, plans or repealed ones; kept back: unconfirmed"),
        ([FIVE, FIVE | {"state": "draft", "value_number": 9.0}, {"rule_kind": "cap", "state": "draft"}, LEAD | {"rule_kind": "cap"}],
         "fees: 5%; shares: not found; limit on sales: none in force, only drafts, plans or repealed ones; kept back: not found"),
        ([{"rule_kind": "process"}], NOTHING),
    ],
)  # fmt: skip
def test_what_a_host_takes_limits_and_keeps(known, said):
    assert findings_terms.charged(pd.DataFrame(claims(*known))) == said
    assert findings_terms.charged(pd.DataFrame(claims(*known)).head(0)) == "no rule was found; one may exist"


def test_days_are_added_only_of_steps_and_a_fee_of_one_currency_is_added():
    process = {"rule_kind": "process", "value_unit": "days"}
    rows = claims(
        process | {"value_number": 30.0}, process | {"value_number": 15.0}, {"value_number": 7.0, "value_unit": "days"}, process | {"is_on_path": False, "value_number": 9.0},
    )  # fmt: skip
    assert findings_terms.sums(rows) == (
        "Of what was found: 45 days in 2 terms. It is no total of what a project takes. Both terms that bind the project and terms that bind authorities are "
        "in it. Only some projects meet 9 days in 1 term more; the steps say which."
    )
    fee = claims(
        {"value_number": 100.0, "value_unit": "USD"}, {"value_number": 50.0, "value_unit": "USD", "is_on_path": False}
    )
    assert findings_terms.sums(fee) == ("Of what was found: US$100 in 1 fee. It is no total of what a project takes.")
    some = claims(process | {"value_number": 9.0, "is_on_path": False})
    assert findings_terms.sums(some) == (
        "No days or amounts that each project meets were found to add up. Only some projects meet 9 days in 1 term more; the steps say which."
    )


def test_shares_that_both_sides_state():
    share, omge = (
        FIVE | {"rule_kind": "share_of_proceeds"},
        {"rule_kind": "omge", "value_number": 2.0, "value_unit": "per cent"},
    )
    buyer = {"side": "buyer", "party_iso3": "SGP"}
    both = claims(share, share | buyer, omge, omge | buyer, FIVE, FIVE | buyer)
    assert (
        findings_terms.same_term(both)
        == "Host and buyer both state 2% and 5%: each is one term of their agreement, not two."
    )
    assert findings_terms.same_term(claims(share, share, omge | {"value_number": 5.0} | buyer)) == ""


def test_kinds_that_were_not_found_for_a_host():
    kinds = kinds_of({"process": "Steps and days", "fee": "Fees", "omge": "Cancelled", "volume": "Volumes"})
    of_buyer = {"side": "buyer", "party_iso3": "SGP"}
    rows = claims(FIVE, {}, {"rule_kind": "process"} | of_buyer, {"rule_kind": "omge"} | of_buyer)
    assert findings_terms.missing(rows, kinds, "Ghana") == "Not found for Ghana: steps and days; a rule may exist."
    assert findings_terms.missing(claims(FIVE, {"rule_kind": "process"}, {"rule_kind": "omge"}), kinds, "Ghana") == (
        "Each kind of rule was found for Ghana."
    )
    assert findings_terms.missing(claims({}, FIVE | of_buyer), kinds, "Ghana").endswith(
        " Named without an amount: fees."
    )
