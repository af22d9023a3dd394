"""What a page asks for, as forms of a document, which the browser sends by itself. Knows no subject."""

from __future__ import annotations

from html import escape

from dashboard.core.content import Inputs, Pick

# More boxes would stand before the answer where the window is narrow: they fold there, as the filters of a page do.
FEW = 3


def inputs(block: Inputs) -> str:
    """Return the inputs of a page as HTML."""
    boxes = "".join(
        f'<label>{escape(label)} <input name="{escape(name)}" value="{escape(value, quote=True)}"></label> '
        for name, label, value in block.fields
    )
    form = f'<form>{boxes}<button type="submit">Show</button></form>' if boxes else ""
    if len(block.fields) <= FEW:
        return form
    return f'<details class="filters"><summary>{escape(block.panel.fold)}</summary>{form}</details>'


def pick(pick: Pick) -> str:
    """Return the choice of one of many as HTML."""
    options = "".join(
        f'<option value="{escape(key, quote=True)}"{" selected" if key == pick.chosen else ""}>{escape(label)}</option>'
        for key, label in sorted(pick.labels.items(), key=lambda item: item[1].casefold())
    )
    problem = f'<p class="problem">{escape(pick.problem)}</p>' if pick.problem else ""
    return (
        f'{problem}<form><label>{escape(pick.label)} <select name="{escape(pick.name)}">{options}</select></label>'
        f'<button type="submit">Open</button></form>'
    )
