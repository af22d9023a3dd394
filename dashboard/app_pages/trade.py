"""Trade: does clean technology go where the agreements are, as far as the data can carry it?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts import flows as bands
from dashboard.charts import trade
from dashboard.core import numbers
from dashboard.core.columns import headed
from dashboard.core.plain import link, plain
from dashboard.core.words import day, plural
from dashboard.evidence import registry
from dashboard.render import components
from dashboard.render.notices import not_honoured
from dashboard.render.page import current
from dashboard.trade import filters as trade_filters
from dashboard.trade import findings as trade_findings
from dashboard.trade import queries as trade_queries
from dashboard.trade import summaries as trade_summaries
from dashboard.trade import time as trade_time
from dashboard.trade import time_queries as trade_time_queries
from dashboard.trade import window as trade_window
from dashboard.trade.queries import TradeFilters

MULTIPLES = 8

page = current()
known = trade_filters.choices(trade_queries.choices(), trade_queries.years())
chosen, problems = trade_filters.bar(known, page.filters, page.is_phone)
for problem in problems:
    not_honoured(problem)
exporter = known.exporters[chosen.exporter]
last, first = chosen.last_year, chosen.first_year
st.markdown(f":small[**Showing:** {plain(trade_findings.in_words(chosen, exporter))}]")

places, goods = trade_queries.places(chosen), trade_queries.goods(chosen)
if places.empty or goods.empty:
    st.info(
        "No country or no product is left. Take back a filter, allow dual-use products, or press Reset.",
        icon=":material/search_off:",
    )
    st.stop()

flows, reporting = trade_queries.flows(chosen), trade_queries.reporting(chosen)
sources = trade_queries.sources(tuple(sorted(flows["source_id"].unique())))
rows = trade_summaries.named(flows, places, goods, sources, chosen.exporter)
years = trade_queries.comparable_years(chosen)
traded = goods[goods["hs_code"].isin(rows["hs_code"])]
scope = trade_findings.scope(traded if len(traded) else goods)
constant = trade_summaries.constant_importers(reporting, years)
floor_usd = trade_time_queries.floor_usd()
countries = trade_summaries.by_country(rows, places, reporting, range(first, last + 1))
figures = trade_summaries.headline(rows, places, reporting, last)
credit = trade_findings.credit(sources)


def source_line() -> str:
    """The credit that stands under each chart."""
    return f"{credit}. {trade_findings.basis(sources)}"


def behind_flows(name: str = "exports", **columns: object) -> str:
    """Return the address of the flows behind a figure of the chosen trade."""
    return registry.trade_url(chosen, name, **columns)


def behind_covered(covered: dict[str, Any]) -> str:
    """Return the address of the covered products that the exporter sold to all countries in one year."""
    year = covered["year"]
    scope = TradeFilters(year, year, page.filters.as_of, page.filters.rule, chosen.exporter, countries="all")
    return registry.trade_url(scope, "exports", year=year)


def behind_country(country: dict[str, Any]) -> str:
    """Return the address of the flows to one country in one year, or of why there is no data; nothing where it is zero."""
    name = "no_data" if pd.isna(country["value_usd"]) else "exports"
    if country["value_usd"] == 0:
        return ""
    return behind_flows(name, importer_iso3=country["area_iso3"], year=country["year"])


def behind_band(band: dict[str, Any]) -> str:
    """Return the address of the flows that a band of the last year is made of."""
    scope = replace(chosen, importers=band["importers"], products=band["hs_codes"], first_year=last, last_year=last)
    return registry.trade_url(scope, "exports", year=last)


def behind_share(supplier: dict[str, Any]) -> str:
    """Return the address of the flows that a supplier's share is made of."""
    if not supplier["exporter_iso3"]:
        return ""
    importers = tuple(code for code in constant if code in known.importers)
    scope = replace(chosen, importers=importers, first_year=share_year, last_year=share_year)
    return registry.trade_url(scope, "supplied", exporter_iso3=supplier["exporter_iso3"])


def whole_shares() -> tuple[pd.DataFrame, int, int]:
    """The shares in the last and the first comparable year, and how many importers they are made of."""
    if not years:
        return trade_summaries.share_table(pd.DataFrame(), pd.DataFrame()), 0, 0
    end = trade_queries.shares(chosen, years[-1], constant)
    start = trade_queries.shares(chosen, years[0], constant)
    count = int(end["importer_count"].iloc[0]) if len(end) else 0
    return trade_summaries.share_table(end, start), count, years[-1]


shares, share_importers, share_year = whole_shares()
ours = shares[shares["exporter_iso3"] == chosen.exporter]

driver = trade_time_queries.largest_partner(chosen)
st.markdown(components.no_formula(trade_findings.answer(exporter, chosen, figures, scope, floor_usd, driver)))
trade_time.say(chosen, years, figures)
if narrow := trade_window.say(chosen.exporter):
    st.markdown(components.no_formula(narrow))
at_least = "" if figures.known == figures.importers else ", at least"
components.figures(
    [
        (
            f"Exports in {last}",
            numbers.dollars(figures.value_usd),
            f"to {plural(figures.importers, 'country', 'countries')}{at_least}",
            *((behind_flows(year=last),) if figures.value_usd else ()),
        ),
        (
            "Of which to partners",
            numbers.dollars(figures.to_partners_usd) if figures.partners else "no partner",
            f"{figures.partners or 'none'} that had signed by the end of {last}, as known on {day(chosen.as_of)}",
            *((behind_flows(year=last, signed_by_then=True),) if figures.to_partners_usd else ()),
        ),
        (
            "Share of their imports",
            numbers.percent(ours["share"].iloc[0]) if len(ours) else "no data",
            f"{share_year or last}, {plural(share_importers, 'host')} with known totals",
            *((behind_share(ours.iloc[0].to_dict()),) if len(ours) else ()),
        ),
        (
            "No data",
            f"{figures.importers - figures.known} of {figures.importers}",
            f"countries that did not (fully) report {last}",
            *((behind_flows("no_data", year=last),) if figures.importers > figures.known else ()),
        ),
    ],
    page.is_phone,
)

trade_time.show(page, chosen, exporter, scope, source_line(), rows, behind_country)
st.info(trade_findings.CAVEAT, icon=":material/info:")

# Where nobody has an agreement, all customers.
partners = countries[countries["year"].isin(years)]
if places["has_agreement"].any():
    partners = partners[partners["has_agreement"].astype(bool)]
codes = trade_summaries.largest(partners, 6 if page.is_phone else MULTIPLES, floor_usd)
if codes and len(years) > 1:
    title = trade_findings.multiples(exporter, partners, codes, floor_usd)
    components.chart_head(
        title,
        f"Million US$ of {scope}, all on one scale; the highest year is named. The largest by their highest of these years. Dotted "
        "line: signature within these years. Shaded: the country did not report, or its report looks incomplete; a gap is not a decline.",
    )
    pick = components.plot(
        trade.small_multiples(partners, codes, chosen.exporter, page.theme, page.is_phone), "trade_multiples", title
    )
    components.behind(
        page,
        f"trade-partners_{chosen.exporter}",
        partners.assign(why=partners["why"].fillna(""), signed_on=trade_time.signed(partners)),
        source_line(),
        headed("area", "year", "value_usd", "signed_on", "why", area="Country"),
        rows=rows[rows["importer_iso3"].isin(partners["area_iso3"])],
        behind_row=behind_country,
        pick=pick,
        placeholder="no data",
    )

of_last = rows[rows["year"] == last]
if len(of_last):
    # A band is a partner's if it had signed by then.
    links = trade_summaries.sankey(
        rows.assign(has_agreement=rows["signed_by_then"]), last, 5 if page.is_phone else 9, 3 if page.is_phone else 5
    )
    bands_of_all = trade_summaries.with_products(links)
    title = trade_findings.flows(links, last, floor_usd)
    components.chart_head(
        title,
        f"{scope[0].upper() + scope[1:]}, US$ in {last}, from {exporter} by {trade_findings.middle(of_last)} to importers. "
        f"{trade_findings.two_tones(links)} The extract has every flow of every year. "
        + (
            f"{figures.importers - figures.known} of {figures.importers} countries have no data for {last}."
            if at_least
            else ""
        ),
    )
    # Bands of next to nothing would only look like something.
    pick = None
    if figures.value_usd >= floor_usd:
        pick = components.plot(
            bands.of_year(bands_of_all, exporter, chosen.exporter, trade_summaries.GATHERED),
            "trade_flows",
            f"Flows: {title}",
        )
    components.behind(
        page,
        f"trade-flows_{chosen.exporter}",
        bands_of_all,
        source_line(),
        headed(
            "product",
            "importer",
            "value_usd",
            product=trade_findings.middle(of_last).capitalize(),
            value_usd=f"US$ in {last}",
        ),
        rows=rows,
        behind_row=behind_band,
        pick=pick,
    )
else:
    st.info(f"No row for {last} with these filters. Choose other years or products.", icon=":material/search_off:")

st.header("Market share", anchor=False) if shares.empty else None
if shares.empty:
    st.markdown(
        "No share can be made: the total imports of these countries and products are not known from the same source."
    )
else:
    title = trade_findings.share(chosen.exporter, exporter, shares, share_year, years[0])
    components.chart_head(
        title,
        f"Share of all imports of {plural(share_importers, 'host')} with totals in every year, {share_year}; the tick is {years[0]}. Flow and "
        "total come from the same source, so products without totals (solar, for one) are not in it.",
    )
    pick = components.plot(trade.shares(shares, chosen.exporter, years, f"Bars: {title}"), "trade_shares")
    components.behind(
        page,
        f"trade-shares_{chosen.exporter}",
        shares.assign(year=share_year, first_year=years[0], importers=share_importers),
        source_line(),
        {
            "exporter": "Supplier",
            "value_usd": f"US$ in {share_year}",
            "share": "Share",
            "first_share": f"Share in {years[0]}",
        },
        behind_row=behind_share,
        pick=pick,
    )

cells = trade_summaries.four_way(countries, last, floor_usd)
components.chart_head(
    trade_findings.four_way(exporter, cells, last, floor_usd),
    f"Trade means at least {numbers.dollars(floor_usd)} of {scope} from {exporter} in {last}; agreement "
    f"means one with {exporter}, as of {day(chosen.as_of)}. A description, no advice.",
)
# Two empty boxes would say nothing where nobody has an agreement, or nobody lacks one.
kinds = [
    key for key in trade_findings.CELLS if cells["has_agreement"].astype(bool).isin(trade_findings.WITH[key]).any()
]
boxes = [*st.columns(2), *st.columns(2)] if not page.is_phone else [st.container() for _ in range(4)]
for box, key in zip(boxes, kinds, strict=False):
    heading, advice = trade_findings.CELLS[key]
    inside = cells[cells["cell"] == key]
    with box.container(border=True):
        st.subheader(f"{heading}: {len(inside)}", anchor=False)
        st.markdown(f":small[{advice}]")
        st.markdown(components.no_formula(trade_findings.named_countries(inside)))
silent = cells[cells["cell"] == trade_summaries.NO_DATA]
if len(silent):
    st.markdown(components.no_formula(trade_findings.silent(silent, last)))
components.behind(
    page,
    f"trade-four-way_{chosen.exporter}",
    cells.assign(
        cell=cells["cell"].map({key: text for key, (text, _) in trade_findings.CELLS.items()}),
        signed_on=trade_time.signed(cells),
        attribution="; ".join(sources["attribution"].unique()),
    ),
    source_line(),
    headed(
        "area",
        "cell",
        "value_usd",
        "last_known_year",
        "last_known_usd",
        "signed_on",
        "why",
        area="Country",
        value_usd=f"US$ in {last}",
        last_known_usd="US$ then",
    ),
    behind_row=behind_country,
    placeholder="no data",
)

trade_window.show(page, chosen.exporter, exporter, behind_covered)

world, technologies = trade_queries.without_partners(chosen.exporter), trade_queries.by_technology(chosen.exporter)
if len(world) or len(technologies):
    st.header(trade_findings.apart(exporter, world, technologies), anchor=False)
    st.markdown("Importers or product codes are not known for these, so they are in no figure above.")
    with components.folded("Exports to the world, and by technology group", "trade_world") as fold:
        if fold.open:
            if len(world):
                components.data_table(
                    world,
                    headed(
                        "products",
                        "year",
                        "value_usd",
                        "world_usd",
                        "publisher",
                        world_usd="All exporters, US$",
                        publisher="Source",
                    ),
                    lambda total: registry.url(
                        page.filters, "world_exports", row=total["total_id"], exporter_iso3=total["exporter_iso3"]
                    ),
                )
                components.download(page, f"trade-to-the-world_{chosen.exporter}", world)
            if len(technologies):
                components.data_table(
                    technologies,
                    headed("importer", "product_group", "year", "value_usd", "publisher", publisher="Source"),
                    lambda flow: registry.url(
                        page.filters,
                        "technology_exports",
                        exporter_iso3=flow["exporter_iso3"],
                        importer_iso3=flow["importer_iso3"],
                    ),
                )
                components.download(page, f"trade-by-technology_{chosen.exporter}", technologies)

st.header("Canada: two figures that are not the same measure", anchor=False)
canada = trade_queries.canada()
# The same rows as filters: what trade_queries.canada asks for.
of_canada = TradeFilters(
    2023, 2023, page.filters.as_of, page.filters.rule, "CAN", countries="parties", with_dual_use=True
)
published = trade_queries.published()
headline_source = published[published["exporter_iso3"] == "CAN"].iloc[0]
st.markdown(components.no_formula(trade_findings.canada(canada)))
components.figures(
    [
        (
            "Published, 2023",
            f"{headline_source['value']} bn",
            "dollars to the Global South, currency not stated; Canadian Climate Institute",
            registry.url(page.filters, "trade_published", total_id=headline_source["total_id"]),
        ),
        (
            "In the Atlas, 2023",
            numbers.dollars(canada["value_usd"].sum()),
            "Parties not in Annex I, all products that have rows",
            registry.trade_url(of_canada, "exports", year=2023),
        ),
    ],
    page.is_phone,
)
st.markdown(
    f":small[Sources: {link(headline_source['publisher'], headline_source['source_url'])}; "
    f"{plain('; '.join(canada['attribution'].unique()))}]"
)
with components.folded("Canada in the Atlas by product and country, and all published totals", "trade_canada") as fold:
    if fold.open:
        components.data_table(
            canada,
            headed("importer", "product", "value_usd", value_usd="US$ in 2023"),
            lambda flow: registry.trade_url(
                of_canada, "exports", importer_iso3=flow["importer_iso3"], hs_code=flow["hs_code"], year=2023
            ),
        )
        components.download(page, "trade-canada", canada)
        components.data_table(
            published,
            headed("exporter", "importer_group", "year", "metric", "value", "unit", "publisher", "note", "source_url"),
            lambda total: registry.url(page.filters, "trade_published", total_id=total["total_id"]),
        )
        components.download(page, "trade-published", published)


def behind_ours(check: dict[str, Any]) -> str:
    """Return the address of the flows that our side of a check sums, or nothing where no filters hold them."""
    exporter_iso3, year, codes = check["exporter_iso3"], check["year"], tuple(check["hs_codes"])
    if exporter_iso3 == of_canada.exporter and not codes:
        return registry.trade_url(of_canada, "exports", year=year)
    if not codes:
        return ""
    scope = TradeFilters(
        year,
        year,
        page.filters.as_of,
        page.filters.rule,
        exporter_iso3,
        countries="all",
        products=codes,
        with_dual_use=True,
    )
    return registry.trade_url(scope, "exports", year=year)


def behind_theirs(check: dict[str, Any]) -> str:
    """Return the address of the other figure of a check, with its publication."""
    return registry.url(page.filters, "trade_checks", check_id=check["check_id"])


checks = trade_queries.reconciliation()
components.chart_head(
    trade_findings.reconciliation(checks),
    "Ratio: our rows over the other figure for the same exporter, year and products. Below 1 is usual, because not every "
    "importer reports, and importers name the origin of the cells rather than the country that shipped the pack.",
)
shown = headed(
    "exporter",
    "year",
    "ratio",
    "scope",
    "importer_group",
    "atlas_usd",
    "reference_usd",
    "comparison",
    "comment",
    "publisher",
    "source_url",
)
heads = list(shown.values())
components.data_table(
    checks.assign(comment=checks["comment"].fillna(""), scope=checks["scope"].str.replace("+", ", ")),
    shown,
    {"Behind ours": behind_ours, "Behind theirs": behind_theirs},
    # The links stand beside the two figures, not behind the long words.
    column_order=[*heads[:7], "Behind ours", "Behind theirs", *heads[7:]],
    height=320,
)
components.download(page, "trade-reconciliation", checks)
with st.expander("Why they differ"):
    st.markdown(trade_findings.reasons(checks))
st.markdown(
    ":small[Data: UN Comtrade; CEPII, BACI HS17, version 202601; Ember, China solar PV exports and China clean technology "
    "exports (CC BY 4.0). UN Comtrade rows are not open data: read its policy before passing them on. "
    "The Method page says which rows count.]"
)
