"""The page of docs/new-page.md runs as it stands there, in a copy of the dashboard."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

# Blocks that go into a file, before the line of it that begins so, by how they begin; the others are whole files, or stand at the end of one.
BEFORE = {
    "COUNTED_LATELY": "FIGURES = ",
    '    "recent"': '    "overview": ',
    "from dashboard.agreements": "from dashboard.core.",
}
VISIT = """
import json
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
app = AppTest.from_file("{root}/dashboard/main.py", default_timeout=60)
app.session_state["fold_recent"] = True
app._page_hash = calc_hash("recent")
app.run()
tile = "".join(e.proto.body for e in app.get("html"))
print(json.dumps([[str(e.value) for e in app.exception], app.title[0].value, tile,
    [int(n) for n in app.dataframe[0].value["Agreements"]]]))
"""


def test_the_page_of_the_guide_runs(project_root, built, tmp_path):
    shutil.copytree(project_root / "dashboard", tmp_path / "dashboard", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "docs").symlink_to(project_root / "docs")
    served = tmp_path / "data" / "warehouse"
    served.mkdir(parents=True)
    os.link(built, served / built.name)
    (served / "article6.duckdb").symlink_to(built.name)
    guide = (project_root / "docs" / "new-page.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n# (dashboard/\S+)\n(.*?)```", guide, re.DOTALL)
    assert len(blocks) == 5
    for name, code in blocks:
        path = tmp_path / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        line = next((line for begin, line in BEFORE.items() if code.startswith(begin)), "")
        head, found, rest = old.partition(f"\n{line}") if line else (old, "", "")
        assert found == (f"\n{line}" if line else "")
        path.write_text(f"{head}\n{code}{line}{rest}" if line else old + code, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", VISIT.replace("{root}", str(tmp_path))],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    exceptions, title, tile, counts = json.loads(done.stdout.splitlines()[-1])
    assert not exceptions
    assert title == "What was agreed in the last year"
    assert sum(counts) > 0 and f"<b>{sum(counts)}</b>" in tile
    assert "figure=counted_lately" in tile
