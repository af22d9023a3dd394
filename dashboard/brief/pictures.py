"""The map and the two charts of a brief, each with its finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dashboard.agreements import summaries
from dashboard.brief.record import Picture
from dashboard.charts import country, growth, ladder, world_map
from dashboard.core.choices import counted
from dashboard.core.forms import LaidOut, Look, map_svg, to_svg
from dashboard.core.forms.map import Map, Place
from dashboard.core.numbers import three_figures
from dashboard.core.palette import PAPER
from dashboard.core.words import day, plural
from dashboard.places import findings as place_findings
from dashboard.places import findings_context
from dashboard.places import queries as place_queries
from dashboard.places.sides import Side
from dashboard.projects import findings as pipeline_findings
from dashboard.projects import queries as project_queries

# The map is as wide as the text of a page.
PAPER_MAP, MAP_POINTS = Look(PAPER, 992, height=421), 504.0
# A chart has half of it; its letters are then as large as those of the tables.
PAPER_CHART, CHART_POINTS = Look(PAPER, 440, height=232), 243.0


def _world(form: Map, title: str, drawn: str, caption: str) -> Picture:
    alt = f"Map. {title}. {caption or drawn}"
    return Picture(title, drawn, to_svg(replace(form, alt=alt), PAPER_MAP, MAP_POINTS), alt, caption)


def pair_world(buyer: Place, host: Place, side: Side) -> Picture:
    """Return the map of a buyer and a host."""
    form = _form([side], {place.iso3: place for place in (buyer, host)}, (buyer.iso3, host.iso3))
    title = f"{buyer.name} – {host.name}: no {counted(side.filters.rule)} is known"
    if len(side.agreements):
        title = f"{buyer.name} buys, {host.name} hosts"
    drawn = f"{buyer.name} (buyer) and {host.name} (host). {map_svg.legend(form)}"
    return _world(form, title, drawn.strip(), "")


def country_world(place: Place, places: dict[str, Place], sides: Sequence[Side]) -> Picture:
    """Return the map of a country with all its partners; `places` holds all Parties by code."""
    form = _form(sides, places, (place.iso3,))
    partners, named = set(), []
    for side in sides:
        role, word = ("buyer", "Buyers") if side.role == "host" else ("host", "Hosts")
        names = sorted(side.agreements[role].unique())
        partners.update(names)
        if names:
            named.append(f"{word} ({len(names)}): {', '.join(names)}.")
    if not partners:
        title = f"No {counted(sides[0].filters.rule)} of {place.name} is known"
        return _world(form, title, "The country alone.", "")
    who = next(iter(partners)) if len(partners) == 1 else plural(len(partners), "country", "countries")
    return _world(form, f"{place.name} works with {who}", map_svg.legend(form), " ".join(named))


def _form(sides: Sequence[Side], places: dict[str, Place], subjects: tuple[str, ...]) -> Map:
    agreements = pd.concat([side.agreements for side in sides])
    return world_map.around(summaries.by_pair(agreements), summaries.by_host(agreements), places, subjects)


def charts(sides: Sequence[Side], subjects: Sequence[Place]) -> tuple[Picture, ...]:
    """Return the first two charts that have something to show; fewer only for a Party of which hardly anything is known.

    Projects or agreements first, then the emissions of a country or of the host and the buyer.
    """
    main = sides[0]
    drawn: list[Picture | None] = []
    if len(main.projects):
        drawn.append(_stages(main))
    elif len(main.agreements) > 1:
        drawn.append(_cumulative(main))
    years = {place.iso3: place_queries.country_years(place.iso3) for place in reversed(subjects)}
    drawn += [_emissions(place, years[place.iso3]) for place in reversed(subjects)]
    drawn += [_electricity(place, years[place.iso3]) for place in reversed(subjects)]
    drawn += [_per_head(place, years[place.iso3]) for place in reversed(subjects)]
    return tuple(picture for picture in drawn if picture)[:2]


def _series(years: pd.DataFrame, column: str) -> list[tuple[int, float]]:
    known = years.dropna(subset=[column])
    return [(int(year), float(value)) for year, value in zip(known["year"], known[column], strict=True)]


def _emissions(place: Place, years: pd.DataFrame) -> Picture | None:
    points = _series(years, "co2_mt")
    if len(points) < 2:
        return None
    title = findings_context.emissions(place_queries.country(place.iso3).iloc[0], years)
    alt = f"Line from {points[0][0]} to {points[-1][0]}. {title}."
    drawn = (
        "CO2 from fossil fuels and industry by year, whatever the as-of day, without land use; a research estimate, not the "
        "country's inventory."
    )
    return _picture(title, drawn, country.trend(points, "million tonnes of CO2 a year", alt))


def _per_head(place: Place, years: pd.DataFrame) -> Picture | None:
    points = _series(years, "co2_per_head_t")
    if len(points) < 2:
        return None
    year, newest = points[-1]
    title = f"{three_figures(newest)} t of fossil CO2 per head in {place.name} in {year}"
    alt = f"Line from {points[0][0]} to {year}. {title}."
    form = country.trend(points, "tonnes of CO2 per head a year", alt)
    return _picture(title, "The same emissions, divided by the number of inhabitants.", form)


def _electricity(place: Place, years: pd.DataFrame) -> Picture | None:
    points = _series(years, "renewable_share_per_cent")
    if len(points) < 2:
        return None
    year, newest = points[-1]
    title = f"{newest:.0f}% of the electricity of {place.name} was renewable in {year}"
    alt = f"Line from {points[0][0]} to {year}. {title}."
    drawn = "Share of electricity generated from renewable sources, by year, whatever the as-of day."
    return _picture(title, drawn, country.trend(points, "per cent of electricity generated", alt))


def _picture(title: str, drawn: str, form: LaidOut) -> Picture:
    return Picture(title, drawn, to_svg(form, PAPER_CHART, CHART_POINTS), form.alt)


def _role(side: Side) -> str:
    return "" if side.role == "pair" else f", as {side.role}"


def _stages(side: Side) -> Picture:
    steps = project_queries.ladder_of(side.projects)
    title, has_estimate = pipeline_findings.ladder(steps), bool(steps["with_figure"].sum())
    said = ", ".join(f"{row.label.lower()} {row.projects}" for row in steps.itertuples() if row.projects)
    alt = f"Bars. {title}. Projects by step: {said}."
    drawn = f"Projects by the furthest step that a source shows{_role(side)}; " + (
        f"the estimates are those of {int(steps['with_figure'].sum())} of {int(steps['projects'].sum())} projects."
        if has_estimate
        else "no yearly estimate was found."
    )
    form = ladder.draw(steps, alt)
    return _picture(title, drawn, form if has_estimate else replace(form, measures=form.measures[:1]))


def _cumulative(side: Side) -> Picture:
    counted = side.agreements.assign(year=pd.to_datetime(side.agreements["counts_from_on"]).dt.year)
    first, last = int(counted["year"].min()), side.filters.as_of.year
    years = list(range(min(first, last - 5), last + 1))
    is_binding = counted["counting_rule"] == "binding"

    def by_end(rows: pd.DataFrame) -> list[int]:
        return [int((rows["year"] <= year).sum()) for year in years]

    title = f"{place_findings.signed(counted, side.filters.rule)}, the first in {first}"
    said = ", ".join(f"{year}: {n}" for year, n in zip(years, by_end(counted), strict=True))
    alt = f"Columns. {title}. By the end of each year: {said}."
    drawn = f"Agreements by the end of each year, {last} up to {day(side.filters.as_of)}{_role(side)}."
    form = growth.by_rule(years, by_end(counted[is_binding]), by_end(counted[~is_binding]), alt)
    return _picture(title, drawn, form)
