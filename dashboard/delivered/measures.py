"""The headlines of the Atlas by their names, for pages that have not moved yet: dashboard.core.figure answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from dashboard.agreements import figures as of_agreements
from dashboard.core.answer import Answer
from dashboard.core.choices import Filters
from dashboard.core.figure import answers
from dashboard.delivered import figures
from dashboard.projects import figures as of_projects

HEADLINES = tuple(
    figure for figure in (*of_agreements.FIGURES, *of_projects.FIGURES, *figures.FIGURES) if figure.question
)
MEASURES = {figure.name: figure for figure in HEADLINES}


def ask(name: str, filters: Filters) -> Answer:
    """Return the answer of one measure. Raises KeyError for an unknown name."""
    return MEASURES[name].answer(filters)


def ask_all(names: Iterable[str], filters: Filters) -> dict[str, Answer]:
    """Return the answers of several measures, each subject asked once. Raises KeyError for an unknown name."""
    return answers([MEASURES[name] for name in names], filters)


def of_rows(name: str, filters: Filters, members: pd.DataFrame) -> Answer:
    """Return the answer of a measure for rows that were already asked for with these filters."""
    return MEASURES[name].answer(filters, members)


def of_parties(filters: Filters) -> Filters:
    """Return the filters without a choice of activities, for a page that has none in its row."""
    return replace(filters, sectors=(), stages=(), programmes=(), words="")
