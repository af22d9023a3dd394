"""What can't be answered, as problem details: which parameter, which value, which rule, and what may be meant (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from dashboard.core.address import LONGEST

MEDIA_TYPE = "application/problem+json"
MOST_NEAR, ALIKE, MOST_TOLD = 3, 0.6, 10


@dataclass(frozen=True)
class Refused:
    """One parameter that can't be honoured: its name, its value, the rule that it breaks, a sentence, and what comes near to it."""

    parameter: str
    value: str
    rule: str
    detail: str
    near: Sequence[str] = ()

    def as_data(self) -> dict[str, Any]:
        """Return it as it stands in an answer."""
        told = {"parameter": self.parameter, "value": self.value[:LONGEST], "rule": self.rule, "detail": self.detail}
        return told | {"near": list(self.near)}


@dataclass
class ProblemError(Exception):
    """An answer that is a problem: its status, its kind (an anchor of the documentation), a title and a sentence."""

    status: int
    kind: str
    title: str
    detail: str
    refused: Sequence[Refused] = ()
    headers: dict[str, str] = field(default_factory=dict)

    def as_data(self, site: str, instance: str) -> dict[str, Any]:
        """Return it as the members that RFC 9457 names, with the first refused parameter beside them and all of them in `errors`."""
        first = self.refused[0].as_data() if self.refused else {}
        errors = [one.as_data() for one in self.refused[:MOST_TOLD]]
        return {
            "type": f"{site}/api#{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            **{name: value for name, value in first.items() if name != "detail"},
            "errors": errors,
        }


def refusal(refused: Sequence[Refused]) -> ProblemError:
    """Return the problem of parameters that can't be honoured."""
    return ProblemError(400, "parameter", "A parameter can't be honoured", refused[0].detail, refused)


def not_found(what: str, name: str, known: Iterable[str]) -> ProblemError:
    """Return the problem of a name that nothing has, with the nearest ones."""
    near = nearest(name, known)
    hint = f" {', '.join(near)} may be meant." if near else ""
    said = f"There is no {what} named “{name[:LONGEST]}”.{hint}"
    return ProblemError(
        404, "not-found", f"There is no such {what}", said, (Refused(what, name, "a name that is listed", said, near),)
    )


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return the names that are most like one."""
    by_fold = {one.casefold(): one for one in known}
    return [by_fold[one] for one in get_close_matches(name[:80].casefold(), by_fold, MOST_NEAR, ALIKE)]
