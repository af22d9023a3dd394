"""Words of the glossary where a page first uses them: which are marked, where none may be, and that nothing else of the text changes."""

from __future__ import annotations

import re

import pytest

from dashboard.core.content import Say
from dashboard.core.glossary import TERMS, said
from dashboard.pages import ENTRIES
from dashboard.render import document, terms
from dashboard.site.asked import asked

BUTTON = re.compile(r'<button type="button" class="term" popovertarget="term-([a-z0-9-]+)"[^>]*>([^<]*)</button>')


HELD = re.compile(r'<span class="held">(.*?)</span>')


def bare(html: str) -> str:
    """Return HTML without the marks."""
    return HELD.sub(r"\1", BUTTON.sub(lambda found: found[2], html))


def marked(html: str) -> list[tuple[str, str]]:
    return BUTTON.findall(terms.explained(html, {}))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An ITMO and two ITMOs", ["ITMO", "ITMOs"]),
        ("Host countries, and the host country", ["Host countries", "host country"]),
        ("First transferred, by first transfer", ["First transferred", "first transfer"]),
        ("itmo, jcm and annex i", []),
        ("ghosts, hosted, co-hosts and the ITMO-free", []),
        ("Letters of authorisation (LoAs) in force", ["Letters of authorisation", "LoAs", "in force"]),
    ],
)
def test_a_word_is_known_in_its_forms_alone(text, words):
    assert [text[start:end] for start, end, _ in said(text)] == words


def test_brackets_and_points_stay_on_the_line_of_their_word():
    told = terms.explained("<p>aviation (CORSIA), the host. A buyer here</p>", {})
    assert [bare(held) for held in HELD.findall(told)] == ["(CORSIA),", "host."]
    assert bare(told) == "<p>aviation (CORSIA), the host. A buyer here</p>" and len(BUTTON.findall(told)) == 3


def test_the_first_use_alone_is_marked():
    assert marked("<p>An ITMO, two ITMOs.</p><p>ITMO</p>") == [("itmo", "ITMO")]
    used: terms.Used = {}
    assert "button" in terms.explained("<p>ITMO</p>", used) and terms.explained("<p>ITMO</p>", used) == "<p>ITMO</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<h1>ITMO</h1>", "<h2>ITMO</h2>", '<p><a href="x">ITMO</a></p>', "<p><code>ITMO</code></p>", "<table><tr><td><p>ITMO</p></td></tr></table>",
        "<details><summary>ITMO</summary></details>", '<div class="source"><p>ITMO</p></div>', "<svg><text>ITMO</text></svg>", '<img alt="ITMO">',
    ],
)  # fmt: skip
def test_titles_links_tables_and_sources_stay_as_they_are(html):
    assert terms.explained(html, {}) == html


def test_text_of_others_stays_text():
    hostile = "<p>&lt;script&gt;JCM&lt;/script&gt; &amp; &quot;</p>"
    used: terms.Used = {}
    told = terms.explained(hostile, used)
    assert "<script" not in told and bare(told) == hostile and list(used) == ["jcm"]
    assert "<b>&lt;" not in terms.meanings(used)


def test_every_button_opens_a_meaning_that_is_there(built):
    for name in ENTRIES:
        html = document.html(asked(name, {}).content(), "")
        targets = [key for key, _ in BUTTON.findall(html)]
        assert len(targets) == len(set(targets))
        assert {f'id="term-{key}"' in html for key in targets} <= {True}, name


def test_each_word_is_used_by_a_page(built):
    said_by = {name: document.html(asked(name, {}).content(), "") for name in ENTRIES if name != "steps"}
    unused = [
        term.word for term in TERMS if not any(f'popovertarget="term-{term.key}"' in one for one in said_by.values())
    ]
    assert unused == []


def test_marks_change_no_word(built, monkeypatch):
    page = asked("overview", {}).content()
    html = document.html(page, "")
    monkeypatch.setattr(terms, "explained", lambda text, used: text)
    assert len(BUTTON.findall(html)) >= 5
    assert bare(html).partition('<section class="terms">')[0] == document.html(page, "").removesuffix("</main>")
    keys = [term.key for term in TERMS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("units", {"authorised-for", "oimp", "cooperative-approach", "unfccc-s-platform", "first-transfer"}),
        ("account", {"oimp", "cooperative-approach", "corresponding-adjustment", "first-transfer"}),
        ("rules", {"share-of-proceeds", "omge", "first-transfer", "corresponding-adjustment"}),
        ("delivered", {"oimp", "first-transfer"}),
    ],
)
def test_words_of_authorised_units_are_explained_where_they_stand(built, page, words):
    asked_for = {"party": "TZA"} if page == "account" else {}
    html = document.html(asked(page, asked_for).content(), "")
    assert words <= {key for key, _ in BUTTON.findall(html)}


@pytest.mark.parametrize("name", ["units", "rules", "account"])
def test_on_paper_a_word_is_told_once(built, name):
    what = asked(name, {"party": "GHA"} if name == "account" else {})
    page, own = document.html(what.content(), ""), what.content().walk()
    listed = "".join(document.markdown(block.text) for block in own if isinstance(block, Say))
    on_paper = re.findall(r'<div popover class="meaning" id="term-([a-z0-9-]+)"', page)
    again = [term.word for term in TERMS if term.key in on_paper and term.meaning in listed]
    assert on_paper and again == [] and "<h2>Other words on this page</h2>" in page
    assert 'class="meaning told"' in page, "what the page lists still explains itself where it stands"
