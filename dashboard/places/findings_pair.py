"""What is said of a pair of Parties. Pure: rows in, text out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard.core import columns, told
from dashboard.core.answer import NONE_YET, NOT_APPLICABLE, Answer
from dashboard.core.choices import Filters
from dashboard.core.dates import NOT_KNOWN
from dashboard.core.links import Behind, behind_cell
from dashboard.core.numbers import is_missing, known_number, megatonnes, number
from dashboard.core.plain import link, plain
from dashboard.core.records import Record, Row, Rows, lines
from dashboard.core.words import MOMENTS, counted, day, known_date, listed, plural
from dashboard.places.figures import ISSUED_AND_TRANSFERRED, TOGETHER
from dashboard.places.findings import behind_answer, groups, signed, without_estimate
from dashboard.places.findings_context import BEHIND, INTENTIONS, NOT_RECORDED, fact


def moments(rows: pd.DataFrame) -> str:
    """State from which year to which the dated moments of a pair reach, and how many there are of each kind; those that no total
    counts are drawn and stand in the table, but are not told here."""
    dated = [row for row in lines(rows) if row["is_counted"] and not is_missing(row["moment_on"])]
    if not dated:
        return f"No {'' if rows['is_counted'].all() else 'counted '}moment of this pair has a published date"
    if len(dated) == 1:
        only = dated[0]
        return f"One dated moment: {MOMENTS[only['kind']].done} ({known_date(only['moment_on'])})"
    years = {row["moment_on"][:4] for row in dated}
    first, last = min(years), max(years)
    counts = Counter(row["kind"] for row in dated)
    parts = [
        plural(counts[kind], MOMENTS[kind].one, MOMENTS[kind].many)
        for kind in sorted(MOMENTS, key="milestone".__eq__)
        if kind in counts
    ]
    return f"{f'From {first} to {last}' if first != last else f'In {first}'}: {listed(parts, len(parts))}"


def apart(rows: pd.DataFrame) -> str:
    """Say how many moments are in no count of the title, and why; "" where none is."""
    others = int((~rows["is_counted"].astype(bool)).sum())
    if not others:
        return ""
    return f" {plural(others, 'moment is', 'moments are')} in no total: not signed, known from leads alone, or another figure for one event."


def left_out(rows: pd.DataFrame) -> str:
    """State how many rows of a pair's projects are in no total, and why."""
    reasons = rows["left_out_because"].str.replace(r"^may repeat .*", "possible repeat", regex=True).unique()
    further = plural(len(rows), "further row is", "further rows are")
    return f"{further} left out of every total: {plain(listed(sorted(reasons), 4))}."


def claim_table(claims: Rows) -> list[Record]:
    """Return what each source says of one agreement: rows of What, Says, Source, Used; ✓ marks the value that is used."""
    return [
        {
            "What": columns.of(claim["field"]).heading,
            "Says": known_date(claim["value"])
            if claim["field"].endswith("_on") or claim["field"] == "valid_until"
            else claim["value"].replace("_", " "),
            "Source": link(f"{claim['publisher']}, {claim['source_title']}", claim["source_url"]),
            "Used": "✓" if claim["is_chosen"] else "",
        }
        for claim in claims
    ]


def pair(buyer: str, host: str, agreements: pd.DataFrame, answers: Mapping[str, Answer], chosen: Filters) -> str:
    """Answer in a sentence or two what two Parties do together, by the rule and on the day of the chosen filters."""
    on = f"On {day(chosen.as_of)}"
    projects = int(answers["projects"].value or 0)
    if agreements.empty and not projects:
        return (
            f"{on}, no {counted(chosen.rule)} and no project of **{buyer}** as buyer and **{host}** as host is known to the "
            "Atlas."
        )
    text = f"{on}, **{buyer}** and **{host}** have "
    if agreements.empty:
        text += f"no {counted(chosen.rule)} that the Atlas knows of"
    else:
        text += signed(agreements, chosen.rule)
        if chosen.rule != "binding":
            text += f", {agreements['counting_rule'].to_list().count('binding')} binding"
        # The first can lie no later than the end of what starts first: true for a year beside a day as well.
        dated = [row for row in lines(agreements) if not is_missing(row["signed_on"])]
        if dated:
            first = min(dated, key=lambda row: (row["signed_from_on"], row["signed_until_on"]))
            text += f"; the first is of {known_date(first['signed_on'])}"
    found = [answers[figure.name] for figure in ISSUED_AND_TRANSFERRED]
    delivered = told.delivered([answer for answer in found if answer.word != NOT_APPLICABLE])
    return (
        f"{text}. {plural(projects, 'project')} of the pair {_are(projects)} in the Atlas. {told.capital(delivered)}."
    )


def _are(count: float) -> str:
    return "is" if count == 1 else "are"


def side_by_side(buyer: Row, host: Row) -> list[Record]:
    """Return two Parties beside each other: rows of Fact, the two names, and behind: what stands behind either."""
    facts, links = [], []
    stance = f"Stance on markets in {known_date(buyer['article6_intentions_as_of'])}"
    for row in (buyer, host):
        facts.append(
            {
                "Groups": groups(row),
                "Inhabitants": _dated(number(row["population"]), row["population_year"]),
                "GDP per head, international dollars": _dated(number(row["gdp_per_head_intl_usd"]), row["gdp_year"]),
                "Fossil CO2": _dated(megatonnes(row["co2_mt"]), row["co2_year"]),
                "Greenhouse gases with land use, CO2e": _dated(megatonnes(row["ghg_mtco2e"]), row["ghg_year"]),
                "The same per head": _dated(
                    number(row["ghg_per_head_tco2e"], "{:.1f}", " t"), row["ghg_per_head_year"]
                ),
                "Carbon intensity of electricity": _dated(
                    number(row["carbon_intensity_gco2e_per_kwh"], "{:,.0f}", " gCO2e per kWh"),
                    row["carbon_intensity_year"],
                ),
                "Renewable share of electricity": _dated(
                    number(row["renewable_share_per_cent"], "{:.0f}", "%"), row["renewable_share_year"]
                ),
                "Newest NDC": day(row["ndc_submitted_on"]) if row["ndc_title"] else NOT_KNOWN,
                stance: INTENTIONS.get(row["article6_intention"], NOT_RECORDED),
            }
        )
        links.append(
            {
                "Inhabitants": _statistic(row, row["population_year"], block="population"),
                "GDP per head, international dollars": _statistic(row, row["gdp_year"], block="gdp"),
                "Fossil CO2": _statistic(row, row["co2_year"], block="co2"),
                "Greenhouse gases with land use, CO2e": _statistic(row, row["ghg_year"], block="ghg"),
                # Computed from two series of that year.
                "The same per head": _statistic(row, row["ghg_per_head_year"]),
                "Carbon intensity of electricity": _statistic(row, row["carbon_intensity_year"], block="electricity"),
                "Renewable share of electricity": _statistic(row, row["renewable_share_year"], block="electricity"),
                "Newest NDC": fact(row, "ndc") if row["ndc_title"] else None,
                stance: fact(row, "article6_intention") if row["article6_intention"] else None,
            }
        )
    return _two_columns(buyer, host, facts, links)


def cooperation(buyer: Row, host: Row, sides: Sequence[Mapping[str, Answer]]) -> list[Record]:
    """Return what the buyer does with all hosts beside what the host does with all buyers, in the columns of side_by_side.

    `sides` are the answers of either.
    """
    facts, links = [], []
    for row, role, answers in zip((buyer, host), ("buyer", "host"), sides, strict=True):
        shown = {f"{figure.label}, all partners": answers[figure.name] for figure in TOGETHER}
        facts.append({fact: f"{told.shown(answer)} as {role}" for fact, answer in shown.items()})
        links.append({fact: behind_answer(answer, **{f"{role}_iso3": row["iso3"]}) for fact, answer in shown.items()})
    return _two_columns(buyer, host, facts, links)


def _statistic(row: Row, year: float | None, **block: str) -> Behind | None:
    known = known_number(year)
    return None if known is None else behind_cell("statistics", iso3=row["iso3"], **block, year=int(known))


def _two_columns(
    buyer: Row, host: Row, facts: list[dict[str, str]], behind: list[dict[str, Behind | None]]
) -> list[Record]:
    names = (buyer["short_name"], host["short_name"])
    return [
        {
            "Fact": fact,
            **{name: of[fact] for name, of in zip(names, facts, strict=True)},
            BEHIND: {name: of.get(fact) for name, of in zip(names, behind, strict=True)},
        }
        for fact in facts[0]
    ]


def _dated(text: str, year: float | None) -> str:
    return text if text == NOT_KNOWN else f"{text} ({year:.0f})"


def missing_of_pair(
    agreements: pd.DataFrame, answers: Mapping[str, Answer], ledger: pd.DataFrame, chosen: Filters
) -> list[str]:
    """Return what was not found of a pair, by the rule and on the day of the chosen filters."""
    gaps, by = [], f"by {day(chosen.as_of)}"
    if agreements.empty:
        gaps.append(f"An agreement: no {counted(chosen.rule)} is known {by}")
    elif undated := int(agreements["signed_on"].isna().sum()):
        gaps.append(f"The day of signature of {plural(undated, 'agreement')}")
    if silent := without_estimate(answers):
        gaps.append(f"The expected tonnes of {plural(silent, 'project')}")
    events = zip(ledger["event"], ledger["quantity_tco2e"], strict=True)
    if unquantified := sum(event in ("issuance", "first_transfer") and is_missing(tonnes) for event, tonnes in events):
        gaps.append(f"The quantity of {plural(unquantified, 'issuance or transfer', 'issuances and transfers')}")
    if answers["transferred"].word == NONE_YET:
        gaps.append(f"Whether anything was transferred: no first transfer is known {by}")
    gaps.append("What the buyer used towards its target: no page that was read gives it by project")
    return gaps
