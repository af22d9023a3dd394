"""What a visitor chooses on the Trade page. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.core.choices import COUNTING_RULES, DEFAULT_RULE
from dashboard.core.warehouse import Value

DEFAULT_EXPORTER = "JPN"


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

    first_year: int
    last_year: int
    as_of: date
    rule: str = DEFAULT_RULE
    exporter: str = DEFAULT_EXPORTER
    countries: str = "hosts"
    agreement: str = "any"
    importers: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    chains: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    with_dual_use: bool = False

    def parameters(self) -> dict[str, Value]:
        """Return the named parameters of the scope that all queries share."""
        return {
            "exporter": self.exporter,
            "countries": self.countries,
            "agreement": self.agreement,
            "importers": self.importers,
            "regions": self.regions,
            "chains": self.chains,
            "stages": self.stages,
            "products": self.products,
            "with_dual_use": self.with_dual_use,
            "as_of": self.as_of,
            "rule": COUNTING_RULES[self.rule][1],
        }

    def years(self) -> dict[str, Value]:
        """Return the named parameters of the years."""
        return {"first_year": self.first_year, "last_year": self.last_year}
