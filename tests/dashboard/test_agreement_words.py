"""What is said of agreements: a superlative only where it says something, and a state of force with each text."""

from __future__ import annotations

import csv
from datetime import date

import pandas as pd
import pytest
from copies import EDITION
from drawn import figure

from dashboard.agreements import findings, queries
from dashboard.agreements.summaries import STATES, by_pair
from dashboard.charts import matrix
from dashboard.core.choices import Filters
from dashboard.core.words import day

ALL = Filters(date(2026, 1, 1))
JAPAN, GHANA = Filters(date(2026, 1, 1), buyers=("JPN",)), Filters(date(2026, 1, 1), hosts=("GHA",))


def pairs(*known: str) -> pd.DataFrame:
    """Rows of agreements "Buyer Host", one a pair, the first of them binding."""
    rows = [text.split() for text in known]
    return pd.DataFrame(
        {
            "buyer_iso3": [buyer[:3].upper() for buyer, _ in rows],
            "buyer": [buyer for buyer, _ in rows],
            "host_iso3": [host[:3].upper() for _, host in rows],
            "host": [host for _, host in rows],
            "counting_rule": ["binding", *["memoranda"] * (len(rows) - 1)],
        }
    )


SHARED = pairs("Japan Ghana", "Japan Kenya", "Japan Peru", "Sweden Ghana", "Norway Ghana", "Norway Chad")


@pytest.mark.parametrize(
    ("rows", "filters", "said"),
    [
        (SHARED, ALL, "3 of 4 hosts work with only one of 3 buyers; Ghana works with the most, 3 buyers"),
        (SHARED, GHANA, "3 of 4 hosts work with only one of 3 buyers"),
        (SHARED.head(4), ALL, "2 of 3 hosts work with only one of 2 buyers"),
        (SHARED.iloc[[1, 3, 5]], ALL, "None of the 3 hosts works with more than one of 3 buyers"),
        (SHARED.head(3), JAPAN, "Japan works with 3 hosts, with 1 of them on a binding text"),
        (SHARED.head(1), JAPAN, "Ghana works with Japan"),
        (
            SHARED,
            Filters(ALL.as_of, buyers=("JPN", "NOR", "SWE")),
            "3 of 4 hosts work with only one of 3 chosen buyers; Ghana works with the most, 3 buyers",
        ),
        (SHARED.iloc[[0, 1, 2, 4]], ALL, "2 of 3 hosts work with only one of 2 buyers"),
        (
            SHARED.iloc[[0, 2, 3, 5]],
            ALL,
            "2 of 3 hosts work with only one of 3 buyers; Ghana works with the most, 2 buyers",
        ),
        (
            pairs("Japan Ghana", "Sweden Ghana", "Japan Kenya", "Sweden Kenya", "Japan Peru"),
            ALL,
            "1 of 3 hosts works with only one of 2 buyers",
        ),
        (
            pairs(
                *(f"{buyer} {host}" for buyer in ("Japan", "Sweden", "Norway") for host in ("Ghana", "Kenya")),
                "Japan Peru",
            ),
            ALL,
            "1 of 3 hosts works with only one of 3 buyers; Ghana and Kenya work with the most, 3 buyers",
        ),
        (
            pairs(
                *(f"{buyer} {host}" for buyer in ("Japan", "Sweden", "Norway") for host in ("Ghana", "Kenya", "Peru"))
            ),
            ALL,
            "0 of 3 hosts work with only one of 3 buyers",
        ),
        (
            pairs("Japan Ghana", "Japan Kenya", "Sweden Peru", "Sweden Chad"),
            ALL,
            "None of the 4 hosts works with more than one of 2 buyers",
        ),
        (
            pd.concat([SHARED.head(2), SHARED.head(1)]).assign(counting_rule="binding"),
            JAPAN,
            "Japan works with 2 hosts, with 2 of them on a binding text",
        ),
        (SHARED.iloc[[0, 3, 4]], GHANA, "Ghana works with Japan, Norway and Sweden"),
    ],
    ids=[
        "three compared",
        "chosen hosts",
        "two buyers",
        "nobody shared",
        "one buyer",
        "one pair",
        "chosen buyers",
        "two of them",
        "shared by two",
        "one alone",
        "two with most",
        "all with most",
        "more hosts than buyers",
        "two texts of a host",
        "one host",
    ],
)
def test_the_grid_says_nothing_that_a_filter_has_made_true(rows, filters, said):
    assert findings.matrix(rows, filters) == said


FOUR = pairs(
    *[f"Japan H{n}" for n in range(5)],
    *[f"Sweden H{n}" for n in range(4)],
    *[f"Norway H{n}" for n in range(3)],
    "Kuwait H0",
)


@pytest.mark.parametrize(
    ("rows", "filters", "said"),
    [
        (FOUR, ALL, "Japan with 5, Sweden with 4 and Norway with 3 hosts lead; H0 works with 4 buyers"),
        (FOUR, JAPAN, "Japan works with 5 hosts, Sweden with 4 and Norway with 3; 1 more buyer follows; H0 works with 4 buyers"),
        (FOUR.head(12), GHANA, "Japan works with 5 hosts, Sweden with 4 and Norway with 3"),
        (FOUR.head(9), ALL, "Japan works with 5 hosts and Sweden with 4"),
        (FOUR.iloc[[0, 1, 5, 6, 9, 10, 12]], ALL,
         "Japan works with 2 hosts, Norway with 2 and Sweden with 2; 1 more buyer follows"),
        (FOUR.iloc[[0, 5, 9]], GHANA, "H0 works with Japan, Norway and Sweden"),
        (FOUR.head(5), ALL, "Japan works with 5 host countries"),
        (FOUR.head(1), ALL, "Japan works with 1 host country"),
        (pd.concat([FOUR, pairs("Kuwait H1", "Kuwait H2")]), ALL, "Japan works with 5 hosts, Sweden with 4 and Kuwait with 3; 1 more buyer follows; H0, H1 and H2 work with 4 buyers"),
        (pd.concat([FOUR, pairs("Canada H1")]), ALL, "Japan with 5, Sweden with 4 and Norway with 3 hosts lead; H0 and H1 work with 4 buyers"),
        (pd.concat([FOUR, pairs("Canada H1")]), JAPAN, "Japan works with 5 hosts, Sweden with 4 and Norway with 3; 2 more buyers follow; H0 and H1 work with 4 buyers"),
    ],
    ids=["four compared", "chosen buyers", "three of three", "two", "three that share a place", "one host", "one", "one pair", "a third place shared", "two with one", "two that follow"],
)  # fmt: skip
def test_who_leads_is_only_said_of_more_than_three_that_nobody_chose(rows, filters, said):
    assert findings.who_works_with_whom(rows, filters) == said


def grown(**buyers: list[int]) -> pd.DataFrame:
    length = len(next(iter(buyers.values())))
    return pd.DataFrame(buyers, index=pd.Index(range(2013, 2013 + length), name="year"))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (grown(Japan=[1, 3], Peru=[0, 1]), "From 1 agreement in 2013 to 4 in 2014"),
        (grown(Japan=[1, 3, 4], Peru=[0, 1, 1]), "From 1 agreement in 2013 to 5 in 2015; 2014 brought the most, 3 new"),
        (
            grown(Japan=[1, 3, 4], Peru=[0, 1, 1], Chad=[0, 1, 1]),
            "From 1 agreement in 2013 to 6 in 2015; 2014 brought the most, 4 new, Japan alone 2",
        ),
        (
            grown(Japan=[1, 2, 3]),
            "From 1 agreement in 2013 to 3 in 2015; 2013, 2014 and 2015 brought the most, 1 new each",
        ),
        (grown(Kuwait=[0, 0, 1, 1]), "The one agreement is of 2015"),
        (grown(Kuwait=[0, 0, 2, 2]), "All 2 agreements were signed in 2015"),
        (grown(Kuwait=[0, 0, 2]), "All 2 agreements were signed in 2015"),
        (
            grown(Japan=[1, 2, 4, 6]),
            "From 1 agreement in 2013 to 6 in 2016; 2015 and 2016 brought the most, 2 new each",
        ),
        (
            grown(Japan=[5, 6, 7], Peru=[1, 1, 1], Chad=[1, 1, 1]),
            "From 7 agreements in 2013 to 9 in 2015; 2013 brought the most, 7 new, Japan alone 5",
        ),
        (
            grown(Japan=[1, 3, 4], Peru=[0, 1, 1], Chad=[1, 1, 1]),
            "From 2 agreements in 2013 to 6 in 2015; 2014 brought the most, 3 new",
        ),
        (
            grown(Japan=[0, 2, 3], Peru=[0, 2, 2], Chad=[1, 2, 2]),
            "From 1 agreement in 2013 to 7 in 2015; 2014 brought the most, 5 new",
        ),
    ],
)
def test_growth_names_a_best_year_where_three_are_compared(table, said):
    assert findings.growth(table) == said


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["2013-01-08", "2013-07", "2014", "2015-05-26", None],
         "2013 brought the most dated signatures, 2; 2 of 5 are dated to the day"),
        (["2013", "2013-07", "2014"], "Signed from 2013 to 2014; 0 of 3 are dated to the day"),
        (["2013", "2014", "2015"], "Signed from 2013 to 2015; 0 of 3 are dated to the day"),
        (["2013", "2013", "2014", "2014", "2015"], "2013 and 2014 brought the most signatures, 2 each; 0 of 5 are dated to the day"),
        (["2013-01-08", "2014"], "Signed from 2013 to 2014; 1 of 2 are dated to the day"),
        (["2013-01-08"], "Signed in 2013; 1 of 1 are dated to the day"),
        ([None], "No source gives a date for these agreements"),
    ],
)  # fmt: skip
def test_the_timeline_names_a_busiest_year_where_three_are_compared(dates, said):
    precision = [{4: "year", 7: "month", 10: "day"}.get(len(text or "")) for text in dates]
    assert findings.timeline(pd.DataFrame({"signed_on": dates, "signed_on_precision": precision})) == said


@pytest.mark.usefixtures("built")
class TestInForce:
    @pytest.mark.parametrize(
        ("agreement_id", "on", "said"),
        [
            ("CHE-PER-IA", "2021-07-31", "signed, not yet in force"),
            ("CHE-PER-IA", "2021-08-01", "in force since 1 Aug 2021"),
            ("CHE-MWI-IA", "2024-01-01", "in force since 15 Jan 2023, valid until 31 Dec 2034"),
            ("JPN-VNM-JCM", "2020-12-31", "valid until the end of 2020"),
            ("JPN-VNM-JCM", "2021-01-01", "was valid until the end of 2020"),
            ("JPN-VNM-JCM-2", "2021-10-14", "valid until the end of 2030"),
            ("CHE-MAR-IA", "2025-12-30", "signed, entry into force not found"),
            ("CHE-MAR-IA", "2025-12-31", "signed, in use"),
            ("SGP-GHA-IA", "2024-09-29", "signed, entry into force not found"),
            ("SGP-GHA-IA", "2024-09-30", "signed, in use"),
            ("KOR-PER-FA", "2024-06-09", "signed, entry into force not looked up"),
            ("NOR-MAR-MOU", "2023-12-02", "signed, entry into force not applicable"),
        ],
    )
    def test_the_state_is_that_of_the_day(self, agreement_id, on, said):
        buyer, host = agreement_id.split("-")[:2]
        rows = queries.agreements(Filters(date.fromisoformat(on), (buyer,), (host,))).set_index("agreement_id")
        assert rows.loc[agreement_id, "in_force_words"] == said

    def test_no_text_is_just_signed(self):
        rows = pd.concat([queries.agreements(Filters(EDITION)), queries.not_counted(Filters(EDITION))])
        assert not rows["in_force_words"].isin(["signed", "in force"]).any()
        assert rows["in_force_words"].notna().all()

    def test_each_state_that_a_page_shows_has_its_source(self):
        rows = queries.agreements(Filters(EDITION))
        shown = rows[rows["in_force_state"].isin(["in_force", "valid_until", "ended", "in_use", "not_found"])]
        assert shown["in_force_url"].str.startswith("http").all()
        assert shown.loc[shown["in_force_state"] == "in_use", "in_use_shown_by"].notna().all()
        assert set(rows["in_force_state"]) <= set(STATES)

    def test_the_grid_marks_what_is_in_force_in_use_or_ends(self, project_root):
        with (project_root / "data/curated/claims.csv").open(encoding="utf-8", newline="") as file:
            claims = list(csv.DictReader(file))
        known = {row["agreement_id"] for row in claims if row["field"] == "in_force_on"}
        drawn = by_pair(queries.agreements(Filters(EDITION, rule="binding")))
        of = dict(zip(drawn["buyer_iso3"] + "-" + drawn["host_iso3"], drawn["in_force_state"], strict=True))
        assert {pair for pair, state in of.items() if state == "in_force"} == {key[:7] for key in known}
        regions = dict.fromkeys(drawn["host_iso3"], "Africa")
        marks = figure(matrix.draw(drawn, regions))["data"]
        signs = [sign for trace in marks if trace["mode"] == "text" for sign in trace["text"]]
        assert signs.count("●") == len(known)
        assert signs.count("◐") == sum(state == "valid_until" for state in of.values())
        assert signs.count("○") == sum(state == "in_use" for state in of.values())


@pytest.mark.usefixtures("built")
def test_the_day_to_which_agreements_are_known_stands_beside_a_later_day(project_root):
    known = queries.known_on()["agreement"]
    assert known < EDITION, "the day of the edition is not the state of knowledge"
    with (project_root / "data/curated/claims.csv").open(encoding="utf-8", newline="") as file:
        signed = {
            row["value"] for row in csv.DictReader(file) if row["field"] == "signed_on" and row["confidence"] in "AB"
        }
    assert known.isoformat() >= max(day for day in signed if len(day) == 10)
    counts = findings.overview(findings.Headline(1, 1, 1, 1, 0, 0, 0), Filters(known), known)
    assert "known to" not in counts
    later = findings.overview(findings.Headline(1, 1, 1, 1, 0, 0, 0), Filters(EDITION), known)
    assert later.endswith(f"Agreements are known to {day(known)}.")
