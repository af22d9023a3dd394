"""Rules: what hosts and buyers ask of a project, each cell a set of dated claims, and what a project between two Parties meets step by step."""

from __future__ import annotations

import pandas as pd

from dashboard.core import glossary, links
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.content import Block, Extract, Finding, Heading, Inputs, Page, RowLink, Say, Table, Tiles
from dashboard.core.picks import pick as picked
from dashboard.core.plain import link, plain
from dashboard.core.records import as_dicts, as_tuples
from dashboard.core.words import day, listed, plural
from dashboard.rules import figures, findings, findings_terms, queries
from dashboard.rules.inputs import PANEL

KIND = "kind"
# Of fewer there is nothing to count or to line up.
FEW = 2
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
    parties, kinds, mine = queries.parties(), queries.kinds(), queries.rules(filters)
    entered, wrong = PANEL.read(dict(choice.own), filters)
    shown = queries.parties(filters)
    labels = {
        str(row.rule_kind): str(row.label) for row in as_tuples(kinds[kinds["rule_kind"].isin(mine["rule_kind"])])
    }
    pick = picked(KIND, choice.get(KIND), "Open a kind of rule", labels, "For example fees", lambda _: {})
    pair = [codes[0] if len(codes) == 1 else "" for codes in (filters.buyers, filters.hosts)]
    blocks: list[Block] = [Say(_answer(mine, parties, *pair), "answer"), *_overview(filters, mine, shown, kinds)]
    if all(pair):
        blocks += _between(filters, mine, parties, kinds, *pair)
    blocks.append(pick)
    if pick.chosen:
        of_kind = mine[mine["rule_kind"] == pick.chosen]
        blocks += _claims(filters, of_kind, f"{labels[pick.chosen]}: what each source says", "kind")
    blocks.append(Inputs(PANEL, entered))
    if entered.words:
        found = findings.with_words(mine, entered.words)
        title = f"{plural(len(found), 'claim')} with “{plain(entered.words)}”"
        blocks += (Heading(title, 3),) if found.empty else _claims(filters, found, title, "words")
    blocks += _side(choice, mine, shown, kinds, "host")
    blocks += _side(choice, mine, shown, kinds, "buyer")
    told = f"{glossary.listed(*findings.WORDS)}\n{findings.OWN_WORDS}"
    return Page((*blocks, Heading("What these words mean"), Say(told)), problems=tuple(wrong))


def _answer(rows: pd.DataFrame, parties: pd.DataFrame, buyer: str, host: str) -> str:
    """What the one host or buyer, or the two, ask in amounts and shares; of all, on what the claims rest."""
    names = dict(zip(parties["party_iso3"], parties["party"], strict=True))
    if buyer and host:
        found = findings.met_by(rows, buyer, host)
        title = f"Between {names.get(buyer, buyer)} and {names.get(host, host)}"
    elif code := buyer or host:
        found = rows[
            (rows["party_iso3"] == code)
            & (rows["side"] == ("buyer" if buyer else "host"))
            & (rows["state"] == "in_force")
        ]
        title = names.get(code, code)
    else:
        return findings.answer(rows)
    if found.empty:
        return f"**{title}**: no rule in force was found, though one may exist."
    return f"**{title}.** {findings_terms.terms(found, is_pair=bool(buyer and host))}"


def _overview(filters: Filters, rows: pd.DataFrame, parties: pd.DataFrame, kinds: pd.DataFrame) -> tuple[Block, ...]:
    hosts, as_of = int((parties["side"] == "host").sum()), day(filters.as_of)
    silent = Say(findings.silent(*findings.silent_cells(rows, parties, kinds)))
    if hosts < FEW:
        return (silent,)
    told = (figures.WITH_FEE, figures.WITH_LIMIT, figures.CLAIMS)
    notes = (f"of {hosts} hosts, {as_of}", f"of {hosts} hosts, {as_of}", f"leads left out, {as_of}")
    return (Tiles(tuple(figure.answer(filters, rows) for figure in told), notes=notes), silent)


def _side(
    choice: Choice, rows: pd.DataFrame, parties: pd.DataFrame, kinds: pd.DataFrame, side: str
) -> tuple[Block, ...]:
    """One side's Parties against kinds of rule, then all claims one by one; Parties without any are named."""
    mine, known = rows[rows["side"] == side], parties[parties["side"] == side]
    silent = known[known["rules"] == 0]["party"].to_list()
    nothing = f"Nothing was found for {listed(silent, len(silent))}." if silent else ""
    if mine.empty:
        return (Heading(f"{side.capitalize()}s"), Say(nothing or f"No {side} is left by these filters.", "nothing"))
    # Volumes limit nothing: they stand among the claims alone.
    shown = kinds[kinds["rule_kind"].isin(mine["rule_kind"]) & (kinds["rule_kind"] != "volume")]
    if len(known) == 1:
        title, second = findings.of_one(mine, str(known["party"].iloc[0]), kinds), findings.answer(mine, side)
    elif side == "host":
        title = findings.of_limits(mine, len(known))
        second = f"{findings.fees(mine, len(known))}. {findings.least_found(mine, known, kinds)}"
    else:
        title, second = findings.least_found(mine, known, kinds, side), findings.answer(mine, "buyer")
    alone = ""
    if len(known) >= FEW:
        shown, alone = findings.lined_up(mine, shown, FEW)
    matrix = _matrix(choice, mine, known[known["rules"] > 0], shown, side)
    return (
        Finding(
            title,
            f"{side.capitalize()}s against kinds of rule on {day(choice.filters.as_of)}. {KEY} “not found”: pages were read in part, so a rule may exist.",
            sources="named claim by claim",
        ),
        *((Say(partners, "small"),) if (partners := _partners(mine)) else ()),
        Table(f"rules-{side}s", matrix, {str(name): str(name) for name in matrix.columns}, is_of_words=True),
        Say(f"{second}.".replace("..", ".") + (f" {alone}" if alone else "") + (f" {nothing}" if nothing else "")),
        *_claims(choice.filters, mine, f"All claims on {side}s, with sources", f"{side}-claims", fold=True),
    )


def _partners(rows: pd.DataFrame) -> str:
    """The codes in cells that stand for the one Party that a term is agreed with."""
    names = rows.dropna(subset=["counterpart"]).drop_duplicates("counterpart_iso3").sort_values("counterpart")
    said = [f"{row.counterpart_iso3}: {row.counterpart}" for row in as_tuples(names)]
    return (
        f"“only”: a term of the agreement with that Party, and no rule for others ({', '.join(said)})." if said else ""
    )


def _matrix(choice: Choice, rows: pd.DataFrame, parties: pd.DataFrame, kinds: pd.DataFrame, side: str) -> pd.DataFrame:
    """One row a Party, one column a kind; a cell leads to its claims."""
    cells = dict(list(rows.groupby(["party_iso3", "rule_kind"])))
    lines = []
    for party in as_tuples(parties):
        line = {side.capitalize(): f"**{plain(party.party)}**"}
        for kind in as_tuples(kinds):
            found = cells.get((party.party_iso3, kind.rule_kind))
            words = findings.cell(found) if found is not None else findings.NOT_FOUND
            # Only codes that the filter of that side has on offer can narrow it.
            code = party.party_iso3 if party.party_iso3 in choice.known.options[f"{side}s"] else ""
            address = choice.address("rules", **({side: code} if code else {}), kind=str(kind.rule_kind))
            line[str(kind.label)] = link(words, address) if found is not None else words
        lines.append(line)
    return pd.DataFrame(lines)


def _claims(
    filters: Filters, rows: pd.DataFrame, title: str, key: str, *, fold: bool = False, is_saved: bool = True
) -> tuple[Block, ...]:
    """Claims one by one with their sources; those that disagree stand side by side."""
    table = pd.DataFrame(
        {
            "Party": [plain(f"{row.party} ({row.side}){f', with {row.counterpart} only' if pd.notna(row.counterpart) else ''}") for row in as_tuples(rows)],
            "Kind": rows["kind"].to_list(),
            "State": [findings.state_words(*of) for of in zip(rows["state"], rows["counterpart"], strict=True)],
            "Says": [plain(says) for says in rows["says"]],
            "Since": [plain(findings.date_words(row)) for row in as_dicts(rows)],
            "Source": [
                link(f"{row.source_publisher}, {row.read_as}", row.source_url if isinstance(row.source_url, str) else None) for row in as_tuples(rows)
            ],
            # A lead is in no figure, so that no row of one is behind it.
            "rule_id": rows["rule_id"].where(~rows["is_unconfirmed"].astype(bool), "").to_list(),
        }
    )  # fmt: skip
    behind = RowLink(
        lambda row: links.rows(filters, "rule_claims", row=row["rule_id"]) if row["rule_id"] else "", "With others"
    )
    extract = Extract(f"rules-{key}", rows[list(EXTRACT)]) if is_saved else None
    shown = Table(
        f"claims-{key}", table, CLAIMS, (behind,), is_of_words=True, fold=title if fold else "", extract=extract
    )
    return (shown,) if fold else (Heading(title, 3), shown)


def _between(
    filters: Filters, rows: pd.DataFrame, parties: pd.DataFrame, kinds: pd.DataFrame, buyer: str, host: str
) -> tuple[Block, ...]:
    """What a project between a buyer and a host meets, step by step, with what could be added up and what is missing."""
    names = dict(zip(parties["party_iso3"], parties["party"], strict=True))
    met = findings.met_by(rows, buyer, host)
    title = f"What a project between {names.get(buyer, buyer)} and {names.get(host, host)} must meet, step by step"
    gaps = Say(findings_terms.missing(met, kinds, names.get(host, host)), "caveat")
    if met.empty:
        return (Heading(title), gaps)
    blocks: list[Block] = [Heading(title), Say(findings_terms.sums(met)), gaps]
    if once := findings_terms.same_term(met):
        blocks.append(Say(once, "caveat"))
    for place, (step, claims) in enumerate(met.groupby("step", sort=False), start=1):
        blocks += _claims(filters, claims, f"{place}. {step}", f"step-{place}", is_saved=False)
    return (
        *blocks,
        Extract("rules-between", met[list(EXTRACT)]),
        Say(
            "The order of the steps is ours. Leads, drafts and repealed rules are left out here; they stand in the table of all claims.",
            "small",
        ),
    )
