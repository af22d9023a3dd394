"""Behind every figure, and the reconciliation: pages run without a browser, and no two of them disagree."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pandas as pd
import pytest
from copies import EDITION
from drawn import tiles
from leaks import cells, leaks
from streamlit.testing.v1 import AppTest

from dashboard.agreements.queries import edition
from dashboard.charts import reconciliation
from dashboard.core import numbers
from dashboard.core.choices import Filters, offer
from dashboard.core.figure_rows import narrow
from dashboard.core.forms import Look, to_plotly
from dashboard.core.palette import LIGHT
from dashboard.core.warehouse import ask
from dashboard.evidence import findings as evidence_findings
from dashboard.evidence import queries as evidence_queries
from dashboard.evidence import registry as figures
from dashboard.evidence import statements as said_of
from dashboard.places import network
from dashboard.places import queries as place_queries
from dashboard.targets import queries as target_queries
from dashboard.trade import figures as trade_figures
from dashboard.trade import queries as trade_queries
from dashboard.trade import queries_totals
from dashboard.trade.chosen import TradeFilters
from dashboard.trade.queries_scope import places as places_of
from dashboard.trust import findings as trace_findings
from dashboard.trust import queries as trace_queries

pytestmark = pytest.mark.usefixtures("built")
WORDS = {"none yet", "none confirmed", "amount not found", "not published", "not applicable"}
NUMBER = re.compile(r"\*\*([\d,.]+)")


def read(app: AppTest) -> str:
    """All that a visitor reads in text and small tables."""
    elements = (*app.title, *app.header, *app.subheader, *app.markdown, *app.warning, *app.info)
    return "\n".join([*(str(element.value) for element in elements), *(table.value.to_csv() for table in app.table)])


def links_to_rows(app: AppTest) -> list[dict[str, str]]:
    """Parameters of every link of a page to the rows behind a figure."""
    return [
        dict(parse_qsl(link.proto.query_string))
        for link in app.get("page_link")
        if link.proto.page.endswith("rows") and "figure" in parse_qs(link.proto.query_string)
    ]


@pytest.mark.parametrize("query", [{}, {"buyer": "CHE", "asof": "2024-06-30"}, {"region": "Africa"}], ids=str)
@pytest.mark.parametrize("page", ["overview", "projects", "delivered"])
def test_a_headline_figure_is_the_number_of_the_rows_behind_it(open_page, page, query):
    app = open_page(page, **query)
    shown = tiles(app).values()
    assert len(shown) >= 4
    for tile in shown:
        links = [dict(parse_qsl(urlsplit(link).query)) for link in tile.links]
        rows = [open_page("rows", **link) for link in links if link["figure"] == tile.measure]
        if not rows:
            assert tile.value in WORDS, tile.heading
            continue
        number = float(NUMBER.search(read(rows[0]).partition("Showing")[2])[1].replace(",", ""))
        # A published total that leads is not ours: what is traced stands below it.
        assert any(text in tile.text for text in (f"{number:,.0f}", numbers.tonnes(number))), tile.heading


@pytest.mark.parametrize("name", figures.FIGURES)
def test_every_figure_shows_its_rows_and_their_sources(open_page, name):
    app = open_page("rows", figure=name)
    assert figures.FIGURES[name].label in [head.value for head in app.header]
    if figures.FIGURES[name].rows(Filters(EDITION)).empty:
        assert "No row makes this figure" in read(app), "nothing of the kind is in the data yet"
        return
    table = app.dataframe[0].value
    assert table[["Publisher", "Title", "Link", "Confidence", "Who says otherwise"]].shape[0] == len(table) > 0
    assert table["Publisher"].notna().all()
    is_lead = table["Confidence"].str.startswith("C: ") | (table.get("Kind of publication") == "lead")
    assert table.loc[~is_lead, "Link"].notna().all(), "only a lead has no page"


def test_links_that_name_what_does_not_exist_are_told(open_page):
    assert "unknown figure, “nonsense”" in read(open_page("rows", figure="nonsense"))
    assert "does not have, “colour\\:red”" in read(open_page("rows", figure="pairs", key="colour:red"))
    assert "does not have, “stage\\_id\\:issued”" in read(open_page("rows", figure="pairs", key="stage_id:issued"))
    assert "unknown row, “XXX”" in read(open_page("rows", figure="pairs", row="XXX"))
    empty = read(open_page("rows", figure="projects", key="stage_id:nowhere"))
    assert "No row makes this figure" in empty


def test_a_row_opened_behind_one_figure_is_not_asked_for_behind_another(open_page):
    app = open_page("rows", figure="pairs", row="CHE-GHA-IA")
    assert "Switzerland–Ghana" in read(app)
    app.query_params.clear()
    app.query_params["figure"] = "projects"
    assert not app.run().warning


def test_a_chosen_row_opens_and_stands_in_the_address(open_page):
    app = open_page("rows", figure="pairs", buyer="CHE")
    app.selectbox(key="choice_row").select("CHE-GHA-IA").run()
    assert "Switzerland–Ghana" in read(app) and app.query_params["row"] == "CHE-GHA-IA"
    assert "Switzerland–Ghana" in read(app.run()), "a second run, as each browser asks for one, keeps it"


def test_an_opened_row_outside_the_filters_is_still_shown(open_page):
    assert "Switzerland–Ghana" in read(open_page("rows", figure="pairs", row="CHE-GHA-IA", buyer="JPN"))


@pytest.mark.parametrize(
    ("figure", "row", "said"),
    [
        (
            "agreements",
            "CHE-GHA-IA",
            ["24 Nov 2021", "23 Nov 2020 ✓", "ranks first: official page", "terms: not stated"],
        ),
        (
            "transferred",
            "CHE-THA-01-TRF-2023-12-20",
            ["1,916 tCO₂e ✓", "1,960 tCO₂e", "Radio Free Asia", "never added"],
        ),
        (
            "projects",
            "JCM-TH001",
            ["440 tCO₂e ✓", "takes the estimates of numbered JCM projects from here", "20 Apr 2018"],
        ),
        ("officially_expected", "JPN-P04", ["20 MtCO₂e ✓", "uperseded by a later figure", "17.9 MtCO₂e"]),
        ("targets", "KOR-T01", ["37.5 MtCO₂e ✓", "33.5 MtCO₂e", "uperseded"]),
        ("programme", "JPN-registry", ["✓"]),
        ("published", "total_024", ["99 ✓"]),
    ],
)
def test_an_opened_row_shows_each_source_and_who_says_otherwise(open_page, figure, row, said):
    if figure == "programme":
        row = ask("SELECT min(row_id) AS id FROM evidence WHERE row_kind = 'feature'")["id"].iloc[0]
    text = read(open_page("rows", figure=figure, row=row))
    for words in said:
        assert words in text


def test_rows_with_evidence_can_be_put_into_words(built):
    # Of kinds with many rows every tenth: those of facts differ in little but the country.
    some = ask("""
        SELECT * EXCLUDE (place) FROM (
            SELECT *, dense_rank() OVER (PARTITION BY row_kind ORDER BY row_id) AS place FROM evidence)
        WHERE place <= 100 OR place % 10 = 0 ORDER BY precedence, field, value
    """)
    assert set(some["row_kind"]) == set(ask("SELECT DISTINCT row_kind FROM evidence")["row_kind"])
    one = evidence_queries.evidence(*some.loc[0, ["row_kind", "row_id"]])
    assert list(one.columns) == list(some.columns)
    for row, statements in some.groupby(["row_kind", "row_id"]):
        text = "\n".join(
            f"{(line := said_of.source_line(said)).text} {line.aside}"
            for _, said in statements.groupby("source_id", sort=False)
        )
        fields = statements[statements["field"] != said_of.STEP]
        text += "\n" + cells(said_of.side_by_side(fields)) if len(fields) else ""
        assert leaks(text) == [], row


def test_every_bar_of_the_ladders_leads_to_its_number(built):
    ladders = ask("SELECT * FROM target_ladders WHERE rung IN ('goal', 'own_estimates')")
    every = Filters(edition())
    for bar in ladders.itertuples():
        rows, chosen, problems = narrow(figures.FIGURES[bar.rung].rows(every), f"target_id:{bar.target_id}")
        number = figures.FIGURES[bar.rung].number(rows, chosen)
        millions = number / 1e6 if bar.rung == "own_estimates" and number else number
        assert not problems
        assert millions == pytest.approx(bar.quantity_mtco2e, nan_ok=True) or (
            number is None and bar.quantity_mtco2e != bar.quantity_mtco2e
        )


def test_ours_beside_each_published_total_is_made_of_the_rows_behind_it(built):
    totals = trace_queries.reconciliation()
    members = figures.FIGURES["compared"].rows(Filters(edition()))
    compared = totals[totals["ours"].notna()]
    assert len(compared) > 50
    for total in compared.itertuples():
        rows, chosen, _ = narrow(members, f"total_id:{total.total_id}")
        assert figures.FIGURES["compared"].number(rows, chosen) == total.ours, total.total_id


def test_ours_beside_a_total_is_what_the_overview_shows_for_that_day(built):
    totals = trace_queries.reconciliation()
    pairs = totals[(totals["measure"] == "pairs") & totals["ours"].notna()]
    assert len(pairs) > 20
    for total in pairs.itertuples():
        filters = Filters(
            total.as_of_until_on.date(),
            buyers=(total.buyer_iso3,) if total.buyer_iso3 else (),
            hosts=(total.host_iso3,) if total.host_iso3 else (),
            rule=total.counting_rule,
        )
        figure = figures.FIGURES["pairs"]
        assert figure.value(figure.rows(filters)) == total.ours, total.total_id


def known_to_both(root: Path) -> int:
    """Pairs in the file of UNEP CCC of which a page that is no lead speaks too, counted from the CSV files."""

    def keys(name: str) -> set[str]:
        with (root / "data" / name).open(encoding="utf-8", newline="") as file:
            return {row["agreement_id"][:7] for row in csv.DictReader(file) if row.get("confidence", "B") in "AB"}

    return len(keys("publishers/unepccc/agreements_2026-02-28.csv") & keys("curated/claims.csv"))


def test_reconciliation_says_what_does_not_add_up_and_what_only_one_has(open_page, project_root):
    app = open_page("reconciliation")
    text = read(app)
    assert "57 + 32 + 9 = 98, **1 fewer** than the 99 published" in text
    assert "254 + 4 + 11 + 3 = 272, **4 fewer** than the 276 published" in text
    assert "54 + 21 + 14 = 89, as published" in text
    assert "Monaco–Tunisia" in text and "not counted" not in text
    assert f"Both know **{known_to_both(project_root)} of" in text
    shown = {metric.label: int(metric.value) for metric in app.metric}
    verdicts = trace_queries.reconciliation()["verdict"].value_counts()
    assert [shown[label] for label in ("Equal", "The Atlas has more", "The Atlas has less", "Not comparable")] == [
        verdicts[verdict] for verdict in ("equal", "higher", "lower", "not comparable")
    ]
    for link in links_to_rows(app):
        rows = open_page("rows", **link)
        verdict = link["key"].partition(":")[2]
        assert f"**{verdicts[verdict]} published totals**" in read(rows)


def test_a_difference_is_explained_by_data_or_not_at_all(built):
    totals = trace_findings.readable(trace_queries.reconciliation())
    differing = totals[totals["verdict"].isin(["higher", "lower"])]
    assert set(differing.loc[differing["known_reason"].isna(), "reason"]) == {"not explained here"}
    assert totals.loc[totals["verdict"] == "not comparable", "why_not_comparable"].notna().all()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(EDITION),
        Filters(EDITION, buyers=("CHE", "JPN", "SGP")),
        Filters(date(2023, 6, 30), rule="binding"),
        Filters(EDITION, regions=("Africa",)),
    ],
    ids=str,
)
def test_every_mark_and_cell_of_the_network_leads_to_its_number(built, filters):
    _, agreements, table = place_queries.crowding(filters)
    rows = figures.FIGURES["parties"].rows(filters)
    for band in network.BANDS:
        found, chosen, problems = narrow(rows, f"band:{band}")
        assert not problems and figures.FIGURES["parties"].number(found, chosen) == (table["band"] == band).sum()
    for bar in network.bands(table).to_dict("records"):
        place = network.SPECIAL.get(bar["group"])
        key = f"{place}:True" if place else f"region:{bar['group']}"
        for band in network.BANDS:
            found, _, problems = narrow(rows, f"{key},is_annex1:False,band:{band}")
            assert not problems and len(found) == bar[band]
    for host in table[table["buyer_count"] > 0].itertuples():
        found, _, _ = narrow(agreements, f"host_iso3:{host.iso3}")
        assert figures.FIGURES["buyers"].value(found) == host.buyer_count
    for cell in network.shared_hosts(agreements).itertuples():
        of_two = replace(filters, buyers=tuple({cell.buyer_iso3, cell.other_iso3}))
        figure = figures.FIGURES["shared_hosts"]
        assert not cell.shared or figure.value(figure.rows(of_two)) == cell.shared
    for buyer in network.exclusive(agreements).itertuples():
        found, _, _ = narrow(figures.FIGURES["exclusive_hosts"].rows(filters), f"buyer_iso3:{buyer.buyer_iso3}")
        assert figures.FIGURES["exclusive_hosts"].value(found) == buyer.exclusive_count


def test_figures_of_trade_are_the_sums_of_the_flows_behind_them(built):
    chosen = TradeFilters(edition(), (2020, 2024), "JPN")

    def behind(address: str) -> tuple[pd.DataFrame, float]:
        query = dict(parse_qsl(urlsplit(address).query))
        rows, doubts = figures.FIGURES[query["figure"]].read(Filters(edition()), query)
        rows, narrowed, problems = narrow(rows, query["key"])
        assert not doubts and not problems
        return rows, figures.FIGURES[query["figure"]].number(rows, narrowed)

    flows = trade_queries.flows(chosen)
    rows, total = behind(trade_figures.url(chosen, "exports", year=2024))
    assert total == flows.loc[flows["year"] == 2024, "value_usd"].sum() > 0
    assert rows["source_url"].notna().all() and rows["other_values"].notna().any()
    partners = [
        place["area_iso3"]
        for place in places_of(chosen)
        if place["agreed_from_on"] and place["agreed_from_on"].isoformat() < "2024-01-01"
    ]
    sold = flows[(flows["year"] == 2023) & flows["importer_iso3"].isin(partners)]["value_usd"].sum()
    assert behind(trade_figures.url(chosen, "exports", year=2023, signed_by_then=True))[1] == sold > 0
    importers = tuple(sorted(flows["importer_iso3"].unique()))[:12]
    shares = trade_queries.shares(chosen, 2024, importers)
    scope = replace(chosen, importers=importers, span=(2024, 2024))
    for share in shares[:5]:
        address = trade_figures.url(scope, "supplied", exporter_iso3=share["exporter_iso3"])
        assert behind(address)[1] == share["value_usd"]
    of_canada = TradeFilters(edition(), (2023, 2023), "CAN", countries="parties", with_dual_use=True)
    assert behind(trade_figures.url(of_canada, "exports", year=2023))[1] == sum(
        flow["value_usd"] for flow in queries_totals.beside_published("CAN", 2023)
    )


def test_the_inputs_of_the_model_rest_on_as_many_rows_as_they_say(built):
    rows = figures.FIGURES["trajectory_inputs"].rows(Filters(edition()))
    events = rows[rows["row_kind"] == "event"]["input_id"].value_counts()
    for given in target_queries.defaults():
        assert (rows["input_id"] == given["input_id"]).any()
        if said := re.search(r"(\d+) JCM (?:projects|issuances)", given["origin"]):
            assert events[given["input_id"]] == int(said[1]), given["input_id"]


def test_every_event_between_two_countries_is_known_by_its_key(built):
    moments = pd.concat([place_queries.moments(*pair, Filters(edition())) for pair in (("CHE", "THA"), ("JPN", "MNG"))])
    events = moments[moments["kind"].isin(["issuance", "first_transfer"])]
    assert len(events) > 3 and events["event_id"].is_unique and events["event_id"].notna().all()


def test_a_date_within_the_others_month_does_not_differ(built):
    rows = trace_queries.witnesses()
    within = rows[(rows["desk_signed_on"].str.len() == 7) & rows["pipeline_signed_on"].str.len().ge(7)]
    same = within[within["desk_signed_on"].str[:7] == within["pipeline_signed_on"].str[:7]]
    assert len(same) and (same["pipeline_later_by_days"] == 0).all()


@pytest.mark.parametrize("is_phone", [False, True])
def test_the_pictures_draw_every_total_and_every_gap(built, is_phone):
    totals = trace_findings.readable(trace_queries.reconciliation())
    compared = trace_findings.by_difference(
        trace_findings.in_order(totals[totals["ours"].notna() & totals["counting_rule"].notna()])
    )
    look = Look(LIGHT, 340 if is_phone else 1240, is_phone)
    drawn = to_plotly(reconciliation.differences(compared, "Difference"), look)
    marks = {key: x for t in drawn["data"] if "ids" in t for key, x in zip(t["ids"], t["x"], strict=True)}
    assert marks == (compared["ours"] - compared["value"]).to_dict()
    assert len(drawn["layout"]["annotations"]) == len(compared)
    spans = [t["x"] for t in drawn["data"] if t["mode"] == "lines"]
    assert spans == [[row.least, row.most] for row in compared.itertuples() if row.ours_at_first != row.ours]
    assert not compared["label"].str.contains("nan|None").any() and compared["label"].is_unique
    gaps = trace_findings.by_days(trace_queries.witnesses())
    bars = to_plotly(reconciliation.days_apart(gaps), look)["data"][0]
    # A bar that is cut has two pieces.
    assert len(set(bars["y"])) == len(gaps) <= len(bars["x"]) and 0 not in bars["x"]


def total(value, first, last, *, is_lead=False):
    return {"value": value, "ours_at_first": first, "ours": last, "is_lead": is_lead, "label": "L", "measure": "pairs"}


def test_a_month_is_drawn_and_said_as_its_range():
    """A total of 14 while ours went from 15 to 17; one of 4 while ours went from 3 to 5; a lead of 106 while ours had 104 to 106."""
    rows = trace_findings.by_difference(
        pd.DataFrame(
            [
                total(14, 15, 17),
                total(4, 3, 5),
                total(106, 104, 106, is_lead=True),
                total(9, 9, 9),
                total(108, 104, 104),
            ]
        )
    )
    assert rows["said"].to_list() == ["+1 to +3", "−1 to +1", "−2 to 0", "0", "−4"]
    drawn = to_plotly(reconciliation.differences(rows, "Difference"), Look(LIGHT, 1240))
    assert [note["text"] for note in drawn["layout"]["annotations"]] == rows["said"].to_list()
    assert [t["x"] for t in drawn["data"] if t["mode"] == "lines"] == [[1, 3], [-1, 1], [-2, 0]]
    hollow = next(t for t in drawn["data"] if t.get("marker", {}).get("color") == LIGHT.background and "ids" in t)
    assert hollow["ids"] == [2] and drawn["layout"]["yaxis"]["ticktext"][2].endswith("unconfirmed")
    # The lead is no part of the claim: of four, two lie within one; the farthest is 4.
    assert trace_findings.comparison(rows) == (
        "2 of 4 published counts of agreements and their Parties differ from ours by one at most; the largest difference is 4"
    )


def test_tonnes_are_compared_as_a_share_of_the_published():
    rows = pd.DataFrame([total(1000, 250, 250), total(200, 100, 200), total(800, 0, 0, is_lead=True)]).assign(
        measure="issued_tco2e"
    )
    found = trace_findings.by_share(rows)
    assert found["said"].to_list() == ["−50% to 0", "−75%", "−100%"]
    assert trace_findings.tonnes_compared(found).startswith("In 1 of 2 published totals in tonnes less than half")


def test_a_figure_puts_missing_into_words():
    rows = ask("SELECT 'project' AS row_kind, 'x' AS row_id, NULL::DOUBLE AS expected_tco2e_per_year")
    figure = figures.FIGURES["expected_yearly"]
    assert figure.value(rows) is None
    nobody = offer({}, {}, edition())
    assert evidence_findings.behind(figure, None, rows, {}, nobody).startswith("**1 project**")
    assert numbers.amount(None) == "amount not found" and numbers.amount(0) == "0"
