"""Sentences on authorised credits. Pure: rows and answers in, text out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard.core import words
from dashboard.core.answer import Answer
from dashboard.core.numbers import MEGATONNE, is_missing, tonnes
from dashboard.core.records import Record, as_dicts
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


def summed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the blocks that may be added up."""
    return rows[rows["is_summed"].astype(bool)]


def total(rows: pd.DataFrame) -> float:
    """Return the credits of blocks that may be added up, one a tonne."""
    return float(rows.loc[rows["is_summed"].astype(bool), TONNES].astype(float).sum())


def share(part: float, whole: float) -> str:
    """Return a part as a share in whole per cent, never 0% or 100%."""
    return f"{min(max(round(100 * part / whole), 1), 99)}%"


def overview(rows: pd.DataFrame, authorised: Answer) -> str:
    """State who authorised how much, for which use, and what of it stands on the platform."""
    hosts, whole = rows["host"].nunique(), total(rows)
    both, other = (total(rows[rows["authorised_for"] == code]) for code in ("ndc_and_other", "other_only"))
    on = total(rows[rows["platform"] == "on"])
    known = f"; known to {day(authorised.known_up_to)}" if authorised.known_up_to else ""
    activities = plural(rows["programme_ref"].nunique(), "activity", "activities")
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

    found: dict[tuple[str, str], list[Record]] = {}
    for row in as_dicts(rows):
        found.setdefault((row["host_iso3"], row["host"]), []).append(row)
    hosts = pd.DataFrame(
        [{"host_iso3": iso3, "host": name, **_host(blocks)} for (iso3, name), blocks in found.items()], columns=OF_HOST
    )
    return hosts.sort_values([TONNES, "host"], ascending=[False, True]).reset_index(drop=True)


def _host(blocks: list[Record]) -> Record:
    definitions = {block["first_transfer_definition"] for block in blocks} - {None}

    def credits(keep: Callable[[Record], bool]) -> float:
        known = (block for block in blocks if block["is_summed"] and not is_missing(block[TONNES]))
        return float(sum(block[TONNES] for block in known if keep(block)))

    return {
        "on_platform_tco2e": credits(lambda block: block["platform"] == "on"),
        "off_platform_tco2e": credits(lambda block: block["platform"] != "on"),
        "other_only_tco2e": credits(lambda block: block["authorised_for"] == "other_only"),
        TONNES: credits(lambda _: True),
        "activities": len({block["programme_ref"] for block in blocks} - {None}),
        "counts_as": "differs by letter"
        if len(definitions) > 1
        else next((words.FIRST_TRANSFER[known] for known in definitions), "not stated"),
        "has_agreement": all(block["has_agreement"] for block in blocks),
    }


def platform(hosts: pd.DataFrame) -> str:
    """State what share stands on the platform, and where most is missing from it (by_host)."""
    on, whole = hosts["on_platform_tco2e"].sum(), hosts[TONNES].sum()
    if on == whole:
        return "All credits of the list are on the UNFCCC’s platform"
    if not on:
        return "None of the credits of the list is on the UNFCCC’s platform"
    mixed = hosts[(hosts["on_platform_tco2e"] > 0) & (hosts["off_platform_tco2e"] > 0)]
    part = ""
    if len(mixed):
        most = mixed.loc[mixed["off_platform_tco2e"].idxmax()]
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
    found = summed(rows).groupby(["vintage_year", "authorised_for"])[TONNES].sum().reset_index()
    return found.astype({"vintage_year": int, TONNES: float})


def vintage(years: pd.DataFrame) -> str:
    """State the years in which the authorised cuts were made (vintages)."""
    by_year = years.groupby("vintage_year")[TONNES].sum()
    first, last, most = by_year.index.min(), by_year.index.max(), by_year.max()
    if first == last:
        return f"All authorised credits are of vintage {first}"
    said = f"The credits are for cuts made in {first} to {last}"
    if (by_year == most).sum() > 1:
        return said
    year, part = by_year.idxmax(), most / by_year.sum()
    return (
        f"{said}, most of them in {year}"
        if part > 0.5
        else f"{said}, more in {year} ({part:.0%}) than in any other year"
    )


def without_agreement(hosts: pd.DataFrame) -> str:
    """Name the hosts that no agreement in the Atlas explains, with their credits (by_host); "" where there is none."""
    alone = hosts[~hosts["has_agreement"]]
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
    on, whole = total(rows[rows["platform"] == "on"]), total(rows)
    activities = plural(rows["programme_ref"].nunique(), "activity", "activities")
    there = "all of it" if on == whole else f"{tonnes(on)} of it" if on else "none of it"
    return (
        f"{name} has authorised **{tonnes(whole)}** of issued credits in {activities}, {there} on the UNFCCC’s platform, as Gold Standard and Verra read its letters. "
        "Authorised is not transferred or sold; no buyer is named."
    )


def in_short(rows: pd.DataFrame) -> str:
    """State how much a host has authorised, how much of it is on the platform, and for which use: plain text for a list."""
    on, whole = total(rows[rows["platform"] == "on"]), total(rows)
    there = "all" if on == whole else tonnes(on) if on else "none"
    uses = [
        f"{tonnes(value)} for {words.AUTHORISED_FOR[str(use)]}"
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
    count = rows["programme_ref"].nunique()
    return (
        f"{plural(count, 'activity', 'activities')} of {host} {'has' if count == 1 else 'have'} authorised credits, {tonnes(total(rows))} in all. "
        "They are known by their numbers in the registry, and no number of this project was found: none of them can be laid to it."
    )
