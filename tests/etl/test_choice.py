"""The order of precedence between sources, on excerpts of the real claims."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest

from etl import harmonise, load, statements
from etl.build import ROOT
from etl.csvfile import read_csv
from etl.names import Names
from etl.sources import curated, unepccc

UNEPCCC = unepccc.SOURCE_ID


@pytest.fixture(scope="module")
def frames() -> load.Frames:
    return curated.read(
        ROOT, ["source_kinds", "sources", "parties", "instrument_types", "agreements", "aliases", "country_names"]
    )


def run_views(frames: load.Frames, claims: pd.DataFrame, sources: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return claim_list and agreement_list for `claims` (agreement_id, field, value, source_id)."""
    agreements = frames["agreements"]
    claims = claims.assign(url=None, as_stated=None, note=None)
    claims["confidence"] = ["C" if source == "lead" else "B" for source in claims["source_id"]]
    with duckdb.connect() as connection:
        connection.execute(statements.schema(has_words=False))
        load.insert(connection, "source_kinds", load.columns_of(connection, "source_kinds"), frames["source_kinds"])
        load.insert(connection, "sources", load.columns_of(connection, "sources"), sources)
        load.insert(connection, "parties", load.columns_of(connection, "parties"), frames["parties"])
        load.insert(
            connection, "instrument_types", load.columns_of(connection, "instrument_types"), frames["instrument_types"]
        )
        load.insert(
            connection,
            "agreements",
            load.columns_of(connection, "agreements"),
            agreements[agreements["agreement_id"].isin(claims["agreement_id"])],
        )
        load.insert(connection, "claims", load.columns_of(connection, "claims"), claims)
        connection.execute("CREATE TABLE label_points (iso3 VARCHAR, x_km DOUBLE, y_km DOUBLE)")
        for text in statements.views(("sources", "parties", "claims", "agreements")):
            connection.execute(statements.wordless(text))
        return connection.execute("FROM claim_list").df(), connection.execute("FROM agreement_list").df()


@pytest.fixture
def chosen(frames):
    """Return (claims on the date of signature in order, row of agreement_list) for claims on one real agreement."""

    def choose(agreement_id: str, claims: list[tuple[str, str, str]]):
        rows = pd.DataFrame(claims, columns=["field", "value", "source_id"], dtype=object)
        claim_list, agreement_list = run_views(frames, rows.assign(agreement_id=agreement_id), frames["sources"])
        (row,) = agreement_list.to_dict("records")
        return claim_list[claim_list["field"] == "signed_on"].set_index("value"), row

    return choose


def day(value: object) -> str:
    return str(value)[:10]


def test_official_page_beats_compilation(chosen):
    claims, row = chosen(
        "SWE-GHA-BA", [("signed_on", "2024-05-29", UNEPCCC), ("signed_on", "2024-05-17", "swedish_energy_agency")]
    )
    assert list(claims.index) == ["2024-05-17", "2024-05"], "nobody else gives the day of the compilation"
    assert claims.loc["2024-05", "as_stated"] == "2024-05-29"
    assert claims["is_chosen"].tolist() == [True, False]
    assert claims["choice_rule"].tolist() == ["Ranks first: official page", "Ranks lower"]
    assert row["signed_on"] == "2024-05-17"
    assert row["is_disputed"]


def test_the_written_order_of_precedence(chosen, frames):
    kinds = ["official_text", "official_page", "report", "compilation", "lead"]
    first_of = [frames["sources"].query("kind == @kind")["source_id"].iloc[0] for kind in kinds]
    claims, _ = chosen(
        "SWE-GHA-BA", [("signed_on", f"2024-05-{20 - n}", source) for n, source in enumerate(reversed(first_of))]
    )
    assert claims["source_kind"].tolist() == kinds


def test_within_a_rank_the_more_precise_value_then_the_earlier_publication(chosen):
    claims, _ = chosen(
        "KOR-VNM-MOU",
        [("signed_on", "2022", "argus_2021"), ("signed_on", "2024-06-24", "allafrica_2023"),
         ("signed_on", "2023-05-09", "fiji_times_2021")],
    )  # fmt: skip
    assert list(claims.index) == ["2023-05-09", "2024-06-24", "2022"]


def test_a_year_is_refined_by_a_day_within_it(chosen):
    claims, row = chosen(
        "JPN-IDN-JCM",
        [("signed_on", "2013", "mofa_japan_2024"), ("signed_on", "2013-08-26", "argus"), *both("mofa_japan_2024")],
    )
    assert claims.loc["2013", "precedence"] == 1
    assert not claims.loc["2013", "is_chosen"]
    assert claims.loc["2013-08-26", "is_chosen"]
    assert claims.loc["2013-08-26", "choice_rule"].startswith("More precise")
    assert (row["signed_on"], row["signed_on_precision"]) == ("2013-08-26", "day")
    assert day(row["counts_from_on"]) == "2013-08-26"
    assert not row["is_disputed"]


def test_a_day_that_a_compilation_alone_gives_is_shown_to_the_month(chosen):
    said = [("signed_on", "2013", "mofa_japan_2024"), ("signed_on", "2013-08-26", UNEPCCC), *both("mofa_japan_2024")]
    claims, row = chosen("JPN-IDN-JCM", said)
    assert claims["is_chosen"].to_dict() == {"2013": False, "2013-08": True}
    assert claims.loc["2013-08", "as_stated"] == "2013-08-26", "what it says is kept"
    assert (row["signed_on"], row["signed_on_precision"]) == ("2013-08", "month")
    assert day(row["counts_from_on"]) == "2013-08-31"
    assert row["counts_from_basis"] == "last day of the month of signature"


def test_another_publication_confirms_the_day_of_a_compilation(chosen):
    said = [("signed_on", "2013", "mofa_japan_2024"), ("signed_on", "2013-08-26", UNEPCCC)]
    _, row = chosen("JPN-IDN-JCM", [*said, ("signed_on", "2013-08-26", "argus")])
    assert row["signed_on"] == "2013-08-26"
    _, row = chosen("JPN-IDN-JCM", [*said, ("signed_on", "2013-08-27", "argus")])
    assert row["signed_on"] == "2013-08-27", "another day confirms nothing"
    _, row = chosen("JPN-IDN-JCM", [*said, ("signed_on", "2013-08-26", "lead")])
    assert row["signed_on"] == "2013-08", "a lead confirms nothing"


def test_who_does_not_settle_the_status_never_outranks_who_does(chosen):
    said = [("instrument", "other", "argus"), ("status", "unclear", "mofa_japan_2024"), ("status", "signed", UNEPCCC)]
    _, row = chosen("JPN-IDN-JCM", said)
    assert (row["status"], row["is_counted"]) == ("signed", True)
    _, row = chosen("JPN-IDN-JCM", said[:2])
    assert (row["status"], row["is_counted"]) == ("unclear", False)
    assert row["in_force_words"] == "signature not settled"


@pytest.mark.parametrize("outside", ["2021-07-20", "2021-09-02"])
def test_a_day_outside_the_month_does_not_refine_it(chosen, outside):
    claims, row = chosen("CHE-ISL-LOI", [("signed_on", "2021-08", "argus_2021"), ("signed_on", outside, UNEPCCC)])
    assert claims["is_chosen"].to_dict() == {"2021-08": True, outside[:7]: False}
    assert (row["signed_on"], row["signed_on_precision"]) == ("2021-08", "month")
    assert row["is_disputed"]


def test_a_lead_does_not_refine(chosen):
    claims, row = chosen("JPN-IDN-JCM", [("signed_on", "2013", "mofa_japan_2024"), ("signed_on", "2013-08-26", "lead")])
    assert claims["is_chosen"].to_dict() == {"2013": True, "2013-08-26": False}
    assert row["signed_on"] == "2013"


def test_first_of_a_month_in_the_pipeline_is_a_month(frames):
    excerpt = read_csv(ROOT / unepccc.AGREEMENTS, ROOT)
    excerpt = excerpt[excerpt["agreement_id"].isin(["ARE-PRY-MOU", "AUS-FJI-MOU"])]
    aliases = harmonise.Aliases(frames["aliases"], Names(frames["parties"], frames["country_names"]), unepccc.PUBLISHER)
    claims = unepccc.tidy(excerpt, frames["agreements"], aliases).set_index(["agreement_id", "field"])
    assert claims.loc[("AUS-FJI-MOU", "signed_on"), ["value", "as_stated"]].tolist() == ["2021-11", "2021-11-01"]
    assert claims.loc[("ARE-PRY-MOU", "signed_on"), ["value", "as_stated"]].tolist() == ["2023-12-09", None]
    assert claims.loc[("AUS-FJI-MOU", "status"), "value"] == "unclear", "Other says nothing on signature"


def both(source: str) -> list[tuple[str, str, str]]:
    return [("instrument", "other", source), ("status", "signed", source)]


@pytest.mark.parametrize(
    "claims",
    [
        both("lead"),
        [("instrument", "other", UNEPCCC), ("status", "signed", "lead"), ("signed_on", "2023-05-11", "lead")],
    ],
    ids=["only leads", "form from a source, signature from a lead"],
)
def test_leads_are_never_counted(chosen, claims):
    _, row = chosen("KOR-MAR-FA", claims)
    assert not row["is_counted"]


def test_a_report_is_counted(chosen):
    _, row = chosen("KOR-MAR-FA", both("newsis_2024"))
    assert row["is_counted"]


def test_concluded_negotiations_are_never_counted(chosen):
    _, row = chosen("SGP-GHA-NC", [("status", "concluded_not_signed", UNEPCCC), ("concluded_on", "2023", UNEPCCC)])
    assert not row["is_counted"]
    assert day(row["counts_from_on"]) == "2023-12-31"


# A day of our own, on which all sources of this test are read.
READ_ON = "2031-05-15"
COUNTS_FROM = {
    "a day: from that day, whenever reported": ("2021-11-01", "2021-11-20", "2021-11-01"),
    "a month: from the day of the report in it": ("2021-11", "2021-11-02", "2021-11-02"),
    "a month: from its last day, when reported later": ("2021-08", "2021-10-13", "2021-08-31"),
    "a month: from its last day, when the report has no date": ("2021-08", "", "2021-08-31"),
    "a month: a report before it does not count": ("2021-08", "2021-06-30", "2021-08-31"),
    "a year: from the day of the report in it": ("2021", "2021-10-13", "2021-10-13"),
    "a year: from its last day, when reported later": ("2021", "2024-06-24", "2021-12-31"),
    "no date: from the day of the report": (None, "2023-08-22", "2023-08-22"),
    "no date: a report known to the month counts from its end": (None, "2023-08", "2023-08-31"),
    "no date, no report date: from this edition": (None, "", READ_ON),
    "never after this edition: month": ("2031-05", "", READ_ON),
    "never after this edition: report": (None, "2031", READ_ON),
}


def test_counts_from(frames):
    reports = frames["sources"].query("kind == 'report'")["source_id"]
    claims, published, ids = [], {}, {}
    for name, source, agreement_id in zip(COUNTS_FROM, reports, frames["agreements"]["agreement_id"], strict=False):
        signed_on, published[source], _ = COUNTS_FROM[name]
        ids[name] = agreement_id
        said = [*both(source), *([("signed_on", signed_on, source)] if signed_on else [])]
        claims += [(agreement_id, *claim) for claim in said]
    sources = frames["sources"].assign(
        published_on=[
            published.get(s, p) or None for s, p in frames["sources"][["source_id", "published_on"]].to_numpy()
        ],
        retrieved_on=READ_ON,
    )
    rows = pd.DataFrame(claims, columns=["agreement_id", "field", "value", "source_id"], dtype=object)
    found = run_views(frames, rows, sources)[1].set_index("agreement_id")["counts_from_on"]
    assert {name: day(found[ids[name]]) for name in COUNTS_FROM} == {
        name: expected for name, (_, _, expected) in COUNTS_FROM.items()
    }


def test_the_newest_edition_of_a_register_speaks_for_its_publisher(frames):
    sources = frames["sources"]
    register = sources[sources["source_id"] == UNEPCCC]
    newer = register.assign(source_id="register_newer", published_on="2026-06-30")
    said = [
        ("instrument", "memorandum_of_understanding", UNEPCCC),
        ("instrument", "implementation_agreement", "register_newer"),
        ("status", "under_negotiation", UNEPCCC),
        ("status", "signed", "register_newer"),
        ("signed_on", "2024-05-29", UNEPCCC),
        ("signed_on", "2024-07", "register_newer"),
    ]
    rows = pd.DataFrame(said, columns=["field", "value", "source_id"], dtype=object)
    claims, agreements = run_views(frames, rows.assign(agreement_id="SWE-GHA-BA"), pd.concat([sources, newer]))
    assert set(claims.loc[claims["is_chosen"], "source_id"]) == {"register_newer"}
    older = claims[claims["source_id"] == UNEPCCC]
    assert set(older["choice_rule"]) == {"A newer edition of the same publisher speaks for it"}
    (row,) = agreements.to_dict("records")
    assert (row["signed_on"], row["status"], row["is_disputed"]) == ("2024-07", "signed", False)


def test_an_older_edition_is_kept_where_the_newer_one_says_nothing(frames):
    sources = frames["sources"]
    newer = sources[sources["source_id"] == UNEPCCC].assign(source_id="register_newer", published_on="2026-06-30")
    said = [("signed_on", "2024-05", UNEPCCC), ("status", "signed", UNEPCCC), ("status", "signed", "register_newer")]
    rows = pd.DataFrame(said, columns=["field", "value", "source_id"], dtype=object)
    claims, agreements = run_views(frames, rows.assign(agreement_id="SWE-GHA-BA"), pd.concat([sources, newer]))
    assert agreements["signed_on"].tolist() == ["2024-05"]
    assert claims.set_index(["field", "source_id"]).loc[("signed_on", UNEPCCC), "is_chosen"]
