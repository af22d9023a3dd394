"""Sentences of the Trade page that state what the shown rows say. Pure: rows and counts in, text out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from dashboard.charts.trade import short
from dashboard.core.choices import COUNTING_RULES
from dashboard.core.numbers import dollars, is_missing, percent
from dashboard.core.plain import link, plain
from dashboard.core.records import Row, Rows
from dashboard.core.words import known_date, listed, plural
from dashboard.trade import summaries
from dashboard.trade.chosen import COUNTRIES, STAGES, TradeFilters
from dashboard.trade.summaries import BOTH, GATHERED, NEITHER, NO_DATA, ONLY_AGREEMENT, ONLY_TRADE, Headline

CAVEAT = (
    "**Exports are not credits.** Growth after an agreement doesn’t mean that the agreement caused it. "
    "Selling a product, liquefied natural gas included, doesn’t generate ITMOs; only authorised and verified emission cuts do."
)
CELLS = {
    BOTH: ("Agreement and trade", "Partners that buy these products."),
    ONLY_AGREEMENT: ("Agreement, too little trade to say", "Partners that buy little or nothing of these products."),
    ONLY_TRADE: ("Trade, no agreement", "Customers without an Article 6 agreement."),
    NEITHER: ("Neither", "No agreement, and too little trade to say."),
    NO_DATA: ("No report", "No data for the year, so in none of the four boxes."),
}
# Which countries a cell can hold at all: those with an agreement, or those without. NO_DATA is no box.
WITH = {BOTH: {True}, ONLY_AGREEMENT: {True}, ONLY_TRADE: {False}, NEITHER: {False}, NO_DATA: set()}


def possessive(name: str) -> str:
    """Return Japan's, United States'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def scope(goods: Rows) -> str:
    """Name the products that were obtained; never "low-carbon exports", which they are not the whole of."""
    others = {good["value_chain"]: good["chain"] for good in goods}
    chains = list(others)
    parts = []
    if len(goods) <= 2:
        return listed([good["label"][0].lower() + good["label"][1:] for good in goods]) if goods else "no product"
    if "batteries_ev" in chains:
        stages = {good["stage"] for good in goods if good["value_chain"] in ("batteries_ev", "critical_minerals")}
        parts.append(
            "batteries and electric vehicles"
            if stages == {"final_product"}
            else "batteries, electric vehicles and their materials"
        )
    elif "critical_minerals" in chains:
        parts.append("battery and other critical minerals")
    names = {"solar": "solar cells and panels", "wind": "wind power parts"}
    parts += [
        names.get(chain, others[chain].lower() + " products")
        for chain in chains
        if chain not in ("batteries_ev", "critical_minerals")
    ]
    return "; ".join(parts)


def answer(
    exporter: str, filters: TradeFilters, figures: Headline, scope_name: str, floor_usd: int, driver: Rows
) -> str:
    """Answer for the last year in a sentence or two; `driver` is the partner that drives the sum (trade_time_queries.largest_partner).

    Below the floor no share is told. What came before and after the signatures says trade_time_findings.around.
    """
    if not figures.known:
        return (
            f"None of the chosen countries has data for {figures.year}. Choose an earlier last year, or more countries."
        )
    if not figures.value_usd:
        return f"**{exporter}** sold none of these countries {scope_name} in {figures.year}, as far as they reported."
    least = "at least " if figures.known < figures.importers else ""
    text = (
        f"In {figures.year} {least}**{dollars(figures.value_usd)}** of {scope_name} went from **{exporter}** to "
        f"{countries_in_words(filters)}"
    )
    if not figures.partners:
        return (
            f"{text}. None of them had an Article 6 agreement with {exporter} under this rule by the end of {figures.year}, so "
            "there are no partners to compare."
        )
    if figures.value_usd < floor_usd:
        return f"{text}: too little to say where it goes (less than {dollars(floor_usd)} is known)."
    text += f", **{percent(figures.partner_share)}** of it to {plural(figures.partners, 'country', 'countries')} that had signed an agreement by the end of {figures.year}"
    alone = [f"; {row['area']} alone bought {dollars(row['value_usd'])} of that" for row in driver]
    return f"{text}{''.join(alone)}."


def countries_in_words(filters: TradeFilters) -> str:
    """Return the importing countries of the choice in words."""
    words = {
        "hosts": "Article 6 host countries outside Annex I",
        "parties": "Parties outside Annex I",
        "all": "all countries and areas",
    }
    return words[filters.countries] if not filters.importers else "the chosen countries"


def flows(links: Rows, year: int, floor_usd: int) -> str:
    """Title of the flows: the largest product and the largest named destination; neither below the floor."""
    if (total := sum(link["value_usd"] for link in links)) < floor_usd:
        return f"Too little trade to say in {year}: less than {dollars(floor_usd)} is known"
    goods = summaries.summed(links, "product")
    hosts = summaries.summed((link for link in links if link["importer"] not in GATHERED), "importer")
    first, most = summaries.ranked(goods)[0], max(hosts.values(), default=0)
    largest = [name for name, value in hosts.items() if value == most]
    text = f"{first} made up {goods[first] / total:.0%} of these exports in {year}"
    return text + (
        f"; the largest destination was {largest[0]} ({dollars(most)})" if len(hosts) > 2 and len(largest) == 1 else ""
    )


def middle(rows: Rows) -> str:
    """Name what the flows of `rows` are told apart by, beside importers (trade_summaries.destinations has the rule)."""
    return "value chain" if len({row["chain"] for row in rows}) > 1 else "product"


def two_tones(links: Rows) -> str:
    """Say what the colours of the flows mean, where there are two."""
    has = {link["has_agreement"] for link in links}
    if len(has) == 1:
        return f"{'All' if True in has else 'None'} of these importers had an agreement with it by then."
    return "Coloured: countries with an agreement by then; grey: without one."


def four_way(exporter: str, cells: Rows, year: int, floor_usd: int) -> str:
    """Title of the four-way table: how many buy, with and without an agreement, of those with data."""
    counts = Counter(row["cell"] for row in cells)
    both, only_trade = counts[BOTH], counts[ONLY_TRADE]
    partners, others = both + counts[ONLY_AGREEMENT], only_trade + counts[NEITHER]
    if not partners and not others:
        return f"Agreement and trade in {year}: no country has data"
    bought = f"bought at least {dollars(floor_usd)} from {exporter} in {year}"
    parts = []
    if partners:
        parts.append(f"{both} of {plural(partners, 'partner')} with data {bought}")
    if others:
        without = f"{only_trade} of {plural(others, 'country', 'countries')} without an agreement"
        none = f"none of {plural(others, 'country', 'countries')} without an agreement did"
        also = f"so did {without}" if only_trade else none
        parts.append(also if partners else f"{without} {bought}")
    return "; ".join(parts)


def reconciliation(checks: Rows) -> str:
    """Title of the checks: how many of our sums come close to the other figure."""
    ratios = [check["ratio"] for check in checks if not is_missing(check["ratio"])]
    near = sum(0.8 <= ratio <= 1.25 for ratio in ratios)
    return (
        f"In {near} of {len(checks)} checks our rows come to 0.8 to 1.25 times the other figure; the median is "
        f"{median(ratios):.2f}"
    )


def reasons(checks: Rows) -> str:
    """Return a list of the reasons given for differences, each with the checks that it is given for."""
    lines = []
    for comment in dict.fromkeys(check["comment"] for check in checks if not is_missing(check["comment"])):
        rows = [check for check in checks if check["comment"] == comment]
        exporters = list(dict.fromkeys(row["exporter"] for row in rows))
        years = sorted({row["year"] for row in rows})
        lines.append(f"- **{listed(exporters, 20)}, {', '.join(map(str, years))}:** {plain(comment)}")
    return "\n".join(lines)


def multiples(exporter: str, countries: Rows, codes: Sequence[str], floor_usd: int) -> str:
    """Title of the small multiples: whose lines they are, and how many have gaps."""
    shown = [row for row in countries if row["area_iso3"] in codes]
    gaps = len({row["area"] for row in shown if is_missing(row["value_usd"])})
    kind = ("partner", "partners") if all(row["has_agreement"] for row in shown) else ("customer", "customers")
    enough = sum(value >= floor_usd for value in summaries.highest(countries).values())
    if enough > len(codes):
        kind = (f"largest {kind[0]}", f"largest {kind[1]}")
    text = (
        f"{possessive(exporter)} {plural(len(codes), *kind)} with {dollars(floor_usd)} or more in a year, on one scale"
    )
    return text + (f"; {plural(gaps, 'line')} with years of no data" if gaps else "")


def share(exporter_iso3: str, exporter: str, table: Rows, year: int, first_year: int) -> str:
    """Title of the shares: the exporter's, its change and its place."""
    row = next((row for row in table if row["exporter_iso3"] == exporter_iso3), None)
    if row is None:
        return f"{exporter} supplied none of the known imports of {year}"
    text = f"{exporter} supplied {percent(row['share'])} of these imports in {year}"
    if not is_missing(row["first_share"]) and first_year != year:
        before = percent(row["first_share"])
        text += f", as in {first_year}" if before == percent(row["share"]) else f", against {before} in {first_year}"
    named = [row for row in table if row["exporter_iso3"]]
    first = [row for row in named if row["value_usd"] == max(row["value_usd"] for row in named)]
    # Among two nobody leads, and who shares the place leads nobody.
    if len(named) < 3 or len(first) > 1:
        return text
    leader = first[0]
    leads = (
        "it leads"
        if leader["exporter_iso3"] == exporter_iso3
        else f"{leader['exporter']} leads with {leader['share']:.0%}"
    )
    return f"{text}; {leads}"


def apart(exporter: str, world: Rows, technologies: Rows) -> str:
    """Title of the exports that are known only as world totals, or by technology group."""
    groups = plural(len({total["products"] for total in world}), "product group")
    parts = [f"as world totals ({groups})"] if world else []
    parts += ["by technology"] if technologies else []
    return f"Some of {possessive(exporter)} exports are known only {' or '.join(parts)}"


def to_the_south(ours: Rows, stated: Row) -> str:
    """Say why the published figure (row of table trade_published_list) and ours are two measures."""
    products, places = summaries.summed(ours, "product"), summaries.summed(ours, "importer")
    total, billion, first = sum(places.values()), float(stated["value"]), summaries.ranked(places)[0]
    return (
        f"The {plain(stated['publisher'])} publishes **{billion:g} billion dollars** of low-carbon sales to the {plain(stated['importer_group'])} in {stated['year']}. The "
        f"products in the Atlas come to **{dollars(total)}** ({total / billion / 1e9:.0%} of it, if it is in US dollars), "
        f"led by {listed([name[0].lower() + name[1:] for name in summaries.ranked(products)[:3]], 3)}; "
        f"{places[first] / total:.0%} went to {first}. The two are **different measures**: the Institute does not "
        "state its currency (in Canadian dollars the share would be larger), its list of products was not found but includes "
        "efficient motors, methane and power technology, which have no rows here, and its group of countries "
        "is not published. Ours is all Parties not in Annex I."
    )


def in_words(filters: TradeFilters, exporter: str) -> str:
    """Return the choice in plain words, with the rule for agreements."""
    parts = [
        f"exporter {exporter}",
        COUNTRIES[filters.countries].lower().replace("article", "Article").replace("annex i", "Annex I"),
    ]
    parts = [part.replace("parties", "Parties") for part in parts]
    if filters.agreement != "any":
        parts.append(f"{filters.agreement} an agreement")
    if filters.stages:
        parts.append("stage " + listed([STAGES[stage].lower() for stage in filters.stages]))
    parts.append("dual-use products included" if filters.with_dual_use else "without dual-use products")
    day = known_date(filters.as_of.isoformat())
    parts.append(f"agreements as of {day}, rule “{COUNTING_RULES[filters.rule].lower()}”")
    return " · ".join(parts)


def credit(sources: Rows) -> str:
    """Return the credits that the terms of the sources ask for, as links."""
    pages: dict[str, str] = {}
    for source in sources:
        pages.setdefault(source["attribution"], source["url"])
    return "; ".join(link(attribution, url) for attribution, url in pages.items()) or "none"


def basis(sources: Rows) -> str:
    """Say how the sources value and whose word they are; warn where two ways meet."""
    words = {
        "importer_reported": "as importers report them, by country of origin",
        "exporter_reported": "as the exporter reports them",
        "reconciled": "made to agree by CEPII",
    }
    kinds = dict.fromkeys((source["valuation"], source["viewpoint"]) for source in sources)
    text = "; ".join(f"{valuation} values {words[viewpoint]}" for valuation, viewpoint in kinds)
    if len({valuation for valuation, _ in kinds}) > 1:
        text += ". Different products are valued on different bases, so treat differences below about 10% as noise"
    if not all(source["is_complete"] for source in sources):
        text += ". For some years only the largest partners are listed: read those figures as “at least”"
    return text


def named_countries(cell: Rows, most: int = 14) -> str:
    """Return the countries of one cell with their values, highest first."""
    if not cell:
        return "No country."
    shown = [f"{row['area']} ({short(row['value_usd'])})" if row["value_usd"] else row["area"] for row in cell[:most]]
    rest = len(cell) - len(shown)
    return ", ".join(shown) + (f" and {rest} more in the table." if rest else ".")


def silent(cell: Rows, year: int, most: int = 40) -> str:
    """Name the countries without data for the year, with what was last known of them."""
    names = [
        row["area"]
        if is_missing(row["last_known_year"])
        else f"{row['area']} ({short(row['last_known_usd'])} in {row['last_known_year']:.0f})"
        for row in cell[:most]
    ]
    rest = len(cell) - len(names)
    return (
        f"**{CELLS[NO_DATA][0]}, or an incomplete one, for {year}: {len(cell)}.** Without data they are in none of the four boxes. "
        f"In brackets, the last known figure: {', '.join(names)}" + (f" and {rest} more in the table." if rest else ".")
    )
