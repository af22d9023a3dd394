"""What is said of agreements, of many projects and of what they delivered, on rows made up here."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from made import (
    ALL_TRACED,
    ESTIMATES,
    MOVED,
    NO_TOTAL,
    NOBODY,
    NONE_YET,
    NOT_OURS,
    PART_TRACED,
    TRACED,
    UNDATED,
    YEARLY,
    leads,
    of,
    total,
)

from dashboard.agreements import findings as agreements
from dashboard.agreements.summaries import Headline
from dashboard.core.choices import Filters
from dashboard.core.figure import Figure
from dashboard.delivered import buyer_bars
from dashboard.delivered import findings as delivered
from dashboard.projects import findings as projects

DAY = date(2026, 3, 1)
NAN = float("nan")
COUNT = Figure("projects", "Projects", NOBODY, "project", "projects", "How.", done="known", known="project")


def counts(pairs: int, texts: int, buyers: int, hosts: int, binding: int) -> Headline:
    """The headline of some agreements."""
    return Headline(pairs, texts, buyers, hosts, binding, 0, 0)


def bound(*states: str, rule: str = "binding") -> pd.DataFrame:
    """Agreements of one rule in some states."""
    return pd.DataFrame({"counting_rule": [rule] * len(states), "in_force_state": states})


def paired(*known: tuple[str, str, str, int, int]) -> pd.DataFrame:
    """Agreements: buyer, host, rule, projects and issuances of the pair."""
    frame = pd.DataFrame(known, columns=["buyer", "host", "counting_rule", "project_count", "issuance_count"])
    return frame.assign(buyer_iso3=frame["buyer"].str[:3], host_iso3=frame["host"].str[:3], issued_word=None)


def test_a_pair_with_a_published_total_has_had_units_issued():
    pairs = paired(("Japan", "Viet Nam", "binding", 38, 0), ("Japan", "Chile", "binding", 3, 0))
    said = agreements.promises(pairs.assign(issued_word=["amount not found", "none yet"]))
    assert said.startswith("2 of 2 pairs have a project in the Atlas, and 1 is known to have had units issued.")
    assert "; no issuance is known." in agreements.promises(pairs.assign(issued_word=["none confirmed", "none yet"]))


def compared(difference: int, first: int, last: int) -> pd.Series:
    """A published total of pairs beside ours."""
    told = {
        "publisher": "UNEP [CCC]",
        "value": 61,
        "metric": "agreements",
        "as_of": "2023-09-02",
        "counting_rule": "memoranda",
    }
    return pd.Series(told | {"difference": difference, "ours_at_first": first, "ours": last})


def ladder(**steps: int) -> pd.DataFrame:
    """Projects by step of the ladder, and two states apart from it."""
    names = ["idea", "design", "validation", "registered", "issued", "transferred", "cancelled", "unknown"]
    off = ("cancelled", "unknown")
    return pd.DataFrame(
        {
            "stage_id": names,
            "is_on_ladder": [name not in off for name in names],
            "projects": [steps.get(name, 0) for name in names],
        }
    )


def hosts(*known: tuple[str, int, float]) -> pd.DataFrame:
    """Hosts with their projects that have a yearly estimate, and its tonnes."""
    return pd.DataFrame(known, columns=["host", "with_figure", "expected_tco2e_per_year"])


def of_buyers(**tonnes: float):
    """The yearly estimates of some buyers."""
    frame = pd.DataFrame({"buyer_iso3": list(tonnes), "expected_tco2e_per_year": list(tonnes.values())})
    return of(YEARLY, rows=frame, value=sum(tonnes.values()), known=len(tonnes))


def sectors(*known: tuple[str, str | None, int]) -> pd.DataFrame:
    """Projects by sector and buyer."""
    return pd.DataFrame(known, columns=["sector", "buyer_iso3", "projects"])


def years(*known: tuple[int, int, int]) -> pd.DataFrame:
    """Registrations and selections by year."""
    return pd.DataFrame(known, columns=["year", "registered", "selected"])


def issuance(late: int, known: int, elsewhere: int) -> pd.Series:
    """Projects at issued or beyond, how many of them with a known issuance, and such projects elsewhere."""
    return pd.Series({"at_issued_or_beyond": late, "of_them_known": known, "known_elsewhere": elsewhere})


def pipeline(count: int | None, countries: int | None, issued: int | None) -> dict[str, object]:
    """The answers that the pipeline is told by."""
    numbers = {"projects": count, "project_hosts": countries, "with_issuance": issued}
    found = {name: of(COUNT, value=value, word="none yet") for name, value in numbers.items()}
    return found | {"expected_yearly": ESTIMATES, "expected_total": NO_TOTAL}


JAPAN, SWEDEN, NORWAY = (("JPN", "Japan"), ("SWE", "Sweden"), ("NOR", "Norway"))
JCM_NOT_TOLD = of(MOVED, word="amount not found")
FEW = hosts(("Ghana", 2, 1500.0), ("Peru", 1, 500.0), ("Chad", 0, float("nan")))
FOUR = hosts(("Ghana", 2, 500.0), ("Peru", 1, 300.0), ("Chad", 1, 150.0), ("Togo", 1, 50.0))


def row(party: tuple[str, str], answer) -> tuple[str, str, dict[str, object]]:
    """A buyer with what was transferred to it."""
    return (*party, {"transferred": answer})


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: agreements.overview(counts(0, 0, 0, 0, 0), Filters(DAY)),
            "No signed agreement matches these filters.",
        ),
        (
            lambda: agreements.overview(counts(0, 0, 0, 0, 0), Filters(DAY), date(2026, 2, 28)),
            "No signed agreement matches these filters. Agreements are known to 28 Feb 2026.",
        ),
        (
            lambda: agreements.overview(counts(1, 1, 1, 1, 1), Filters(DAY), DAY),
            "On 1 Mar 2026, 1 buyer and 1 host country form 1 pair with 1 signed agreement; 1 pair has a binding instrument.",
        ),
        (
            lambda: agreements.overview(counts(4, 5, 3, 2, 2), Filters(DAY, rule="memoranda"), date(2026, 2, 28)),
            "On 1 Mar 2026, 3 buyers and 2 host countries form 4 pairs with 5 signed agreements; 2 pairs have a binding instrument. Agreements are known to 28 Feb 2026.",
        ),
        (
            lambda: agreements.overview(counts(4, 5, 3, 2, 4), Filters(DAY, rule="binding")),
            "On 1 Mar 2026, 3 buyers and 2 host countries form 4 pairs with 5 signed agreements.",
        ),
    ],
)
def test_the_overview_of_agreements(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: agreements.signed_day("2013-01-08"), "8 Jan 2013"),
        (lambda: agreements.signed_day(None), "day not found"),
        (
            lambda: agreements.force(
                {"in_force_words": "signed, in use", "in_use_shown_by": "Units were issued on 1 Aug 2021"}
            ),
            "Signed, in use: units were issued on 1 Aug 2021",
        ),
        (
            lambda: agreements.force({"in_force_words": "in force since 1 Aug 2021", "in_use_shown_by": None}),
            "In force since 1 Aug 2021",
        ),
        (lambda: agreements.force({"in_force_words": "in force", "in_use_shown_by": ""}), "In force"),
        (lambda: agreements.force({"in_force_words": "in force", "in_use_shown_by": NAN}), "In force"),
        (
            lambda: agreements.in_force(
                bound(
                    "in_force",
                    "in_force",
                    "in_use",
                    "valid_until",
                    "not_found",
                    "not_looked_up",
                    "ended",
                    "not_yet_in_force",
                )
            ),
            "Of 8 binding agreements: 2 in force; 1 valid until a known day; 1 signed and in use; 1 signed and not yet in force; 1 signed, entry into force not found; 1 signed, entry into force not looked up; 1 ended. “In use” is our word for a text under which units moved, an activity was authorised, a committee decided or a call is open.",
        ),
        (
            lambda: agreements.in_force(bound("not_found")),
            "Of 1 binding agreement: 1 signed, entry into force not found. “In use” is our word for a text under which units moved, an activity was authorised, a committee decided or a call is open.",
        ),
        (lambda: agreements.in_force(bound("in_force", rule="memoranda")), ""),
    ],
)
def test_days_and_force_of_an_agreement(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: agreements.promises(
                paired(
                    ("Japan", "Mongolia", "binding", 10, 12),
                    ("Japan", "Mongolia", "statements", 10, 12),
                    ("Sweden", "Ghana", "binding", 4, 0),
                    ("Norway", "Benin", "binding", 0, 0),
                    ("Norway", "Jordan", "memoranda", 0, 0),
                )
            ),
            "2 of 4 pairs have a project in the Atlas, and 1 is known to have had units issued. 1 of 3 binding pairs has no project.",
        ),
        (
            lambda: agreements.promises(
                paired(
                    ("Japan", "Mongolia", "binding", 1, 1),
                    ("Japan", "Mongolia", "binding", 1, 1),
                    ("Norway", "Mongolia", "binding", 0, 0),
                    ("Norway", "Benin", "binding", 0, 0),
                )
            ),
            "1 of 3 pairs has a project in the Atlas, and 1 is known to have had units issued. 2 of 3 binding pairs have no project.",
        ),
        (
            lambda: agreements.promises(paired(("Norway", "Benin", "binding", 1, 0))),
            "1 of 1 pair has a project in the Atlas; no issuance is known. 0 of 1 binding pair have no project.",
        ),
        (
            lambda: agreements.promises(
                paired(
                    ("Norway", "Jordan", "memoranda", 0, 0),
                    ("Japan", "Chad", "memoranda", 2, 1),
                    ("Japan", "Peru", "memoranda", 2, 1),
                )
            ),
            "2 of 3 pairs have a project in the Atlas, and 2 are known to have had units issued.",
        ),
        (
            lambda: agreements.without_project(
                paired(
                    ("Norway", "Benin", "binding", 0, 0),
                    ("Japan", "Oman", "binding", 0, 0),
                    ("Norway", "Benin", "binding", 0, 0),
                    ("Japan", "Peru", "memoranda", 0, 0),
                    ("Japan", "Chad", "binding", 1, 0),
                )
            ),
            ["Japan–Oman", "Norway–Benin"],
        ),
    ],
)
def test_what_pairs_came_to(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: agreements.published(compared(0, 61, 61)),
            "**UNEP \\[CCC\\]** published **61** (agreements) for 2 Sep 2023. For that day the Atlas counts **61** pairs (memoranda and frameworks too): the same.",
        ),
        (
            lambda: agreements.published(compared(-3, 58, 58)),
            "**UNEP \\[CCC\\]** published **61** (agreements) for 2 Sep 2023. For that day the Atlas counts **58** pairs (memoranda and frameworks too): 3 fewer.",
        ),
        (
            lambda: agreements.published(compared(1, 60, 62)),
            "**UNEP \\[CCC\\]** published **61** (agreements) for 2 Sep 2023. For that time the Atlas counts **60 to 62** pairs (memoranda and frameworks too): 1 more.",
        ),
    ],
)
def test_a_total_of_others_beside_ours(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (lambda: projects.pipeline(pipeline(None, None, None)), "No project matches these filters."),
        (
            lambda: projects.pipeline(pipeline(292, 41, 31)),
            "292 projects in 41 host countries; estimates: **2.2 Mt a year** from 2 projects; 31 have had credits issued.",
        ),
        (
            lambda: projects.pipeline(pipeline(1, 1, 1)),
            "1 project in 1 host country; estimates: **2.2 Mt a year** from 2 projects; 1 has had credits issued.",
        ),
        (
            lambda: projects.pipeline(pipeline(12, 3, None)),
            "12 projects in 3 host countries; estimates: **2.2 Mt a year** from 2 projects; none is known to have had credits issued.",
        ),
    ],
)
def test_the_pipeline(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: projects.ladder(
                ladder(idea=1, design=2, validation=3, registered=4, issued=5, transferred=6, unknown=7)
            ),
            "6 of 28 projects are still an idea, in design or in validation; 11 reached issuance",
        ),
        (
            lambda: projects.ladder(ladder(idea=1, registered=4)),
            "1 of 5 projects is still an idea, in design or in validation; none is known to have reached issuance",
        ),
        (
            lambda: projects.ladder(ladder(registered=1)),
            "0 of 1 project is still an idea, in design or in validation; none is known to have reached issuance",
        ),
        (
            lambda: projects.ladder(ladder(design=2, validation=1, transferred=1)),
            "3 of 4 projects are still an idea, in design or in validation; 1 reached issuance",
        ),
        (lambda: projects.ladder_ends(ladder()), "No project matches these filters."),
        (
            lambda: projects.ladder_ends(
                ladder(idea=1, design=2, validation=3, registered=4, issued=5, transferred=6, unknown=7)
            ),
            "Of the 28 projects shown here, **3** are still an idea or a design; at the other end **11** stand at issued or beyond, 6 of them at first transferred. For 7 the sources don’t tell the step.",
        ),
        (
            lambda: projects.ladder_ends(ladder(idea=1, transferred=1)),
            "Of the 2 projects shown here, **1** is still an idea or a design; at the other end **1** stands at issued or beyond, 1 of them at first transferred. For 0 the sources don’t tell the step.",
        ),
        (
            lambda: projects.ladder_ends(ladder(validation=3000, unknown=1200)),
            "Of the 4,200 projects shown here, **0** are still an idea or a design; none stands at issued or beyond. For 1,200 the sources don’t tell the step.",
        ),
        (
            lambda: projects.issuance_known(issuance(31, 30, 0)),
            "For 30 of these 31 an issuance is known here; for the other 1 a source shows the step, but no issuance.",
        ),
        (
            lambda: projects.issuance_known(issuance(31, 31, 1)),
            "For each of these an issuance is known here. 1 project with a known issuance stands on another step.",
        ),
        (lambda: projects.issuance_known(issuance(0, 0, 2)), "2 projects with a known issuance stand on another step."),
        (
            lambda: projects.issuance_known(issuance(3000, 1500, 0)),
            "For 1,500 of these 3,000 an issuance is known here; for the other 1,500 a source shows the step, but no issuance.",
        ),
    ],
)
def test_the_ladder(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: projects.where(
                hosts(("Ghana", 0, float("nan")), ("Peru", 0, float("nan"))), of_buyers(JPN=1.0), {"JPN"}
            ),
            "No yearly estimate was found for Ghana and Peru",
        ),
        (
            lambda: projects.where(hosts(("Ghana", 1, 0.0), ("Peru", 0, float("nan"))), of_buyers(JPN=1.0), {"JPN"}),
            "No yearly estimate was found for Ghana and Peru",
        ),
        (
            lambda: projects.where(FEW, of_buyers(JPN=99.9, CHE=0.1), {"JPN"}),
            "Expected a year, by the projects’ estimates (1 of 2 are the JCM’s): Ghana 1,500 t and Peru 500 t",
        ),
        (
            lambda: projects.where(FEW, of_buyers(JPN=95.0), {"JPN"}),
            "Expected a year, by the JCM’s estimates: Ghana 1,500 t and Peru 500 t",
        ),
        (
            lambda: projects.where(FEW, of_buyers(JPN=95.0, CHE=0.0, SWE=NAN), {"JPN"}),
            "Expected a year, by the JCM’s estimates: Ghana 1,500 t and Peru 500 t",
        ),
        (
            lambda: projects.where(FEW, of_buyers(JPN=95.0, CHE=5.0), {"CHE"}),
            "Expected a year, by the projects’ estimates (1 of 2 are the JCM’s): Ghana 1,500 t and Peru 500 t",
        ),
        (
            lambda: projects.where(FEW, of_buyers(JPN=50.0, CHE=50.0), {"CHE", "JPN"}),
            "Expected a year, by the JCM’s estimates: Ghana 1,500 t and Peru 500 t",
        ),
        (
            lambda: projects.where(FOUR, of_buyers(JPN=1.0), {"JPN"}),
            "Of the JCM’s yearly estimates, Ghana, Peru and Chad hold 95%",
        ),
        (
            lambda: projects.where(FOUR.head(3), of_buyers(SWE=1.0, JPN=2.0), {"JPN"}),
            "Of the projects’ yearly estimates (1 of 2 are the JCM’s), Ghana, Peru and Chad hold 100%",
        ),
        (
            lambda: projects.where(FOUR.head(3), of_buyers(SWE=1.0, CHE=2.0, JPN=0.0), {"JPN"}),
            "Of the projects’ yearly estimates, Ghana, Peru and Chad hold 100%",
        ),
        (
            lambda: projects.sectors(sectors(("Transport", "JPN", 1), ("Waste", "CHE", 2), ("Waste", None, 3))),
            "5 projects in Waste and 1 project in Transport",
        ),
        (
            lambda: projects.sectors(
                sectors(
                    ("Transport", "JPN", 1),
                    ("Waste", "CHE", 2),
                    ("Waste", None, 3),
                    ("Waste", "JPN", 1),
                    ("Forests", "SWE", 3),
                )
            ),
            "Waste leads with 6 projects (60%), of 2 buyers",
        ),
        (
            lambda: projects.sectors(
                sectors(
                    ("Waste", "JPN", 3),
                    ("Waste", "JPN", 1),
                    ("Waste", None, 1),
                    ("Forests", "SWE", 2),
                    ("Transport", "CHE", 2),
                )
            ),
            "Waste leads with 5 projects (56%), of 1 buyer",
        ),
        (
            lambda: projects.sectors(sectors(("Forests", "JPN", 4), ("Transport", "JPN", 2), ("Waste", "CHE", 4))),
            "Forests and Waste have most projects, 4 each",
        ),
        (
            lambda: projects.sectors(sectors(("Forests", "JPN", 1), ("Transport", "JPN", 1), ("Waste", "CHE", 1))),
            "Forests, Transport and Waste have 1 project each",
        ),
        (
            lambda: projects.sectors(sectors(("Forests", "JPN", 2), ("Transport", "JPN", 2), ("Waste", "CHE", 2))),
            "Forests, Transport and Waste have 2 projects each",
        ),
        (
            lambda: projects.years(years((2018, 0, 3), (2019, 0, 2))),
            "5 selections with a date, and no dated registration",
        ),
        (lambda: projects.years(years((2018, 4, 0), (2019, 0, 2))), "4 registrations in 2018"),
        (
            lambda: projects.years(years((2018, 4, 0), (2019, 5, 2), (2020, 5, 1), (2021, 2, 0), (2022, 0, 9))),
            "Registrations peaked in 2019 and 2020 with 5 each; 2021 brought 2",
        ),
        (lambda: projects.years(years((2018, 4, 0), (2019, 5, 2))), "Registrations peaked in 2019 with 5"),
        (
            lambda: projects.years(years((2018, 1, 0), (2020, 1, 2))),
            "Registrations peaked in 2018 and 2020 with 1 each",
        ),
    ],
)
def test_where_and_in_which_sector(say, said):
    assert say() == said


@pytest.mark.parametrize(
    ("say", "said"),
    [
        (
            lambda: delivered.delivered(
                {"jcm_issued": NOT_OURS, "itmo_issued": TRACED, "transferred": NONE_YET, "used": UNDATED}
            ),
            "- **100 t** first transferred by Jan 2025, traced to projects.\n- First transferred: **none yet**.\n- **60 t** first transferred, traced to projects.",
        ),
        (
            lambda: delivered.compared(ALL_TRACED),
            "**Research House (RH)** published **100 t** (first transferred) for 31 Oct 2024. By that day **100 t** can be traced to projects, 100% of it.",
        ),
        (
            lambda: delivered.compared(PART_TRACED),
            "**Research House (RH)** published **1.50 Mt** (first transferred) for 31 Oct 2024. By that day **60 t** can be traced to projects, under 1% of it; largest gap: Forest, KH005.",
        ),
        (
            lambda: delivered.compared(of(MOVED, published=total(700_000, about=True), word="none yet")),
            "**Research House (RH)** published **about 0.7 Mt** (first transferred) for 31 Oct 2024. By that day **0 t** can be traced to projects, 0% of it.",
        ),
        (
            lambda: buyer_bars.finding(
                [row(JAPAN, TRACED), row(SWEDEN, NONE_YET), row(NORWAY, NONE_YET)],
                PART_TRACED,
                TRACED,
                is_narrowed=False,
            ),
            "Japan’s JCM had issued 1.50 Mt by Oct 2024; every tonne confirmed as transferred went to Japan",
        ),
        (
            lambda: buyer_bars.finding(
                [row(SWEDEN, NONE_YET), row(JAPAN, TRACED), row(NORWAY, NONE_YET)], NONE_YET, TRACED, is_narrowed=False
            ),
            "Every tonne confirmed as transferred went to Japan",
        ),
        (
            lambda: buyer_bars.finding(
                [row(JAPAN, TRACED), row(SWEDEN, NONE_YET), row(NORWAY, NONE_YET)], TRACED, TRACED, is_narrowed=True
            ),
            "100 t of JCM credits can be traced to projects; 100 t are confirmed as first transferred",
        ),
        (
            lambda: buyer_bars.finding(
                [row(JAPAN, TRACED), row(SWEDEN, NONE_YET)], NONE_YET, TRACED, is_narrowed=False
            ),
            "100 t are confirmed as first transferred",
        ),
        (
            lambda: buyer_bars.finding(
                [row(JAPAN, TRACED), row(SWEDEN, TRACED), row(NORWAY, NONE_YET)], NONE_YET, TRACED, is_narrowed=False
            ),
            "100 t are confirmed as first transferred",
        ),
        (
            lambda: buyer_bars.finding([row(JAPAN, NONE_YET)], NONE_YET, NONE_YET, is_narrowed=False),
            "No transfer is confirmed",
        ),
        (
            lambda: buyer_bars.finding(
                [row(JAPAN, NONE_YET)], NONE_YET, of(MOVED, word="amount not found", known=1), is_narrowed=False
            ),
            "The amounts transferred were not found",
        ),
        (
            lambda: (
                [
                    list(bar.values())
                    for bar in buyer_bars.table(
                        [
                            row(JAPAN, PART_TRACED),
                            row(SWEDEN, NOT_OURS),
                            row(NORWAY, of(MOVED, word="none confirmed", leads=leads(7))),
                        ],
                        ["transferred"],
                    )
                ]
            ),
            [
                [
                    "JPN",
                    "Japan",
                    "First transferred",
                    "transferred",
                    1500000.0,
                    "Research House (RH)",
                    "2024-10-31",
                    100.0,
                    60.0,
                    None,
                    None,
                    "t1",
                ],
                [
                    "NOR",
                    "Norway",
                    "First transferred",
                    "transferred",
                    None,
                    None,
                    None,
                    None,
                    None,
                    7.0,
                    "none confirmed",
                    None,
                ],
            ],
        ),
        (
            lambda: delivered.compared(of(MOVED, published=total(1000), traced_then=5, value=5)),
            "**Research House (RH)** published **1,000 t** (first transferred) for 31 Oct 2024. By that day **5 t** can be traced to projects, 0% of it.",
        ),
        (
            lambda: delivered.compared(of(MOVED, published=total(1000), traced_then=4.9, value=5)),
            "**Research House (RH)** published **1,000 t** (first transferred) for 31 Oct 2024. By that day **5 t** can be traced to projects, under 1% of it.",
        ),
        (
            lambda: buyer_bars._bars(PART_TRACED),
            [("published", 1500000, False, ["Research House (RH)"]), ("traced", 100, False, ["A page", "A page"])],
        ),
        (
            lambda: buyer_bars._bars(of(MOVED, word="none confirmed", leads=leads(7), lead_total=total(9))),
            [("lead", 9, False, ["Research House (RH)"])],
        ),
        (
            lambda: buyer_bars._bars(of(MOVED, word="none confirmed", leads=leads(7), lead_total=total(5))),
            [("lead", 7.0, False, ["A wiki"])],
        ),
        (lambda: buyer_bars._bars(NONE_YET), []),
    ],
)
def test_what_was_delivered(say, said):
    assert say() == said


def test_the_bars_of_buyers_by_mark():
    lead = of(MOVED, word="none confirmed", leads=leads(7))
    buyers = [row(SWEDEN, NOT_OURS), row(JAPAN, PART_TRACED), row(NORWAY, lead), (*SWEDEN, {"transferred": NONE_YET})]
    drawn = buyer_bars.draw(buyers, ["transferred"], "Bars")
    told = "First transferred"
    assert [dict(bar) for bar in drawn.rows] == [
        {"buyer": "Sweden", "measure": told, "colour": "SWE", "tonnes": None, "said": "not applicable"},
        {"buyer": "Japan", "measure": told, "colour": "JPN", "id": 0, "tonnes": 1_500_000, "state": "fact", "is_part": False, "said": "**1.50 Mt**",
         "told": "**Japan**, First transferred: 1.50 Mt, published total\nResearch House (RH)"},
        {"buyer": "Japan", "measure": told, "colour": "JPN", "id": 0, "tonnes": 100, "state": "fact", "is_part": True, "said": "100 t",
         "told": "**Japan**, First transferred: 100 t, traced to projects\nA page"},
        {"buyer": "Norway", "measure": told, "colour": "NOR", "id": 1, "tonnes": 7.0, "state": "unconfirmed", "is_part": False, "said": "7 t unconfirmed",
         "told": "**Norway**, First transferred: 7 t, unconfirmed, in no total\nA wiki"},
        {"buyer": "Norway", "measure": told, "colour": "NOR", "id": 1, "tonnes": None, "said": "none confirmed"},
        {"buyer": "Sweden", "measure": told, "colour": "SWE", "id": 2, "tonnes": None, "said": "none yet"},
    ]  # fmt: skip
    assert (drawn.label, drawn.measure, drawn.value, drawn.alt, drawn.part) == (
        "buyer",
        "measure",
        "tonnes",
        "Bars",
        "traced to projects",
    )
    assert buyer_bars.draw([row(SWEDEN, NOT_OURS)], ["transferred"], "Bars").rows == (), (
        "a quantity of none of them has no column"
    )
    only_published = buyer_bars.draw(
        [row(JAPAN, of(MOVED, published=total(5), word="amount not found"))], ["transferred"], "Bars"
    )
    assert [bar["said"] for bar in only_published.rows] == ["**5 t**"]


def test_the_table_of_bars_names_its_columns():
    (bar,) = buyer_bars.table([row(JAPAN, TRACED)], ["transferred"])
    assert list(bar) == [
        "buyer_iso3", "buyer", "figure", "measure", "published_tco2e", "published_by", "published_as_of", "traced_tco2e", "traced_then_tco2e",
        "unconfirmed_tco2e", "missing", "published_id",
    ]  # fmt: skip
