"""Whatever an address says, a page shows it as it stands: no link, no picture, no formula, no tag; and nothing breaks."""

from __future__ import annotations

import pytest
from hostile import EVIL, TAG, html_of, live, markdown_of

from dashboard.accounts import inputs as account_inputs
from dashboard.compare import chosen as compare_inputs
from dashboard.core.plain import link, plain
from dashboard.evidence import registry as figures
from dashboard.pages import SELECTION
from dashboard.targets import assumptions, calculator_inputs
from dashboard.trade.filters import PANEL as TRADE

EVERYWHERE = ["buyer", "host", "region", "rule", "asof", "sector", "stage", "programme", "words", "nonsense"]
OWN = {
    "overview": [],
    "agreements": ["agreement"],
    "projects": [],
    "delivered": [],
    "targets": list(assumptions.PANEL.names),
    "trade": list(TRADE.names),
    "country": ["country"],
    "pair": ["pair"],
    "account": ["party", *account_inputs.PANEL.names],
    "compare": list(compare_inputs.PANEL.names),
    "selection": list(SELECTION.names),
    "project": ["project"],
    "network": ["among"],
    "steps": [],
    "organise": [],
    "calculator": list(calculator_inputs.PANEL.names),
    "reconciliation": [],
    "data": ["table"],
    "changes": ["release"],
    "method": [],
    "rows": ["figure", "key", "row"],
}


@pytest.mark.parametrize("page", OWN)
def test_every_parameter_is_plain(open_page, page):
    together = dict.fromkeys(EVERYWHERE + OWN[page], EVIL)
    for query in (together, {"words": EVIL}, *({name: EVIL} for name in OWN[page][:1])):
        app = open_page(page, **query)
        assert not [text for text in html_of(app) if TAG in text]
        found = {f"{kind}: {live(text)} in {text[:400]}" for kind, text in markdown_of(app) if live(text)}
        assert not found, "\n".join(sorted(found))


def test_the_key_of_a_figure_is_plain(open_page):
    for figure, found in figures.FIGURES.items():
        if not found.needs:
            app = open_page("rows", figure=figure, key=f"buyer_iso3:{EVIL}", row=EVIL)
            assert not [text for _, text in markdown_of(app) if live(text)], figure


def test_words_of_an_address_are_shown(open_page):
    """The test above could not fail if nothing of them came to the page."""
    texts = [text for _, text in markdown_of(open_page("projects", words=EVIL))]
    assert any("Get it" in text for text in texts)
    assert any("evil" in text for _, text in markdown_of(open_page("projects", region=EVIL)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a *b* _c_ `d` ~e~", r"a \*b\* \_c\_ \`d\` \~e\~"),
        ("[x](y) ![z](w)", r"\[x\](y) \!\[z\](w)"),
        ("$5 and $6", r"\$5 and \$6"),
        ("<b> &lt;", r"\<b\> \&lt;"),
        (":red[x] 10:30", r"\:red\[x\] 10:30"),
        ("# a", r"\# a"),
        ("- a", r"\- a"),
        ("a\n\n- b", "a - b"),
        ("| a |", r"\| a \|"),
        ("https://x.org/a_b", "https:\u2060//x.org/a\\_b"),
        ("www.x.org a@x.org", "www\u2060.x.org a@\u2060x.org"),
        ("1. a", "1\u2060. a"),
        ("1)", "1\u2060)"),
        ("37.5 MtCO2e", "37.5 MtCO2e"),
        (r"a\b", r"a\\b"),
        (None, ""),
        ("", ""),
        (7, "7"),
    ],
)
def test_plain(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("url", "made"),
    [
        ("https://x.org/a b", "[L](<https://x.org/ab>)"),
        ("https://x.org/>)[y](https://evil.example", "[L](<https://x.org/%3E)[y](https://evil.example>)"),
        ("rows?figure=pairs", "[L](<rows?figure=pairs>)"),
        ("javascript:alert(1)", "L"),
        ("data:text/html,x", "L"),
        ("//evil.example", "L"),
        ("http://[", "L"),
        (None, "L"),
        (float("nan"), "L"),
    ],
)
def test_a_link_leads_to_the_web_or_to_this_site(url, made):
    assert link("L", url) == made
