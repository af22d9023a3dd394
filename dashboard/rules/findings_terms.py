"""Amounts, days and shares that rules name: what a Party asks, and what a project between two Parties meets. Pure: rows in, text out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

import pandas as pd

from dashboard.core.records import Row, Rows, as_dicts
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


def terms(found: Rows, *, is_pair: bool = False) -> str:
    """State the amounts and shares that rules in force name, and on what else there are rules; of claims that hold for a Party or for a pair,
    both of which state one term of their agreement (`is_pair`)."""
    numbers: list[str] = []
    others: list[str] = []
    # Volumes limit nothing, and are no terms.
    limiting = (row for row in found if row["rule_kind"] != "volume")
    for kind, of in groupby(
        sorted(limiting, key=lambda row: (row["kind_order"], row["rule_id"])), lambda row: row["kind"]
    ):
        label, said = kind.lower(), _amounts(of, is_pair=is_pair)
        (numbers if said else others).append(f"{label}: {', '.join(said)}" if said else label)
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
        said = _amounts(as_dicts(now[now["value_number"].notna()]))
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


def _amounts(claims: Iterable[Row], *, is_pair: bool = False) -> list[str]:
    """The amounts of one kind, each once; those of one unit share it: "US$0.10 and US$0.20 per credit"."""
    by_unit: dict[tuple[str, str], list[str]] = {}
    for row in claims:
        if row["value_number"] is None:
            continue
        only = "" if is_pair or row["counterpart"] is None else f" (with {row['counterpart']} only)"
        said = amount(float(row["value_number"]), str(row["value_unit"]))
        number = re.match(r"US\$[\d.,]+|[A-Z]{3} [\d.,]+|[\d.,]+%?", said)
        whole = number[0] if number else said
        of_unit = by_unit.setdefault((said.removeprefix(whole), only), [])
        if whole not in of_unit:
            of_unit.append(whole)
    return [f"{listed(numbers, len(numbers))}{unit}{only}" for (unit, only), numbers in by_unit.items()]


def sums(met: Rows) -> str:
    """Add up days and fees where each is known and of one unit; never across units or currencies. A fee a unit is named, not added."""
    known = [row for row in met if row["value_number"] is not None]
    always = [row for row in known if row["is_on_path"]]
    days, fees = _days(always), [row for row in always if row["rule_kind"] == "fee"]
    parts = list(days)
    for unit in sorted({row["value_unit"] for row in fees if re.fullmatch("[A-Z]{3}", row["value_unit"])}):
        of_unit = [row["value_number"] for row in fees if row["value_unit"] == unit]
        parts.append(f"{amount(sum(of_unit), unit)} in {plural(len(of_unit), 'fee')}")
    each = _amounts((row for row in fees if " per " in row["value_unit"]), is_pair=True)
    if each:
        parts.append(f"and for each unit {listed(each, len(each))}")
    some = _days([row for row in known if not row["is_on_path"]])
    only = f" Only some projects meet {listed(some)} more; the steps say which." if some else ""
    if not parts:
        return f"No days or amounts that each project meets were found to add up.{only}"
    whose = " Both terms that bind the project and terms that bind authorities are in it." if days else ""
    return f"Of what was found: {'; '.join(parts)}. It is no total of what a project takes.{whose}{only}"


def _days(known: Rows) -> list[str]:
    """The days of steps, added by unit."""
    of_unit = {unit: [row["value_number"] for row in known if row["rule_kind"] == "process" and row["value_unit"] == unit] for unit in DAYS}  # fmt: skip
    return [f"{sum(terms):.0f} {unit} in {plural(len(terms), 'term')}" for unit, terms in of_unit.items() if terms]


def same_term(met: Rows) -> str:
    """Name the shares that both sides state: one term of their agreement, which is not met twice; "" where there is none."""
    sides: dict[tuple[str, float, str], set[str]] = {}
    for row in met:
        if row["rule_kind"] in ("share_of_proceeds", "omge") and row["value_number"] is not None:
            sides.setdefault((row["rule_kind"], row["value_number"], row["value_unit"]), set()).add(row["side"])
    both = [amount(number, unit) for (_, number, unit), of in sorted(sides.items()) if len(of) > 1]
    return f"Host and buyer both state {listed(both)}: each is one term of their agreement, not two." if both else ""


def missing(met: Rows, kinds: Rows, host: str) -> str:
    """State which kinds were not found for the host, and which are named without a number."""
    asked = ("authority", "process", "fee", "eligible", "cap", "retention", "share_of_proceeds", "omge", "registry", "first_transfer", "accounting_method")  # fmt: skip
    # Shares and what is cancelled may stand in the buyer's terms alone.
    mine = [row for row in met if row["side"] == "host" or row["rule_kind"] in ("share_of_proceeds", "omge")]
    found = {row["rule_kind"] for row in mine}
    silent = [row["label"].lower() for row in kinds if row["rule_kind"] in asked and row["rule_kind"] not in found]
    fees = [row for row in mine if row["rule_kind"] == "fee"]
    unread = sorted({row["kind"] for row in fees} - {row["kind"] for row in fees if row["value_number"] is not None})
    said = (
        f"Not found for {host}: {listed(silent, len(silent))}; a rule may exist."
        if silent
        else f"Each kind of rule was found for {host}."
    )
    return said + (f" Named without an amount: {listed([kind.lower() for kind in unread])}." if unread else "")
