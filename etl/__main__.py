"""Command line: python -m etl build | check | import | imports | watch | accept | account | export | diff | release."""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import astuple, fields
from pathlib import Path

from etl import cli_account, cli_import, cli_watch, interrupt, machine
from etl.alone import alone
from etl.build import COUNTS, ROOT, build, check, record_counts
from etl.diff import DiffError, difference
from etl.evidence import EvidenceError, SampledRow, headline_rows, refuse_leads, report, sample
from etl.export import ExportError, export, export_to
from etl.pointer import POINTER
from etl.problems import DataError
from etl.release import ReleaseError, release

WAREHOUSE = ROOT / "data" / "warehouse" / POINTER


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, 1 when it can't be done (what is wrong goes to standard error), or what `account check` returns."""
    parser = argparse.ArgumentParser(prog="python -m etl", description="Build the Article 6 Atlas warehouse.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="build data/warehouse/article6.duckdb and its open files from data/")
    checking = commands.add_parser("check", help="validate data/ without building")
    checking.add_argument("--counts", action="store_true", help=f"record the new numbers of rows in {COUNTS}")
    cli_import.add(commands)
    cli_watch.add(commands)
    cli_account.add(commands)
    exporting = commands.add_parser("export", help="write every table as CSV and Parquet, with datapackage.json")
    exporting.add_argument(
        "--to", type=Path, metavar="FOLDER", help="new or empty folder; default: data/warehouse/export"
    )
    diffing = commands.add_parser("diff", help="list what changed between two warehouses")
    diffing.add_argument("old", type=Path, metavar="OLD.duckdb")
    diffing.add_argument("new", type=Path, metavar="NEW.duckdb")
    diffing.add_argument("--csv", type=Path, metavar="FILE", help="write every changed cell to a CSV file as well")
    diffing.add_argument("--rows", type=int, default=20, help="rows of a table that the text lists (default: 20)")
    releasing = commands.add_parser("release", help="build, and record the data as a release in data/releases/")
    releasing.add_argument("--note", required=True, help="what the release brings, in a sentence")
    releasing.add_argument("--since", type=Path, metavar="OLD.duckdb", help="warehouse of the release before")
    releasing.add_argument("--replace", action="store_true", help="record the newest release anew")
    commands.add_parser("evidence", help="list the rows that each headline stands on; fails where one leans on a lead")
    sampling = commands.add_parser("sample", help="draw rows for a person to check, as CSV")
    sampling.add_argument("--seed", type=int, required=True, metavar="N", help="the same number draws the same rows")
    sampling.add_argument("--rows", type=int, default=40, help="how many (default: 40)")
    given, left = parser.parse_known_args(arguments)
    cli_import.take_files(parser, given, left)
    with interrupt.watched() as pressed:
        try:
            return _run(given)
        except (KeyboardInterrupt, Exception) as error:
            if pressed.is_set() or isinstance(error, KeyboardInterrupt):
                print("Interrupted; nothing was changed", file=sys.stderr)
                return 130
            is_ours = isinstance(error, DataError | DiffError | EvidenceError | ExportError | ReleaseError)
            said = str(error) if is_ours else machine.refusal(error)
            if said is None:
                raise
            print(said, file=sys.stderr)
            return 1


def _run(given: argparse.Namespace) -> int:
    if given.command in cli_account.COMMANDS:
        return cli_account.run(given, _warehouse)
    if given.command == "build":
        build()
    elif given.command == "check":
        _check(given.counts)
    elif given.command in cli_import.COMMANDS:
        cli_import.run(given)
    elif given.command in cli_watch.COMMANDS:
        cli_watch.run(given)
    elif given.command == "export":
        _export(given.to)
    elif given.command == "diff":
        _diff(given.old, given.new, given.csv, given.rows)
    elif given.command == "evidence":
        _evidence()
    elif given.command == "sample":
        _sample(given.seed, given.rows)
    else:
        release(given.note, given.since, given.replace)
    return 0


def _evidence() -> None:
    rows = headline_rows(_warehouse())
    for line in report(rows):
        print(line)
    refuse_leads(rows)


def _sample(seed: int, rows: int) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([field.name for field in fields(SampledRow)])
    writer.writerows(astuple(row) for row in sample(_warehouse(), seed, rows))


def _warehouse() -> Path:
    if not WAREHOUSE.exists():
        raise ExportError("There is no warehouse yet; run: python -m etl build")
    return WAREHOUSE.resolve()


def _check(records: bool) -> None:
    rows = check()
    if records:
        changed = record_counts(rows)
        print(f"  {COUNTS}: {'new numbers of rows' if changed else 'no other number of rows'}")
        for line in changed:
            print(f"    {line}")


def _export(folder: Path | None) -> None:
    warehouse = _warehouse()
    if folder:
        export_to(warehouse, folder)
        print(f"  {folder}")
        return
    with alone(WAREHOUSE.parent, lambda: print("A build is running; waiting for it to end")):
        print(f"  {export(warehouse)}")


def _diff(old: Path, new: Path, file: Path | None, rows: int) -> None:
    with difference(old, new) as found:
        for line in found.text(rows):
            print(line)
        if file:
            found.write_csv(file)


if __name__ == "__main__":
    sys.exit(main())
