"""UN Comtrade: trade as each country reports it, in any form in which Comtrade Plus, its API and its clients give it.

Imports (flow M) and exports (flow X) are two sources: importers record the origin of a product and its value with
freight and insurance, exporters its destination and its value without them. Which of the two counts is decided where
all sources meet, in etl/views/trade.sql, importers first.
"""

from __future__ import annotations

from collections.abc import Sequence

from etl.publication import Output, Publication, Reference, Text
from etl.sources import comtrade_forms, comtrade_sql
from etl.sources.publisher import Brought, Head, Known
from etl.sources.trade import reference

PUBLISHER = "comtrade"
DESCRIPTION = (
    "UN Comtrade, trade as each country reports it: a download of Comtrade Plus (CSV or Excel), an answer of its API (JSON or"
    " CSV), a bulk file (.txt.gz), a table saved by comtradr or comtradeapicall, or the older layout with Trade Value (US$);"
    " plain, .gz or .zip. Ask for all partners, so that the row of the world comes along"
)
IMPORTS, EXPORTS = "un-comtrade-import", "un-comtrade-import-exports"
COLUMNS = dict.fromkeys(
    (
        *("typecode", "freqcode", "refyear", "reportercode", "reporteriso", "flowcode", "partnercode", "partneriso"),
        *("partner2code", "classificationcode", "cmdcode", "customscode", "motcode", "netwgt", "primaryvalue"),
    ),
    "string",
)
OPTIONAL = frozenset(
    {
        "typecode",
        "freqcode",
        "reportercode",
        "reporteriso",
        "partneriso",
        "partner2code",
        "customscode",
        "motcode",
        "netwgt",
    }
)
# The older layout, by the letters and digits of its names; the newer one has our names in camelCase or snake_case.
OLDER = {
    "year": "refyear",
    "tradeflowcode": "flowcode",
    "classification": "classificationcode",
    "commoditycode": "cmdcode",
    "2ndpartnercode": "partner2code",
    "customsproccode": "customscode",
    "modeoftransportcode": "motcode",
    "netweightkg": "netwgt",
    "tradevalueus": "primaryvalue",
}
# Names of the revisions of the Harmonized System in the product table, and as Comtrade has them.
REVISIONS = {"HS2017": "H5", "HS2022": "H6"}


def recognise(head: Head) -> bool:
    """Return True for a text or JSON with the columns of the API or of the older layout, and a workbook of that name."""
    if head.sheets and any(word in head.name.lower() for word in ("comtrade", "tradedata")):
        return True
    start = "".join(letter for letter in head.text[:4096].lower() if letter.isalnum())
    return ("cmdcode" in start and "primaryvalue" in start) or ("tradevalueus" in start and "commoditycode" in start)


def read(files: Sequence[Brought], known: Known) -> tuple[list[Text], Reference]:
    """Return the texts in the files, and what is asked of them; texts are not read yet."""
    return comtrade_forms.texts(files, rename, frozenset(COLUMNS)), reference(known, PUBLISHER)


def rename(name: str) -> str:
    """Return our name of a column of any layout; that of a column that is not wanted means nothing."""
    plain = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    return OLDER.get(plain, plain)


def tidy(raw: tuple[list[Text], Reference], known: Known) -> Publication:
    """Return what the texts are to be read as; they are not read yet."""
    texts, reference = raw
    pairs = [(REVISIONS[name], code) for code, names in sorted(reference.revisions.items()) for name in sorted(names)]
    return Publication(
        label="UN Comtrade",
        texts=texts,
        is_joint=True,
        columns=COLUMNS,
        optional=OPTIONAL,
        either=(("reporteriso", "reportercode"),),
        delimiters=",;\t|",
        rename=rename,
        code_column="cmdcode",
        codes=sorted(reference.revisions),
        areas=reference.areas,
        views=comtrade_sql.views(pairs, known.years),
        faults=comtrade_sql.FAULTS,
        remarks=comtrade_sql.REMARKS,
        outputs=[
            Output("comtrade_imports", comtrade_sql.imports(IMPORTS), merge_on=("importer_iso3", "hs_code")),
            Output("comtrade_exports", comtrade_sql.exports(EXPORTS), merge_on=("exporter_iso3", "hs_code")),
        ],
    )
