"""What an operator sets of how the Atlas is reached and cited: its public address, where errors are reported, and its DOI."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

SETTING = "ATLAS_PUBLIC_URL"


def public() -> str:
    """Return the address by which readers reach the Atlas, without a slash at its end, from the environment; "" where none is set.

    Raises ValueError for what is no address of the web, or has a path: addresses, links and feeds begin at the root of a host.
    """
    address = os.environ.get(SETTING, "").strip().rstrip("/")
    if address and not address.startswith(("https://", "http://")):
        raise ValueError(f"{SETTING} is {address!r}; it must start with https:// or http://")
    parts = urlsplit(address)
    if parts.path or parts.query or parts.fragment:
        raise ValueError(
            f"{SETTING} is {address!r}; the Atlas is served at the root of a host: name one, such as https://atlas.example.org"
        )
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


DOI = "ATLAS_DOI"
# Source of the form: ISO 26324, as https://www.crossref.org/blog/dois-and-matching-regular-expressions/ reads it.
_FORM = re.compile(r"10\.\d{4,9}/[-._;()/:A-Za-z0-9]+")


def doi() -> str:
    """Return the DOI by which the data that are served are cited, such as 10.5281/zenodo.1234, from the environment; "" where there is none.

    Raises ValueError for what is none.
    """
    given = os.environ.get(DOI, "").strip().removeprefix("https://doi.org/")
    if given and not _FORM.fullmatch(given):
        raise ValueError(f"{DOI} is {given!r}; it must be a DOI such as 10.5281/zenodo.1234")
    return given
