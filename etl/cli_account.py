"""Command line of accounts: python -m etl account check [FILE FILE…] [--to FILE]."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from etl.account import check_files, check_warehouse
from etl.build import ROOT

COMMANDS = ("account",)
# Reports that differ; 1 is for what can't be done.
DIFFERS = 3


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "account",
        help="check whether reports of Parties on the same units agree",
        description="Check whether reports of Parties on the same units agree: files of the agreed electronic format, or, without a file, all "
        f"that the warehouse holds. Ends with 0 where nothing differs, {DIFFERS} where something does.",
    )
    command.add_argument("what", choices=("check",), help="list what does not agree, row by row")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="two files or more, of different Parties")
    command.add_argument("--to", type=Path, metavar="FILE", help="write the rows to a CSV file as well")


def run(given: argparse.Namespace, warehouse: Callable[[], Path]) -> int:
    """Run the command; return 0, or DIFFERS. Raises DataError with what is wrong."""
    found = check_files(given.files, ROOT) if given.files else check_warehouse(warehouse())
    for line in found.text():
        print(line)
    if given.to:
        found.write_csv(given.to)
    return DIFFERS if found.rows else 0
