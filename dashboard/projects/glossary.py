"""Words of Article 6.2 in plain English, for orientation: what binds is the text of the decisions."""

from __future__ import annotations

GLOSSARY = {
    "ITMO": "Internationally transferred mitigation outcome: a reduction or removal of emissions, from 2021 on, that its "
    "host country has authorised for use elsewhere. In the Atlas one ITMO is one tonne of CO2 equivalent; Parties may "
    "also agree on another unit.",
    "Article 6.2": "The paragraph of the Paris Agreement under which countries work together directly, by agreements of "
    "their own, and count the results towards their climate targets.",
    "Cooperative approach": "The official name of such a cooperation once it is reported to the UNFCCC, whose platform "
    "gives it a number (CA and four digits).",
    "Authorisation": "The statement of a country that tonnes of an activity may be transferred and what they may be used "
    "for: a climate target (NDC), or another international purpose such as aviation (CORSIA). It allows; it delivers nothing yet.",
    "First transfer": "The moment at which the host's books change. For use towards a target it is the first international "
    "transfer of the authorised tonnes. For other purposes the host chooses whether authorisation, issuance, or use or "
    "cancellation counts as it.",
    "Corresponding adjustment": "The entry in both countries' emission accounts that keeps a tonne from being counted twice: "
    "the host adds it, the buyer may subtract what it uses. How the entry is spread over the years depends on the kind of target.",
    "JCM": "Joint Crediting Mechanism: Japan's scheme with its partner countries, each pair with a joint committee that "
    "registers projects and decides on issuance. Its credits are shared between both sides, and a JCM credit is not by itself an ITMO.",
    "LoA": "Letter of authorisation: the document that holds an authorisation. A letter of approval or of no objection "
    "shows support for a project and is not the same.",
    "Initial report": "The first report of a country that takes part, on its target, its way of accounting and each cooperation. "
    "It is tied to the authorisation of the first tonnes; yearly information follows, due on 15 April for the year before.",
}
