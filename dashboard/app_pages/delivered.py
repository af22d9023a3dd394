"""Delivered: the ledger of authorisations, issuances and first transfers, each kind on its own."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import components, delivery_rate, figures, findings, pipeline_findings, project_queries
from dashboard.charts import delivered
from dashboard.charts.over_expected import over_expected
from dashboard.page import current

EVENTS = {"authorisation": "Authorisation", "issuance": "Issuance", "first_transfer": "First transfer"}
UNITS = {
    "itmo": "ITMO",
    "jcm_credit": "JCM credit",
    "credit_for_other_purposes": "for other purposes, no buyer Party",
}
KINDS = {"batch": "this event", "expected_total": "expected in all", "cumulative": "so far"}
COLUMNS = {
    "event_on": "Date",
    "event": "Event",
    "buyer": "Buyer",
    "host": "Host",
    "project": "Project",
    "quantity_tco2e": "Quantity, tCO2e",
    "quantity_buyer_tco2e": "Of it buyer's side",
    "quantity_host_tco2e": "Of it host's side",
    "unit": "Unit",
    "counted": "In sums",
    "vintage": "Vintage",
    "monitoring_period": "Monitoring period",
    "source_url": "Source",
    "note": "Note",
}

page = current()
as_of = findings.day(page.filters.as_of)
ledger = project_queries.ledger(page.filters)


def behind_event(event: dict[str, Any]) -> str:
    """Return the address of one event with all that sources say of it."""
    return figures.url(page.filters, "ledger", row=event["event_id"])


def why_counted(row: pd.Series) -> str:
    """Say whether a row of the ledger is in the sums, and if not, why."""
    if row["is_summed"]:
        return "yes"
    if row["is_alternative_of"]:
        return "no: another figure for the same event"
    if row["unit_kind"] == "credit_for_other_purposes":
        return "no: no buyer Party"
    if pd.isna(row["quantity_tco2e"]):
        return "no: quantity not published"
    return f"no: {KINDS.get(row['quantity_kind'], 'kind of quantity unclear')}"


if ledger.empty:
    st.info(
        "No authorisation, issuance or transfer matches these filters. Choose a later day, or press Reset.",
        icon=":material/search_off:",
    )
    st.stop()

totals = pipeline_findings.delivered_totals(ledger)
st.markdown(pipeline_findings.delivered(totals, ledger))
components.figures(
    [
        (
            "ITMOs issued",
            pipeline_findings.tonnes_short(totals["itmo_issued"]),
            f"tCO2e for transfer, {as_of}",
            "itmo_issued",
        ),
        (
            "JCM credits issued",
            pipeline_findings.tonnes_short(totals["jcm_issued"]),
            f"tCO2e, Article 6 use not shown, {as_of}",
            "jcm_issued",
        ),
        (
            "First transferred",
            pipeline_findings.tonnes_short(totals["transferred"]),
            f"tCO2e, issued before, {as_of}",
            "transferred",
        ),
        ("Authorisations", f"{totals['authorisations']:,}", f"events in the ledger, {as_of}", "authorisations"),
    ],
    page.is_phone,
)

dated = ledger[ledger["is_summed"] & ledger["event_on"].notna() & ledger["buyer_iso3"].notna()]
dated = dated[dated["event"].isin(["issuance", "first_transfer"])]
timeless = ledger[ledger["is_summed"] & ledger["event_on"].isna()]
undated = (
    f"{findings.plural(len(timeless), 'event')} of {timeless['quantity_tco2e'].sum():,.0f} tCO2e without a date "
    f"{'has' if len(timeless) == 1 else 'have'} no place here"
)
if len(dated):
    components.chart_head(
        pipeline_findings.cumulative(dated),
        "Cumulative tCO2e with a published quantity and date, by buyer: issued solid, first transferred dotted. The two are "
        f"never added: what is transferred was issued before. As of {as_of}; {undated}.",
    )
    pick = components.plot(
        delivered.cumulative(dated, page.theme, page.is_phone, page.filters.as_of.isoformat()),
        "cumulative",
        f"Lines: {pipeline_findings.cumulative(dated)}",
    )
    components.behind(
        page,
        "cumulative",
        dated.assign(event=dated["event"].map(EVENTS)),
        "named row by row in the ledger below",
        {"event_on": "Date", "event": "Event", "buyer": "Buyer", "host": "Host", "quantity_tco2e": "Quantity, tCO2e"},
        rows=dated,
        behind_row=behind_event,
        pick=pick,
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

published = project_queries.published_issuance(page.filters)
st.header("How this compares with published totals", anchor=False)
if published.empty:
    st.markdown("Nobody publishes a total for this choice. Clear hosts, regions, sectors and words to compare.")
else:
    st.markdown(pipeline_findings.published_issuance(published.iloc[0]))
    st.markdown(
        f":small[Source: [{published['publisher'].iloc[0]}, {published['source_title'].iloc[0]}]"
        f"({published['source_url'].iloc[0]})]"
    )
    st.markdown(components.compared_links(page, published["total_id"].iloc[0]))
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
    event_on=ledger["event_on"].map(findings.known_date),
    event=ledger["event"].map(EVENTS),
    unit=ledger["unit_kind"].map(UNITS).fillna("not stated"),
    counted=ledger.apply(why_counted, axis=1),
    project=ledger["project"].fillna("several projects of the country"),
)
components.chart_head(
    f"The ledger: {findings.plural(len(ledger), 'event')}",
    "Newest first. Authorised, issued and transferred quantities are three different things and are never added to each "
    "other. Two published figures for one event stand as two rows, and one of them counts.",
)
components.data_table(
    readable,
    COLUMNS,
    behind_event,
    column_config={
        "Source": st.column_config.LinkColumn(display_text="open", width="small"),
        "Quantity, tCO2e": st.column_config.NumberColumn(format="localized"),
        "Of it buyer's side": st.column_config.NumberColumn(format="localized"),
        "Of it host's side": st.column_config.NumberColumn(format="localized"),
        "Project": st.column_config.TextColumn(width="medium"),
        # Wide enough for "not published" and for two dates.
        "Vintage": st.column_config.TextColumn(width=115),
        "Monitoring period": st.column_config.TextColumn(width=180),
    },
)
components.download(page, "delivered", ledger)
