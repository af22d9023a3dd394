"""No fact of the data stands in the code of the dashboard: a date or a count in a sentence comes from the rows."""

from __future__ import annotations

import ast
import re

import pytest
from copies import ROOT

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
NUMBER = r"(?:\d[\d,]+|(?:four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty)\b)"
THINGS = r"(?:Parties|buyers|hosts|countries|agreements|pairs|projects|events|issuances|transfers|targets|sources|publications|exporters|standards|letters|steps|sectors|stages)"
FACT = re.compile(
    rf"\b{MONTH} (?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b|\b{NUMBER}(?: [a-z]+)? {THINGS}\b", re.IGNORECASE
)

# What is no fact of our data: the form of a date in a message, our own rule, a study's own words.
MEANT = {
    "Up to 12 projects that are most alike": "a limit of the list",
    "wo to four ": "what Compare has room for",
    "day such as 20": "the form of a day",
    "is not a date (use 2023-09-02)": "the form of a day",
    "older than November 2024": "our rule for the third round of NDCs",
    "expected by 1 April 2011, 576 million were issued": "the period of a published study, beside its link",
}


def sentences(code: str) -> list[str]:
    """Every text in the code that a visitor may read: no docstring, no comment."""
    tree = ast.parse(code)
    documented = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if id(node) not in docstrings]


def test_no_date_and_no_count_of_the_data_stands_in_the_code():
    found = [
        f"{path.relative_to(ROOT)}: {text[:120]}"
        for path in sorted((ROOT / "dashboard").rglob("*.py"))
        for text in sentences(path.read_text(encoding="utf-8"))
        if FACT.search(text) and not any(meant in text for meant in MEANT)
    ]
    assert not found, "take it from the warehouse; or name in MEANT what makes it none"


@pytest.mark.parametrize(
    "text",
    [
        "Registry of 19 August 2026",
        "17 Parties",
        "198 Parties",
        "in February 2022",
        "31 partner countries",
        "as of 2026-02-28",
        "Nine steps from an idea",
        "mapped to twelve sectors",
    ],
)
def test_what_stood_in_sentences_once_is_found(text):
    assert FACT.search(text) and sentences(f'"""Doc of 19 August 2026."""\nx = "{text}"  # 17 Parties') == [text]


@pytest.mark.parametrize(
    "text", ["one Party", "a 2035 goal", "Article 6.2 of Parties", "FCCC/PA/CMA/2022/10", "7 days", "2,000 rows"]
)
def test_what_is_no_fact_of_the_data_is_left(text):
    assert not FACT.search(text)
