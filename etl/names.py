"""Names of countries: every ordinary spelling leads to one Party, or is known to be none."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches

import pandas as pd

NAMES_FILE = "data/reference/country_names.csv"
OWN_NAMES = ("short_name", "un_name", "iso3", "iso2")


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and the word "the", so that spellings of one name are equal.

    The macro fold_name of etl/schema/words.sql does the same, for names that visitors write; a test holds the two together.
    """
    plain = name.replace("&", " and ").lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain)
        plain = "".join(letter for letter in plain if not unicodedata.category(letter).startswith("M"))
        plain = unicodedata.normalize("NFC", plain)
    words = re.sub(r"[\W_]+", " ", plain).split()
    return " ".join("saint" if word == "st" else word for word in words if word != "the")


class Names:
    """Looks names up. Made of the tables parties and country_names; a name stands for one Party or for none."""

    def __init__(self, parties: pd.DataFrame, names: pd.DataFrame) -> None:
        self._parties: dict[str, str | None] = {}
        for table, column in ((names, "name"), *((parties, own) for own in OWN_NAMES)):
            # A row without its name is refused with all other problems, after names have been looked up.
            told = table[table[column].notna()]
            self._parties |= {fold(name): iso3 for name, iso3 in zip(told[column], told["iso3"], strict=True)}

    def is_known(self, name: str | None) -> bool:
        """Return True for a name of a Party, and for one of a territory, group or former country that is none."""
        return name is not None and fold(name) in self._parties

    def party(self, name: str) -> str | None:
        """Return the code of the Party; None for a name that is unknown or of no Party."""
        return self._parties.get(fold(name))

    def close_to(self, name: str) -> list[str]:
        """Return up to three codes of Parties with a similar name."""
        close = get_close_matches(fold(name), [known for known, iso3 in self._parties.items() if iso3], cutoff=0.8)
        return list(dict.fromkeys(str(self._parties[known]) for known in close))
