"""What a brief says: one frozen record, built from the queries and sentences that the pages use too.

Both printed forms (dashboard.brief.pdf, dashboard.brief.html) show this record and add nothing to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from urllib.parse import urlencode

import pandas as pd

from dashboard import filters as filter_row
from dashboard import findings, pipeline_findings, project_findings, project_queries, queries, summaries
from dashboard.brief import drawings
from dashboard.brief.drawings import Link, Place, Quantity
from dashboard.queries import Filters
from dashboard.warehouse import build_id

STATUS = {
    "signed": "signed",
    "in_force": "in force",
    "concluded_not_signed": "concluded, not signed",
    "under_negotiation": "announced, not signed",
    "unclear": "unclear",
}
EVENTS = {"issuance": "Issued", "first_transfer": "First transferred", "authorisation": "Authorised"}
UNITS = {"itmo": "ITMOs", "jcm_credit": "JCM credits", "credit_for_other_purposes": "for other purposes"}
KINDS = {"expected_total": "expected in all", "cumulative": "so far"}
NOT_PUBLISHED = project_findings.NOT_PUBLISHED
DISCLAIMER = (
    "Boundaries, names and designations are for orientation only and imply no opinion on the legal status of any "
    "territory or on its frontiers. Outlines: Natural Earth, edited by Visionscarto; Equal Earth projection."
)


@dataclass(frozen=True)
class Figure:
    """A headline figure with the rule that it follows."""

    label: str
    value: str
    rule: str


@dataclass(frozen=True)
class Picture:
    """A map or chart: the finding as its title, what is drawn, the drawing, and a description in words."""

    title: str
    drawn: str
    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table and the publication that it was read from."""

    cells: tuple[str, ...]
    source_id: str
    url: str | None


@dataclass(frozen=True)
class Table:
    """All rows of a table, before any cut; `numeric` are the columns set to the right, `path` leads to all rows."""

    title: str
    note: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...]
    rows: tuple[Row, ...]
    path: str


@dataclass(frozen=True)
class Source:
    """A publication as it stands in the list of sources."""

    publisher: str
    title: str
    dated: str
    url: str | None


@dataclass(frozen=True)
class Brief:
    """All that a brief says. `key` is GHA or JPN-VNM, `path` the page that it was taken from."""

    key: str
    kind: str
    title: str
    as_of: date
    edition_on: date
    build: str
    rule: str
    answer: str
    figures: tuple[Figure, ...]
    world: Picture
    charts: tuple[Picture, ...]
    tables: tuple[Table, ...]
    unknown: tuple[str, ...]
    sources: dict[str, Source]
    path: str


def file_name(key: str, as_of: date, suffix: str) -> str:
    """Return article6-atlas_brief_GHA_as-of-2026-11-22.pdf."""
    return f"article6-atlas_brief_{key}_as-of-{as_of.isoformat()}.{suffix}"


# ---------------------------------------------------------------- from the warehouse


@dataclass(frozen=True)
class _Side:
    """What the Atlas knows of a choice of Parties: of a pair, or of a country in one of its two roles."""

    role: str
    filters: Filters
    agreements: pd.DataFrame
    projects: pd.DataFrame
    ledger: pd.DataFrame
    counts: pd.Series
    not_counted: pd.DataFrame

    @property
    def totals(self) -> dict[str, float]:
        return pipeline_findings.delivered_totals(self.ledger)


def _side(role: str, chosen: Filters) -> _Side:
    return _Side(
        role,
        chosen,
        queries.agreements(chosen),
        project_queries.projects(chosen),
        project_queries.ledger(chosen),
        project_queries.headline(chosen),
        queries.not_counted(chosen),
    )


def pair(buyer_iso3: str, host_iso3: str, as_of: date, rule: str) -> Brief:
    """Return the brief on a buyer and a host. Raises KeyError for a code that is no Party."""
    places = _places()
    buyer, host = places[buyer_iso3], places[host_iso3]
    side = _side("pair", Filters(as_of, buyers=(buyer_iso3,), hosts=(host_iso3,), rule=rule))
    key = f"{buyer_iso3}-{host_iso3}"
    signed = side.agreements
    binding = int((signed["counting_rule"] == "binding").sum())
    links = [Link(buyer, host, binding > 0)] if len(signed) else []
    drawn = f"{buyer.name} (buyer) and {host.name} (host)"
    world = _world(
        [buyer, host],
        links,
        f"{buyer.name} buys from {host.name}" if links else f"No signed agreement of {buyer.name} with {host.name}",
        f"{drawn}; the arc joins the label points of the countries and is no route.",
        "",
    )
    return _brief(
        key=key,
        kind="Brief on a pair",
        title=f"{buyer.name} – {host.name}",
        path=_path("pair", side.filters, pair=key),
        answer=_pair_answer(buyer.name, host.name, side),
        sides=[side],
        world=world,
    )


def country(iso3: str, as_of: date, rule: str) -> Brief:
    """Return the brief on a country, as host and as buyer. Raises KeyError for a code that is no Party."""
    places = _places()
    place = places[iso3]
    as_host = _side("host", Filters(as_of, hosts=(iso3,), rule=rule))
    as_buyer = _side("buyer", Filters(as_of, buyers=(iso3,), rule=rule))
    sides = sorted(
        (as_host, as_buyer), key=lambda side: (len(side.agreements), len(side.projects), len(side.ledger)), reverse=True
    )
    links = []
    for side in sides:
        for row in summaries.by_pair(side.agreements).itertuples():
            if {row.buyer_iso3, row.host_iso3} <= places.keys():
                is_binding = row.counting_rule == "binding"
                links.append(Link(places[row.buyer_iso3], places[row.host_iso3], is_binding))
    return _brief(
        key=iso3,
        kind="Country brief",
        title=place.name,
        path=_path("country", Filters(as_of, rule=rule), country=iso3),
        answer=_country_answer(place.name, sides, as_of),
        sides=sides,
        world=_country_world(place, links, sides),
    )


def _brief(*, key: str, kind: str, title: str, path: str, answer: str, sides: Sequence[_Side], world: Picture) -> Brief:
    main = sides[0]
    return Brief(
        key=key,
        kind=kind,
        title=title,
        as_of=main.filters.as_of,
        edition_on=queries.edition(),
        build=PurePath(build_id()).stem.removeprefix("article6-"),
        rule=findings.rule_in_words(main.filters.rule),
        answer=answer,
        figures=_figures(sides),
        world=world,
        charts=_charts(sides),
        tables=tuple(_tables(sides)),
        unknown=tuple(_unknown(sides)),
        sources=_sources(sides),
        path=path,
    )


def _places() -> dict[str, Place]:
    rows = queries.parties()
    return {
        row.iso3: Place(row.iso3, row.short_name, float(row.x_km), float(row.y_km)) for row in rows.itertuples()
    }


def _path(page: str, chosen: Filters, **more: str) -> str:
    return f"/{page}?{urlencode(more | filter_row.to_query(chosen), safe=',')}"


# ---------------------------------------------------------------- sentences


def _delivered(side: _Side) -> str:
    """State issued and transferred tonnes of a side, each on its own."""
    totals = side.totals
    known = [
        f"{project_findings.tonnes(value)} {what}"
        for value, what in (
            (_issued(totals), "issued"),
            (totals["transferred"], "first transferred"),
        )
        if not pd.isna(value)
    ]
    if known:
        return f"published so far: {findings.listed(known)}"
    events = side.ledger[side.ledger["event"] != "authorisation"]
    return "no quantity of an issuance or transfer is published" if len(events) else "nothing is known to be issued or transferred"


def _known(side: _Side, event: str, tonnes: float, *, is_short: bool = False) -> str:
    """Return tonnes in words: "not published" where events are known without a quantity, else "none known"."""
    if pd.isna(tonnes) and not (side.ledger["event"] == event).any():
        return "none known"
    return pipeline_findings.tonnes_short(tonnes) if is_short else project_findings.tonnes(tonnes)


def _issued(totals: dict[str, float]) -> float:
    # The issued tonnes of a pair or a country hold ITMOs and JCM credits (docs/method.md); both are named beside it.
    known = [value for value in (totals["itmo_issued"], totals["jcm_issued"]) if not pd.isna(value)]
    return sum(known) if known else float("nan")


def _signed(side: _Side) -> str:
    binding = int((side.agreements["counting_rule"] == "binding").sum())
    if len(side.agreements) == 1:
        return f"one signed agreement, {'binding' if binding else 'not binding'}"
    number = "all" if binding == len(side.agreements) else "none" if not binding else f"{binding}"
    return f"{len(side.agreements)} signed agreements, {number} of them binding"


def _pair_answer(buyer: str, host: str, side: _Side) -> str:
    """Answer in one sentence how far a pair has come."""
    on = f"On {findings.day(side.filters.as_of)}"
    projects = findings.plural(len(side.projects), "project")
    if side.agreements.empty:
        tail = f", but {projects} of the two" if len(side.projects) else ""
        return f"{on}, the Atlas knows no signed agreement of {buyer} with {host}{tail}; {_delivered(side)}."
    return f"{on}, {buyer} and {host} have {_signed(side)}, and {projects} in the Atlas; {_delivered(side)}."


def _country_answer(name: str, sides: Sequence[_Side], as_of: date) -> str:
    """Answer in one sentence what a country does under Article 6.2, in its main role first."""
    main, other = sides
    on = f"On {findings.day(as_of)}"
    if main.agreements.empty:
        some = sum(len(side.projects) for side in sides)
        tail = f", but {findings.plural(some, 'project')} that names it" if some else ""
        return f"{on}, the Atlas knows no signed agreement of {name} under Article 6.2{tail}."
    partner = "buyer" if main.role == "host" else "host"
    names = sorted(main.agreements[partner].unique())
    word = findings.plural(len(names), "buyer") if partner == "buyer" else findings.plural(len(names), "host country", "host countries")
    text = f"{on}, {name} has {_signed(main)}, with {word}"
    if len(names) <= 4:
        text += f" ({findings.listed(names, 4)})"
    text += f", and {findings.plural(len(main.projects), 'project')} in the Atlas; {_delivered(main)}."
    if len(other.agreements):
        text += f" As {other.role} it has {findings.plural(len(other.agreements), 'agreement')} more."
    return text


# ---------------------------------------------------------------- figures and pictures


def _figures(sides: Sequence[_Side]) -> tuple[Figure, ...]:
    main, others = sides[0], sides[1:]
    signed, counts, totals = main.agreements, main.counts, main.totals
    role = "" if main.role == "pair" else f"as {main.role}"

    def also(values: Iterable[tuple[str, str | None]]) -> str:
        return "".join(f"; as {name}: {value}" for name, value in values if value)

    binding = int((signed["counting_rule"] == "binding").sum())
    partner = "buyer" if main.role == "host" else "host"
    partners = "" if main.role == "pair" else f" with {findings.plural(signed[partner].nunique(), 'partner')}"
    volume = "none publishes an estimate" if counts["projects"] else ""
    if counts["with_figure"]:
        publish = findings.plural(int(counts["with_figure"]), "publishes an estimate", "publish an estimate")
        volume = f"{publish}: {project_findings.tonnes(counts['expected_tco2e_per_year'])} a year"
    kinds = [
        f"{project_findings.tonnes(value)} as {name}"
        for value, name in ((totals["itmo_issued"], "ITMOs"), (totals["jcm_issued"], "JCM credits"))
        if not pd.isna(value)
    ]
    silent = {
        event: int(((main.ledger["event"] == event) & main.ledger["quantity_tco2e"].isna()).sum())
        for event in ("issuance", "first_transfer")
    }

    def without(event: str, word: str) -> str:
        return f"{findings.plural(silent[event], word)} without a quantity" if silent[event] else ""

    def joined(*parts: str) -> str:
        return "; ".join(part for part in parts if part)

    return (
        Figure(
            "Agreements",
            f"{len(signed)}",
            joined(role, f"{findings.short_rule(main.filters.rule)}{partners}", f"{binding} binding")
            + also((side.role, f"{len(side.agreements)}" if len(side.agreements) else None) for side in others),
        ),
        Figure(
            "Projects",
            f"{int(counts['projects']):,}",
            joined(role, volume)
            + also((side.role, f"{len(side.projects)}" if len(side.projects) else None) for side in others),
        ),
        Figure(
            "Issued",
            _known(main, "issuance", _issued(totals), is_short=True),
            joined(f"tCO2e {role}".strip() if role else "tCO2e", *kinds, without("issuance", "issuance"))
            + also((side.role, _known_tonnes(_issued(side.totals))) for side in others),
        ),
        Figure(
            "First transferred",
            _known(main, "first_transfer", totals["transferred"], is_short=True),
            joined(f"tCO2e {role}".strip() if role else "tCO2e", "issued before, so never added to it", without("first_transfer", "transfer"))
            + also((side.role, _known_tonnes(side.totals["transferred"])) for side in others),
        ),
    )


def _known_tonnes(value: float) -> str | None:
    return None if pd.isna(value) else project_findings.tonnes(value)


def _world(subjects: Sequence[Place], links: Sequence[Link], title: str, drawn: str, caption: str) -> Picture:
    """Return the map. Parties without a label point (the European Union) have no place on it."""
    placed = [place for place in subjects if not pd.isna(place.x_km)]
    shown = [link for link in links if not (pd.isna(link.buyer.x_km) or pd.isna(link.host.x_km))]
    alt = f"Map. {title}. {caption or drawn}"
    return Picture(title, drawn, drawings.world_map(placed, shown, alt), alt, caption)


def _country_world(place: Place, links: Sequence[Link], sides: Sequence[_Side]) -> Picture:
    partners = {other.iso3: other for link in links for other in (link.buyer, link.host) if other.iso3 != place.iso3}
    title = f"No signed agreement of {place.name} is known"
    drawn, caption = "The country alone.", ""
    if partners:
        title = f"{place.name} works with {findings.plural(len(partners), 'country', 'countries')}"
        if len(partners) == 1:
            title = f"{place.name} works with {next(iter(partners.values())).name}"
        drawn = "Full circle: a binding instrument; empty circle: memoranda, letters or statements alone. Arcs join label points and are no routes."
        if all(len(side.agreements) for side in sides):
            drawn += f" Dashed: {place.name} is the host."
        parts = []
        for side in sides:
            other = "buyer" if side.role == "host" else "host"
            names = sorted(side.agreements[other].unique())
            if names:
                word = "Buyers" if other == "buyer" else "Hosts"
                parts.append(f"{word} ({len(names)}): {', '.join(names)}.")
        caption = " ".join(parts)
    return _world([place], links, title, drawn, caption)


def _charts(sides: Sequence[_Side]) -> tuple[Picture, ...]:
    """Return two charts: those that this brief has something to show in."""
    main = sides[0]
    found = []
    if len(main.projects):
        found.append(_stages(main))
    if len(main.agreements):
        found.append(_cumulative(main))
    if len(main.projects) and (main.counts["with_figure"] or main.ledger["is_summed"].any()):
        found.insert(1, _quantities(main))
    return tuple(found[:2])


def _role(side: _Side) -> str:
    return "" if side.role == "pair" else f", as {side.role}"


def _stages(side: _Side) -> Picture:
    ladder = project_queries.ladder(side.filters)
    steps = [
        drawings.Step(
            row.label,
            int(row.projects),
            None if pd.isna(row.expected_tco2e_per_year) else float(row.expected_tco2e_per_year) / 1e6,
        )
        for row in ladder.itertuples()
    ]
    title = pipeline_findings.ladder(ladder)
    said = ", ".join(f"{step.label.lower()} {step.projects}" for step in steps if step.projects)
    alt = f"Bars. {title}. Projects by step: {said}."
    drawn = (
        f"Projects by the furthest step that a source shows{_role(side)}; "
        + (
            f"the estimates are those of {int(ladder['with_figure'].sum())} of {int(ladder['projects'].sum())} projects."
            if ladder["with_figure"].sum()
            else "none publishes a yearly estimate."
        )
    )
    return Picture(title, drawn, drawings.stages(steps, alt), alt)


def _quantities(side: _Side) -> Picture:
    counts, totals = side.counts, side.totals
    with_quantity = side.ledger[side.ledger["is_summed"]]["event"].value_counts()
    expected = float(counts["expected_tco2e_per_year"])

    def event_row(label: str, event: str, words: tuple[str, str], tonnes: float, mark: str) -> Quantity:
        number = int(with_quantity.get(event, 0))
        rule = f"{findings.plural(number, *words)} with a quantity" if number else ""
        return Quantity(label, rule, None if pd.isna(tonnes) else float(tonnes), _known(side, event, tonnes), mark)

    rows = [
        Quantity(
            "Expected a year",
            f"estimate of {int(counts['with_figure'])} of {findings.plural(int(counts['projects']), 'project')}"
            if counts["with_figure"]
            else "",
            None if pd.isna(expected) else expected,
            project_findings.tonnes(expected),
            "hollow",
        ),
        event_row("Issued so far", "issuance", ("issuance", "issuances"), _issued(totals), "solid"),
        event_row(
            "First transferred so far", "first_transfer", ("transfer", "transfers"), totals["transferred"], "diamond"
        ),
    ]
    issued = f"{rows[1].shown} issued" if rows[1].tonnes is not None else "no issuance is known"
    if rows[1].shown == NOT_PUBLISHED:
        issued = "issued tonnes are not published"
    yearly = "no expected volume is published"
    if rows[0].tonnes is not None:
        yearly = f"{rows[0].shown} a year expected"
    title = f"{yearly[0].upper()}{yearly[1:]}; {issued}"
    alt = "Marks on a logarithmic scale. " + " ".join(f"{r.label}: {r.shown}{f' ({r.rule})' if r.rule else ''}." for r in rows)
    drawn = f"Three different quantities{_role(side)}, tCO2e on a logarithmic scale; they are never added."
    return Picture(title, drawn, drawings.quantities(rows, alt), alt)


def _cumulative(side: _Side) -> Picture:
    counted = side.agreements.assign(year=pd.to_datetime(side.agreements["counts_from_on"]).dt.year)
    first, last = int(counted["year"].min()), side.filters.as_of.year
    years = list(range(min(first, last - 5), last + 1))
    is_binding = counted["counting_rule"] == "binding"

    def by_end(rows: pd.DataFrame) -> list[int]:
        return [int((rows["year"] <= year).sum()) for year in years]

    title = f"{findings.plural(len(counted), 'signed agreement')}, the first in {first}"
    said = ", ".join(f"{year}: {n}" for year, n in zip(years, by_end(counted), strict=True))
    alt = f"Columns. {title}. By the end of each year: {said}."
    drawn = f"Agreements by the end of each year, {last} up to {findings.day(side.filters.as_of)}{_role(side)}."
    svg = drawings.cumulative(years, by_end(counted[is_binding]), by_end(counted[~is_binding]), alt)
    return Picture(title, drawn, svg, alt)


# ---------------------------------------------------------------- tables


def _number(value: float | None) -> str:
    return NOT_PUBLISHED if value is None or pd.isna(value) else f"{value:,.0f}"


def _tables(sides: Sequence[_Side]) -> Iterable[Table]:
    """Return agreements, projects and events; a table without a row is left out, and `_unknown` says so."""
    main = sides[0]
    is_pair = main.role == "pair"

    def partner(row: pd.Series, side: _Side) -> str:
        other = "buyer" if side.role == "host" else "host"
        mixed = sum(bool(len(s.agreements) or len(s.projects) or len(s.ledger)) for s in sides) > 1
        return f"{row[other]} ({other})" if mixed else f"{row[other]}"

    def path(page: str) -> str:
        return _path(page, main.filters)

    def rows_of(name: str) -> list[tuple[pd.Series, _Side]]:
        return [(row, side) for side in sides for _, row in getattr(side, name).iterrows()]

    signed = rows_of("agreements")
    if signed:
        disputed = sum(bool(row["is_disputed"]) for row, _ in signed)
        rows = tuple(
            Row(
                (
                    *((row["title"] or "no title published",) if is_pair else (partner(row, side),)),
                    row["instrument_label"],
                    findings.known_date(row["signed_on"]) + (" *" if row["is_disputed"] else ""),
                    _status(row),
                ),
                row["source_id"],
                row["source_url"],
            )
            for row, side in signed
        )
        star = "; * sources disagree on date, form or status" if disputed else ""
        yield Table(
            "Agreements",
            f"{findings.plural(len(rows), 'instrument')}, newest first{star}",
            ("Title" if is_pair else "Partner", "Instrument", "Signed", "Status"),
            (3.4, 2.2, 1.2, 1.6) if is_pair else (1.9, 2.8, 1.3, 1.8),
            (),
            rows,
            path("agreements"),
        )
    if projects := rows_of("projects"):
        projects.sort(key=lambda found: -found[0]["stage_order"] if found[0]["is_on_ladder"] else 0)
        figures = sum(pd.notna(row["expected_tco2e_per_year"]) for row, _ in projects)
        rows = tuple(
            Row(
                (
                    row["title"],
                    row["sector"] if is_pair else partner(row, side),
                    "step unknown" if row["stage_id"] == "unknown" else row["stage"],
                    _number(row["expected_tco2e_per_year"]),
                ),
                row["source_id"],
                row["source_url"],
            )
            for row, side in projects
        )
        yield Table(
            "Projects",
            f"{findings.plural(len(rows), 'project')}, furthest step first, then by estimate; {figures} with a yearly estimate",
            ("Project", "Sector" if is_pair else "Partner", "Stage", "tCO2e a year, est."),
            (4.0, 2.2, 1.1, 1.25) if is_pair else (4.4, 1.6, 1.15, 1.25),
            (3,),
            rows,
            path("projects"),
        )
    if events := rows_of("ledger"):
        order = list(EVENTS)
        events.sort(key=lambda found: order.index(found[0]["event"]))
        rows = tuple(
            Row(
                (
                    EVENTS[row["event"]],
                    findings.known_date(row["event_on"]),
                    (row["project"] or "several projects") + ("" if is_pair else f", {partner(row, side)}" if row["buyer_iso3"] else ""),
                    UNITS.get(row["unit_kind"], "unit not stated"),
                    _quantity(row),
                ),
                row["source_id"],
                row["source_url"],
            )
            for row, side in events
        )
        yield Table(
            "Issued, first transferred, authorised",
            "three kinds of events, never added to each other; newest first within each",
            ("Event", "Date", "Project", "Unit", "Quantity, tCO2e"),
            (1.3, 1.05, 3.75, 1.05, 1.45),
            (4,),
            rows,
            path("delivered"),
        )


def _status(row: pd.Series) -> str:
    text = STATUS[row["status"]]
    if row["status"] == "in_force" and row["in_force_on"]:
        return f"{text} since {findings.known_date(row['in_force_on'])}"
    return text


def _quantity(row: pd.Series) -> str:
    text = _number(row["quantity_tco2e"])
    if text == NOT_PUBLISHED:
        return text
    if kind := KINDS.get(row["quantity_kind"]):
        return f"{text} {kind}"
    return text if row["is_summed"] or row["event"] == "authorisation" else f"{text} (in no sum)"


# ---------------------------------------------------------------- what is not known, and from whom


def _unknown(sides: Sequence[_Side]) -> Iterable[str]:
    """State what the figures leave open; each sentence is computed from the rows."""
    agreements = pd.concat([side.agreements for side in sides])
    projects = pd.concat([side.projects for side in sides])
    ledger = pd.concat([side.ledger for side in sides])
    others = pd.concat([side.not_counted for side in sides])
    left_out = int(sum(side.counts["left_out"] for side in sides))
    if agreements.empty:
        yield "No signed agreement was found. That is no proof that there is none."
    if undated := int(agreements["signed_on"].isna().sum()):
        yield f"{findings.plural(undated, 'agreement')} without a published date of signature."
    if disputed := int(agreements["is_disputed"].sum()):
        yield f"Sources disagree on {findings.plural(disputed, 'agreement')}; the Atlas shows every claim."
    if len(others):
        named = [f"{row.buyer} – {row.host} ({STATUS[row.status]})" for row in others.itertuples()]
        yield f"Shown in no total: {findings.listed(named, 2)}."
    if projects.empty:
        yield "No project was found."
    elif silent := int(projects["expected_tco2e_per_year"].isna().sum()):
        yield f"{silent} of {findings.plural(len(projects), 'project')} publish no yearly estimate."
    if left_out:
        yield f"{findings.plural(left_out, 'row')} left out of all totals: programmes, possible repeats, cancelled requests."
    delivered = ledger[ledger["event"] != "authorisation"]
    if delivered.empty:
        yield "No issuance and no first transfer was found."
    elif silent := int(delivered["quantity_tco2e"].isna().sum()):
        yield f"{silent} of {findings.plural(len(delivered), 'issuance or transfer', 'issuances and transfers')} publish no quantity."
    yield "Nobody publishes by project what a buyer counted towards its target; the Atlas holds no figure for it."


def _sources(sides: Sequence[_Side]) -> dict[str, Source]:
    used: set[str] = set()
    for side in sides:
        for frame in (side.agreements, side.projects, side.ledger):
            used |= set(frame["source_id"])
    rows = queries.sources()
    return {
        row.source_id: Source(
            row.publisher,
            row.title,
            findings.known_date(row.published_on) if row.published_on else f"undated, read {findings.day(row.retrieved_on)}",
            row.url,
        )
        for row in rows[rows["source_id"].isin(used)].itertuples()
    }
