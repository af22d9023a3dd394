"""`python -m dashboard`: pack what browsers load, or write the whole site as files."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from dashboard.core.warehouse import WarehouseMissingError
from dashboard.site import packing, replicas, snapshot


def main(arguments: list[str] | None = None) -> int:
    """Run a command of the command line; return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m dashboard", description="Article 6 Atlas: what the dashboard does besides serving."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    pack = commands.add_parser("pack", help="pack the files that browsers load, once for all visitors")
    pack.add_argument("--tight", action="store_true", help="as tightly as can be: half a minute, once")
    files = commands.add_parser("snapshot", help="write the whole site as files, to be read without a server")
    files.add_argument("--to", required=True, type=Path, metavar="FOLDER", help="a new folder, or an earlier snapshot")
    files.add_argument("--zip", action="store_true", help="pack it into FOLDER.zip, too")
    many = commands.add_parser("serve", help="serve with several replicas behind a reverse proxy")
    many.add_argument("--replicas", type=int, default=os.cpu_count() or 1, help="how many; one a core unless told")
    many.add_argument("--port", type=int, default=8501)
    many.add_argument(
        "--domain", default="", help="a name that leads here: served with certificates on ports 80 and 443"
    )
    asked = parser.parse_args(arguments)
    if asked.command == "serve":
        return _serve(asked.replicas, asked.port, asked.domain)
    if asked.command == "snapshot":
        return _snapshot(asked.to, asked.zip)
    count = packing.pack(is_tight=asked.tight)
    print(f"  packed {count} files" if count else "  all files are packed already")
    return 0


def _serve(count: int, port: int, domain: str) -> int:
    try:
        return replicas.serve(count, port, domain)
    except (replicas.NoProxyError, ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _snapshot(folder: Path, is_zipped: bool) -> int:
    try:
        count, size = snapshot.write(folder)
        file = snapshot.zipped(folder) if is_zipped else None
    except (snapshot.NotEmptyError, WarehouseMissingError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"  {count} pages, {size / 1e6:.1f} MB: open {folder / 'index.html'}")
    if file:
        print(f"  {file}: {file.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
