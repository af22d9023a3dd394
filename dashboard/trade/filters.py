"""The filters of the Trade page: their own parameters in the URL, checked before they are believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.core.choices import Filters, party_named
from dashboard.trade.chosen import AGREEMENT, COUNTRIES, DEFAULT_EXPORTER, STAGES, TradeFilters

# How many years are shown when the visitor chooses none.
YEARS_SHOWN = 5
_LISTS = {
    "importer": "importers",
    "importer_region": "regions",
    "chain": "chains",
    "product_stage": "stages",
    "product": "products",
}
NAMES = ("exporter", "countries", "with_agreement", *_LISTS, "dual_use", "years")
MORE = "Country, region, stage, product, dual use"


@dataclass(frozen=True)
class TradeChoices:
    """What can be chosen: keys with their names, and the first and last year that has rows."""

    exporters: dict[str, str]
    importers: dict[str, str]
    regions: dict[str, str]
    chains: dict[str, str]
    products: dict[str, str]
    first_year: int
    last_year: int


def choices(offered: pd.DataFrame, years: tuple[int, int]) -> TradeChoices:
    """Return the choices of the tables (dashboard.trade.queries.choices and years)."""
    kinds = {
        kind: dict(zip(rows["key"], rows["label"], strict=True)) for kind, rows in offered.groupby("kind", sort=False)
    }
    exporters, importers, regions, chains, products = (
        kinds.get(kind, {}) for kind in ("exporter", "importer", "region", "chain", "product")
    )
    return TradeChoices(exporters, importers, regions, chains, products, *years)


def default(known: TradeChoices, page: Filters) -> TradeFilters:
    """Return the choice of a visitor who has made none; rule and day are those of the other pages."""
    exporter = DEFAULT_EXPORTER if DEFAULT_EXPORTER in known.exporters else next(iter(known.exporters))
    first = max(known.first_year, known.last_year - YEARS_SHOWN + 1)
    return TradeFilters(first, known.last_year, page.as_of, page.rule, exporter)


def from_query(query: Mapping[str, str], known: TradeChoices, page: Filters) -> tuple[TradeFilters, list[str]]:
    """Read filters from the parameters of a link; return those that can be honoured, and a sentence for each that can't."""
    problems: list[str] = []
    filters = default(known, page)

    def one(name: str, offered: Mapping[str, str], fallback: str) -> str:
        value = query.get(name, fallback)
        if value not in offered and name == "exporter":
            value = party_named(value) or value
        if value in offered:
            return value
        problems.append(f"The link names an unknown {name.replace('_', ' ')}, “{value[:40]}”.")
        return fallback

    lists: dict[str, tuple[str, ...]] = {}
    offers = {
        "importer": known.importers,
        "importer_region": known.regions,
        "chain": known.chains,
        "product_stage": STAGES,
        "product": known.products,
    }
    for name, offered in offers.items():
        wanted = list(filter(None, query.get(name, "").split(",")))
        if name == "importer":
            wanted = [value if value in offered else party_named(value) or value for value in wanted]
        problems += [
            f"The link names an unknown {name.replace('_', ' ')}, “{value[:40]}”, or one without trade here."
            for value in wanted
            if value not in offered
        ]
        lists[_LISTS[name]] = tuple(dict.fromkeys(value for value in wanted if value in offered))
    first, last = filters.first_year, filters.last_year
    if text := query.get("years"):
        parts = text.split("-")
        if len(parts) in (1, 2) and all(part.isascii() and part.isdigit() and len(part) == 4 for part in parts):
            first, last = sorted((int(parts[0]), int(parts[-1])))
            if not known.first_year <= first <= last <= known.last_year:
                problems.append(
                    f"The data run from {known.first_year} to {known.last_year}; the link asks for {text[:40]}."
                )
                first = min(max(first, known.first_year), known.last_year)
                last = max(min(last, known.last_year), first)
        else:
            problems.append(f"The link's years, “{text[:40]}”, are none such as 2020-2024.")
    dual = query.get("dual_use", "no")
    if dual not in ("yes", "no"):
        problems.append(f"The link says “{dual[:40]}” to dual use; yes or no is needed.")
    filters = replace(
        filters,
        exporter=one("exporter", known.exporters, filters.exporter),
        countries=one("countries", COUNTRIES, filters.countries),
        agreement=one("with_agreement", AGREEMENT, filters.agreement),
        first_year=first,
        last_year=last,
        with_dual_use=dual == "yes",
        importers=lists["importers"],
        regions=lists["regions"],
        chains=lists["chains"],
        stages=lists["stages"],
        products=lists["products"],
    )
    return filters, problems


def to_query(filters: TradeFilters) -> dict[str, str]:
    """Return the parameters of a link to these filters; exporter and years are always there, so that it stays true."""
    query = {"exporter": filters.exporter, "years": f"{filters.first_year}-{filters.last_year}"}
    if filters.countries != "hosts":
        query["countries"] = filters.countries
    if filters.agreement != "any":
        query["with_agreement"] = filters.agreement
    if filters.with_dual_use:
        query["dual_use"] = "yes"
    for name, field in _LISTS.items():
        if values := getattr(filters, field):
            query[name] = ",".join(values)
    return query


def in_fields(filters: TradeFilters) -> tuple[tuple[str, str, str], ...]:
    """Return what can be chosen as the name in the address, the label and the value of now, for a plain form."""
    written = to_query(filters)
    labels = {
        "exporter": "Exporter",
        "countries": "Importing countries",
        "with_agreement": "Agreement with the exporter",
        "chain": "Value chain",
        "years": "Years",
        "importer": "Importer",
        "importer_region": "Region",
        "product_stage": "Stage",
        "product": "Product",
        "dual_use": "With dual-use products",
    }
    return tuple((name, label, written.get(name, "")) for name, label in labels.items())
