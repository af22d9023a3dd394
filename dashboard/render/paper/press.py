"""The typesetter at work in a process of its own: what it remembers of fonts and layouts, some 100 MB, ends with the job.

    with press.at_work() as press:
        document = press.typeset(template, "pdf", {"sheet": text})

Run as a script this file is that process: it reads a job a line, and answers each with a line that says how many bytes follow.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Timer
from typing import IO, Any

HERE = Path(__file__).parent
# A brief of two pages takes a third of one.
SECONDS = 60.0


class Press:
    """Typesets one job after the other; a second look at much the same document is quick."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def typeset(self, template: Path, form: str, inputs: Mapping[str, str], **how: object) -> bytes:
        """Return what a template makes of its inputs, as "pdf" or "png"; `how` is passed on to the typesetter (`ppi`, `root`, …).

        Raises RuntimeError with the typesetter's words where it refuses, and where it ends or takes more than a minute.
        """
        job = {"input": str(template), "format": form, "sys_inputs": dict(inputs), "how": how}
        late = Timer(SECONDS, self._process.kill)
        late.start()
        try:
            to, back = self._process.stdin, self._process.stdout
            assert to is not None and back is not None
            to.write(json.dumps(job).encode() + b"\n")
            to.flush()
            said = json.loads(back.readline() or b'{"error": "it ended"}')
            made = back.read(said.get("bytes", 0))
        except BrokenPipeError:
            said = {"error": "it ended"}
        finally:
            late.cancel()
        if "error" in said:
            raise RuntimeError(f"The typesetter did not set {template.name}: {said['error']}")
        return made


@contextmanager
def at_work() -> Iterator[Press]:
    """Start a typesetter and end it, whatever happens."""
    command = [sys.executable, "-P", str(Path(__file__))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Press(process)
        finally:
            process.kill()
            # What it was still to be told is lost with it.
            if process.stdin:
                with suppress(BrokenPipeError):
                    process.stdin.close()


def work(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Set what is asked for, line by line, until nothing more comes."""
    # Imported here: the library weighs 80 MB, and nothing but this process needs it.
    import typst

    for line in jobs:
        try:
            made = _set(typst, json.loads(line))
            answers.write(json.dumps({"bytes": len(made)}).encode() + b"\n" + made)
        except typst.TypstError as error:
            answers.write(json.dumps({"error": str(error)}).encode() + b"\n")
        answers.flush()


def _set(typst: Any, job: dict[str, Any]) -> bytes:
    how = job.pop("how")
    root = how.pop("root", str(HERE))
    if moment := how.pop("timestamp", None):
        how["timestamp"] = datetime.fromisoformat(moment)
    compiler = typst.Compiler(root=root, font_paths=[str(HERE / "fonts")], ignore_system_fonts=True)
    made: bytes = compiler.compile(**job, **how)
    return made


if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)
