"""What the Atlas knows of a choice of Parties: of a pair, or of a country in one of its two roles; pages and briefs ask it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.choices import Filters
from dashboard.core.records import lines
from dashboard.places import queries
from dashboard.places.figures import HEADLINES, ISSUED_AND_TRANSFERRED

ROLES = ("host", "buyer")


@dataclass(frozen=True, eq=False)
class Side:
    """Agreements, projects and events of a choice of Parties; `role` is host, buyer or pair.

    `listed` are all texts and projects that match, also those in no count.
    """

    role: str
    filters: Filters
    texts: pd.DataFrame
    listed: pd.DataFrame
    ledger: pd.DataFrame

    @cached_property
    def agreements(self) -> pd.DataFrame:
        """The counted agreements, one row an instrument, newest first."""
        return self.texts[self.texts["is_counted"].to_numpy(dtype=bool)].reset_index(drop=True)

    @cached_property
    def not_counted(self) -> pd.DataFrame:
        """Texts that are unsigned, announced or unclear."""
        apart = [(at, text) for at, text in enumerate(lines(self.texts)) if not text["is_counted"]]
        apart.sort(key=lambda one: [one[1][name] for name in ("status", "counts_from_on", "buyer", "host")])
        return self.texts.take([at for at, _ in apart]).reset_index(drop=True)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The counted projects, largest expected volume first."""
        return self.answers["projects"].rows

    @cached_property
    def left_out(self) -> pd.DataFrame:
        """The projects that match and are in no count."""
        return self.listed[~self.listed["is_counted"].astype(bool)]

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """Every headline of the Atlas for this choice, by name."""
        return _Answers(self)

    def count(self, name: str) -> int:
        """Return a measure that is a count, 0 where there is none."""
        return int(self.answers[name].value or 0)

    @property
    def delivered(self) -> list[Answer]:
        """What was issued and transferred, as far as it can apply to this choice."""
        found = [self.answers[figure.name] for figure in ISSUED_AND_TRANSFERRED]
        return [answer for answer in found if answer.word != NOT_APPLICABLE]

    @property
    def binding(self) -> int:
        """Number of binding agreements."""
        return sum(rule == "binding" for rule in self.agreements["counting_rule"])

    @property
    def is_empty(self) -> bool:
        """Whether there is no agreement, project or event at all."""
        return not (len(self.agreements) or self.count("projects") or len(self.ledger))


class _Answers(Mapping[str, Answer]):
    """The answers of a side, each made when it is asked for: a page tells few of them of a role that a Party hardly has."""

    def __init__(self, side: Side) -> None:
        self._side = side
        self._made: dict[str, Answer] = {}

    def __getitem__(self, name: str) -> Answer:
        if name not in self._made:
            side, figure = self._side, HEADLINES[name]
            rows = {"agreement": side.agreements, "project": side.listed, "event": side.ledger}
            self._made[name] = figure.answer(side.filters, rows[figure.subject.kind])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(HEADLINES)

    def __len__(self) -> int:
        return len(HEADLINES)


def of_country(iso3: str, chosen: Filters) -> dict[str, Side]:
    """Return what a Party does as host and as buyer, by the rule and on the day of the chosen filters."""
    return _parted({"host": queries.as_host(iso3, chosen), "buyer": queries.as_buyer(iso3, chosen)}, iso3, iso3, chosen)


def of_pair(buyer_iso3: str, host_iso3: str, chosen: Filters) -> dict[str, Side]:
    """Return what a buyer and a host do together ("pair"), and each with anyone ("buyer", "host")."""
    filters = {
        "pair": queries.of_pair(buyer_iso3, host_iso3, chosen),
        "buyer": queries.as_buyer(buyer_iso3, chosen),
        "host": queries.as_host(host_iso3, chosen),
    }
    return _parted(filters, buyer_iso3, host_iso3, chosen)


def _parted(filters: Mapping[str, Filters], buyer_iso3: str, host_iso3: str, chosen: Filters) -> dict[str, Side]:
    # Each question is asked once, and its rows are parted by role.
    found = [ask(buyer_iso3, host_iso3, chosen) for ask in (queries.agreements, queries.projects, queries.events)]

    def part(rows: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
        asked = (("buyer_iso3", chosen.buyers), ("host_iso3", chosen.hosts))
        keep = [rows[column].to_numpy() == codes[0] for column, codes in asked if codes]
        return rows[np.logical_and.reduce(keep)].reset_index(drop=True)

    return {role: Side(role, of, *(part(rows, of) for rows in found)) for role, of in filters.items()}
