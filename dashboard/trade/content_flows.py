"""Parts of the Trade page on flows: around the signatures, by country and by product."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dashboard.charts import flows as drawn
from dashboard.charts import trade, trade_time
from dashboard.core.columns import headed
from dashboard.core.content import Block, Chart, Extract, Finding, RowLink, Say, Table
from dashboard.core.dates import known_date
from dashboard.core.numbers import dollars
from dashboard.core.records import Row, Rows
from dashboard.trade import figures, findings, summaries
from dashboard.trade import findings_time as time_findings
from dashboard.trade import queries_time as time_queries
from dashboard.trade.asked import Asked

MULTIPLES = 8
# More lines than these have no names beside them; the phone has room for fewer.
MOST_LINES, MOST_LINES_ON_A_PHONE = 6, 4
HOSTS, PRODUCTS = 9, 5
UNDATED = "day not found"
_MEANS = ("before_usd", "after_usd", "change_usd")
_YEARS = ("before_years", "after_years", "silent_years")
PARTNERS = headed(
    "area", "signed_on", "answer", "before_usd", "before_years", "after_usd", "after_years", "highest_usd", "silent_years",
    area="Partner", answer="Before and after", before_usd="US$ a year before", before_years="Years before",
    after_usd="US$ a year after", after_years="Years after", highest_usd="Highest year, US$", silent_years="Without a whole report",
)  # fmt: skip


def signed(row: Row) -> str:
    """Return the day of a signature in words: "" without an agreement, UNDATED where the day was not found."""
    if row["agreed_from_on"] is None:
        return ""
    return known_date(row["signed_on"]) if row["signed_on"] else UNDATED


def around_in_words(asked: Asked) -> str:
    """Return what exports to each partner were before and after its signature, and what can't be said."""
    partners = time_queries.partners(asked.chosen)
    if not asked.headline.known or not partners or not asked.years:
        return ""
    return time_findings.around(partners, asked.floor_usd, asked.years)


def around(asked: Asked) -> tuple[Block, ...]:
    """Return the lines around the signatures and the table of every partner; no line where no partner has enough trade and a year
    before its signature: the answer has said so."""
    chosen = asked.chosen
    partners, points = time_queries.partners(chosen), time_queries.partner_years(chosen)
    drawn = [row["area_iso3"] for row in partners if row["answer"] in time_findings.DRAWN]
    shown = drawn[:MOST_LINES]
    complete = [point for point in points if point["side"] != "in_progress"]
    lines = [point for code in shown for point in complete if point["area_iso3"] == code]
    blocks: list[Block] = []
    if lines:
        title = time_findings.title(asked.exporter, partners, len(drawn))
        apart = f" The {len(drawn) - MOST_LINES} smaller ones are in the table." if len(drawn) > MOST_LINES else ""
        alt = f"Lines: {title}"
        columns = headed(
            "area",
            "signed_on",
            "year",
            "from_signature",
            "value_usd",
            "why",
            area="Partner",
            from_signature="Years from the signature",
        )
        blocks.append(
            Finding(
                title,
                f"{asked.scope[0].upper() + asked.scope[1:]}, million current US$ a year, from each partner’s first agreement. Year 0, that of the "
                "signature, counts as neither before nor after. Partners that bought "
                f"{dollars(asked.floor_usd)} or more in a year and have a year before the signature.{apart} "
                f"{time_findings.gaps(lines)} Exports are not credits, and this shows no cause.",
                (Chart("trade_around", trade_time.around(lines, chosen.exporter, alt, MOST_LINES_ON_A_PHONE)),),
                Table(
                    f"trade-around-signatures_{chosen.exporter}",
                    [{**point, "why": point["why"] or "", "signed_on": signed(point)} for point in lines],
                    columns,
                    (asked.to_country,),
                    extract=asked.extract(f"trade-around-signatures_{chosen.exporter}", shown),
                    missing="no data",
                ),
                asked.credit,
            )
        )
    return (*blocks, *((_every_partner(asked, partners),) if partners else ()))


def _every_partner(asked: Asked, partners: Rows) -> Table:
    rounded = [
        {**row, **{name: None if row[name] is None else round(row[name], 0) for name in _MEANS}} for row in partners
    ]
    readable = [
        row
        | {"signed_on": signed(row), "answer": time_findings.ANSWERS[row["answer"]]}
        | {name: time_findings.span(row[name]) if row[name] else "none" for name in _YEARS}
        for row in rounded
    ]
    credit = "; ".join(dict.fromkeys(row["attribution"] for row in asked.rows))

    def extract() -> pd.DataFrame:
        written = [row | {name: " ".join(map(str, row[name])) for name in _YEARS} for row in rounded]
        return pd.DataFrame(written).astype({"highest_year": "Int64"}).assign(attribution=credit)

    return Table(
        "trade_around_all",
        readable,
        PARTNERS,
        fold="Every partner: before, after, or why it is not compared",
        extract=Extract(f"trade-before-and-after_{asked.chosen.exporter}", extract, len(rounded)),
        missing="none known",
    )


def multiples(asked: Asked) -> tuple[Block, ...]:
    """Return one small chart a partner, the largest first; where nobody has an agreement, of all customers."""
    chosen = asked.chosen
    some = any(place["has_agreement"] for place in asked.places)
    partners = [row for row in asked.countries if row["year"] in asked.years and (row["has_agreement"] or not some)]
    codes = summaries.largest(partners, MULTIPLES, asked.floor_usd)
    if not codes or len(asked.years) < 2:
        return ()
    title = findings.multiples(asked.exporter, partners, codes, asked.floor_usd)
    columns = headed("area", "year", "value_usd", "signed_on", "why", area="Country")
    drawn = trade.small_multiples(partners, codes, chosen.exporter, title)
    return (
        Finding(
            title,
            f"Million US$ of {asked.scope}, all on one scale; the highest year is labelled. Dotted line: the signature, where it falls in these "
            "years. Shaded: no report, or one that looks incomplete; a gap is not a decline.",
            (Chart("trade_multiples", drawn),),
            Table(
                f"trade-partners_{chosen.exporter}",
                [row | {"why": row["why"] or "", "signed_on": signed(row)} for row in partners],
                columns,
                (asked.to_country,),
                extract=asked.extract(f"trade-partners_{chosen.exporter}", {row["area_iso3"] for row in partners}),
                missing="no data",
            ),
            asked.credit,
        ),
    )


def flows(asked: Asked) -> tuple[Block, ...]:
    """Return what the exporter sold in the last year, by importer and product."""
    chosen, last, rows = asked.chosen, asked.last, asked.rows
    of_last = [row for row in rows if row["year"] == last]
    if not of_last:
        return (Say(f"No trade is known for {last} with these filters. Choose other years or products.", "nothing"),)
    links = summaries.destinations(of_last, last, HOSTS, PRODUCTS)
    sums, title = asked.headline, findings.flows(links, last, asked.floor_usd)
    silent = sums.importers - sums.known
    gaps = f" {silent} of {sums.importers} countries have no data for {last}." if silent else ""

    def behind(bar: Row) -> str:
        scope = replace(chosen, importers=bar["importers"], products=bar["hs_codes"], span=(last, last))
        return figures.url(scope, "exports", year=last)

    wide = drawn.by_product(links, chosen.exporter, summaries.GATHERED, f"Bars: {title}")
    phone = drawn.by_importer(
        links, chosen.exporter, summaries.GATHERED, "Bars: US$ to each importer, all products together"
    )
    # Bars of next to nothing would only look like something.
    charts = (Chart("trade_flows", wide, phone=phone),) if sums.value_usd >= asked.floor_usd else ()
    middle = findings.middle(of_last)
    return (
        Finding(
            title,
            f"{asked.scope[0].upper() + asked.scope[1:]}, US$ in {last}, from {asked.exporter} to importers by {middle}, all bars on one scale. "
            f"{findings.two_tones(links)} The download has every flow of every year.{gaps}",
            charts,
            Table(
                f"trade-flows_{chosen.exporter}",
                summaries.with_products(links),
                {"product": middle.capitalize(), "importer": "", "value_usd": f"US$ in {last}"},
                (RowLink(behind, publishers=lambda bar: asked.publishers(bar["importers"], last, bar["hs_codes"])),),
                extract=asked.extract(f"trade-flows_{chosen.exporter}"),
            ),
            asked.credit,
        ),
    )
