"""The rules that stand in a macro each, case by case: the day before, the day, the day after, and both sides of each branch."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import duckdb
import pytest
from copies import ROOT


@pytest.fixture(scope="module")
def rules():
    with duckdb.connect() as connection:
        for file in ("etl/schema/words.sql", "etl/views/trade_time.sql"):
            connection.execute((ROOT / file).read_text(encoding="utf-8"))
        yield connection


FORCE = "force_state('{}', {}, {}, {}, {}, {}, DATE '2025-06-30')"


def force(status="signed", since="NULL", until="NULL", used="NULL", looked="false", enters="true"):
    return FORCE.format(status, since, until, used, looked, enters)


CASES = [
    ("first_possible_day('2024')", date(2024, 1, 1)),
    ("first_possible_day('2024-02')", date(2024, 2, 1)),
    ("first_possible_day('2024-02-07')", date(2024, 2, 7)),
    ("last_possible_day('2024')", date(2024, 12, 31)),
    ("last_possible_day('2024-02')", date(2024, 2, 29)),
    ("last_possible_day('2024-02-07')", date(2024, 2, 7)),
    ("date_in_words('2024')", "2024"),
    ("date_in_words('2024-02')", "Feb 2024"),
    ("date_in_words('2024-02-07')", "7 Feb 2024"),
    ("until_in_words('2024')", "the end of 2024"),
    ("until_in_words('2024-02')", "the end of Feb 2024"),
    ("until_in_words('2024-02-07')", "7 Feb 2024"),
    ("is_known_day('2024-02-07')", True),
    ("is_known_day('2024-2-07')", False),
    ("is_known_day('2024-02-29')", True),
    ("is_known_day('2023-02-29')", False),
    ("is_known_day('2024-02-30')", False),
    ("is_known_day('2024-12')", True),
    ("is_known_day('2024-13')", False),
    ("is_known_day('2024-00')", False),
    ("is_known_day('2024')", True),
    ("is_known_day('0024')", False),
    ("is_known_day(NULL)", None),
    ("is_period('2024-01-01/2024-12-31')", True),
    ("is_period('2024-01-01/2024-01-01')", True),
    ("is_period('2024-01-02/2024-01-01')", False),
    ("is_period('2023-02-29/2024-01-01')", False),
    ("is_period('2023-02-28/2024-02-30')", False),
    ("is_period('2024-01/2024-12')", False),
    ("is_period(NULL)", None),
    ("is_address('https://a.example')", True),
    ("is_address('https://example')", False),
    ("fiscal_year_start(2024)", date(2024, 4, 1)),
    ("fiscal_year_end(2024)", date(2025, 3, 31)),
    ("plural_s(0)", "s"),
    ("plural_s(1)", ""),
    ("plural_s(2)", "s"),
    ("is_lead_only('A')", False),
    ("is_lead_only('B')", False),
    ("is_lead_only('L')", True),
    ("is_lead_only('C')", True),
    ("megatonnes(2500000, 'tco2e')", 2.5),
    ("megatonnes(2.5, 'mtco2e')", 2.5),
    ("megatonnes(2.5, 'years')", None),
    ("tonnes(2.5, 'mtco2e')", 2_500_000),
    ("tonnes(2.5, 'tco2e')", 2.5),
    ("tonnes(2.5, 'years')", None),
    ("date_precision('2024')", "year"),
    ("date_precision('2024-02')", "month"),
    ("date_precision('2024-02-07')", "day"),
    ("missing_word(false, 1, 1, true)", "not applicable"),
    ("missing_word(true, 0, 0, false)", "none yet"),
    ("missing_word(true, NULL, NULL, false)", "none yet"),
    ("missing_word(true, 1, 0, false)", "none confirmed"),
    ("missing_word(true, 1, 0, true)", "none confirmed"),
    ("missing_word(true, 2, 1, true)", "not published"),
    ("missing_word(true, 2, 1, false)", "amount not found"),
    # In force, on 30 June 2025
    (force("concluded_not_signed", since="'2025-01-01'"), "concluded_not_signed"),
    (force("under_negotiation"), "announced"),
    (force("unclear"), "unclear"),
    (force(since="'2025-06-29'"), "in_force"),
    (force(since="'2025-06-30'"), "in_force"),
    (force(since="'2025-06'"), "in_force"),
    (force(since="'2025-07-01'"), "not_yet_in_force"),
    (force(since="'2025-07'"), "not_yet_in_force"),
    (force(since="'2025'"), "not_yet_in_force"),
    (force("in_force"), "in_force"),
    (force("in_force", since="'2025-07-01'"), "not_yet_in_force"),
    (force(since="'2020-01-01'", until="'2025-06-29'"), "ended"),
    (force(since="'2020-01-01'", until="'2025-06-30'"), "in_force"),
    (force(since="'2020-01-01'", until="'2025'"), "in_force"),
    (force(until="'2025-06-30'", used="DATE '2025-01-01'"), "valid_until"),
    (force(until="'2025-06-29'"), "ended"),
    (force(used="DATE '2025-06-29'"), "in_use"),
    (force(used="DATE '2025-06-30'"), "in_use"),
    (force(used="DATE '2025-07-01'"), "not_looked_up"),
    (force(looked="true"), "not_found"),
    (force(looked="true", used="DATE '2025-06-30'"), "in_use"),
    (force(looked="true", enters="false"), "not_applicable"),
    (force(enters="false"), "not_applicable"),
    # Trade around a signature
    ("trade_floor_usd()", 25_000_000),
    ("has_signed_by(DATE '2022-12-31', 2022)", True),
    ("has_signed_by(DATE '2023-01-01', 2022)", False),
    ("has_signed_by(NULL, 2022)", False),
    ("side_of_signature(2021, DATE '2022-05-01', DATE '2024-12-30')", "before"),
    ("side_of_signature(2022, DATE '2022-05-01', DATE '2024-12-30')", "signature"),
    ("side_of_signature(2023, DATE '2022-05-01', DATE '2024-12-30')", "after"),
    ("side_of_signature(2024, DATE '2022-05-01', DATE '2024-12-30')", "in_progress"),
    ("side_of_signature(2024, DATE '2022-05-01', DATE '2024-12-31')", "after"),
    ("before_and_after(NULL, true, 1, 1)", "no_report"),
    ("before_and_after(24999999, true, 1, 1)", "too_little"),
    ("before_and_after(25000000, true, 1, 1)", "compared"),
    ("before_and_after(25000000, false, 1, 1)", "no_date"),
    ("before_and_after(25000000, true, 0, 1)", "no_year_before"),
    ("before_and_after(25000000, true, 1, 0)", "no_year_after"),
    ("before_and_after(25000000, true, 0, 0)", "no_year_before"),
    ("drives(50, 100)", True),
    ("drives(49, 100)", False),
    ("drives(0, 0)", False),
    ("drives(NULL, 100)", False),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "said"), CASES)
def test_rule(rules, asked, said):
    assert rules.execute(f"SELECT {asked}").fetchone() == (said,)


STATE = "rule_state('{}', {}, {}, {}, DATE '2025-06-30')"


@pytest.mark.parametrize(
    ("status", "applies", "ends", "known", "said"),
    [
        ("unconfirmed", "2025-01-01", "2025-02-01", "2025-01-01", "unconfirmed"),
        ("in_force", "2025-06-29", None, "2025-01-01", "in_force"),
        ("in_force", "2025-06-30", None, "2025-01-01", "in_force"),
        ("in_force", "2025-07-01", None, "2025-01-01", "not_yet"),
        ("in_force", "2020-01-01", "2025-06-30", "2025-01-01", "repealed"),
        ("in_force", "2020-01-01", "2025-07-01", "2025-01-01", "in_force"),
        ("in_force", None, None, "2025-06-30", "in_force"),
        ("in_force", None, None, "2025-07-01", "undated"),
        ("draft", "2026-01-01", None, "2025-06-30", "draft"),
        ("draft", "2026-01-01", None, "2025-07-01", "not_yet"),
        ("repealed", "2020-01-01", None, "2025-01-01", "repealed"),
        ("repealed", "2020-01-01", "2025-07-01", "2025-01-01", "in_force"),
        ("repealed", "2025-07-01", None, "2025-01-01", "not_yet"),
    ],
)
def test_state_of_a_claim(rules, status, applies, ends, known, said):
    days = (f"DATE '{day}'" if day else "NULL::DATE" for day in (applies, ends, known))
    assert rules.execute(f"SELECT {STATE.format(status, *days)}").fetchone() == (said,)


@pytest.mark.parametrize(
    ("states", "said"),
    [
        (["draft", "in_force"], "in_force"),
        (["announced", "not_yet"], "not_yet"),
        (["proposed", "draft"], "draft"),
        (["undated", "repealed"], "repealed"),
        (["unconfirmed", "undated"], "undated"),
        (["unconfirmed"], "unconfirmed"),
        ([], "not_found"),
    ],
)
def test_cell_of_claims(rules, states, said):
    assert rules.execute("SELECT rule_cell($1::VARCHAR[])", [states]).fetchone() == (said,)


def test_no_column_of_a_read_model_has_the_words_of_another():
    """Each is described once: words on a host that stand at a buyer's column are a second time there."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "etl/views").glob("*.sql"))
    told = Counter(re.findall(r"^COMMENT ON COLUMN (\S+) IS", text, re.MULTILINE))
    assert len(told) > 400
    assert [column for column, count in told.items() if count > 1] == []
