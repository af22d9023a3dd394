"""Project: everything known of one project, at its own address."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard.agreements import findings, queries
from dashboard.charts import project_timeline
from dashboard.core.choices import Filters
from dashboard.core.plain import link, plain
from dashboard.core.words import day, known_date
from dashboard.evidence import registry as figures
from dashboard.projects import findings as project_findings
from dashboard.projects import queries as project_queries
from dashboard.render import components
from dashboard.render import url_select as linked_choice
from dashboard.render.page import Page, current

LINK = "project"
ENOUGH_FOR_A_CHART = 3


def choose_project() -> str | None:
    """Draw the list of all projects and return the key of the opened one."""
    every = Filters(page.known.edition_on)
    listed = pd.concat([project_queries.projects(every), project_queries.left_out(every)])

    def find(project_id: str) -> str | None:
        found = project_queries.project(project_id)
        return None if found.empty else project_findings.label(found.iloc[0])

    return linked_choice.choose(
        LINK,
        "Open a project",
        {row["project_id"]: project_findings.label(row) for _, row in listed.iterrows()},
        find,
        placeholder="Type a part of a title, a host or a key, for example Tuki Wasi",
    )


def show_rows(page: Page, table: pd.DataFrame, hide_header: bool = False) -> None:
    """Draw a table of words; on a phone, where its two columns would not fit, one below the other."""
    if page.is_phone:
        st.markdown("\n\n".join(f"{head}  \n{words}" for head, words in table.itertuples(index=False)))
    else:
        st.table(table, border="horizontal", hide_index=True, hide_header=hide_header)


def show_steps(page: Page, row: pd.Series, steps: pd.DataFrame) -> None:
    """Draw when what happened: a chart where enough is dated, and always a table."""
    finding = project_findings.steps_taken(steps)
    dated = int(steps["step_on"].notna().sum())
    components.chart_head(
        finding,
        "Solid: a step of the ladder; ring: another milestone; a bar spans the month or year where no day is published."
        if dated >= ENOUGH_FOR_A_CHART
        else "Dates as precisely as they are published.",
    )
    if dated >= ENOUGH_FOR_A_CHART:
        drawn = steps.assign(when=steps["step_on"].map(known_date))
        colour = page.theme.buyer(row["buyer_iso3"] or "")
        components.plot(
            project_timeline.draw(drawn, colour, page.theme, page.is_phone), "project_timeline", f"Timeline: {finding}"
        )
    if steps.empty:
        st.markdown("No source names a step of this project.")
    else:
        show_rows(page, project_findings.step_table(steps, page.is_phone))
        components.download(page, f"project-{row['project_id']}-steps", steps)


def show_events(page: Page, row: pd.Series, events: pd.DataFrame) -> None:
    """Draw authorisations, issuances and first transfers, with every figure that a source gives for them."""
    st.subheader("Authorised, issued, transferred", anchor=False)
    if events.empty:
        st.markdown("No authorisation, issuance or first transfer of this project is known.")
        return
    for sentence in project_findings.disputed(events):
        st.markdown(f":material/balance: **Two figures for one event.** {sentence}")
    show_rows(page, project_findings.event_table(events, page.is_phone))
    components.download(page, f"project-{row['project_id']}-events", events)


def show_agreements(page: Page, row: pd.Series) -> None:
    """Draw the agreements of the project's pair of countries, or say that none is known."""
    st.subheader("Agreements of its two countries", anchor=False)
    if not row["buyer_iso3"]:
        st.markdown("No single buyer is named, so no agreement can be given.")
        return
    of_pair = Filters(page.known.edition_on, (row["buyer_iso3"],), (row["host_iso3"],), rule="statements")
    signed, apart = queries.agreements(of_pair), queries.not_counted(of_pair)
    if signed.empty:
        st.markdown(f"No signed agreement of {row['buyer']} and {row['host']} is known.")
    for agreement in pd.concat([signed, apart]).itertuples() if len(signed) + len(apart) else ():
        signed_on = f", {findings.signed_day(agreement.signed_on)}"
        components.page_link(
            "agreements",
            label=f"{agreement.instrument_label}{signed_on}: {agreement.in_force_words}",
            icon=":material/handshake:",
            query_params={
                "agreement": agreement.agreement_id,
                "buyer": agreement.buyer_iso3,
                "host": agreement.host_iso3,
                "asof": page.known.edition_on.isoformat(),
            },
        )


def show_neighbours(page: Page, row: pd.Series) -> None:
    """Draw projects of the same host or sector, each a link."""
    near = project_queries.neighbours(row["project_id"])
    st.subheader("Neighbours", anchor=False)
    if near.empty:
        st.markdown("No other project has the same host or sector.")
        return
    st.markdown(
        f":small[Up to 12 projects that are most alike: first in {row['host']}, then of the same sector elsewhere.]"
    )
    for likeness, group in near.groupby("likeness", sort=False):
        st.markdown(f"**{likeness.capitalize()}**")
        for other in group.to_dict("records"):
            figure = project_findings.tonnes(other["expected_tco2e_per_year"])
            known = figure not in project_findings.MISSING
            expected = f"{figure} a year" if known else "no yearly estimate found"
            title = plain(other["title"])
            about = [f"{other['buyer']} – {other['host']}", other["stage"], expected]
            if page.is_phone:
                with st.container(gap=None):
                    st.markdown(f"{title}  \n:small[{' · '.join(about)}]")
                    open_link(page, other["project_id"])
                continue
            columns = st.columns([1.7, 5.2, 2.3, 1.5, 2.1], vertical_alignment="center", gap="small")
            with columns[0]:
                open_link(page, other["project_id"])
            columns[1].markdown(title)
            for column, text in zip(columns[2:], about, strict=True):
                column.markdown(f":small[{text}]")


def open_link(page: Page, project_id: str) -> None:
    """Draw the link to a project, filters kept."""
    components.page_link(
        "project",
        label=f"Open {project_id}" if page.is_phone else project_id,
        icon=":material/arrow_forward:",
        query_params={**page.query, LINK: project_id},
    )


def show_sources(page: Page, row: pd.Series, steps: pd.DataFrame, events: pd.DataFrame) -> None:
    """Draw every publication that a figure of this page comes from."""
    st.subheader("All sources", anchor=False)
    name = "projects" if row["is_counted"] else "left_out"
    address = figures.url(Filters(page.known.edition_on), name, row=row["project_id"])
    st.markdown(f":material/manage_search: {link('What each source says, side by side', address)}")
    found = [(row["source_publisher"], row["source_title"], row["source_url"])]
    found += list(steps[["publisher", "source_title", "source_url"]].itertuples(index=False, name=None))
    found += list(events[["source_publisher", "source_title", "source_url"]].itertuples(index=False, name=None))
    if row["witness_source_id"]:
        publications = queries.sources().set_index("source_id")
        witness = publications.loc[row["witness_source_id"]]
        found.append((witness["publisher"], witness["title"], witness["url"]))
        if row["witness_url"]:
            found.append((witness["publisher"], "the page it names for this project", row["witness_url"]))
    lines = (f"- **{plain(publisher)}**, {link(title, url)}" for publisher, title, url in dict.fromkeys(found))
    st.markdown("\n".join(lines))


def show_project(page: Page, row: pd.Series) -> None:
    """Draw one project."""
    steps = project_findings.in_order(project_queries.project_steps(row["project_id"]))
    events = project_queries.project_events(row["project_id"])
    st.header(plain(row["title"]), anchor=False)
    st.markdown(project_findings.one_project(row, events))
    st.markdown(
        f":small[As of {day(page.known.edition_on)}, the day of this edition; the filters of the other pages do not change it.]"
    )
    if not row["is_counted"]:
        st.info(f"Left out of all totals: {project_findings.left_out(row)}.", icon=":material/info:")
    sides = st.columns([1, 1], gap="large")
    with sides[0]:
        st.subheader("Tonnes", anchor=False)
        st.markdown(":small[Estimates, issued and transferred tonnes are three things and never added to each other.]")
        st.table(project_findings.quantities(row, events), border="horizontal", hide_index=True)
        if row["witness_source_id"]:
            sentence, table = project_findings.second_witness(row)
            st.subheader("A second witness", anchor=False)
            st.markdown(f":small[{sentence}]")
            if not table["UNEP CCC"].isin(project_findings.MISSING).all():
                st.table(table, border="horizontal", hide_index=True)
        show_agreements(page, row)
    with sides[1]:
        st.subheader("Facts", anchor=False)
        show_rows(page, project_findings.facts(row), hide_header=True)
    show_steps(page, row, steps)
    show_events(page, row, events)
    show_sources(page, row, steps, events)
    show_neighbours(page, row)


page = current()
opened = choose_project()
if opened:
    show_project(page, project_queries.project(opened).iloc[0])
else:
    st.markdown("Choose a project to read its facts, its tonnes, its dated steps and its sources.")
    components.page_link(
        "projects",
        label="Or find one in the table of all projects",
        icon=":material/arrow_forward:",
        query_params=page.query,
    )
