"""What a country page shows beside cooperation: emissions, electricity, NDC, readiness and carbon prices."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import country
from dashboard.core.columns import headed
from dashboard.core.plain import link, plain
from dashboard.core.words import day, known_date
from dashboard.evidence import registry as figures
from dashboard.places import findings as place_findings
from dashboard.places import queries as place_queries
from dashboard.render import components
from dashboard.render.page import Page

NEWEST = "The years are the newest of the data, whatever the as-of date"
PARTICIPATION = {
    "participation_as_of",
    "has_national_authority",
    "cooperative_approaches",
    "agreements_as_host",
    "agreements_as_buyer",
    "pilot_projects",
    "jcm_projects",
    "cdm_transition_projects",
    "cdm_transition_programmes",
    "cdm_transition_components",
    "notified_projects",
    "notified_programmes",
}


def behind_year(page: Page, year: dict[str, Any]) -> str:
    """Return the address of what stands behind one year of a Party."""
    return figures.url(page.filters, "statistics", iso3=year["iso3"], year=year["year"])


def source_line(*blocks: str) -> str:
    """Return the publications behind blocks of the page as Markdown."""
    sources = place_queries.context_sources()
    rows = sources[sources["block"].isin(blocks)].drop_duplicates("source_id")
    return "; ".join(f"{link(f'{r.publisher}, {r.title}', r.url)} ({_terms(r.licence)})" for r in rows.itertuples())


def _terms(licence: str) -> str:
    """Return a licence to stand in brackets: said to be one, and without brackets of its own."""
    terms = licence.replace(" (", ", ").replace(")", "")
    return f"licence {terms}" if terms == "not stated" else "facts only" if terms == "facts" else plain(terms)


def show_emissions(page: Page, row: pd.Series, years: pd.DataFrame) -> None:
    """Draw emissions over the years."""
    known = years.dropna(subset=["co2_mt", "ghg_mtco2e"], how="all")
    per_head = ""
    if pd.notna(row["ghg_per_head_year"]):
        per_head = f" With land use: {row['ghg_per_head_tco2e']:.1f} tCO2e per head in {row['ghg_per_head_year']:.0f}, computed."
    components.chart_head(
        place_findings.emissions(row, years),
        "Million tonnes a year: CO2 from fossil fuels and industry; all greenhouse gases with land use. Both are research "
        f"estimates, not the inventory that an NDC counts on. {NEWEST}.{per_head}",
    )
    if known.empty:
        return
    pick = components.plot(
        country.emissions(known, f"Lines: {place_findings.emissions(row, years)}"), "country_emissions"
    )
    components.behind(
        page,
        f"country-{row['iso3']}-emissions",
        known[["iso3", "year", "co2_mt", "co2_per_head_t", "ghg_mtco2e", "ghg_per_head_tco2e", "population"]],
        source_line("co2", "ghg", "population"),
        headed(
            "year",
            "co2_mt",
            "co2_per_head_t",
            "ghg_mtco2e",
            "ghg_per_head_tco2e",
            "population",
            co2_mt="Fossil CO2, Mt",
            co2_per_head_t="The same per head, t (computed)",
            ghg_mtco2e="Greenhouse gases with land use, MtCO2e",
            ghg_per_head_tco2e="The same per head, tCO2e (computed)",
        ),
        behind_row=lambda year: behind_year(page, year),
        pick=pick,
    )


def show_electricity(page: Page, row: pd.Series, years: pd.DataFrame) -> None:
    """Draw how clean the electricity is."""
    known = years.dropna(subset=["carbon_intensity_gco2e_per_kwh", "renewable_share_per_cent"], how="all")
    components.chart_head(
        place_findings.electricity(row, years),
        "Electricity generated in the country: greenhouse gases per kWh, and the share of renewable sources, by year. "
        f"{NEWEST}.",
    )
    if known.empty:
        return
    pick = components.plot(
        country.electricity(known, f"Lines: {place_findings.electricity(row, years)}"), "country_electricity"
    )
    components.behind(
        page,
        f"country-{row['iso3']}-electricity",
        known[["iso3", "year", "carbon_intensity_gco2e_per_kwh", "renewable_share_per_cent"]],
        source_line("electricity"),
        headed("year", "carbon_intensity_gco2e_per_kwh", "renewable_share_per_cent"),
        behind_row=lambda year: behind_year(page, year),
        pick=pick,
    )


def _show_table(page: Page, view: str, table: pd.DataFrame, source: str, rows: pd.DataFrame) -> None:
    """Draw a small table of words with its source line and extract; each row leads to the rows that make it."""
    components.figure_table(table, page.filters)
    st.markdown(f":small[Sources: {source}]")
    if len(rows):
        components.download(page, view, rows)


def show_ndc(page: Page, row: pd.Series, targets: pd.DataFrame) -> None:
    """Draw the NDC and the stance on Article 6."""
    components.chart_head(
        place_findings.ndc(row),
        f"Registry of {known_date(row['ndc_registry_on'])}, whatever the as-of date. The words of the target and the stance on "
        "Article 6 can be older than the newest document: each stands with its own date.",
    )
    both = source_line("ndc", "intention")
    by_words = {link(f"{t.source_publisher}, {t.source_title}", t.source_url) for t in targets.itertuples()}
    _show_table(
        page,
        f"country-{row['iso3']}-ndc-targets",
        place_findings.ndc_facts(row, targets),
        "; ".join([both, *sorted(by_words)]),
        targets,
    )


def show_readiness(page: Page, row: pd.Series, prices: pd.DataFrame) -> None:
    """Draw readiness, and carbon prices at home."""
    st.header("Readiness for Article 6", anchor=False)
    counted_on = f" on {day(row['participation_as_of'])}" if pd.notna(row["participation_as_of"]) else ""
    st.markdown(
        f":small[The counts are those of UNEP CCC{counted_on}, by its own rules, whatever the as-of date; those of the Atlas stand above.]"
    )
    _show_table(
        page,
        f"country-{row['iso3']}-readiness",
        place_findings.readiness(row),
        source_line("participation"),
        row.to_frame().T[["iso3", *(name for name in row.index if name in PARTICIPATION)]],
    )
    st.header("Carbon prices at home", anchor=False)
    if prices.empty:
        st.markdown(
            "No carbon tax and no emissions trading of the whole country is listed; those of provinces are left out."
        )
        st.markdown(f":small[Sources: {source_line('carbon_price')}]")
        return
    _show_table(
        page,
        f"country-{row['iso3']}-carbon-prices",
        place_findings.carbon_prices(prices),
        source_line("carbon_price"),
        prices,
    )
