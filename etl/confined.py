"""Work on a stranger's file in a process of its own, which may use little memory and time, and as root nobody's rights.

A file is refused before it takes much (etl/reading); this is the second wall, for what no rule foresaw. Linux has all of it; elsewhere
the process is another one, without limits.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# What is set aside counts, of which libraries with several threads use a part: a year of BACI sets 1.4 GB aside and uses 0.4.
MOST_MEMORY = 4 << 30
# All years of an edition of BACI take two minutes.
MOST_SECONDS = 900
NOBODY = "nobody"
DIE_WITH_PARENT = 1
OUT_OF_MEMORY = 75
# Libraries load parts of themselves late, so whose rights the process takes must be able to read these.
CODE = (__file__, os.__file__, sys.prefix)


@dataclass(frozen=True)
class Limits:
    """Bytes that a process may set aside, and seconds of processor."""

    memory: int = MOST_MEMORY
    seconds: int = MOST_SECONDS


class LimitError(Exception):
    """The work ended at a limit, or with its process; the text says which."""


def run(command: Sequence[str], given: bytes, write: Path, limits: Limits) -> bytes:
    """Run a program that calls `bind` and then works on `given`, its standard input, and return what it writes to the pipe
    whose number is its last argument.

    What it writes into the folder `write` belongs to this process then. Raises LimitError when it ended otherwise than well.
    """
    source, sink = os.pipe()
    try:
        with subprocess.Popen([*command, str(sink)], stdin=subprocess.PIPE, pass_fds=[sink]) as process:
            os.close(sink)
            assert process.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(given)
                process.stdin.close()
            with os.fdopen(source, "rb", closefd=False) as pipe:
                answer = pipe.read()
    finally:
        os.close(source)
        _own(write)
    if process.returncode == OUT_OF_MEMORY:
        raise LimitError(_memory(limits))
    if process.returncode < 0:
        raise LimitError(_ended(-process.returncode, limits))
    if process.returncode:
        raise LimitError("can't be read: the program has a fault, which is told above")
    return answer


def bind(read: Iterable[Path], write: Path, limits: Limits) -> None:
    """Bind this process: to the limits, to the life of its parent, and where it is root and nobody may read all that it
    has to read, to nobody's rights. Nothing of it can be undone."""
    if sys.platform != "linux":
        return
    import resource

    if os.geteuid() == 0:
        _become_nobody([*read, *map(Path, CODE)], write)
    # Becoming another lets go of it, so it comes after.
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    _limit(resource.RLIMIT_DATA, limits.memory, limits.memory)
    # The first of the two tells the process that its time is over, the second ends it.
    _limit(resource.RLIMIT_CPU, limits.seconds, limits.seconds + 5)
    _limit(resource.RLIMIT_CORE, 0, 0)


def _limit(which: int, soft: int, hard: int) -> None:
    import resource

    most = resource.getrlimit(which)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(which, (soft, hard))


def _become_nobody(read: list[Path], write: Path) -> None:
    import pwd

    try:
        nobody = pwd.getpwnam(NOBODY)
    except KeyError:
        return
    groups = os.getgroups()
    try:
        _give(write, nobody.pw_uid, nobody.pw_gid)
        os.setgroups([])
        os.setegid(nobody.pw_gid)
        os.seteuid(nobody.pw_uid)
        # Nobody may not enter a home folder, for one.
        may = all(os.access(path, os.R_OK, effective_ids=True) for path in read)
        may = may and os.access(write, os.W_OK | os.X_OK, effective_ids=True)
    except OSError:
        # In some containers root may not become another.
        may = False
    with contextlib.suppress(OSError):
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)
        if may:
            os.setgroups([])
            os.setresgid(nobody.pw_gid, nobody.pw_gid, nobody.pw_gid)
            os.setresuid(nobody.pw_uid, nobody.pw_uid, nobody.pw_uid)


def _give(folder: Path, user: int, group: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, group, follow_symlinks=False)


def _own(folder: Path) -> None:
    """Take back what nobody wrote; a link could lead to what nobody may read."""
    if sys.platform == "linux" and os.geteuid() == 0 and folder.exists():
        _give(folder, 0, 0)
        for path in folder.rglob("*"):
            if path.is_symlink():
                path.unlink()


def _ended(number: int, limits: Limits) -> str:
    if number in (signal.SIGXCPU, signal.SIGKILL):
        return f"took more than {limits.seconds:,} seconds of processor, or was ended by the system; bring it in parts"
    # Libraries that get no memory end the whole process.
    return f"{_memory(limits)} (it ended by {signal.Signals(number).name})"


def _memory(limits: Limits) -> str:
    return f"takes more than {limits.memory >> 20:,} MB of memory to read; bring it in parts, or as CSV"
