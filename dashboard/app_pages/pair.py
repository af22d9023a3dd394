"""Pair: the whole relationship of a buyer and a host, at its own address."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.agreements import findings, queries, summaries
from dashboard.charts import ladder, moments
from dashboard.core import told
from dashboard.core.choices import Filters, address, counted, party_named, short_rule
from dashboard.core.content import Choice
from dashboard.core.content import Page as Content
from dashboard.core.plain import link, plain
from dashboard.core.words import MOMENTS, day, happened, known_date, listed, plural
from dashboard.delivered import measures
from dashboard.evidence import registry as figures
from dashboard.places import country_context as context_blocks
from dashboard.places import findings as place_findings
from dashboard.places import queries as place_queries
from dashboard.places.sides import Side
from dashboard.projects import findings as pipeline_findings
from dashboard.projects import queries as project_queries
from dashboard.render import components, live
from dashboard.render import url_select as linked_choice
from dashboard.render.page import Page, current
from dashboard.trade import block as trade_block

LINK = "pair"
ENOUGH_FOR_A_CHART = 3
MOST_NEIGHBOURS = 12
LINKS = {
    "Page": st.column_config.LinkColumn(display_text="open", width="small"),
    "Source": st.column_config.LinkColumn(display_text="open", width="small"),
    "Project": st.column_config.TextColumn(width="large"),
    "Expected a year, tCO2e": st.column_config.NumberColumn(format="localized"),
    "Expected in total, tCO2e": st.column_config.NumberColumn(format="localized"),
    "Issued, tCO2e": st.column_config.TextColumn(alignment="right"),
    "First transferred, tCO2e": st.column_config.TextColumn(alignment="right"),
    "Quantity, tCO2e": st.column_config.NumberColumn(format="localized"),
}


def behind_moment(page: Page, filters: Filters, moment: dict[str, Any]) -> str:
    """Return the address of the agreement, event or project of a moment, with all that sources say of it."""
    if moment["agreement_id"]:
        # A text that was concluded is shown apart no more once its pair signed: it opens on the page that has every text.
        if "(not counted" in moment["what"]:
            return address("agreements", page.chosen, agreement=moment["agreement_id"])
        return figures.url(filters, "agreements", row=moment["agreement_id"])
    if moment["event_id"]:
        return figures.url(filters, "ledger", row=moment["event_id"])
    return figures.url(filters, "projects", row=moment["project_id"])


def show_moments(page: Page, key: str, filters: Filters, rows: pd.DataFrame) -> None:
    """Draw what happened in time."""
    dated, undated = rows[rows["moment_on"].notna()], int(rows["moment_on"].isna().sum())
    without = f" {plural(undated, 'moment has', 'moments have')} no published date." if undated else ""
    is_drawn = len(dated) >= ENOUGH_FOR_A_CHART
    marks = (
        "One mark a moment: agreements (squares), steps of counted projects (rings), issued and first transferred (filled). "
        "A bar spans the month or year where no day is published."
    )
    components.chart_head(
        place_findings.moments(rows),
        f"{marks if is_drawn else 'Agreements, steps of counted projects and events: the table has them.'} Agreements: "
        f"{of_rule}. As of {as_of}.{without}",
    )
    pick = None
    if is_drawn:
        pick = components.plot(
            moments.draw(
                dated,
                {kind: happened(kind) for kind in MOMENTS},
                key.split("-")[0],
                f"Timeline: {place_findings.moments(rows)}",
            ),
            "pair_moments",
        )
    if len(rows):
        components.behind(
            page,
            f"pair-{key}-moments",
            rows.assign(kind=rows["kind"].map(happened), on=rows["moment_on"].map(known_date)),
            f"{plural(rows['source_id'].nunique(), 'publication')}, named row by row",
            {
                "on": "Date",
                "kind": "What",
                "what": "In words",
                "project": "Project",
                "quantity_tco2e": "Quantity, tCO2e",
                "source_publisher": "Source",
            },
            rows=rows,
            behind_row=lambda moment: behind_moment(page, filters, moment),
            pick=pick,
        )


def show_agreements(page: Page, agreements: pd.DataFrame, apart: pd.DataFrame) -> None:
    """Draw each agreement with the claims of its sources."""
    st.header("Agreements and who says so", anchor=False)
    listed = pd.concat([agreements, apart]) if len(apart) else agreements
    if listed.empty:
        st.markdown(f"No source in the Atlas shows {noun} of this pair by {as_of}.")
    elif page.filters.as_of < page.known.edition_on:
        st.markdown(":small[Agreements as of that day; what each source says of them is that of this edition.]")
    for row in listed.to_dict("records"):
        counted = "" if row["is_counted"] else "; in no total"
        disputed = "; sources disagree" if row["is_disputed"] else ""
        dated = findings.signed_day(row["signed_on"])
        with st.expander(f"{row['instrument_label']}, {dated}: {row['in_force_words']}{counted}{disputed}"):
            st.table(
                place_findings.claim_table(queries.claims(row["agreement_id"])), border="horizontal", hide_index=True
            )
            if row["in_force_source"]:
                st.markdown(
                    f"{plain(findings.force(row))}. Source on that: {link(row['in_force_source'], row['in_force_url'])}."
                )
            components.page_link(
                "agreements",
                label=f"{row['agreement_id']} on the Agreements page",
                icon=":material/arrow_forward:",
                query_params={**page.query, "agreement": row["agreement_id"]},
            )


def show_projects(page: Page, key: str, side: Side) -> None:
    """Draw the projects by stage, the table with a link each, and the tonnes."""
    st.header("Projects and tonnes", anchor=False)
    filters, rows, ledger = side.filters, side.projects, side.ledger
    left_out = project_queries.left_out(filters)
    steps = project_queries.ladder(filters)
    if len(rows) >= ENOUGH_FOR_A_CHART:
        components.chart_head(
            pipeline_findings.ladder(steps),
            f"Counted projects by the furthest step that a source shows, and their own yearly estimates (light), as of {as_of}.",
        )
        pick = components.plot(ladder.draw(steps, f"Bars: {pipeline_findings.ladder(steps)}"), "pair_ladder")
        components.behind(
            page,
            f"pair-{key}-stages",
            steps,
            "named row by row in the table of projects below",
            components.STAGES,
            behind_row=lambda bar: (
                figures.url(filters, "projects", stage_id=bar["stage_id"]) if bar["projects"] else ""
            ),
            pick=pick,
        )
    if len(rows):
        components.data_table(
            told.with_words(rows).assign(
                link=[address("project", page.chosen, project=key) for key in rows["project_id"]]
            ),
            {
                "title": "Project",
                "sector": "Sector",
                "stage": "Stage",
                "expected_tco2e_per_year": "Expected a year, tCO2e",
                "expected_tco2e_total": "Expected in total, tCO2e",
                "issued": "Issued, tCO2e",
                "transferred": "First transferred, tCO2e",
                "link": "Page",
                "source_url": "Source",
            },
            column_config=LINKS,
        )
        components.download(page, f"pair-{key}-projects", rows)
    else:
        st.markdown(f"No counted project of this pair is known by {as_of}.")
    if len(left_out):
        reasons = sorted(
            left_out["left_out_because"].str.replace(r"^may repeat .*", "possible repeat", regex=True).unique()
        )
        st.markdown(
            f":small[{plural(len(left_out), 'further row is', 'further rows are')} left out of every total: "
            f"{plain(listed(reasons, 4))}.]"
        )
    if rows.empty and ledger.empty:
        return
    st.markdown(
        f"**Tonnes** :small[As of {as_of}. Estimates, issued and transferred tonnes are never added to each other.]"
    )
    components.figure_table(place_findings.volumes(side.answers), filters)
    if len(ledger):
        st.markdown(
            f":small[Sources: {plural(ledger['source_id'].nunique(), 'publication')} for "
            f"{plural(len(ledger), 'event')}, named row by row in the extract; the page of each project. As of {as_of}.]"
        )
        components.download(page, f"pair-{key}-events", ledger)


def show_countries(page: Page, buyer: pd.Series, host: pd.Series) -> None:
    """Draw the two countries beside each other."""
    st.header("The two countries side by side", anchor=False)
    chosen = Filters(page.filters.as_of, rule=page.filters.rule)
    sides = (place_queries.as_buyer(buyer["iso3"], chosen), place_queries.as_host(host["iso3"], chosen))
    together = place_findings.cooperation(
        buyer, host, [measures.ask_all(place_findings.TOGETHER, filters) for filters in sides]
    )
    components.figure_table(pd.concat([together, place_findings.side_by_side(buyer, host)]), chosen)
    blocks = ("co2", "ghg", "population", "gdp", "electricity", "ndc", "intention")
    st.markdown(
        ":small[Each figure leads to its rows. Agreements, projects and tonnes are those of the Atlas, as of "
        f"{as_of}. The others are the newest of this edition, whatever the as-of date. Emissions are research estimates, not the inventory that an NDC counts on; "
        f"per head is computed; the unit of GDP is inferred. Sources: {context_blocks.source_line(*blocks)}]"
    )
    with st.container(horizontal=True):
        for row in (buyer, host):
            address = figures.url(page.filters, "statistics", iso3=row["iso3"])
            st.markdown(f":material/manage_search: {link(f'The figures of {row.short_name}', address)}")
            components.page_link(
                "country",
                label=f"All on {row['short_name']}",
                icon=":material/public:",
                query_params={**page.query, "country": row["iso3"]},
            )


def show_neighbours(page: Page, buyer: pd.Series, host: pd.Series) -> None:
    """Draw other buyers of this host and other hosts of this buyer, each a link."""
    st.header("Neighbours", anchor=False)
    for sentence, filters, other in (
        (f"Others who work with {host['short_name']}", place_queries.as_host(host["iso3"], page.filters), "buyer"),
        (f"Other hosts of {buyer['short_name']}", place_queries.as_buyer(buyer["iso3"], page.filters), "host"),
    ):
        pairs = summaries.by_pair(queries.agreements(filters))
        own = buyer["iso3"] if other == "buyer" else host["iso3"]
        pairs = pairs[pairs[f"{other}_iso3"] != own]
        st.markdown(f"**{sentence}** :small[with {noun}, {as_of}: {len(pairs)}]")
        with st.container(horizontal=True, gap="small"):
            for row in pairs.head(MOST_NEIGHBOURS).to_dict("records"):
                components.page_link(
                    "pair",
                    label=row[other],
                    icon=":material/handshake:",
                    query_params={**page.query, LINK: f"{row['buyer_iso3']}-{row['host_iso3']}"},
                )
        if len(pairs) > MOST_NEIGHBOURS:
            st.markdown(
                f":small[The {MOST_NEIGHBOURS} with most agreements; the page of {buyer['short_name']} has all.]"
            )


def show_what_to_change(page: Page, key: str) -> None:
    """Say what to change where rule and day leave nothing of a pair, and there is something without them."""
    newest = Filters(page.known.edition_on)
    buyer_iso3, host_iso3 = key.split("-")
    every = place_queries.of_pair(buyer_iso3, host_iso3, newest)
    agreements, projects = len(queries.agreements(every)), int(measures.ask("projects", every).value or 0)
    if agreements or projects:
        components.nothing_found(place_findings.nothing_yet(labels[key], page.filters, newest, agreements, projects))


def show_pair(page: Page, key: str) -> None:
    """Draw one pair."""
    buyer_iso3, host_iso3 = key.split("-")
    buyer, host = (place_queries.country(code).iloc[0] for code in (buyer_iso3, host_iso3))
    filters = place_queries.of_pair(buyer_iso3, host_iso3, page.filters)
    side = Side("pair", filters)
    agreements, apart = side.agreements, side.not_counted
    rows = place_queries.moments(buyer_iso3, host_iso3, page.filters)
    st.header(f"{buyer['short_name']} – {host['short_name']}", anchor=False)
    st.markdown(place_findings.pair(buyer["short_name"], host["short_name"], agreements, side.answers, filters))
    st.markdown(
        f":small[{buyer['short_name']} as buyer, {host['short_name']} as host. {apart_from_rule}Trade and the figures of the two countries "
        "keep their own years.]"
    )
    if agreements.empty and not side.count("projects"):
        show_what_to_change(page, key)
    components.briefs(page, key)
    binding = "" if page.filters.rule == "binding" else f"{side.binding} binding; "
    components.tiles(
        [side.answers["agreements"], side.answers["projects"], *side.delivered],
        page,
        notes=(
            f"{binding}{of_rule}, {as_of}",
            f"{side.count('with_issuance')} with credits issued, {as_of}",
            *[""] * len(side.delivered),
        ),
    )
    if len(rows):
        show_moments(page, key, filters, rows)
    elif f"{host_iso3}-{buyer_iso3}" in labels:
        components.page_link(
            "pair",
            label=f"The other way round: {host['short_name']} as buyer, {buyer['short_name']} as host",
            icon=":material/swap_horiz:",
            query_params={**page.query, LINK: f"{host_iso3}-{buyer_iso3}"},
        )
    show_agreements(page, agreements, apart)
    show_projects(page, key, side)
    flows = ((buyer_iso3, (host_iso3,)), (host_iso3, (buyer_iso3,)))
    choice = Choice(page.filters, page.chosen, page.known)
    live.draw(Content(trade_block.blocks(choice, f"pair-{key}-trade", flows)), page)
    show_countries(page, buyer, host)
    st.header("What is missing", anchor=False)
    gaps = place_findings.missing_of_pair(agreements, side.answers, side.ledger, filters)
    st.markdown("\n".join(f"- {gap}." for gap in gaps))
    show_neighbours(page, buyer, host)


page = current()
as_of, of_rule = day(page.filters.as_of), short_rule(page.filters.rule)
apart_from_rule = place_findings.apart_from(page.filters.rule)
noun = f"a {counted(page.filters.rule)}"
labels = {
    f"{row.buyer_iso3}-{row.host_iso3}": f"{row.buyer} – {row.host}" for row in place_queries.pairs().itertuples()
}


def find(key: str) -> str | None:
    """Return the name of any two Parties that a link gives as JPN-VNM, or None."""
    codes = key.split("-")
    if len(codes) != 2 or codes[0] == codes[1] or not all(code in page.known.names for code in codes):
        return None
    return " – ".join(page.known.names[code] for code in codes)


def meant(words: str) -> str | None:
    """Return the key of the pair that a link names by its Parties' names, such as Japan-Viet Nam; None if it names none."""
    for cut in [place for place, sign in enumerate(words[:160]) if sign in "-–"]:
        buyer, host = (party_named(part.strip()) for part in (words[:cut], words[cut + 1 :]))
        if buyer and host:
            return f"{buyer}-{host}"
    return None


# A link that names one buyer and one host, as the filters do, means this pair.
if LINK not in st.query_params and not linked_choice.was_drawn(LINK):
    named = page.chosen.buyers, page.chosen.hosts
    if all(len(codes) == 1 for codes in named) and find(asked := "-".join(codes[0] for codes in named)):
        st.query_params[LINK] = asked
opened = linked_choice.choose(
    LINK,
    "Open a pair",
    labels,
    find,
    placeholder="Type a buyer or a host, for example Japan – Viet Nam",
    meant=meant,
)
if opened:
    show_pair(page, opened)
else:
    st.markdown("Choose a buyer and a host to read all that they signed, planned, issued and transferred together.")
    components.page_link(
        "network",
        label="Or see which hosts buyers share",
        icon=":material/arrow_forward:",
        query_params=page.query,
    )
