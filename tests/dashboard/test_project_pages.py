"""The page on the steps and the page of one project, run without a browser."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from leaks import cells, leaks
from streamlit.testing.v1 import AppTest

from dashboard.agreements import queries
from dashboard.core import numbers, warehouse
from dashboard.core.choices import Filters
from dashboard.core.warehouse import ask
from dashboard.projects import one_project as project_findings
from dashboard.projects import queries as project_queries

pytestmark = pytest.mark.usefixtures("built")


def links(app: AppTest) -> list[tuple[str, str, str]]:
    """Label, page and parameters of every link to another page."""
    return [(link.proto.label, link.proto.page, link.proto.query_string) for link in app.get("page_link")]


def words(app: AppTest) -> str:
    """All that a visitor reads in text and tables."""
    texts = [
        element.value for element in (*app.title, *app.markdown, *app.subheader, *app.header, *app.warning, *app.info)
    ]
    tables = [table.value.to_csv() for table in app.table]
    return "\n".join([*texts, *tables])


@pytest.mark.parametrize("query", [{}, {"buyer": "CHE"}, {"sector": "waste_wastewater"}, {"host": "PER"}])
def test_steps_page_counts_what_the_warehouse_holds(open_page, query):
    app = open_page("steps", **query)
    column = {"buyer": "buyer_iso3", "sector": "sector_id", "host": "host_iso3"}
    where = "".join(f" AND {column[name]} = '{value}'" for name, value in query.items())
    rows = ask(f"SELECT stage_id, count(*) AS n FROM project_list WHERE is_counted {where} GROUP BY 1")
    expected = dict(zip(rows["stage_id"], rows["n"].astype(int), strict=True))
    shown = {}
    for label, page, parameters in links(app):
        assert page.endswith("projects")
        given = dict(part.split("=") for part in parameters.split("&"))
        shown[given.pop("stage")] = int(label.split()[0].replace(",", ""))
        assert given.items() >= query.items()
    assert shown == expected
    assert f"Of the {project_findings.plural(sum(expected.values()), 'project')} shown here" in words(app)


def test_steps_page_has_nine_steps_and_its_sources(open_page):
    app = open_page("steps")
    numbered = [head.value for head in app.subheader if head.value[0].isdigit()]
    assert [head.split(" · ")[0] for head in numbered] == [str(n) for n in range(1, 10)]
    text = words(app)
    for word in ("corresponding adjustment", "2/CMA.3", "FCCC/PA/CMA/2022/10/Add.2", "data?table=aliases"):
        assert word in text


def test_steps_page_without_any_project(open_page):
    app = open_page("steps", words="no such project at all")
    assert "No project matches these filters." in words(app)
    assert not links(app)


def test_tuki_wasi_shows_its_dated_steps(open_page):
    app = open_page("project", project="CHE-PER-01")
    text = words(app)
    assert "9 dated steps, from development started (2017) to authorised (unconfirmed, 20 Mar 2026)" in text
    for step in ("Pilot started", "Validation completed", "Purchase contract: 960,000 tCO₂e", "Nov 2021"):
        assert step in text
    assert re.search(r"Expected: \*\*[\d,]+ tCO₂e\*\* in total, 2021–2030", text)
    assert "https://www.klimarappen.ch/de/Programm-Tuki-Wasi-Peru.46.html" in text
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert len(figure["data"][1]["x"]) == len(figure["layout"]["annotations"]) == 9
    agreement = [parameters for label, page, parameters in links(app) if page.endswith("agreements")]
    assert len(agreement) == 1
    assert "buyer=CHE&host=PER" in agreement[0] and "agreement=CHE-PER" in agreement[0]


def test_bangkok_shows_both_figures_with_their_sources(open_page):
    text = words(open_page("project", project="CHE-THA-01"))
    assert "Two figures for one event" in text
    for part in ("1,916 tCO₂e", "1,960 tCO₂e", "BNN Breaking", "Radio Free Asia", "no: "):
        assert part in text
    assert "3,876" not in text


def test_senegal_says_that_no_dates_are_published(open_page):
    app = open_page("project", project="CHE-SEN-01")
    text = words(app)
    assert "Sustainable (municipal solid) waste management programme" in text
    assert "No dates published; 2 steps are known without a date" in text
    assert not app.get("plotly_chart")


def test_unknown_project_is_told_once_and_leaves_the_address(open_page):
    app = open_page("project", project="XXX-YYY-99")
    assert "unknown project, “XXX-YYY-99”" in app.warning[0].value
    assert "project" not in app.query_params
    assert app.run().warning, "a second run, as each browser asks for one, still tells it"
    app.selectbox(key="choice_project").select("CHE-PER-01").run()
    assert not app.warning
    assert app.query_params["project"] == "CHE-PER-01"


def test_opened_project_follows_list_link_and_second_run(open_page):
    app = open_page("project", project="CHE-PER-01")
    assert app.run().title[0].value.startswith("Tuki Wasi")
    app.query_params["project"] = "CHE-SEN-01"
    assert "Senegal" in app.run().title[0].value
    app.selectbox(key="choice_project").select("CHE-THA-01").run()
    assert app.title[0].value == "Bangkok E-Bus Programme"
    assert app.query_params["project"] == "CHE-THA-01"


def test_neighbours_are_links_that_keep_the_filters(open_page):
    app = open_page("project", project="CHE-PER-01", buyer="CHE")
    near = set(project_queries.neighbours("CHE-PER-01")["project_id"])
    shown = {label for label, page, parameters in links(app) if page.endswith("project") and "buyer=CHE" in parameters}
    assert shown == near and near


@pytest.mark.parametrize("project_id", ["JCM-PW002", "JCM-MN003", "OIM-RWA-01", "JCM-TH010", "SWE-CHE-01", "JCM-KH005"])
def test_unusual_projects_open(open_page, project_id):
    assert open_page("project", project=project_id).title


def test_every_project_can_be_put_into_words(built):
    every = Filters(queries.edition())
    for frame in (project_queries.projects(every), project_queries.left_out(every)):
        for _, row in frame.iterrows():
            events = project_queries.project_events(row["project_id"])
            steps = project_findings.in_order(project_queries.project_steps(row["project_id"]))
            text = "\n".join(
                [
                    project_findings.one_project(row, events),
                    project_findings.steps_taken(steps),
                    cells(project_findings.quantities(row, events)),
                    cells(project_findings.facts(row)),
                    cells(project_findings.step_table(steps)),
                    cells(project_findings.event_table(events)),
                    cells(project_findings.second_witness(row)[1]),
                ]
            )
            assert leaks(text) == [], row["project_id"]


def test_missing_is_not_zero():
    assert numbers.tonnes_co2e(None) == numbers.tonnes_co2e(float("nan")) == "amount not found"
    assert numbers.tonnes_co2e(0) == "0 tCO2e"
    assert numbers.tonnes_co2e(353_084.4) == "353,084 tCO2e"
    assert numbers.tonnes_co2e(2_203_456) == "2.2 MtCO2e"
    assert numbers.tonnes_co2e(999_999.7) == "1.00 MtCO2e"


def test_signs_of_publishers_are_no_formatting():
    assert (
        project_findings.plain("a *b* [c](d) $5 https://x.org/a_b")
        == "a \\*b\\* \\[c\\](d) \\$5 https:\u2060//x.org/a\\_b"
    )
    assert project_findings.plain(None) == ""


def test_a_vague_date_stands_at_its_middle():
    steps = project_findings.in_order(project_queries.project_steps("CHE-THA-01"))
    names = [name.partition(":")[0] for name in steps["step"]]
    assert names.index("Issued") < names.index("First transferred"), "December 2023 before 20 December 2023"
    assert date(2022, 6, 24).isoformat() == steps["step_on"].iloc[0]


def test_pages_read_the_warehouse_of_the_test(built):
    assert warehouse.build_id() == built.name
