"""Sentences on authorised credits. Pure: rows and answers in, text out."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from dashboard.core import words
from dashboard.core.answer import Answer
from dashboard.core.numbers import MEGATONNE, is_missing, known_number, tonnes
from dashboard.core.records import Record, Row, Rows, lines
from dashboard.core.words import day, listed, plural

TONNES = "quantity_tco2e"
OF_HOST = [
    "host_iso3", "host", "on_platform_tco2e", "off_platform_tco2e", "other_only_tco2e", TONNES, "activities", "counts_as", "has_agreement",
]  # fmt: skip
WHAT_IT_IS = (
    "Authorised is not transferred or sold. A block says that its credits exist and that the host lets them be used elsewhere, as Gold Standard and "
    "Verra read its letter. No buyer is named, and no use or accounting entry of the host is shown."
)
NOT_COVERED = (
    "The list has credits of these two registries alone. It leaves out ART (Guyana), Japan’s JCM, Switzerland’s KliK, Article 6.4, and "
    "authorisations without issued credits. A host that is missing may well have authorised something."
)
LEFT_OUT = "Authorised credits are not shown here: a block names no buyer, sector, stage or programme, and one of these is chosen."
WORDS = ("Authorised for", "OIMP", "Cooperative approach", "UNFCCC’s platform", "First transfer", "Vintage")


def total(rows: pd.DataFrame, **of: str) -> float:
    """Return the credits of blocks that may be added up, one a tonne; `of` names columns and the value that they must have."""
    keep = np.logical_and.reduce(
        [rows["is_summed"].to_numpy(dtype=bool), *(rows[name].to_numpy() == value for name, value in of.items())]
    )
    return float(np.nansum(rows[TONNES].to_numpy(dtype=float, na_value=np.nan)[keep]))


def _different(values: pd.Series) -> int:
    return len(set(values) - {None})


def share(part: float, whole: float) -> str:
    """Return a part as a share in whole per cent, never 0% or 100%."""
    return f"{min(max(round(100 * part / whole), 1), 99)}%"


def overview(rows: pd.DataFrame, authorised: Answer) -> str:
    """State who authorised how much, for which use, and what of it stands on the platform."""
    hosts, whole = _different(rows["host"]), total(rows)
    both, other = (total(rows, authorised_for=code) for code in ("ndc_and_other", "other_only"))
    on = total(rows, platform="on")
    known = f"; known to {day(authorised.known_up_to)}" if authorised.known_up_to else ""
    activities = plural(_different(rows["programme_ref"]), "activity", "activities")
    return "\n".join(
        (
            f"- **{tonnes(whole)}** of issued credits are authorised by {plural(hosts, 'host')}, in {activities}{known}.",
            f"- **{_tonnes(both)}** may serve a climate goal or another purpose, **{_tonnes(other)}** other purposes alone.",
            f"- {_there(on, whole)}.",
            "- First transferred, used: **none confirmed** for any of them.",
        )
    )


def _there(on: float, whole: float) -> str:
    if 0 < on < whole:
        return f"**{tonnes(on)}** ({share(on, whole)}) are on the UNFCCC’s platform"
    return f"**{'All' if on else 'None'}** of them are on the UNFCCC’s platform"


def _tonnes(value: float) -> str:
    return tonnes(value) if value else "none"


def by_host(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row a host, largest first: host_iso3, host, on_platform_tco2e, off_platform_tco2e, other_only_tco2e, quantity_tco2e, activities,
    counts_as ("differs by letter" where a host has several) and has_agreement."""

    found: dict[tuple[str, str], list[Row]] = {}
    for row in lines(rows):
        found.setdefault((row["host_iso3"], row["host"]), []).append(row)
    hosts = [{"host_iso3": iso3, "host": name, **_host(blocks)} for (iso3, name), blocks in found.items()]
    return pd.DataFrame(sorted(hosts, key=lambda host: (-host[TONNES], host["host"])), columns=OF_HOST)


def _host(blocks: Rows) -> Record:
    definitions = {block["first_transfer_definition"] for block in blocks} - {None}
    summed = [block for block in blocks if block["is_summed"] and not is_missing(block[TONNES])]
    on = float(sum(block[TONNES] for block in summed if block["platform"] == "on"))
    whole = float(sum(block[TONNES] for block in summed))
    return {
        "on_platform_tco2e": on,
        "off_platform_tco2e": whole - on,
        "other_only_tco2e": float(sum(block[TONNES] for block in summed if block["authorised_for"] == "other_only")),
        TONNES: whole,
        "activities": len({block["programme_ref"] for block in blocks} - {None}),
        "counts_as": "differs by letter"
        if len(definitions) > 1
        else next((words.FIRST_TRANSFER[known] for known in definitions), "not stated"),
        "has_agreement": all(block["has_agreement"] for block in blocks),
    }


def platform(hosts: pd.DataFrame) -> str:
    """State what share stands on the platform, and where most is missing from it (by_host)."""
    rows = lines(hosts)
    on, whole = sum(host["on_platform_tco2e"] for host in rows), sum(host[TONNES] for host in rows)
    if on == whole:
        return "All credits of the list are on the UNFCCC’s platform"
    if not on:
        return "None of the credits of the list is on the UNFCCC’s platform"
    mixed = [host for host in rows if host["on_platform_tco2e"] > 0 and host["off_platform_tco2e"] > 0]
    part = ""
    if mixed:
        most = max(mixed, key=lambda host: host["off_platform_tco2e"])
        whole_of, on_of = most[TONNES], most["on_platform_tco2e"]
        # Two amounts that are held against each other have the digits that the chart shows.
        told = [
            f"{value / MEGATONNE:.2f} Mt" if min(whole_of, on_of) >= MEGATONNE / 10 else tonnes(value)
            for value in (whole_of, on_of)
        ]
        part = f"; {most['host']} has {told[1]} of its {told[0]} there"
    return f"{share(on, whole)} of the credits that two standards list as authorised are on the UNFCCC’s platform{part}"


def vintages(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row a vintage and use: vintage_year, authorised_for and quantity_tco2e."""
    found: dict[tuple[int, str], float] = {}
    for row in lines(rows):
        key = (row["vintage_year"], row["authorised_for"])
        if row["is_summed"] and not any(map(is_missing, key)):
            found[key] = found.get(key, 0.0) + (known_number(row[TONNES]) or 0.0)
    return pd.DataFrame(
        [(year, use, credits) for (year, use), credits in sorted(found.items())],
        columns=["vintage_year", "authorised_for", TONNES],
    )


def vintage(years: pd.DataFrame) -> str:
    """State the years in which the authorised cuts were made (vintages)."""
    by_year = Counter[int]()
    for row in lines(years):
        by_year[row["vintage_year"]] += row[TONNES]
    first, last, (year, most) = min(by_year), max(by_year), by_year.most_common(1)[0]
    if first == last:
        return f"All authorised credits are of vintage {first}"
    said = f"The credits are for cuts made in {first} to {last}"
    if list(by_year.values()).count(most) > 1:
        return said
    part = most / sum(by_year.values())
    return (
        f"{said}, most of them in {year}"
        if part > 0.5
        else f"{said}, more in {year} ({part:.0%}) than in any other year"
    )


def without_agreement(hosts: pd.DataFrame) -> str:
    """Name the hosts that no agreement in the Atlas explains, with their credits (by_host); "" where there is none."""
    alone = hosts[~hosts["has_agreement"] & (hosts[TONNES] > 0)]
    if alone.empty:
        return ""
    names = listed(alone["host"].to_list(), 8)
    return (
        f"**{names}** {'has' if len(alone) == 1 else 'have'} authorised {tonnes(alone[TONNES].sum())} and no agreement on Article 6.2 in the Atlas: "
        f"no list of agreements would show {'it' if len(alone) == 1 else 'them'} as a seller."
    )


def booked(rows: pd.DataFrame) -> str:
    """State what the programmes book as first transferred by the letters' own definition; a remark, and no figure of transfers."""
    named = rows[rows["first_transfer_definition"].isin(["authorisation", "issuance"])]
    if named.empty:
        return ""
    return (
        f"By the letters of {plural(named['host'].nunique(), 'host')} authorisation or issuance already counts as the first transfer for other purposes; the two "
        f"programmes therefore book {tonnes(total(named))} as transferred. No unit is shown at a buyer, so the Atlas books none."
    )


def of_country(name: str, rows: pd.DataFrame) -> str:
    """State in one line what a host has authorised."""
    if rows.empty:
        return (
            f"No credits of {name} are in the list of authorised credits of Gold Standard and Verra. It leaves out Japan’s JCM, Switzerland’s KliK and ART: "
            "this does not mean that none are authorised."
        )
    on, whole = total(rows, platform="on"), total(rows)
    if not whole:
        return f"Authorised credits of {name}: none confirmed. What is listed of them is in no total."
    activities = plural(_different(rows["programme_ref"]), "activity", "activities")
    there = "all of it" if on == whole else f"{tonnes(on)} of it" if on else "none of it"
    return (
        f"{name} has authorised **{tonnes(whole)}** of issued credits in {activities}, {there} on the UNFCCC’s platform, as Gold Standard and Verra read its letters. "
        "Authorised is not transferred or sold; no buyer is named."
    )


def in_short(rows: pd.DataFrame) -> str:
    """State how much a host has authorised, how much of it is on the platform, and for which use: plain text for a list."""
    on, whole = total(rows, platform="on"), total(rows)
    if not whole:
        return "none confirmed: what is listed is in no total"
    there = "all" if on == whole else tonnes(on) if on else "none"
    uses = [
        f"{tonnes(value)} {words.for_what(str(use))}"
        for use, of in rows.groupby("authorised_for")
        if (value := total(of))
    ]
    return f"{tonnes(whole)} of issued credits, {there} on the UNFCCC’s platform: {listed(uses, len(uses))}; no buyer is named"


def of_project(host: str, rows: pd.DataFrame, own: pd.DataFrame) -> str:
    """State what is authorised of a project without a single buyer: its own blocks, or why none can be laid to it; "" where its host has none."""
    if len(own):
        return f"**{tonnes(total(own))}** of its credits are authorised, in {plural(len(own), 'block')}. Authorised is not transferred or sold."
    if rows.empty:
        return ""
    count = _different(rows["programme_ref"])
    return (
        f"{plural(count, 'activity', 'activities')} of {host} {'has' if count == 1 else 'have'} authorised credits, {tonnes(total(rows))} in all. "
        "They are known by their numbers in the registry, and no number of this project was found: none of them can be laid to it."
    )
