"""The figures of goals, programmes, prices and the calculator, each declared once."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dashboard.core.choices import Filters
from dashboard.core.fields import FilterGroup
from dashboard.core.figure import COMPUTED, LISTED, MODELLED, Figure, Subject, declared
from dashboard.targets import queries


def _subject(kind: str, key: str, ask: Callable[[], pd.DataFrame]) -> Subject:
    return Subject(kind, key, lambda _: ask(), FilterGroup.NONE)


def _cells(_: Filters) -> pd.DataFrame:
    cells = queries.programmes()
    return cells.assign(row_kind="feature", row_id=cells["buyer_iso3"] + "-" + cells["need_id"])


def _as_projects(ask: Callable[[], pd.DataFrame]) -> Callable[[Filters], pd.DataFrame]:
    def rows(_: Filters) -> pd.DataFrame:
        found = ask()
        return found.assign(row_kind="project", row_id=found["project_id"])

    return rows


def _input(*kinds: str) -> Callable[[pd.DataFrame], pd.Series[bool]]:
    return lambda rows: rows["input"].isin(kinds)


TARGET = _subject("target", "target_id", queries.targets)
PROGRESS = _subject("progress", "progress_id", queries.progress)
INPUT = _subject("input", "", queries.preset_rows)
OWN_INPUTS = "The share delivered, and any input changed on the page, is the visitor’s own and has no source."

GOAL = Figure(
    "goal", "Goal", TARGET, "goal", "goals", "As published, or a yearly quantity times the years of its period.",
    of=lambda rows: rows["ladder_quantity_mtco2e"].notna(), sums="ladder_quantity_mtco2e", unit="MtCO2e",
    derivation="published or computed", needs="target_id",
)  # fmt: skip
TARGETS = Figure(
    "targets", "Published targets, estimates and ceilings", TARGET, "figure", "figures", "Superseded ones included."
)  # fmt: skip
OFFICIALLY_EXPECTED = Figure(
    "officially_expected", "Officially expected", PROGRESS, "published figure", "published figures",
    "The newest figure of its kind; older ones stand beside it when you open it.",
    of=lambda rows: (rows["rung"] == "officially_expected") & ~rows["is_superseded"], sums="quantity_mtco2e", unit="MtCO2e",
    derivation="published", needs="buyer_iso3",
)  # fmt: skip
OWN_ESTIMATES = Figure(
    "own_estimates", "Projects’ own estimates", Subject("estimate", "", _as_projects(queries.own_estimates), FilterGroup.NONE),
    "project", "projects", "Each project’s own estimate up to the last day of the goal, without lag, discount or share.",
    of=lambda rows: rows["estimate_tco2e"].notna(), sums="estimate_tco2e", unit="tCO2e", needs="target_id",
)  # fmt: skip
TRAJECTORY = Figure(
    "trajectory", "Pipeline, modelled", Subject("estimate", "", _as_projects(queries.pipeline), FilterGroup.NONE), "project", "projects",
    "The yearly estimate of each project, from its start over the years counted, times the buyer’s share and the delivery "
    "rate. The Targets page has the assumptions.",
    of=lambda rows: rows["expected_tco2e_per_year"].notna(), derivation=MODELLED,
)  # fmt: skip
PROGRAMME = Figure(
    "programme", "What buyers’ programmes have", Subject("feature", "", _cells, FilterGroup.NONE), "cell with a source",
    "cells with a source", "A cell is “yes” or “partly” only where a source shows it.", of=lambda rows: rows["source_id"].notna(),
)  # fmt: skip
PRESET = Figure(
    "preset", "Inputs of a starting point", INPUT, "input", "inputs",
    "A volume, a cost at home and a price of ITMOs in one currency.", needs="preset_id",
)  # fmt: skip
AVOIDED = Figure(
    "avoided", "Avoided at home", INPUT, "input", "inputs",
    f"Volume × share delivered × cost at home, for the low and the high cost. {OWN_INPUTS}",
    of=_input("volume", "domestic"), derivation=COMPUTED, needs="preset_id",
)  # fmt: skip
SPENT = Figure(
    "spent", "Spent on ITMOs", INPUT, "input", "inputs",
    f"Volume × price, delivered or not, for the low and the high price. {OWN_INPUTS}",
    of=_input("volume", "itmo"), derivation=COMPUTED, needs="preset_id",
)  # fmt: skip
NET_SAVING = Figure(
    "net_saving", "Net saving", INPUT, "input", "inputs",
    f"Volume × (share delivered × cost at home − price). A cell of the heat map puts its own cost and price in their place. {OWN_INPUTS}",
    of=_input("volume", "domestic", "itmo"), derivation=COMPUTED, needs="preset_id",
)  # fmt: skip
BREAK_EVEN = Figure(
    "break_even", "Break-even price", INPUT, "input", "inputs", f"Cost at home × share delivered: the net saving is nil. {OWN_INPUTS}",
    of=_input("domestic"), derivation=COMPUTED, needs="preset_id",
)  # fmt: skip
TRAJECTORY_INPUTS = Figure(
    "trajectory_inputs", "What an input of the model rests on", _subject("input", "", queries.input_rows), "row", "rows",
    "Published experience, and events of the Atlas of which a median or share is taken; the Targets page says how, beside each slider.",
    derivation=LISTED, needs="input_id",
)  # fmt: skip
REPORTED = Figure(
    "reported", "What buyers and others publish on the way", PROGRESS, "published figure", "published figures",
    "Superseded ones included.",
)  # fmt: skip
PRICES = Figure(
    "prices", "Published prices and costs", _subject("price", "price_id", queries.prices), "price", "prices",
    "Each in its own currency; nothing is converted.",
)  # fmt: skip
FIGURES = declared(globals())
