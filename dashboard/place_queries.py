"""Questions on one country, one pair of countries and the network between them.

Agreements, projects and events are asked of dashboard.queries and dashboard.project_queries with the filters that this
module makes, so that a country's figures are those of the other pages.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from dashboard.queries import Filters
from dashboard.warehouse import ask

WIDEST_RULE = "statements"


def as_host(iso3: str, as_of: date) -> Filters:
    """Return the filters for all that a Party does as host, under the widest counting rule."""
    return Filters(as_of, hosts=(iso3,), rule=WIDEST_RULE)


def as_buyer(iso3: str, as_of: date) -> Filters:
    """Return the filters for all that a Party does as buyer, under the widest counting rule."""
    return Filters(as_of, buyers=(iso3,), rule=WIDEST_RULE)


def of_pair(buyer_iso3: str, host_iso3: str, as_of: date) -> Filters:
    """Return the filters for all that a buyer and a host do together, under the widest counting rule."""
    return Filters(as_of, buyers=(buyer_iso3,), hosts=(host_iso3,), rule=WIDEST_RULE)


def country(iso3: str) -> pd.DataFrame:
    """Return one Party with the newest year of each series, or no row for an unknown code. Columns of table country_list."""
    return ask("SELECT * FROM country_list WHERE iso3 = $iso3", iso3=iso3)


def country_years(iso3: str) -> pd.DataFrame:
    """Return emissions, electricity, inhabitants and GDP of one Party by year. Columns of table country_years."""
    return ask("SELECT * FROM country_years WHERE iso3 = $iso3 ORDER BY year", iso3=iso3)


def ndc_targets(iso3: str) -> pd.DataFrame:
    """Return what a Party has put into its NDC in few words, newest first. Columns of table ndc_target_list."""
    return ask("SELECT * FROM ndc_target_list WHERE iso3 = $iso3 ORDER BY as_of DESC, source_id", iso3=iso3)


def carbon_prices(iso3: str) -> pd.DataFrame:
    """Return carbon taxes and emissions trading of one Party, those of its Union included. Columns of table
    carbon_price_list."""
    return ask("SELECT * FROM carbon_price_list WHERE iso3 = $iso3 ORDER BY is_of_union, instrument_id", iso3=iso3)


def context_sources() -> pd.DataFrame:
    """Return the publication behind each block of a country page: block, source_id, publisher, title, url,
    published_on, licence. Blocks: co2, ghg, electricity, population, gdp, ndc, intention, participation, carbon_price."""
    return ask("SELECT * FROM context_sources ORDER BY block")


def pairs() -> pd.DataFrame:
    """Return every pair with an agreement, a project or an event: buyer_iso3, buyer, host_iso3, host, by name."""
    return ask("SELECT * FROM pair_list ORDER BY buyer, host")


def moments(buyer_iso3: str, host_iso3: str) -> pd.DataFrame:
    """Return what happened between a buyer and a host, oldest first, undated last. Columns of table pair_moments.

    kind is agreement, selection, registration, authorisation, issuance, first_transfer or milestone.
    """
    return ask(
        """
        SELECT * FROM pair_moments WHERE buyer_iso3 = $buyer_iso3 AND host_iso3 = $host_iso3
        ORDER BY moment_until_on NULLS LAST, kind, what, project_id
        """,
        buyer_iso3=buyer_iso3,
        host_iso3=host_iso3,
    )


def parties() -> pd.DataFrame:
    """Return all Parties: iso3, short_name, region, is_ldc, is_sids, is_annex1, by name."""
    return ask("SELECT iso3, short_name, region, is_ldc, is_sids, is_annex1 FROM party_list ORDER BY short_name")
