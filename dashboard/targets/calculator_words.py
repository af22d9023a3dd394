"""What the calculator says of its inputs: whose they are, and what is missing. Pure."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.core.plain import link, plain
from dashboard.core.words import listed
from dashboard.targets import calculator_inputs
from dashboard.targets.calculator_inputs import NOT_STATED, Entries

YOURS = "Your assumptions"
# Each input as it stands within a sentence.
WITHIN = {
    "volume": "volume",
    "home_low": "low cost at home",
    "home_high": "high cost at home",
    "itmo_low": "low ITMO price",
    "itmo_high": "high ITMO price",
    "delivered": "share delivered",
    "currency": "currency",
    "year": "year",
}
# The inputs that stand behind each published one; a changed label changes what both prices say.
BEHIND = {
    "volume": ("volume",),
    "domestic": ("home_low", "home_high", "currency", "year"),
    "itmo": ("itmo_low", "itmo_high", "currency", "year"),
}


def changed(entries: Entries, preset: pd.Series) -> list[str]:
    """Return the inputs that differ from their starting point, in the order of the boxes."""
    usual = calculator_inputs.from_preset(preset)
    return [key for key in WITHIN if getattr(entries, key) != getattr(usual, key)]


def name(entries: Entries, preset: pd.Series) -> str:
    """Return the name that the inputs may carry: that of the starting point only while nothing differs from it."""
    return YOURS if changed(entries, preset) else str(preset["label"])


def about(entries: Entries, preset: pd.Series) -> str:
    """Say where the inputs come from: published ones with their source, changed ones as the visitor's own."""
    own = changed(entries, preset)
    parts = []
    if "volume" not in own:
        parts.append(
            f"volume: {plain(preset['volume_note'])}, {link(preset['volume_publisher'], preset['volume_url'])}{_doubt(preset, 'volume')}"
        )
    for role, label in (("domestic", "cost at home"), ("itmo", "ITMO price")):
        if preset[f"{role}_subject"] and not set(BEHIND[role]) & set(own):
            parts.append(
                f"{label}: {plain(preset[f'{role}_subject'])} ({preset[f'{role}_kind']}), "
                f"{link(preset[f'{role}_publisher'], preset[f'{role}_url'])}{_doubt(preset, role)}"
            )
    if not own:
        return f"**{preset['label']}**: {'; '.join(parts)}. {plain(preset['note'])}"
    as_published = f" As published: {'; '.join(parts)}." if parts else ""
    return (
        f"**{YOURS}**, started from {preset['label']}. Yours: {listed([WITHIN[key] for key in own], len(own))}.{as_published} "
        "No source states the result."
    )


def missing(entries: Entries, preset: pd.Series) -> str:
    """Say in one sentence which numbers are missing and what to do; "" where none is."""
    gaps = [key for key in calculator_inputs.NUMBERS if getattr(entries, key) is None]
    if not gaps:
        return ""
    wanted = listed([f"the {WITHIN[key]}" for key in gaps], len(gaps))
    currency = "" if entries.currency == NOT_STATED else f" in {entries.currency}"
    if not changed(entries, preset):
        what = "cost at home" if gaps[0].startswith("home") else "price of ITMOs"
        return f"{preset['label']} has no answer yet, since no {what}{currency} was found. Enter {wanted}."
    return f"Enter {wanted}{currency} to get an answer."


def where(low: float, high: float) -> str:
    """Head the heat map: on which side of the break-even line the case lies; net savings in any unit."""
    if low > 0:
        return "This case lies above the break-even line: buying pays"
    if high < 0:
        return "This case lies below the break-even line: buying costs more than cutting at home"
    if low == high:
        return "This case lies on the break-even line"
    return "The break-even line runs through this case: whether buying pays depends on the price"


def source_of(entries: Entries, preset: pd.Series) -> Any:
    """Return what the extract says of its inputs."""
    own = changed(entries, preset)
    return f"preset {entries.preset}, as published" if not own else f"your assumptions, started from {entries.preset}"


def _doubt(preset: pd.Series, role: str) -> str:
    return " (**unconfirmed**: only a lead states it)" if preset[f"{role}_is_lead"] else ""
