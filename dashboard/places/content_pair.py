"""Pair: the whole relationship of a buyer and a host, at its own address."""

from __future__ import annotations

from functools import partial

from dashboard.accounts import block as accounts
from dashboard.agreements import findings as agreement_findings
from dashboard.agreements import queries as agreement_queries
from dashboard.charts import moments as drawings
from dashboard.core import links
from dashboard.core.choice import Choice
from dashboard.core.choices import Choices, Filters, short_rule
from dashboard.core.columns import headed
from dashboard.core.content import (
    Block,
    Brief,
    Chart,
    Extract,
    Finding,
    Group,
    Heading,
    Page,
    Row,
    RowLink,
    Say,
    Table,
    Tiles,
)
from dashboard.core.named import pair_named
from dashboard.core.numbers import is_missing
from dashboard.core.picks import pick as picked
from dashboard.core.plain import link, plain
from dashboard.core.records import Row as Party
from dashboard.core.records import lines
from dashboard.core.words import MOMENTS, counted, day, happened, known_date, listed, plural
from dashboard.places import blocks, findings, queries
from dashboard.places import country_agreements as of_country
from dashboard.places import findings_pair as told
from dashboard.places import pair_beside as beside
from dashboard.places.sides import Side, of_pair
from dashboard.rules.block import line as terms
from dashboard.trade import block as trade
from dashboard.units import blocks as units

NAME = "pair"
TIMES = headed(
    "on", "kind", "what", "project", "quantity_tco2e", "source_publisher", on="Date", kind="What", what="In words"
)  # fmt: skip
AGREEMENTS = {name: words for name, words in of_country.AGREEMENTS.items() if name not in ("buyer", "host")}
CLAIMS = {name: name for name in ("What", "Says", "Source", "Used")}
PROJECTS = headed(
    "title", "sector", "stage", "expected_tco2e_per_year", "expected_tco2e_total", "issued", "transferred", "page_url", "source_url",
    title="Project",
)  # fmt: skip


def content(choice: Choice) -> Page:
    """Return the pair that the address names, by codes or any other names, or how to find one."""
    labels = {
        f"{row['buyer_iso3']}-{row['host_iso3']}": f"{row['buyer']}–{row['host']}" for row in queries.pair_names()
    }
    pick = picked(
        NAME,
        _asked(choice),
        "Open a pair",
        labels,
        "Type a buyer or a host, for example Japan–Viet Nam",
        lambda asked: _named(asked if _named(asked, choice.known) else pair_named(asked), choice.known),
    )
    if not pick.chosen:
        how = "Choose a buyer and a host to read all that they signed, planned, issued and transferred together."
        return Page((pick, *_half(choice), Say(how), choice.link("Or see which hosts buyers share", "network")))
    buyer_iso3, host_iso3 = pick.chosen.split("-")
    is_turned = f"{host_iso3}-{buyer_iso3}" in labels
    buyer, host = (queries.party(code) for code in (buyer_iso3, host_iso3))
    return Page(
        (pick, *_pair(choice, buyer, host, is_turned=is_turned)),
        heading=f"{buyer['short_name']} and {host['short_name']}",
        description=pick.labels[pick.chosen],
    )


def _asked(choice: Choice) -> str:
    """What the address names or, where nobody has chosen yet, the one buyer and the one host that the filters name."""
    named = choice.chosen.buyers, choice.chosen.hosts
    if choice.get(NAME) or choice.has(NAME) or any(len(codes) != 1 for codes in named):
        return choice.get(NAME)
    key = "-".join(codes[0] for codes in named)
    return key if _named(key, choice.known) else ""


def _half(choice: Choice) -> tuple[Block, ...]:
    """What a pair still needs, where the filters name Parties yet not one buyer and one host; nothing where somebody closed a pair."""
    sides = {"buyer": choice.chosen.buyers, "host": choice.chosen.hosts}
    if choice.has(NAME) or not any(sides.values()):
        return ()
    named = [
        f"{len(codes) or 'no'} {role}{'' if len(codes) == 1 else 's'}"
        + (f" ({listed([choice.known.names[code] for code in codes])})" if codes else "")
        for role, codes in sides.items()
    ]
    return (
        Say(
            f"A pair is one buyer and one host. The filters name {named[0]} and {named[1]}: choose the pair here.",
            "caveat",
        ),
    )


def _named(key: str, known: Choices) -> dict[str, str]:
    """Any two Parties that a link gives as JPN-VNM, with their names; nothing where it gives none."""
    codes = key.split("-")
    if len(codes) != 2 or codes[0] == codes[1] or not all(code in known.names for code in codes):
        return {}
    return {key: "–".join(known.names[code] for code in codes)}


def _pair(choice: Choice, buyer: Party, host: Party, *, is_turned: bool) -> tuple[Block, ...]:
    buyer_iso3, host_iso3 = str(buyer["iso3"]), str(host["iso3"])
    key, sides = f"{buyer_iso3}-{host_iso3}", of_pair(buyer_iso3, host_iso3, choice.filters)
    side = sides["pair"]
    gaps = told.missing_of_pair(side.agreements, side.answers, side.ledger, side.filters)
    flows = [(buyer_iso3, (host_iso3,)), (host_iso3, (buyer_iso3,))]
    return (
        *_answer(choice, buyer, host, side),
        Brief(key),
        choice.link("Compare with another pair", "compare", "balance", pairs=key),
        _tiles(choice, side),
        *_moments(choice, buyer, host, side, is_turned=is_turned),
        *_agreements(choice, side),
        accounts.links(choice, buyer_iso3, host_iso3),
        *terms(choice, buyer=buyer_iso3, host=host_iso3),
        *_projects(choice, key, side),
        *units.of_country(choice, host_iso3, host["short_name"], is_asked=side.count("authorisations") > 0),
        *trade.blocks(choice, f"pair-{key}-trade", flows),
        *beside.countries(choice, buyer, host, sides),
        *blocks.watch((side,)),
        Heading("What is missing"),
        Say("\n".join(f"- {gap}." for gap in gaps)),
        *beside.neighbours(choice, buyer, host, sides),
    )


def _answer(choice: Choice, buyer: Party, host: Party, side: Side) -> tuple[Block, ...]:
    names = buyer["short_name"], host["short_name"]
    nothing: tuple[Block, ...] = ()
    if side.agreements.empty and not side.count("projects"):
        newest = Filters(choice.known.edition_on)
        every = of_pair(buyer["iso3"], host["iso3"], newest)["pair"]
        nothing = blocks.nothing_yet(choice, "–".join(names), newest, (every,))
    return (
        Say(told.pair(*names, side.agreements, side.answers, side.filters), "answer"),
        Say(
            f"{names[0]} as buyer, {names[1]} as host. {findings.apart_from(choice.filters.rule)}Trade and the figures of the two "
            "countries are of the latest year available.",
            "small",
        ),
        *nothing,
    )


def _tiles(choice: Choice, side: Side) -> Tiles:
    binding = "" if choice.filters.rule == "binding" else f"{side.binding} binding; "
    as_of = day(choice.filters.as_of)
    return Tiles(
        (side.answers["agreements"], side.answers["projects"], *side.delivered),
        notes=(
            f"{binding}{short_rule(choice.filters.rule)}, {as_of}",
            f"{side.count('with_issuance')} known to have had credits issued, {as_of}",
            *[""] * len(side.delivered),
        ),
    )


def _moments(choice: Choice, buyer: Party, host: Party, side: Side, *, is_turned: bool) -> tuple[Block, ...]:
    """What happened in time; where nothing did, the way to the pair the other way round."""
    rows = queries.moments(buyer["iso3"], host["iso3"], choice.filters)
    if rows.empty:
        other = f"The other way round: {host['short_name']} as buyer, {buyer['short_name']} as host"
        key = f"{host['iso3']}-{buyer['iso3']}"
        return (choice.link(other, NAME, "swap_horiz", pair=key),) if is_turned else ()
    undated = sum(map(is_missing, rows["moment_on"]))
    without = f" {plural(undated, 'moment has', 'moments have')} no published date." if undated else ""
    title, view = told.moments(rows), f"pair-{buyer['iso3']}-{host['iso3']}-moments"
    lanes, code = {kind: happened(kind) for kind in MOMENTS}, buyer["iso3"]
    form = drawings.draw(rows, lanes, code, f"Timeline: {title}")
    is_drawn = len(rows) - undated >= blocks.ENOUGH_FOR_A_CHART
    marks = (
        "Each mark is one event: agreements (squares), steps of counted projects (rings), issued and first transferred (filled). A bar spans "
        "the month or year where no day is published."
        if is_drawn
        else "Agreements, steps of counted projects and events: the table has them."
    )
    readable = rows.assign(kind=list(map(happened, rows["kind"])), on=list(map(known_date, rows["moment_on"])))
    return (
        Finding(
            title,
            f"{marks} Agreements: {short_rule(choice.filters.rule)}. As of {day(choice.filters.as_of)}.{without}{told.apart(rows)}",
            (Chart("pair_moments", form),) if is_drawn else (),
            Table(
                view,
                readable,
                TIMES,
                (RowLink(partial(_behind_moment, choice, side.filters)),),
                extract=Extract(view, rows),
            ),
            f"{plural(len(set(rows['source_id'])), 'publication')}, named row by row",
        ),
    )


def _behind_moment(choice: Choice, filters: Filters, moment: Row) -> str:
    """The agreement, event or project of a moment, with all that sources say of it."""
    if moment["agreement_id"]:
        # A text that was concluded is shown apart no more once its pair signed: it opens on the page that has every text.
        if "(not counted" in moment["what"]:
            return choice.address("agreements", agreement=moment["agreement_id"])
        return links.rows(filters, "agreements", row=moment["agreement_id"])
    if moment["event_id"]:
        return links.rows(filters, "ledger", row=moment["event_id"])
    return links.rows(filters, "projects", row=moment["project_id"])


def _agreements(choice: Choice, side: Side) -> tuple[Block, ...]:
    """Each agreement with the claims of its sources."""
    texts, as_of = (*lines(side.agreements), *lines(side.not_counted)), choice.filters.as_of
    heading = Heading("Agreements and who says so")
    if not texts:
        none = f"No source in the Atlas shows a {counted(choice.filters.rule)} of this pair by {day(as_of)}."
        return heading, Say(none)
    key = f"{texts[0]['buyer_iso3']}-{texts[0]['host_iso3']}"
    table = of_country.texts(choice, key, side.agreements, AGREEMENTS) if len(side.agreements) else ()
    then = Say("Agreements as of that day; what each source says of them is that of this edition.", "small")
    return (
        *table,
        heading,
        *((then,) if as_of < choice.known.edition_on else ()),
        *(_claims(choice, row) for row in texts),
    )


def _claims(choice: Choice, row: Party) -> Group:
    apart, disputed = "" if row["is_counted"] else "; in no total", "; sources disagree" if row["is_disputed"] else ""
    dated, key = agreement_findings.signed_day(row["signed_on"]), row["agreement_id"]
    shown = (
        f"{plain(agreement_findings.force(row))}. Source on that: {link(row['in_force_source'], row['in_force_url'])}."
    )
    claims = Table(f"claims-{key}", told.claim_table(agreement_queries.claims(key)), CLAIMS, is_of_words=True)
    return Group(
        (
            claims,
            *((Say(shown),) if row["in_force_source"] else ()),
            choice.link(f"{key} on the Agreements page", "agreements", agreement=key),
        ),
        fold=f"{row['instrument_label']}, {dated}: {row['in_force_words']}{apart}{disputed}",
        key=f"claims-{key}",
    )


def _projects(choice: Choice, key: str, side: Side) -> tuple[Block, ...]:
    view, left_out = f"pair-{key}-{{}}", side.left_out
    none = Say(f"No counted project of this pair is known by {day(choice.filters.as_of)}.")
    has_tonnes = len(side.projects) or len(side.ledger)
    return (
        Heading("Projects and tonnes"),
        *blocks.stages(side, view),
        blocks.projects(choice, side, view, PROJECTS) if len(side.projects) else none,
        *((Say(told.left_out(left_out), "small"),) if len(left_out) else ()),
        *(blocks.tonnes(side, view) if has_tonnes else ()),
    )
