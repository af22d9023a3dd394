"""The model of one choice on the Targets page: goal, assumptions, and what they make of the known projects."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.core.answer import Answer
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.delivered import figures as delivered
from dashboard.delivered import queries as delivered_queries
from dashboard.targets import assumptions, backcast, findings, queries
from dashboard.targets.trajectory import Cases, Pipeline

GOAL = "goal"


@dataclass(frozen=True)
class Model:
    """`goals` are those of the modelled buyer, soonest first; `frame` is the model by fiscal year, `at` its row of the goal's year, `past` the
    model held against published totals. Quantities in MtCO2e."""

    choice: Choice
    goals: pd.DataFrame
    year: int
    defaults: pd.DataFrame
    cases: Cases
    pipeline: Pipeline
    frame: pd.DataFrame
    past: pd.DataFrame
    problems: tuple[str, ...]

    @property
    def buyer(self) -> str:
        """The name of the modelled buyer."""
        return str(self.goals["buyer"].iloc[0])

    @property
    def buyer_iso3(self) -> str:
        """Its code."""
        return str(self.goals["buyer_iso3"].iloc[0])

    @property
    def goal(self) -> float:
        """The goal of the chosen year."""
        return float(self.goals.set_index("target_year").loc[self.year, "quantity_mtco2e"])

    @property
    def at(self) -> pd.Series:
        """The model in the goal's year."""
        return self.frame.set_index("fiscal_year").loc[self.year]

    @property
    def newest(self) -> pd.Series:
        """The published total that the central case is calibrated to."""
        return self.past[self.past["is_calibration"]].iloc[0]

    @property
    def is_default(self) -> bool:
        """Whether no assumption was moved."""
        return not assumptions.to_query(self.cases, self.defaults)

    @property
    def issued(self) -> Answer:
        """What was issued to the buyer as JCM credits: the same answer as on every other page."""
        return delivered.JCM_ISSUED.answer(Filters(self.choice.known.edition_on, buyers=(self.buyer_iso3,)))


def goals() -> pd.DataFrame:
    """Return the goals of the modelled buyer, soonest first. Columns of table target_ladders."""
    ladders = queries.ladders()
    modelled = ladders[ladders["is_modelled"].astype(bool) & (ladders["rung"] == "goal")]
    return modelled.sort_values("target_year")


def year_of(wanted: str, years: list[int]) -> tuple[int, str]:
    """Return the year of a goal that an address asks for, and why it can't be had ("" where it can)."""
    if not wanted or wanted in map(str, years):
        return int(wanted or years[0]), ""
    return years[0], f"The link names an unknown goal year, “{wanted[:20]}”; known are {years}."


def model_of(choice: Choice) -> Model:
    """Return the model of the goal and the assumptions that stand in the address."""
    of_buyer, defaults = goals(), queries.defaults()
    years = [int(year) for year in of_buyer["target_year"]]
    year, problem = year_of(choice.get(GOAL), years)
    cases, _ = assumptions.from_query(dict(choice.own), defaults)
    pipeline = findings.pipeline_arrays(queries.pipeline())
    frame = findings.trajectory_frame(pipeline, cases, max(years))
    past = backcast.frame(delivered_queries.backcast(), pipeline, cases)
    return Model(choice, of_buyer, year, defaults, cases, pipeline, frame, past, (problem,) if problem else ())
