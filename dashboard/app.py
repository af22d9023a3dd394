"""Entry point: page frame, navigation and the row of filters."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import filters, queries
from dashboard.findings import in_words
from dashboard.page import Page, hand_over
from dashboard.viewport import content_width, is_phone
from dashboard.warehouse import WarehouseMissingError

HERE = Path(__file__).parent

st.set_page_config(page_icon=str(HERE / "static" / "icon.png"), layout="wide")

chosen = st.navigation(
    [
        st.Page("app_pages/overview.py", title="Overview", default=True),
        st.Page("app_pages/agreements.py", title="Agreements"),
        st.Page("app_pages/method.py", title="Method and sources"),
    ],
    position="top",
)

try:
    known = filters.choices(queries.parties(), queries.edition())
except WarehouseMissingError:
    st.title("The data are not ready yet")
    st.error("There is no warehouse to read. Run `make run`, or `python -m etl build`, and reload this page.")
    st.stop()

width = content_width()
title = st.container()
with st.container(key="filter_row"):
    selection, problems = filters.bar(known, is_phone(width))
for problem in problems:
    st.warning(problem, icon=":material/link_off:")

page = Page(selection, known, width)
hand_over(page)
with title:
    st.title(
        {"Overview": "Who works with whom under Article 6.2", "Agreements": "Agreements under Article 6.2"}.get(
            chosen.title, chosen.title
        ),
        anchor=False,
    )
st.markdown(f":small[**Showing:** {in_words(selection, known.names)}]")
chosen.run()
