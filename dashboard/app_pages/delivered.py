"""Delivered: the ledger of authorisations, issuances and first transfers, each kind on its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.charts.over_expected import over_expected
from dashboard.core import told
from dashboard.core.figure import NOT_APPLICABLE
from dashboard.core.plain import link
from dashboard.core.words import day, known_date, plural
from dashboard.delivered import buyer_bars, delivery_rate, measures
from dashboard.evidence import registry as figures
from dashboard.projects import pipeline_findings
from dashboard.projects import queries as project_queries
from dashboard.render import components
from dashboard.render.page import current
from dashboard.targets import backcast
from dashboard.targets import queries as target_queries

EVENTS = {"authorisation": "Authorisation", "issuance": "Issuance", "first_transfer": "First transfer"}
UNITS = {
    "itmo": "ITMO",
    "jcm_credit": "JCM credit",
    "credit_for_other_purposes": "for other purposes, no buyer Party",
}
COLUMNS = {
    "event_on": "Date",
    "event": "Event",
    "buyer": "Buyer",
    "host": "Host",
    "project": "Project",
    "quantity": "Quantity, tCO2e",
    "unit": "Unit",
    "counted": "Counted",
    "why_not": "Why not counted",
    "shares": "Buyer’s / host’s share",
    "vintage": "Vintage",
    "monitoring_period": "Monitoring period",
    "source_url": "Source",
    "note": "Note",
}
BARS = ("jcm_issued", "itmo_issued", "transferred")

page = current()
as_of = day(page.filters.as_of)
ledger = project_queries.ledger(page.filters)


def behind_event(event: dict[str, Any]) -> str:
    """Return the address of one event with all that sources say of it."""
    return figures.url(page.filters, "ledger", row=event["event_id"])


def behind_bar(bar: dict[str, Any]) -> str:
    """Return the address of the rows that make what is traced for a buyer; "" where there are none."""
    of_buyer = replace(page.filters, buyers=(bar["buyer_iso3"],))
    return "" if bar["missing"] else figures.url(of_buyer, bar["measure"])


if ledger.empty:
    st.info(
        "No authorisation, issuance or transfer matches these filters. Choose a later day, or press Reset.",
        icon=":material/search_off:",
    )
    st.stop()

answers = {
    name: measures.of_rows(name, page.filters, ledger)
    for name in ("authorisations", "jcm_issued", "itmo_issued", "transferred", "used")
}
st.markdown(pipeline_findings.delivered(answers))
components.tiles(
    [answer for answer in answers.values() if answer.word != NOT_APPLICABLE],
    page,
)

# A choice of one buyer keeps its own row; events that name no buyer Party have none.
by_buyer = ledger.dropna(subset=["buyer_iso3"])
buyers = [
    (
        code,
        rows["buyer"].iloc[0],
        {name: measures.of_rows(name, replace(page.filters, buyers=(code,)), rows) for name in BARS},
    )
    for code, rows in by_buyer.groupby("buyer_iso3")
]
buyers.sort(key=lambda row: -max((a.leading.value if a.leading else a.value or 0) for a in row[2].values()))
if buyers:
    title = buyer_bars.finding(
        buyers, answers["jcm_issued"], answers["transferred"], is_narrowed=page.filters != page.nothing_chosen
    )
    nobody = int(ledger["buyer_iso3"].isna().sum())
    without = (
        f" {plural(nobody, 'event names', 'events name')} no buyer Party and {'has' if nobody == 1 else 'have'} no row here."
        if nobody
        else ""
    )
    components.chart_head(
        title,
        f"tCO2e by buyer, all bars on one scale, {as_of}. The quantities are never added: what is transferred was issued "
        f"before.{without}",
    )
    st.html(buyer_bars.html(buyers, BARS, page.theme, is_phone=page.is_phone))
    table = buyer_bars.table(buyers, BARS)
    components.behind(
        page,
        "by_buyer",
        table,
        "named row by row in the ledger below",
        {
            "buyer": "Buyer",
            "figure": "What",
            "published_tco2e": "Published, tCO2e",
            "published_by": "By",
            "published_as_of": "For",
            "traced_tco2e": "Traced, tCO2e",
            "traced_then_tco2e": "Traced by that day, tCO2e",
            "unconfirmed_tco2e": "Unconfirmed, tCO2e",
            "missing": "Missing",
        },
        behind_row=behind_bar,
        column_config=dict.fromkeys(
            (
                "Published, tCO2e",
                "Traced, tCO2e",
                "Traced by that day, tCO2e",
                "Unconfirmed, tCO2e",
            ),
            st.column_config.NumberColumn(format="localized"),
        ),
    )

ratios = project_queries.delivery_ratios(page.filters)
if ratios.empty:
    st.header("Did the projects bring what was expected?", anchor=False)
    st.markdown("No issuance with these filters has a known period and estimate to compare.")
else:
    rate = delivery_rate.of(ratios)
    components.chart_head(
        delivery_rate.title(rate),
        "Credits issued over credits expected for the same days, one dot an issuance. Area of a dot: tonnes issued; dark: above the "
        f"estimate. {delivery_rate.statement(rate)}",
    )
    pick = components.plot(
        over_expected(ratios, page.theme, page.is_phone), "ratios", f"Dots: {delivery_rate.title(rate)}"
    )
    over_all = backcast.rate_in_words(target_queries.backcast())
    st.markdown(f":small[{delivery_rate.uses(over_all)}]")
    components.behind(
        page,
        "ratios",
        ratios,
        "JCM issuance tables and the yearly estimates of the UNEP CCC pipeline, named row by row",
        {
            "project_id": "Project",
            "title": "Title",
            "monitoring_period": "Monitoring period",
            "expected_in_period_tco2e": "Expected in the period, tCO2e",
            "issued_tco2e": "Issued, tCO2e",
            "issued_over_expected": "Issued over expected",
            "source_url": "Source",
        },
        behind_row=behind_event,
        pick=pick,
    )

issued = answers["jcm_issued"]
st.header("How this compares with published totals", anchor=False)
if issued.published is None:
    st.markdown("No published total was found for this choice. Clear hosts, regions, sectors and words to compare.")
else:
    st.markdown(pipeline_findings.compared(issued))
    named = f"{issued.published.publisher}, {issued.published.source_title}"
    st.markdown(f":small[Source: {link(named, issued.published.source_url)}]")
    st.markdown(components.compared_links(page, issued.published.total_id))
    with components.folded("All published totals for the JCM", "published_quantities") as fold:
        if fold.open:
            components.data_table(
                project_queries.published_quantities(),
                {
                    "as_of": "As of",
                    "metric": "What",
                    "value": "Value",
                    "unit": "Unit",
                    "publisher": "Publisher",
                    "confidence": "Confidence",
                    "source_url": "Source",
                },
                lambda total: figures.url(page.filters, "published", row=total["total_id"]),
                column_config={
                    "Source": st.column_config.LinkColumn(display_text="open", width="small"),
                    "Value": st.column_config.NumberColumn(format="localized"),
                },
            )

readable = ledger.assign(
    event_on=ledger["event_on"].map(known_date),
    event=ledger["event"].map(EVENTS),
    unit=ledger["unit_kind"].map(UNITS).fillna("not stated"),
    quantity=[
        told.quantity(value, word)
        for value, word in zip(ledger["quantity_tco2e"], ledger["quantity_word"], strict=True)
    ],
    shares=[
        told.shares(buyer, host)
        for buyer, host in zip(ledger["quantity_buyer_tco2e"], ledger["quantity_host_tco2e"], strict=True)
    ],
    counted=[
        "yes" if is_summed else "unconfirmed" if is_lead else "no"
        for is_summed, is_lead in zip(ledger["is_summed"], ledger["is_lead"], strict=True)
    ],
    why_not=ledger["not_summed_because"].fillna(""),
    project=ledger["project"].fillna("several projects of the country"),
)
components.chart_head(
    f"The ledger: {plural(len(ledger), 'event')}",
    "Newest first. Authorised, issued and transferred quantities are three different things and are never added to each "
    "other. Of two published figures for one event one counts; what a lead alone says is unconfirmed and counts nowhere.",
)
components.data_table(
    readable,
    COLUMNS,
    behind_event,
    column_config={
        "Source": st.column_config.LinkColumn(display_text="open", width="small"),
        "Quantity, tCO2e": st.column_config.TextColumn(alignment="right", width=130),
        "Why not counted": st.column_config.TextColumn(width="medium"),
        "Project": st.column_config.TextColumn(width="medium"),
        # Wide enough for "amount not found" and for two dates.
        "Vintage": st.column_config.TextColumn(width=115),
        "Monitoring period": st.column_config.TextColumn(width=180),
    },
)
components.download(page, "delivered", ledger)
