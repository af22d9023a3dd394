"""Report an error: a text with all that a reader needs to find the row or figure, as an issue, a mail, or to copy. Nothing is sent by itself."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from dashboard.core.content import SITE
from dashboard.core.site import reports

LONGEST = 120
FIELDS = ("What is wrong:", "What is right:", "Source (link, page):")


@dataclass(frozen=True)
class Told:
    """What is reported on: its name, its address on this site, edition and key."""

    subject: str
    address: str
    edition: str
    key: str

    def text(self, site: str) -> str:
        """Return the text to fill in."""
        lines = (
            f"About: {self.subject}",
            f"Key: {self.key}",
            f"Address: {self.address.replace(SITE, site)}",
            f"Data: {self.edition}",
        )
        return "\n".join([*lines, "", *(f"{field}\n" for field in FIELDS)])


def link(told: Told, site: str) -> str:
    """Return the address of a prefilled issue or mail; "" where the operator set none."""
    to = reports()
    if not to:
        return ""
    title = f"Error: {told.subject[:LONGEST]}"
    if to.startswith("mailto:"):
        return f"{to}?{urlencode({'subject': title, 'body': told.text(site)}).replace('+', '%20')}"
    return f"{to}{'&' if '?' in to else '?'}{urlencode({'title': title, 'body': told.text(site)})}"


def html(told: Told, site: str) -> str:
    """Return how to report an error, as the inside of a document."""
    to = link(told, site)
    where = (
        f'<p><a href="{escape(to, quote=True)}" rel="noopener">{"Write the mail" if to.startswith("mailto:") else "Open the issue"}</a> with this text in it; you send it yourself.</p>'
        if to
        else "<p>Copy this text, fill it in, and send it to whoever runs this site.</p>"
    )
    return f"<p>Nothing is sent by itself, and no account with the Atlas is needed.</p>{where}<pre><code>{escape(told.text(site))}</code></pre>"
