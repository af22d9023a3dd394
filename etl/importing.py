"""Brings a publisher's files into data/imported and into the warehouse: everything or nothing.

An import is read and checked aside. When it is complete and (unless told otherwise) a warehouse with it has been built and
checked, its folder gets its name and the warehouse is switched to: whenever this process is killed, what was imported before
stands, and with the new import if it had got that far.
"""

from __future__ import annotations

import errno
import shlex
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from etl import imports, interrupt, memory, standing
from etl.alone import LOCK, BusyError, alone
from etl.brought import brought, head
from etl.build import ROOT, build, check
from etl.changes import Changes, changes
from etl.imports import IMPORTED, STAGED, Import
from etl.pointer import POINTER
from etl.problems import DataError, Problem
from etl.sources import aef, baci, cadtrust, carp, comtrade, goldstandard, jcm, unepccc_workbook, verra
from etl.sources.publisher import Brought, Known, Publisher
from etl.staging import stage, stage_confined

MODULES = (aef, baci, cadtrust, carp, comtrade, goldstandard, jcm, unepccc_workbook, verra)
PUBLISHERS: dict[str, Publisher] = {module.PUBLISHER: module for module in MODULES}
UNBUILT = ".unbuilt"
OUTCOME = "nothing was imported, and what was imported before is as it was"

Say = Callable[[str], None]


def import_files(
    publisher: str,
    names: Sequence[str],
    years: range | None = None,
    codes: frozenset[str] | None = None,
    root: Path = ROOT,
    say: Say = print,
    is_built: bool = True,
    is_confined: bool = False,
) -> tuple[Import, Changes | None]:
    """Import the files, folders or standard input (`-`) in `names` as those of `publisher`, narrowed to `years` and `codes`.

    Returns the record of the import, and what changed in the answers (None where no warehouse is built). The same files
    again, or another file of the same edition, take the place of the earlier import. With `is_confined` the files are read in a
    process of its own with little memory, time and rights. Raises DataError with what is wrong;
    then nothing has changed.
    """
    started = time.perf_counter()
    with _refused(), _alone(root), brought(names) as given:
        module = _module(publisher, given)
        files = _of_publisher(module, given, say)
        staged = root / IMPORTED / STAGED
        staged.mkdir()
        try:
            read = stage_confined if is_confined else stage
            done = read(module, files, Known(root, years, codes), staged, say)
            record = done.record
            memory.give_back()
            replaced = standing.replaced(root, record, staged)
            standing.say_replaced(root, record, replaced, staged, say)
            interrupt.check()
            with _pointing_at(done.origin):
                found = _land(root, record, [one.name for one in replaced], done.are_facts, is_built, say)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    say(f"  stands as {record.name}: {imports.counted(record)}; {time.perf_counter() - started:.1f} s")
    return record, found


def import_file(publisher: str, path: Path, years: range | None = None, root: Path = ROOT, say: Say = print) -> int:
    """Import one file without building the warehouse; return the number of rows written."""
    record, _ = import_files(publisher, [str(path)], years, None, root, say, is_built=False)
    return sum(record.rows.values())


def undo(name: str, root: Path = ROOT, say: Say = print, is_built: bool = True) -> Changes | None:
    """Take an import out again and build without it; return what changed. Raises DataError where there is no such import."""
    with _refused("nothing was taken out"), _alone(root):
        names = [one.name for one in imports.recorded(root)]
        if name not in names:
            rule = f"no such import; there are {', '.join(names)}" if names else "nothing has been imported"
            raise DataError([Problem(IMPORTED, None, None, name, rule)])
        before = _before(root, say) if is_built else None
        folders = imports.folders(root, without=[name])
        if before is None:
            imports.take_out(root, name)
            _leave_unbuilt(root)
            return None
        after = build(root, _quiet, folders, lambda: imports.take_out(root, name)).path
        return changes(before, after)


def _land(root: Path, record: Import, replaced: list[str], are_facts: bool, is_built: bool, say: Say) -> Changes | None:
    folder, staged = root / IMPORTED / record.name, root / IMPORTED / STAGED
    folders = imports.folders(root, staged, without=replaced)

    def land() -> None:
        staged.rename(folder)
        for name in replaced:
            imports.take_out(root, name)

    if is_built:
        before = _before(root, say)
        return changes(before, build(root, _quiet, folders, land).path)
    if are_facts:
        check(root, _quiet, folders)
    land()
    _leave_unbuilt(root)
    return None


def _leave_unbuilt(root: Path) -> None:
    # Newer than the warehouse, so that the next import does not take it for what is here now.
    (root / IMPORTED / UNBUILT).touch()


def _before(root: Path, say: Say) -> Path:
    """Return the warehouse as it is without the import; it is built first where there is none, or older than the data."""
    pointer = root / "data" / "warehouse" / POINTER
    if pointer.exists():
        built = pointer.stat().st_mtime
        own = (
            path for path in (root / "data").rglob("*") if "warehouse" not in path.parts and STAGED not in path.parts
        )
        if all(path.stat().st_mtime <= built for path in own if path.is_file() and path.name != LOCK):
            return pointer.resolve()
    say("  building the warehouse without the import first, to see what changes")
    return build(root, _quiet).path


def _module(publisher: str, given: list[Brought]) -> Publisher:
    """Return the module of `publisher`. Raises DataError where the name is none, or the files are another's."""
    problems = []
    for file in given:
        looked = head(file)
        likely = [name for name, module in PUBLISHERS.items() if module.recognise(looked)]
        if publisher not in PUBLISHERS:
            named = f"; this looks like a file of {' or '.join(likely)}" if likely else ""
            problems.append(Problem(file.name, None, None, publisher, f"no such publisher{named}; known: {_known()}"))
        elif likely and publisher not in likely and (file.is_named or len(given) == 1):
            rule = f"this is no file of {publisher}, and looks like one of {' or '.join(likely)}"
            rule += f"; run: python -m etl import {likely[0]} {shlex.quote(file.given or file.name)}"
            problems.append(Problem(file.name, None, None, None, rule))
    if problems:
        raise DataError(problems)
    return PUBLISHERS[publisher]


def _known() -> str:
    return ", ".join(sorted(PUBLISHERS))


def _of_publisher(module: Publisher, given: list[Brought], say: Say) -> list[Brought]:
    """Return the files to read: those that were named, and of a folder those that are the publisher's, if any is; what is
    left out of a folder is said."""
    own = [file for file in given if file.is_named or module.recognise(head(file))]
    if own:
        left = [file.name for file in given if file not in own]
        if left:
            say(f"  left aside, no file of {module.PUBLISHER}: {', '.join(left[:10])}{' …' if len(left) > 10 else ''}")
        return own
    return given


@contextmanager
def _pointing_at(origin: list[tuple[str, int, str, int]]) -> Iterator[None]:
    """Name the publisher's file and line in problems, where the rows are known by those of the file made of them."""
    try:
        yield
    except DataError as error:
        places = {(file, line): (their_file, their_line) for file, line, their_file, their_line in origin}
        mended = []
        for problem in error.problems:
            file, line = places.get((problem.file, problem.line or 0), (problem.file, problem.line))
            mended.append(Problem(file, line, problem.column, problem.value, problem.rule))
        raise DataError(mended) from None


@contextmanager
def _refused(outcome: str = OUTCOME) -> Iterator[None]:
    try:
        yield
    except DataError as error:
        raise DataError(error.problems, outcome) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM):
            raise
        # A full disk or a folder that may not be written is no fault of the program.
        place = str(error.filename or IMPORTED)
        raise DataError(
            [Problem(place, None, None, None, f"can't be read or written ({error.strerror})")], outcome
        ) from None


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    folder = root / IMPORTED
    with ExitStack() as held:
        try:
            held.enter_context(alone(folder))
        except BusyError:
            raise DataError([Problem(IMPORTED, None, None, None, "another import is running")], OUTCOME) from None
        # What an import left that was killed.
        shutil.rmtree(folder / STAGED, ignore_errors=True)
        yield


def _quiet(_: str) -> None:
    pass
