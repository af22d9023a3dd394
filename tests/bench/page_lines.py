"""What a page says and draws, as lines of text that can be compared: no ids, no keys, nothing that a reader can't notice.

Tables, charts and maps are opened up; what only concerns their looks stands in lines that begin with STYLE.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pandas as pd
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

STYLE = "  ~ "
# Rows of a table that are kept as they are; of a longer one the sum of each column says the rest.
ROWS_KEPT = 40
# Fields of messages that name a thing to Streamlit and to nobody else, or say where a widget's value comes from.
UNSEEN = {
    "id", "element_id", "form_id", "page_script_hash", "key", "user_key", "set_value", "value", "query_string", "page", "is_form_submitter", "raw_values",
    "dataframe_id", "deferred_file_id", "url", "width_config", "height_config",
}  # fmt: skip
# Blocks that only place what is in them.
LAYOUT = {"Block", "Column", "FlexContainer", "Vertical", "Horizontal", "Empty", "TabContainer", "BidiComponent"}
# What is drawn of a chart, and read in it; all the rest of a trace or layout is its style.
READ_IN_TRACE = (
    "x", "y", "z", "text", "base", "values", "labels", "customdata", "hovertext", "hovertemplate", "hoverinfo", "lat", "lon", "locations", "ids",
)  # fmt: skip
READ_IN_AXIS = ("title", "range", "tickvals", "ticktext", "categoryarray", "tickformat", "type")


def lines_of(tree: Any) -> list[str]:
    """Return the lines of a page that AppTest ran."""
    return [line.replace("\n", "⏎") for node in _nodes(tree) for line in _of_node(node)]


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    children = getattr(node, "children", None)
    for child in children.values() if isinstance(children, dict) else ():
        yield from _nodes(child)


def _of_node(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if not isinstance(proto, Message):
        return
    kind = type(proto).__name__
    if kind in ("Expandable", "Popover", "Tab"):
        yield f"{kind.lower()}: {proto.label}" + (f" ({proto.help})" if getattr(proto, "help", "") else "")
    elif kind in LAYOUT:
        return
    elif kind == "Heading":
        yield f"{proto.tag}: {proto.body}" + (f" ({proto.help})" if proto.help else "")
    elif kind == "Markdown":
        yield f"text: {proto.body}" + (f" ({proto.help})" if proto.help else "")
    elif kind == "Html":
        yield from (f"html: {line}" for line in html_lines(proto.body))
    elif kind in ("Dataframe", "Arrow", "Table"):
        yield from table_lines(node.value, json.loads(getattr(proto, "columns", "") or "{}"))
        yield from (
            f"{STYLE}{name}: {proto_list(proto, name)}" for name in ("selection_mode", "placeholder", "row_height")
        )
    elif kind == "PlotlyChart":
        yield f"chart: {getattr(proto, 'alt', '')}"
        yield from plotly_lines(json.loads(proto.spec or proto.figure.spec))
        yield f"{STYLE}can be clicked: {[int(mode) for mode in proto.selection_mode]}"
    elif kind == "DeckGlJsonChart":
        yield "map"
        yield from deck_lines(json.loads(proto.json))
    elif kind == "PageLink":
        yield f"link: {proto.label} -> {address(proto.page, proto.query_string)}" + (" (off)" if proto.disabled else "")
    elif kind == "LinkButton":
        yield f"link: {proto.label} -> {proto.url}"
    elif kind == "Alert":
        yield f"{type(node).__name__.lower()}: {proto.body}"
    elif kind == "Exception":
        yield f"EXCEPTION: {proto.type}: {proto.message}"
    else:
        value = getattr(node, "value", None) if type(node).__name__ != "UnknownElement" else None
        yield f"{kind}: {_json(_seen(MessageToDict(proto, preserving_proto_field_name=True)))} = {plain(value)}"


def proto_list(proto: Any, name: str) -> Any:
    """Return a field of a message as a plain value, or nothing where it has no such field."""
    found = getattr(proto, name, "")
    return found if isinstance(found, str | int | float) else [int(one) for one in found]


def address(page: str, query: str) -> str:
    """Return the address of a page with its parameters in the order of their names."""
    return f"{page}?{urlencode(sorted(parse_qsl(query.lstrip('?'), keep_blank_values=True)))}"


def plain(value: Any) -> str:
    """Return any value as text that is the same in each run: numbers to nine digits, days as such, missing as a dash."""
    if isinstance(value, list | tuple | set | np.ndarray | pd.Series):
        return "[" + ", ".join(plain(one) for one in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {plain(value[name])}" for name in sorted(value, key=str)) + "}"
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return "–"
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | float | np.integer | np.floating):
        return f"{float(value):.9g}"
    if isinstance(value, datetime | date):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)


def digest(values: Iterable[Any]) -> str:
    """Return a short sum of values."""
    return hashlib.sha256("\x1f".join(plain(value) for value in values).encode()).hexdigest()[:12]


def table_lines(frame: pd.DataFrame, config: Mapping[str, Any]) -> Iterator[str]:
    """Yield a table: its size, its columns with how they are shown, its rows."""
    yield f"table: {len(frame)} × {len(frame.columns)}"
    places = {f"_pos:{place}": str(name) for place, name in enumerate(frame.columns)}
    told = {places.get(name, name): column for name, column in config.items()}
    for place, name in enumerate(frame.columns):
        column = frame.iloc[:, place]
        sum_ = f", {digest(column)}" if len(frame) > ROWS_KEPT else ""
        yield f"  column: {name} ({_kind(column)}{sum_})"
        if str(name) in told:
            yield f"  column {name} is shown as {_json(told[str(name)])}"
    for row in frame.head(ROWS_KEPT).itertuples(index=False, name=None):
        yield "  | " + " | ".join(plain(cell) for cell in row)


def _kind(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column):
        return "yes or no"
    if pd.api.types.is_numeric_dtype(column):
        return "number"
    return "day" if pd.api.types.is_datetime64_any_dtype(column) else "text"


def plotly_lines(figure: Mapping[str, Any]) -> Iterator[str]:
    """Yield a chart: each trace with what is read in it, the words and axes of the layout, and their style apart."""
    for trace in figure["data"]:
        rest = {name: _open(value) for name, value in trace.items()}
        yield f"  trace: {rest.pop('type', '')} {rest.pop('mode', '')} “{rest.pop('name', '')}”"
        for name in READ_IN_TRACE:
            if name in rest:
                yield f"    {name}: {plain(rest.pop(name))}"
        yield from _colours(rest)
        yield f"{STYLE}trace: {plain(rest)}"
    rest = {name: _open(value) for name, value in figure.get("layout", {}).items()}
    rest.pop("template", None)
    if "title" in rest:
        yield f"  title: {plain(rest.pop('title'))}"
    for name in sorted(name for name in rest if re.fullmatch(r"[xy]axis\d*", name)):
        read = {part: rest[name].pop(part) for part in READ_IN_AXIS if part in rest[name]}
        yield f"  {name}: {plain(read)}"
        yield f"{STYLE}{name}: {plain(rest.pop(name))}"
    for note in rest.pop("annotations", ()):
        read = {part: note.pop(part) for part in ("text", "x", "y", "xref", "yref", "hovertext") if part in note}
        yield f"  note: {plain(read)}"
        yield f"{STYLE}note: {plain(note)}"
    for shape in rest.pop("shapes", ()):
        yield f"  shape: {plain({part: shape.pop(part) for part in ('type', 'x0', 'x1', 'y0', 'y1') if part in shape})}"
        yield f"{STYLE}shape: {plain(shape)}"
    yield f"{STYLE}layout: {plain(rest)}"


def _colours(trace: dict[str, Any]) -> Iterator[str]:
    for part in ("marker", "line", "textfont"):
        if isinstance(trace.get(part), dict):
            for name in ("color", "symbol", "pattern", "dash", "size", "colorscale"):
                if name in trace[part]:
                    yield f"    {part}.{name}: {plain(trace[part].pop(name))}"
    if "fillcolor" in trace:
        yield f"    fillcolor: {plain(trace.pop('fillcolor'))}"


def _open(value: Any) -> Any:
    """Return what Plotly packs into base64 as the numbers that it is."""
    if isinstance(value, dict):
        if set(value) >= {"dtype", "bdata"}:
            return np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist()
        return {name: _open(part) for name, part in value.items()}
    return [_open(part) for part in value] if isinstance(value, list) else value


def deck_lines(spec: Mapping[str, Any]) -> Iterator[str]:
    """Yield a map: each layer with its rows, and the rest of it as style."""
    rest = dict(spec)
    for layer in rest.pop("layers", ()):
        layer = {name: value for name, value in layer.items() if name != "id"}
        rows = layer.pop("data", None)
        yield f"  layer: {layer.pop('@@type', '')}"
        if isinstance(rows, list):
            yield from (f"    {plain(row)}" for row in rows)
        else:
            yield f"    {plain(rows)}"
        yield f"{STYLE}layer: {plain(layer)}"
    yield f"{STYLE}map: {plain(rest)}"


# Tags that begin a new line of what is read.
_APART = {"section", "div", "p", "h1", "h2", "h3", "h4", "li", "tr", "dt", "dd", "table", "figure", "svg", "td", "th"}
_SAID = ("href", "aria-label", "title", "alt", "style", "data-measure", "data-scope")
_VOID = {"br", "img", "hr", "meta", "link", "input", "path", "rect", "line", "circle", "use"}


class _Html(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.hidden = 0
        self.drawn: list[str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self.hidden += 1
        if tag in _APART:
            self.lines.append("")
        if tag == "svg":
            self.drawn = []
        if self.drawn is not None:
            self.drawn.append(
                f"{tag} {sorted((name, value or '') for name, value in attrs if name not in ('id', 'class'))}"
            )
            return
        for name, value in attrs:
            if name in _SAID and value:
                self.lines[-1] += f" {{{name}: {value}}}"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self.hidden -= 1
        if tag == "svg" and self.drawn is not None:
            self.lines.append(f"(drawn: {digest(self.drawn)})")
            self.drawn = None
        if tag in _APART:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.lines[-1] += data


def html_lines(html: str) -> list[str]:
    """Return what is read in HTML, a line a block, with the addresses of links, the words for those who can't see, and styles."""
    lines = (" ".join(line.split()) for line in _Html(html).lines)
    return [line for line in lines if line]


def _seen(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _seen(part) for name, part in value.items() if name not in UNSEEN}
    return [_seen(part) for part in value] if isinstance(value, list) else value


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
