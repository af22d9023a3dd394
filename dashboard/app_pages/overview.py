"""Overview: who works with whom, on a map, and how the network grew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard.agreements import findings, overview, queries, summaries
from dashboard.core import choices as filters
from dashboard.core.answer import NOT_APPLICABLE
from dashboard.core.choices import counted, rule_in_words, short_rule
from dashboard.core.columns import headed
from dashboard.core.plain import link
from dashboard.core.words import day, plural
from dashboard.delivered import measures
from dashboard.evidence import registry as figures
from dashboard.render import components, filter_bar
from dashboard.render.page import current

MAP_KEY = "world"

page = current()
agreements = queries.agreements(page.filters)
counts = summaries.headline(agreements)
as_of = day(page.filters.as_of)
rule = rule_in_words(page.filters.rule)

st.markdown(findings.overview(counts, page.filters, queries.known_on()["agreement"]))
told = measures.ask_all(("projects", "jcm_issued", "itmo_issued", "transferred"), measures.of_parties(page.filters))
issued = told["itmo_issued" if told["jcm_issued"].word == NOT_APPLICABLE else "jcm_issued"]
components.tiles(
    [measures.of_rows("binding_pairs", page.filters, agreements), told["projects"], issued, told["transferred"]],
    page,
    notes=(
        f"of {plural(counts.pairs, 'pair')} with {counted(page.filters.rule, 2)}, {as_of}",
        f"single activities, {as_of}",
        "",
        "",
    ),
)
# After the figures: the browser draws them while this is fetched.
network = overview.network(page.filters, page.theme, page.width)


def narrow_to_picked(picked: dict[str, str]) -> None:
    """Turn a pick on the map into a filter."""
    filter_bar.choose(filters.narrow(page.filters, picked.get("buyer"), picked.get("host")))


def behind_bar(bar: dict[str, Any]) -> str:
    """Return the address of what a buyer, or the buyers that are not named, had signed by the end of a year."""
    named = network.named if network else []
    of_buyer = agreements["buyer"] == bar["buyer"] if bar["buyer"] in named else ~agreements["buyer"].isin(named)
    buyers = tuple(sorted(agreements.loc[of_buyer, "buyer_iso3"].unique()))
    until = min(date(bar["year"], 12, 31), page.filters.as_of)
    return figures.url(replace(page.filters, buyers=buyers), "agreements", as_of=until) if bar["agreements"] else ""


if network is None:
    components.nothing_found()
else:
    components.chart_head(
        network.leaders,
        f"An arc a pair, from buyer (ring) to host (dot); wider arcs and larger dots: more agreements. "
        f"{short_rule(page.filters.rule).capitalize()}, {as_of}. Click a country or an arc to narrow the page.",
    )
    alt = f"World map: {network.leaders}. The table below holds the same pairs."
    components.world(network.world, MAP_KEY, alt, narrow_to_picked)
    components.behind(
        page,
        "map",
        network.pairs,
        f"{plural(network.publications, 'publication')}, named row by row on the Agreements page",
        headed(
            "buyer",
            "host",
            "agreement_count",
            "instruments",
            "first_on",
            instruments="Instruments and dates",
            first_on="First counted on",
        ),
        rows=agreements,
        behind_row={
            "Pair": lambda pair: filters.address("pair", page.chosen, pair=f"{pair['buyer_iso3']}-{pair['host_iso3']}"),
            components.ROWS: lambda pair: figures.url(
                page.filters, "agreements", buyer_iso3=pair["buyer_iso3"], host_iso3=pair["host_iso3"]
            ),
        },
    )

    components.chart_head(
        network.growing,
        f"Agreements signed by the end of each year, stacked by buyer; {network.last_year} up to {as_of}. {rule.capitalize()}. "
        "A date known to the month or year counts from its last day, an agreement without one from the earliest publication that lists it. "
        f"Agreements known to {day(queries.known_on()['agreement'])}.",
    )
    pick = components.plot(network.bars, "growth")
    components.behind(
        page,
        "growth",
        network.years,
        "the same rows as the map",
        headed("year", "buyer", "agreements", agreements="Agreements by its end"),
        behind_row=behind_bar,
        pick=pick,
    )

    total = queries.nearest_published_total(page.filters)
    st.header("How this compares with published totals", anchor=False)
    if total.empty:
        st.markdown(
            "No published total was found for this choice of countries. Clear buyers, hosts and regions to compare."
        )
    else:
        row = total.iloc[0]
        st.markdown(findings.published(row))
        named = f"{row['publisher']}, {row['source_title']}"
        st.markdown(f":small[Source: {link(named, row['source_url'])}]")
        st.markdown(components.compared_links(page, row["total_id"]))
    st.header("What came of them", anchor=False)
    st.markdown(network.promises)
    components.page_link("projects", label="See the projects", icon=":material/arrow_forward:", query_params=page.query)
    st.markdown(
        f":small[{plural(counts.disputed, 'agreement has', 'agreements have')} sources that disagree and "
        f"{plural(counts.undated, 'has', 'have')} no date that was found; the Agreements page shows each.]"
    )
