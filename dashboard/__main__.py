"""`python -m dashboard pack`: pack the files of the pages, once for all visitors."""

from __future__ import annotations

import argparse
import sys

from dashboard.site import packing


def main(arguments: list[str] | None = None) -> int:
    """Run a command of the command line; return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dashboard", description="Article 6 Atlas: what the dashboard does besides serving."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    pack = commands.add_parser("pack", help="pack the files that browsers load, once for all visitors")
    pack.add_argument("--tight", action="store_true", help="as tightly as can be: half a minute, once")
    count = packing.pack(is_tight=parser.parse_args(arguments).tight)
    print(f"  packed {count} files" if count else "  all files are packed already")
    return 0


if __name__ == "__main__":
    sys.exit(main())
