"""What an operator set is looked at before the first visitor comes: a setting that can't be kept ends the start with one sentence."""

from __future__ import annotations

from streamlit import config

from dashboard.api import settings as api
from dashboard.core import site


class SettingError(ValueError):
    """A setting that the Atlas can't be served with; the text names it and says what to do."""


def check() -> None:
    """Raise SettingError for the first setting that can't be kept: a path below which the site would lie, or one that is none."""
    path = str(config.get_option("server.baseUrlPath") or "").strip("/ ")
    if path:
        raise SettingError(
            f"server.baseUrlPath is {path!r}, but the Atlas is served at the root of a host: its addresses, links and feeds begin there. "
            "Take the setting out, and give the Atlas a name of its own, such as atlas.example.org."
        )
    try:
        site.public(), site.reports(), site.doi(), api.settings()
    except ValueError as error:
        raise SettingError(str(error)) from None
