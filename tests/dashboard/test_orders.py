"""In which order rows stand: each key decides where all before it are alike, and those behind it say the opposite.

Of keys A and B the made rows are (first, last), (last, first), (last, last), put into the table from the last to the first, so that an order
turned round, a key left out and one taken for another stand otherwise.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import pytest
from world.asked import shown

from dashboard.accounts import queries as accounts
from dashboard.agreements import queries as agreements
from dashboard.core import warehouse
from dashboard.core.choices import Filters
from dashboard.delivered import queries as delivered
from dashboard.evidence import queries as evidence
from dashboard.overview import queries as overview
from dashboard.places import queries as places
from dashboard.projects import queries as projects
from dashboard.rules import queries as rules
from dashboard.targets import queries as targets
from dashboard.trade import queries as trade
from dashboard.trade import queries_totals, queries_window
from dashboard.trust import queries as trust
from dashboard.trust import queries_data, queries_fresh, queries_news
from dashboard.units import queries as units

DAY = date(2026, 6, 30)
NOW = Filters(DAY)
OLD, MID, NEW = date(2021, 1, 1), date(2022, 2, 2), date(2023, 3, 3)


@dataclass(frozen=True)
class Order:
    """The table that a question reads, its keys with their values from first to last, and what else each row has."""

    ask: Callable[[], Any]
    table: str
    keys: dict[str, tuple[object, ...]]
    also: dict[str, object] = field(default_factory=dict)
    # The keys that its answer has; "" for all.
    shown: str = ""
    # Rows of other tables that it joins.
    beside: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    def rows(self) -> list[dict[str, object]]:
        """The rows in the order that is promised."""
        last = {name: values[-1] for name, values in self.keys.items()}
        steps = [last | {name: value} for name, values in self.keys.items() for value in values[:-1]]
        return [self.also | step for step in (*steps, last)]


PAIR = {"buyer": ("A", "B"), "host": ("A", "B")}
COUNTED = {"is_counted": True, "counts_from_on": OLD, "counting_rule": "binding"}
# The tenth release of an edition, its ninth and its eighth.
RELEASES = ("2022-02-02-10", "2022-02-02-9", "2022-02-02-8")
OF_ONE_DAY: list[dict[str, object]] = [{"release_id": key, "edition_on": MID} for key in RELEASES]
ORDERS = {
    "signed": Order(lambda: overview.signed(DAY), "agreement_list", {"signed_until_on": (NEW, OLD, None), **PAIR}, COUNTED),
    "agreements": Order(lambda: agreements.agreements(NOW), "agreements_now", {"signed_until_on": (NEW, OLD, None), **PAIR}, COUNTED),
    "around": Order(
        lambda: places.agreements("JPN", "KEN", NOW), "agreements_now", {"signed_until_on": (NEW, OLD, None), **PAIR}, COUNTED | {"buyer_iso3": "JPN"}
    ),
    "not counted": Order(
        lambda: agreements.not_counted(NOW), "agreement_list", {"status": ("concluded_not_signed", "unclear"), "counts_from_on": (OLD, NEW), **PAIR}, {"is_counted": False}
    ),
    "claims": Order(lambda: agreements.claims("x"), "claim_list", {"field": ("instrument", "status"), "precedence": (1, 2)}, {"agreement_id": "x"}),
    "nearest total": Order(
        lambda: agreements.nearest_published_total(NOW), "reconciliation",
        {"confidence": ("A", "B"), "as_of_until_on": (NEW, OLD), "total_id": ("a", "b")}, {"measure": "pairs", "ours": 1}, "as_of_until_on total_id",
    ),
    "pairs": Order(places.pairs, "pair_list", PAIR),
    "projects around": Order(
        lambda: places.projects("JPN", "KEN", NOW), "projects_now", {"expected_tco2e_per_year": (2, 1, None), "project_id": ("a", "b")}, {"host_iso3": "KEN"}
    ),
    "events around": Order(
        lambda: places.events("JPN", "KEN", NOW), "event_list", {"event_on": ("2023", "2022", None), "event_id": ("a", "b")}, {"host_iso3": "KEN", "event_until_on": OLD}
    ),
    "moments": Order(
        lambda: places.moments("JPN", "KEN", NOW), "pair_moments",
        {"moment_until_on": (OLD, NEW, None), "kind": ("a", "b"), "what": ("a", "b"), "project_id": ("a", "b")}, {"buyer_iso3": "JPN", "host_iso3": "KEN"},
    ),
    "NDC targets": Order(lambda: places.ndc_targets("KEN"), "ndc_target_list", {"as_of": ("2024", "2023"), "source_id": ("a", "b")}, {"iso3": "KEN"}),
    "carbon prices": Order(
        lambda: places.carbon_prices("KEN"), "carbon_price_list", {"is_of_union": (False, True), "instrument_id": ("a", "b")}, {"iso3": "KEN"}
    ),
    "statistics": Order(places.statistics, "country_series", {"country": ("A", "B"), "block": ("a", "b"), "label": ("a", "b"), "year": (2023, 2022)}),
    "projects": Order(
        lambda: projects.projects(NOW), "projects_now", {"expected_tco2e_per_year": (2, 1, None), "project_id": ("a", "b")}, {"is_counted": True}
    ),
    "listed": Order(lambda: projects.listed(NOW), "projects_now", {"expected_tco2e_per_year": (2, 1, None), "project_id": ("a", "b")}),
    "left out": Order(
        lambda: projects.left_out(NOW), "projects_now", {"left_out_because": ("a", "b"), "project_id": ("a", "b")}, {"is_counted": False}
    ),
    "steps": Order(lambda: projects.project_steps("x"), "project_steps", {"step_until_on": (OLD, NEW, None), "step": ("a", "b")}, {"project_id": "x"}),
    "events of a project": Order(
        lambda: projects.project_events("x"), "event_list", {"event_until_on": (OLD, NEW), "event_id": ("a", "b")}, {"project_id": "x"}
    ),
    "ledger": Order(
        lambda: delivered.ledger(NOW), "event_list", {"event_on": ("2023", "2022", None), "event_id": ("a", "b")}, {"event_until_on": OLD}
    ),
    "backcast": Order(delivered.backcast, "issuance_backcast", {"as_of_until_on": (OLD, NEW), "total_id": ("a", "b")}),
    "published quantities": Order(
        delivered.published_quantities, "published_quantity_list", {"as_of": ("2023", "2022-05", None), "total_id": ("a", "b")}
    ),
    "totals of JPN": Order(
        lambda: delivered.totals_of("issued_tco2e", Filters(DAY, buyers=("JPN",))), "reconciliation",
        {"as_of_until_on": (NEW, OLD), "total_id": ("a", "b")}, {"measure": "issued_tco2e", "value": 1, "buyer_iso3": "JPN"},
    ),
    "evidence": Order(
        lambda: evidence.evidence("event", "x"), "evidence", {"precedence": (1, 2), "field": ("a", "b"), "value": ("a", "b")}, {"row_kind": "event", "row_id": "x"}
    ),
    "blocks": Order(
        lambda: units.blocks(NOW), "block_list",
        {"host": ("A", "B"), "registry": ("A", "B"), "programme_ref": ("A", "B"), "vintage_year": (2021, 2022), "serial_first": (1, 2), "block_id": ("a", "b")},
        {"counts_from_on": OLD},
    ),
    "totals of blocks": Order(
        lambda: units.totals(Filters(DAY, hosts=("KEN",))), "reconciliation",
        {"as_of_until_on": (NEW, OLD), "total_id": ("a", "b")}, {"measure": "authorised_tco2e", "host_iso3": "KEN"},
    ),
    "published of blocks": Order(
        lambda: units.published(NOW), "reconciliation", {"value": (2, 1), "host": ("A", "B")}, {"measure": "authorised_tco2e", "as_of_until_on": OLD}
    ),
    "account": Order(
        lambda: accounts.years("KEN", DAY), "account_years", {"year": (2022, 2023), "measure": ("a", "b"), "book": ("a", "b")}, {"iso3": "KEN", "counts_from_on": OLD}
    ),
    "reports": Order(
        lambda: accounts.reports("KEN", DAY), "account_reports", {"due_on": (OLD, NEW, None), "submitted_on": ("2022", "2023"), "report_id": ("a", "b")}, {"iso3": "KEN"}
    ),
    "mismatches": Order(
        lambda: accounts.mismatches("KEN", DAY), "account_mismatches",
        {"apart_tco2e": (2, 1, None), "kind": ("a", "b"), "seller_row": ("a", "b"), "buyer_row": ("a", "b")}, {"host_iso3": "KEN"},
    ),
    "parties with rules": Order(
        lambda: rules.parties(NOW), "rule_parties", {"side": ("host", "buyer"), "rules": (2, 1), "party": ("A", "B")}
    ),
    "rules in force": Order(
        overview.rules, "rule_cells", {"side": ("buyer", "host"), "kind_order": (1, 2), "party": ("A", "B")}, {"state": "in_force"}, "side party",
    ),
    "targets": Order(targets.targets, "target_list", {"buyer": ("A", "B"), "is_superseded": (False, True), "target_id": ("a", "b")}),
    "goals": Order(targets.goals, "target_ladders", {"target_year": (2030, 2035)}, {"is_modelled": True, "rung": "goal"}),
    "progress": Order(targets.progress, "target_progress_list", {"buyer": ("A", "B", None), "as_of": ("2024", "2023")}),
    "own estimates": Order(
        targets.own_estimates, "own_estimates", {"target_id": ("a", "b"), "estimate_tco2e": (2, 1, None), "project_id": ("a", "b")}
    ),
    "prices": Order(
        targets.prices, "price_list", {"country": ("A", "B", None), "role": ("a", "b"), "price_year": (2022, 2023), "price_id": ("a", "b")}
    ),
    "programmes": Order(targets.programmes, "programme_feature_list", {"sort_order": (1, 2), "buyer": ("A", "B")}),
    "presets": Order(targets.presets, "calculator_preset_list", {"sort_order": (1, 2)}),
    "input rows": Order(targets.input_rows, "trajectory_input_rows", {"input_id": ("a", "b"), "row_kind": ("a", "b"), "row_id": ("a", "b")}),
    "trade sources": Order(lambda: trade.sources(("a", "b")), "trade_source_list", {"precedence": (1, 2), "source_id": ("a", "b")}),
    "of the South": Order(queries_totals.of_the_south, "trade_published_list", {"total_id": ("a", "b")}, {"importer_group": "Global South"}),
    "trade published": Order(queries_totals.published, "trade_published_list", {"total_id": ("a", "b")}),
    "trade comparisons": Order(queries_totals.reconciliation, "trade_reconciliation_list", {"check_id": ("a", "b")}),
    "window": Order(lambda: queries_window.window("KEN"), "trade_window_list", {"year": (2022, 2023)}, {"exporter_iso3": "KEN"}),
    "reconciliation": Order(
        trust.reconciliation, "reconciliation", {"publisher": ("A", "B"), "as_of_until_on": (NEW, OLD, None), "total_id": ("a", "b")}
    ),
    "members": Order(trust.members, "reconciliation_members", {"total_id": ("a", "b"), "known_from_on": (OLD, NEW), "label": ("a", "b")}),
    "differences": Order(trust.differences, "reconciliation_differences", {"total_id": ("a", "b"), "side": ("Atlas only", "publisher only"), "label": ("a", "b")}),
    "witnesses": Order(trust.witnesses, "witness_comparison", {**PAIR, "agreement_id": ("a", "b")}),
    "source ages": Order(queries_data.source_ages, "source_ages", {"looked_at_on": (OLD, NEW), "published_on": (None, "2022", "2023"), "source_id": ("a", "b")}),
    "releases": Order(
        queries_data.releases, "releases", {"edition_on": (NEW, OLD), "release_id": RELEASES},
        beside={"release_tables": [{"release_id": key, "table_name": "events"} for key in RELEASES]},
    ),
    "newest release": Order(lambda: pd.DataFrame([queries_news.newest()], columns=["release_id", "edition_on"]), "releases", {"edition_on": (NEW, OLD), "release_id": RELEASES}),
    "changes": Order(
        queries_news.changes, "release_changes",
        {"release_id": RELEASES, "table_name": ("a", "b"), "kind": ("late", "news"), "row_key": ("a", "b"), "column_name": ("a", "b")}, beside={"releases": OF_ONE_DAY},
    ),
    "changes in a release": Order(
        lambda: queries_news.changes_in(RELEASES[0]), "release_changes",
        {"table_name": ("a", "b"), "kind": ("late", "news"), "row_key": ("a", "b"), "column_name": ("a", "b")}, {"release_id": RELEASES[0]}, beside={"releases": OF_ONE_DAY},
    ),
    "cells of a release": Order(
        lambda: queries_data.release_changes("x"), "release_changes",
        {"table_name": ("a", "b"), "kind": ("late", "news"), "row_key": ("a", "b"), "column_name": ("a", "b")}, {"release_id": "x"},
    ),
    "tables of a release": Order(lambda: queries_data.release_tables("x"), "release_tables", {"table_name": ("a", "b")}, {"release_id": "x"}),
    "read for": Order(lambda: queries_fresh.publications(("a", "b")), "fact_sources", {"kind": ("a", "b"), "source_id": ("page", "paper")}),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(small_warehouse, tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse of the small world, in which a table of a test's own stands before the one of its name."""
    with duckdb.connect(str(shutil.copy(small_warehouse, tmp_path_factory.mktemp("orders")))) as connection:
        yield connection


@pytest.mark.parametrize("name", ORDERS)
def test_each_key_decides_where_those_before_it_are_alike(made, monkeypatch, name):
    # A cursor would not see the tables of another one.
    shared = SimpleNamespace(cursor=lambda: nullcontext(made), extract_statements=made.extract_statements)
    monkeypatch.setattr(warehouse, "_connection", lambda _: shared)
    order = ORDERS[name]
    names, rows = order.shown or " ".join(order.keys), order.rows()
    # Of a question that tells one row alone each row is the first of those behind it.
    for first in range(len(rows)):
        found = shown(_asked(made, name, order, rows[first:]), names)
        assert found[0] == shown((rows[first],), names)[0]
        assert len(found) == 1 or found == shown(tuple(rows[first:]), names)


def _asked(made: duckdb.DuckDBPyConnection, name: str, order: Order, rows: list[dict[str, object]]) -> object:
    """The answer of a question to some rows, which are put into its table from the last to the first."""
    tables = order.beside | {order.table: rows}
    for table, own in tables.items():
        made.execute(f"CREATE TEMP TABLE {table} AS FROM main.{table} LIMIT 0")
        for row in reversed(own):
            columns, marks = ", ".join(row), ", ".join("?" * len(row))
            made.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))
    try:
        # A build of its own, for answers are kept by build.
        with warehouse.reading(f"{name} {len(rows)}"):
            return order.ask()
    finally:
        for table in tables:
            made.execute(f"DROP TABLE temp.{table}")
