"""The model of one choice on the Targets page: goal, assumptions, and what they make of the known projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.core.answer import Answer
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.delivered import figures as delivered
from dashboard.delivered import queries as delivered_queries
from dashboard.targets import backcast, findings, queries
from dashboard.targets.assumptions import PANEL, Assumptions, goals
from dashboard.targets.trajectory import Cases, Pipeline


@dataclass(frozen=True)
class Model:
    """`goals` are those of the modelled buyer, soonest first; `frame` is the model by fiscal year, `at` its row of the goal's year, `past` the
    model held against published totals. Quantities in MtCO2e."""

    choice: Choice
    goals: pd.DataFrame
    chosen: Assumptions
    defaults: pd.DataFrame
    pipeline: Pipeline
    frame: pd.DataFrame
    past: pd.DataFrame
    problems: tuple[str, ...]

    @property
    def year(self) -> int:
        """The year of the goal."""
        return int(self.chosen.goal)

    @property
    def cases(self) -> Cases:
        """The assumptions, case by case."""
        return self.chosen.cases

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
    def until(self) -> date:
        """The last day of the goal."""
        last: date = self.goals.set_index("target_year").loc[self.year, "ladder_until_on"].date()
        return last

    @property
    def at(self) -> pd.Series:
        """The model in the goal's year."""
        return self.frame.set_index("fiscal_year").loc[self.year]

    @property
    def newest(self) -> pd.Series:
        """The published total that the central case is calibrated to."""
        return self.past[self.past["is_calibration"]].iloc[0]

    @property
    def issued(self) -> Answer:
        """What was issued to the buyer as JCM credits: the same answer as on every other page."""
        return delivered.JCM_ISSUED.answer(Filters(self.choice.known.edition_on, buyers=(self.buyer_iso3,)))


def model_of(choice: Choice) -> Model:
    """Return the model of the goal and the assumptions that stand in the address."""
    of_buyer, defaults = goals(), queries.defaults()
    chosen, problems = PANEL.read(dict(choice.own), choice.filters)
    pipeline = findings.pipeline_arrays(queries.pipeline())
    frame = findings.trajectory_frame(pipeline, chosen.cases, int(of_buyer["target_year"].max()))
    past = backcast.frame(delivered_queries.backcast(), pipeline, chosen.cases)
    return Model(choice, of_buyer, chosen, defaults, pipeline, frame, past, tuple(problems))
