"""Entry point of `streamlit run`: the pages (main.py), and plain files and headers beside them (server.py)."""

from __future__ import annotations

import streamlit as st

from dashboard.site import server

app = st.App("main.py", routes=server.ROUTES, middleware=server.MIDDLEWARE, lifespan=server.lifespan)
