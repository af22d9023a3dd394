"""What a module in etl/sources is to the command `python -m etl import`: three steps and a few words on its file.

A module declares

    PUBLISHER    its name on the command line, lower case
    DESCRIPTION  what its file looks like and where it comes from, a sentence or two for `import --list`
    recognise    is this file one of the publisher's? Looks at the head alone, so that a wrong name can be put right
    read         the files as they are: opened, bounded, parsed to the publisher's own words
    tidy         our columns: either Facts (tables of text) or a Publication (rows of trade, streamed)

and nothing else is asked of it. A file that can't be read or tidied is refused by DataError, with its name, line, column,
value and the true cause; what then lands goes through the same rules as the rows that are kept by hand.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from etl.harmonise import Aliases
from etl.names import Names
from etl.publication import Publication
from etl.sources import curated


@dataclass(frozen=True)
class Brought:
    """A file that a user brings: where it lies, and its name in messages and in the record of imports.

    `is_named` is True for a file that the user named, False for one that lies in a folder that was named. `given` is what was named,
    as it was written.
    """

    path: Path
    name: str
    is_named: bool = True
    given: str = ""

    @cached_property
    def sha256(self) -> str:
        """Hash of the bytes of the file."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class Head:
    """The beginning of a file: its name, the names of its members if it is an archive, and its first text.

    `text` is what stands first in it, unpacked and decoded as far as that is certain (at most 64 kB); of an archive the
    first text file; of a workbook its first texts on one line. `sheets` has the names of the sheets of a workbook.
    """

    name: str
    text: str
    members: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def first_line(self) -> str:
        """The first line that is not blank."""
        return next((line for line in self.text.splitlines() if line.strip()), "")


@dataclass(frozen=True)
class Known:
    """What a module may ask of us while it reads: our tables, the narrowing that the user asked for, and today.

    `years` and `codes` are None where all are wanted. Tables hold the rows kept by hand, not those of other imports:
    an import brings all that it refers to, so that another can be taken out.
    """

    root: Path
    years: range | None = None
    codes: frozenset[str] | None = None
    today: dt.date = field(default_factory=dt.date.today)
    _frames: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)
    _aliases: dict[str, Aliases] = field(default_factory=dict, repr=False, compare=False)

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of ours as text, empty cells as None. Raises DataError when its file can't be read."""
        if name not in self._frames:
            self._frames.update(curated.read(self.root, [name]))
        return self._frames[name]

    @cached_property
    def names(self) -> Names:
        """All names of the Parties: `known.names.party("Viet Nam")` is VNM."""
        return Names(self.table("parties"), self.table("country_names"))

    def aliases(self, publisher: str) -> Aliases:
        """Return what the spellings of `publisher` mean."""
        if publisher not in self._aliases:
            self._aliases[publisher] = Aliases(self.table("aliases"), self.names, publisher)
        return self._aliases[publisher]


@dataclass(frozen=True)
class Facts:
    """Rows in our columns, by table: text, empty cells None; a column that is not given is empty.

    A row whose key stands already, by hand or from an earlier import, is left out at the build: the first stands.
    `_file` and `_line` (of the publisher's file) may stand in a frame, and are then named where a rule is broken.
    `edition` is the publisher's own name or day of the publication; an import of the same edition takes the place of
    the earlier one, of another edition it stands beside it. With `apart_by`, a table, two files of one edition stand
    beside each other unless they share a key in it. `version`, a number or day, orders what a publisher says of one thing:
    the newest speaks, and an older one takes no newer one's place. `notes` are said to the user.
    """

    label: str
    edition: str
    tables: dict[str, pd.DataFrame]
    notes: list[str] = field(default_factory=list)
    version: str = ""
    apart_by: str = ""


class Publisher(Protocol):
    """A module of etl/sources, as the command sees it."""

    PUBLISHER: str
    DESCRIPTION: str

    def recognise(self, head: Head) -> bool:
        """Return True if the file is certainly or very probably one of this publisher's."""

    def read(self, files: Sequence[Brought], known: Known) -> Any:
        """Return the files in the publisher's words. Raises DataError."""

    def tidy(self, raw: Any, known: Known) -> Facts | Publication:
        """Return what `read` gave in our columns. Raises DataError."""
