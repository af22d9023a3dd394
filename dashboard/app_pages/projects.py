"""Projects: the pipeline from idea to transfer, and what it is expected to bring."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import ladder, sectors, world_map, years
from dashboard.core import choices as filters
from dashboard.core import told
from dashboard.core.forms.map_deck import to_deck
from dashboard.core.words import day, plural
from dashboard.delivered import measures
from dashboard.evidence import registry as figures
from dashboard.projects import findings as project_findings
from dashboard.projects import pipeline_findings
from dashboard.projects import queries as project_queries
from dashboard.render import components, filter_bar
from dashboard.render.page import current

MAP_KEY, TABLE = "project_map", "project_table"
COLUMNS = {
    "page": "Project",
    "title": "Title",
    "buyer": "Buyer",
    "host": "Host",
    "sector": "Sector",
    "stage": "Stage",
    "expected_tco2e_per_year": "Expected, tCO2e a year",
    "expected_tco2e_total": "Expected in total, tCO2e",
    "issued": "Issued, tCO2e",
    "transferred": "First transferred, tCO2e",
    "registered_on": "Registered",
    "programme": "Programme",
    "source_url": "Source",
}

page = current()
answers = measures.ask_all(
    ("projects", "project_hosts", "expected_yearly", "expected_total", "with_issuance"), page.filters
)
yearly, total = answers["expected_yearly"], answers["expected_total"]
count = int(answers["projects"].value or 0)
as_of = day(page.filters.as_of)
st.markdown(pipeline_findings.pipeline(answers))


def narrow_to_picked(picked: dict[str, str]) -> None:
    """Turn a pick on the map into a filter."""
    filter_bar.choose(filters.narrow(page.filters, None, picked.get("host")))


if not count:
    st.info(
        "No project matches these filters. Take away a word, a sector or a stage, choose a later day, or press Reset.",
        icon=":material/search_off:",
    )
    st.stop()

components.tiles(
    list(answers.values()),
    page,
    notes=(f"single activities, {as_of}", f"of these projects, {as_of}", "", "", f"of {count:,}, {as_of}"),
)
silent = plural(count - len(yearly.rows) - len(total.rows), "project")
apart = (
    f" {told.tonnes(total.value)} that {len(total.rows):,} expect in total have no bar: their years differ."
    if total.value is not None
    else ""
)

steps = project_queries.ladder(page.filters)
known = project_findings.issuance_known(project_queries.issuance_known(page.filters))
components.chart_head(
    pipeline_findings.ladder(steps),
    f"Furthest step that a source shows, {as_of}. Left: number of projects. Right: expected tCO2e a year, an estimate "
    f"before the fact, drawn light. For {silent} no estimate was found.{apart} Cancelled projects are left out. {known}",
)
pick = components.plot(ladder.draw(steps, f"Bars: {pipeline_findings.ladder(steps)}"), "ladder")
components.behind(
    page,
    "stages",
    steps,
    "named row by row in the table of projects below",
    components.STAGES,
    behind_row=lambda bar: figures.url(page.filters, "projects", stage_id=bar["stage_id"]) if bar["projects"] else "",
    pick=pick,
)

hosts = project_queries.by_host(page.filters)
components.chart_head(
    pipeline_findings.where(hosts, yearly),
    "Area of a circle: expected tCO2e a year; an empty ring: no yearly estimate found. Each stands at its country's label "
    "point, not at the site. Click a circle to narrow the page.",
)
components.world(
    to_deck(world_map.volumes(hosts), page.look),
    MAP_KEY,
    f"World map: {pipeline_findings.where(hosts, yearly)}. The table below holds the same countries.",
    narrow_to_picked,
)
components.behind(
    page,
    "hosts",
    hosts,
    "named row by row in the table of projects below",
    {
        "host": "Host",
        "projects": "Projects",
        "with_figure": "With a yearly estimate",
        "expected_tco2e_per_year": "Expected, tCO2e a year",
    },
    behind_row=lambda circle: figures.url(page.filters, "projects", host_iso3=circle["host_iso3"]),
)

sector_ids = {label: key for key, label in page.known.options["sectors"].items()}
by_sector = project_queries.sectors_by_buyer(page.filters)
components.chart_head(
    pipeline_findings.sectors(by_sector),
    f"Number of projects by sector, stacked by buyer, {as_of}. Publishers' own words are mapped to twelve sectors.",
)
pick = components.plot(sectors.draw(by_sector, f"Bars: {pipeline_findings.sectors(by_sector)}"), "sectors")
components.behind(
    page,
    "sectors",
    by_sector,
    "named row by row in the table of projects below",
    {
        "sector": "Sector",
        "buyer": "Buyer",
        "projects": "Projects",
        "with_figure": "With a yearly estimate",
        "expected_tco2e_per_year": "Expected, tCO2e a year",
    },
    behind_row=lambda bar: figures.url(
        page.filters, "projects", sector_id=sector_ids[bar["sector"]], buyer_iso3=bar["buyer_iso3"]
    ),
    pick=pick,
)

by_year = project_queries.by_year(page.filters)
if len(by_year):
    components.chart_head(
        pipeline_findings.years(by_year),
        f"Registrations and selections by calendar year, up to {as_of}; a project can be in both. Selections known only "
        "to the Japanese fiscal year have no bar.",
    )
    pick = components.plot(years.draw(by_year, f"Bars: {pipeline_findings.years(by_year)}"), "years")
    components.behind(
        page,
        "years",
        by_year,
        "named row by row in the table of projects below",
        {"year": "Year", "selected": "Selected", "registered": "Registered"},
        behind_row={
            "Behind selected": lambda bar: (
                figures.url(page.filters, "projects", selected_year=bar["year"]) if bar["selected"] else ""
            ),
            "Behind registered": lambda bar: (
                figures.url(page.filters, "projects", registered_year=bar["year"]) if bar["registered"] else ""
            ),
        },
        pick=pick,
    )

table = project_queries.projects(page.filters)
shown = len(table)
components.chart_head(
    plural(count, "project") + ", largest expected volume first",
    "Search with the glass in the table's corner, sort by a heading, open a project by its key. A word stands where a quantity is missing."
    + (f" The first {shown:,} rows are shown; the extract has the same rows." if shown < count else ""),
)
components.data_table(
    told.with_words(table).assign(
        page=[filters.address("project", page.chosen, project=key) for key in table["project_id"]]
    ),
    COLUMNS,
    key=TABLE,
    column_config={
        "Project": st.column_config.LinkColumn(display_text=r"project=([^&]*)", width=130),
        "Source": st.column_config.LinkColumn(display_text="open", width="small"),
        "Title": st.column_config.TextColumn(width="large"),
        "Expected, tCO2e a year": st.column_config.NumberColumn(format="localized"),
        "Expected in total, tCO2e": st.column_config.NumberColumn(format="localized"),
        "Issued, tCO2e": st.column_config.TextColumn(alignment="right"),
        "First transferred, tCO2e": st.column_config.TextColumn(alignment="right"),
    },
)
components.download(page, "projects", table)

others = project_queries.left_out(page.filters)
if len(others):
    with components.folded(f"Left out of every count: {plural(len(others), 'row')} that match", "left_out") as fold:
        if fold.open:
            components.data_table(
                others,
                {
                    "project_id": "Key",
                    "title": "Title",
                    "buyer": "Buyer",
                    "host": "Host",
                    "left_out_because": "Why",
                    "source_url": "Source",
                },
                lambda row: figures.url(page.filters, "left_out", row=row["project_id"]),
                column_config={"Source": st.column_config.LinkColumn(display_text="open", width="small")},
            )
