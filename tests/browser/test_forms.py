"""Every form as the browser draws it: Plotly takes what it is given, and draws each mark."""

from __future__ import annotations

from pathlib import Path

import plotly
import pytest
from made_forms import FORMS, LOOKS

from dashboard.core.chart_clicks import take_out
from dashboard.core.forms import to_plotly

DRAW = """async ([figure, width]) => {
  const box = document.createElement("div");
  document.body.replaceChildren(box);
  await Plotly.newPlot(box, figure.data, {...figure.layout, width}, {displayModeBar: false});
  return {
    bars: box.querySelectorAll(".barlayer .point").length,
    dots: box.querySelectorAll(".scatterlayer .point").length,
    words: [...box.querySelectorAll(".annotation-text")].map((text) => text.textContent.replaceAll(/\\s/g, "")),
    shapes: box.querySelectorAll(".shapelayer path").length,
  };
}"""


@pytest.fixture(scope="module")
def canvas(browser):
    page = browser.new_page()
    page.set_content("<!doctype html><body></body>")
    page.add_script_tag(path=str(Path(plotly.__file__).parent / "package_data" / "plotly.min.js"))
    yield page
    page.close()


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_plotly_draws_every_mark(canvas, form, look):
    figure, _ = take_out(to_plotly(form, look))
    seen = canvas.evaluate(DRAW, [figure, look.width])
    traces = figure["data"]
    bars = sum(len(trace["x"]) for trace in traces if trace["type"] == "bar")
    dots = sum(
        sum(y is not None for y in trace["y"])
        for trace in traces
        if trace["type"] == "scatter" and "markers" in trace["mode"]
    )
    assert (seen["bars"], seen["dots"]) == (bars, dots)
    assert seen["shapes"] == len(figure["layout"]["shapes"])
    notes = [note["text"] for note in figure["layout"]["annotations"]]
    plain = [note.replace("<b>", "").replace("</b>", "").replace("<br>", "").replace(" ", "") for note in notes]
    assert sorted(seen["words"]) == sorted(plain)
