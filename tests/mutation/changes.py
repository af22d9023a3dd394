"""One small change to one file: where, what instead, and which kind of fault it imitates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Replaces `old`, which begins at `start` in the text of `file`, by `new`; `kind` says what fault that imitates."""

    file: str
    start: int
    old: str
    new: str
    kind: str

    def apply(self, text: str) -> str:
        """Return the text of the file with the change made. Raises ValueError where the file is another one by now."""
        end = self.start + len(self.old)
        if text[self.start : end] != self.old:
            raise ValueError(f"{self.file} does not have {self.old!r} at {self.start}")
        return text[: self.start] + self.new + text[end:]

    def line(self, text: str) -> int:
        """Return the number of the line on which the change begins."""
        return text.count("\n", 0, self.start) + 1

    def before_and_after(self, text: str) -> tuple[str, str]:
        """Return the lines that change, as they are and as they become, without the blanks around them."""
        begin = text.rfind("\n", 0, self.start) + 1
        end = text.find("\n", self.start + len(self.old))
        end = len(text) if end < 0 else end
        after = self.apply(text)
        return text[begin:end].strip(), after[begin : end + len(self.new) - len(self.old)].strip()

    def diff(self, text: str) -> str:
        """Return the change as a person reads it: file, line, kind, and the lines before and after."""
        before, after = self.before_and_after(text)
        return f"{self.file}:{self.line(text)} ({self.kind})\n  - {before}\n  + {after}"
