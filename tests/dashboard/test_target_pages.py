"""Targets, calculator and programmes: the pages without a browser."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest
from copies import ROOT
from streamlit.testing.v1 import AppTest
from visits import switch_to

from dashboard.core import told
from dashboard.core.choices import Filters
from dashboard.core.warehouse import ask
from dashboard.delivered import delivery_rate
from dashboard.delivered import queries as delivered_queries
from dashboard.delivered import queries as ledger_queries
from dashboard.delivered.figures import ITMO_ISSUED, JCM_ISSUED
from dashboard.projects import queries as project_queries
from dashboard.projects.figures import WITH_ISSUANCE

GOALS, RUNGS = 5, 4


@pytest.fixture
def open_page(built):
    """Open a page of the app with the parameters of a link."""

    def run(page: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard" / "main.py"), default_timeout=60)
        app.query_params.update(query)
        switch_to(app, page).run()
        assert not app.exception
        return app

    return run


def edition() -> date:
    return ask("SELECT edition_on::DATE::VARCHAR AS day FROM edition")["day"].map(date.fromisoformat).iloc[0]


def words(app: AppTest) -> str:
    kinds = (app.markdown, app.subheader, app.header, app.warning, app.info, app.error)
    return "\n".join(element.value for kind in kinds for element in kind)


def link(app: AppTest) -> dict[str, str]:
    """Parameters in the address: given ones are text, written ones lists of one."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def charts(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def test_default_answer_and_all_goals_on_one_scale(open_page):
    app = open_page("targets")
    text = words(app)
    assert "At the default assumptions the known pipeline brings **" in text
    assert "of 100 Mt by FY2030" in text and "Mt a year more** would be needed from today" in text
    drawn = charts(app)
    assert len(drawn) == 3
    goals = drawn[2]
    said = [note["text"] for note in goals["layout"]["annotations"]]
    # What is beside each bar or in its place, the names of goals and of what is held against them.
    assert len(said) == GOALS * RUNGS + GOALS + RUNGS
    axes = {tuple(axis["range"]) for name, axis in goals["layout"].items() if name.startswith("xaxis")}
    assert len(axes) == 1, "shares of all goals are drawn on one scale"
    wholes = [bar for trace in goals["data"] for bar in trace.get("x", []) if bar == 1]
    words_alone = sum(text in ("none yet", "not found", "none confirmed", "amount not found") for text in said)
    assert len(wholes) >= GOALS * RUNGS - words_alone > GOALS
    assert any(trace.get("xaxis") == "x2" for trace in drawn[0]["data"]), "Mt a year have a panel of their own"
    assert "Unconfirmed, and therefore without a ladder: Norway" in text
    assert "576 of 1,800 million credits" in text
    assert "Check on the past" in text and "the central issuance rate is set so that the two meet" in text
    assert "Which one is used where" in text


@pytest.mark.parametrize("page", ["targets", "calculator", "delivered"])
def test_each_chart_has_whole_pixels(open_page, page):
    """On the first page of a visit a chart waits in a place of its height, which has to be a whole number."""
    heights = [figure["layout"]["height"] for figure in charts(open_page(page))]
    assert heights and all(isinstance(height, int) for height in heights)


def test_a_first_visit_waits_for_its_charts(open_page, monkeypatch):
    monkeypatch.setattr("dashboard.render.viewport.is_wanted", lambda kind: False)
    for page in ("targets", "calculator", "delivered"):
        assert charts(open_page(page)) == []


def test_a_link_carries_the_assumptions(open_page):
    usual = words(open_page("targets"))
    app = open_page("targets", goal="2040", delivery_rate="0.1~0.2~0.3")
    text = words(app)
    assert "At your assumptions" in text and "of 200 Mt by FY2040" in text
    assert text != usual
    assert link(app)["delivery_rate"] == "0.1~0.2~0.3"


def test_moving_an_input_changes_the_sentence_and_the_link(open_page):
    app = open_page("targets")
    assert app.slider(key="targets_buyer_share_range").proto.format % 46 == "46%"
    app.number_input(key="targets_delivery_rate").set_value(40.0).run()
    assert not app.exception
    assert "At your assumptions" in words(app)
    low, central, high = link(app)["delivery_rate"].split("~")
    assert central == "0.4" and float(low) < 0.4 < float(high)
    usual = app.number_input(key="targets_buyer_share").value
    app.slider(key="targets_buyer_share_range").set_value((20.0, 30.0)).run()
    assert link(app)["buyer_share"] == f"0.2~{usual / 100:g}~{usual / 100:g}", "the range stops at the central value"
    assert "Share that counts for the buyer: the range ends at the central value" in words(app)
    app.number_input(key="targets_buyer_share").set_value(10.0).run()
    assert link(app)["buyer_share"] == f"0.1~0.1~{usual / 100:g}"
    assert "the range was widened to the new central value, 10%" in words(app)


@pytest.mark.parametrize("bad", ["3~2~1", "a~b~c", "0.1~0.2", "0~0.5~99", "nan~0.1~0.2"])
def test_bad_assumptions_in_a_link_are_told(open_page, bad):
    text = words(open_page("targets", delivery_rate=bad))
    assert "the default is shown" in text
    assert "At the default assumptions" in text


def test_unknown_goal_year_is_told(open_page):
    assert "unknown goal year" in words(open_page("targets", goal="2099"))


def test_calculator_tests_the_claim(open_page):
    text = words(open_page("calculator"))
    for said in (
        "**1.5 billion gross**",
        "**200 a tonne**",
        "**245 to 300**",
        "**Not stated:**",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"home_low": "500"}, "is above the high one"),
        ({"volume": "-3"}, "The volume is negative."),
        ({"currency": "XXX"}, "unknown currency"),
        ({"volume": "ten"}, "is not a number"),
        ({"preset": "mars"}, "unknown preset"),
        ({"delivered": "140"}, "No more than 100%"),
        (
            {"preset": "norway-2030"},
            "Norway to 2030 has no answer yet, since no price of ITMOs in NOK was found. Enter the low ITMO price and the high ITMO price.",
        ),
        ({"preset": "switzerland-2030"}, "has no answer yet, since no cost at home in CHF was found."),
        ({"home_low": ""}, "Enter the low cost at home in SGD to get an answer."),
        ({"preset": "singapore-2025"}, "SGD more** than cutting at home"),
    ],
)
def test_calculator_in_place_messages(open_page, query, said):
    assert said in words(open_page("calculator", **query))


def test_calculator_keeps_what_is_entered_in_the_link(open_page):
    app = open_page("calculator", preset="canada-2035")
    app.number_input(key="calculator_delivered").set_value(50.0).run()
    assert link(app) == {"preset": "canada-2035", "delivered": "50"}
    app.selectbox(key="calculator_preset").set_value("sweden-ghana").run()
    assert link(app) == {"preset": "sweden-ghana"}
    app.selectbox(key="calculator_preset").set_value("singapore-2025").run()
    assert link(app) == {}, "the first starting point is nobody's choice"


def test_programmes_page_answers_for_canada(open_page):
    text = words(open_page("organise"))
    assert "What would Canada have to set up to follow Japan?" in text
    assert "agreements in place to use ITMOs: 0" in text
    assert "no source found" in text


def test_the_first_example_is_complete_and_has_a_currency(open_page):
    text = words(open_page("calculator"))
    assert "**Singapore 2025.** Buying 2.51 Mt" in text and "SGD" in text
    assert "not stated)" not in text.split("The published claim")[0]


def test_a_changed_input_is_the_visitors_own(open_page):
    """Canada's source states no currency: a visitor's one stands under no published name, and no published price carries it."""
    as_it_is = words(open_page("calculator", preset="canada-2035"))
    assert (
        "**Canada 2035.** Buying 10 Mt" in as_it_is and "**0.5 to 1.05 billion (currency not stated)** net" in as_it_is
    )
    app = open_page("calculator", preset="canada-2035", currency="USD")
    text = words(app).split("The published claim")[0]
    assert "**Your assumptions.** Buying 10 Mt" in text and "**0.5 to 1.05 billion USD** net" in text
    assert "**Your assumptions**, started from Canada 2035. Yours: currency." in text
    assert "**Canada 2035" not in text and "forecast" not in text.split("As published:")[1].split("No source states")[0]
    assert not [link for link in app.get("page_link") if link.proto.page == "rows"], (
        "no published number behind a changed one"
    )
    # Back at the published value it has its name again.
    app.selectbox(key="calculator_currency").set_value("not stated").run()
    assert "**Canada 2035.** Buying 10 Mt" in words(app)


def test_the_heat_map_outlines_the_case_and_draws_the_break_even(open_page):
    (figure,) = charts(open_page("calculator", preset="canada-2035", delivered="50"))
    (box,) = figure["layout"]["shapes"]
    assert box["x0"] < 45 < 100 < box["x1"] and box["y0"] < 150 < box["y1"]
    line = next(trace for trace in figure["data"] if trace.get("name") == "break-even")
    # Half is delivered: an ITMO at 45 breaks even where cutting at home costs 90.
    points = [(x, y) for x, y in zip(line["x"], line["y"], strict=True) if y is not None]
    assert points and all(y == pytest.approx(x / 0.5) for x, y in points)


def test_one_statement_on_delivery_on_three_pages(open_page, unfolded):
    said = delivery_rate.statement(delivery_rate.of(ledger_queries.delivery_ratios(Filters(edition()))))
    used = delivery_rate.uses(delivery_rate.rate_in_words(delivered_queries.backcast().to_dict("records")))
    for page in ("delivered", "targets", "calculator"):
        text = words(open_page(page))
        assert said in text and used in text, page


def test_the_model_is_calibrated_to_the_total_that_other_pages_lead_with(open_page):
    issued = JCM_ISSUED.answer(Filters(edition(), buyers=("JPN",)))
    past = delivered_queries.backcast()
    newest = past[past["is_calibration"]].iloc[0]
    assert newest["total_id"] == issued.published.total_id and newest["published_tco2e"] == issued.published.value
    assert newest["traced_tco2e"] == issued.traced_then + measures_itmo_by(newest["as_of_until_on"])
    metric = next(tile for tile in open_page("targets").metric if tile.label == "Issued as JCM credits")
    assert metric.value == told.shown(issued)


def test_what_leads_say_stands_beside_the_ladder_and_in_no_bar(open_page):
    """Counted from the events that rest on leads alone: Japan's first transfers."""
    text = words(open_page("targets"))
    with (ROOT / "data/curated/events.csv").open(encoding="utf-8") as file:
        leads = [row for row in csv.DictReader(file) if row["buyer_iso3"] == "JPN" and row["event"] == "first_transfer"]
    # Of an event that another page shows too, the quantity alone may rest on a lead.
    leads = [row for row in leads if "L" in (row["confidence"], row["quantity_confidence"]) and row["quantity_tco2e"]]
    total = sum(int(row["quantity_tco2e"]) for row in leads)
    assert total and f"{total:,} t first transferred" in text
    assert "Unconfirmed and in no bar" in text


def measures_itmo_by(day) -> float:
    """ITMOs issued for Japan by a day: the published total speaks of all its credits, the measure of JCM credits alone."""
    return ITMO_ISSUED.answer(Filters(day.date(), buyers=("JPN",))).value or 0.0


@pytest.mark.parametrize("filters", [{}, {"hosts": ("THA",)}, {"as_of": date(2018, 6, 30)}, {"buyers": ("CHE",)}])
def test_steps_count_issuance_as_projects_do(open_page, filters):
    chosen = Filters(**({"as_of": edition()} | filters))
    counts = project_queries.issuance_known(chosen)
    answer = WITH_ISSUANCE.answer(chosen)
    assert counts["at_issued_or_beyond"] + counts["known_elsewhere"] == (answer.value or 0)


def test_a_bar_of_the_steps_is_a_share_of_all_projects(open_page):
    app = open_page("steps")
    bars = [bar.proto for bar in app.get("progress")]
    assert len(bars) == 9
    for bar in bars:
        assert abs(bar.value - int(bar.text.split("%")[0])) <= 1, bar.text
