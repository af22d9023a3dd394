"""What is said of a Party beside cooperation: emissions, electricity, NDC, readiness and carbon prices. Pure: rows in, text out."""

from __future__ import annotations

import pandas as pd

from dashboard.core.links import Behind, behind_cell
from dashboard.core.numbers import is_missing, megatonnes, number
from dashboard.core.plain import link, plain
from dashboard.core.records import Record, Row, as_tuples, lines
from dashboard.core.words import day, known_date, plural

NOT_RECORDED = "not recorded here"
SPAN_YEARS = 10
# The column that holds what stands behind a row (dashboard.core.links.Behind), None where nothing does.
BEHIND = "behind"
INTENTIONS = {
    "yes": "intended to use international carbon markets",
    "possible": "left the use of international carbon markets open",
    "no": "did not intend to use international carbon markets",
    "not_mentioned": "did not speak of international carbon markets",
}
KINDS = {"carbon_tax": "Carbon tax", "emissions_trading": "Emissions trading", "undecided": "Form not chosen yet"}
STATES = {
    "implemented": "in force",
    "under_development": "under development",
    "under_consideration": "under consideration",
    "abolished": "abolished",
}


def change(years: pd.DataFrame, column: str) -> tuple[int, float, float | None]:
    """Return the newest year of a series, its value, and the relative change over ten years (None where unknown)."""
    known = {row["year"]: float(row[column]) for row in lines(years) if not is_missing(row[column])}
    last = max(known)
    value, before = known[last], known.get(last - SPAN_YEARS, 0.0)
    return last, value, value / before - 1 if before > 0 else None


def _moved(share: float | None, up: str, down: str) -> str:
    if share is None:
        return f"with no figure for {SPAN_YEARS} years before"
    if abs(share) < 0.005:
        return f"as much as {SPAN_YEARS} years before"
    if share > 1:
        return f"{1 + share:.1f} times as much as {SPAN_YEARS} years before"
    return f"{abs(share):.0%} {up if share > 0 else down} than {SPAN_YEARS} years before"


def emissions(row: Row, years: pd.DataFrame) -> str:
    """State the newest fossil CO2 of a Party and how it moved, or that none is published."""
    if pd.isna(row["co2_year"]):
        if pd.isna(row["ghg_year"]):
            return f"No estimate of the emissions of {row['short_name']} is in the data"
        return f"{row['short_name']} emitted {megatonnes(row['ghg_mtco2e'])}CO2e with land use in {row['ghg_year']:.0f}"
    year, value, share = change(years, "co2_mt")
    return f"{row['short_name']} emitted {megatonnes(value)} of fossil CO2 in {year}, {_moved(share, 'more', 'less')}"


def electricity(row: Row, years: pd.DataFrame) -> str:
    """State how clean a Party's electricity is and how that moved."""
    if pd.isna(row["carbon_intensity_year"]):
        return f"No figure on the electricity of {row['short_name']} is in the data"
    year, value, share = change(years, "carbon_intensity_gco2e_per_kwh")
    text = f"A kWh emitted {value:,.0f} gCO2e in {year}, {_moved(share, 'more', 'less')}"
    if pd.notna(row["renewable_share_year"]):
        text += f"; {row['renewable_share_per_cent']:.0f}% came from renewables"
        text += "" if row["renewable_share_year"] == year else f" in {row['renewable_share_year']:.0f}"
    return text


def ndc(row: Row) -> str:
    """State the newest NDC of a Party and what an earlier one said of international markets."""
    if not row["ndc_title"]:
        return f"No NDC of {row['short_name']} stands in the registry"
    return f"The newest NDC of {row['short_name']} is of {day(row['ndc_submitted_on'])}"


def is_older_than_ndc(known: str, row: Row) -> bool:
    """Return whether a day, month or year is before a Party's newest NDC; a year alone is not before a day of that year."""
    return known < str(row["ndc_submitted_on"])[: len(known)]


def ndc_facts(row: Row, targets: pd.DataFrame) -> list[Record]:
    """Return what is known of a Party's NDC and its stance on Article 6: rows of Fact, Known, As of, and behind."""
    rows: list[tuple[str, str, str, Behind | None]] = []
    if row["ndc_title"]:
        third = "yes" if row["ndc_is_third_round"] else "no; the newest document is older than November 2024"
        rows += [
            (
                "Newest document",
                link(row["ndc_title"], row["ndc_url"]),
                day(row["ndc_submitted_on"]),
                fact(row, "ndc"),
            ),
            ("Of the third round (2035)", third, known_date(row["ndc_registry_on"]), fact(row, "third_round")),
        ]
    for target in as_tuples(targets):
        words = plain(target.target[0].upper() + target.target[1:])
        terms = f" ({target.conditionality})" if target.conditionality else ""
        is_older = row["ndc_title"] and is_older_than_ndc(target.as_of, row)
        older = "; older than the newest document" if is_older else ""
        source = link(target.source_publisher, target.source_url)
        as_of = known_date(target.as_of) + older
        rows.append(("The target in brief", f"{words}{terms}. {source}", as_of, fact(row, "ndc_target")))
    if row["article6_intention"]:
        stance = f"The NDC {INTENTIONS[row['article6_intention']]}"
        as_of = known_date(row["article6_intention_as_of"])
        rows.append(("Stance on international markets", stance, as_of, fact(row, "article6_intention")))
    else:
        rows.append(("Stance on international markets", NOT_RECORDED, "", None))
    return [dict(zip(("Fact", "Known", "As of", BEHIND), row, strict=True)) for row in rows]


def readiness(row: Row) -> list[Record]:
    """Return what is known of a Party's readiness for Article 6: rows of Fact, Known, and behind."""
    member = "yes" if row["is_paris_party"] else "no"
    unknown = f"{NOT_RECORDED}: our copy of the UNEP CCC pipeline says how many Parties submitted one, not which"
    columns = ("Fact", "Known", BEHIND)
    rows: list[tuple[str, str, Behind | None]] = [("Party to the Paris Agreement", member, None)]
    if pd.isna(row["participation_as_of"]):
        rows += [("Designated national authority", NOT_RECORDED, None), ("Initial report", unknown, None)]
        rows.append(
            ("Counts of the UNEP CCC pipeline", f"{NOT_RECORDED}: the copy that we read has no row for it", None)
        )
        return [dict(zip(columns, row, strict=True)) for row in rows]
    authority = "named in the pipeline" if row["has_national_authority"] else "none named in the pipeline"
    transition = (
        f"{plural(int(row['cdm_transition_projects']), 'project')} and "
        f"{plural(int(row['cdm_transition_programmes']), 'programme')} "
        f"with {plural(int(row['cdm_transition_components']), 'component')}"
    )
    notified = (
        f"{plural(int(row['notified_projects']), 'project')} and {plural(int(row['notified_programmes']), 'programme')}"
    )
    rows += [
        ("Designated national authority", authority, fact(row, "national_authority")),
        ("Initial report under Article 6.2", unknown, None),
        (
            "Cooperative approaches, counted by UNEP CCC",
            f"{row['cooperative_approaches']:.0f}",
            fact(row, "cooperative_approaches"),
        ),
        (
            "Bilateral agreements, counted by UNEP CCC",
            f"{row['agreements_as_host']:.0f} as host, {row['agreements_as_buyer']:.0f} as buyer",
            fact(row, "agreements"),
        ),
        ("CDM activities that asked to move to Article 6.4", transition, fact(row, "cdm_transition")),
        ("Notified as under prior consideration for Article 6.4", notified, fact(row, "prior_consideration")),
    ]
    return [dict(zip(columns, row, strict=True)) for row in rows]


def carbon_prices(prices: pd.DataFrame) -> list[Record]:
    """Return carbon taxes and emissions trading as people read them: rows of Instrument, Form, Status, Covers, Price, and
    behind."""
    return [
        {
            "Instrument": price["name"] + (" (of the Union)" if price["is_of_union"] else ""),
            "Form": KINDS[price["kind"]],
            "Status": STATES[price["status"]],
            "Covers": number(price["covered_share_per_cent"], "{:.0f}", "% of emissions"),
            "Price in 2025": number(price["price_2025_usd_per_tco2e"], "{:,.2f}", " USD/tCO2e"),
            BEHIND: fact(price, f"carbon_price-{price['instrument_id']}"),
        }
        for price in lines(prices)
    ]


def fact(row: Row, name: str) -> Behind:
    """Return what stands behind a fact of a Party."""
    return behind_cell("facts", iso3=row["iso3"], fact=name)
