"""Rules: what hosts and buyers ask of a project, each cell a set of dated claims, and what a project between two Parties meets step by step."""

from __future__ import annotations

import pandas as pd

from dashboard.core.choice import Choice
from dashboard.core.content import Block, Extract, Finding, Heading, Page, Say, Table
from dashboard.core.picks import pick as picked
from dashboard.core.plain import link, plain
from dashboard.core.words import day, listed
from dashboard.rules import findings, queries

KIND = "kind"
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
OF_LETTERS = "What counts as first transfer belongs to each letter of authorisation, not to the country."
KEY = "● in force, as a page says; ○ a draft, proposal, announcement or later day; ✕ repealed; ▨ unconfirmed, a lead; the last number counts the claims."


def content(choice: Choice) -> Page:
    """Return the rules on the as-of day: an opened kind, hosts and buyers against kinds, and the steps between one buyer and one host."""
    filters = choice.filters
    parties, kinds = queries.parties(), queries.kinds()
    rows, wanted = queries.rules(filters), {"host": filters.hosts, "buyer": filters.buyers}
    chosen = parties
    if filters.regions:
        chosen = chosen[chosen["region"].isin(filters.regions) | (chosen["side"] == "buyer")]
    for side, codes in wanted.items():
        if codes:
            chosen = chosen[chosen["party_iso3"].isin(codes) | (chosen["side"] != side)]
    mine = rows.merge(chosen[["side", "party_iso3"]])
    labels = {
        str(kind): str(label)
        for kind, label in zip(kinds["rule_kind"], kinds["label"], strict=True)
        if kind in set(rows["rule_kind"])
    }
    pick = picked(KIND, choice.get(KIND), "Open a kind of rule", labels, "For example fees", lambda _: {})
    pair = [codes[0] if len(codes) == 1 else "" for codes in (filters.buyers, filters.hosts)]
    return Page(
        (
            Say(findings.answer(mine), "answer"),
            *(_between(rows, parties, kinds, *pair) if all(pair) else ()),
            pick,
            *(
                _claims(mine[mine["rule_kind"] == pick.chosen], f"{labels[pick.chosen]}: what each source says", "kind")
                if pick.chosen
                else ()
            ),
            *_side(choice, mine, chosen, kinds, "host"),
            *_side(choice, mine, chosen, kinds, "buyer"),
            Say(
                "Terms of one agreement name their counterpart: the 5 % and 2 % of Singapore's agreements are no rules for other buyers. "
                + OF_LETTERS,
                "small",
            ),
        )
    )


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
        title, second = findings.fees(mine, len(known)), findings.least_found(mine, known, kinds)
    else:
        title, second = findings.least_found(mine, known, kinds, side), findings.answer(mine, "buyer")
    matrix = _matrix(choice, mine, known[known["rules"] > 0], shown, side)
    return (
        Finding(
            title,
            f"{side.capitalize()}s against kinds of rule on {day(choice.filters.as_of)}. {KEY} “not found”: pages were read in part, so a rule may exist.",
            sources="named claim by claim",
        ),
        Table(f"rules-{side}s", matrix, {str(name): str(name) for name in matrix.columns}, is_of_words=True),
        Say(f"{second}.".replace("..", ".") + (f" {nothing}" if nothing else "")),
        *_claims(mine, f"All claims on {side}s, with sources", f"{side}-claims", fold=True),
    )


def _matrix(choice: Choice, rows: pd.DataFrame, parties: pd.DataFrame, kinds: pd.DataFrame, side: str) -> pd.DataFrame:
    """One row a Party, one column a kind; a cell leads to its claims."""
    cells = dict(list(rows.groupby(["party_iso3", "rule_kind"])))
    lines = []
    for party in parties.itertuples():
        line = {side.capitalize(): f"**{plain(party.party)}**"}
        for kind in kinds.itertuples():
            found = cells.get((party.party_iso3, kind.rule_kind))
            words = findings.cell(found) if found is not None else findings.NOT_FOUND
            # Only codes that the filter of that side has on offer can narrow it.
            code = party.party_iso3 if party.party_iso3 in choice.known.options[f"{side}s"] else ""
            address = choice.address("rules", **({side: code} if code else {}), kind=str(kind.rule_kind))
            line[str(kind.label)] = link(words, address) if found is not None else words
        lines.append(line)
    return pd.DataFrame(lines)


def _claims(rows: pd.DataFrame, title: str, key: str, *, fold: bool = False) -> tuple[Block, ...]:
    """Claims one by one with their sources; those that disagree stand side by side."""
    table = pd.DataFrame(
        {
            "Party": [plain(f"{row.party} ({row.side}){f', with {row.counterpart} only' if pd.notna(row.counterpart) else ''}") for row in rows.itertuples()],
            "Kind": rows["kind"].to_list(),
            "State": [findings.STATE_WORDS[state] for state in rows["state"]],
            "Says": [plain(says) for says in rows["says"]],
            "Since": [plain(findings.date_words(row)) for _, row in rows.iterrows()],
            "Source": [
                link(f"{row.source_publisher}, {row.read_as}", row.source_url if isinstance(row.source_url, str) else None) for row in rows.itertuples()
            ],
        }
    )  # fmt: skip
    extract = Extract(f"rules-{key}", rows[list(EXTRACT)])
    shown = Table(f"claims-{key}", table, CLAIMS, is_of_words=True, fold=title if fold else "", extract=extract)
    return (shown,) if fold else (Heading(title, 3), shown)


def _between(
    rows: pd.DataFrame, parties: pd.DataFrame, kinds: pd.DataFrame, buyer: str, host: str
) -> tuple[Block, ...]:
    """What a project between a buyer and a host meets, step by step, with what could be added up and what is missing."""
    names = dict(zip(parties["party_iso3"], parties["party"], strict=True))
    met = findings.met_by(rows, buyer, host)
    title = f"What a project between {names.get(buyer, buyer)} and {names.get(host, host)} must meet, step by step"
    gaps = Say(findings.missing(met, kinds, names.get(host, host)), "caveat")
    if met.empty:
        return (Heading(title), gaps)
    blocks: list[Block] = [Heading(title), Say(findings.sums(met)), gaps]
    for place, (step, claims) in enumerate(met.groupby("step", sort=False), start=1):
        blocks += _claims(claims, f"{place}. {step}", f"step-{place}")
    return (
        *blocks,
        Say(
            "The order of the steps is ours. Leads, drafts and repealed rules are left out here; they stand in the table of all claims.",
            "small",
        ),
    )
