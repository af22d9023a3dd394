"""The rooms of the dashboard stand in a row: a room imports the core and the rooms to its left, and nothing runs back."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

# Those of one step don't know each other. What stands beside the rooms knows all of them, and no room knows it.
STEPS: tuple[frozenset[str], ...] = (
    frozenset({"core"}),
    # From the rows of a room to a form: they know forms alone.
    frozenset({"charts"}),
    frozenset({"agreements"}),
    frozenset({"units"}),
    frozenset({"projects"}),
    frozenset({"delivered"}),
    frozenset({"targets", "trade", "accounts", "rules"}),
    frozenset({"places"}),
    frozenset({"compare"}),
    frozenset({"overview"}),
    frozenset({"trust"}),
    frozenset({"evidence"}),
)
RENDERERS = "render"
# Answers machines: beside the rooms, it knows all of them and the plain renderers.
MACHINES = "api"
# Lines of a file, and of a function.
LONGEST, LONGEST_FUNCTION = 300, 60
# Longer still, and to be parted: nothing may be added here.
TO_BE_PARTED = {"dashboard/brief/tables.py: of_sides"}
# The files of a room that may ask the warehouse; in the core its door and what is on offer.
ASKING = ("queries", "warehouse", "choices", "named", "figure", "answer")


def imported(source: str) -> set[str]:
    """Return the modules of the dashboard that a source imports, anywhere in it: "core.choices", "places"."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "dashboard":
            inside = node.module.partition(".")[2]
            found |= {f"{inside}.{alias.name}".strip(".") for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.partition(".")[2] for a in node.names if a.name.startswith("dashboard.")}
    return found


def step_of(room: str) -> int | None:
    return next((place for place, rooms in enumerate(STEPS) if room in rooms), None)


def offences(path: str, source: str) -> list[str]:
    """What a file (path from the folder of the dashboard) imports that its room must not know."""
    room, _, rest = path.partition("/")
    mine, found = step_of(room), []
    for module in sorted(imported(source)):
        other = module.split(".")[0]
        theirs = step_of(other)
        if room == RENDERERS and other not in ("core", RENDERERS):
            found.append(f"{path} knows {module}: a renderer knows blocks and forms alone")
        if room == MACHINES and module.split(".")[0] in ("app", "main"):
            found.append(f"{path} knows {module}: machines are answered without the app")
        if mine is None and room != MACHINES:
            continue
        if module in ("core.warehouse.ask", "core.warehouse.ask_rows") and not Path(rest).name.startswith(ASKING):
            found.append(f"{path} asks the warehouse: only queries do")
        if mine is None:
            continue
        if other != room and (theirs is None or theirs >= mine):
            found.append(f"{path} knows {module}, which stands beside it or to its right")
        if (
            rest.startswith("forms/")
            and other == "core"
            and module.split(".")[1] not in ("forms", "palette", "numbers", "static", "words", "dates")
        ):
            found.append(f"{path} knows {module}: forms know palette and type alone")
    return found


def test_files_stay_short(project_root):
    """A longer one has more than one job."""
    long = {
        path.relative_to(project_root).as_posix(): lines
        for folder in ("dashboard", "etl")
        for path in (project_root / folder).rglob("*")
        if path.suffix in (".py", ".sql") and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_function_is_too_long_to_be_read_at_once(project_root):
    functions = [
        (f"{path.relative_to(project_root).as_posix()}: {node.name}", node.end_lineno - node.lineno + 1)
        for folder in ("dashboard", "etl")
        for path in (project_root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert len(functions) > 1000
    assert {name for name, lines in functions if lines > LONGEST_FUNCTION} <= TO_BE_PARTED


def test_the_rooms_stand_in_a_row(project_root):
    folder = project_root / "dashboard"
    paths = sorted(folder.rglob("*.py"))
    assert len(paths) > 50
    found = [
        told
        for path in paths
        for told in offences(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("core/figure.py", "from dashboard.delivered import queries"),
        ("projects/content.py", "from dashboard.delivered.figures import ISSUED"),
        ("targets/content.py", "import dashboard.trade.queries"),
        ("agreements/content.py", "from dashboard.evidence import registry"),
        ("delivered/content.py", "from dashboard.render import live"),
        ("delivered/content.py", "def late():\n    from dashboard.render import widgets"),
        ("render/live.py", "from dashboard.places import findings"),
        ("projects/findings.py", "from dashboard.core.warehouse import ask"),
        ("projects/findings.py", "from dashboard.core.warehouse import ask_rows"),
        ("core/forms/bars.py", "from dashboard.core.content import Chart"),
        ("api/rows.py", "from dashboard.core.warehouse import ask"),
        ("api/pages.py", "from dashboard.main import show"),
        ("trust/content.py", "from dashboard.api import rows"),
    ],
)
def test_an_import_that_runs_back_is_found(path, source):
    assert offences(path, source)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("places/content.py", "from dashboard.trade import block\nfrom dashboard.core.content import Page"),
        ("delivered/queries.py", "from dashboard.core.warehouse import ask"),
        ("render/live.py", "from dashboard.core.content import Page\nfrom dashboard.render import components"),
    ],
)
def test_an_import_of_the_core_or_to_the_left_is_fine(path, source):
    assert offences(path, source) == []
