"""What a page asks for, as forms of a document, which the browser sends by itself. Knows no subject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.core import address
from dashboard.core.content import Inputs, Pick
from dashboard.core.escaped import escape
from dashboard.core.fields import Field, Kind
from dashboard.core.forms.typography import typeset

# More boxes would stand before the answer where the window is narrow: they fold there, as the filters of a page do.
FEW = 3


def inputs(block: Inputs) -> str:
    """Return the inputs of a page as HTML."""
    offered = block.panel.offered()
    boxes = " ".join(
        box(told, getattr(block.chosen, attribute), offered.options.get(attribute, {}), offered.bounds.get(attribute))
        for attribute, told in block.panel.fields().items()
    )
    form = f'<form>{boxes}<button type="submit">Show</button></form>' if boxes else ""
    if len(block.fields) <= FEW:
        return form
    return f'<details class="filters"><summary>{escape(block.panel.fold)}</summary>{form}</details>'


def box(told: Field, value: Any, options: Mapping[str, str], bounds: tuple[Any, Any] | None = None) -> str:
    """Return the box of one field with its label: a list where it has `options`, a day between its `bounds`, else text."""
    name, words = escape(told.name), address.in_text(told, value)
    match told.kind:
        # What is named one by one, in an order, is written: a list would take one alone.
        case Kind.MANY if not told.is_distinct:
            # One can be chosen here. Several of a link stay together, as one more thing to choose.
            several = {words: ", ".join(options.get(key, key) for key in value)} if len(value) > 1 else {}
            asked = f'<select name="{name}">{_options({"": told.nothing} | several | dict(options), words)}</select>'
        case Kind.ONE if options:
            asked = f'<select name="{name}">{_options(options, words)}</select>'
        case Kind.YES:
            asked = f'<select name="{name}">{_options({"no": "No", "yes": "Yes"}, words)}</select>'
        case Kind.DAY if bounds:
            asked = f'<input type="date" name="{name}" value="{words}" min="{bounds[0]}" max="{bounds[1]}">'
        case _:
            most = f' maxlength="{told.longest}"' if told.kind is Kind.TEXT else ""
            asked = f'<input name="{name}" value="{escape(words, quote=True)}" placeholder="{escape(told.nothing, quote=True)}"{most}>'
    return f"<label>{escape(told.label)} {asked}</label>"


def _options(labels: Mapping[str, str], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(key, quote=True)}"{" selected" if key == chosen else ""}>{escape(typeset(label))}</option>'
        for key, label in labels.items()
    )


def pick(pick: Pick) -> str:
    """Return the choice of one of many as HTML."""
    options = _options(dict(sorted(pick.labels.items(), key=lambda item: item[1].casefold())), pick.chosen)
    problem = f'<p class="problem">{escape(pick.problem)}</p>' if pick.problem else ""
    return (
        f'{problem}<form><label>{escape(pick.label)} <select name="{escape(pick.name)}">{options}</select></label>'
        f'<button type="submit">Open</button></form>'
    )
