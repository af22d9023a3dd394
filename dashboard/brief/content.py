"""What a brief says on a country or on a pair, put together from the questions that the pages ask too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from dashboard.agreements import queries
from dashboard.brief import pictures, sides, tables
from dashboard.brief.record import Brief, Picture
from dashboard.charts import world_map
from dashboard.core.choices import Filters, address, followed, rule_in_words
from dashboard.core.fields import FilterGroup
from dashboard.core.forms.map import Place
from dashboard.core.warehouse import build_id
from dashboard.places import findings as place_findings
from dashboard.places import queries as place_queries
from dashboard.places.sides import Side, of_country, of_pair


def pair(buyer_iso3: str, host_iso3: str, chosen: Filters) -> Brief:
    """Return the brief on a buyer and a host, by the rule and on the day of the chosen filters. Raises KeyError for an
    unknown code."""
    places = world_map.places(queries.parties())
    buyer, host = places[buyer_iso3], places[host_iso3]
    side = of_pair(buyer_iso3, host_iso3, chosen)["pair"]
    key = f"{buyer_iso3}-{host_iso3}"
    return _brief(
        key=key,
        kind="Pair brief",
        title=f"{buyer.name} – {host.name}",
        page="/" + address("pair", followed(chosen, FilterGroup.RULE_AND_DAY), pair=key),
        answer=sides.pair_answer(buyer.name, host.name, side),
        shown=[side],
        world=pictures.pair_world(buyer, host, side),
        subjects=[buyer, host],
    )


def country(iso3: str, chosen: Filters) -> Brief:
    """Return the brief on a country, as host and as buyer, by the rule and on the day of the chosen filters. Raises
    KeyError for an unknown code."""
    places = world_map.places(queries.parties())
    place = places[iso3]
    both = list(of_country(iso3, chosen).values())
    # Its main role first; a Party without anything stands as host.
    both.sort(key=lambda side: (-len(side.agreements), -len(side.projects), -len(side.ledger)))
    return _brief(
        key=iso3,
        kind="Country brief",
        title=place.name,
        page="/" + address("country", followed(chosen, FilterGroup.RULE_AND_DAY), country=iso3),
        answer=sides.country_answer(place.name, both),
        shown=both,
        world=pictures.country_world(place, places, both),
        subjects=[place],
    )


def _brief(
    *,
    key: str,
    kind: str,
    title: str,
    page: str,
    answer: str,
    shown: Sequence[Side],
    world: Picture,
    subjects: Sequence[Place],
) -> Brief:
    chosen = shown[0].filters
    rows = [*tables.of_sides(shown), *tables.elsewhere(subjects, shown), tables.context(subjects)]
    return Brief(
        key=key,
        kind=kind,
        title=title,
        as_of=chosen.as_of,
        edition_on=queries.edition(),
        build=PurePath(build_id()).stem.removeprefix("article6-"),
        rule=rule_in_words(chosen.rule),
        answer=answer,
        figures=sides.figures(shown),
        world=world,
        charts=pictures.charts(shown, subjects),
        tables=tuple(rows),
        unknown=(*sides.unknown(shown), *_gaps(subjects)),
        sources=tables.sources(rows),
        page=page,
    )


def _gaps(subjects: Sequence[Place]) -> tuple[str, ...]:
    """State what the Atlas does not know of a single country beside its cooperation, in one sentence."""
    if len(subjects) > 1:
        return ()
    iso3 = subjects[0].iso3
    gaps = place_findings.unknown(place_queries.country(iso3).iloc[0], place_queries.ndc_targets(iso3))
    # Acronyms at the start of a gap keep their capitals.
    within = [gap if gap[:2].isupper() else gap[0].lower() + gap[1:] for gap in gaps]
    return (f"Beside cooperation: {'; '.join(within)}.",) if gaps else ()
