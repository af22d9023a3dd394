"""The forms of charts: what is drawn, told once. Each is drawn as a Plotly dict for the live page and as SVG for paper.

A form is rows, the columns that are drawn, and words. It knows no width, no theme and no place: those are of the renderer
(`Look`). Colours are meanings (dashboard.core.palette.Theme.colour).
"""
