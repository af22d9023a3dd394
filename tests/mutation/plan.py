"""Which files are changed, by kind, and which few tests have to notice. The one place that knows folders and names."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

# What makes answers. A file belongs to the first kind that has it, and a new one of these names comes under it by itself.
KINDS: dict[str, tuple[str, ...]] = {
    "queries": ("dashboard/*/queries*.py",),
    "figures": (
        "dashboard/*/figures*.py", "dashboard/core/figure*.py", "dashboard/core/answer.py", "dashboard/core/choices.py",
        "dashboard/core/fields.py", "dashboard/core/named.py",
    ),
    "sentences": (
        "dashboard/*/findings*.py", "dashboard/*/summaries*.py", "dashboard/*/*_words.py", "dashboard/*/statements.py",
        "dashboard/core/told*.py", "dashboard/core/words.py", "dashboard/core/numbers.py", "dashboard/core/dates.py",
        "dashboard/projects/one_project.py", "dashboard/*/block*.py", "dashboard/accounts/followed.py",
        "dashboard/overview/asked.py", "dashboard/overview/by_*.py", "dashboard/overview/questions.py",
        "dashboard/places/context.py", "dashboard/places/country_agreements.py", "dashboard/places/pair_beside.py",
        "dashboard/trust/changed_cells.py", "dashboard/trust/fresh.py", "dashboard/units/trail.py",
    ),
    "models": (
        "dashboard/accounts/adjustment.py", "dashboard/accounts/methods.py", "dashboard/targets/model.py", "dashboard/targets/scenario.py",
        "dashboard/targets/trajectory.py",
        "dashboard/targets/backcast.py", "dashboard/targets/programmes.py", "dashboard/delivered/buyer_bars.py",
        "dashboard/delivered/delivery_rate.py", "dashboard/places/network.py", "dashboard/places/sides.py",
        "dashboard/trade/window.py", "dashboard/trade/asked.py", "dashboard/trade/chosen.py", "dashboard/targets/assumptions.py",
    ),
    "rows": (
        "dashboard/evidence/rows.py", "dashboard/evidence/row_card.py", "dashboard/evidence/registry.py",
        "dashboard/core/part.py", "dashboard/core/records.py", "dashboard/trust/news.py",
    ),
    "interface": ("dashboard/api/measures.py", "dashboard/api/rows.py", "dashboard/api/asking.py", "dashboard/api/changes.py"),
    "pages": ("dashboard/*/content.py", "dashboard/*/content_*.py"),
    "charts": ("dashboard/charts/*.py",),
    "views": ("etl/views/*.sql", "etl/schema/words.sql"),
    "checks": ("etl/checks/*.sql",),
    "rules": (
        "etl/csvfile.py", "etl/harmonise.py", "etl/load.py", "etl/merging.py", "etl/names.py", "etl/rules.py",
        "etl/sources/blocks.py", "etl/sources/curated.py", "etl/sources/listed.py", "etl/sources/lookup.py",
        "etl/sources/unepccc.py", "etl/standing.py", "etl/statements.py", "etl/account.py", "etl/changes.py", "etl/diff.py",
        "etl/evidence.py", "etl/gather.py",
    ),
    "importers": (
        "etl/reading/cells.py", "etl/sources/aef*.py", "etl/sources/baci.py", "etl/sources/cadtrust.py", "etl/sources/carp.py",
        "etl/sources/comtrade_sql.py", "etl/sources/goldstandard.py", "etl/sources/jcm.py", "etl/sources/similar.py",
        "etl/sources/unepccc_*.py", "etl/sources/verra.py",
    ),
}  # fmt: skip
# Words on columns, and what no answer is made of: the kinds of block.
UNCHANGED = ("etl/views/column_words.sql", "dashboard/core/content.py")
# Modules that make numbers, and no words or pictures of them.
ANSWERING = ("queries", "figures", "rows")
# Numbers and states by hand and by plain Python: they ask the dashboard, whatever module answers.
ANSWERS = (
    "tests/dashboard/test_known_answers.py",
    "tests/dashboard/test_oracle.py",
    "tests/dashboard/test_neighbours.py",
)
# All questions and pages on a small world, in seconds: asked first, whatever module of the dashboard changes.
SMALL = (
    "tests/dashboard/test_world_queries.py",
    "tests/dashboard/test_second_queries.py",
    "tests/dashboard/test_world_pages.py",
    "tests/dashboard/test_second_pages.py",
    "tests/dashboard/test_world_charts.py",
    "tests/dashboard/test_world_tables.py",
    "tests/dashboard/test_figure_words.py",
)
# Each view by rows that are worked out from the files, and by rows of a test's own.
OWN_ROWS = (
    "tests/etl/test_macros.py",
    "tests/etl/test_own_rows.py",
    "tests/etl/test_own_rows_account.py",
    "tests/etl/test_own_rows_accounts.py",
    "tests/etl/test_own_rows_backcast.py",
    "tests/etl/test_own_rows_force.py",
    "tests/etl/test_own_rows_fresh.py",
    "tests/etl/test_own_rows_headlines.py",
    "tests/etl/test_own_rows_on_day.py",
    "tests/etl/test_own_rows_targets.py",
    "tests/etl/test_own_rows_totals.py",
    "tests/etl/test_own_rows_trade.py",
    "tests/etl/test_own_rows_claims.py",
    "tests/etl/test_own_rows_events.py",
    "tests/etl/test_own_rows_projects.py",
    "tests/data/test_world.py",
    "tests/etl/test_choice.py",
    "tests/etl/test_units.py",
    "tests/etl/test_account.py",
    "tests/dashboard/test_world_queries.py",
    "tests/dashboard/test_second_queries.py",
)
VIEWS = (
    *ANSWERS,
    "tests/data/test_truth.py",
    "tests/data/test_targets_contract.py",
    "tests/data/test_trade_contract.py",
)
# What asks in seconds for all that modules of a kind make, whichever of them changes: imports of whole files; answers to machines; pages, charts.
WHOLLY: dict[str, tuple[str, ...]] = {
    "importers": ("tests/etl/test_whole_imports.py", "tests/etl/test_recognised.py"),
    "interface": ("tests/dashboard/test_world_api.py",),
    "pages": ("tests/dashboard/test_world_rows.py",),
    "charts": ("tests/dashboard/test_charts.py",),
}
# The page of a room, opened whole: what its rows here and now make of it that no made world has.
OPENED = {
    "accounts": "test_account_page.py", "places": "test_place_pages.py", "projects": "test_project_pages.py", "rules": "test_rule_page.py",
    "targets": "test_target_pages.py", "trade": "test_trade_page.py", "trust": "test_data_pages.py", "units": "test_units_page.py",
}  # fmt: skip
CHECKS = ("tests/etl/test_checks.py", "tests/etl/test_build.py::test_each_check_names_file_and_line")
# Files whose tests go through others: a page, a build, an import.
ALSO: dict[str, tuple[str, ...]] = {
    "dashboard/trust/queries_news.py": ("tests/dashboard/test_feeds.py",),
    "dashboard/accounts/block.py": ("tests/dashboard/test_place_pages.py",),
    "dashboard/api/asking.py": ("tests/dashboard/test_api.py",),
    "dashboard/api/changes.py": ("tests/dashboard/test_api.py", "tests/dashboard/test_feeds.py"),
    "dashboard/api/measures.py": ("tests/dashboard/test_api.py", "tests/dashboard/test_api_promise.py"),
    "dashboard/api/rows.py": ("tests/dashboard/test_api.py",),
    "dashboard/evidence/findings.py": ("tests/dashboard/test_world_rows.py",),
    "dashboard/evidence/row_card.py": ("tests/dashboard/test_world_rows.py", "tests/dashboard/test_trace_pages.py"),
    "dashboard/evidence/rows.py": ("tests/dashboard/test_world_rows.py", "tests/dashboard/test_trace_pages.py"),
    "dashboard/evidence/statements.py": ("tests/dashboard/test_world_rows.py",),
    "dashboard/overview/content_selection.py": ("tests/dashboard/test_selection.py",),
    "dashboard/places/blocks.py": (
        "tests/dashboard/test_small_tables_of_words.py",
        "tests/dashboard/test_place_pages.py",
    ),
    "dashboard/places/context.py": ("tests/dashboard/test_place_pages.py",),
    "dashboard/places/country_agreements.py": ("tests/dashboard/test_place_pages.py",),
    "dashboard/places/pair_beside.py": ("tests/dashboard/test_place_pages.py",),
    "dashboard/places/sides.py": ("tests/dashboard/test_place_pages.py",),
    "dashboard/rules/block.py": ("tests/dashboard/test_rule_page.py",),
    "dashboard/targets/assumptions.py": ("tests/dashboard/test_target_pages.py",),
    "dashboard/targets/model.py": ("tests/dashboard/test_target_pages.py",),
    "dashboard/trade/asked.py": ("tests/dashboard/test_trade_page.py",),
    "dashboard/trade/block.py": ("tests/dashboard/test_place_pages.py",),
    "dashboard/trust/news.py": ("tests/dashboard/test_feeds.py", "tests/dashboard/test_data_pages.py"),
    "dashboard/units/blocks.py": ("tests/dashboard/test_units_as_others.py",),
    "dashboard/units/trail.py": ("tests/dashboard/test_units_page.py",),
    "etl/changes.py": ("tests/etl/test_importing.py",),
    "etl/load.py": ("tests/etl/test_load.py",),
    "etl/merging.py": ("tests/etl/test_import_comtrade.py",),
    "etl/rules.py": ("tests/etl/test_load.py",),
    "etl/sources/aef.py": ("tests/etl/test_import_registries.py", "tests/etl/test_account.py"),
    "etl/sources/aef_events.py": ("tests/etl/test_import_registries.py",),
    "etl/sources/baci.py": ("tests/etl/test_import_baci.py",),
    "etl/sources/blocks.py": ("tests/etl/test_import_registries.py",),
    "etl/sources/cadtrust.py": ("tests/etl/test_import_registries.py",),
    "etl/sources/carp.py": ("tests/etl/test_import_pages.py", "tests/etl/test_saved_pages.py"),
    "etl/sources/comtrade_sql.py": ("tests/etl/test_import_comtrade.py", "tests/etl/test_comtrade_forms.py"),
    "etl/sources/curated.py": ("tests/etl/test_load.py",),
    "etl/sources/goldstandard.py": ("tests/etl/test_import_registries.py",),
    "etl/sources/jcm.py": ("tests/etl/test_import_pages.py",),
    "etl/sources/listed.py": ("tests/etl/test_choice.py",),
    "etl/sources/similar.py": ("tests/etl/test_import_pages.py", "tests/etl/test_import_registries.py"),
    "etl/sources/unepccc_projects.py": ("tests/etl/test_import_unepccc.py",),
    "etl/sources/unepccc_workbook.py": ("tests/etl/test_import_unepccc.py",),
    "etl/sources/verra.py": ("tests/etl/test_import_registries.py",),
    "etl/standing.py": ("tests/etl/test_standing.py",),
}
# Test files that open pages or build many warehouses: too slow to be asked for each change.
SLOW = (
    "tests/browser/*", "tests/bench/*", "tests/test_mutation.py", "tests/etl/test_build.py", "tests/etl/test_corruption.py",
    "tests/etl/test_release.py", "tests/etl/test_killed.py", "tests/etl/test_watch.py", "tests/etl/test_export.py",
    "tests/etl/test_import*.py", "tests/dashboard/test_*pages.py", "tests/dashboard/test_brief.py",
    "tests/dashboard/test_one_answer.py", "tests/dashboard/test_property.py", "tests/dashboard/test_hostile_*.py",
    "tests/dashboard/test_trade_page.py", "tests/test_guide.py", "tests/dashboard/test_gate.py",
    "tests/dashboard/test_checked_rows.py", "tests/dashboard/test_content*.py", "tests/data/test_edition.py",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """The tests that cover a file, quickest first: `own_rows` have rows of their own, and are asked before all others. `is_built`:
    for the others the warehouse is made anew with each change, and where it is the same as before, they can't tell."""

    tests: tuple[str, ...]
    is_built: bool = False
    own_rows: tuple[str, ...] = ()


def files(root: Path) -> list[str]:
    """Return the files that are changed, by name."""
    found = [path.relative_to(root).as_posix() for part in ("dashboard", "etl") for path in (root / part).rglob("*.*")]
    return sorted(file for file in found if kind(file))


def kind(file: str) -> str:
    """Return of which kind a file is; "" where it isn't changed."""
    if _fits(file, UNCHANGED):
        return ""
    return next((name for name, patterns in KINDS.items() if _fits(file, patterns)), "")


def part_of(root: Path, file: str) -> Part:
    """Return the tests of a file: of a view those of the views, of a module those that import it and the known answers."""
    of_kind = kind(file)
    if of_kind == "views":
        return Part(VIEWS, is_built=True, own_rows=OWN_ROWS)
    if of_kind == "checks":
        return Part(CHECKS)
    module = file.removesuffix(".py").replace("/", ".")
    importing = [
        test for test, modules in _imports(root).items() if module in modules and test not in (*ANSWERS, *SMALL)
    ]
    numbers = ANSWERS if of_kind in ANSWERING else ()
    room = OPENED.get(file.split("/")[1]) if of_kind == "pages" else None
    opened = (f"tests/dashboard/{room}",) if room else ()
    tests = (*WHOLLY.get(of_kind, ()), *importing, *ALSO.get(file, ()), *numbers, *opened)
    return Part(tests, own_rows=SMALL if file.startswith("dashboard/") else ())


def faults(root: Path) -> list[str]:
    """Return what is wrong with the plan: a pattern that no file has, a test that isn't there, a file that no test covers."""
    patterns = [pattern for group in (*KINDS.values(), UNCHANGED, SLOW) for pattern in group]
    found = [f"no file is named {pattern}" for pattern in patterns if not list(root.glob(pattern))]
    also = (test for tests in ALSO.values() for test in tests)
    opened = (f"tests/dashboard/{test}" for test in OPENED.values())
    tests = (*SMALL, *sum(WHOLLY.values(), ()), *VIEWS, *OWN_ROWS, *CHECKS, *also, *opened)
    named = {test.partition("::")[0] for test in tests}
    found += [f"there is no {file}" for file in sorted(ALSO) if not (root / file).exists()]
    found += [f"there is no {test}" for test in sorted(named) if not (root / test).exists()]
    return found + [f"no test covers {file}" for file in files(root) if not part_of(root, file).tests]


def _fits(file: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(file, pattern) for pattern in patterns)


@cache
def _imports(root: Path) -> dict[str, frozenset[str]]:
    """The modules of the project that each quick test file imports."""
    found = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        test = path.relative_to(root).as_posix()
        if not _fits(test, SLOW):
            found[test] = frozenset(_imported(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def _imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names
