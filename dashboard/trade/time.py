"""What the Trade page draws of the years around signatures: the answer, the lines, and the table of every partner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import trade_time
from dashboard.core.columns import headed
from dashboard.core.dates import known_date
from dashboard.core.numbers import dollars
from dashboard.render import components
from dashboard.render.page import Page
from dashboard.trade import time_findings as trade_time_findings
from dashboard.trade import time_queries as trade_time_queries
from dashboard.trade.queries import TradeFilters
from dashboard.trade.summaries import Headline

_YEARS = ("before_years", "after_years", "silent_years")
UNDATED = "day not found"
# The phone has no room for more names beside the lines.
MOST_LINES = 4


def signed(rows: pd.DataFrame) -> pd.Series:
    """Return the days of signature in words: "" without an agreement, UNDATED where the day was not found."""
    without = rows["signed_on"].map(lambda day: known_date(day) if day else UNDATED)
    return without.where(rows["agreed_from_on"].notna(), "")


def say(chosen: TradeFilters, years: Sequence[int], figures: Headline) -> None:
    """Write what exports to each partner were before and after its signature, and what can't be said."""
    partners = trade_time_queries.partners(chosen)
    if figures.known and len(partners) and len(years):
        st.markdown(components.no_formula(trade_time_findings.around(partners, trade_time_queries.floor_usd(), years)))


def show(
    page: Page,
    chosen: TradeFilters,
    exporter: str,
    scope: str,
    credit: str,
    rows: pd.DataFrame,
    behind_country: Callable[[dict[str, Any]], str],
) -> None:
    """Draw the lines around the signatures, their source line and tables; `rows` are the named flows of the page.

    Where no partner has enough trade and a year before its signature, nothing is drawn: the answer has said so.
    """
    partners, points = trade_time_queries.partners(chosen), trade_time_queries.partner_years(chosen)
    drawn = partners[partners["answer"].isin(trade_time_findings.DRAWN)]
    most = MOST_LINES if page.is_phone else len(trade_time.DASHES)
    lines = drawn.head(most)[["area_iso3"]].merge(points[points["side"] != "in_progress"], on="area_iso3")
    floor = dollars(trade_time_queries.floor_usd())
    if len(lines):
        title = trade_time_findings.title(exporter, partners, len(drawn))
        apart = f" The {len(drawn) - most} smaller ones are in the table." if len(drawn) > most else ""
        components.chart_head(
            title,
            f"{scope[0].upper() + scope[1:]}, million current US$ a year. Each partner from its own first agreement; 0 is the year of the "
            f"signature, which counts neither as before nor as after. Partners with {floor} in a year and a year before.{apart} "
            f"{trade_time_findings.gaps(lines)} Exports are not credits, and this shows no cause.",
        )
        pick = components.plot(
            trade_time.around(lines, chosen.exporter, page.theme, page.is_phone), "trade_around", f"Lines: {title}"
        )
        components.behind(
            page,
            f"trade-around-signatures_{chosen.exporter}",
            lines.assign(why=lines["why"].fillna(""), signed_on=signed(lines)),
            credit,
            headed(
                "area",
                "signed_on",
                "year",
                "from_signature",
                "value_usd",
                "why",
                area="Partner",
                from_signature="Years from the signature",
            ),
            rows=rows[rows["importer_iso3"].isin(lines["area_iso3"])],
            behind_row=behind_country,
            pick=pick,
            placeholder="no data",
        )
    if len(partners):
        with components.folded("Every partner: before, after, or why it is not compared", "trade_around_all") as fold:
            if fold.open:
                rounded = partners.round({"before_usd": 0, "after_usd": 0, "change_usd": 0})
                _table(rounded)
                extract = rounded.assign(
                    attribution="; ".join(rows["attribution"].unique()),
                    **{name: rounded[name].map(lambda years: " ".join(map(str, years))) for name in _YEARS},
                )
                components.download(page, f"trade-before-and-after_{chosen.exporter}", extract)


def _table(partners: pd.DataFrame) -> None:
    components.data_table(
        partners.assign(
            signed_on=signed(partners),
            answer=partners["answer"].map(trade_time_findings.ANSWERS),
            **{
                name: partners[name].map(lambda years: trade_time_findings.span(years) if len(years) else "none")
                for name in _YEARS
            },
        ),
        {
            "area": "Partner",
            "signed_on": "Signed",
            "answer": "Before and after",
            "before_usd": "US$ a year before",
            "before_years": "Years before",
            "after_usd": "US$ a year after",
            "after_years": "Years after",
            "highest_usd": "Highest year, US$",
            "silent_years": "Without a whole report",
        },
        placeholder="none known",
    )
