"""What a click on "Brief" waits for: asking the warehouse, fitting two pages, writing the HTML file."""

from __future__ import annotations

import pytest
from copies import EDITION

from dashboard.brief import made
from dashboard.core import kept, warehouse
from dashboard.core.choices import Filters
from dashboard.render.paper import html, pdf

NOW = Filters(EDITION)


def forget() -> None:
    warehouse.answers.clear()
    kept.pages.clear()


@pytest.mark.parametrize("key", ["JPN", "GHA", "JPN-VNM", "TUV"])
def test_asking(benchmark, key):
    """The page that a brief is made of, and its choice of blocks, with nothing kept."""
    benchmark.group = "brief: questions, cold"
    benchmark.pedantic(made.brief, args=(key, NOW), setup=forget, rounds=10, warmup_rounds=1)


@pytest.mark.parametrize("key", ["JPN", "GHA", "JPN-VNM", "TUV"])
def test_pdf(benchmark, key):
    """The PDF, with all tries until the tables fit. The typesetter remembers what it has seen: the first one takes longer."""
    brief = made.brief(key, NOW)
    benchmark.group = "brief: PDF"
    benchmark.pedantic(pdf.fit, args=(brief,), rounds=10, warmup_rounds=1)


def test_html(benchmark):
    """The HTML file of a sheet that fits."""
    sheet = pdf.fit(made.brief("JPN", NOW))[0]
    benchmark.group = "brief: HTML"
    benchmark.pedantic(html.render, args=(sheet,), rounds=10, warmup_rounds=1)
