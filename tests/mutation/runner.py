"""Tries changes one by one in a copy of the project: the tests that cover a file have to fail."""

from __future__ import annotations

import contextlib
import csv
import importlib
import importlib.util
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mutation import python_changes, sql_changes
from mutation.changes import Change
from mutation.plan import Part

EQUIVALENT = Path(__file__).with_name("equivalent.csv")
LEFT_OUT = (
    ".git",
    ".venv",
    "warehouse",
    "imported",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    "test-results",
    "*.egg-info",
)
KILLED, SURVIVED, INVALID = "killed", "SURVIVED", "invalid"
# SQL that no warehouse can be built with is no fault that anybody could commit.
NO_SQL = ("Parser Error", "Binder Error", "Catalog Error")
# Longer than the tests of any file take: what runs on is caught in a loop of its own. On a slow machine it is as long as the
# unchanged code took, and half as long again: a change is not noticed because others kept the machine busy.
SECONDS, LONGER = 400.0, 1.5
# Loaded once, before all trials: each is a fork, and takes its imports from here. Nothing of the project may be among them.
LOADED = ("duckdb", "pandas", "plotly", "streamlit", "streamlit.testing.v1", "hypothesis", "pytest", "PIL", "lxml")


@dataclass(frozen=True)
class Verdict:
    """What became of a change, why, and after how many seconds."""

    change: Change
    state: str
    why: str
    seconds: float


def changes_of(root: Path, file: str) -> list[Change]:
    """Return all changes to a file, in order."""
    text = (root / file).read_text(encoding="utf-8")
    return [change for change in _candidates(file, text) if _is_other(change, text)]


def _candidates(file: str, text: str) -> list[Change]:
    found = sql_changes.changes(file, text) if file.endswith(".sql") else python_changes.candidates(file, text)
    # A change that two operators make is one.
    unique = {(change.start, change.old, change.new): change for change in found if change.old != change.new}
    return sorted(unique.values(), key=lambda change: (change.start, change.old, change.new))


def _is_other(change: Change, text: str) -> bool:
    return change.file.endswith(".sql") or python_changes.is_other_code(change, text)


def equivalents(path: Path = EQUIVALENT) -> set[tuple[str, str, str]]:
    """Return the changes that alter no answer, as file, line before and line after; why stands beside them in the list."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["file"], row["before"], row["after"]) for row in csv.DictReader(file)}


def pool(root: Path, files: Iterable[str], left_out: set[tuple[str, str, str]]) -> list[Change]:
    """Return all changes to some files but those that are known to alter nothing; which are no code is seen when they are chosen."""
    found = []
    for file in files:
        text = (root / file).read_text(encoding="utf-8")
        for change in _candidates(file, text):
            if (file, *change.before_and_after(text)) not in left_out:
                found.append(change)
    return found


def sample(root: Path, changes: list[Change], count: int, seed: int) -> list[Change]:
    """Return `count` of the changes, at most one a line, the same ones for the same seed; 0: all."""
    texts = {file: (root / file).read_text(encoding="utf-8") for file in {change.file for change in changes}}
    if not count:
        return [change for change in changes if _is_other(change, texts[change.file])]
    mixed = list(changes)
    random.Random(seed).shuffle(mixed)
    chosen: dict[tuple[str, int], Change] = {}
    for change in mixed:
        place = (change.file, change.line(texts[change.file]))
        if place not in chosen and _is_other(change, texts[change.file]):
            chosen[place] = change
        if len(chosen) == count:
            break
    return list(chosen.values())


class Trial:
    """A copy of the project in which changes are tried; the project itself is never touched."""

    def __init__(self, root: Path, folder: Path, part_of: Callable[[str], Part], *, has_warehouse: bool = True) -> None:
        self.root, self.folder, self.part_of, self.has_warehouse = root, folder, part_of, has_warehouse
        shutil.copytree(root, folder, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        self.content, self.seconds = "", SECONDS
        self._log = folder.with_name(f"{folder.name}.log")
        for name in LOADED:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)

    def prepare(self, files: Iterable[str]) -> str:
        """Build the warehouse and run the tests of these files on the unchanged code; return what fails, "" for nothing."""
        if self.has_warehouse:
            if self._forked(self._build):
                return self._said()
            self.content = self._said().split()[-1]
        parts = [self.part_of(file) for file in files]
        tests = list(dict.fromkeys(test for part in parts for test in (*part.tests, *part.own_rows)))
        began = time.monotonic()
        failed = bool(tests and self._forked(lambda: self._pytest(tests), seconds=3600))
        self.seconds = max(SECONDS, LONGER * (time.monotonic() - began))
        return self._said() if failed else ""

    def tried(self, change: Change) -> Verdict:
        """Make one change, run the tests of its file, and take it back."""
        path = self.folder / change.file
        text = path.read_text(encoding="utf-8")
        began = time.monotonic()
        _write(path, change.apply(text))
        try:
            state, why = self._outcome(self.part_of(change.file))
        except TimeoutError:
            state, why = KILLED, "never ended"
        finally:
            _write(path, text)
        return Verdict(change, state, why, time.monotonic() - began)

    def _outcome(self, part: Part) -> tuple[str, str]:
        # Rows of a test's own take seconds; the whole warehouse is built only for what they don't notice.
        if part.own_rows and self._forked(lambda: self._pytest(part.own_rows)):
            return self._failure()
        tests = part.tests
        if part.is_built:
            if self._forked(self._build):
                said = self._said()
                return KILLED, f"no warehouse: {(said.strip().splitlines() or [''])[-1][:80]}"
            if self._said().split()[-1] == self.content:
                tests = ()
        if not tests or self._forked(lambda: self._pytest(tests)) == 0:
            return SURVIVED, "" if part.tests else "no test covers it"
        return self._failure()

    def _failure(self) -> tuple[str, str]:
        said = self._said()
        if any(words in said for words in NO_SQL) and not any(words in said for words in ("AssertionError", "assert ")):
            return INVALID, next(line for line in said.splitlines() if any(words in line for words in NO_SQL))[:110]
        failed = [line for line in said.splitlines() if line.startswith(("FAILED", "ERROR", "E  "))]
        return KILLED, (failed or ["no test could be run"])[-1].removeprefix("FAILED ")[:110]

    def _build(self) -> int:
        build = importlib.import_module("etl.build").build
        print(build(self.folder, say=lambda _: None).content_hash)
        return 0

    def _pytest(self, tests: Iterable[str]) -> int:
        import pytest

        # The innermost process alone has the project's modules, so that each trial loads them anew.
        return int(pytest.main(["-x", "-q", "--no-header", "--tb=line", *tests]))

    def _forked(self, work: Callable[[], int], seconds: float = 0) -> int:
        """Do some work in a process of its own, inside the copy; return its status. Raises TimeoutError."""
        child = os.fork()
        if not child:
            self._alone(work)
        began = time.monotonic()
        while time.monotonic() - began < (seconds or self.seconds):
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise TimeoutError

    def _alone(self, work: Callable[[], int]) -> None:
        status = 1
        try:
            os.setpgrp()
            with self._log.open("wb") as log:
                os.dup2(log.fileno(), 1)
                os.dup2(log.fileno(), 2)
            os.chdir(self.folder)
            own = {"", str(self.root), str(self.root / "tests")}
            sys.path[:] = [str(self.folder), *(path for path in sys.path if path not in own)]
            os.environ["PYTHONPATH"] = str(self.folder)
            if self.has_warehouse:
                os.environ["TEST_WAREHOUSE"] = str(self.folder / "data/warehouse/article6.duckdb")
            status = work()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    # Two changes within a second can be of one length, and then Python would take the older one's byte code.
    if path.suffix == ".py":
        Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def run(trial: Trial, changes: list[Change], say: Callable[[str], None] = print) -> Iterator[Verdict]:
    """Try the changes one after another, telling each as it ends."""
    for number, change in enumerate(changes, 1):
        verdict = trial.tried(change)
        place = f"{change.file}:{change.line((trial.folder / change.file).read_text(encoding='utf-8'))}"
        say(
            f"{number:>4}/{len(changes)} {verdict.state:<8} {verdict.seconds:5.1f} s  {place}  {change.kind}  {verdict.why}"
        )
        yield verdict


def report(root: Path, verdicts: list[Verdict], kind_of: Callable[[str], str] = lambda _: "") -> tuple[str, float]:
    """Return the survivors with their lines before and after, the rate by kind of file and in all, in words, and the rate."""
    counted = [verdict for verdict in verdicts if verdict.state != INVALID]
    alive = [verdict for verdict in counted if verdict.state == SURVIVED]
    lines = [verdict.change.diff((root / verdict.change.file).read_text(encoding="utf-8")) for verdict in alive]
    for kind in sorted({kind_of(verdict.change.file) for verdict in counted} - {""}):
        tried = [verdict for verdict in counted if kind_of(verdict.change.file) == kind]
        lines.append(f"{kind}: {sum(verdict.state == SURVIVED for verdict in tried)} of {len(tried)} survived")
    rate = len(alive) / len(counted) if counted else 0.0
    invalid = len(verdicts) - len(counted)
    lines.append(
        f"{len(alive)} of {len(counted)} changes survived: {rate:.1%}"
        + (f"; {invalid} more were no valid SQL" if invalid else "")
    )
    return "\n".join(lines), rate
