"""What each buyer has had issued and transferred: published, traced and unconfirmed side by side, as our own HTML. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from dashboard.core import numbers, told
from dashboard.core.answer import NOT_APPLICABLE, Answer
from dashboard.core.palette import Theme

Row = tuple[str, str, Mapping[str, Answer]]
_STYLE = """
.bb{--lead:%(lead)s;--txt:%(text)s;--mut:%(muted)s;--line:%(line)s;color:var(--txt);font-size:15px;font-variant-numeric:tabular-nums;margin:0}
.bb .key{display:flex;gap:18px;flex-wrap:wrap;color:var(--mut);font-size:14px;margin-bottom:8px}.bb .key i{display:inline-block;width:18px;margin-right:6px}
.bb .head,.bb .row{display:grid;grid-template-columns:%(columns)s;gap:0 16px}.bb .head{font-weight:600;border-bottom:1px solid var(--txt);padding-bottom:4px}
.bb .row{border-bottom:1px solid var(--line);padding:10px 0}.bb .who{font-weight:600}.bb .cell{border-left:1px solid var(--mut);min-width:0;padding:1px 0}
.bb .cell small{display:none}.bb .word{color:var(--mut);padding-left:8px}.bb .bar{display:flex;align-items:center;gap:8px;line-height:1.25;white-space:nowrap}
.bb .bar i,.bb .key i{flex:none;min-width:2px}.bb i.published{height:13px}.bb i.traced{height:6px}
.bb i.lead{height:11px;border:1px solid var(--lead);background:repeating-linear-gradient(135deg,var(--lead) 0 1.5px,transparent 1.5px 4.5px)}
.bb .key i.published,.bb .key i.traced{background:var(--mut)}.bb .published b{font-weight:650}
"""
_PHONE = """.bb .head{display:none}.bb .row{grid-template-columns:1fr;gap:6px}.bb .cell small{display:block;color:var(--mut);padding-left:8px;font-size:13px}"""
# Per cent of a cell that the longest bar may fill: its number stands beside it.
LONGEST = 62


def html(rows: Sequence[Row], columns: Sequence[str], theme: Theme, *, is_phone: bool) -> str:
    """Return the bars of each buyer (code, name, its answers by measure), all on one scale; a word where there is no bar."""
    answers = [answer for _, _, told_of in rows for answer in told_of.values()]
    longest = max((value for answer in answers for _, value, _ in _bars(answer)), default=1.0)
    colours = {name: getattr(theme, name) for name in ("lead", "text", "muted", "line")}
    widths = f"150px repeat({len(columns)},minmax(0,1fr))"
    style = (_STYLE % {**colours, "columns": widths} + (_PHONE if is_phone else "")).replace("\n", "")
    heads = [next(told_of[name].figure.label for _, _, told_of in rows) for name in columns]
    head = "<div></div>" + "".join(f"<div>{escape(text)}</div>" for text in heads)
    lines = "".join(
        f'<div class="row"><div class="who" style="color:{theme.buyer(code)}">{escape(name)}</div>'
        + "".join(
            _cell(told_of[column], theme.buyer(code), longest)
            for column in columns
            if not (is_phone and told_of[column].word == NOT_APPLICABLE)
        )
        + "</div>"
        for code, name, told_of in rows
    )
    key = "".join(
        f'<span><i class="{mark}"></i>{words}</span>'
        for mark, words in (
            ("published", "published total"),
            ("traced", "traced to projects"),
            ("lead", "unconfirmed, in no total"),
        )
    )
    return (
        f'<style>{style}</style><div class="bb"><div class="key">{key}</div><div class="head">{head}</div>{lines}</div>'
    )


def _bars(answer: Answer) -> list[tuple[str, float, bool]]:
    """What a cell draws: mark, tonnes, whether they are approximate."""
    total, lead = answer.published, answer.unconfirmed
    bars = [("published", total.value, total.is_approximate)] if total else []
    bars += [("traced", answer.value, False)] if answer.value is not None else []
    highest = max((value for value in (lead, answer.lead_total and answer.lead_total.value) if value), default=None)
    return bars + ([("lead", highest, False)] if highest else [])


def _cell(answer: Answer, colour: str, longest: float) -> str:
    marks = f"<small>{escape(answer.figure.label)}</small>"
    for mark, value, is_approximate in _bars(answer):
        fill = "" if mark == "lead" else f";background:{colour}"
        number = numbers.tonnes(value, is_approximate=is_approximate)
        shown = f"<b>{number}</b>" if mark == "published" else number
        marks += (
            f'<div class="bar {mark}"><i class="{mark}" style="width:{LONGEST * value / longest:.2f}%{fill}"></i>'
            f"<span>{shown}</span></div>"
        )
    if answer.value is None and not answer.leading:
        marks += f'<div class="word">{escape(str(answer.word))}</div>'
    return f'<div class="cell" data-measure="{answer.figure.name}" data-scope="{escape(answer.scope)}">{marks}</div>'


def finding(rows: Sequence[Row], jcm: Answer, transferred: Answer, *, is_narrowed: bool) -> str:
    """State what is known of the issued JCM credits, and to whom every confirmed transfer went."""
    clauses = []
    if total := jcm.leading:
        said = numbers.tonnes(total.value, is_approximate=total.is_approximate)
        clauses.append(f"Japan’s JCM had issued {said} by {told.when(total.as_of)}")
    elif jcm.value is not None:
        clauses.append(f"{numbers.tonnes(jcm.value)} of JCM credits can be traced to projects")
    buyers = [name for _, name, told_of in rows if told_of["transferred"].value is not None]
    if transferred.value is None:
        clauses.append(
            "no transfer is confirmed" if transferred.known == 0 else "the amounts transferred were not found"
        )
    elif len(buyers) == 1 and not is_narrowed and len(rows) > 2:
        clauses.append(f"every tonne confirmed as transferred went to {buyers[0]}")
    else:
        clauses.append(f"{numbers.tonnes(transferred.value)} are confirmed as first transferred")
    text = "; ".join(clauses)
    return text[0].upper() + text[1:]


def table(rows: Sequence[Row], columns: Sequence[str]) -> pd.DataFrame:
    """Return the bars as rows: buyer, figure, published_tco2e, published_by, published_as_of, traced_tco2e,
    traced_then_tco2e (by the published day), unconfirmed_tco2e, missing (the word)."""
    return pd.DataFrame(
        [
            {
                "buyer_iso3": code,
                "buyer": name,
                "figure": answer.figure.label,
                "measure": answer.figure.name,
                "published_tco2e": answer.published.value if answer.published else None,
                "published_by": answer.published.publisher if answer.published else None,
                "published_as_of": answer.published.as_of if answer.published else None,
                "traced_tco2e": answer.value,
                "traced_then_tco2e": answer.traced_then,
                "unconfirmed_tco2e": answer.unconfirmed,
                "missing": answer.word,
            }
            for code, name, told_of in rows
            for column in columns
            if (answer := told_of[column]).word != NOT_APPLICABLE
        ]
    )
