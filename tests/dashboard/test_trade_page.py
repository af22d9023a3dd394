"""The Trade page, run without a browser: filters, links, what it may never say; and its numbers for random choices."""

from __future__ import annotations

import io
import json
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from copies import EDITION
from drawn import figure
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from leaks import leaks
from streamlit.testing.v1 import AppTest

from dashboard.charts import flows as flows_chart
from dashboard.charts import trade_time
from dashboard.core import address, extract
from dashboard.core.choices import COUNTING_RULES, Filters
from dashboard.core.figure_rows import narrow
from dashboard.core.warehouse import ask
from dashboard.evidence import registry
from dashboard.trade import findings as trade_findings
from dashboard.trade import findings_time as trade_time_findings
from dashboard.trade import queries as trade_queries
from dashboard.trade import queries_time as trade_time_queries
from dashboard.trade import summaries as trade_summaries
from dashboard.trade.chosen import AGREEMENT, COUNTRIES, TradeFilters
from dashboard.trade.filters import PANEL
from dashboard.trade.queries_scope import places as places_of

pytestmark = pytest.mark.usefixtures("built")


def words(app: AppTest) -> str:
    """All that a visitor reads."""
    texts = (*app.markdown, *app.header, *app.subheader, *app.info, *app.warning)
    return "\n".join(element.value for element in texts).replace("\\$", "$")


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def to_hosts(exporter: str, year: int) -> int:
    """Exports of products without dual use to hosts outside Annex I, by loops over the declared tables."""
    products, hosts = ask("SELECT hs_code, is_dual_use FROM hs_products"), ask("FROM agreement_list")
    narrow = {row.hs_code for row in products.itertuples() if not row.is_dual_use}
    annex1 = {row.iso3 for row in ask("FROM parties").itertuples() if row.is_annex1}
    buys = {row.host_iso3 for row in hosts.itertuples() if row.is_counted} - annex1
    flows = ask("FROM trade_flows WHERE exporter_iso3 = $who AND year = $year", who=exporter, year=year)
    return sum(row.value_usd for row in flows.itertuples() if row.hs_code in narrow and row.importer_iso3 in buys)


def test_first_screen_answers_without_any_choice(open_page):
    app = open_page("trade")
    assert app.title[0].value == "Does clean technology follow the agreements?"
    text = words(app)
    assert "batteries, electric vehicles and their materials" in text
    assert "low-carbon exports" not in text.lower()
    shown = metrics(app)
    assert list(shown)[:4] == ["Exports in 2024", "Of which to partners", "Share of their imports", "No data"]
    assert shown["Exports in 2024"] == f"US${to_hosts('JPN', 2024) / 1e6:,.0f} m"
    assert not app.query_params, "an address holds what was chosen, and nothing else"
    assert not app.warning


def test_caveat_and_credit_stand_where_the_charts_are(open_page):
    text = words(open_page("trade", exporter="CHN"))
    assert (
        "Exports are not credits" in text
        and "liquefied natural gas" in text
        and "doesn’t mean that the agreement caused it" in text
    )
    for credit in ("UN Comtrade", "CEPII, BACI HS17, version 202601", "Ember, China solar PV exports"):
        assert credit in text
    assert "Different products are valued on different bases" in text


@pytest.mark.parametrize("query", [{}, {"exporter": "CHN", "countries": "all", "dual_use": "yes"}], ids=str)
def test_figures_bands_and_checks_lead_to_rows_of_the_same_sum(open_page, unfolded, query):
    def behind(address: str) -> float | None:
        link = dict(parse_qsl(urlsplit(address).query))
        rows, doubts = registry.FIGURES[link["figure"]].read(Filters(EDITION), link)
        rows, narrowed, problems = narrow(rows, link["key"])
        assert not doubts and not problems
        return registry.FIGURES[link["figure"]].number(rows, narrowed)

    app = open_page("trade", **query)
    tables = [found.value for found in app.dataframe]
    (drawn,) = [table for table in tables if "US$ in 2024" in table and "Importer" in table]
    assert [behind(address) for address in drawn["Behind it"]] == drawn["US$ in 2024"].to_list()
    (checks,) = [table for table in tables if "Behind ours" in table]
    ours = checks[checks["Behind ours"].ne("")].iloc[::9]
    assert [behind(address) for address in ours["Behind ours"]] == ours["Our rows, US$"].to_list()
    assert checks["Behind theirs"].is_unique and len(checks[checks["Behind ours"].ne("")]) == 63
    to_no_data = [text for text in words(app).split("(<") if text.startswith("rows?") and "figure=no_data" in text]
    count = metrics(app)["No data"].partition(" of ")[0]
    assert [str(int(behind(text.partition(">")[0]))) for text in to_no_data] == ([count] if count != "0" else [])


def test_silent_countries_are_named_apart(open_page):
    app = open_page("trade")
    text = words(app)
    count = metrics(app)["No data"].partition(" of ")[0]
    assert f"No report, or an incomplete one, for 2024: {count}." in text
    assert "Viet Nam (US$12.3 m in 2023)" in text
    boxes = [line for line in text.splitlines() if line.startswith("Mexico (")]
    assert len(boxes) == 1 and "Viet Nam" not in boxes[0]


def test_canada_stands_beside_the_published_figure(open_page, unfolded):
    app = open_page("trade")
    assert metrics(app)["In the Atlas, 2023"] == "US$912 m"
    text = words(app)
    for part in ("5.5 billion dollars", "different measures", "currency", "efficient motors", "group of countries"):
        assert part in text
    ratios = [frame.value for frame in app.dataframe if "Ratio" in frame.value.columns]
    assert len(ratios) == 1 and len(ratios[0]) == 85


@pytest.mark.parametrize(
    "query",
    [
        {"exporter": "KOR", "years": "2020-2023"},
        {"exporter": "CHN", "countries": "parties", "dual_use": "yes"},
        {"exporter": "CHE", "countries": "all", "dual_use": "yes", "years": "2017-2024"},
        {"exporter": "CAN", "importer": "CHN", "countries": "all", "years": "2023-2023", "dual_use": "yes"},
        {"exporter": "KWT", "with_agreement": "with"},
        {"exporter": "SGP", "with_agreement": "without", "importer_region": "Asia,Africa"},
        {"product": "870380", "product_stage": "final_product"},
        {"chain": "solar", "exporter": "CHN", "years": "2017-2024"},
        {"chain": "critical_minerals", "dual_use": "yes"},
        {"years": "2017-2018"},
    ],
)
def test_every_choice_gives_a_page_and_stays_in_the_address(open_page, query):
    app = open_page("trade", **query)
    assert not app.warning
    assert {key: app.query_params[key] for key in query} in ({k: [v] for k, v in query.items()}, query)
    assert leaks(words(app)) == []
    assert metrics(app) or app.info


def test_parts_of_a_link_that_cannot_be_honoured_are_told(open_page):
    app = open_page(
        "trade",
        exporter="XXX",
        chain="magic",
        years="1800-2024",
        countries="moon",
        with_agreement="maybe",
        dual_use="so",
        importer="NOWHERE",
    )
    told = "\n".join(warning.value for warning in app.warning)
    for part in ("“XXX”", "“magic”", "1800-2024", "“moon”", "“maybe”", "“so”", "“NOWHERE”"):
        assert part in told
    assert app.selectbox(key="trade_exporter").value == "JPN"
    assert len(open_page("trade", years="twenty").warning) == 1


def test_nothing_left_says_what_to_change(open_page):
    app = open_page("trade", chain="wind")
    assert "allow dual-use products" in app.info[0].value
    app.toggle(key="trade_with_dual_use").set_value(True).run()
    assert metrics(app)["Exports in 2024"] != "US$0"
    app.button(key="trade_reset").click().run()
    assert metrics(app)["Exports in 2024"] == f"US${to_hosts('JPN', 2024) / 1e6:,.0f} m"
    assert "chain" not in app.query_params


def test_choosing_an_exporter_changes_page_and_address(open_page):
    app = open_page("trade")
    app.selectbox(key="trade_exporter").select("KOR").run()
    assert not app.exception
    assert "Republic of Korea" in words(app)
    assert "KOR" in str(app.query_params["exporter"])


def test_a_link_keeps_every_choice():
    page = Filters(EDITION)
    chosen = TradeFilters(
        EDITION, (2019, 2023), "SWE", countries="all", agreement="without", importers=("TWN",), regions=("Asia",),
        chains=("batteries_ev",), stages=("component",), products=("850760",), with_dual_use=True,
    )  # fmt: skip
    for link in (address.write(chosen), PANEL.write(chosen, page)):
        assert PANEL.read(link, page) == (chosen, [])
    assert PANEL.read({}, page) == (TradeFilters(EDITION, (2020, 2024), "JPN"), [])
    assert PANEL.write(TradeFilters(EDITION, (2020, 2024), "JPN"), page) == {}
    assert address.write(TradeFilters(EDITION, (2020, 2024), "JPN")) == {"exporter": "JPN", "years": "2020-2024"}


def some(*values):
    return st.just(()) | st.lists(st.sampled_from(values), unique=True, max_size=3).map(tuple)


CHOICES = st.builds(
    TradeFilters,
    span=st.tuples(st.integers(2017, 2021), st.integers(2021, 2024)),
    as_of=st.sampled_from([EDITION, date(2022, 1, 1)]),
    rule=st.sampled_from(list(COUNTING_RULES)),
    exporter=st.sampled_from(["JPN", "KOR", "CHE", "CHN", "CAN", "KWT", "USA"]),
    countries=st.sampled_from(list(COUNTRIES)),
    agreement=st.sampled_from(list(AGREEMENT)),
    importers=some("MEX", "THA", "VNM", "TWN"),
    regions=some("Africa", "Asia", "Americas"),
    chains=some("batteries_ev", "critical_minerals", "solar", "wind"),
    stages=some("component", "final_product"),
    with_dual_use=st.booleans(),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHOICES)
def test_headline_table_extract_and_charts_say_the_same(chosen):
    places, reporting = places_of(chosen), trade_queries.reporting(chosen)
    rows, frame = trade_queries.flow_rows(chosen), trade_queries.flows(chosen)
    keys = [(-row["year"], -row["value_usd"], row["importer_iso3"], row["hs_code"]) for row in rows]
    assert keys == sorted(set(keys)), "newest and largest first, none twice"
    figures = trade_summaries.headline(rows, places, reporting, chosen.last_year)
    of_last = frame[frame["year"] == chosen.last_year]
    assert figures.value_usd == of_last["value_usd"].sum()
    assert 0 <= figures.to_partners_usd <= figures.value_usd

    read = pd.read_csv(io.BytesIO(extract.to_csv(frame)), keep_default_na=False)
    assert len(read) == len(rows)
    if rows:
        assert read.loc[read["year"] == chosen.last_year, "value_usd"].sum() == figures.value_usd
        assert (read["attribution"] != "").all() and (read["source_id"] != "").all()

    countries = trade_summaries.by_country(rows, places, reporting, range(chosen.first_year, chosen.last_year + 1))
    cells = trade_summaries.four_way(countries, chosen.last_year, trade_time_queries.floor_usd())
    assert len(cells) == len(places)
    assert sum(cell["listed_usd"] for cell in cells) == figures.value_usd
    assert all((cell["value_usd"] is None) == (cell["cell"] == trade_summaries.NO_DATA) for cell in cells)
    assert sum(cell["value_usd"] is not None for cell in cells) == figures.known

    if len(of_last):
        links = trade_summaries.destinations(rows, chosen.last_year, 9, 5)
        for draw in (flows_chart.by_product, flows_chart.by_importer):
            bars = draw(links, chosen.exporter, trade_summaries.GATHERED).rows
            assert sum(bar["usd"] or 0 for bar in bars) == figures.value_usd
    years = trade_queries.comparable_years(chosen)
    constant = trade_summaries.constant_importers(reporting, years)
    partners, points = trade_time_queries.partners(chosen), trade_time_queries.partner_years(chosen)
    signed = {place["area_iso3"] for place in places if place["has_agreement"]}
    assert {partner["area_iso3"] for partner in partners} == signed or not years
    by_area = {(row["area_iso3"], row["year"]): row["value_usd"] for row in countries}
    for point in points:
        assert point["value_usd"] == by_area[point["area_iso3"], point["year"]]
        assert (point["value_usd"] is None) == bool(point["why"])
    assert trade_findings.answer(
        "Exporter", chosen, figures, "goods", trade_time_queries.floor_usd(), trade_time_queries.largest_partner(chosen)
    )
    if len(partners):
        assert trade_time_findings.around(partners, trade_time_queries.floor_usd(), years)
        json.dumps(figure(trade_time.around(points, chosen.exporter)))
    if years:
        table = trade_summaries.share_table(
            trade_queries.shares(chosen, years[-1], constant), trade_queries.shares(chosen, years[0], constant)
        )
        if table:
            assert sum(row["share"] for row in table) == pytest.approx(1, abs=0.01)
            assert all(0 <= row["share"] <= 1.0001 for row in table)
