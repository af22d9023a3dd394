"""Parts of the Trade page on other figures: all low-carbon technology, exports without pairs, Canada, and checks."""

from __future__ import annotations

import pandas as pd

from dashboard.core import links, numbers
from dashboard.core.columns import headed
from dashboard.core.content import Block, Extract, Finding, Group, Heading, RowLink, Say, Table, Tile, Tiles
from dashboard.core.plain import link, plain
from dashboard.core.records import Row, Rows, as_dicts
from dashboard.trade import figures, findings, queries_totals, window
from dashboard.trade.asked import Asked
from dashboard.trade.chosen import TradeFilters

CHECKS = headed(
    "exporter", "year", "ratio", "scope", "importer_group", "atlas_usd", "reference_usd", "comparison", "comment", "publisher", "source_url",
)  # fmt: skip
DATA = (
    "Data: UN Comtrade; CEPII, BACI HS17, version 202601; Ember, China solar PV exports and China clean technology "
    "exports (CC BY 4.0). UN Comtrade rows are not open data: read its policy before passing them on. "
    "The Method page says which rows count."
)


def narrow(asked: Asked) -> tuple[Block, ...]:
    """Return the covered products beside all low-carbon technology."""

    def behind(covered: Row) -> str:
        year, chosen = covered["year"], asked.chosen
        scope = TradeFilters(chosen.as_of, (year, year), chosen.exporter, chosen.rule, countries="all")
        return figures.url(scope, "exports", year=year)

    return window.bars(asked.chosen.exporter, asked.exporter, RowLink(behind))


def apart(asked: Asked) -> tuple[Block, ...]:
    """Return what is known of exports without importers or without product codes: in no figure of the page."""
    code, filters = asked.chosen.exporter, asked.choice.filters
    world, technologies = queries_totals.without_partners(code), queries_totals.by_technology(code)
    if not world and not technologies:
        return ()
    tables: list[Block] = []
    if world:
        to_world = RowLink(
            lambda total: links.rows(
                filters, "world_exports", row=total["total_id"], exporter_iso3=total["exporter_iso3"]
            )
        )
        columns = headed(
            "products",
            "year",
            "value_usd",
            "world_usd",
            "publisher",
            world_usd="All exporters, US$",
            publisher="Source",
        )
        tables.append(
            Table("world", world, columns, (to_world,), extract=_extract(f"trade-to-the-world_{code}", world))
        )
    if technologies:
        to_flows = RowLink(
            lambda flow: links.rows(
                filters, "technology_exports", exporter_iso3=flow["exporter_iso3"], importer_iso3=flow["importer_iso3"]
            )
        )
        columns = headed("importer", "product_group", "year", "value_usd", "publisher", publisher="Source")
        extract = _extract(f"trade-by-technology_{code}", technologies)
        tables.append(Table("technologies", technologies, columns, (to_flows,), extract=extract))
    return (
        Heading(findings.apart(asked.exporter, world, technologies)),
        Say("Their importers or product codes are not known, so no figure on this page includes them."),
        Group(tuple(tables), fold="Exports to the world, and by technology group", key="trade_world"),
    )


def _extract(view: str, rows: Rows) -> Extract:
    return Extract(view, lambda: pd.DataFrame(list(rows)), len(rows))


def _beside(asked: Asked, stated: Row) -> TradeFilters:
    # The same rows as filters: what queries_totals.beside_published asks for.
    chosen, year = asked.choice.filters, int(stated["year"])
    return TradeFilters(
        chosen.as_of, (year, year), stated["exporter_iso3"], chosen.rule, countries="parties", with_dual_use=True
    )


def to_the_south(asked: Asked) -> tuple[Block, ...]:
    """Return a published total of one exporter's beside ours, which is not the same measure."""
    stated, published, filters = queries_totals.of_the_south(), queries_totals.published(), asked.choice.filters
    scope, year = _beside(asked, stated), int(stated["year"])
    ours = queries_totals.beside_published(scope.exporter, year)
    to_flows = RowLink(
        lambda flow: figures.url(
            scope, "exports", importer_iso3=flow["importer_iso3"], hs_code=flow["hs_code"], year=year
        )
    )
    to_total = RowLink(lambda total: links.rows(filters, "trade_published", total_id=total["total_id"]))
    totals = headed("exporter", "importer_group", "year", "metric", "value", "unit", "publisher", "note", "source_url")
    flows = headed("importer", "product", "value_usd", value_usd=f"US$ in {year}")
    return (
        Heading(f"{stated['exporter']}: two figures that measure different things"),
        Say(findings.to_the_south(ours, stated)),
        Tiles(
            more=(
                Tile(
                    f"Published, {year}",
                    f"{stated['value']} bn",
                    f"dollars to the {stated['importer_group']}, currency not stated; {stated['publisher']}",
                    links.rows(filters, "trade_published", total_id=stated["total_id"]),
                    "See the published totals",
                ),
                Tile(
                    f"In the Atlas, {year}",
                    numbers.dollars(sum(flow["value_usd"] for flow in ours)),
                    "Parties not in Annex I, all products that have rows",
                    figures.url(scope, "exports", year=year),
                    "See the flows",
                ),
            )
        ),
        Say(
            f"Sources: {link(stated['publisher'], stated['source_url'])}; {plain('; '.join(dict.fromkeys(flow['attribution'] for flow in ours)))}",
            "small",
        ),
        Group(
            (
                Table("canada", ours, flows, (to_flows,), extract=_extract("trade-canada", ours)),
                Table("published", published, totals, (to_total,), extract=Extract("trade-published", published)),
            ),
            fold=f"{stated['exporter']} in the Atlas by product and country, and all published totals",
            key="trade_canada",
        ),
    )


def checks(asked: Asked) -> tuple[Block, ...]:
    """Return our rows held against other figures of the same exporter, year and products."""
    found, filters = queries_totals.reconciliation(), asked.choice.filters
    beside = _beside(asked, queries_totals.of_the_south())

    def ours(check: Row) -> str:
        """Nothing where no filters hold the rows."""
        exporter_iso3, year, codes = check["exporter_iso3"], check["year"], tuple(check["hs_codes"])
        if codes:
            scope = TradeFilters(
                filters.as_of,
                (year, year),
                exporter_iso3,
                filters.rule,
                countries="all",
                products=codes,
                with_dual_use=True,
            )
            return figures.url(scope, "exports", year=year)
        return figures.url(beside, "exports", year=year) if exporter_iso3 == beside.exporter else ""

    def theirs(check: Row) -> str:
        return links.rows(filters, "trade_checks", check_id=check["check_id"])

    rows = as_dicts(found)
    readable = [row | {"comment": row["comment"] or "", "scope": row["scope"].replace("+", ", ")} for row in rows]
    return (
        Finding(
            findings.reconciliation(rows),
            "Ratio: our rows divided by the other figure for the same exporter, year and products. Below 1 is usual: not every importer "
            "reports, and importers name the country that made the cells rather than the one that shipped the pack.",
        ),
        Table(
            "trade_checks",
            readable,
            CHECKS,
            (RowLink(ours, "Behind ours"), RowLink(theirs, "Behind theirs")),
            extract=Extract("trade-reconciliation", found),
        ),
        Group((Say(findings.reasons(rows)),), fold="Why they differ", key="trade_reasons"),
        Say(DATA, "small"),
    )
