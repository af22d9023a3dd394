"""The command that tries changes: which it makes, and that it tells those that a test notices from those that none does."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from copies import ROOT
from mutation import plan, python_changes, runner, sql_changes
from mutation.changes import Change

CODE = '''"""Rows."""


def is_late(day: int, limit: int) -> bool:
    """Whether a day is past a limit."""
    return day > limit


def total(rows: list[dict[str, int]]) -> int:
    """Tonnes that may be added up."""
    return sum(row["tonnes"] for row in rows if row["is_summed"])
'''
# The boundary is tried on neither side: that one change is known to live.
TEST = """from code_under_test import is_late, total


def test_late():
    assert is_late(3, 1) and not is_late(1, 3)


def test_total():
    assert total([{"tonnes": 2, "is_summed": 1}, {"tonnes": 5, "is_summed": 0}, {"tonnes": 1, "is_summed": 1}]) == 3
"""
TRY = """
from pathlib import Path
from mutation.plan import Part
from mutation.runner import Trial, changes_of, report, run

root = Path({root!r})
trial = Trial(root, Path({copy!r}), lambda _: Part(("test_code.py",)), has_warehouse=False)
assert not trial.prepare(["code_under_test.py"])
print(report(root, list(run(trial, changes_of(root, "code_under_test.py"), say=lambda _: None)))[0])
"""


def made(changes: list[Change], text: str) -> set[tuple[str, str]]:
    """Each change as its line before and after."""
    return {change.before_and_after(text) for change in changes}


def test_a_change_that_no_test_notices_is_told_and_the_others_are_not(tmp_path):
    root, copy = tmp_path / "root", tmp_path / "copy"
    root.mkdir()
    (root / "code_under_test.py").write_text(CODE)
    (root / "test_code.py").write_text(TEST)
    program = TRY.format(root=str(root), copy=str(copy))
    environment = {"PYTHONPATH": str(ROOT / "tests"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stderr == "" and done.returncode == 0, done.stderr
    *survivors, rate = done.stdout.strip().splitlines()
    assert survivors == [
        "code_under_test.py:6 (comparison)",
        "  - return day > limit",
        "  + return day >= limit",
    ]
    assert rate == "1 of 3 changes survived: 33.3%"
    assert (root / "code_under_test.py").read_text() == CODE == (copy / "code_under_test.py").read_text()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = rows[rows['a'] <= 3]", "x = rows[rows['a'] < 3]"),
        ("x = rows[rows['a'] <= 3]", "x = rows"),
        ("x = rows[rows['a'] <= 3]", "x = rows[rows['a'] <= 4]"),
        ("x = rows[rows.isin(named)]", "x = rows"),
        ("x = a & b", "x = a"),
        ("x = a & b", "x = b"),
        ("x = a and not b", "x = a and b"),
        ("x = [r for r in rows if r]", "x = [r for r in rows if True]"),
        ("x = max(rows)", "x = min(rows)"),
        ("x = rows.head(3)", "x = rows.tail(3)"),
        ("x = row['buyer_iso3']", "x = row['host_iso3']"),
        ("x = row.host", "x = row.buyer"),
        ("x = f'{buyer} and {host}'", "x = f'{host} and {buyer}'"),
        ("x = f'{tonnes:,.1f} Mt'", "x = f'{tonnes:,.2f} Mt'"),
        ("x = f'{tonnes:,.1f} Mt'", "x = f'{tonnes:,.1f} t'"),
        ("x = tonnes / 1e6", "x = tonnes * 1e6"),
        ("x = sorted(rows, reverse=True)", "x = sorted(rows, reverse=False)"),
        ("x = 'a' if few else 'b'", "x = 'b'"),
        ('x = ask("SELECT a FROM b WHERE is_summed AND day <= $day")', 'x = ask("SELECT a FROM b WHERE is_summed")'),
        ('x = ask("SELECT a FROM b WHERE is_summed AND day <= $day")', 'x = ask("SELECT a FROM b WHERE day <= $day")'),
        (
            'x = ask(f"SELECT a FROM {b} WHERE {c} ORDER BY d")',
            'x = ask(f"SELECT a FROM {b} WHERE {c} ORDER BY d DESC")',
        ),
    ],
)
def test_python_is_changed_as_a_hurried_hand_would(before, after):
    assert (before, after) in made(list(python_changes.changes("code.py", before)), before)


def test_what_is_no_code_stays():
    text = '"""Counts 3 rows."""\nfrom os import path\n\n\n@dataclass(frozen=True)\nclass A:\n    b: int\n\n\nzip(c, d, strict=True)\n'
    assert list(python_changes.changes("code.py", text)) == []


SQL = (
    "SELECT sum(t) FILTER (is_summed) AS t, CASE WHEN a THEN 1 WHEN b THEN 2 END AS c -- WHERE a < b\n"
    "FROM x LEFT JOIN y USING (buyer_iso3) WHERE day BETWEEN 1 AND 2 AND is_summed AND word <> 'a AND b' ORDER BY day DESC"
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sum(t) FILTER (is_summed)", "sum(t)"),
        ("sum(", "max("),
        ("WHEN a THEN 1 WHEN b", "WHEN b"),
        ("LEFT JOIN", "JOIN"),
        ("(buyer_iso3)", "(host_iso3)"),
        ("AND is_summed AND", "AND"),
        ("WHERE day BETWEEN 1 AND 2 AND is_summed", "WHERE is_summed"),
        ("BETWEEN 1 AND", "BETWEEN 2 AND"),
        ("<> 'a AND b'", "= 'a AND b'"),
        ("DESC", "ASC"),
    ],
)
def test_sql_is_changed_as_a_hurried_hand_would(old, new):
    assert SQL.replace(old, new, 1) in {change.apply(SQL) for change in sql_changes.changes("x.sql", SQL)}


def test_comments_and_words_in_sql_stay():
    for change in sql_changes.changes("x.sql", SQL):
        changed = change.apply(SQL)
        assert "BETWEEN 1 OR" not in changed
        assert change.kind in ("condition dropped", "filter dropped") or (
            "-- WHERE a < b" in changed and "'a AND b'" in changed
        )


def test_a_sample_is_the_same_for_its_seed_and_has_a_line_once():
    files = ["dashboard/core/told.py"]
    changes = runner.pool(ROOT, files, set())
    text = (ROOT / files[0]).read_text(encoding="utf-8")
    one, same, other = (runner.sample(ROOT, changes, 20, seed) for seed in (1, 1, 2))
    assert one == same != other and len({change.line(text) for change in one}) == 20


def test_a_change_that_alters_nothing_is_left_out_where_the_list_says_so():
    files = ["dashboard/core/told.py"]
    changes = runner.pool(ROOT, files, set())
    text = (ROOT / files[0]).read_text(encoding="utf-8")
    listed = {(files[0], *changes[0].before_and_after(text))}
    assert changes[0] not in runner.pool(ROOT, files, listed)
    assert all(why for why in _reasons())


def _reasons() -> list[str]:
    with Path(runner.EQUIVALENT).open(encoding="utf-8", newline="") as file:
        return [row["why"] for row in csv.DictReader(file)]


def test_the_plan_names_files_and_tests_that_there_are_and_covers_every_file_of_its_kinds():
    assert plan.faults(ROOT) == []
    kinds = {plan.kind(file) for file in plan.files(ROOT)}
    assert kinds == set(plan.KINDS)
    for part in ("queries", "figures", "findings"):
        found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "dashboard").glob(f"*/{part}*.py")}
        assert found <= set(plan.files(ROOT))
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "etl/checks").glob("*.sql")} <= set(plan.files(ROOT))


def test_a_plan_that_misses_a_test_or_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(plan, "CHECKS", ("tests/etl/test_of_yore.py::test_it",))
    monkeypatch.setitem(plan.KINDS, "rules", ("etl/gone.py", "etl/stream.py"))
    monkeypatch.setattr(plan, "_imports", lambda root: {})
    assert {
        "there is no tests/etl/test_of_yore.py",
        "no file is named etl/gone.py",
        "no test covers etl/stream.py",
    } <= set(plan.faults(ROOT))


def test_the_plan_has_files_with_tests():
    files = plan.files(ROOT)
    assert len(files) > 40 and {"dashboard/core/told.py", "etl/views/events.sql"} <= set(files)
    for file in ("dashboard/core/told.py", "dashboard/agreements/queries.py", "etl/views/events.sql"):
        part = plan.part_of(ROOT, file)
        assert {*part.tests, *part.own_rows} > set(plan.ANSWERS if "told" not in file else ())
