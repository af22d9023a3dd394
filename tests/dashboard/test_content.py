"""Pages as content: made without Streamlit, the same for the same choice, and drawn by every renderer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date

import pandas as pd
import pytest
from leaks import leaks, text_of

from dashboard.core.choice import Choice
from dashboard.core.choices import Filters, offered
from dashboard.core.content import Page, Say, Table
from dashboard.pages import ENTRIES
from dashboard.render import data, document

MADE = ENTRIES
# Where something stands and what a hand does there, a renderer says; "above the estimate" is no place.
LAYOUT = re.compile(
    r"\b(left|right|top|bottom):|\b(click|hover|tap|scroll|glass|corner|(table|chart|map|list|ledger|box|rows) (below|above|beside))\b",
    re.IGNORECASE,
)
DRAW_ALL = """
import sys
sys.modules["streamlit"] = None
import dashboard.core.warehouse as warehouse
from pathlib import Path
warehouse.POINTER = Path(sys.argv[1])
from dashboard.core.choices import Filters, offered
from dashboard.core.choice import Choice
from dashboard.pages import ENTRIES
from dashboard.render import document
for name, entry in ENTRIES.items():
    known = offered()
    filters = Filters(known.edition_on)
    print(name, len(document.html(entry.content(Choice(filters, filters, known)), entry.heading)))
"""


def choice(**chosen) -> Choice:
    known = offered()
    filters = Filters(known.edition_on, **chosen)
    return Choice(filters, filters, known)


def test_every_page_is_drawn_without_streamlit(built, project_root):
    done = subprocess.run(
        [sys.executable, "-c", DRAW_ALL, str(built)],
        cwd=project_root,
        env=os.environ | {"PYTHONPATH": str(project_root)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    drawn = dict(line.split() for line in done.stdout.splitlines())
    assert set(drawn) == set(MADE) and all(int(length) > 500 for length in drawn.values())


@pytest.mark.parametrize("name", MADE)
def test_a_choice_makes_one_page(built, name):
    first, second = (json.dumps(data.as_data(MADE[name].content(choice()))) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", sorted(set(MADE) - {"method"}))
def test_content_knows_no_layout(built, name):
    page = MADE[name].content(choice())
    said = [block.text for block in page.walk() if isinstance(block, Say)]
    said += [text for block in page.walk() if hasattr(block, "drawn") for text in (block.title, block.drawn)]
    assert [text for text in said if LAYOUT.search(text)] == []


def test_text_of_the_data_stays_text():
    drawn = document.html(
        Page((Say("a **b** [c](<rows?x=1>) <script>1</script> ![p](<https://x.example/p.png>)"),)), "h"
    )
    assert "<strong>b</strong>" in drawn and '<a href="rows?x=1">c</a>' in drawn
    assert "<script" not in drawn and "<img" not in drawn


ROW = {"name": "<b>", "tonnes": 1234567.0, "year": 2024}


@pytest.mark.parametrize(
    "rows", [pd.DataFrame([ROW]), lambda: pd.DataFrame([ROW]), [ROW]], ids=["frame", "asked for", "plain"]
)
def test_rows_of_a_table_stand_in_the_document(rows):
    table = Table("t", rows, {"name": "Name", "tonnes": "t", "year": "Year"})
    assert table.frame().to_dict("records") == [ROW]
    drawn = document.html(Page((table,)), "h")
    assert "&lt;b&gt;" in drawn and "1,234,567" in drawn and "2024" in drawn and "2,024" not in drawn


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"buyers": ("CHE",), "hosts": ("GHA",)},
        {"hosts": ("TUV",)},
        {"as_of": date(2013, 6, 1)},
        {"words": "no such words"},
    ],
    ids=str,
)
@pytest.mark.parametrize("name", MADE)
def test_nothing_that_is_no_word_reaches_a_reader(built, name, chosen):
    known = offered()
    filters = Filters(**({"as_of": known.edition_on} | chosen))
    page = MADE[name].content(Choice(filters, filters, known))
    assert leaks(text_of(document.html(page, MADE[name].heading))) == []


@pytest.mark.parametrize(
    "text",
    [
        "It is nan.", "None", "issued: None;", "on NaT", "inf t", "(<NA>)", "Timestamp('2024-01-01')", "0 of 0 rows", "two  blanks", "Of {count} pairs", "}", "see dashboard/core",
        "buyer_iso3 is", "a, , b", "one , two", "2024-01-01 00:00:00", "is True", "null", "np.float64(2.0)", "undefined", "(nan–nan)", "Traceback (most recent call last)",
    ],
)  # fmt: skip
def test_a_leak_is_found(text):
    assert leaks(f"Before.\n{text}\nAfter.")


@pytest.mark.parametrize(
    "text",
    ["none yet", "None of these importers had an agreement", "Banana finance in Vietnam", "It is true: 0 of 10 in force", "A line  \nwith a break", "information", "Natural gas, Nathalie"],
)  # fmt: skip
def test_english_is_no_leak(text):
    assert leaks(text) == []
