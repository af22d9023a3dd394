"""Words as HTML and as addresses, as the standard library writes them: kept for a while, for a page says the same ones hundreds of times. Pure."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote_plus, urlencode


@lru_cache(maxsize=4096)
def escape(text: str, quote: bool = True) -> str:
    """Return a text as HTML shows it as it stands."""
    return html.escape(text, quote)


def encoded(query: Mapping[str, str], safe: str = "") -> str:
    """Return the parameters of an address as it has them: "buyer=JPN&q=a+word"; signs of `safe` stay as they are."""
    return urlencode(query, safe=safe, quote_via=_quoted)


@lru_cache(maxsize=4096)
def _quoted(text: str, safe: str, encoding: str | None, errors: str | None) -> str:
    return quote_plus(text, safe, encoding, errors)
