"""What a build leaves behind that was killed: the next one takes it away."""

from __future__ import annotations

import shutil
from pathlib import Path

# Under these names nothing is ever served.
UNFINISHED = (".building-*", ".pointer-*", ".export-pointer-*")


def sweep(folder: Path, pointer: str, export_pointer: str, descriptor: str) -> list[str]:
    """Remove from a warehouse folder what killed builds left, and return the names. The caller holds the folder's lock.

    That is what was never finished, and what was finished but is newer than what is served: its build died before the switch,
    and it would take the place of the one before, which a server may still be reading.
    """
    left = [path for pattern in UNFINISHED for path in folder.glob(pattern)]
    left += [path for path in folder.glob("export-*") if path.is_dir() and not (path / descriptor).is_file()]
    for name, pattern in ((pointer, "article6-*.duckdb"), (export_pointer, "export-*")):
        served = (folder / name).resolve()
        if served.exists():
            since = served.stat().st_mtime_ns
            left += [path for path in folder.glob(pattern) if path != served and path.stat().st_mtime_ns > since]
    for path in set(left):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return sorted({path.name for path in left})
