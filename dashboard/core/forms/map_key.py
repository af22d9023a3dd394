"""The key of a map whose land is shaded by the number of buyers, in the corner where there is sea."""

from __future__ import annotations

from dashboard.core.forms import svg_parts as svg
from dashboard.core.forms.look import Look
from dashboard.core.forms.map import Map
from dashboard.core.palette import shade


def drawn(form: Map, look: Look, height: float) -> list[str]:
    """Return the key as SVG, for a drawing of that height; nothing where no buyer is in focus."""
    if not form.focus:
        return []
    theme, x, y = look.theme, 14.0, height - 14
    parts = [svg.halo(x, y - 20, "Buyers of a host", look.small, ground=theme.sea, fill=theme.text, weight=600)]
    for step in form.classes:
        box = f'x="{x:g}" y="{y - 11:g}" width="20" height="11"'
        parts.append(f'<rect {box} fill="{shade(theme, step)}" stroke="{theme.line}"/>')
        parts.append(svg.halo(x + 25, y - 1, str(step), look.small, ground=theme.sea, fill=theme.text))
        x += 42
    return parts
