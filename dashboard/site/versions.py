"""The version of a text that a browser may keep for good: a hash of it stands in its address."""

from __future__ import annotations

import hashlib


def version(text: str) -> str:
    """Return a short hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
