"""Every parameter of every page, given whatever comes to mind: an answer that says what can't be honoured, and never a failure."""

from __future__ import annotations

from urllib.parse import quote, quote_from_bytes

import pytest
from fuzz import examples
from hypothesis import given
from hypothesis import strategies as st
from test_documents import request

from dashboard.core.choices import NAMES
from dashboard.pages import ENTRIES
from dashboard.site import documents

TAG = "<img src=x onerror=alert(1)>"
# What means something somewhere, what is just beyond it, and what belongs nowhere.
TRICKY = st.sampled_from(
    ["", " ", "JPN", "jpn", "JPN,CHE", ",,,", "JPN-GHA", "GHA-GHA", "-", "binding", "2024-02-29", "2023-02-29", "0000-00-00", "9999-12-31", "99999-01-01",
     "2021-06", "2030", "-1", "0", "1e308", "1e999", "NaN", "inf", "１２", "0x10", "2020-2030", "2030-2020", "..", "../../etc/passwd", "%", "%s", "{0}",
     "$1", "';--", "NULL", "None", "True", TAG, "\x00", "\u202e", "a" * 3000, "pairs", "buyer_iso3:JPN", "sources", "agreement_list"]
)  # fmt: skip
VALUES = st.one_of(TRICKY, st.lists(TRICKY, max_size=3).map(",".join), st.text(max_size=20)).map(
    lambda text: quote(text.encode("utf-8", "surrogatepass"))
) | st.binary(max_size=8).map(quote_from_bytes)


@pytest.mark.parametrize("name", ENTRIES)
def test_any_value_of_any_parameter_is_answered(built: object, name: str) -> None:
    known = [*NAMES, *ENTRIES[name].parameters]

    @examples(3)
    @given(st.dictionaries(st.sampled_from(known) | st.text(max_size=9).map(quote), VALUES, min_size=1, max_size=6))
    def answered(query: dict[str, str]) -> None:
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        answer = documents.respond(request(f"/{name}?{asked}"))
        assert answer.status_code in {200, 301, 400, 404}, asked
        assert TAG.encode() not in bytes(answer.body), asked

    answered()
