"""A chart as st.plotly_chart takes it without reading it once more."""

from __future__ import annotations

from typing import Any

from plotly.basedatatypes import BaseFigure


class Drawn(BaseFigure):  # type: ignore[misc]
    """A figure that stays the dict that it is.

    Streamlit has Plotly check each dict that it is given, every time, which costs more than making it. The tests check every
    chart of every page instead (tests/dashboard/test_pages.py), and the server needs none of Plotly's classes.
    """

    def __init__(self, figure: dict[str, Any]) -> None:
        # Without Plotly's own __init__, which is that check.
        self._drawn = figure

    def to_dict(self) -> dict[str, Any]:
        """Return the figure's dict."""
        return self._drawn
