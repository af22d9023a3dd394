"""Tries small changes to the code that alter answers, and tells which of them no test notices.

    python tests/mutants.py --sample 60 --seed 1      60 of all changes
    python tests/mutants.py --file 'dashboard/core/*'  all changes to some files
    python tests/mutants.py --list --file '*/told.py'   which there are

It ends with the survivors, and with their share; more than one in twenty is an error.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from fnmatch import fnmatch
from functools import partial
from pathlib import Path

from mutation import plan
from mutation.runner import Trial, equivalents, pool, report, run, sample

ROOT = Path(__file__).resolve().parents[1]
MOST_ALIVE = 0.05


def main() -> int:
    """Run the command line; 1 where too many survive, 2 where the tests fail on the unchanged code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="try N changes, at most one a line (0: all)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="which ones: the same for the same seed")
    parser.add_argument(
        "--file", action="append", default=[], metavar="PATTERN", help="files of the plan to change; may be repeated"
    )
    parser.add_argument("--list", action="store_true", help="only tell the changes")
    given = parser.parse_args()
    files = [
        file for file in plan.files(ROOT) if not given.file or any(fnmatch(file, pattern) for pattern in given.file)
    ]
    changes = pool(ROOT, files, equivalents())
    chosen = sample(ROOT, changes, given.sample, given.seed)
    print(f"{len(chosen)} of about {len(changes)} changes to {len(files)} files", flush=True)
    if given.list:
        for change in chosen:
            print(change.diff((ROOT / change.file).read_text(encoding="utf-8")))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(ROOT, Path(folder) / "project", partial(plan.part_of, ROOT))
        if failed := trial.prepare({change.file for change in chosen}):
            print(f"The tests fail on the unchanged code:\n{failed}", file=sys.stderr)
            return 2
        # Of the copy, for in the project somebody may go on meanwhile.
        told, rate = report(trial.folder, list(run(trial, chosen, partial(print, flush=True))), plan.kind)
    print(told)
    return 1 if rate > MOST_ALIVE else 0


if __name__ == "__main__":
    sys.exit(main())
