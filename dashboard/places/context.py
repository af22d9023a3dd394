"""What a country page says beside cooperation, as blocks: emissions, electricity, NDC, readiness and carbon prices."""

from __future__ import annotations

from functools import partial

import pandas as pd

from dashboard.charts import country as charts
from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.columns import headed
from dashboard.core.content import Block, Chart, Extract, Finding, Heading, Row, RowLink, Say, Table
from dashboard.core.numbers import is_missing
from dashboard.core.plain import link, plain
from dashboard.core.records import Record, as_tuples
from dashboard.core.records import Row as Party
from dashboard.core.words import day, known_date
from dashboard.places import findings_context as findings
from dashboard.places import queries
from dashboard.places.blocks import words

NEWEST = "Years run to the latest available, whichever day is chosen"
PARTICIPATION = (
    "cooperative_approaches", "agreements_as_host", "agreements_as_buyer", "pilot_projects", "jcm_projects", "cdm_transition_projects",
    "cdm_transition_programmes", "cdm_transition_components", "notified_projects", "notified_programmes", "has_national_authority",
    "participation_as_of",
)  # fmt: skip
EMISSIONS = headed(
    "year", "co2_mt", "co2_per_head_t", "ghg_mtco2e", "ghg_per_head_tco2e", "population",
    co2_mt="Fossil CO2, Mt", co2_per_head_t="The same per head, t (computed)",
    ghg_mtco2e="Greenhouse gases with land use, MtCO2e", ghg_per_head_tco2e="The same per head, tCO2e (computed)",
)  # fmt: skip
ELECTRICITY = headed("year", "carbon_intensity_gco2e_per_kwh", "renewable_share_per_cent")


def blocks(choice: Choice, row: Party, targets: pd.DataFrame) -> tuple[Block, ...]:
    """Return all of it for one Party (queries.country and ndc_targets)."""
    years = queries.country_years(row["iso3"])
    return (
        _emissions(choice, row, years),
        _electricity(choice, row, years),
        *_ndc(choice, row, targets),
        *_readiness(choice, row),
        *_carbon_prices(choice, row),
    )


def source_line(*names: str) -> str:
    """Return the publications behind blocks of the page as Markdown."""
    rows = {row["source_id"]: row for row in queries.context_sources() if row["block"] in names}
    return "; ".join(_credit(row) for row in rows.values())


def _credit(row: Party) -> str:
    return f"{link(', '.join((row['publisher'], row['title'])), row['url'])} ({_terms(row['licence'])})"


def _terms(licence: str) -> str:
    """A licence to stand in brackets: said to be one, and without brackets of its own."""
    terms = licence.replace(" (", ", ").replace(")", "")
    return f"licence {terms}" if terms == "not stated" else "facts only" if terms == "facts" else plain(terms)


def _behind_year(filters: Filters, year: Row) -> str:
    return links.rows(filters, "statistics", iso3=year["iso3"], year=year["year"])


def _known(years: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """The years in which either of two series is known."""
    return years[[not (is_missing(a) and is_missing(b)) for a, b in zip(years[one], years[other], strict=True)]]


def _emissions(choice: Choice, row: Party, years: pd.DataFrame) -> Finding:
    known = _known(years, "co2_mt", "ghg_mtco2e")
    title = findings.emissions(row, years)
    per_head = ""
    if row["ghg_per_head_year"] is not None:
        per_head = f" With land use: {row['ghg_per_head_tco2e']:.1f} tCO2e per head in {row['ghg_per_head_year']:.0f}, computed."
    drawn = (
        "Million tonnes a year: CO2 from fossil fuels and industry; all greenhouse gases with land use. Both are research estimates, "
        f"not the inventory that an NDC counts on. {NEWEST}.{per_head}"
    )
    if known.empty:
        return Finding(title, drawn)
    drawing = Chart(
        "country_emissions", charts.emissions(known, _publishers(co2_mt="co2", ghg_mtco2e="ghg"), f"Lines: {title}")
    )
    table = _years(choice, row, "emissions", known, EMISSIONS)
    return Finding(title, drawn, (drawing,), table, source_line("co2", "ghg", "population"))


def _electricity(choice: Choice, row: Party, years: pd.DataFrame) -> Finding:
    known = _known(years, "carbon_intensity_gco2e_per_kwh", "renewable_share_per_cent")
    title = findings.electricity(row, years)
    drawn = (
        "Electricity generated in the country: greenhouse gases per kWh, and the share of renewable sources, by year. "
        f"{NEWEST}."
    )
    if known.empty:
        return Finding(title, drawn)
    said_by = _publishers(carbon_intensity_gco2e_per_kwh="electricity", renewable_share_per_cent="electricity")
    drawing = Chart("country_electricity", charts.electricity(known, said_by, f"Lines: {title}"))
    table = _years(choice, row, "electricity", known, ELECTRICITY)
    return Finding(title, drawn, (drawing,), table, source_line("electricity"))


def _years(choice: Choice, row: Party, name: str, known: pd.DataFrame, shown: dict[str, str]) -> Table:
    view, rows = f"country-{row['iso3']}-{name}", known[["iso3", *shown]]
    return Table(view, rows, shown, (RowLink(partial(_behind_year, choice.filters)),), extract=Extract(view, rows))


def _publishers(**blocks: str) -> dict[str, str]:
    """Who publishes each column, by the block that it is of."""
    said = {row["block"]: row["publisher"] for row in queries.context_sources()}
    return {column: said[block] for column, block in blocks.items()}


def _ndc(choice: Choice, row: Party, targets: pd.DataFrame) -> tuple[Block, ...]:
    by_words = {link(f"{t.source_publisher}, {t.source_title}", t.source_url) for t in as_tuples(targets)}
    return (
        Finding(
            findings.ndc(row),
            f"Registry of {known_date(row['ndc_registry_on'])}, whichever day is chosen. The words of the target and the stance on "
            "Article 6 can be older than the newest document: each stands with its own date.",
        ),
        *_facts(
            choice,
            findings.ndc_facts(row, targets),
            "; ".join([source_line("ndc", "intention"), *sorted(by_words)]),
            Extract(f"country-{row['iso3']}-ndc-targets", targets),
        ),
    )


def _readiness(choice: Choice, row: Party) -> tuple[Block, ...]:
    counted_on = f" on {day(row['participation_as_of'])}" if row["participation_as_of"] is not None else ""
    return (
        Heading("Readiness for Article 6"),
        Say(
            f"The counts are those of UNEP CCC{counted_on}, by its own rules; the Atlas counts by its own.",
            "small",
        ),
        *_facts(
            choice,
            findings.readiness(row),
            source_line("participation"),
            Extract(
                f"country-{row['iso3']}-readiness", lambda: queries.country(row["iso3"])[["iso3", *PARTICIPATION]], 1
            ),
        ),
    )


def _carbon_prices(choice: Choice, row: Party) -> tuple[Block, ...]:
    prices, sources = queries.carbon_prices(row["iso3"]), source_line("carbon_price")
    heading = Heading("Carbon prices at home")
    if prices.empty:
        none = "No carbon tax and no emissions trading of the whole country is listed; those of provinces are left out."
        return heading, Say(none), Say(f"Sources: {sources}", "small")
    extract = Extract(f"country-{row['iso3']}-carbon-prices", prices)
    return heading, *_facts(choice, findings.carbon_prices(prices), sources, extract)


def _facts(choice: Choice, table: list[Record], sources: str, extract: Extract) -> tuple[Block, ...]:
    """A small table of words with its source line and the extract of the rows that it tells, where there are any."""
    kept = (extract,) if extract.count or len(extract.frame()) else ()
    return words(extract.view, table, choice.filters), Say(f"Sources: {sources}", "small"), *kept
