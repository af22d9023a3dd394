"""What is said of a figure, a number or a date: every part of an answer in words, on rows made up here."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from made import (
    ALL_TRACED,
    BESIDE_LEADS,
    ESTIMATES,
    IN_ALL,
    IN_TOTAL,
    MANY_ALLOWED,
    MOVED,
    NO_AMOUNT,
    NO_ESTIMATE,
    NO_TOTAL,
    NONE_YET,
    NOT_OURS,
    NOTHING_TRACED,
    OLD_TOTAL,
    ONE_ALLOWED,
    ONE_ESTIMATE,
    PAIRS,
    PART_TRACED,
    SAME_LEAD,
    SAME_THEN,
    THREE_LEADS,
    TRACED,
    TRACED_LATER,
    TWO_PAIRS,
    UNDATED,
    WITHHELD,
    lines,
    of,
    projects,
    total,
)

from dashboard.core import dates, numbers, told, told_rows, words


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: told.shown(ALL_TRACED), "100 t"),
        (lambda: told.shown(PART_TRACED), "1.50 Mt"),
        (lambda: told.shown(TRACED_LATER), "about 0.7 Mt"),
        (lambda: told.shown(OLD_TOTAL), "2.5 Mt"),
        (lambda: told.shown(TRACED), "100 t"),
        (lambda: told.shown(NONE_YET), "none yet"),
        (lambda: told.shown(ESTIMATES), "2.2 Mt"),
        (lambda: told.shown(MANY_ALLOWED), "1,234"),
        (lambda: told.amount(ESTIMATES, 2.2e6), "2.2 Mt a year"),
        (lambda: told.amount(MANY_ALLOWED, 1), "1 authorisation"),
        (lambda: told.amount(MANY_ALLOWED, 1200), "1,200 authorisations"),
    ],
)
def test_what_leads(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: told.by(ALL_TRACED), "published by RH for 31 Oct 2024"),
        (lambda: told.by(OLD_TOTAL), "traced to projects; not the full total"),
        (lambda: told.by(NONE_YET), "nothing of the kind is known to have happened"),
        (lambda: told.by(WITHHELD), "a source says that the figure is withheld"),
        (lambda: told.by(NO_AMOUNT), "by an official page or two other sources"),
        (lambda: told.by(NOTHING_TRACED), "published by RH for 31 Oct 2024"),
        (lambda: told.by(NOT_OURS), "the JCM is Japan’s scheme, and this choice has no part in it"),
        (lambda: told.by(NO_ESTIMATE), "no estimate was found"),
        (lambda: told.by(ESTIMATES), "estimates of 2 of 5 projects, made before the fact"),
        (lambda: told.by(ONE_ESTIMATE), "estimates of 1 of 1 project, made before the fact"),
        (lambda: told.by(IN_TOTAL), "estimates of 1 of 4 without a yearly one, made before the fact"),
        (lambda: told.by(ONE_ALLOWED), "events; each allows, none delivers"),
        (lambda: told.by(TWO_PAIRS), ""),
    ],
)
def test_the_line_below_a_value(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: told.sentence(ALL_TRACED),
            "**100 t** first transferred by Oct 2024 (RH); all of it traced to projects",
        ),
        (
            lambda: told.sentence(PART_TRACED),
            "**1.50 Mt** first transferred by Oct 2024 (RH); 60 t of it traced to projects, 100 t by Jan 2025; largest gap: Forest, KH005; for 1 more first transfer the amount was not found; for 2 more first transfers no amount is published",
        ),
        (
            lambda: told.sentence(TRACED_LATER),
            "**about 0.7 Mt** first transferred by Oct 2024 (RH); 60 t traced to projects by May 2024",
        ),
        (
            lambda: told.sentence(SAME_THEN),
            "**about 0.7 Mt** first transferred by Oct 2024 (RH); 60 t of it traced to projects",
        ),
        (lambda: told.sentence(NOTHING_TRACED), "**about 0.7 Mt** first transferred by Oct 2024 (RH)"),
        (lambda: told.sentence(OLD_TOTAL), "**2.5 Mt** first transferred by Jan 2025, traced to projects"),
        (lambda: told.sentence(UNDATED), "**60 t** first transferred, traced to projects"),
        (
            lambda: told.sentence(BESIDE_LEADS),
            "**60 t** first transferred by May 2024, traced to projects; 1,239 t unconfirmed, from A wiki, A copy alone",
        ),
        (
            lambda: told.sentence(SAME_LEAD),
            "first transferred: **none confirmed**; 5,000 t unconfirmed, from A wiki, A fourth alone",
        ),
        (lambda: told.sentence(NO_AMOUNT), "first transferred: **none confirmed**"),
        (
            lambda: told.sentence(WITHHELD),
            "first transferred: **not published** for 1 first transfer",
        ),
        (lambda: told.sentence(ESTIMATES), "**2.2 Mt** expected a year by 2 projects"),
        (lambda: told.sentence(ONE_ESTIMATE), "**1,000 t** expected a year by 1 project"),
        (lambda: told.sentence(MANY_ALLOWED), "**1,234 authorisations** known"),
        (lambda: told.sentence(ONE_ALLOWED, is_markdown=False), "1 authorisation known"),
        (
            lambda: told.sentence(PART_TRACED, is_markdown=False),
            "1.50 Mt first transferred by Oct 2024 (RH); 60 t of it traced to projects, 100 t by Jan 2025; largest gap: Forest, KH005; for 1 more first transfer the amount was not found; for 2 more first transfers no amount is published",
        ),
        (
            lambda: told.sentence(of(MOVED, published=total(5, by="A [x](y)"), word="none yet")),
            "**5 t** first transferred by Oct 2024 (A \\[x\\](y))",
        ),
        (
            lambda: told.sentence(of(MOVED, published=total(5, by="A [x](y)"), word="none yet"), is_markdown=False),
            "5 t first transferred by Oct 2024 (A [x](y))",
        ),
    ],
)
def test_the_sentence(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: lines(ALL_TRACED),
            [
                "published: 100 t published by RH for 31 Oct 2024",
                "traced: 100 t traced to 2 first transfers to Jan 2025",
            ],
        ),
        (
            lambda: lines(PART_TRACED),
            [
                "published: 1.50 Mt published by RH for 31 Oct 2024",
                "traced: 100 t traced to 2 first transfers to Jan 2025; 60 t of it by Oct 2024. Largest gap: Forest, KH005",
                "none: 1 more: amount not found",
                "none: 2 more: not published",
            ],
        ),
        (
            lambda: lines(TRACED_LATER),
            [
                "published: About 0.7 Mt published by RH for 31 Oct 2024",
                "traced: 60 t traced to 1 first transfer to May 2024",
            ],
        ),
        (
            lambda: lines(SAME_THEN),
            [
                "published: About 0.7 Mt published by RH for 31 Oct 2024",
                "traced: 60 t traced to 1 first transfer to May 2024",
            ],
        ),
        (
            lambda: lines(OLD_TOTAL),
            [
                "published: 12,345 t published by RH for 31 Oct 2024",
                "traced: 2.5 Mt traced to 2 first transfers to Jan 2025",
            ],
        ),
        (
            lambda: lines(TRACED),
            [
                "none:  No published total of this scope",
                "traced: 100 t traced to 2 first transfers to Jan 2025",
                "known:  Transfers known to May 2026",
            ],
        ),
        (
            lambda: lines(UNDATED),
            ["none:  No published total of this scope", "traced: 60 t traced to 1 first transfer"],
        ),
        (
            lambda: lines(BESIDE_LEADS),
            [
                "none:  No published total of this scope",
                "traced: 60 t traced to 1 first transfer to May 2024",
                "lead: 1,239 t unconfirmed in 2 rows, in no total: A wiki, A copy",
                "lead: 5,000 t by Jul 2026, unconfirmed, in no total: A fourth",
            ],
        ),
        (
            lambda: lines(SAME_LEAD),
            [
                "none:  No published total of this scope",
                "lead: 5,000 t unconfirmed in 1 row, in no total: A wiki, A fourth",
            ],
        ),
        (
            lambda: lines(THREE_LEADS),
            ["none:  No published total of this scope", "lead: 6 t unconfirmed in 3 rows, in no total: A wiki, A copy"],
        ),
        (
            lambda: lines(NO_AMOUNT),
            ["none:  No published total of this scope", "lead: 1 more unconfirmed in 1 row, in no total: A wiki"],
        ),
        (lambda: lines(WITHHELD), ["none:  No published total of this scope", "none: 1 first transfer: not published"]),
        (lambda: lines(NOT_OURS), []),
        (lambda: lines(ESTIMATES), []),
        (lambda: lines(ONE_ALLOWED), ["lead: 2 more unconfirmed, in no total: A wiki, A copy"]),
        (lambda: lines(MANY_ALLOWED), ["known:  Authorisations known to Jan 2026"]),
        (
            lambda: lines(of(PAIRS, value=2, known=2, known_up_to=date(2026, 2, 28))),
            ["known:  Agreements known to Feb 2026"],
        ),
    ],
)
def test_the_lines(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: told.rule(ALL_TRACED),
            "published by RH for 31 Oct 2024; 100 t traced to 2 first transfers to Jan 2025",
        ),
        (
            lambda: told.rule(PART_TRACED),
            "published by RH for 31 Oct 2024; 100 t traced to 2 first transfers to Jan 2025; 60 t of it by Oct 2024. Largest gap: Forest, KH005; 1 more: amount not found; 2 more: not published",
        ),
        (
            lambda: told.rule(OLD_TOTAL),
            "traced to projects; not the full total; 12,345 t published by RH for 31 Oct 2024; 2.5 Mt traced to 2 first transfers to Jan 2025",
        ),
        (
            lambda: told.rule(TRACED),
            "traced to projects; not the full total; no published total of this scope; 100 t traced to 2 first transfers to Jan 2025; transfers known to May 2026",
        ),
        (
            lambda: told.rule(BESIDE_LEADS),
            "traced to projects; not the full total; no published total of this scope; 60 t traced to 1 first transfer to May 2024; 1,239 t unconfirmed in 2 rows, in no total: A wiki, A copy; 5,000 t by Jul 2026, unconfirmed, in no total: A fourth",
        ),
        (lambda: told.rule(MANY_ALLOWED), "events; each allows, none delivers; authorisations known to Jan 2026"),
        (lambda: told.rule(TWO_PAIRS), ""),
        (lambda: told.short_rule(ALL_TRACED), "published by RH for 31 Oct 2024; 100 t traced by Jan 2025"),
        (
            lambda: told.short_rule(PART_TRACED),
            "published by RH for 31 Oct 2024; 100 t traced by Jan 2025; 1 first transfer: amount not found; 2 first transfers: not published",
        ),
        (lambda: told.short_rule(OLD_TOTAL), "traced by Jan 2025"),
        (lambda: told.short_rule(UNDATED), "traced"),
        (lambda: told.short_rule(BESIDE_LEADS), "traced by May 2024; 1,239 t unconfirmed"),
        (lambda: told.short_rule(WITHHELD), "1 first transfer: not published"),
        (lambda: told.short_rule(ESTIMATES), "estimates of 2 of 5 projects, made before the fact"),
        (lambda: told.short_rule(MANY_ALLOWED), ""),
    ],
)
def test_the_rule_in_one_line(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: told.delivered([NONE_YET, NONE_YET]), "nothing is known to have been issued or transferred yet"),
        (lambda: told.delivered([NONE_YET, TRACED]), "**100 t** first transferred by Jan 2025, traced to projects"),
        # A published total of which no event is known here: something was.
        (
            lambda: told.delivered([of(MOVED, published=total(5), word="none yet"), NONE_YET]),
            "**5 t** first transferred by Oct 2024 (RH)",
        ),
        (
            lambda: told.delivered([of(MOVED, published=total(5), word="none yet"), NONE_YET], is_short=True),
            "5 t first transferred by Oct 2024 (RH)",
        ),
        (
            lambda: told.delivered([TRACED, UNDATED]),
            "**100 t** first transferred by Jan 2025, traced to projects; **60 t** first transferred, traced to projects",
        ),
        (
            lambda: told.delivered([of(MOVED, word="none yet", lead_total=total(5)), TRACED], is_markdown=False),
            "first transferred: none yet; 100 t first transferred by Jan 2025, traced to projects",
        ),
        (
            lambda: told.delivered([PART_TRACED, NONE_YET, UNDATED, NO_AMOUNT, TRACED], is_short=True),
            "1.50 Mt first transferred by Oct 2024 (RH); 60 t first transferred, as far as traced; first transferred: none confirmed; 100 t first transferred by Jan 2025, as far as traced",
        ),
    ],
)
def test_what_was_delivered(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: told.expected(ESTIMATES, IN_TOTAL),
            "estimates: **2.2 Mt a year** from 2 projects; **1.00 Mt in total** from 1 other, all to 2030",
        ),
        (lambda: told.expected(ONE_ESTIMATE, NO_TOTAL), "estimates: **1,000 t a year** from 1 project"),
        (lambda: told.expected(NO_ESTIMATE, IN_TOTAL), "estimates: **1.00 Mt in total** from 1 project, all to 2030"),
        (lambda: told.expected(NO_ESTIMATE, NO_TOTAL), "no estimate of their volume was found"),
        (
            lambda: told.expected(
                ESTIMATES,
                of(
                    IN_ALL,
                    rows=pd.concat(
                        [
                            projects("expected_tco2e_total", 3e6, 1, until="2021-2030"),
                            projects("expected_tco2e_total", 1e6, 2e6, until="until 2031"),
                        ]
                    ),
                    value=6e6,
                    known=4,
                ),
            ),
            "estimates: **2.2 Mt a year** from 2 projects; **6.0 Mt in total** from 4 others, most to 2030",
        ),
        (
            lambda: told.expected(
                ESTIMATES,
                of(
                    IN_ALL,
                    rows=pd.concat(
                        [
                            projects("expected_tco2e_total", 3e6, until="2021-2030"),
                            projects("expected_tco2e_total", 1e6, until="before 2031"),
                        ]
                    ),
                    value=4e6,
                    known=4,
                ),
            ),
            "estimates: **2.2 Mt a year** from 2 projects; **4.0 Mt in total** from 2 others, most to 2030",
        ),
        (
            lambda: told.expected(
                NO_ESTIMATE,
                of(
                    IN_ALL,
                    rows=pd.concat(
                        [
                            projects("expected_tco2e_total", 3e6, until="2021-2030"),
                            projects("expected_tco2e_total", 3e6, until="before 2031"),
                        ]
                    ),
                    value=6e6,
                    known=4,
                ),
            ),
            "estimates: **6.0 Mt in total** from 2 projects, 3.0 Mt of it to 2030",
        ),
        (
            lambda: told.expected(
                NO_ESTIMATE,
                of(
                    IN_ALL,
                    rows=pd.concat(
                        [
                            projects("expected_tco2e_total", 9e6, until="2021-2030"),
                            projects("expected_tco2e_total", 1e6, until="before 2031"),
                        ]
                    ),
                    value=1e7,
                    known=4,
                ),
            ),
            "estimates: **10.0 Mt in total** from 2 projects, most to 2030",
        ),
        (
            lambda: told.expected(
                NO_ESTIMATE,
                of(
                    IN_ALL,
                    rows=pd.concat(
                        [
                            projects("expected_tco2e_total", 999e3, until="2021-2030"),
                            projects("expected_tco2e_total", 1e3, until="before 2031"),
                        ]
                    ),
                    value=1e6,
                    known=4,
                ),
            ),
            "estimates: **1.00 Mt in total** from 2 projects, all to 2030",
        ),
    ],
)
def test_both_forms_of_estimate(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: told_rows.quantity(None, "none yet"), "none yet"),
        (lambda: told_rows.quantity(float("nan"), None), "none yet"),
        (lambda: told_rows.quantity(1234.5, "none yet"), "1,234"),
        (lambda: told_rows.shares(110, 29), "110 / 29"),
        (lambda: told_rows.shares(None, 1000), "amount not found / 1,000"),
        (lambda: told_rows.shares(1000, None), "1,000 / amount not found"),
        (lambda: told_rows.shares(None, None), ""),
        (lambda: told_rows.issued(2017, None, None), "2,017 t JCM credits"),
        (lambda: told_rows.issued(1200, 2017, None), "1,200 t JCM credits; 2,017 t ITMOs"),
        (lambda: told_rows.issued(None, float("nan"), "amount not found"), "amount not found"),
        (lambda: told_rows.issued(None, None, None), "none yet"),
        (
            lambda: (
                told_rows.with_words(
                    pd.DataFrame(
                        {
                            "issued_tco2e": [1200.0, None],
                            "issued_word": [None, "none yet"],
                            "transferred_tco2e": [None, 7.0],
                            "transferred_word": ["not published", None],
                        }
                    )
                )[["issued", "transferred"]]
                .to_numpy()
                .tolist()
            ),
            [["1,200", "not published"], ["none yet", "7"]],
        ),
        (
            lambda: told_rows.with_words(
                pd.DataFrame(
                    {
                        "buyer_iso3": ["JPN", "JPN", "JPN"],
                        "host_iso3": ["VNM", "VNM", "KEN"],
                        "issued_tco2e": [None, 5.0, None],
                        "issued_word": ["none yet", None, "none yet"],
                        "transferred_tco2e": [None, None, None],
                        "transferred_word": ["none yet"] * 3,
                    }
                ),
                {("JPN", "VNM")},
            )["issued"].to_list(),
            ["none known", "5", "none yet"],
        ),
        (lambda: told.capital("**about** it"), "**About** it"),
        (lambda: told.capital("about it"), "About it"),
        (lambda: told.short("Research House (RH)"), "RH"),
        (lambda: told.short("Research House (of Bonn)"), "Research House (of Bonn)"),
        (lambda: told.short("ERM"), "ERM"),
        (lambda: told.month(date(2025, 12, 31)), "Dec 2025"),
        (lambda: told.when("2024-10-31"), "Oct 2024"),
        (lambda: told.when("2025"), "2025"),
        (lambda: told.when(None), ""),
    ],
)
def test_cells_of_tables(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: dates.day(date(2023, 1, 2)), "2 Jan 2023"),
        (lambda: dates.day(date(2023, 12, 31)), "31 Dec 2023"),
        (lambda: dates.known_date("2023-09-02"), "2 Sep 2023"),
        (lambda: dates.known_date("2023-01"), "Jan 2023"),
        (lambda: dates.known_date("2023"), "2023"),
        (lambda: dates.known_date(""), "not found"),
        (lambda: dates.known_date(None), "not found"),
    ],
)
def test_dates(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: numbers.split(999_999), ("999,999", "t")),
        (lambda: numbers.split(999_999.6), ("1.00", "Mt")),
        (lambda: numbers.split(1_000_000), ("1.00", "Mt")),
        (lambda: numbers.split(1_995_000), ("2.00", "Mt")),
        (lambda: numbers.split(2_000_000), ("2.0", "Mt")),
        (lambda: numbers.split(99_949_000), ("99.9", "Mt")),
        (lambda: numbers.split(100_000_000), ("100", "Mt")),
        (lambda: numbers.split(-2_500_000), ("-2.5", "Mt")),
        (lambda: numbers.split(0), ("0", "t")),
        (lambda: numbers.split(700_000, is_approximate=True), ("0.7", "Mt")),
        (lambda: numbers.split(100_000, is_approximate=True), ("0.1", "Mt")),
        (lambda: numbers.split(99_999, is_approximate=True), ("99,999", "t")),
        (lambda: numbers.split(1_000_000, is_approximate=True), ("1", "Mt")),
        (lambda: numbers.split(20_000_000, is_approximate=True), ("20", "Mt")),
        (lambda: numbers.tonnes(156_319), "156,319 t"),
        (lambda: numbers.tonnes(700_000, is_approximate=True), "about 0.7 Mt"),
        (lambda: numbers.tonnes_co2e(2_200_000), "2.2 MtCO2e"),
        (lambda: numbers.tonnes_co2e(None), "amount not found"),
        (lambda: numbers.tonnes_co2e(float("nan")), "amount not found"),
        (lambda: numbers.megatonnes(1240.4), "1,240 Mt"),
        (lambda: numbers.megatonnes(1000), "1,000 Mt"),
        (lambda: numbers.megatonnes(999.9), "999.9 Mt"),
        (lambda: numbers.megatonnes(10), "10.0 Mt"),
        (lambda: numbers.megatonnes(9.99), "9.99 Mt"),
        (lambda: numbers.megatonnes(0.1), "0.10 Mt"),
        (lambda: numbers.megatonnes(0.0999), "0.100 Mt"),
        (lambda: numbers.megatonnes(-20), "-20.0 Mt"),
        (lambda: numbers.megatonnes(float("nan")), "not found"),
        (lambda: numbers.rounded_megatonnes(12.0), "12 Mt"),
        (lambda: numbers.rounded_megatonnes(12.5), "12.5 Mt"),
        (lambda: numbers.rounded_megatonnes(10.0), "10 Mt"),
        (lambda: numbers.rounded_megatonnes(9.0), "9.0 Mt"),
        (lambda: numbers.rounded_megatonnes(0.1), "0.1 Mt"),
        (lambda: numbers.rounded_megatonnes(0.011786), "11,786 t"),
    ],
)
def test_tonnes(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: numbers.dollars(718_000_000), "US$718 m"),
        (lambda: numbers.dollars(12_400_000_000), "US$12.4 bn"),
        (lambda: numbers.dollars(124_000_000_000), "US$124 bn"),
        (lambda: numbers.dollars(1_234_000_000_000), "US$1,234 bn"),
        (lambda: numbers.dollars(999_500_000), "US$1 bn"),
        (lambda: numbers.dollars(999_400_000), "US$999 m"),
        (lambda: numbers.dollars(99_950_000), "US$100 m"),
        (lambda: numbers.dollars(99_940_000), "US$99.9 m"),
        (lambda: numbers.dollars(999_500), "US$1 m"),
        (lambda: numbers.dollars(3400), "US$3,400"),
        (lambda: numbers.dollars(-2_500_000), "US$-2.5 m"),
        (lambda: numbers.dollars(None), "no data"),
        (lambda: numbers.dollars(float("nan")), "no data"),
        (lambda: numbers.money(1200), "1,200"),
        (lambda: numbers.money(37.5), "37.5"),
        (lambda: numbers.money(-0.03), "−0.03"),
        (lambda: numbers.money(0.456), "0.46"),
        (lambda: numbers.percent(0), "0.0%"),
        (lambda: numbers.percent(0.0004), "under 0.1%"),
        (lambda: numbers.percent(0.0005), "0.1%"),
        (lambda: numbers.percent(0.123), "12.3%"),
        (lambda: numbers.number(None), "not found"),
        (lambda: numbers.number(1234.5), "1,234"),
        (lambda: numbers.number(12.34, "{:.1f}", "%"), "12.3%"),
        (lambda: numbers.amount(None), "amount not found"),
        (lambda: numbers.amount(float("nan"), "t"), "amount not found"),
        (lambda: numbers.amount(2_203_456, "tCO2e"), "2,203,456 tCO2e"),
        (lambda: numbers.amount(0.4, "MtCO2e"), "0.4 MtCO2e"),
        (lambda: numbers.amount(999.5, "t"), "999.5 t"),
        (lambda: numbers.amount(1000.5, "t"), "1,000 t"),
        (lambda: numbers.amount(37.5), "37.5"),
        (lambda: numbers.in_a_cell(1_234_567.0), "1,234,567"),
        (lambda: numbers.in_a_cell(1234.5), "1,234"),
        (lambda: numbers.in_a_cell(37.5), "37.5"),
        (lambda: numbers.in_a_cell(0.0123), "0.0123"),
        (lambda: numbers.in_a_cell(999.87654), "999.9"),
        (lambda: numbers.size(400), "1 kB"),
        (lambda: numbers.size(1499), "1 kB"),
        (lambda: numbers.size(27_400), "27 kB"),
        (lambda: numbers.size(999_999), "1,000 kB"),
        (lambda: numbers.size(1_000_000), "1.0 MB"),
        (lambda: numbers.size(2_860_000), "2.9 MB"),
    ],
)
def test_money_shares_and_sizes(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: words.plural(0, "pair"), "0 pairs"),
        (lambda: words.plural(1, "pair"), "1 pair"),
        (lambda: words.plural(1200, "pair"), "1,200 pairs"),
        (lambda: words.plural(1, "Party", "Parties"), "1 Party"),
        (lambda: words.plural(2, "Party", "Parties"), "2 Parties"),
        (lambda: words.listed(["A"]), "A"),
        (lambda: words.listed(["A", "B"]), "A and B"),
        (lambda: words.listed(["A", "B", "C"]), "A, B and C"),
        (lambda: words.listed(["A", "B", "C", "D"]), "A, B, C and 1 more"),
        (lambda: words.listed(["A", "B", "C", "D"], 4), "A, B, C and D"),
        (lambda: words.listed(["A", "B", "C"], 1), "A and 2 more"),
        (lambda: words.sentence("one"), "One"),
        *(
            (lambda word=word: words.a_or_an(word), said)
            for word, said in (
                ("Australia–Laos", "an"),
                ("Japan–Kenya", "a"),
                ("United Kingdom", "a"),
                ("efficiency", "an"),
                ("Oman", "an"),
                ("", "a"),
            )
        ),
        (lambda: words.event("first_transfer"), "First transfer"),
        (lambda: words.event("some_step"), "Some step"),
        (lambda: words.happened("selection"), "Selected"),
        (lambda: words.happened("agreement"), "Agreement"),
        (lambda: words.happened("use"), "Used"),
        (lambda: words.credit("itmo"), "ITMO"),
        (lambda: words.credit("other_unit"), "other unit"),
        (lambda: words.credits_of("jcm_credit"), "JCM credits"),
        (lambda: words.credits_of(None), ""),
        (lambda: words.credits_of(None, "units"), "units"),
        (lambda: words.credits_of("other", "units"), "units"),
        (lambda: words.status("concluded_not_signed"), "Concluded, not signed"),
        (lambda: words.status("in_force"), "In force"),
        (lambda: words.status("of_its_own"), "Of its own"),
        (lambda: words.confidence("A"), "A: official page"),
        (lambda: words.confidence("L"), "L: a lead alone, in no total"),
        (lambda: words.confidence("Z"), "Z"),
        (lambda: words.unit("mtco2e_per_year"), "MtCO2e a year"),
        (lambda: words.unit("per_tco2e"), "a tCO2e"),
        (lambda: words.unit("million_aud"), "million AUD"),
        (lambda: words.unit("per_cent_of_1990"), "per cent of 1990"),
        (lambda: words.unit("billion_per_year"), "billion a year"),
    ],
)
def test_words(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-09-02", date(2023, 9, 2)), ("20230902", date(2023, 9, 2)), (" 2 Sep 2023 ", date(2023, 9, 2)), ("12 december 2023", date(2023, 12, 12)),
        ("2023-09", date(2023, 9, 30)), ("Feb 2024", date(2024, 2, 29)), ("2023-11", date(2023, 11, 30)), ("2023", date(2023, 12, 31)), ("1 Jan 2023", date(2023, 1, 1)),
        ("1000-01-01", date(1000, 1, 1)), ("0999-12-31", None), ("2023-09-02-01", None), ("2023-02-29", None), ("2 Sop 2023", None), ("2023-13", None),
        ("2023-9-2", date(2023, 9, 2)), ("a2345678", None), ("999999999", None), ("", None),
    ],
)  # fmt: skip
def test_the_day_that_a_text_means(text, day):
    assert dates.as_meant(text) == day


@pytest.mark.parametrize("nothing", [None, "", float("nan")])
def test_no_date_is_not_found(nothing):
    assert dates.known_date(nothing) == "not found"


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NaT, pd.NA])
def test_each_kind_of_none_is_missing(nothing):
    assert numbers.is_missing(nothing)
    assert numbers.tonnes_co2e(nothing) == numbers.amount(nothing) == "amount not found"
    assert numbers.megatonnes(nothing) == numbers.number(nothing) == "not found"
    assert numbers.dollars(nothing) == "no data"


@pytest.mark.parametrize("something", [0, 0.0, "", "nan", [], float("inf"), pd.Timestamp("2026-01-01")])
def test_what_is_there_is_not_missing(something):
    assert not numbers.is_missing(something)


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: numbers.tonnes(123e6, is_approximate=True), "about 123 Mt"), (lambda: numbers.tonnes(1.25e6, is_approximate=True), "about 1.25 Mt"),
        (lambda: numbers.tonnes(0.99e6, is_approximate=True), "about 0.99 Mt"), (lambda: numbers.tonnes(99_999, is_approximate=True), "about 99,999 t"),
        (lambda: numbers.tonnes(100_000, is_approximate=True), "about 0.1 Mt"),
        (lambda: numbers.rounded_megatonnes(0.095), "95,000 t"), (lambda: numbers.rounded_megatonnes(0.1), "0.1 Mt"),
        (lambda: numbers.dollars(99.6e6), "US$99.6 m"), (lambda: numbers.dollars(1234e9), "US$1,234 bn"), (lambda: numbers.dollars(-1234e9), "US$-1,234 bn"),
        (lambda: numbers.dollars(100e6), "US$100 m"), (lambda: numbers.dollars(999.4e6), "US$999 m"), (lambda: numbers.dollars(999.5e6), "US$1 bn"),
        (lambda: numbers.percent(0.00049), "under 0.1%"), (lambda: numbers.percent(0.0005), "0.1%"), (lambda: numbers.percent(0), "0.0%"),
        (lambda: numbers.amount(5.0), "5"), (lambda: numbers.amount(100.0, "t"), "100 t"), (lambda: numbers.amount(0.4, "MtCO2e"), "0.4 MtCO2e"),
        (lambda: numbers.amount(0.1234), "0.123"), (lambda: numbers.amount(999.25), "999.25"), (lambda: numbers.amount(1000.4), "1,000"),
        (lambda: numbers.amount(-1000.4), "-1,000"), (lambda: numbers.amount(1.0001), "1"),
        (lambda: numbers.three_figures(1234), "1,234"), (lambda: numbers.three_figures(999.5), "1,000"), (lambda: numbers.three_figures(-1234), "-1,234"),
        (lambda: numbers.three_figures(99.5), "99.5"), (lambda: numbers.three_figures(21.44), "21.4"), (lambda: numbers.three_figures(0.01137), "0.0114"),
        (lambda: numbers.in_a_cell(1000), "1,000"), (lambda: numbers.in_a_cell(5.0), "5"), (lambda: numbers.in_a_cell(999.94), "999.9"),
        (lambda: numbers.in_a_cell(0.01234), "0.01234"), (lambda: numbers.in_a_cell(-1234.6), "−1,235"),
    ],
)  # fmt: skip
def test_numbers_on_both_sides_of_a_change_of_form(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th"), (14, "14th"), (20, "20th"), (21, "21st"), (22, "22nd"),
        (23, "23rd"), (85, "85th"), (101, "101st"), (111, "111th"), (112, "112th"), (113, "113th"), (122, "122nd"), (1011, "1,011th"), (1023, "1,023rd"),
    ],
)  # fmt: skip
def test_places(place, said):
    assert words.ordinal(place) == said


def test_codes_that_no_table_names_are_said_as_they_are():
    assert [words.event(code) for code in ("first_transfer", "use", "issuance")] == [
        "First transfer",
        "Use",
        "Issuance",
    ]
    assert (
        words.happened("cancellation_of_units") == "Cancellation of units" and words.happened("selection") == "Selected"
    )
    assert (
        words.credits_of(None) == ""
        and words.credits_of("itmo") == "ITMOs"
        and words.credits_of("x", "units") == "units"
    )


def rows_of_nobody() -> pd.DataFrame:
    """Rows that name no publisher."""
    return pd.DataFrame({"quantity_tco2e": []})


def published_by(*names: str | None, column: str = "amount_publisher") -> pd.DataFrame:
    """Rows of these publishers."""
    return pd.DataFrame({column: names}, dtype=object)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (of(MOVED, rows=published_by("B", None, "A", "B"), value=1), "A and B"),
        (of(MOVED, rows=published_by("B", column="source_publisher"), value=1), "B"),
        (of(MOVED, rows=published_by("B").assign(source_publisher="Z"), value=1), "B"),
        (of(PAIRS, rows=published_by("B").assign(source_publisher="Z"), value=1), "Z"),
        (of(MOVED, rows=published_by("A", "RH"), value=1, published=total(5)), "RH and A"),
        (of(MOVED, rows=published_by("A"), value=9, published=total(5)), "A"),
        (of(MOVED, rows=rows_of_nobody(), word="none yet"), ""),
        (of(MOVED, rows=published_by(None), value=1), ""),
    ],
)  # fmt: skip
def test_who_published_what_makes_an_answer(answer, said):
    assert told.sources(answer) == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: told.sentence(of(MOVED, published=total(100), traced_then=60)), "**100 t** first transferred by Oct 2024 (RH); 60 t of it traced to projects"),
        (lambda: told.expected(NO_ESTIMATE, of(IN_ALL, rows=projects("expected_tco2e_total", 1e6), value=1e6, known=1)), "estimates: **1.00 Mt in total** from 1 project"),
        (lambda: told.expected(NO_ESTIMATE, of(IN_ALL, rows=pd.concat([projects("expected_tco2e_total", 4e6, until="2030"), projects("expected_tco2e_total", 3e6, until="2031"), projects("expected_tco2e_total", 3e6, until="2032")]), value=1e7, known=3)), "estimates: **10.0 Mt in total** from 3 projects, 4.0 Mt of it to 2030"),
        (lambda: told.rule(of(PAIRS, value=2, known=2, known_up_to=date(2026, 2, 28))), "agreements known to Feb 2026"),
        (lambda: told.short_rule(ONE_ALLOWED), ""),
    ],
)  # fmt: skip
def test_what_seldom_comes_together(say, said):
    assert say() == said
