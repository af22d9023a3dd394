"""The one way for text of an address or of the data into Markdown: as it stands, with nothing of it taken for formatting."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Written into an address or a name between colons, so that neither becomes a link or a sign by itself; it can't be seen.
JOINER = "\u2060"
# Every sign that Markdown, its tables and formulas, HTML or Streamlit's colours and icons could begin with.
_SIGN = re.compile(r"([\\`*_{}\[\]<>#|~$&!^])")
# A number is a list's only with a space behind its point: "37.5" stays as it is, for whoever copies it.
_BEGINNING = re.compile(r"^([-+=]|\d+(?=[.)](?:\s|$)))")
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|\b(www)(?=\.)|(\S)(@)(?=\S)")
_DIRECTIVE = re.compile(r":(?=[A-Za-z])")
# What most texts have nothing of: one look tells that they are plain already.
_ANY = re.compile(r"[\\`*_{}\[\]<>#|~$&!^:@]|^[-+=\d ]|[^\S ]|  | $|(?i:www)\.")


def plain(text: object) -> str:
    """Return a text so that Markdown shows it as it stands: no link, picture, formula, tag, colour or list comes of it.

    Lines become one. None becomes an empty text.
    """
    said = str(text) if text is not None else ""
    if not _ANY.search(said):
        return said
    said = " ".join(said.split())
    said = _SIGN.sub(r"\\\1", said)
    said = _BEGINNING.sub(lambda found: f"\\{found[0]}" if not found[0].isdigit() else found[0] + JOINER, said)
    said = _ADDRESS.sub(lambda found: "".join(filter(None, found.groups())) + JOINER, said)
    return _DIRECTIVE.sub(r"\\:", said)


def link(label: object, url: str | None) -> str:
    """Return a Markdown link, or the label alone where no address is known that a browser may open."""
    return linked(plain(label) or "open", url)


def linked(words: str, url: str | None) -> str:
    """Return Markdown as a link, or as it is where no address is known. What in it is not ours is plain already."""
    return f"[{words}](<{safe}>)" if (safe := _opened_by_browsers(url)) else words


def _opened_by_browsers(url: str | None) -> str:
    """Return an address of the web or of this site without signs that would end it, else an empty text."""
    address = "".join((url or "").split()) if isinstance(url, str) else ""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    if scheme not in {"http", "https", ""} or address.startswith("//"):
        return ""
    return address.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace("$", "%24")
