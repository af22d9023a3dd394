"""Sentences that state what the shown rows say. Pure: frames and counts in, text out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.agreements.summaries import Headline, by_buyer, by_host
from dashboard.core.choices import COUNTING_RULES, Filters
from dashboard.core.dates import day, known_date
from dashboard.core.numbers import AMOUNT_NOT_FOUND, is_missing
from dashboard.core.plain import plain
from dashboard.core.records import Rows, as_tuples, lines
from dashboard.core.words import listed, plural, sentence


def signed_day(text: str | None) -> str:
    """Return a date of signature as known, or that it was not found: hardly anybody says that it is withheld."""
    return known_date(text) if text else "day not found"


def force(row: Mapping[str, Any]) -> str:
    """Return in words whether an agreement is in force, and what shows its use, with a capital at the beginning."""
    shown = row["in_use_shown_by"]
    use = f": {shown[:1].lower()}{shown[1:]}" if isinstance(shown, str) and shown else ""
    return sentence(row["in_force_words"]) + use


def overview(counts: Headline, filters: Filters, known_on: date | None = None) -> str:
    """State how many pairs work together, and how many of them on a binding text; with `known_on`, up to which day that is known."""
    known = f" Agreements are known to {day(known_on)}." if known_on and filters.as_of > known_on else ""
    if not counts.agreements:
        return f"No signed agreement matches these filters.{known}"
    binding = ""
    if filters.rule != "binding":
        binding = f"; {plural(counts.binding_pairs, 'pair has', 'pairs have')} a binding instrument"
    return (
        f"On {day(filters.as_of)}, {plural(counts.buyers, 'buyer')} and {plural(counts.hosts, 'host country', 'host countries')} "
        f"form {plural(counts.pairs, 'pair')} with {plural(counts.agreements, 'signed agreement')}{binding}.{known}"
    )


# A superlative needs something to be compared with.
COMPARED = 3


def who_works_with_whom(agreements: pd.DataFrame, filters: Filters) -> str:
    """State with how many hosts the buyers work, and which hosts have most buyers; who leads is only said of three or more
    that no filter has chosen."""
    buyers, hosts = by_buyer(agreements), by_host(agreements)
    if len(buyers) == 1:
        return f"{buyers['buyer'].item()} works with {plural(len(hosts), 'host country', 'host countries')}"
    if len(hosts) == 1:
        return f"{hosts['host'].item()} works with {listed(sorted(buyers['buyer']), len(buyers))}"
    ranked = buyers.sort_values("pair_count", ascending=False, kind="stable")
    first, others = ranked.head(COMPARED), ranked.iloc[COMPARED:]
    # Three that share a place, or share it with the next, lead nobody.
    counts = list(ranked["pair_count"].head(COMPARED + 1))
    lead = len(others) and not filters.buyers and len(set(counts)) == len(counts)
    named = [f"{row.buyer} with {row.pair_count}" for row in as_tuples(first)]
    if lead:
        said = f"{listed(named)} hosts lead"
    else:
        named[0] = f"{first['buyer'].iloc[0]} works with {plural(int(first['pair_count'].iloc[0]), 'host')}"
        said = listed(named) + (
            f"; {plural(len(others), 'more buyer follows', 'more buyers follow')}" if len(others) else ""
        )
    return said + _most_buyers(hosts, len(buyers), filters, "; {} {} with {}")


def _most_buyers(hosts: pd.DataFrame, buyers: int, filters: Filters, form: str) -> str:
    most = int(hosts["pair_count"].max())
    if len(hosts) < COMPARED or buyers < COMPARED or filters.hosts:
        return ""
    top = sorted(hosts.loc[hosts["pair_count"] == most, "host"])
    if len(top) == len(hosts):
        return ""
    return form.format(listed(top), "works" if len(top) == 1 else "work", plural(most, "buyer"))


def growth(table: pd.DataFrame) -> str:
    """State from when to when the network grew, and, where three years or more brought agreements, which brought most."""
    total = table.sum(axis=1)
    new = total.diff().fillna(total)
    years = new[new > 0].index
    if len(years) == 1:
        count = int(total.iloc[-1])
        return (
            f"All {count} agreements were signed in {years.item()}"
            if count > 1
            else f"The one agreement is of {years.item()}"
        )
    start = (
        f"From {plural(int(total[years[0]]), 'agreement')} in {years[0]} to {int(total.iloc[-1])} in {total.index[-1]}"
    )
    if len(years) < COMPARED:
        return start
    best = [str(year) for year in new.index[new == new.max()]]
    if len(best) > 1:
        return f"{start}; {listed(best)} brought the most, {int(new.max())} new each"
    by = table.diff().fillna(table).loc[new.idxmax()]
    leaders, grew = list(by.index[by == by.max()]), int((by > 0).sum())
    led = f", {listed(leaders)} alone {int(by.max())}" if len(leaders) == 1 and grew >= COMPARED else ""
    return f"{start}; {listed(best)} brought the most, {int(new.max())} new{led}"


def matrix(agreements: pd.DataFrame, filters: Filters) -> str:
    """State which hosts are shared and which have one buyer alone; nothing that one chosen buyer or host makes true by itself."""
    hosts, buyers = by_host(agreements), by_buyer(agreements)
    if len(hosts) == 1:
        return f"{hosts['host'].item()} works with {listed(sorted(buyers['buyer']), len(buyers))}"
    if len(buyers) == 1:
        binding = len({row["host_iso3"] for row in _binding(agreements)})
        return f"{buyers['buyer'].item()} works with {len(hosts)} hosts, with {binding} of them on a binding text"
    counts = hosts["pair_count"].to_list()
    single, most = counts.count(1), max(counts)
    of = f"of {len(buyers)} chosen buyers" if filters.buyers else f"of {len(buyers)} buyers"
    if most == 1:
        return f"None of the {len(hosts)} hosts works with more than one {of}"
    shared = f"{single} of {len(hosts)} hosts {'works' if single == 1 else 'work'} with only one {of}"
    return shared + _most_buyers(hosts, len(buyers), filters, "; {} {} with the most, {}")


def timeline(agreements: pd.DataFrame) -> str:
    """State the busiest year, where three or more are compared, and how exact the dates are."""
    rows = lines(agreements)
    counts = Counter(row["signed_on"][:4] for row in rows if not is_missing(row["signed_on"]))
    if not counts:
        return "No source gives a date for these agreements"
    exact = sum(row["signed_on_precision"] == "day" for row in rows)
    known = f"{exact} of {len(rows)} are dated to the day"
    most = max(counts.values())
    busiest = [year for year in sorted(counts) if counts[year] == most]
    if len(counts) >= COMPARED and len(busiest) < len(counts):
        each = " each" if len(busiest) > 1 else ""
        # Who counts those without a date, too, by the day from which they are known, comes to more.
        what = "signatures" if sum(counts.values()) == len(rows) else "dated signatures"
        return f"{listed(busiest)} brought the most {what}, {most}{each}; {known}"
    first, last = min(counts), max(counts)
    span = f"in {first}" if first == last else f"from {first} to {last}"
    return f"Signed {span}; {known}"


def _binding(agreements: pd.DataFrame) -> Rows:
    return [row for row in lines(agreements) if row["counting_rule"] == "binding"]


def in_force(agreements: pd.DataFrame) -> str:
    """State of how many binding agreements entry into force is known, how many are in use, and of how many nothing was found."""
    binding = _binding(agreements)
    if not binding:
        return ""
    of = Counter(row["in_force_state"] for row in binding)
    parts = [
        f"{of[state]} {said}"
        for state, said in (
            ("in_force", "in force"),
            ("valid_until", "valid until a known day"),
            ("in_use", "signed and in use"),
            ("not_yet_in_force", "signed and not yet in force"),
            ("not_found", "signed, entry into force not found"),
            ("not_looked_up", "signed, entry into force not looked up"),
            ("ended", "ended"),
        )
        if state in of
    ]
    return f"Of {plural(len(binding), 'binding agreement')}: {'; '.join(parts)}. “In use” is our word for a text under which units moved, an activity was authorised, a committee decided or a call is open."


def without_project(agreements: pd.DataFrame) -> list[str]:
    """Return the binding pairs of which the Atlas knows no project, as "Japan–Azerbaijan"."""
    pairs = {(row["buyer"], row["host"]) for row in _binding(agreements) if row["project_count"] == 0}
    return [f"{buyer}–{host}" for buyer, host in sorted(pairs)]


def promises(agreements: pd.DataFrame) -> str:
    """State how many pairs have projects and issued units, and how many binding pairs have no project."""
    # The counts of an agreement are those of its pair.
    pairs = {(row["buyer_iso3"], row["host_iso3"]): row for row in lines(agreements)}
    binding = {(row["buyer_iso3"], row["host_iso3"]) for row in _binding(agreements)}
    with_project = sum(row["project_count"] > 0 for row in pairs.values())
    # Where a total is published units were issued, though no issuance can be named.
    issued = sum(row["issuance_count"] > 0 or row["issued_word"] == AMOUNT_NOT_FOUND for row in pairs.values())
    without = len(without_project(agreements))
    text = f"{with_project} of {plural(len(pairs), 'pair')} {_have(with_project)} a project in the Atlas"
    text += (
        f", and {issued} {'is' if issued == 1 else 'are'} known to have had units issued."
        if issued
        else "; no issuance is known."
    )
    if binding:
        text += f" {without} of {plural(len(binding), 'binding pair')} {_have(without)} no project."
    return text


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def published(row: pd.Series) -> str:
    """Hold the closest published total against ours of its own day."""
    difference, first, last = int(row["difference"]), int(row["ours_at_first"]), int(row["ours"])
    verdict = "the same" if difference == 0 else f"{abs(difference)} {'more' if difference > 0 else 'fewer'}"
    return (
        f"**{plain(row['publisher'])}** published **{int(row['value'])}** ({plain(row['metric'])}) for {known_date(row['as_of'])}. "
        f"For that {'day' if first == last else 'time'} the Atlas counts **{last if first == last else f'{first} to {last}'}** pairs ({COUNTING_RULES[row['counting_rule']].lower()}): {verdict}."
    )
