"""The model of one choice on the Targets page: goal, assumptions, and what they make of the known projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dashboard.core.answer import Answer
from dashboard.core.choice import Choice
from dashboard.core.choices import Filters
from dashboard.core.records import Record, Row, as_dicts
from dashboard.delivered import figures as delivered
from dashboard.delivered import queries as delivered_queries
from dashboard.targets import backcast, findings, queries
from dashboard.targets.assumptions import PANEL, Assumptions
from dashboard.targets.trajectory import Cases, Pipeline


@dataclass(frozen=True)
class Model:
    """`goals` are those of the modelled buyer, soonest first, and `goal` the chosen one; `years` is the model by fiscal year, `at` its row of the
    goal's year, `past` the model held against published totals, oldest first. Quantities in MtCO2e."""

    choice: Choice
    goals: tuple[Row, ...]
    chosen: Assumptions
    defaults: tuple[Row, ...]
    pipeline: Pipeline
    years: list[Record]
    past: list[Record]
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
        return str(self.goals[0]["buyer"])

    @property
    def buyer_iso3(self) -> str:
        """Its code."""
        return str(self.goals[0]["buyer_iso3"])

    @property
    def of_goal(self) -> Row:
        """The goal of the chosen year, with who says so."""
        return next(goal for goal in self.goals if goal["target_year"] == self.year)

    @property
    def goal(self) -> float:
        """How much it is."""
        return float(self.of_goal["quantity_mtco2e"])

    @property
    def until(self) -> date:
        """Its last day."""
        last: date = self.of_goal["ladder_until_on"]
        return last

    @property
    def at(self) -> Record:
        """The model in the goal's year."""
        return findings.in_year(self.years, self.year)

    @property
    def newest(self) -> Record:
        """The published total that the central case is calibrated to."""
        return backcast.calibrating(self.past)

    @cached_property
    def issued(self) -> Answer:
        """What was issued to the buyer as JCM credits: the same answer as on every other page."""
        edition_on, code = self.choice.known.edition_on, self.buyer_iso3
        # Pages with a model ask for the whole ledger anyhow.
        ledger = delivered_queries.ledger(Filters(edition_on))
        return delivered.JCM_ISSUED.answer(Filters(edition_on, buyers=(code,)), ledger[ledger["buyer_iso3"] == code])


def model_of(choice: Choice) -> Model:
    """Return the model of the goal and the assumptions that stand in the address."""
    goals, defaults = queries.goals(), queries.defaults()
    chosen, problems = PANEL.read(dict(choice.own), choice.filters)
    pipeline = findings.pipeline_arrays(queries.pipeline())
    years = findings.trajectory_rows(pipeline, chosen.cases, goals[-1]["target_year"])
    past = backcast.held(as_dicts(delivered_queries.backcast()), pipeline, chosen.cases)
    return Model(choice, goals, chosen, defaults, pipeline, years, past, tuple(problems))
