"""Which files are changed, and which few tests have to notice. The one place that knows folders and names."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

# What makes answers: questions, figures, what is counted from rows, sentences, and the rules of the data.
CHANGED = (
    "dashboard/core/answer.py", "dashboard/core/choices.py", "dashboard/core/dates.py", "dashboard/core/fields.py",
    "dashboard/core/figure.py", "dashboard/core/numbers.py", "dashboard/core/told.py", "dashboard/core/words.py",
    "dashboard/*/queries.py", "dashboard/*/*_queries.py", "dashboard/*/figures.py", "dashboard/*/measures.py",
    "dashboard/*/findings.py", "dashboard/*/*_findings.py", "dashboard/*/summaries.py", "dashboard/*/*_words.py",
    "dashboard/agreements/*.py", "dashboard/projects/one_project.py", "dashboard/delivered/*.py", "dashboard/places/network.py",
    "dashboard/places/sides.py", "dashboard/targets/backcast.py", "dashboard/targets/scenario.py",
    "dashboard/targets/trajectory.py", "dashboard/trade/time.py", "dashboard/trade/window.py", "dashboard/evidence/registry.py",
    "etl/views/*.sql", "etl/schema/words.sql", "etl/rules.py", "etl/harmonise.py", "etl/sources/unepccc.py",
)  # fmt: skip
# Words on columns, and what no answer is made of.
UNCHANGED = ("*/__init__.py", "*/content*.py", "*/overview.py", "etl/views/column_words.sql", "etl/views/sources.sql")
# Modules that make numbers, and no words or pictures of them.
ANSWERING = (
    "dashboard/core/answer.py", "dashboard/core/choices.py", "dashboard/core/fields.py", "dashboard/core/figure*.py",
    "dashboard/*/queries.py", "dashboard/*/*_queries.py", "dashboard/*/figures.py", "dashboard/evidence/registry.py",
)  # fmt: skip
# Numbers and states by hand and by plain Python: they ask the dashboard, whatever module answers.
ANSWERS = ("tests/dashboard/test_known_answers.py", "tests/dashboard/test_oracle.py")
# Each view by rows that are worked out from the files.
VIEWS = ("tests/data/test_known_rows.py", "tests/data/test_truth.py", *ANSWERS)
# Tests with rows of their own, which the data that are shipped don't have.
OWN_ROWS = ("tests/etl/test_made_up.py", "tests/etl/test_choice.py")
# Test files that open pages or build many warehouses: too slow to be asked for each change.
SLOW = (
    "tests/browser/*", "tests/bench/*", "tests/etl/test_build.py", "tests/etl/test_corruption.py", "tests/etl/test_release.py",
    "tests/etl/test_killed.py", "tests/etl/test_watch.py", "tests/etl/test_export.py", "tests/etl/test_import*.py",
    "tests/dashboard/test_*pages.py", "tests/dashboard/test_brief.py", "tests/dashboard/test_one_answer.py",
    "tests/dashboard/test_property.py", "tests/dashboard/test_hostile_*.py", "tests/dashboard/test_trade_page.py",
    "tests/dashboard/test_new_page.py", "tests/dashboard/test_import_is_shown.py", "tests/dashboard/test_gate.py",
    "tests/dashboard/test_checked_rows.py", "tests/dashboard/test_content*.py", "tests/data/test_edition.py",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """The tests that cover a file, quickest first. `is_built`: with each change the warehouse is made anew, and where it is the
    same as before, only tests with rows of their own can tell."""

    tests: tuple[str, ...]
    is_built: bool = False
    own_rows: tuple[str, ...] = ()


def files(root: Path) -> list[str]:
    """Return the files that are changed, by name."""
    found = [path.relative_to(root).as_posix() for part in ("dashboard", "etl") for path in (root / part).rglob("*.*")]
    return sorted(file for file in found if _fits(file, CHANGED) and not _fits(file, UNCHANGED))


def part_of(root: Path, file: str) -> Part:
    """Return the tests of a file: of a view those of the views, of a module those that import it and the known answers."""
    if file.endswith(".sql"):
        views = [test for test in (*VIEWS, *OWN_ROWS) if (root / test).exists()]
        return Part(tuple(views), is_built=True, own_rows=tuple(test for test in OWN_ROWS if (root / test).exists()))
    module = file.removesuffix(".py").replace("/", ".")
    importing = [test for test, modules in _imports(root).items() if module in modules and test not in ANSWERS]
    return Part((*importing, *(ANSWERS if _fits(file, ANSWERING) else ())))


def _fits(file: str, patterns: tuple[str, ...]) -> bool:
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
