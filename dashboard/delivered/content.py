"""Delivered: the ledger of authorisations, issuances and first transfers, each kind on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from dashboard.charts.over_expected import over_expected
from dashboard.core import links, told_rows, words
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.choice import Choice
from dashboard.core.columns import headed
from dashboard.core.content import (
    Block,
    Chart,
    Extract,
    Finding,
    Group,
    Heading,
    Page,
    RowLink,
    Say,
    Table,
    Tiles,
)
from dashboard.core.numbers import is_missing
from dashboard.core.plain import link
from dashboard.core.records import Record, Row, as_dicts
from dashboard.core.words import day, known_date, plural
from dashboard.delivered import buyer_bars, delivery_rate, figures, queries
from dashboard.delivered import findings as delivered_findings
from dashboard.units import blocks as units
from dashboard.units.figures import AUTHORISED

LEDGER = headed(
    "event_on",
    "event",
    "buyer",
    "host",
    "project",
    "quantity",
    "counted",
    "unit",
    "why_not",
    "shares",
    "vintage",
    "monitoring_period",
    "source_url",
    "note",
    quantity="Quantity, tCO2e",
    shares="Buyer’s / host’s share",
)
# What the table of the ledger says, and what that is said of.
LEDGER_READ = [
    "event_id", "event_on", "event", "buyer", "host", "project", "quantity_tco2e", "quantity_word", "unit_kind", "is_summed", "is_lead",
    "not_summed_because", "quantity_buyer_tco2e", "quantity_host_tco2e", "vintage", "monitoring_period", "source_id", "source_url", "note",
]  # fmt: skip
BARS = (figures.JCM_ISSUED, figures.ITMO_ISSUED, figures.TRANSFERRED)
TOLD = (figures.AUTHORISATIONS, *BARS, figures.USED)


def content(choice: Choice) -> Page:
    """Return what was delivered by the day and for the Parties and activities of the choice."""
    ledger = queries.ledger(choice.filters)
    if ledger.empty:
        return Page(
            (
                Say(
                    "No authorisation, issuance or transfer matches these filters. Choose a later day, or press Reset.",
                    "nothing",
                ),
            )
        )
    answers = {figure.name: figure.answer(choice.filters, ledger) for figure in TOLD}
    authorised = AUTHORISED.answer(choice.filters)
    shown = (authorised, *answers.values())
    return Page(
        (
            Say(delivered_findings.delivered({**answers, AUTHORISED.name: authorised}), "answer"),
            Tiles(tuple(answer for answer in shown if answer.word != NOT_APPLICABLE)),
            *units.of_hosts(choice, authorised.rows),
            *_by_buyer(choice, ledger, answers),
            *_over_expected(choice),
            *_compared(choice, answers["jcm_issued"]),
            _ledger(choice, ledger),
        )
    )


def _by_buyer(choice: Choice, ledger: pd.DataFrame, answers: Mapping[str, Answer]) -> tuple[Block, ...]:
    """What each buyer had issued and transferred. A choice of one buyer keeps its own row; events without a buyer Party have none."""

    def of(code: str) -> dict[str, Answer]:
        of_buyer, rows = replace(choice.filters, buyers=(code,)), ledger[ledger["buyer_iso3"] == code]
        return {figure.name: figure.answer(of_buyer, rows) for figure in BARS}

    def behind(bar: Row) -> str:
        of_buyer = replace(choice.filters, buyers=(bar["buyer_iso3"],))
        return links.rows(of_buyer, bar["measure"]) if not is_missing(bar["traced_tco2e"]) else ""

    def behind_total(bar: Row) -> str:
        return (
            "" if is_missing(bar["published_id"]) else links.rows(choice.filters, "published", row=bar["published_id"])
        )

    named = set(zip(ledger["buyer_iso3"], ledger["buyer"], strict=True))
    buyers = [(code, name, of(code)) for code, name in sorted(pair for pair in named if pair[0])]
    buyers.sort(key=lambda row: -max((a.leading.value if a.leading else a.value or 0) for a in row[2].values()))
    if not buyers:
        return ()
    nobody = int(ledger["buyer_iso3"].isna().sum())
    has = "has" if nobody == 1 else "have"
    without = f" {plural(nobody, 'event names', 'events name')} no buyer Party and {has} no row here." if nobody else ""
    title = buyer_bars.finding(buyers, answers["jcm_issued"], answers["transferred"], is_narrowed=choice.is_narrowed)
    drawn = [figure.name for figure in BARS]
    bars = buyer_bars.draw(buyers, drawn, f"Bars: {title}")
    table = buyer_bars.table(buyers, drawn)
    return (
        Finding(
            title,
            f"tCO2e by buyer, all bars on one scale, {day(choice.filters.as_of)}. The quantities are never added: what is transferred "
            f"was issued before.{without}",
            (Chart("by_buyer", bars),),
            Table(
                "by_buyer",
                _told_bars(table),
                headed(
                    "buyer",
                    "figure",
                    "published_tco2e",
                    "published_by",
                    "published_as_of",
                    "traced",
                    "traced_then_tco2e",
                    "unconfirmed_tco2e",
                    figure="What",
                    published_by="By",
                    published_as_of="For",
                ),
                (RowLink(behind), RowLink(behind_total, "Behind the total")),
                extract=Extract("by_buyer", lambda: pd.DataFrame(table), len(table)),
                missing="none",
            ),
            "named row by row in the ledger of this page",
        ),
    )


def _told_bars(table: list[Record]) -> list[Record]:
    """The rows of the bars with a word for each quantity that is missing; where nothing was published there is no day to trace up to."""
    return [
        bar
        | {
            "published_tco2e": told_rows.quantity(bar["published_tco2e"], "not found"),
            "traced": told_rows.quantity(bar["traced_tco2e"], bar["missing"]),
            "traced_then_tco2e": told_rows.quantity(bar["traced_then_tco2e"], "") if bar["published_id"] else "",
            "published_by": bar["published_by"] or "",
            "published_as_of": bar["published_as_of"] or "",
        }
        for bar in table
    ]


def _over_expected(choice: Choice) -> tuple[Block, ...]:
    ratios = queries.delivery_ratios(choice.filters)
    if ratios.empty:
        return (
            Heading("Did the projects bring what was expected?"),
            Say("No issuance with these filters has a known period and estimate to compare."),
        )
    rate = delivery_rate.of(ratios)
    over_all = delivery_rate.rate_in_words(as_dicts(queries.backcast()))
    dots = over_expected(ratios, f"Dots: {delivery_rate.title(rate)}")
    return (
        Finding(
            delivery_rate.title(rate),
            "Credits issued over credits expected for the same days; each dot is one issuance. Area of a dot: tonnes issued; solid: above the "
            f"estimate. {delivery_rate.statement(rate)}",
            (Chart("ratios", dots),),
            Table(
                "ratios",
                ratios,
                headed(
                    "project_id",
                    "title",
                    "monitoring_period",
                    "expected_in_period_tco2e",
                    "issued_tco2e",
                    "issued_over_expected",
                    "source_url",
                    project_id="Project",
                ),
                (RowLink(partial(_behind_event, choice)),),
                extract=Extract("ratios", ratios),
            ),
            "JCM issuance tables and the yearly estimates of the UNEP CCC pipeline, named row by row",
            notes=(Say(delivery_rate.uses(over_all), "small"),),
        ),
    )


def _compared(choice: Choice, issued: Answer) -> tuple[Block, ...]:
    heading = Heading("How this compares with published totals")
    total = issued.published
    if total is None:
        return heading, Say(
            "No published total was found for this choice. Clear hosts, regions, sectors and words to compare."
        )
    return (
        heading,
        Say(delivered_findings.compared(issued)),
        Say(f"Source: {link(f'{total.publisher}, {total.source_title}', total.source_url)}", "small"),
        Say(links.compared(choice.known.edition_on, total.total_id)),
        Table(
            "published_quantities",
            queries.published_quantities,
            headed("as_of", "metric", "value", "unit", "publisher", "confidence", "source_url"),
            (RowLink(lambda row: links.rows(choice.filters, "published", row=row["total_id"])),),
            fold="All published totals for the JCM",
        ),
    )


def _ledger(choice: Choice, ledger: pd.DataFrame) -> Group:
    readable = [
        event
        | {
            "event_on": known_date(event["event_on"]),
            "unit": words.credit(event["unit_kind"]) if event["unit_kind"] else "not stated",
            "buyer": event["buyer"] or "no buyer Party",
            "quantity": told_rows.quantity(event["quantity_tco2e"], event["quantity_word"]),
            "shares": told_rows.shares(event["quantity_buyer_tco2e"], event["quantity_host_tco2e"]),
            "counted": "yes" if event["is_summed"] else "unconfirmed" if event["is_lead"] else "no",
            "why_not": event["not_summed_because"] or "",
            "project": event["project"] or "several projects of the country",
        }
        for event in as_dicts(ledger[LEDGER_READ])
    ]
    return Group(
        (
            Finding(
                f"The ledger: {plural(len(ledger), 'event')}",
                "Newest first. Authorised, issued and transferred quantities are three different things and are never added to each "
                "other. Of two published figures for one event one counts; what a lead alone says is unconfirmed and counts nowhere.",
            ),
            Table(
                "ledger",
                readable,
                LEDGER,
                (RowLink(partial(_behind_event, choice)),),
                extract=Extract("delivered", ledger),
            ),
        )
    )


def _behind_event(choice: Choice, event: Row) -> str:
    return links.rows(choice.filters, "ledger", row=event["event_id"])
