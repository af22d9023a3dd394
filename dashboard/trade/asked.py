"""What one choice of the Trade page asks for: its filters and the rows that all its parts share, each asked once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from dashboard.core.choice import Choice
from dashboard.core.content import RowLink
from dashboard.core.fields import Offered
from dashboard.core.records import Row
from dashboard.trade import figures, findings, queries, summaries
from dashboard.trade import queries_time as time_queries
from dashboard.trade.chosen import TradeFilters


@dataclass(frozen=True)
class Asked:
    """A choice of the Trade page with its rows."""

    choice: Choice
    chosen: TradeFilters
    known: Offered
    places: pd.DataFrame
    goods: pd.DataFrame

    @property
    def exporter(self) -> str:
        """The name of the exporter."""
        return self.known.label("exporter", self.chosen.exporter)

    @property
    def last(self) -> int:
        """The last chosen year."""
        return self.chosen.last_year

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The publications of the flows."""
        return queries.sources(tuple(sorted(queries.flows(self.chosen)["source_id"].unique())))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The flows with names."""
        return summaries.named(queries.flows(self.chosen), self.places, self.goods, self.sources, self.chosen.exporter)

    @cached_property
    def reporting(self) -> pd.DataFrame:
        """Who reported which year."""
        return queries.reporting(self.chosen)

    @cached_property
    def years(self) -> list[int]:
        """The years that can be compared."""
        return list(queries.comparable_years(self.chosen))

    @cached_property
    def scope(self) -> str:
        """The products in words."""
        traded = self.goods[self.goods["hs_code"].isin(self.rows["hs_code"])]
        return findings.scope(traded if len(traded) else self.goods)

    @cached_property
    def countries(self) -> pd.DataFrame:
        """Flows by country and year, gaps told."""
        span = range(self.chosen.first_year, self.last + 1)
        return summaries.by_country(self.rows, self.places, self.reporting, span)

    @cached_property
    def headline(self) -> summaries.Headline:
        """The sums of the last year."""
        return summaries.headline(self.rows, self.places, self.reporting, self.last)

    @cached_property
    def floor_usd(self) -> int:
        """The dollars from which trade is told."""
        return time_queries.floor_usd()

    @property
    def credit(self) -> str:
        """The source line of each chart."""
        return f"{findings.credit(self.sources)}. {findings.basis(self.sources)}"

    def behind(self, name: str = "exports", **columns: object) -> str:
        """Return the address of the flows behind a figure of the chosen trade."""
        return figures.url(self.chosen, name, **columns)

    def behind_country(self, country: Row) -> str:
        """Return the address of the flows to one country in one year, or of why there is no data; nothing where it is zero."""
        if country["value_usd"] == 0:
            return ""
        name = "no_data" if pd.isna(country["value_usd"]) else "exports"
        return self.behind(name, importer_iso3=country["area_iso3"], year=country["year"])

    @property
    def to_country(self) -> RowLink:
        """The link of a row on a country and a year."""
        return RowLink(self.behind_country)
