"""The first half of an import: a publisher's files, read and tidied, written aside with the record of them."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

import pandas as pd

from etl import imports, streaming
from etl.brought import head
from etl.confined import LimitError, Limits, run
from etl.csvfile import FILE, LINE, read_csv
from etl.imports import Import
from etl.problems import DataError, Problem
from etl.publication import Publication
from etl.sources.publisher import Brought, Facts, Known, Publisher

Say = Callable[[str], None]
USUAL = Limits()
NO_LONGER = "is no longer a file of {} as the Atlas knows it; its layout or kind may have changed"
# By its place, so that it is found wherever the command is given.
READER = (
    sys.executable,
    "-c",
    f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r}); from etl.reader import main; sys.exit(main())",
)


@dataclass(frozen=True)
class Staged:
    """What was written aside: its record, where each line of it came from (file and line of ours, then of theirs), and if it is facts."""

    record: Import
    origin: list[tuple[str, int, str, int]]
    are_facts: bool


def stage(
    module: Publisher, files: list[Brought], known: Known, staged: Path, say: Say, is_found: bool = False
) -> Staged:
    """Read the files and write what they bring into the folder `staged`. Raises DataError with what is wrong.

    Files that are found, and not brought by a person who knows them, must look like the publisher's, and may have no row of ours.
    """
    problems = [
        Problem(file.name, None, None, None, NO_LONGER.format(module.PUBLISHER))
        for file in files
        if is_found and not module.recognise(head(file))
    ]
    if problems:
        raise DataError(problems)
    tidied = module.tidy(module.read(files, known), known)
    rows, origin = _write(tidied, staged, known.years, say)
    if not rows and not is_found:
        raise DataError([Problem(tidied.label, None, None, None, "; ".join(["has no row to import", *tidied.notes]))])
    record = _record(known.root, module, files, known, tidied, rows)
    record.save(staged)
    return Staged(record, origin, isinstance(tidied, Facts))


def stage_confined(
    module: Publisher, files: list[Brought], known: Known, staged: Path, say: Say, is_found: bool = False
) -> Staged:
    """Do what `stage` does in a process of its own with little memory, time and rights.

    What is to be printed is so at once, else it is said at the end. Raises DataError also at a limit.
    """
    years = [known.years.start, known.years.stop] if known.years else None
    asked = {
        "publisher": module.PUBLISHER,
        "files": [[str(file.path.resolve()), file.name, file.is_named] for file in files],
        "root": str(known.root.resolve()),
        "years": years,
        "codes": sorted(known.codes or ()),
        "staged": str(staged.resolve()),
        "limits": astuple(USUAL),
        "today": known.today.isoformat(),
        "is_found": is_found,
        "is_printed": say is print,
    }
    sys.stdout.flush()
    try:
        said = json.loads(run(READER, json.dumps(asked).encode(), staged, USUAL))
    except LimitError as error:
        raise DataError([Problem(files[0].name, None, None, None, str(error))]) from None
    if "system" in said:
        raise OSError(*said["system"])
    if "problems" in said:
        raise DataError(Problem(**each) for each in said["problems"])
    for line in said["said"]:
        say(line)
    record = Import(**json.loads((staged / imports.RECORD).read_text(encoding="utf-8")))
    return Staged(record, [tuple(each) for each in said["origin"]], said["are_facts"])


def _write(
    tidied: Facts | Publication, staged: Path, years: range | None, say: Say
) -> tuple[dict[str, int], list[tuple[str, int, str, int]]]:
    """Write the rows aside; return how many by table, and where each line of facts came from."""
    say(tidied.label)
    for note in tidied.notes:
        say(f"  {note}")
    if isinstance(tidied, Publication):
        return {"trade_flows": streaming.write(tidied, staged, years, say)}, []
    rows: dict[str, int] = {}
    origin: list[tuple[str, int, str, int]] = []
    for table, frame in tidied.tables.items():
        if frame.empty:
            continue
        path = staged / f"{table}.csv"
        own = [name for name in frame.columns if name not in (FILE, LINE)]
        frame[own].to_csv(path, index=False, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
        rows[table] = len(frame)
        if {FILE, LINE} <= set(frame.columns):
            ours = read_csv(path, staged.parents[2])
            origin += _pairs(ours[FILE], ours[LINE], frame[FILE], frame[LINE])
    return rows, origin


def _pairs(*columns: Iterable[object]) -> list[tuple[str, int, str, int]]:
    """Return file and line of ours and of theirs, row by row; a row of theirs may have no line."""
    return [
        (str(file), int(str(line)), str(their_file), int(their_line))
        for file, line, their_file, their_line in zip(*columns, strict=True)
        if isinstance(their_line, int | float) and not pd.isna(their_line)
    ]


def _record(
    root: Path, module: Publisher, files: list[Brought], known: Known, tidied: Facts | Publication, rows: dict[str, int]
) -> Import:
    name, number = imports.next_name(root, module.PUBLISHER)
    years = f"{known.years[0]}-{known.years[-1]}" if known.years else None
    codes = sorted(known.codes) if known.codes else None
    read = sorted(file.sha256 for file in files)
    return Import(
        name=name,
        publisher=module.PUBLISHER,
        number=number,
        label=tidied.label,
        key=tidied.edition if isinstance(tidied, Facts) else " ".join([*read, years or "", *(codes or [])]),
        files=[{"name": f.name, "sha256": f.sha256, "bytes": f.path.stat().st_size} for f in files],
        rows=rows,
        imported_on=known.today.isoformat(),
        years=years,
        codes=codes,
        version=tidied.version if isinstance(tidied, Facts) else "",
        apart_by=tidied.apart_by if isinstance(tidied, Facts) else "",
        merge_on={output.name: list(output.merge_on) for output in tidied.outputs if output.merge_on}
        if isinstance(tidied, Publication)
        else {},
    )
