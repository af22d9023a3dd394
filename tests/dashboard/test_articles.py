"""Sentences say "the Philippines"; labels, pairs and lists with numbers have the names as the data do."""

import pytest
from leaks import text_of

from dashboard.core.articles import said, with_articles, within
from dashboard.core.content import Finding, Group, Link, Links, Page, Say
from dashboard.site.asked import asked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nothing is known of Republic of Korea as host.", "Nothing is known of the Republic of Korea as host."),
        ("On 28 Nov 2022, **Republic of Korea** and **UAE** have", "On 28 Nov 2022, **the Republic of Korea** and **the UAE** have"),
        ("Philippines works with Japan", "The Philippines works with Japan"),
        ("It fell. Gambia has", "It fell. The Gambia has"),
        ("Togo, Gambia and Mali have", "Togo, the Gambia and Mali have"),
        ("sold to Japan and Philippines, 30 Apr 2022", "sold to Japan and the Philippines, 30 Apr 2022"),
        ("(177 are the JCM’s), Philippines and Cambodia hold", "(177 are the JCM’s), the Philippines and Cambodia hold"),
        ("(as host) with Maldives: a letter", "(as host) with the Maldives: a letter"),
        ("see [Philippines](<country?country=PHL>) or [Account of Gambia](<account>)", "see [the Philippines](<country?country=PHL>) or [Account of the Gambia](<account>)"),
        ("**Republic of Korea** sold", "**The Republic of Korea** sold"),
        ("Netherlands’ goal", "The Netherlands’ goal"),
        ("sold to Dominican Rep. in 2024", "sold to the Dominican Rep. in 2024"),
    ],
)  # fmt: skip
def test_a_name_within_or_at_the_start_of_a_sentence(text, told):
    assert said(text) == told
    assert said(told) == told


@pytest.mark.parametrize(
    "text",
    [
        "Republic of Korea: 37.5 Mt",
        "Projects: Japan–Philippines 24, Republic of Korea–Viet Nam 5",
        "Benin 500,903 t, Gambia 196,652 t",
        "Philippines 24, Japan 0, Republic of Korea 0",
        "[Ministry of Environment, Republic of Korea](<https://example.org>)",
        "a dispute about Republic of Korea–Ghana",
        "[Argentina](<country>), [Bahamas](<country>)",
        "Togo, Niger and Mali have",
        "the Republic of Korea has",
        "[A, Singapore and Philippines sign a pact](<https://example.org>)",
        "[UAE and Zimbabwe sign](<https://example.org>) and [Republic of Korea finalizes \\[all\\] rules](https://example.org)",
        "**Showing:** exporter Republic of Korea · all importers",
        "**Showing:** buyers Republic of Korea, Japan · hosts Ghana, Philippines · 2 rows",
    ],
)
def test_a_label_stays_as_it_is(text):
    assert said(text) == text


def test_each_part_of_a_page_that_is_a_sentence_is_told_and_a_label_is_not():
    words = "Philippines works with Gambia"
    page = Page(
        (
            Group((Say(words), Links((Link("Philippines as a country", "country"),))), title="All of Gambia"),
            Finding(words, words),
        )
    )
    group, finding = with_articles(page).blocks
    assert isinstance(group, Group) and isinstance(finding, Finding)
    assert (group.blocks[0].text, finding.title, finding.drawn) == (("The Philippines works with the Gambia",) * 3)
    assert (group.title, group.blocks[1].links[0].words) == ("All of the Gambia", "Philippines as a country")
    assert within("Philippines works") == "Philippines works"


def test_a_page_of_the_data_says_it(built):
    page = asked("country", {"country": "KOR"}).content()
    said = text_of(" ".join(block.text for block in page.walk() if isinstance(block, Say)))
    assert "the Republic of Korea** as buyer has" in said
    assert page.heading == "Republic of Korea"
