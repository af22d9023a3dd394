"""A figure with its parts as our own HTML: value, bars on one scale, what is traced, what is unconfirmed, and its rows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from dashboard.core import numbers, told
from dashboard.core.answer import Answer
from dashboard.core.palette import Theme

Address = Callable[[Answer, str], str]
# The menu of a figure, by its answer and name.
Menu = Callable[[Answer, str], str]
_NAMES = {
    "published": "Published",
    "traced": "Traced",
    "lead": "Unconfirmed",
    "none": "Missing",
    "known": "State of knowledge",
}
# What a phone tells of the parts before they are opened.
_IN_BRIEF = ("traced", "lead")
_STYLE = """
.a6{%(colours)s;color:var(--txt);
 display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%%,max(230px,var(--share,22%%))),1fr));gap:24px 28px;font-variant-numeric:tabular-nums}
.a6.of1{--share:100%%}.a6.of2{--share:40%%}.a6.of3{--share:30%%}.a6.of5{grid-template-columns:repeat(auto-fill,minmax(min(100%%,max(190px,17%%)),1fr))}
@media (max-width:1099px){.a6.of4{grid-template-columns:1fr 1fr}}
.a6.of6{--share:330px}
.a6 section{border-top:3px solid var(--txt);padding-top:10px;display:flex;flex-direction:column;min-width:0}
.a6 h2{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%%)}
.a6 h3{font-size:16px;font-weight:600;line-height:1.3;margin:0;padding:0;letter-spacing:0}
.a6 p{margin:0;line-height:1.35}.a6 .v{font-size:18px;margin-top:2px}.a6 .v b{font-size:36px;font-weight:650;line-height:1.15}
.a6 .v b.w{font-size:30px;color:var(--mut)}.a6 .by{font-size:15px;color:var(--mut);min-height:20px}
.a6 .bars{margin:10px 0 2px;border-left:1px solid var(--mut);display:grid;gap:2px}
.a6 :is(i,dt){print-color-adjust:exact}.a6 .bars i{display:block;min-width:2px}.a6 .bars .published{height:10px;background:var(--pub)}.a6 .bars .traced{height:5px;background:var(--tra)}
.a6 .lead i,.a6 .bars .lead{height:9px;border:1px solid var(--lead);background:repeating-linear-gradient(135deg,var(--lead) 0 1.5px,transparent 1.5px 4.5px)}
.a6 dl{margin:10px 0 8px;padding:0;display:grid;gap:6px;font-size:14px;line-height:1.35;color:var(--mut)}
.a6 dl div{display:grid;grid-template-columns:12px 1fr;gap:8px}.a6 dd{margin:0}.a6 dd b{color:var(--txt);font-weight:600}
.a6 dt{width:10px;height:10px;margin-top:4px;overflow:hidden;text-indent:20px;white-space:nowrap}
.a6 dt.published{background:var(--pub)}.a6 dt.traced{background:var(--tra)}.a6 dt.none{border:1px dashed var(--mut)}
.a6 dt.known{border:1.5px solid var(--mut);border-radius:50%%}
.a6 dt.lead{border:1px solid var(--lead);background:repeating-linear-gradient(135deg,var(--lead) 0 1.5px,transparent 1.5px 4.5px)}
.a6 .links{margin-top:auto;padding-top:2px;font-size:15px;display:flex;gap:18px;flex-wrap:wrap}.a6 .links a{color:var(--acc);text-decoration:underline;text-underline-offset:2px}
.a6 .links a:focus-visible{outline:3px solid var(--acc);outline-offset:2px}
.a6 .parts{margin:0!important}.a6 .parts>summary{min-height:24px;padding:6px 0 2px;font-size:13px;line-height:1.35;color:var(--mut);cursor:pointer}
@supports selector(::details-content){@media print,(min-width:560px){.a6 .parts::details-content{content-visibility:visible;display:block;height:auto}.a6 .parts>summary{display:none}}}
@media (max-width:559.9px){.a6:not(.of1){grid-template-columns:1fr 1fr!important;gap:18px 16px}.a6:is(.of3,.of5,.of7)>section:last-of-type{grid-column:1/-1}.a6 .v b{font-size:28px}.a6 .v b.w{font-size:20px}.a6 dl{font-size:13px;gap:4px}.a6 .links{gap:4px 12px}}
"""


def html(
    answers: Sequence[Answer],
    theme: Theme,
    address: Address,
    labels: Sequence[str] = (),
    notes: Sequence[str] = (),
    *,
    is_one_scale: bool = False,
    menu: Menu = lambda answer, name: "",
) -> str:
    """Return figures side by side. `address` gives the link to rows: of an answer and "rows" or "leads".

    `labels` stand in place of those of the figures, `notes` in the line under a count, which has nothing else there.
    """
    return f"<style>{style(theme)}</style>{bare(answers, address, labels, notes, menu, is_one_scale=is_one_scale)}"


def bare(
    answers: Sequence[Answer],
    address: Address,
    labels: Sequence[str] = (),
    notes: Sequence[str] = (),
    menu: Menu = lambda answer, name: "",
    *,
    is_one_scale: bool = False,
) -> str:
    """Return figures side by side without their rules, for a page that has these (`style`) once."""
    longest = max((value for answer in answers for _, value in _drawn(answer)), default=0.0) if is_one_scale else 0.0
    names = labels or [answer.figure.label for answer in answers]
    lines = notes or [""] * len(answers)
    sections = "".join(
        _section(answer, name, note, address, longest, "" if is_one_scale else menu(answer, name))
        for answer, name, note in zip(answers, names, lines, strict=True)
    )
    return f'<div class="{count_class(len(answers))}"><h2>In figures</h2>{sections}</div>'


def count_class(count: int) -> str:
    """Return the class of so many figures side by side: their columns are known before the last of them has come over the line."""
    return f"a6 of{count}"


def style(theme: Theme) -> str:
    """Return the rules of the figures in the colours of a theme."""
    return (_STYLE % {"colours": _colours(theme)}).replace("\n", "")


def colours(theme: Theme) -> str:
    """Return the rule that gives figures, whose rules are there, the colours of another theme."""
    return f".a6{{{_colours(theme)}}}"


def _colours(theme: Theme) -> str:
    tones = {
        "pub": "published",
        "tra": "traced",
        "lead": "lead",
        "txt": "text",
        "mut": "muted",
        "line": "line",
        "acc": "link",
    }
    return ";".join(f"--{name}:{getattr(theme, tone)}" for name, tone in tones.items())


def _section(answer: Answer, name: str, note: str, address: Address, longest: float = 0.0, menu: str = "") -> str:
    lines = told.parts(answer)
    listed = "".join(
        f'<div><dt class="{part.mark}">{_NAMES[part.mark]}</dt><dd>'
        f"{f'<b>{escape(part.number)}</b> ' if part.number else ''}{escape(part.text)}</dd></div>"
        for part in lines
    )
    under = told.by(answer) or note
    return (
        f'<section data-measure="{answer.figure.name}" data-scope="{escape(answer.scope)}" title="{escape(answer.figure.question)}">'
        f'<h3>{escape(name)}</h3><p class="v">{_value(answer)}</p><p class="by">{escape(under)}</p>'
        f"{_bars(answer, longest)}{_folded(lines, f'<dl>{listed}</dl>')}{_links(answer, address, menu)}</section>"
    )


def _folded(lines: Sequence[told.Part], drawn: str) -> str:
    """Return the parts of a figure so that a phone folds them under their numbers: with all their words they would fill its first screens."""
    if len(lines) < 2:
        return drawn
    said = [
        f"{part.number.removesuffix(' more')} {_NAMES[part.mark].lower()}" for part in lines if part.mark in _IN_BRIEF
    ]
    # What is published leads already; up to when it is known ends the line.
    told_all = [*said, *(f"known to {part.text.rpartition(' known to ')[2]}" for part in lines if part.mark == "known")]
    return f'<details class="parts"><summary>{escape(", ".join(told_all) if said else lines[-1].text)}</summary>{drawn}</details>'


def _value(answer: Answer) -> str:
    if total := answer.leading:
        number, unit = numbers.split(total.value, is_approximate=total.is_approximate)
        about = "≈\u202f" if total.is_approximate else ""
        return f"<b>{about}{number}</b> {unit} by {escape(told.when(total.as_of))}"
    if answer.value is None:
        return f'<b class="w">{escape(str(answer.word))}</b>'
    if not answer.figure.sums:
        return f"<b>{answer.value:,.0f}</b>"
    number, unit = numbers.split(answer.value)
    return f"<b>{number}</b> {unit}{answer.figure.unit.removeprefix('tCO2e')}"


def _drawn(answer: Answer) -> list[tuple[str, float]]:
    """What is drawn of an answer: its marks with their values; nothing of counts and estimates."""
    if not answer.figure.sums or answer.figure.is_estimate:
        return []
    unconfirmed = [value for value in (answer.unconfirmed, answer.lead_total and answer.lead_total.value) if value]
    bars = [
        ("published", answer.published.value if answer.published else None),
        ("traced", answer.value),
        ("lead", max(unconfirmed, default=None)),
    ]
    return [(mark, value) for mark, value in bars if value]


def _bars(answer: Answer, longest: float) -> str:
    """Bars on one scale, which others have too where it ends at their `longest`: published full height, traced thinner, unconfirmed hatched."""
    drawn = _drawn(answer)
    # A bar that nothing is held against says no more than its number; an unconfirmed one says what it is.
    if not drawn or (not longest and [mark for mark, _ in drawn] in (["published"], ["traced"])):
        return ""
    longest = longest or max(value for _, value in drawn)
    spans = "".join(f'<i class="{mark}" style="width:{100 * value / longest:.1f}%"></i>' for mark, value in drawn)
    said = ", ".join(f"{_NAMES[mark].lower()} {numbers.tonnes(value)}" for mark, value in drawn)
    return f'<div class="bars" role="img" aria-label="Bars on one scale: {escape(said)}">{spans}</div>'


def _links(answer: Answer, address: Address, menu: str) -> str:
    links = [
        f'<a href="{escape(address(answer, kind))}" target="_self">{words}</a>'
        for kind, words, is_there in (
            ("rows", _rows_of(answer), len(answer.made_of) > 0),
            ("leads", "Unconfirmed rows", len(answer.on_leads) > 0),
        )
        if is_there
    ]
    return f'<div class="links">{"".join(links)}{menu}</div>' if links or menu else ""


def _rows_of(answer: Answer) -> str:
    count = len(answer.made_of)
    kind = answer.figure.subject.kind
    return f"The {count:,} {kind}{'' if count == 1 else 's'}" if count > 1 else f"The {kind}"
