"""Command line: python -m etl build | check | import."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from etl.build import build, check
from etl.importing import READERS, import_file
from etl.problems import DataError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 when the data has problems (all of them go to standard error)."""
    parser = argparse.ArgumentParser(prog="python -m etl", description="Build the Article 6 Atlas warehouse.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="build data/warehouse/article6.duckdb from data/")
    commands.add_parser("check", help="validate data/ without building")
    _add_import(commands)
    given = parser.parse_args(arguments)
    try:
        if given.command == "build":
            build()
        elif given.command == "check":
            check()
        elif given.command == "import":
            import_file(given.publisher, given.file, given.years)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted; nothing was changed", file=sys.stderr)
        return 130
    return 0


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "import",
        help="load your own trade data from a file of CEPII BACI or UN Comtrade",
        description="Load your own trade data. The codes of data/reference/hs_products.csv are kept, for all countries. "
        "They go to data/imported; python -m etl build then loads them. See data/README.md, Bring your own trade data.",
    )
    command.add_argument(
        "publisher",
        choices=sorted(READERS),
        help="baci: the zip archive; comtrade: CSV with the API's columns, or .csv.gz",
    )
    command.add_argument("file", type=Path, metavar="FILE", help="the file, as the publisher gives it")
    command.add_argument("--years", type=_years, help="only these years: 2023, or 2020-2024", metavar="YEARS")


def _years(text: str) -> range:
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if last < first:
        raise argparse.ArgumentTypeError(f"{text!r} is no year such as 2023 and no span such as 2020-2024")
    return range(first, last + 1)


if __name__ == "__main__":
    sys.exit(main())
