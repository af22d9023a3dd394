"""What the sales and use of an account do to its balance: by each method, each divisor, and for a visitor's own figures."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.accounts import methods
from dashboard.accounts.adjustment import Entry, Period, Refused, problems
from dashboard.accounts.inputs import PANEL, Figures, account
from dashboard.core.columns import headed
from dashboard.core.content import Block, Extract, Finding, Heading, Inputs, Say, Table

RULE = "decision 2/CMA.3, annex, paras 7 and 8, worked out by the Atlas"
METHODS = headed(
    "method", "paragraph", "last_year_tco2e", "period_tco2e", "meets", "balance_tco2e", method="Method", paragraph="Decision 2/CMA.3, annex",
    last_year_tco2e="Adjustment, last year", period_tco2e="All years together", meets="Goal is met by", balance_tco2e="Balance",
)  # fmt: skip
STEPS = headed(
    "method",
    "paragraph",
    "step",
    "result_tco2e",
    method="Method",
    paragraph="Follows",
    step="Step",
    result_tco2e="Result",
)
DIVISORS = headed(
    "divisor", "divided_by", "average_tco2e_per_year", divisor="Divided by", divided_by="Years", average_tco2e_per_year="Average",
)  # fmt: skip


def opened(title: str, drawn: str, table: Table, sources: str) -> tuple[Block, ...]:
    """Return a table that is the finding itself, and so never folded."""
    return (Finding(title, drawn, sources=sources), table)


def adjustments(entered: Figures, vintages: pd.DataFrame, name: str, today: date | None = None) -> tuple[Block, ...]:
    """Return what a visitor may enter, what the authorised credits of a Party add by each divisor, and each method step by step."""
    period, entries, emitted, wrong = account(entered)
    wrong = [*wrong, *problems(period, entries, emitted)]
    blocks: list[Block] = [
        Heading("Corresponding adjustment: the method decides"),
        Say(
            "A corresponding adjustment adds first transfers to emissions and subtracts use (decision 2/CMA.3, annex, para. 8). Which year counts depends on the method "
            "(para. 7). Acquiring changes nothing before use. **Computed by us; no Party reported any of it.**",
        ),
        Inputs(PANEL, entered),
    ]
    if wrong:
        return (*blocks, Say("\n\n".join(wrong), "problem"))
    own = methods.of_blocks(vintages) if not vintages.empty else []
    if own and today and not entries:
        blocks += _divisors(own, name, today)
    if entries or emitted:
        blocks += _methods(period, entries, emitted, "Your figures by each method")
    else:
        blocks += _methods(
            methods.DECADE,
            methods.example(),
            methods.EXAMPLE_EMITTED,
            "Worked example: a million tonnes sold in ten years",
        )
    return tuple(blocks)


def _methods(period: Period, entries: list[Entry], emitted: dict[int, float], title: str) -> tuple[Block, ...]:
    try:
        rows, steps = methods.side_by_side(period, entries, emitted), methods.steps(period, entries, emitted)
    except Refused as refused:
        return (Say("\n\n".join(refused.problems), "problem"),)
    drawn = f"tCO2e, {period.first_year} to {period.last_year}; computed by us after decision 2/CMA.3, annex, paras 7 and 8. A balance needs emissions."
    table = Table("methods", rows, METHODS, extract=Extract("adjustments", rows), missing="not applicable")
    return (
        *opened(title, drawn, table, RULE),
        Heading(f"{title}: step by step", 3),
        Say("Each step follows the paragraph of decision 2/CMA.3, annex, that stands beside it.", "small"),
        Table("steps", steps, STEPS, extract=Extract("steps", steps)),
    )


def _divisors(own: list[Entry], name: str, today: date) -> tuple[Block, ...]:
    # An inventory comes two years after its year.
    inventories = dict.fromkeys(range(methods.DECADE.first_year, today.year - 1), 0.0)
    rows = methods.divisors(methods.DECADE, own, today.year, inventories)
    drawn = (
        f"tCO2e a year to the end of {today.year}, if authorisation counts as first transfer. Para. 7(a)(ii) says years elapsed; a reporting tool of two programmes "
        "takes years with an inventory (here all years up to two before this one), Swiss agreements the years of the goal’s period. They agree when the period is over. "
        "The period is taken to be 2021 to 2030, and the method of the Party was read in no report. Computed by us from the authorised blocks."
    )
    shown = rows.assign(average_tco2e_per_year=rows["average_tco2e_per_year"].round())
    table = Table("divisors", shown, DIVISORS, extract=Extract("divisors", rows))
    return opened(
        f"Averaging: the divisor decides what the credits of {name} add a year",
        drawn,
        table,
        f"{RULE}; authorised blocks, each with its source (Authorised units)",
    )
