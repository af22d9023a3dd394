"""Words that explain themselves where they stand: the first use of each on a page opens its meaning, by click, tap or keyboard, without a script.

Works on HTML of ours, in which all other text is escaped. start.js opens a meaning under a mouse at rest, too. On paper the
meanings stand at the end.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple

from dashboard.core import glossary
from dashboard.core.forms.apart import pieces
from dashboard.core.forms.typography import typeset
from dashboard.core.glossary import TERMS, Term

# Terms by key that a page has used so far.
Used = dict[str, Term]
# What is long and left as it is.
_WHOLE = re.compile(r"<(table|svg|select|pre)\b")
_CLASS = re.compile(r'class="([^"]*)"')
# Where words aren't ours to mark, lead elsewhere, or are read as a label.
_LEFT = frozenset(
    {"a", "button", "code", "figure", "form", "h1", "h2", "pre", "select", "style", "summary", "svg", "table"}
)
_LEFT_CLASSES = frozenset(
    {"source", "caveat", "nothing", "problem", "dispute", "rows", "share", "portion", "showing", "terms"}
)
_MARKED = frozenset({"p", "li", "dd"})
# What stays on the line of the word that it opens or closes: a browser would break beside a button.
_OPENS, _CLOSES = re.compile(r"[(“\[]+$"), re.compile(r"[)”\].,;:!?]+")
# What HTML writes otherwise.
_PLAIN = re.compile(r"[&<>\"']")
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
STYLE = """
button.term{all:unset;cursor:help;text-decoration:underline dotted color-mix(in srgb,currentColor 65%,transparent);text-underline-offset:4px;user-select:text;-webkit-user-select:text}
.held{white-space:nowrap}.held button{white-space:normal}
button.term:focus-visible{outline:3px solid var(--acc,currentColor);outline-offset:2px}.a6 h3 button.term{padding:2px 0;margin:-2px 0}
.meaning{box-sizing:border-box;width:26rem;margin:6px 0;padding:10px 14px;border:1px solid color-mix(in srgb,currentColor 40%,transparent);border-top:3px solid currentColor;border-radius:2px;background:@ground;color:inherit;font-size:15px;line-height:1.45;position-area:block-end span-inline-end;position-try-fallbacks:flip-block,flip-inline,flip-block flip-inline}
.meaning p{margin:0!important;max-width:none!important}.meaning dfn{font-style:normal}.terms h2{display:none}
@supports not (position-area:block-end){.meaning{inset:auto 12px 12px}}
@media (max-width:700px){.meaning{position-area:none;inset:auto 12px 12px;width:auto;max-height:60vh}}
@media print{button.term{text-decoration:none}.terms{break-inside:avoid!important}.terms h2{display:block!important}.meaning{display:block!important;position:static!important;width:auto;border:0;margin:0 0 6px;padding:0}.meaning.told{display:none!important}}
"""


class _Opened(NamedTuple):
    """An element that is open: whether words in it are left as they are, whether it or one around it is said, and whether words that stand right in it are marked."""

    name: str
    is_left: bool
    is_said: bool
    is_marked: bool


_NOTHING = _Opened("", False, False, False)


def style(ground: str) -> str:
    """Return the rules of words and their meanings, on a ground of this colour."""
    return STYLE.replace("@ground", ground).replace("\n", "")


def explained(html: str, used: Used) -> str:
    """Return HTML in which each word of the glossary that a paragraph uses first opens its meaning. `used` grows by them."""
    parts: list[str] = []
    opened: list[_Opened] = []
    for piece, is_left in pieces(html, _WHOLE):
        if is_left:
            parts.append(piece)
        else:
            _explain(piece, used, opened, parts)
    return "".join(parts)


def _explain(html: str, used: Used, opened: list[_Opened], parts: list[str]) -> None:
    """Add a piece of HTML to `parts`; `opened` are the elements in which it stands."""
    first, *rest = html.split("<")
    parts.append(_marked(first, used) if first and opened and opened[-1].is_marked else first)
    for begun in rest:
        tag, _, text = begun.partition(">")
        if tag[0] == "/":
            while opened and opened.pop().name != tag[1:]:
                pass
        elif (name := tag.partition(" ")[0]) not in _VOID and tag[-1] != "/":
            opened.append(_within(opened[-1] if opened else _NOTHING, name, tag))
        if text and opened and opened[-1].is_marked:
            parts += "<", tag, ">", _marked(text, used)
        else:
            parts += "<", begun


def _within(around: _Opened, name: str, tag: str) -> _Opened:
    found = _CLASS.search(tag) if "class" in tag else None
    is_left = around.is_left or name in _LEFT or not _LEFT_CLASSES.isdisjoint(found[1].split() if found else ())
    is_said = around.is_said or name in _MARKED
    return _Opened(name, is_left, is_said, not is_left and (is_said or (around.name, name) == ("section", "h3")))


def _marked(text: str, used: Used) -> str:
    said, parts, at = unescape(text), [], 0
    for start, end, term in glossary.said(said):
        if term.key not in used:
            used[term.key] = term
            before, after = _OPENS.search(said[at:start]), _CLOSES.match(said, end)
            first, last = (before[0] if before else ""), (after[0] if after else "")
            button = f"{escape(first)}{_button(said[start:end], term)}{escape(last)}"
            parts += [
                escape(said[at : start - len(first)]),
                f'<span class="held">{button}</span>' if first or last else button,
            ]
            at = end + len(last)
    return "".join([*parts, escape(said[at:])]) if parts else text


def _button(words: str, term: Term) -> str:
    # "interestfor" opens it under a mouse or the focus where browsers know it.
    to = f"term-{term.key}"
    return f'<button type="button" class="term" popovertarget="{to}" popovertargetaction="show" interestfor="{to}">{escape(words)}</button>'


def meanings(used: Used, page: str = "") -> str:
    """Return what the used words mean, in the order of the glossary: unseen until one is opened, and a list on paper, without those that the
    HTML of the page, before any word of it is explained, tells already."""
    # A page that tells one has at least its beginning as it stands; few do.
    begun = [term for term in used.values() if _PLAIN.split(term.meaning, maxsplit=1)[0] in page]
    text = unescape(page) if begun else ""
    listed = {term.key for term in begun if typeset(term.meaning) in text}
    told = "".join(
        f'<div popover class="meaning{" told" if term.key in listed else ""}" id="term-{term.key}"><p><dfn><b>{escape(typeset(term.word))}</b></dfn>: {escape(typeset(term.meaning))}</p></div>'
        for term in TERMS
        if term.key in used
    )
    heading = "" if listed == set(used) else f"<h2>{'Other words' if listed else 'Words'} on this page</h2>"
    return f'<section class="terms">{heading}{told}</section>' if told else ""
