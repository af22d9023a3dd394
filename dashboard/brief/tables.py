"""The tables of a brief, row by row with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from dashboard.agreements import findings, queries
from dashboard.brief.record import Row, Source, Table
from dashboard.core import numbers, told_rows, words
from dashboard.core.answer import NOT_FOUND
from dashboard.core.choices import address, followed
from dashboard.core.dates import NOT_KNOWN
from dashboard.core.fields import FilterGroup
from dashboard.core.forms.map import Place
from dashboard.core.words import day, known_date, plural
from dashboard.places import queries as place_queries
from dashboard.places.findings_context import INTENTIONS
from dashboard.places.sides import Side

# A brief with no more rows than these has room for what others do.
FEW = 8
KINDS = {"expected_total": "expected in all", "cumulative": "so far"}


def _estimate(row: pd.Series) -> str:
    yearly, total = row["expected_tco2e_per_year"], row["expected_tco2e_total"]
    if pd.notna(yearly):
        return f"{yearly:,.0f}"
    return f"{total:,.0f} in total" if pd.notna(total) else NOT_FOUND


def of_sides(sides: Sequence[Side]) -> Iterable[Table]:
    """Return agreements, projects and events; a table without a row is left out (dashboard.brief.sides.unknown says so)."""
    main = sides[0]
    is_pair = main.role == "pair"
    is_mixed = sum(not side.is_empty for side in sides) > 1

    def partner(row: pd.Series, side: Side) -> str:
        other = "buyer" if side.role == "host" else "host"
        return f"{row[other]} ({other})" if is_mixed else f"{row[other]}"

    def path(page: str) -> str:
        # No filter holds both roles of a Party; its own page does.
        if is_mixed:
            only = followed(main.filters, FilterGroup.RULE_AND_DAY)
            return "/" + address("country", only, country=(main.filters.buyers or main.filters.hosts)[0])
        return "/" + address(page, main.filters)

    def rows_of(name: str) -> list[tuple[pd.Series, Side]]:
        return [(row, side) for side in sides for _, row in getattr(side, name).iterrows()]

    if signed := rows_of("agreements"):
        signed.sort(key=lambda found: found[0]["signed_on"] or "", reverse=True)
        disputed = sum(bool(row["is_disputed"]) for row, _ in signed)
        rows = tuple(
            Row(
                (
                    *((row["title"] or "no title published",) if is_pair else (partner(row, side),)),
                    row["instrument_label"],
                    findings.signed_day(row["signed_on"]) + (" *" if row["is_disputed"] else ""),
                    row["in_force_words"],
                ),
                row["source_id"],
                row["source_url"],
            )
            for row, side in signed
        )
        star = "; * sources disagree on date, form or status" if disputed else ""
        yield Table(
            "Agreements",
            f"{plural(len(rows), 'instrument')}, newest first; known to {day(queries.known_on()['agreement'])}{star}",
            ("Title" if is_pair else "Partner", "Instrument", "Signed", "In force"),
            (3.0, 2.0, 1.2, 2.2) if is_pair else (1.7, 2.5, 1.2, 2.4),
            (),
            rows,
            path("agreements"),
            least=5,
        )
    if projects := rows_of("projects"):
        projects.sort(key=lambda found: -found[0]["stage_order"] if found[0]["is_on_ladder"] else 0)
        figures = sum(_estimate(row) != NOT_FOUND for row, _ in projects)
        rows = tuple(
            Row(
                (
                    row["title"],
                    row["sector"] if is_pair else partner(row, side),
                    "step unknown" if row["stage_id"] == "unknown" else row["stage"],
                    _estimate(row),
                ),
                row["source_id"],
                row["source_url"],
            )
            for row, side in projects
        )
        yield Table(
            "Projects",
            f"{plural(len(rows), 'project')}, furthest step first, then by estimate; {figures} with an estimate",
            ("Project", "Sector" if is_pair else "Partner", "Stage", "tCO2e a year, est."),
            (3.9, 2.15, 1.3, 1.25) if is_pair else (4.4, 1.6, 1.15, 1.25),
            (3,),
            rows,
            path("projects"),
        )
    if events := rows_of("ledger"):
        order = ("issuance", "first_transfer", "use", "authorisation")
        events.sort(key=lambda found: (order.index(found[0]["event"]), pd.isna(found[0]["quantity_tco2e"])))
        rows = tuple(
            Row(
                (
                    words.happened(row["event"]),
                    known_date(row["event_on"]),
                    (row["project"] or "several projects")
                    + ("" if is_pair else f", {partner(row, side)}" if row["buyer_iso3"] else ""),
                    words.credits_of(row["unit_kind"], "unit not stated"),
                    _quantity(row),
                ),
                row["source_id"],
                row["source_url"],
                row["event"],
            )
            for row, side in events
        )
        yield Table(
            "Issued, first transferred, authorised",
            "three kinds of events, never added to each other; of each kind those with a quantity first, newest first",
            ("Event", "Date", "Project", "Unit", "Quantity, tCO2e"),
            (1.3, 1.0, 3.55, 1.0, 1.75),
            (4,),
            rows,
            path("delivered"),
        )


def _quantity(row: pd.Series) -> str:
    text = told_rows.quantity(row["quantity_tco2e"], row["quantity_word"])
    if pd.isna(row["quantity_tco2e"]):
        return text
    if row["is_lead"]:
        return f"{text} unconfirmed"
    if kind := KINDS.get(row["quantity_kind"]):
        return f"{text} {kind}"
    return text if row["is_summed"] or row["event"] == "authorisation" else f"{text} (in no sum)"


# ---------------------------------------------------------------- what stands behind a country


def _facts(row: pd.Series) -> dict[str, tuple[str, str]]:
    """Return what is known of a Party beside its agreements: fact -> (block of its source, words)."""
    rank = f", rank {row['co2_rank']:.0f} of {row['co2_ranked_count']:.0f} Parties" if pd.notna(row["co2_rank"]) else ""
    per_head, share = row["ghg_per_head_tco2e"], row["renewable_share_per_cent"]
    carbon, people = row["carbon_intensity_gco2e_per_kwh"], row["population"]

    def known(value: float, text: str) -> str:
        return text if pd.notna(value) else NOT_KNOWN

    ndc = f"{row['ndc_title']}, {day(row['ndc_submitted_on'])}" if row["ndc_title"] else NOT_KNOWN
    stance = NOT_KNOWN
    if row["article6_intention"]:
        words = INTENTIONS[row["article6_intention"]]
        stance = f"in {known_date(row['article6_intention_as_of'])} its NDC {words}"
    authority = NOT_KNOWN
    if pd.notna(row["participation_as_of"]):
        named = f"UNEP CCC's list names {'a' if row['has_national_authority'] else 'no'} national authority"
        number = plural(int(row["cooperative_approaches"]), "cooperative approach", "cooperative approaches")
        authority = f"{named}; {number} reported ({day(row['participation_as_of'])})"
    number = f"{people / 1e6:,.1f} million" if people >= 1e6 else f"{people:,.0f}"
    grid = f"; {carbon:,.0f} gCO2e per kWh in {row['carbon_intensity_year']:.0f}" if pd.notna(carbon) else ""
    return {
        "Inhabitants": ("population", known(people, f"{number} in {row['population_year']:.0f}")),
        "Fossil CO2": (
            "co2",
            known(row["co2_mt"], f"{numbers.megatonnes(row['co2_mt'])} in {row['co2_year']:.0f}{rank}"),
        ),
        "Greenhouse gases per head": (
            "ghg",
            known(per_head, f"{per_head:.1f} tCO2e in {row['ghg_per_head_year']:.0f}, land use included"),
        ),
        "Renewable electricity": (
            "electricity",
            known(share, f"{share:.0f}% in {row['renewable_share_year']:.0f}") + grid,
        ),
        "Newest NDC": ("ndc", ndc),
        "Stance on Article 6": ("intention", stance),
        "Readiness, by UNEP CCC": ("participation", authority),
    }


def context(subjects: Sequence[Place]) -> Table:
    """Return what is known of one or two Parties beside Article 6: newest figures of this edition, whatever the as-of day."""
    found = [_facts(place_queries.country(place.iso3).iloc[0]) for place in subjects]
    blocks = place_queries.context_sources().set_index("block")
    rows = tuple(
        Row((fact, *(facts[fact][1] for facts in found)), blocks.loc[block, "source_id"], blocks.loc[block, "url"])
        for fact, (block, _) in found[0].items()
    )
    if len(subjects) == 1:
        rows += tuple(
            Row(
                (
                    f"Target in few words, {known_date(target.as_of)}",
                    target.target
                    + (
                        f" ({target.conditionality})"
                        if target.conditionality and "conditional" not in target.target
                        else ""
                    ),
                ),
                target.source_id,
                target.source_url,
            )
            for target in place_queries.ndc_targets(subjects[0].iso3).head(1).itertuples()
        )
    names = tuple(place.name for place in subjects)
    return Table(
        "Context",
        "newest figures of this edition, whatever the as-of day",
        ("", *names),
        (2.2, *((5.5,) if len(names) == 1 else (3.0, 3.0))),
        (),
        rows,
    )


def elsewhere(subjects: Sequence[Place], sides: Sequence[Side]) -> Iterable[Table]:
    """Return what others do where there is little to say: the host's agreements with other buyers for a pair without a
    project, those of its region for a country of which few rows are known."""
    if sides[0].role == "pair":
        if len(sides[0].projects):
            return
        buyer, host = subjects
        chosen = place_queries.as_host(host.iso3, sides[0].filters)
        rows = queries.agreements(chosen).loc[lambda found: found["buyer_iso3"] != buyer.iso3]
        title = f"Agreements of {host.name} with other buyers"
    elif sum(len(rows) for side in sides for rows in (side.agreements, side.projects, side.ledger)) <= FEW:
        region = place_queries.country(subjects[0].iso3)["region"].iloc[0]
        chosen = replace(sides[0].filters, hosts=(), buyers=(), regions=(region,))
        rows = queries.agreements(chosen).loc[lambda found: found["host_iso3"] != subjects[0].iso3]
        title = f"Agreements of {'other ' if len(sides[0].agreements) else ''}hosts in {region}"
    else:
        return
    if len(rows):
        yield Table(
            title,
            f"{plural(len(rows), 'instrument')}, newest first",
            ("Buyer", "Host", "Instrument", "Signed", "In force"),
            (1.6, 1.9, 2.5, 1.1, 1.5),
            (),
            tuple(
                Row(
                    (
                        row["buyer"],
                        row["host"],
                        row["instrument_label"],
                        findings.signed_day(row["signed_on"]),
                        row["in_force_words"],
                    ),
                    row["source_id"],
                    row["source_url"],
                )
                for _, row in rows.iterrows()
            ),
            "/" + address("agreements", chosen),
        )


def sources(tables: Iterable[Table]) -> dict[str, Source]:
    """Return every publication behind the rows of the tables, by its key."""
    used = {row.source_id for table in tables for row in table.rows}
    rows = queries.sources()
    return {
        row.source_id: Source(
            row.publisher,
            row.title,
            known_date(row.published_on) if row.published_on else f"Read {day(row.retrieved_on)}",
            row.url,
        )
        for row in rows[rows["source_id"].isin(used)].itertuples()
    }
