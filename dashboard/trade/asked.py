"""What one choice of the Trade page asks for: its filters and the rows that all its parts share, each asked once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from dashboard.core.choice import Choice
from dashboard.core.content import Extract, RowLink
from dashboard.core.fields import Offered
from dashboard.core.numbers import is_missing
from dashboard.core.records import Record, Row, Rows
from dashboard.trade import figures, findings, queries, summaries
from dashboard.trade import queries_time as time_queries
from dashboard.trade.chosen import TradeFilters


@dataclass(frozen=True)
class Asked:
    """A choice of the Trade page with its rows."""

    choice: Choice
    chosen: TradeFilters
    known: Offered
    places: Rows
    goods: Rows

    @property
    def exporter(self) -> str:
        """The name of the exporter."""
        return self.known.label("exporter", self.chosen.exporter)

    @property
    def last(self) -> int:
        """The last chosen year."""
        return self.chosen.last_year

    @cached_property
    def sources(self) -> Rows:
        """The publications of the flows."""
        return queries.sources(tuple(sorted({row["source_id"] for row in self.rows})))

    @cached_property
    def rows(self) -> Rows:
        """The flows with names."""
        return queries.flow_rows(self.chosen)

    @cached_property
    def reporting(self) -> Rows:
        """Who reported which year."""
        return queries.reporting(self.chosen)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that can be compared."""
        return queries.comparable_years(self.chosen)

    @cached_property
    def constant(self) -> tuple[str, ...]:
        """The importers that reported in each of them."""
        return summaries.constant_importers(self.reporting, self.years)

    @cached_property
    def scope(self) -> str:
        """The products in words."""
        sold = {row["hs_code"] for row in self.rows}
        return findings.scope([good for good in self.goods if good["hs_code"] in sold] or self.goods)

    @cached_property
    def countries(self) -> list[Record]:
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

    @cached_property
    def credit(self) -> str:
        """The source line of each chart."""
        return f"{findings.credit(self.sources)}. {findings.basis(self.sources)}"

    def extract(self, view: str, importers: Collection[str] | None = None) -> Extract:
        """Return the flows to take along, to all importers or some."""
        kept = [row for row in self.rows if importers is None or row["importer_iso3"] in importers]
        codes, chosen = {row["importer_iso3"] for row in kept}, self.chosen
        return Extract(
            view, lambda: queries.flows(chosen).loc[lambda rows: rows["importer_iso3"].isin(codes)], len(kept)
        )

    def behind(self, name: str = "exports", **columns: object) -> str:
        """Return the address of the flows behind a figure of the chosen trade."""
        return figures.url(self.chosen, name, **columns)

    def behind_country(self, country: Row) -> str:
        """Return the address of the flows to one country in one year, or of why there is no data; nothing where it is zero."""
        if country["value_usd"] == 0:
            return ""
        name = "no_data" if is_missing(country["value_usd"]) else "exports"
        return self.behind(name, importer_iso3=country["area_iso3"], year=country["year"])

    @property
    def to_country(self) -> RowLink:
        """The link of a row on a country and a year."""
        return RowLink(self.behind_country, publishers=self._of_country)

    def publishers(self, importers: Collection[str], year: int, codes: Collection[str] = ()) -> list[str]:
        """Return who publishes the flows of a year to some importers, of some products or all: a name for each flow."""
        return [
            row["publisher"]
            for row in self.rows
            if row["year"] == year and row["importer_iso3"] in importers and (not codes or row["hs_code"] in codes)
        ]

    def _of_country(self, country: Row) -> list[str]:
        return self.publishers((country["area_iso3"],), country["year"])
