"""Data moves only downwards: which part of the code may know which library."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch

import pytest

# Files (as a pattern), what they must not import, and the files of the pattern that may.
RULES = [
    ("etl/*", {"dashboard"}, ()),
    ("dashboard/*", {"etl", "pydeck"}, ()),
    ("etl/sources/*", {"duckdb"}, ()),
    ("dashboard/charts/*", {"streamlit", "duckdb"}, ()),
    ("dashboard/core/forms/*", {"streamlit", "duckdb", "plotly"}, ()),
    ("dashboard/brief/*", {"streamlit", "duckdb", "plotly"}, ()),
    ("dashboard/render/paper/*", {"streamlit", "duckdb", "plotly"}, ()),
    ("*", {"typst"}, ("dashboard/render/paper/press.py",)),
    ("dashboard/*/content*.py", {"streamlit", "plotly", "duckdb"}, ()),
    ("dashboard/api/*", {"streamlit", "plotly", "duckdb"}, ()),
    (
        "*",
        {"duckdb"},
        (
            "etl/load.py",
            "etl/account.py",
            "etl/rules.py",
            "etl/build.py",
            "etl/fingerprints.py",
            "etl/streaming.py",
            "etl/merging.py",
            "etl/changes.py",
            "etl/export.py",
            "etl/diff.py",
            "etl/evidence.py",
            "dashboard/core/warehouse.py",
        ),
    ),
    ("dashboard/*", {"geopandas", "shapely", "pyproj"}, ()),
]
# The one file that makes links of text and addresses, and the option of Streamlit that lets tags through.
PLAIN, HTML = "dashboard/core/plain.py", "unsafe_allow_html"
SQL = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY)\s")


def imported(tree: ast.AST, file: str) -> set[str]:
    """Top-level names of all modules that a file imports, anywhere in it and in any spelling."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "" if not node.level else file.replace("/", "."))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "__import__",
            "import_module",
            "importlib.import_module",
        ):
            names |= {str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)}
    return {name.split(".")[0] for name in names}


def offences(file: str, source: str) -> list[str]:
    """What a file (path from the root of the repository) does that its layer must not."""
    tree = ast.parse(source)
    modules = imported(tree, file)
    found = [
        f"{file} imports {module}"
        for pattern, forbidden, but in RULES
        if fnmatch(file, pattern) and file not in but
        for module in sorted(modules & forbidden)
    ]
    if fnmatch(file, "dashboard/*/content*.py") or fnmatch(file, "dashboard/*/findings*.py"):
        texts = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        found += [f"{file} holds SQL: {text[:60]!r}" for text in texts if SQL.search(text)]
    if file.startswith("dashboard/") and file != PLAIN:
        parts = [part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values]
        texts = (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
        found += [
            f"{file} makes a Markdown link by hand, take {PLAIN}: {text[:60]!r}" for text in texts if "](" in text
        ]
        found += [
            f"{file} lets HTML through" for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == HTML
        ]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("part", ["etl", "dashboard"])
def test_layers(project_root, part):
    paths = sorted((project_root / part).rglob("*.py"))
    assert paths, f"no code in {part}"
    found = [
        offence
        for path in paths
        for offence in offences(path.relative_to(project_root).as_posix(), path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("etl/load.py", "import dashboard.agreements.queries"),
        ("dashboard/core/filters.py", "def late():\n    from etl.load import insert"),
        ("etl/sources/curated.py", "import duckdb as d"),
        ("dashboard/charts/growth.py", "from streamlit import session_state"),
        ("dashboard/charts/growth.py", "import duckdb"),
        ("dashboard/core/forms/bars.py", "from plotly import graph_objects"),
        ("dashboard/overview/content.py", "from plotly import graph_objects"),
        ("dashboard/overview/content.py", "import pydeck"),
        ("dashboard/overview/content.py", "rows = ask('SELECT * FROM agreements')"),
        ("dashboard/overview/content.py", "rows = ask(f'''\nFROM agreements WHERE {where}''')"),
        ("dashboard/agreements/queries.py", "import importlib\nimportlib.import_module('duckdb')"),
        ("etl/harmonise.py", "from duckdb import connect"),
        ("dashboard/app.py", "import geopandas"),
        ("dashboard/charts/maps.py", "from shapely.geometry import Point"),
        ("dashboard/core/warehouse.py", "import pyproj"),
        ("dashboard/evidence/row_card.py", "f'Source: [{title}](<{url}>)'"),
        ("dashboard/render/live.py", "import streamlit as st\nst.markdown(text, unsafe_allow_html=True)"),
    ],
)
def test_the_rules_find_an_offence(file, source):
    assert offences(file, source)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("etl/load.py", "import duckdb"),
        ("dashboard/core/plain.py", "f'[{words}](<{url}>)'"),
        ("dashboard/core/warehouse.py", "import duckdb"),
        ("etl/boundaries.py", "import geopandas, shapely, pyproj"),
        ("dashboard/overview/content.py", "text = 'Select one from the list'"),
        ("dashboard/charts/growth.py", "from dashboard.core.forms import Bars\nimport pandas"),
    ],
)
def test_the_rules_let_good_code_pass(file, source):
    assert offences(file, source) == []
