"""What visitors name: Parties by any ordinary name or code, pairs of them, and what projects are sought by."""

from __future__ import annotations

from dashboard.core.warehouse import ask


def sought(words: str) -> str:
    """Return what a project has to be found by, with blanks between: a mark for each Party that the words name, however it
    is written, and every other word. Looked up once for all queries of a page."""
    if not words.strip():
        return ""
    found = ask("SELECT array_to_string(sought($words), ' ') AS words", words=words)["words"].iloc[0]
    # Signs alone are no words; they are sought as they are, and nothing is found.
    return str(found) or words.lower().strip()


def party_named(name: str) -> str | None:
    """Return the code of the Party that is called so, by any ordinary name or code in any case; None: no Party is."""
    found = ask("SELECT iso3 FROM party_names WHERE folded = fold_name($name)", name=name[:80])["iso3"]
    return None if found.empty else str(found.iloc[0])


def pair_named(words: str) -> str:
    """Return the key (JPN-VNM) of the pair that is meant by its Parties' names or codes, such as Japan-Viet Nam; "" where none is."""
    text = words[:160].replace(" and ", " & ")
    for cut in [place for place, sign in enumerate(text) if sign in "-–/&"]:
        buyer, host = (party_named(part.replace("&", "and").strip()) for part in (text[:cut], text[cut + 1 :]))
        if buyer and host:
            return f"{buyer}-{host}"
    return ""
