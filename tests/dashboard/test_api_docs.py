"""docs/api.md says what is so: each of its addresses is answered, and its limits are those of the code."""

from __future__ import annotations

import re

import pytest
from asking import api

from dashboard.api import feeds
from dashboard.api.settings import MOST_ROWS, USUAL_ROWS, Settings

pytestmark = pytest.mark.usefixtures("built")


@pytest.fixture(scope="module")
def text(project_root):
    return (project_root / "docs/api.md").read_text(encoding="utf-8")


def test_each_example_is_answered(text):
    examples = re.findall(
        r"^curl (?:-H '([^:]+): ([^']+)' )?'http://localhost:8501/api/v1/([^']+)'$", text, re.MULTILINE
    )
    assert len(examples) == text.count("\ncurl ") > 7
    for name, value, address in examples:
        answered = api(address, **({name.lower(): value} if name else {}))
        assert answered.status == 200, address
        if value:
            assert answered.headers["content-type"].startswith(value)


def test_each_feed_is_there(text):
    named = re.findall(r"/feeds/([\w/-]+)\.xml", text)
    assert len(named) == 5
    assert all(feeds.feed(*name.split("/")) for name in named)


def test_its_limits_are_those_of_the_code(text):
    usual = Settings()
    assert f"| rows of an answer | {USUAL_ROWS}, at most {MOST_ROWS:,} |" in text
    assert f"| seconds for a question | {usual.seconds:g} |" in text
    assert f"| {usual.rate:g}, {usual.burst} |" in text
