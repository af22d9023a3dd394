"""Country: what one Party does under Article 6.2, and what is known of its emissions, its NDC and its readiness."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.accounts import block as accounts
from dashboard.core import numbers, told
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, short_rule
from dashboard.core.columns import headed
from dashboard.core.content import Block, Brief, Heading, Page, Say, Tile, Tiles
from dashboard.core.links import Behind, behind_cell
from dashboard.core.named import party_named
from dashboard.core.picks import pick as picked
from dashboard.core.records import Row
from dashboard.core.words import day, known_date, ordinal, plural
from dashboard.places import blocks, context, findings, queries
from dashboard.places import country_agreements as agreements
from dashboard.places.findings_context import fact
from dashboard.places.sides import Side, of_country
from dashboard.projects import findings as project_findings
from dashboard.rules.block import line as terms
from dashboard.targets.queries import with_programme
from dashboard.trade import block as trade
from dashboard.units import blocks as units

NAME = "country"
PROJECTS = headed(
    "title", "partner", "sector", "stage", "expected_tco2e_per_year", "expected_tco2e_total", "issued", "page_url", title="Project"
)  # fmt: skip


def content(choice: Choice) -> Page:
    """Return the Party that the address names, by a code or any other name, or how to find one."""
    names = choice.known.names
    pick = picked(
        NAME,
        choice.get(NAME),
        "Open a country",
        names,
        "Type a name, for example Ghana, Viet Nam or Switzerland",
        lambda asked: {code: names[code] for code in [party_named(asked)] if code},
    )
    if not (iso3 := pick.chosen):
        how = f"Choose one of the {len(names)} Parties to read what it agreed, what came of it, what it emits, and what its NDC says."
        return Page((pick, Say(how), choice.link("Or see which hosts buyers share", "network")))
    row = queries.party(iso3)
    return Page((pick, *_country(choice, row)), heading=row["short_name"], description=names[iso3])


def _country(choice: Choice, row: Row) -> tuple[Block, ...]:
    iso3 = str(row["iso3"])
    sides, targets = of_country(iso3, choice.filters), queries.ndc_targets(iso3)
    return (
        *_answer(choice, row, sides),
        Brief(iso3),
        *_programme(choice, iso3),
        choice.link("Compare with another Party", "compare", "balance", parties=iso3),
        _tiles(choice, row, sides),
        *agreements.blocks(choice, row, sides),
        *accounts.line(choice, iso3),
        *terms(choice, host=iso3),
        *terms(choice, buyer=iso3),
        *(block for side in sides.values() for block in _projects(choice, iso3, side)),
        *units.of_country(choice, iso3, row["short_name"], is_asked=sides["host"].count("authorisations") > 0),
        *_trade(choice, iso3, sides),
        *context.blocks(choice, row, targets),
        *blocks.watch(sides.values()),
        Heading("What is not known"),
        Say("\n".join(f"- {gap}." for gap in (*findings.missing(sides), *findings.unknown(row, targets)))),
    )


def _programme(choice: Choice, iso3: str) -> tuple[Block, ...]:
    """The brief on a buyer's programme, where a source shows anything of one."""
    if iso3 not in choice.known.options["buyers"] or iso3 not in with_programme():
        return ()
    return (Brief(f"programme.{iso3}", "Brief on its programme as buyer", "The programme as HTML"),)


def _answer(choice: Choice, row: Row, sides: Mapping[str, Side]) -> tuple[Block, ...]:
    roles = [side for side in sides.values() if not side.is_empty]
    delivered = (Say(f"{told.capital(told.delivered(roles[0].delivered))}.", "answer"),) if len(roles) == 1 else ()
    newest = Filters(choice.known.edition_on)
    nothing = (
        () if roles else blocks.nothing_yet(choice, row["short_name"], newest, of_country(row["iso3"], newest).values())
    )
    return (
        Say(findings.country(row, sides, choice.filters), "answer"),
        *delivered,
        Say(
            f"{findings.groups(row)}. {findings.apart_from(choice.filters.rule)}Emissions, electricity, trade, NDC and readiness "
            "are of the latest year available.",
            "small",
        ),
        *nothing,
    )


def _tiles(choice: Choice, row: Row, sides: Mapping[str, Side]) -> Tiles:
    """Counts of each role that a Party has, and of a single role what was issued and transferred; else what is known beside cooperation."""
    shown = [side for side in sides.values() if not side.is_empty]
    if not shown:
        return Tiles(more=(_electricity(choice, row), _ndc(choice, row), _co2(choice, row)))
    as_of, rule = day(choice.filters.as_of), short_rule(choice.filters.rule)
    answers, labels, notes = [], [], []
    for side in shown:
        other = "buyer" if side.role == "host" else "host"
        partners = plural(len(set(side.agreements[f"{other}_iso3"])), other)
        answers += [side.answers["agreements"], side.answers["projects"]]
        labels += [f"Agreements as {side.role}", f"Projects as {side.role}"]
        notes += [
            f"with {partners}; {rule}, {as_of}",
            f"{side.count('with_issuance')} known to have had credits issued, {as_of}",
        ]
    if len(shown) == 1:
        answers += shown[0].delivered
        labels += [answer.figure.label for answer in shown[0].delivered]
        notes += [""] * len(shown[0].delivered)
    return Tiles(tuple(answers), tuple(labels), tuple(notes))


def _co2(choice: Choice, row: Row) -> Tile:
    if row["co2_year"] is None:
        return Tile("Fossil CO2", numbers.megatonnes(row["co2_mt"]), "no source has it")
    place = (
        f"; ranks {ordinal(int(row['co2_rank']))} of {row['co2_ranked_count']:.0f} States"
        if row["co2_rank"] is not None
        else ""
    )
    return _tile(
        choice,
        "Fossil CO2",
        numbers.megatonnes(row["co2_mt"]),
        f"{row['co2_year']:.0f}, without land use{place}",
        behind_cell("statistics", iso3=row["iso3"], block="co2"),
    )


def _electricity(choice: Choice, row: Row) -> Tile:
    value = numbers.number(row["carbon_intensity_gco2e_per_kwh"], "{:,.0f} g")
    if row["carbon_intensity_year"] is None:
        return Tile("Electricity", value, "no source has it")
    year = f"CO2e per kWh, {row['carbon_intensity_year']:.0f}"
    return _tile(choice, "Electricity", value, year, behind_cell("statistics", iso3=row["iso3"], block="electricity"))


def _ndc(choice: Choice, row: Row) -> Tile:
    if not row["ndc_title"]:
        return Tile("Newest NDC", "none", f"in the registry, {known_date(row['ndc_registry_on'])}")
    submitted = row["ndc_submitted_on"]
    return _tile(choice, "Newest NDC", str(submitted.year), f"submitted {day(submitted)}", fact(row, "ndc"))


def _tile(choice: Choice, label: str, value: str, note: str, rows: Behind) -> Tile:
    return Tile(
        label, value, note, rows.address(choice.filters), f"See the {rows.figure.replace('statistics', 'figures')}"
    )


def _projects(choice: Choice, iso3: str, side: Side) -> tuple[Block, ...]:
    if side.is_empty:
        return ()
    view, count = f"country-{iso3}-{{}}-{side.role}", side.count("projects")
    none = f"No project is known by {day(side.filters.as_of)}."
    fold = f"{plural(count, 'project')}: table and CSV extract"
    return (
        Heading(f"Projects and tonnes as {side.role}"),
        Say(project_findings.pipeline(side.answers) if count else none),
        *blocks.stages(side, view),
        *((blocks.projects(choice, side, view, PROJECTS, fold),) if count else ()),
        *blocks.tonnes(side, view),
    )


def _trade(choice: Choice, iso3: str, sides: Mapping[str, Side]) -> tuple[Block, ...]:
    """What its buyers sold to this Party, and what it sold to its hosts."""
    hosts, buyers = (
        dict.fromkeys(sides[role].agreements[f"{other}_iso3"]) for role, other in (("buyer", "host"), ("host", "buyer"))
    )
    flows = [(buyer, (iso3,)) for buyer in buyers]
    return trade.blocks(choice, f"country-{iso3}-trade", [*flows, *([(iso3, tuple(hosts))] if hosts else [])])
