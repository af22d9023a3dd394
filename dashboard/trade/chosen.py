"""What a visitor chooses on the Trade page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.core.choices import DEFAULT_RULE
from dashboard.core.fields import fields_of, many, one, years, yes
from dashboard.core.warehouse import Value

COUNTRIES = {
    "hosts": "Article 6 hosts, not in Annex I",
    "parties": "All Parties not in Annex I",
    "all": "All countries and areas",
}
AGREEMENT = {"any": "With or without", "with": "With an agreement", "without": "Without one"}
STAGES = {"raw_material": "Raw materials", "component": "Components", "final_product": "Final products"}


@dataclass(frozen=True)
class TradeFilters:
    """What a visitor chooses on the Trade page; () means all. `rule` and `as_of` say which agreements count."""

    as_of: date
    span: tuple[int, int] = years("years", "Years", width=1.8)
    exporter: str = one("exporter", "Exporter", is_party=True, absent="no exports", width=1.5)
    rule: str = DEFAULT_RULE
    countries: str = one(
        "countries",
        "Importing countries",
        "hosts",
        help="Norway, Switzerland and others in Annex I are rich car markets and would swamp every sum.",
        width=2.4,
    )
    agreement: str = one("with_agreement", "Agreement with the exporter", "any", width=1.9)
    chains: tuple[str, ...] = many("chain", "Value chain", nothing="All that have rows", width=1.6)
    importers: tuple[str, ...] = many(
        "importer", "Importer", is_party=True, absent="no imports", nothing="All importers"
    )
    regions: tuple[str, ...] = many("importer_region", "Region", nothing="All regions")
    stages: tuple[str, ...] = many("product_stage", "Stage", nothing="All stages")
    products: tuple[str, ...] = many("product", "Product", nothing="All products")
    with_dual_use: bool = yes(
        "dual_use",
        "With dual-use products",
        help="Products used largely for other purposes, such as refined copper or magnets.",
    )

    @property
    def first_year(self) -> int:
        """The first chosen year."""
        return self.span[0]

    @property
    def last_year(self) -> int:
        """The last chosen year."""
        return self.span[1]

    def parameters(self) -> dict[str, Value]:
        """Return the named parameters of the scope that all queries share."""
        chosen: dict[str, Value] = {name: getattr(self, name) for name in fields_of(TradeFilters) if name != "span"}
        return chosen | {"as_of": self.as_of, "rule": self.rule}

    def years(self) -> dict[str, Value]:
        """Return the named parameters of the years."""
        return {"first_year": self.first_year, "last_year": self.last_year}
