"""What a click on "Brief" waits for: asking the warehouse, fitting two pages, writing the HTML file."""

from __future__ import annotations

import pytest
from copies import EDITION

from dashboard.brief import content, html, pdf
from dashboard.brief.record import Brief
from dashboard.core import warehouse
from dashboard.core.choices import Filters

NOW = Filters(EDITION)


def make(key: str) -> Brief:
    return content.pair(*key.split("-"), NOW) if "-" in key else content.country(key, NOW)


@pytest.mark.parametrize("key", ["JPN", "GHA", "JPN-VNM", "TUV"])
def test_asking(benchmark, key):
    """The record of a brief with an empty cache of answers."""
    benchmark.group = "brief: questions and drawings, cold"
    benchmark.pedantic(lambda: make(key), setup=lambda: warehouse.answers.clear(), rounds=10, warmup_rounds=1)


@pytest.mark.parametrize("key", ["JPN", "GHA", "JPN-VNM", "TUV"])
def test_pdf(benchmark, key):
    """The PDF, with all tries until the tables fit. The typesetter remembers what it has seen: the first one takes longer."""
    brief = make(key)
    benchmark.group = "brief: PDF"
    benchmark.pedantic(pdf.fit, args=(brief,), rounds=10, warmup_rounds=1)


def test_html(benchmark):
    """The HTML file of a sheet that fits."""
    sheet = pdf.fit(make("JPN"))[0]
    benchmark.group = "brief: HTML"
    benchmark.pedantic(html.render, args=(sheet,), rounds=10, warmup_rounds=1)
