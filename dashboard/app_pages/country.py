"""Country: what one Party does under Article 6.2, and what is known of its emissions, its NDC and its readiness."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.agreements import findings, queries, summaries
from dashboard.charts import ladder, timeline, world_map
from dashboard.core import numbers, told
from dashboard.core.choices import Filters, address, party_named, rule_in_words, short_rule
from dashboard.core.content import Choice
from dashboard.core.content import Page as Content
from dashboard.core.forms.map_deck import to_deck
from dashboard.core.words import day, known_date, plural
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

LINK = "country"
ENOUGH_FOR_A_LADDER = 3
ENOUGH_FOR_A_TIMELINE = 2
ROLES = ("host", "buyer")
PARTNERS = {
    "partner": "Partner",
    "instruments": "Agreements and dates",
    "project_count": "Projects",
    "issued": "Issued",
    "link": "Pair",
}
AGREEMENTS = {
    "buyer": "Buyer",
    "host": "Host",
    "instrument_label": "Form",
    "binds": "Binding",
    "signed": "Signed",
    "in_force": "In force",
    "differ_on": "Where sources differ",
    "source_publisher": "Chosen source",
}
PROJECTS = {
    "title": "Project",
    "partner": "Partner",
    "sector": "Sector",
    "stage": "Stage",
    "expected_tco2e_per_year": "Expected a year, tCO2e",
    "expected_tco2e_total": "Expected in total, tCO2e",
    "issued": "Issued, tCO2e",
    "link": "Page",
}
LINKS = {
    "Pair": st.column_config.LinkColumn(display_text="open", width="small"),
    "Page": st.column_config.LinkColumn(display_text="open", width="small"),
    "Expected a year, tCO2e": st.column_config.NumberColumn(format="localized"),
    "Expected in total, tCO2e": st.column_config.NumberColumn(format="localized"),
    "Issued, tCO2e": st.column_config.TextColumn(alignment="right"),
    "Project": st.column_config.TextColumn(width="large"),
}


def ask_sides(iso3: str, chosen: Filters) -> dict[str, Side]:
    """Ask for both roles of a Party, by the rule and on the day of the chosen filters."""
    return {
        "host": Side("host", place_queries.as_host(iso3, chosen)),
        "buyer": Side("buyer", place_queries.as_buyer(iso3, chosen)),
    }


def show_figures(page: Page, row: pd.Series, sides: dict[str, Side]) -> None:
    """Draw three or four headline figures: cooperation first where there is any."""
    co2 = (
        "Fossil CO2",
        numbers.megatonnes(row["co2_mt"]),
        f"{row['co2_year']:.0f}, without land use; place {row['co2_rank']:.0f} of {row['co2_ranked_count']:.0f} States"
        if pd.notna(row["co2_rank"])
        else f"{row['co2_year']:.0f}, without land use"
        if pd.notna(row["co2_year"])
        else "no source has it",
        *((f"statistics iso3:{row['iso3']},block:co2",) if pd.notna(row["co2_year"]) else ()),
    )
    shown = [side for side in sides.values() if not side.is_empty]
    if shown:
        show_answers(page, shown)
    entries: list[tuple[str, ...]] = []
    if not shown:
        entries = [
            (
                "Electricity",
                numbers.number(row["carbon_intensity_gco2e_per_kwh"], "{:,.0f} g"),
                f"CO2e per kWh, {row['carbon_intensity_year']:.0f}"
                if pd.notna(row["carbon_intensity_year"])
                else "no source has it",
                *(
                    (f"statistics iso3:{row['iso3']},block:electricity",)
                    if pd.notna(row["carbon_intensity_year"])
                    else ()
                ),
            ),
            (
                "Newest NDC",
                str(row["ndc_submitted_on"].year) if row["ndc_title"] else "none",
                f"submitted {day(row['ndc_submitted_on'])}"
                if row["ndc_title"]
                else f"in the registry, {known_date(row['ndc_registry_on'])}",
                *((f"facts iso3:{row['iso3']},fact:ndc",) if row["ndc_title"] else ()),
            ),
        ]
        components.figures([*entries, co2], page.is_phone, page.filters)


def show_answers(page: Page, sides: list[Side]) -> None:
    """Draw the figures of the roles that a Party has: counts of each, and of a single role what was issued and transferred."""
    answers, labels, notes = [], [], []
    for side in sides:
        other = "buyer" if side.role == "host" else "host"
        partners = side.agreements[f"{other}_iso3"].nunique()
        answers += [side.answers["agreements"], side.answers["projects"]]
        labels += [f"Agreements as {side.role}", f"Projects as {side.role}"]
        notes += [
            f"with {plural(partners, other)}; {of_rule}, {as_of}",
            f"{side.count('with_issuance')} with credits issued, {as_of}",
        ]
    if len(sides) == 1:
        answers += sides[0].delivered
        labels += [answer.figure.label for answer in sides[0].delivered]
        notes += [""] * len(sides[0].delivered)
    components.tiles(answers, page, labels, notes)


def show_map(page: Page, row: pd.Series, agreements: pd.DataFrame, width: int) -> None:
    """Draw the arcs of this Party alone, framed."""
    pairs, hosts = summaries.by_pair(agreements), summaries.by_host(agreements)
    form = world_map.around(pairs, hosts, world_map.places(queries.parties()), (row["iso3"],))
    components.world(
        to_deck(form, replace(page.look, width=width)),
        "country_map",
        f"Map of the pairs of {row['short_name']}. The table below holds the same pairs.",
    )


def show_agreements(page: Page, row: pd.Series, sides: dict[str, Side]) -> None:
    """Draw map, timeline and table of the agreements in both roles."""
    name = row["short_name"]
    agreements = pd.concat([sides[role].agreements for role in ROLES])
    if agreements.empty:
        return
    shown = [role for role in ROLES if len(sides[role].agreements)]
    timed = [role for role in shown if sides[role].agreements["signed_on"].notna().sum() >= ENOUGH_FOR_A_TIMELINE]
    few = agreements["host_iso3"].nunique() <= world_map.MOST_NAMED_HOSTS
    beside = not page.is_phone and len(shown) == 1 and few and bool(timed)
    places = ("Left", "Right") if beside else ("Map", "Timeline")
    drawn = f" {places[1]}: one mark an agreement at its date of signature." if timed else ""
    components.chart_head(
        place_findings.partners(name, sides["host"].agreements, sides["buyer"].agreements),
        f"{places[0]}: an arc a pair, from buyer (ring) to host (dot).{drawn} {rule_in_words(page.filters.rule).capitalize()}, as of {as_of}; known to {day(queries.known_on()['agreement'])}.",
    )
    columns = st.columns([1, 1], gap="medium") if beside else [st.container(), st.container()]
    with columns[0]:
        show_map(page, row, agreements, page.width // 2 - 16 if beside else page.width)
    with columns[1]:
        for role in timed:
            dated = sides[role].agreements
            lanes = "buyer" if role == "host" else "host"
            if len(shown) > 1:
                st.markdown(f"**As {role}**")
            pick = components.plot(
                timeline.draw(
                    dated, lanes, f"Timeline of the agreements of {name} as {role}: {findings.timeline(dated)}"
                ),
                f"country_timeline_{role}",
                look=replace(page.look, width=page.width // 2 - 16) if beside else page.look,
            )
            components.answer(
                pick,
                agreement_table(dated),
                AGREEMENTS,
                lambda mark, role=role: figures.url(sides[role].filters, "agreements", row=mark["agreement_id"]),
            )
    undated = int(agreements["signed_on"].isna().sum())
    if undated:
        st.markdown(f":small[{plural(undated, 'agreement has', 'agreements have')} no date that was found.]")
    for role in shown:
        table = partner_table(page, sides[role].agreements, role)
        if len(shown) > 1:
            st.markdown(f"**Partners as {role}**")
        components.data_table(
            table,
            PARTNERS,
            {"Behind agreements": partial(behind_agreements, sides[role].filters)} | figures.behind_pair(page.filters),
            column_config=LINKS,
        )
    components.data_table(
        agreement_table(agreements),
        AGREEMENTS,
        lambda one: figures.url(
            place_queries.of_pair(one["buyer_iso3"], one["host_iso3"], page.filters),
            "agreements",
            row=one["agreement_id"],
        ),
        # Nothing here means that the sources agree.
        placeholder="",
    )
    publications = agreements["source_id"].nunique()
    st.markdown(
        f":small[Sources: {plural(publications, 'publication')}, named row by row in the extract and on the "
        "Agreements page, which shows every claim.]"
    )
    components.download(page, f"country-{row['iso3']}-agreements", agreements)
    partners = sorted({(r.buyer_iso3, r.host_iso3, r.buyer, r.host) for r in agreements.itertuples()})
    if len(partners) <= world_map.MOST_NAMED_HOSTS:
        with st.container(horizontal=True):
            for buyer_iso3, host_iso3, buyer, host in partners:
                open_pair(page, f"{buyer_iso3}-{host_iso3}", f"{buyer} – {host}")


def agreement_table(agreements: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that people read, and put binding texts first, the newest of each on top."""
    binds = agreements["counting_rule"] == "binding"
    order = agreements.assign(binding=binds).sort_values(
        ["binding", "signed_until_on"], ascending=False, na_position="last", kind="stable"
    )
    return order.assign(
        binds=order["binding"].map({True: "yes", False: "no"}),
        signed=order["signed_on"].map(findings.signed_day),
        in_force=[findings.force(row) for row in order.to_dict("records")],
    )


def behind_agreements(filters: Filters, pair: dict[str, Any]) -> str:
    """Return the address of the agreements of a pair."""
    return figures.url(filters, "agreements", buyer_iso3=pair["buyer_iso3"], host_iso3=pair["host_iso3"])


def show_apart(page: Page, apart: pd.DataFrame) -> None:
    """Draw the texts that are in no total: unsigned, announced or of unclear status."""
    if apart.empty:
        return
    st.markdown(f"**Shown apart, in no total: {plural(len(apart), 'unsigned or unclear text')}**")
    components.data_table(
        apart,
        {
            "buyer": "Buyer",
            "host": "Host",
            "instrument_label": "Instrument",
            "in_force_words": "State",
            "confidence": "Confidence",
            "source_url": "Source",
        },
        lambda row: figures.url(
            place_queries.of_pair(row["buyer_iso3"], row["host_iso3"], page.filters),
            "shown_apart",
            row=row["agreement_id"],
        ),
        column_config={"Source": st.column_config.LinkColumn(display_text="open", width="small")},
    )


def partner_table(page: Page, agreements: pd.DataFrame, role: str) -> pd.DataFrame:
    """Return one row a partner in a role, with a link to the page of the pair."""
    other = "buyer" if role == "host" else "host"
    of_pair = agreements.drop_duplicates(["buyer_iso3", "host_iso3"]).set_index(["buyer_iso3", "host_iso3"])
    pairs = summaries.by_pair(agreements)
    keys = list(zip(pairs["buyer_iso3"], pairs["host_iso3"], strict=True))
    return pairs.assign(
        partner=pairs[other],
        instruments=pairs["instruments"].str.replace("\n", "; "),
        project_count=[int(of_pair.loc[key, "project_count"]) for key in keys],
        issuance_count=[int(of_pair.loc[key, "issuance_count"]) for key in keys],
        issued=[
            told.issued(*of_pair.loc[key, ["jcm_issued_tco2e", "itmo_issued_tco2e", "issued_word"]]) for key in keys
        ],
        link=[address("pair", page.chosen, pair=f"{buyer}-{host}") for buyer, host in keys],
    )


def open_pair(page: Page, pair: str, label: str) -> None:
    """Draw the link to a pair, filters kept."""
    components.page_link("pair", label=label, icon=":material/handshake:", query_params={**page.query, "pair": pair})


def show_projects(page: Page, row: pd.Series, role: str, side: Side) -> None:
    """Draw the projects of one role: stages, table, volumes."""
    other = "buyer" if role == "host" else "host"
    if side.is_empty:
        return
    st.header(f"Projects and tonnes as {role}", anchor=False)
    st.markdown(
        pipeline_findings.pipeline(side.answers) if side.count("projects") else f"No project is known by {as_of}."
    )
    steps = project_queries.ladder(side.filters)
    if side.count("projects") >= ENOUGH_FOR_A_LADDER:
        components.chart_head(
            pipeline_findings.ladder(steps),
            f"Counted projects by the furthest step that a source shows, and their own yearly estimates (light), as of {as_of}.",
        )
        pick = components.plot(ladder.draw(steps, f"Bars: {pipeline_findings.ladder(steps)}"), f"country_ladder_{role}")
        components.behind(
            page,
            f"country-{row['iso3']}-stages-{role}",
            steps,
            "named row by row in the table of projects below",
            components.STAGES,
            behind_row=lambda bar: (
                figures.url(side.filters, "projects", stage_id=bar["stage_id"]) if bar["projects"] else ""
            ),
            pick=pick,
        )
    if side.count("projects"):
        rows = side.projects
        with components.folded(f"{plural(len(rows), 'project')}: table and CSV extract", f"projects_{role}") as fold:
            if fold.open:
                components.data_table(
                    told.with_words(rows).assign(
                        partner=rows[other],
                        link=[address("project", page.chosen, project=key) for key in rows["project_id"]],
                    ),
                    PROJECTS,
                    column_config=LINKS,
                )
                components.download(page, f"country-{row['iso3']}-projects-{role}", rows)
    st.markdown(
        f"**Tonnes** :small[As of {as_of}. Estimates, issued and transferred tonnes are never added to each other.]"
    )
    components.figure_table(place_findings.volumes(side.answers), side.filters)
    sources = plural(side.ledger["source_id"].nunique(), "publication")
    st.markdown(
        f":small[Sources: the page of each project; {sources} for the events, named row by row in the extract. As of {as_of}.]"
    )
    if len(side.ledger):
        components.download(page, f"country-{row['iso3']}-events-{role}", side.ledger)


def show_trade(page: Page, iso3: str, sides: dict[str, Side]) -> None:
    """Draw what its buyers sold to this Party, and what it sold to its hosts."""
    buyers = sides["host"].agreements["buyer_iso3"].unique()
    hosts = tuple(sides["buyer"].agreements["host_iso3"].unique())
    flows = [(buyer, (iso3,)) for buyer in buyers] + ([(iso3, hosts)] if hosts else [])
    choice = Choice(page.filters, page.chosen, page.known)
    live.draw(Content(trade_block.blocks(choice, f"country-{iso3}-trade", flows)), page)


def show_what_to_change(page: Page, row: pd.Series) -> None:
    """Say what to change where rule and day leave nothing of a Party, and there is something without them."""
    newest = Filters(page.known.edition_on)
    every = ask_sides(row["iso3"], newest).values()
    agreements, projects = sum(len(s.agreements) for s in every), sum(s.count("projects") for s in every)
    if agreements or projects:
        components.nothing_found(
            place_findings.nothing_yet(row["short_name"], page.filters, newest, agreements, projects)
        )


def show_country(page: Page, row: pd.Series) -> None:
    """Draw one Party."""
    iso3 = row["iso3"]
    sides = ask_sides(iso3, page.filters)
    apart = pd.concat([side.not_counted for side in sides.values()])
    years = place_queries.country_years(iso3)
    targets, prices = place_queries.ndc_targets(iso3), place_queries.carbon_prices(iso3)
    answers = {role: side.answers for role, side in sides.items()}
    st.header(row["short_name"], anchor=False)
    st.markdown(
        place_findings.country(
            row,
            sides["host"].agreements,
            sides["buyer"].agreements,
            {role: side.count("projects") for role, side in sides.items()},
            page.filters,
            len(apart),
        )
    )
    if len(roles := [side for side in sides.values() if not side.is_empty]) == 1:
        st.markdown(f"{told.capital(told.delivered(roles[0].delivered))}.")
    st.markdown(
        f":small[{place_findings.groups(row)}. {apart_from_rule}Emissions, electricity, trade, NDC and readiness keep "
        "their own years.]"
    )
    if all(side.is_empty for side in sides.values()):
        show_what_to_change(page, row)
    components.briefs(page, iso3)
    show_figures(page, row, sides)
    show_agreements(page, row, sides)
    show_apart(page, apart)
    for role in ROLES:
        show_projects(page, row, role, sides[role])
    show_trade(page, iso3, sides)
    context_blocks.show_emissions(page, row, years)
    context_blocks.show_electricity(page, row, years)
    context_blocks.show_ndc(page, row, targets)
    context_blocks.show_readiness(page, row, prices)
    st.header("What is not known", anchor=False)
    gaps = [
        *place_findings.missing(sides["host"].agreements, sides["buyer"].agreements, answers),
        *place_findings.unknown(row, targets),
    ]
    st.markdown("\n".join(f"- {gap}." for gap in gaps))


page = current()
as_of, of_rule = day(page.filters.as_of), short_rule(page.filters.rule)
apart_from_rule = place_findings.apart_from(page.filters.rule)
names = page.known.names


def find(code: str) -> str | None:
    """Return the name of a Party whose code a link gives, or None."""
    return names.get(code)


opened = linked_choice.choose(
    LINK,
    "Open a country",
    dict(names),
    find,
    placeholder="Type a name, for example Ghana, Viet Nam or Switzerland",
    meant=party_named,
)
if opened:
    show_country(page, place_queries.country(opened).iloc[0])
else:
    st.markdown(
        f"Choose one of the {len(names)} Parties to read what it agreed, what came of it, what it emits, and what its NDC says."
    )
    components.page_link(
        "network",
        label="Or see which hosts buyers share",
        icon=":material/arrow_forward:",
        query_params=page.query,
    )
