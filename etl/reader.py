"""The process that reads a publisher's files: started by etl/staging.py, bound by etl/confined.py.

What it is asked comes as JSON by its standard input, and its answer goes as JSON into the pipe that its argument names.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from etl import confined, importing
from etl.problems import DataError
from etl.sources.publisher import Brought, Known
from etl.staging import stage


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Stage what is asked for; return where its lines came from, or what is wrong."""
    files = [Brought(Path(path), name, is_named) for path, name, is_named in asked["files"]]
    codes = frozenset(asked["codes"]) if asked["codes"] else None
    years = range(*asked["years"]) if asked["years"] else None
    known = Known(Path(asked["root"]), years, codes, dt.date.fromisoformat(asked["today"]))
    said: list[str] = []
    say = print if asked["is_printed"] else said.append
    try:
        module = importing.PUBLISHERS[asked["publisher"]]
        done = stage(module, files, known, Path(asked["staged"]), say, asked["is_found"])
        return {"origin": done.origin, "are_facts": done.are_facts, "said": said}
    except DataError as error:
        return {"problems": [asdict(problem) for problem in error.problems]}
    except OSError as error:
        return {"system": [error.errno, error.strerror, str(error.filename or "")]}


def main() -> int:
    """Read what is asked for; return 0, or what confined.run takes for the end of memory."""
    asked = json.load(sys.stdin)
    read = [Path(path) for path, _, _ in asked["files"]]
    read += [path for path in (Path(asked["root"]) / "data").rglob("*.csv") if "imported" not in path.parts]
    confined.bind(read, Path(asked["staged"]), confined.Limits(*asked["limits"]))
    try:
        found = answer(asked)
    except MemoryError:
        return confined.OUT_OF_MEMORY
    try:
        with os.fdopen(int(sys.argv[1]), "w", encoding="utf-8", errors="surrogatepass") as pipe:
            json.dump(found, pipe)
    except BrokenPipeError:
        # Who asked was interrupted, and has said so.
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
