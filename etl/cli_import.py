"""Command line of imports: python -m etl import PUBLISHER FILE… | import --list | import --undo NAME | imports."""

from __future__ import annotations

import argparse
import re
import textwrap
from pathlib import Path

from etl import importing, imports
from etl.build import ROOT
from etl.changes import Changes
from etl.problems import DataError, Problem

COMMANDS = ("import", "imports")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the parser."""
    command = commands.add_parser(
        "import",
        help="bring a publisher's file into the Atlas",
        description="Bring a publisher's file into the Atlas: its rows stand beside those kept by hand, and the warehouse is built "
        "with them. Everything or nothing. See data/README.md, Bring your own files.",
    )
    command.add_argument("publisher", nargs="?", metavar="PUBLISHER", help="whose file it is; --list names them")
    command.add_argument(
        "files", nargs="*", metavar="FILE", help="files as the publisher gives them, a folder, or - for standard input"
    )
    command.add_argument(
        "--list", action="store_true", help="list the publishers that are known, and what their files look like"
    )
    command.add_argument("--undo", metavar="NAME", help="take an import out again; `imports` lists their names")
    command.add_argument("--years", type=_years, help="trade: only these years, 2023 or 2020-2024", metavar="YEARS")
    command.add_argument("--codes", type=_codes, help="trade: only these codes, 850760,854143", metavar="CODES")
    command.add_argument(
        "--changes", type=Path, metavar="FILE", help="write what changed in the answers to a CSV file as well"
    )
    command.add_argument("--no-build", action="store_true", help="leave the warehouse as it is until the next build")
    commands.add_parser("imports", help="list what was imported: name, day, rows, files with their SHA-256")


def take_files(parser: argparse.ArgumentParser, given: argparse.Namespace, left: list[str]) -> None:
    """Add to `given.files` what stood behind an option (`import comtrade --years 2023 FILE`); end with usage on anything else."""
    # argparse closes a list of positionals at the first option that follows PUBLISHER
    if left and (given.command != "import" or any(word.startswith("-") and word != "-" for word in left)):
        parser.error(f"unrecognized arguments: {' '.join(left)}")
    if left:
        given.files += left


def run(given: argparse.Namespace) -> None:
    """Run one of COMMANDS. Raises DataError with what is wrong."""
    if given.command == "imports":
        print("\n".join(imports.table(ROOT)))
    elif given.list:
        print("\n".join(described()))
    elif given.undo:
        _tell(importing.undo(given.undo, is_built=not given.no_build), given.changes)
        print(f"  {given.undo} is taken out")
    elif not given.publisher or not given.files:
        rule = "name a publisher and a file: python -m etl import PUBLISHER FILE; import --list says which are known"
        raise DataError([Problem("import", None, None, given.publisher, rule)], importing.OUTCOME)
    else:
        _, found = importing.import_files(
            given.publisher, given.files, given.years, given.codes, is_built=not given.no_build, is_confined=True
        )
        _tell(found, given.changes)
        if given.no_build:
            print("  python -m etl build shows it")


def described() -> list[str]:
    """Return the publishers that are known, with what their files look like, as lines of text."""
    lines = []
    for name, module in sorted(importing.PUBLISHERS.items()):
        lines += textwrap.wrap(module.DESCRIPTION, 110, initial_indent=f"{name:14}", subsequent_indent=" " * 14)
    return lines


def _tell(found: Changes | None, file: Path | None) -> None:
    if found is None:
        return
    for line in found.text():
        print(line)
    if file:
        found.write_csv(file)


def _years(text: str) -> range:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if last < first:
        raise argparse.ArgumentTypeError(f"{text!r} is no year such as 2023 and no span such as 2020-2024")
    return range(first, last + 1)


def _codes(text: str) -> frozenset[str]:
    codes = frozenset(code.strip() for code in text.split(",") if code.strip())
    wrong = sorted(code for code in codes if not re.fullmatch("[0-9]{6}", code))
    if wrong or not codes:
        raise argparse.ArgumentTypeError(f"{', '.join(wrong) or text!r}: codes have six digits, such as 850760,854143")
    return codes
