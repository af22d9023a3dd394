"""Command line: python -m etl build | check."""

from __future__ import annotations

import argparse
import sys

from etl.build import build, check
from etl.problems import DataError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0, or 1 when the data has problems (all of them go to standard error)."""
    parser = argparse.ArgumentParser(prog="python -m etl", description="Build the Article 6 Atlas warehouse.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="build data/warehouse/article6.duckdb from data/")
    commands.add_parser("check", help="validate data/ without building")
    command = parser.parse_args(arguments).command
    try:
        if command == "build":
            build()
        else:
            check()
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
