"""Entry point of `streamlit run`: the pages (main.py), and plain files and headers beside them (server.py)."""

from __future__ import annotations

import sys

import streamlit as st

from dashboard.site import memory, settings

memory.spare()
try:
    settings.check()
    from dashboard.site import server
except settings.SettingError as error:
    sys.exit(f"error: {error}")

app = st.App("main.py", routes=server.ROUTES, middleware=server.MIDDLEWARE, lifespan=server.lifespan)
