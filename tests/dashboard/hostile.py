"""Text that means harm, and all that a page gives a browser to be read as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# Without commas and bars, which part the values of an address.
EVIL = "[Get it](https://evil.example) ![x](https://evil.example/x.png) $x$ <b>y</b> www.evil.example"
TAG = "<b>y"
# Fields of messages that a browser shows as they are, or keeps to itself.
NOT_MARKDOWN = {
    "id", "form_id", "url", "page_script_hash", "query_string", "page", "icon", "spec", "json", "figure", "options", "placeholder",
    "raw_values", "value", "raw_value", "string_value", "default", "value_string", "code_text", "alt", "config", "columns", "key", "element_id", "name", "values",
    "language", "mime", "file_name", "user_key", "data", "set_value", "url_path", "default_string", "column_order",
}  # fmt: skip


def markdown_of(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text of a page that is Markdown: the kind of element, and the text. Tables of words are Markdown in each cell."""
    seen: set[int] = set()
    for node in _nodes(app._tree):
        proto = getattr(node, "proto", None)
        if not isinstance(proto, Message) or id(proto) in seen:
            continue
        seen.add(id(proto))
        if type(proto).__name__ not in {"PlotlyChart", "DeckGlJsonChart", "Code", "Html"}:
            yield from ((type(node).__name__, text) for text in _texts(proto))
    for table in app.table:
        frame = table.value
        yield from (("Table", str(cell)) for cell in [*frame.columns, *frame.to_numpy().ravel()])


def html_of(app: AppTest) -> list[str]:
    """Every text of a page that is HTML: in it a tag is one whatever stands before it, and Markdown means nothing."""
    protos = [getattr(node, "proto", None) for node in _nodes(app._tree)]
    return [proto.body for proto in protos if type(proto).__name__ == "Html"]


def _nodes(node: object) -> Iterator[object]:
    yield node
    children = getattr(node, "children", None)
    for child in children.values() if isinstance(children, dict) else ():
        yield from _nodes(child)


def _texts(proto: Message) -> Iterator[str]:
    for field, value in proto.ListFields():
        if field.name in NOT_MARKDOWN:
            continue
        for one in value if field.is_repeated else [value]:
            if field.type == FieldDescriptor.TYPE_STRING:
                yield one
            elif field.type == FieldDescriptor.TYPE_MESSAGE and isinstance(one, Message):
                yield from _texts(one)


# What Markdown would make of EVIL: a link, a picture, a formula, a tag, or an address that becomes a link by itself.
LIVE = re.compile(r"(?<!\\)\]\(https://evil|(?<!\\)\$x|(?<!\\)<b>y|https://evil\.example|www\.evil\.example")


def live(text: str) -> str | None:
    """Return what is live of EVIL in a Markdown text, or None."""
    found = LIVE.search(text)
    return found[0] if found else None
