"""What a visitor is told of an address that can't be honoured, in the same words' place on every page."""

from __future__ import annotations

import streamlit as st

from dashboard.core.plain import plain


def not_honoured(problem: str) -> None:
    """Draw one thing that an address asks for and that can't be done; text of the address in it stays text."""
    st.warning(plain(problem), icon=":material/link_off:")
