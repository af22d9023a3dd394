"""The typesetter works in a process of its own, and what goes wrong there is told by its cause."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.render.paper import press

SAID = "#set page(width: 60pt, height: 60pt)\n#sys.inputs.said\n"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "said.typ"
    file.write_text(SAID)
    return file


def test_one_press_sets_one_job_after_the_other(template):
    with press.at_work() as at_work:
        documents = [
            at_work.typeset(template, "pdf", {"said": word}, root=str(template.parent)) for word in ("a", "b", "a")
        ]
        picture = at_work.typeset(template, "png", {"said": "a"}, root=str(template.parent), ppi=72)
    assert all(document.startswith(b"%PDF") for document in documents)
    assert picture.startswith(b"\x89PNG")


def test_what_the_typesetter_refuses_is_told_and_the_next_job_is_set(template):
    with press.at_work() as at_work:
        with pytest.raises(RuntimeError, match=r"did not set said\.typ: .*said"):
            at_work.typeset(template, "pdf", {}, root=str(template.parent))
        assert at_work.typeset(template, "pdf", {"said": "a"}, root=str(template.parent)).startswith(b"%PDF")


def test_one_that_dies_or_takes_too_long_is_an_error_and_no_wait(template, monkeypatch):
    with press.at_work() as at_work:
        at_work._process.kill()
        at_work._process.wait()
        with pytest.raises(RuntimeError, match="it ended"):
            at_work.typeset(template, "pdf", {"said": "a"}, root=str(template.parent))
    template.write_text("#let n = 0\n#while true { n += 1\n if n > 2000000000 { break } }\n")
    monkeypatch.setattr(press, "SECONDS", 0.5)
    with press.at_work() as at_work, pytest.raises(RuntimeError):
        at_work.typeset(template, "pdf", {"said": "a"}, root=str(template.parent))


def test_it_is_gone_after_the_job_and_was_never_in_this_process(template):
    with press.at_work() as at_work:
        at_work.typeset(template, "pdf", {"said": "a"}, root=str(template.parent))
        process = at_work._process
        assert process.poll() is None
    assert process.returncode is not None
    code = (
        "import sys; from pathlib import Path; from dashboard.render.paper import press\n"
        f"with press.at_work() as it: it.typeset(Path({str(template)!r}), 'pdf', {{'said': 'a'}}, root={str(template.parent)!r})\n"
        "print('typst' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
