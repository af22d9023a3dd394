"""Rules: what hosts and buyers ask of a project, each cell a set of dated claims, and what a project between two Parties meets step by step."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from dashboard.core import glossary, links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Extract, Finding, Heading, Inputs, Page, RowLink, Say, Table, Tiles
from dashboard.core.figure import answers
from dashboard.core.picks import pick as picked
from dashboard.core.plain import link, plain
from dashboard.core.records import Record, Row, Rows
from dashboard.core.words import day, listed, plural
from dashboard.rules import figures, findings, findings_terms, queries
from dashboard.rules.inputs import PANEL

KIND = "kind"
# Of fewer there is nothing to count or to line up.
FEW = 2
# So many Parties stand in columns beside each other.
SIDE_BY_SIDE = 4
CLAIMS = {
    "Party": "Party",
    "Kind": "Kind",
    "State": "State",
    "Says": "What it says",
    "Since": "Day",
    "Source": "Source",
}
EXTRACT = (
    "party", "side", "kind", "says", "value_number", "value_unit", "counterpart", "state", "applies_from", "repealed_on", "superseded_by_says",
    "confidence", "read_as", "source_publisher", "published_on", "source_url",
)  # fmt: skip
KEY = "● in force, as a page says; ○ a draft, proposal, announcement or later day; ✕ repealed; ▨ unconfirmed, a lead; the last number counts the claims."


def content(choice: Choice) -> Page:
    """Return the rules on the as-of day: the steps between one buyer and one host, an opened kind, claims found by words, and Parties against kinds."""
    filters = choice.filters
    kinds, mine, shown = queries.kinds(), queries.claims(filters), queries.sides(filters)
    entered, wrong = PANEL.read(dict(choice.own), filters)
    claimed = {row["rule_kind"] for row in mine}
    labels = {kind["rule_kind"]: kind["label"] for kind in kinds if kind["rule_kind"] in claimed}
    pick = picked(KIND, choice.get(KIND), "Open a kind of rule", labels, "For example fees", lambda _: {})
    pair = [codes[0] if len(codes) == 1 else "" for codes in (filters.buyers, filters.hosts)]
    blocks: list[Block] = [Say(_answer(mine, *pair), "answer"), *_overview(filters, mine, shown, kinds)]
    if all(pair):
        blocks += _between(filters, mine, kinds, *pair)
    blocks.append(pick)
    if pick.chosen:
        of_kind = [row for row in mine if row["rule_kind"] == pick.chosen]
        blocks += _claims(filters, of_kind, f"{labels[pick.chosen]}: what each source says", "kind")
    blocks.append(Inputs(PANEL, entered))
    if entered.words:
        found = findings.with_words(mine, entered.words)
        title = f"{plural(len(found), 'claim')} with “{plain(entered.words)}”"
        blocks += _claims(filters, found, title, "words") if found else (Heading(title, 3),)
    blocks += _side(choice, mine, shown, kinds, "host")
    blocks += _side(choice, mine, shown, kinds, "buyer")
    told = f"{glossary.listed(*findings.WORDS)}\n{findings.OWN_WORDS}"
    return Page((*blocks, Heading("What these words mean"), Say(told)), problems=tuple(wrong))


def _names() -> dict[str, str]:
    return {party["party_iso3"]: party["party"] for party in queries.sides(Filters(date.min))}


def _answer(rows: Rows, buyer: str, host: str) -> str:
    """What the one host or buyer, or the two, ask in amounts and shares; of all, on what the claims rest."""
    if not (code := buyer or host):
        return findings.answer(rows)
    names = _names()
    if buyer and host:
        found = findings.met_by(rows, buyer, host)
        title = f"Between {names.get(buyer, buyer)} and {names.get(host, host)}"
    else:
        of = (code, "buyer" if buyer else "host", "in_force")
        found = [row for row in rows if (row["party_iso3"], row["side"], row["state"]) == of]
        title = names.get(code, code)
    if not found:
        return f"**{title}**: no rule in force was found, though one may exist."
    return f"**{title}.** {findings_terms.terms(found, is_pair=bool(buyer and host))}"


def _overview(filters: Filters, rows: Rows, parties: Rows, kinds: Rows) -> tuple[Block, ...]:
    hosts, as_of = sum(party["side"] == "host" for party in parties), day(filters.as_of)
    silent = Say(findings.silent(*findings.silent_cells(rows, parties, kinds)))
    if hosts < FEW:
        return (silent,)
    told = answers((figures.WITH_FEE, figures.WITH_LIMIT, figures.CLAIMS), filters)
    notes = (f"of {hosts} hosts, {as_of}", f"of {hosts} hosts, {as_of}", f"leads left out, {as_of}")
    return (Tiles(tuple(told.values()), notes=notes), silent)


def _side(choice: Choice, rows: Rows, parties: Rows, kinds: Rows, side: str) -> tuple[Block, ...]:
    """One side's Parties against kinds of rule, then all claims one by one; Parties without any are named."""
    mine, known = ([row for row in of if row["side"] == side] for of in (rows, parties))
    silent = [party["party"] for party in known if not party["rules"]]
    nothing = f"Nothing was found for {listed(silent, len(silent))}." if silent else ""
    if not mine:
        return (Heading(f"{side.capitalize()}s"), Say(nothing or f"No {side} is left by these filters.", "nothing"))
    # Volumes limit nothing: they stand among the claims alone.
    claimed = {row["rule_kind"] for row in mine} - {"volume"}
    shown: Rows = [kind for kind in kinds if kind["rule_kind"] in claimed]
    if len(known) == 1:
        title, second = findings.of_one(mine, known[0]["party"], kinds), findings.answer(mine, side)
    elif side == "host":
        title = findings.of_limits(mine, len(known))
        second = f"{findings.fees(mine, len(known))}. {findings.least_found(mine, len(known), kinds)}"
    else:
        title, second = findings.least_found(mine, len(known), kinds, side), findings.answer(mine, "buyer")
    alone = ""
    # A few Parties are compared on every kind; of many those kinds make a table that several have a claim on.
    if len(known) > SIDE_BY_SIDE:
        shown, alone = findings.lined_up(mine, shown, FEW)
    matrix = _matrix(choice, mine, [party for party in known if party["rules"]], shown, side)
    if FEW <= len(known) <= SIDE_BY_SIDE:
        matrix = _turned(matrix)
    return (
        Finding(
            title,
            f"{side.capitalize()}s against kinds of rule on {day(choice.filters.as_of)}. {KEY} “not found”: pages were read in part, so a rule may exist.",
            sources="named claim by claim",
        ),
        *((Say(partners, "small"),) if (partners := _partners(mine)) else ()),
        Table(f"rules-{side}s", matrix, {name: name for name in matrix[0]}, is_of_words=True),
        Say(f"{second}.".replace("..", ".") + (f" {alone}" if alone else "") + (f" {nothing}" if nothing else "")),
        *_claims(choice.filters, mine, f"All claims on {side}s, with sources", f"{side}-claims", fold=True),
    )


def _partners(rows: Rows) -> str:
    """The codes in cells that stand for the one Party that a term is agreed with."""
    names = sorted({(row["counterpart"], row["counterpart_iso3"]) for row in rows if row["counterpart"]})
    said = ", ".join(f"{code}: {name}" for name, code in names)
    return f"“only”: a term of the agreement with that Party, and no rule for others ({said})." if said else ""


def _matrix(choice: Choice, rows: Rows, parties: Rows, kinds: Rows, side: str) -> list[Record]:
    """One row a Party, one column a kind; a cell leads to its claims."""
    cells: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        cells.setdefault((row["party_iso3"], row["rule_kind"]), []).append(row)

    def cell(code: str, kind: str) -> str:
        if not (found := cells.get((code, kind))):
            return findings.NOT_FOUND
        # Only codes that the filter of that side has on offer can narrow it.
        own = {side: code} if code in choice.known.options[f"{side}s"] else {}
        # A sign never ends a line of a narrow cell.
        words = findings.cell(found).replace(" ", "\N{NO-BREAK SPACE}", 1)
        return link(words, choice.address("rules", **own, kind=kind))

    return [
        {side.capitalize(): f"**{plain(party['party'])}**"}
        | {kind["label"]: cell(party["party_iso3"], kind["rule_kind"]) for kind in kinds}
        for party in parties
    ]


def _turned(matrix: list[Record]) -> list[Record]:
    """Return a table of few Parties with one row a kind and one column a Party, as they are compared."""
    name, *kinds = matrix[0]
    return [{"Kind": f"**{kind}**"} | {party[name].strip("*"): party[kind] for party in matrix} for kind in kinds]


def _claims(
    filters: Filters, rows: Rows, title: str, key: str, *, fold: bool = False, is_saved: bool = True
) -> tuple[Block, ...]:
    """Claims one by one with their sources; those that disagree stand side by side."""
    table = [
        {
            "Party": plain(_whose(row)),
            "Kind": row["kind"],
            "State": findings.state_words(row["state"], row["counterpart"]),
            "Says": plain(row["says"]),
            "Since": plain(findings.date_words(row)),
            "Source": link(f"{row['source_publisher']}, {row['read_as']}", row["source_url"]),
            # A lead is in no figure, so that no row of one is behind it.
            "rule_id": "" if row["is_unconfirmed"] else row["rule_id"],
        }
        for row in rows
    ]  # fmt: skip
    behind = RowLink(
        lambda row: links.rows(filters, "rule_claims", row=row["rule_id"]) if row["rule_id"] else "", "With others"
    )
    extract = _saved(filters, f"rules-{key}", rows) if is_saved else None
    shown = Table(
        f"claims-{key}", table, CLAIMS, (behind,), is_of_words=True, fold=title if fold else "", extract=extract
    )
    return (shown,) if fold else (Heading(title, 3), shown)


def _whose(row: Row) -> str:
    only = f", with {row['counterpart']} only" if row["counterpart"] else ""
    return f"{row['party']} ({row['side']}){only}"


def _saved(filters: Filters, view: str, rows: Rows) -> Extract:
    """The claims in their order with all that is known of each, asked for when somebody saves them."""
    keys = [row["rule_id"] for row in rows]
    return Extract(view, lambda: queries.rules(filters).set_index("rule_id").loc[keys, list(EXTRACT)], len(keys))


def _between(filters: Filters, rows: Rows, kinds: Rows, buyer: str, host: str) -> tuple[Block, ...]:
    """What a project between a buyer and a host meets, step by step, with what could be added up and what is missing."""
    names = _names()
    met = findings.met_by(rows, buyer, host)
    title = f"What a project between {names.get(buyer, buyer)} and {names.get(host, host)} must meet, step by step"
    gaps = Say(findings_terms.missing(met, kinds, names.get(host, host)), "caveat")
    if not met:
        return (Heading(title), gaps)
    blocks: list[Block] = [Heading(title), Say(findings_terms.sums(met)), gaps]
    if once := findings_terms.same_term(met):
        blocks.append(Say(once, "caveat"))
    for place, (step, claims) in enumerate(groupby(met, lambda row: row["step"]), start=1):
        blocks += _claims(filters, list(claims), f"{place}. {step}", f"step-{place}", is_saved=False)
    return (
        *blocks,
        _saved(filters, "rules-between", met),
        Say(
            "The order of the steps is ours. Leads, drafts and repealed rules are left out here; they stand in the table of all claims.",
            "small",
        ),
    )
