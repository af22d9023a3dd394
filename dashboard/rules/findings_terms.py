"""Amounts, days and shares that rules name: what a Party asks, and what a project between two Parties meets. Pure: rows in, text out."""

from __future__ import annotations

import re

import pandas as pd

from dashboard.core.numbers import is_missing
from dashboard.core.records import as_dicts
from dashboard.core.words import listed, plural

PER_CENT = "per cent"
DAYS = ("days", "working days", "months")


def amount(number: float, unit: str) -> str:
    """Return a number with its unit: 5%, US$4 per ITMO, KES 1,000, 25 working days."""
    currency = re.match(r"[A-Z]{3}\b", unit)
    figure = f"{number:,.0f}" if not number % 1 else f"{number:,.2f}" if currency else f"{number:,.2f}".rstrip("0")
    if unit.startswith(PER_CENT):
        return f"{figure}%{unit.removeprefix(PER_CENT)}"
    if not currency:
        return f"{figure} {unit}"
    return f"{'US$' if currency[0] == 'USD' else f'{currency[0]} '}{figure}{unit[3:]}"


def terms(found: pd.DataFrame, *, is_pair: bool = False) -> str:
    """State the amounts and shares that rules in force name, and on what else there are rules; of claims that hold for a Party or for a pair,
    both of which state one term of their agreement (`is_pair`)."""
    numbers: list[str] = []
    others: list[str] = []
    # Volumes limit nothing, and are no terms.
    for label, of in (
        found[found["rule_kind"] != "volume"].sort_values(["kind_order", "rule_id"]).groupby("kind", sort=False)
    ):
        known = of[of["value_number"].notna()]
        said = _amounts(known.assign(counterpart=None) if is_pair else known)
        (numbers if said else others).append(f"{str(label).lower()}: {', '.join(said)}" if said else str(label).lower())
    silent = listed(others, len(others)) if others else ""
    if not numbers:
        return f"Rules on {silent}; none of them names an amount that was read."
    told = "; ".join(numbers) + (f". Also rules on {silent}, with no amount read" if silent else "")
    return f"{told[0].upper()}{told[1:]}."


def charged(rows: pd.DataFrame) -> str:
    """State what one host takes, limits and keeps, kind by kind, or that nothing was found, which is not that there is nothing."""
    parts = []
    for kind, label in (
        ("fee", "fees"),
        ("share_of_proceeds", "shares"),
        ("cap", "limit on sales"),
        ("retention", "kept back"),
    ):
        of = rows[rows["rule_kind"] == kind]
        now = of[of["state"] == "in_force"]
        said = _amounts(now[now["value_number"].notna()])
        if said:
            parts.append(f"{label}: {', '.join(said)}")
        elif len(now):
            parts.append(f"{label}: found, without a number")
        elif len(of):
            parts.append(
                f"{label}: {'unconfirmed' if of['is_unconfirmed'].all() else 'none in force, only drafts, plans or repealed ones'}"
            )
        else:
            parts.append(f"{label}: not found")
    if rows.empty:
        return "no rule was found; one may exist"
    return "; ".join(parts)


def _amounts(known: pd.DataFrame) -> list[str]:
    """The amounts of one kind, each once; those of one unit share it: "US$0.10 and US$0.20 per credit"."""
    by_unit: dict[tuple[str, str], list[str]] = {}
    for row in as_dicts(known):
        only = "" if is_missing(row["counterpart"]) else f" (with {row['counterpart']} only)"
        said = amount(float(row["value_number"]), str(row["value_unit"]))
        number = re.match(r"US\$[\d.,]+|[A-Z]{3} [\d.,]+|[\d.,]+%?", said)
        whole = number[0] if number else said
        of_unit = by_unit.setdefault((said.removeprefix(whole), only), [])
        if whole not in of_unit:
            of_unit.append(whole)
    return [f"{listed(numbers, len(numbers))}{unit}{only}" for (unit, only), numbers in by_unit.items()]


def sums(met: pd.DataFrame) -> str:
    """Add up days and fees where each is known and of one unit; never across units or currencies. A fee a unit is named, not added."""
    known = met[met["value_number"].notna()]
    always = known[known["is_on_path"].astype(bool)]
    days, fees = _days(always), always[always["rule_kind"] == "fee"]
    parts = list(days)
    for unit, rows in fees[fees["value_unit"].str.fullmatch("[A-Z]{3}")].groupby("value_unit"):
        parts.append(f"{amount(float(rows['value_number'].sum()), str(unit))} in {plural(len(rows), 'fee')}")
    each = _amounts(fees[fees["value_unit"].str.contains(" per ")].assign(counterpart=None))
    if each:
        parts.append(f"and for each unit {listed(each, len(each))}")
    some = _days(known[~known["is_on_path"].astype(bool)])
    only = f" Only some projects meet {listed(some)} more; the steps say which." if some else ""
    if not parts:
        return f"No days or amounts that each project meets were found to add up.{only}"
    whose = " Both terms that bind the project and terms that bind authorities are in it." if days else ""
    return f"Of what was found: {'; '.join(parts)}. It is no total of what a project takes.{whose}{only}"


def _days(known: pd.DataFrame) -> list[str]:
    """The days of steps, added by unit."""
    terms = known[known["rule_kind"] == "process"]
    return [
        f"{terms.loc[terms['value_unit'] == unit, 'value_number'].sum():.0f} {unit} in {plural(int((terms['value_unit'] == unit).sum()), 'term')}"
        for unit in DAYS
        if (terms["value_unit"] == unit).any()
    ]


def same_term(met: pd.DataFrame) -> str:
    """Name the shares that both sides state: one term of their agreement, which is not met twice; "" where there is none."""
    shares = met[met["rule_kind"].isin(("share_of_proceeds", "omge"))]
    both = [
        amount(float(number), str(unit))
        for (_, number, unit), of in shares.groupby(["rule_kind", "value_number", "value_unit"])
        if of["side"].nunique() > 1
    ]
    return f"Host and buyer both state {listed(both)}: each is one term of their agreement, not two." if both else ""


def missing(met: pd.DataFrame, kinds: pd.DataFrame, host: str) -> str:
    """State which kinds were not found for the host, and which are named without a number."""
    asked = kinds[kinds["rule_kind"].isin(("authority", "process", "fee", "eligible", "cap", "retention", "share_of_proceeds", "omge", "registry", "first_transfer", "accounting_method"))]  # fmt: skip
    # Shares and what is cancelled may stand in the buyer's terms alone.
    mine = met[(met["side"] == "host") | met["rule_kind"].isin(("share_of_proceeds", "omge"))]
    silent = [
        str(label).lower()
        for key, label in zip(asked["rule_kind"], asked["label"], strict=True)
        if key not in set(mine["rule_kind"])
    ]
    unread = [
        label.lower()
        for label in mine[mine["rule_kind"] == "fee"]
        .groupby("kind")["value_number"]
        .count()
        .loc[lambda counts: counts == 0]
        .index
    ]
    said = (
        f"Not found for {host}: {listed(silent, len(silent))}; a rule may exist."
        if silent
        else f"Each kind of rule was found for {host}."
    )
    return said + (f" Named without an amount: {listed(unread)}." if unread else "")
