"""The public address of the Atlas: the one setting that links on paper and in files to copy are made of."""

from __future__ import annotations

import os

SETTING = "ATLAS_PUBLIC_URL"


def public() -> str:
    """Return the address by which readers reach the Atlas, without a slash at its end, from the environment; "" where none is set.

    Raises ValueError for what is no address of the web.
    """
    address = os.environ.get(SETTING, "").strip().rstrip("/")
    if address and not address.startswith(("https://", "http://")):
        raise ValueError(f"{SETTING} is {address!r}; it must start with https:// or http://")
    return address


REPORTS = "ATLAS_REPORTS_TO"


def reports() -> str:
    """Return where readers report errors, from the environment: https://… of a form for new issues, or mailto:…; "" where none is set.

    Raises ValueError for anything else.
    """
    to = os.environ.get(REPORTS, "").strip()
    if to and not to.startswith(("https://", "mailto:")):
        raise ValueError(f"{REPORTS} is {to!r}; it must start with https:// or mailto:")
    return to
