"""Sentences and cells on the rules of hosts and buyers. Pure: rows in, text out."""

from __future__ import annotations

import pandas as pd

from dashboard.core.numbers import is_missing
from dashboard.core.records import as_tuples
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


def cell_state(rows: pd.DataFrame) -> str:
    """Return what a cell shows of its claims: the first of STATES that one has, "" where there is none."""
    found = set(rows["state"])
    return next((state for state in STATES if state in found), "")


def cell(rows: pd.DataFrame) -> str:
    """Return a cell in words: its state by a sign, its one number or that there are several, whose term it is, and how many claims."""
    state = cell_state(rows)
    if not state:
        return NOT_FOUND
    # Hundreds of cells make a page: their few claims are read as lists, not as frames.
    columns = (rows[name] for name in ("state", "counterpart_iso3", "rule_kind", "value_number", "value_unit"))
    leading = [claim for of, *claim in zip(*columns, strict=True) if of == state]
    numbers = {(float(number), str(unit)) for *_, number, unit in leading if not is_missing(number)}
    words = (
        _number(numbers) if state in ("in_force", "not_yet") else SHORT.get(state) or STATE_WORDS[state].split(",")[0]
    )
    partners = sorted({partner for partner, *_ in leading if not is_missing(partner)})
    only = f", {' and '.join(partners)} only" if not any(is_missing(one) for one, *_ in leading) else ""
    silent = "no number" if {kind for _, kind, *_ in leading} & {*NUMBERED} else "found"
    # That a cell has several numbers says that it has several claims.
    count = f" · {len(rows)}" if len(rows) > 1 and not words.endswith(" numbers") else ""
    return f"{SIGNS[state]} {words or silent}{only}{count}"


def _number(numbers: set[tuple[float, str]]) -> str:
    if len(numbers) != 1:
        return f"{len(numbers)} numbers" if numbers else ""
    ((number, unit),) = numbers
    # A cell has no room for what a share is of: its claims say it.
    return amount(number, PER_CENT if unit.startswith(PER_CENT) else unit)


def answer(rows: pd.DataFrame, side: str = "host") -> str:
    """State how many claims on how many Parties there are, and on what kinds of page they rest."""
    mine = rows[rows["side"] == side]
    leads = int(mine["is_unconfirmed"].sum())
    official = int((mine["confidence"] == "A").sum())
    return (
        f"{plural(len(mine), 'dated claim')} on {plural(mine['party_iso3'].nunique(), side)}: {official} rest on an official page, "
        f"{len(mine) - official - leads} on another page or a copy of the text, {leads} on a lead, which decides nothing."
    )


def state_words(state: str, counterpart: object) -> str:
    """Return a state in words. Whether an agreement is in force is told where agreements are: its terms are no more than that."""
    return "a term of that agreement" if state == "in_force" and not is_missing(counterpart) else STATE_WORDS[state]


def with_words(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """Return the claims that have each of the words in their Party, kind, text or publisher, whatever the case."""
    texts = rows[["party", "kind", "says", "source_publisher"]].fillna("").agg(" ".join, axis=1).str.casefold()
    kept = pd.Series(True, index=rows.index)
    for word in words.casefold().split():
        kept &= texts.str.contains(word, regex=False)
    return rows[kept]


def silent_cells(rows: pd.DataFrame, parties: pd.DataFrame, kinds: pd.DataFrame) -> tuple[int, int]:
    """Return of how many cells of Party and kind nothing but leads was found or nothing at all, and how many cells there are; volumes are no rule."""
    asked = kinds[kinds["rule_kind"] != "volume"]
    found = rows[~rows["is_unconfirmed"] & rows["rule_kind"].isin(asked["rule_kind"])]
    cells = found[["side", "party_iso3", "rule_kind"]].drop_duplicates()
    every = len(parties) * len(asked)
    return every - len(cells.merge(parties[["side", "party_iso3"]])), every


def silent(cells: int, every: int) -> str:
    """State of how many cells nothing was found (silent_cells)."""
    return f"Nothing was found for {cells:,} of {every:,} pairs of a Party and a kind of rule: pages were read in part, so a rule may exist."


def lined_up(rows: pd.DataFrame, kinds: pd.DataFrame, least: int) -> tuple[pd.DataFrame, str]:
    """Return the kinds on which at least so many Parties have a claim, and a sentence that names the others with whose they are."""
    whose = rows.groupby("rule_kind")["party"].agg(lambda names: sorted(set(names)))
    many = kinds["rule_kind"].map(lambda kind: len(whose.get(kind, ())) >= least)
    few = [f"{row.label.lower()} ({listed(whose[row.rule_kind])})" for row in as_tuples(kinds[~many])]
    return kinds[many], f"In no column, for only one has a claim on it: {listed(few, len(few))}." if few else ""


def of_limits(rows: pd.DataFrame, hosts: int) -> str:
    """Name the hosts that limit sales or keep a share back; without a number where none may be shown."""
    found = sorted({*found_for(rows, "cap"), *found_for(rows, "retention")})
    if not found:
        return f"A limit on sales, or a share kept back, was found in force for none of {plural(hosts, 'host')}"
    return f"{listed(found, 6)} limit{'s' if len(found) == 1 else ''} sales or keep{'s' if len(found) == 1 else ''} a share back: found for {len(found)} of {plural(hosts, 'host')}"


def found_for(rows: pd.DataFrame, kind: str, side: str = "host") -> list[str]:
    """Return the Parties for which a rule of a kind is in force on the day, for all counterparts or some."""
    mine = rows[(rows["side"] == side) & (rows["rule_kind"] == kind) & (rows["state"] == "in_force")]
    return sorted(mine["party"].unique())


def fees(rows: pd.DataFrame, hosts: int) -> str:
    """State for how many hosts a fee with an amount was found; others may have one that was not read."""
    all_found = found_for(rows, "fee")
    known = found_for(rows[rows["value_number"].notna()], "fee")
    unread = sorted(set(all_found) - set(known))
    if not all_found:
        return f"A fee in force was found for none of {plural(hosts, 'host')}"
    more = (
        f"; {listed(unread, 5)} {'has' if len(unread) == 1 else 'have'} one whose amount was not read" if unread else ""
    )
    return f"The amount of a fee was found for {len(known)} of {plural(hosts, 'host')}{more}"


def least_found(rows: pd.DataFrame, parties: pd.DataFrame, kinds: pd.DataFrame, side: str = "host") -> str:
    """State which kinds were found for the fewest hosts and the most, leads left out; of kinds that any host has a claim on."""
    mine = rows[(rows["side"] == side) & ~rows["is_unconfirmed"] & (rows["rule_kind"] != "volume")]
    counts = mine.groupby("kind")["party_iso3"].nunique()
    known = [(int(counts[label]), str(label)) for label in kinds["label"] if label in counts.index]
    if not known:
        return "Nothing was found"
    low, high = min(known)[0], max(known)[0]
    few, most = ([label for count, label in known if count == end] for end in (low, high))
    total = len(parties)
    if low == high:
        return f"Each of {plural(len(known), 'kind')} was found for {high} of {total}"
    return (
        f"Best known about {side}s: {_lowered(most)}, found for {high} of {total}. Least: {_lowered(few, 4)}, for {low}"
    )


def _lowered(labels: list[str], most: int = 3) -> str:
    """Labels within a sentence."""
    return listed([label[0].lower() + label[1:] for label in labels], most)


def of_one(rows: pd.DataFrame, party: str, kinds: pd.DataFrame) -> str:
    """State on which kinds of rule something was found for one Party, leads left out."""
    mine = set(rows[~rows["is_unconfirmed"] & (rows["rule_kind"] != "volume")]["kind"])
    found = [str(label) for label in kinds["label"] if label in mine]
    if not found:
        return f"No rule was found for {party}"
    return f"{party}: a rule was found on {len(found)} of {plural(len(kinds[kinds['rule_kind'] != 'volume']), 'kind')}"


def date_words(row: pd.Series) -> str:
    """Return from when a claim applies, until when it did, and what took its place."""
    since = (
        f"from {known_date(row['applies_from'])}"
        if pd.notna(row["applies_from"])
        else f"no day given; known since {day(row['known_from_on'])}"
    )
    until = f", repealed {known_date(row['repealed_on'])}" if pd.notna(row["repealed_on"]) else ""
    by = f"; in its place: {row['superseded_by_says']}" if pd.notna(row["superseded_by_says"]) else ""
    return since + until + by


def met_by(rows: pd.DataFrame, buyer: str, host: str) -> pd.DataFrame:
    """Return the claims that a project between two Parties meets: those of each side for all or for the other, without leads and repealed ones."""
    sides = ((rows["side"] == "host") & (rows["party_iso3"] == host) & (rows["counterpart_iso3"].isna() | (rows["counterpart_iso3"] == buyer))) | (
        (rows["side"] == "buyer") & (rows["party_iso3"] == buyer) & (rows["counterpart_iso3"].isna() | (rows["counterpart_iso3"] == host))
    )  # fmt: skip
    met = rows[sides & (rows["state"] == "in_force")]
    return met.sort_values(["step_order", "kind_order", "side", "rule_id"], ascending=[True, True, False, True])
