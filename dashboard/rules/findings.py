"""Sentences and cells on the rules of hosts and buyers. Pure: rows in, text out."""

from __future__ import annotations

from dashboard.core.records import Row, Rows
from dashboard.core.words import day, known_date, listed, plural
from dashboard.rules.findings_terms import PER_CENT, amount

STATES = ("in_force", "not_yet", "announced", "draft", "proposed", "repealed", "undated", "unconfirmed")
STATE_WORDS = {
    "in_force": "in force, as a page says",
    "not_yet": "not yet on this day",
    "announced": "announced",
    "draft": "a draft",
    "proposed": "a proposal",
    "repealed": "repealed",
    "undated": "undated, on a page of a later day",
    "unconfirmed": "unconfirmed, a lead",
}
SIGNS = {
    "in_force": "●",
    "not_yet": "○",
    "announced": "○",
    "draft": "○",
    "proposed": "○",
    "repealed": "✕",
    "undated": "◌",
    "unconfirmed": "▨",
}
# In a cell a long word would push the others off the page.
SHORT = {"unconfirmed": "lead"}
NOT_FOUND = "not found"
WORDS = ("Share of proceeds", "OMGE", "LoA", "First transfer", "Corresponding adjustment")
OWN_WORDS = (
    "- **Kept back**: the share of credits that may not be sold abroad. Viet Nam’s may be sold at home; Uzbekistan’s is held against overselling.\n"
    "- **Lead**: what only a machine-written page or an unsigned copy says. It decides no cell, sentence or sum."
)
# Kinds of which a reader wants the number.
NUMBERED = ("fee", "cap", "retention", "share_of_proceeds", "omge")


def cell_state(rows: Rows) -> str:
    """Return what a cell shows of its claims: the first of STATES that one has, "" where there is none."""
    found = {row["state"] for row in rows}
    return next((state for state in STATES if state in found), "")


def cell(rows: Rows) -> str:
    """Return a cell in words: its state by a sign, its one number or that there are several, whose term it is, and how many claims."""
    state = cell_state(rows)
    if not state:
        return NOT_FOUND
    leading = [row for row in rows if row["state"] == state]
    numbers = {(row["value_number"], row["value_unit"]) for row in leading if row["value_number"] is not None}
    words = (
        _number(numbers) if state in ("in_force", "not_yet") else SHORT.get(state) or STATE_WORDS[state].split(",")[0]
    )
    partners = {row["counterpart_iso3"] for row in leading}
    only = f", {' and '.join(sorted(partners))} only" if None not in partners else ""
    silent = "no number" if any(row["rule_kind"] in NUMBERED for row in leading) else "found"
    # That a cell has several numbers says that it has several claims.
    count = f" · {len(rows)}" if len(rows) > 1 and not words.endswith(" numbers") else ""
    return f"{SIGNS[state]} {words or silent}{only}{count}"


def _number(numbers: set[tuple[float, str]]) -> str:
    if len(numbers) != 1:
        return f"{len(numbers)} numbers" if numbers else ""
    ((number, unit),) = numbers
    # A cell has no room for what a share is of: its claims say it.
    return amount(number, PER_CENT if unit.startswith(PER_CENT) else unit)


def answer(rows: Rows, side: str = "host") -> str:
    """State how many claims on how many Parties there are, and on what kinds of page they rest."""
    mine = [row for row in rows if row["side"] == side]
    leads = sum(row["is_unconfirmed"] for row in mine)
    official = sum(row["confidence"] == "A" for row in mine)
    return (
        f"{plural(len(mine), 'dated claim')} on {plural(len({row['party_iso3'] for row in mine}), side)}: {official} {'rests' if official == 1 else 'rest'} on an official page, "
        f"{len(mine) - official - leads} on another page or a copy of the text, {leads} on a lead, which decides nothing."
    )


def state_words(state: str, counterpart: str | None) -> str:
    """Return a state in words. Whether an agreement is in force is told where agreements are: its terms are no more than that."""
    return "a term of that agreement" if state == "in_force" and counterpart else STATE_WORDS[state]


def with_words(rows: Rows, words: str) -> Rows:
    """Return the claims that have each of the words in their Party, kind, text or publisher, whatever the case."""
    sought = words.casefold().split()

    def has(row: Row) -> bool:
        said = " ".join(row[name] or "" for name in ("party", "kind", "says", "source_publisher")).casefold()
        return all(word in said for word in sought)

    return [row for row in rows if has(row)]


def silent_cells(rows: Rows, parties: Rows, kinds: Rows) -> tuple[int, int]:
    """Return of how many cells of Party and kind nothing but leads was found or nothing at all, and how many cells there are; volumes are no rule."""
    asked = {kind["rule_kind"] for kind in kinds} - {"volume"}
    shown = {(party["side"], party["party_iso3"]) for party in parties}
    found = {
        (row["side"], row["party_iso3"], row["rule_kind"])
        for row in rows
        if not row["is_unconfirmed"] and row["rule_kind"] in asked and (row["side"], row["party_iso3"]) in shown
    }
    every = len(parties) * len(asked)
    return every - len(found), every


def silent(cells: int, every: int) -> str:
    """State of how many cells nothing was found (silent_cells)."""
    return f"Nothing was found for {cells:,} of {every:,} combinations of a Party and a kind of rule: pages were read in part, so a rule may exist."


def lined_up(rows: Rows, kinds: Rows, least: int) -> tuple[Rows, str]:
    """Return the kinds on which at least so many Parties have a claim, and a sentence that names the others with whose they are."""
    whose: dict[str, set[str]] = {kind["rule_kind"]: set() for kind in kinds}
    for row in rows:
        whose.setdefault(row["rule_kind"], set()).add(row["party"])
    many = [kind for kind in kinds if len(whose[kind["rule_kind"]]) >= least]
    few = [
        f"{kind['label'].lower()} ({listed(sorted(of))})"
        for kind in kinds
        if len(of := whose[kind["rule_kind"]]) < least
    ]
    return many, f"In no column, for only one has a claim on it: {listed(few, len(few))}." if few else ""


def of_limits(rows: Rows, hosts: int) -> str:
    """Name the hosts that limit sales or keep a share back; without a number where none may be shown."""
    found = sorted({*found_for(rows, "cap"), *found_for(rows, "retention")})
    if not found:
        return f"A limit on sales, or a share kept back, was found in force for none of {plural(hosts, 'host')}"
    return f"{listed(found, 6)} limit{'s' if len(found) == 1 else ''} sales or keep{'s' if len(found) == 1 else ''} a share back: found for {len(found)} of {plural(hosts, 'host')}"


def found_for(rows: Rows, kind: str, side: str = "host") -> list[str]:
    """Return the Parties for which a rule of a kind is in force on the day, for all counterparts or some."""
    return sorted({row["party"] for row in rows if (row["side"], row["rule_kind"], row["state"]) == (side, kind, "in_force")})  # fmt: skip


def fees(rows: Rows, hosts: int) -> str:
    """State for how many hosts a fee with an amount was found; others may have one that was not read."""
    all_found = found_for(rows, "fee")
    known = found_for([row for row in rows if row["value_number"] is not None], "fee")
    unread = sorted(set(all_found) - set(known))
    if not all_found:
        return f"A fee in force was found for none of {plural(hosts, 'host')}"
    more = (
        f"; {listed(unread, 5)} {'has' if len(unread) == 1 else 'have'} one whose amount was not read" if unread else ""
    )
    return f"The amount of a fee was found for {len(known)} of {plural(hosts, 'host')}{more}"


def least_found(rows: Rows, total: int, kinds: Rows, side: str = "host") -> str:
    """State which kinds were found for the fewest of the hosts, of which there are a `total`, and for the most, leads left out; of kinds that any host has a claim on."""
    whose: dict[str, set[str]] = {}
    for row in rows:
        if row["side"] == side and not row["is_unconfirmed"] and row["rule_kind"] != "volume":
            whose.setdefault(row["kind"], set()).add(row["party_iso3"])
    known = [(len(whose[kind["label"]]), kind["label"]) for kind in kinds if kind["label"] in whose]
    if not known:
        return "Nothing was found"
    low, high = min(known)[0], max(known)[0]
    few, most = ([label for count, label in known if count == end] for end in (low, high))
    if low == high:
        return f"Each of {plural(len(known), 'kind')} was found for {high} of {total}"
    return (
        f"Best known about {side}s: {_lowered(most)}, found for {high} of {total}. Least: {_lowered(few, 4)}, for {low}"
    )


def _lowered(labels: list[str], most: int = 3) -> str:
    """Labels within a sentence."""
    return listed([label[0].lower() + label[1:] for label in labels], most)


def of_one(rows: Rows, party: str, kinds: Rows) -> str:
    """State on which kinds of rule something was found for one Party, leads left out."""
    asked = [kind["label"] for kind in kinds if kind["rule_kind"] != "volume"]
    found = {row["kind"] for row in rows if not row["is_unconfirmed"]}.intersection(asked)
    if not found:
        return f"No rule was found for {party}"
    return f"{party}: a rule was found on {len(found)} of {plural(len(asked), 'kind')}"


def date_words(row: Row) -> str:
    """Return from when a claim applies, until when it did, and what took its place."""
    since = (
        f"from {known_date(row['applies_from'])}"
        if row["applies_from"]
        else f"no day given; known since {day(row['known_from_on'])}"
    )
    until = f", repealed {known_date(row['repealed_on'])}" if row["repealed_on"] else ""
    by = f"; in its place: {row['superseded_by_says']}" if row["superseded_by_says"] else ""
    return since + until + by


def met_by(rows: Rows, buyer: str, host: str) -> Rows:
    """Return the claims that a project between two Parties meets: those of each side for all or for the other, without leads and repealed ones."""
    other = {("host", host): buyer, ("buyer", buyer): host}
    met = (
        row for row in rows
        if row["state"] == "in_force" and (partner := other.get((row["side"], row["party_iso3"]))) and row["counterpart_iso3"] in (None, partner)
    )  # fmt: skip
    return sorted(met, key=lambda row: (row["step_order"], row["kind_order"], row["side"] == "buyer", row["rule_id"]))
