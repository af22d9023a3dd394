"""Messages over the WebSocket are bounded: by little more than the largest that a page sends, for a frame of a stranger may be as large."""

from __future__ import annotations

import tomllib

import pytest

from dashboard.pages import ENTRIES

MEGABYTE = 1_000_000


def nodes(node):
    yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


def largest(app) -> int:
    """Bytes of the largest message among those that drew a page."""
    found = [node.proto.ByteSize() for node in nodes(app._tree) if hasattr(getattr(node, "proto", None), "ByteSize")]
    return max(found)


@pytest.fixture
def limit(project_root) -> int:
    settings = tomllib.loads((project_root / ".streamlit/config.toml").read_text())
    return settings["server"]["maxMessageSize"] * MEGABYTE


@pytest.mark.parametrize("page", ENTRIES)
def test_no_page_comes_near_the_limit(open_page, unfolded, limit, page):
    assert 0 < largest(open_page(page)) < limit / 2


@pytest.mark.parametrize("key", ["supplied", "statistics", "facts"])
def test_nor_do_the_figures_with_the_most_rows(open_page, limit, key):
    assert largest(open_page("rows", figure=key)) < limit / 2
