-- Agreements, and what each source claims of them.

CREATE TABLE instrument_types (
    instrument    VARCHAR PRIMARY KEY,
    label         VARCHAR NOT NULL UNIQUE,
    family        VARCHAR NOT NULL CHECK (family IN ('agreement', 'memorandum', 'statement', 'negotiation')),
    counting_rule counting_rule NOT NULL,
    description   VARCHAR NOT NULL,
    enters_into_force BOOLEAN NOT NULL,
    sort_order    INTEGER NOT NULL UNIQUE
);
COMMENT ON TABLE instrument_types IS 'Forms of instrument and the counting rule that each first comes under';
COMMENT ON COLUMN instrument_types.instrument IS 'Key of the form';
COMMENT ON COLUMN instrument_types.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN instrument_types.family IS 'Two sources disagree on the form only when their words belong to different families';
COMMENT ON COLUMN instrument_types.counting_rule IS 'Narrowest rule that counts it: binding, then memoranda, then statements; concluded is never counted';
COMMENT ON COLUMN instrument_types.description IS 'What it is';
COMMENT ON COLUMN instrument_types.enters_into_force IS 'True where a text of this form can enter into force, so that the day is worth looking for';
COMMENT ON COLUMN instrument_types.sort_order IS 'Order in lists, most binding first';

CREATE TABLE agreements (
    agreement_id VARCHAR PRIMARY KEY CHECK (regexp_full_match(agreement_id, '[A-Z]{3}-[A-Z]{3}-[A-Z]+(-[0-9]+)?')),
    buyer_iso3   VARCHAR NOT NULL REFERENCES parties (iso3),
    host_iso3    VARCHAR NOT NULL REFERENCES parties (iso3),
    instrument   VARCHAR NOT NULL REFERENCES instrument_types (instrument),
    title        VARCHAR,
    mechanism    VARCHAR CHECK (mechanism IS NULL OR mechanism = 'JCM'),
    note         VARCHAR,
    CHECK (buyer_iso3 <> host_iso3),
    CHECK (starts_with(agreement_id, buyer_iso3 || '-' || host_iso3 || '-'))
);
COMMENT ON TABLE agreements IS 'Signed, announced or reported bilateral instruments under Article 6.2, one a row; dates and status follow from the claims';
COMMENT ON COLUMN agreements.agreement_id IS 'Buyer, host and form; numbered where a pair has several of one form';
COMMENT ON COLUMN agreements.buyer_iso3 IS 'Acquiring Party';
COMMENT ON COLUMN agreements.host_iso3 IS 'Host Party, the first transferring Party';
COMMENT ON COLUMN agreements.instrument IS 'Form of the instrument';
COMMENT ON COLUMN agreements.title IS 'Title of the instrument; empty where no source gives it';
COMMENT ON COLUMN agreements.mechanism IS 'JCM for the Joint Crediting Mechanism of Japan';
COMMENT ON COLUMN agreements.note IS 'Doubts, and how an inferred month or year was obtained';

CREATE TABLE claims (
    agreement_id VARCHAR NOT NULL REFERENCES agreements (agreement_id),
    field        claim_field NOT NULL,
    value        VARCHAR NOT NULL,
    source_id    VARCHAR NOT NULL REFERENCES sources (source_id),
    url          VARCHAR CHECK (is_address(url)),
    as_stated    VARCHAR,
    confidence   confidence NOT NULL,
    note         VARCHAR,
    PRIMARY KEY (agreement_id, field, source_id, value)
);
COMMENT ON TABLE claims IS 'What one source says of one field of one agreement';
COMMENT ON COLUMN claims.agreement_id IS 'Agreement that the claim is about';
COMMENT ON COLUMN claims.field IS 'Field that the claim is about';
COMMENT ON COLUMN claims.value IS 'Value in the words of the Atlas; dates as precisely as known';
COMMENT ON COLUMN claims.source_id IS 'Publication that makes the claim';
COMMENT ON COLUMN claims.url IS 'Deep link, where the publication points to one';
COMMENT ON COLUMN claims.as_stated IS 'The publisher''s own word, where it differs from ours';
COMMENT ON COLUMN claims.confidence IS 'A: read on a page of a government or UN body; B: read on another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge only. L and C are never counted';
COMMENT ON COLUMN claims.note IS 'Remarks on the claim';

CREATE TABLE force_lookups (
    agreement_id VARCHAR PRIMARY KEY REFERENCES agreements (agreement_id),
    looked_up_on DATE NOT NULL,
    finding      VARCHAR NOT NULL CHECK (finding IN ('in_force', 'valid_until', 'in_use', 'not_found')),
    shown_by     VARCHAR,
    shown_on     VARCHAR CHECK (is_known_day(shown_on)),
    source_id    VARCHAR NOT NULL REFERENCES sources (source_id),
    url          VARCHAR CHECK (is_address(url)),
    confidence   confidence NOT NULL,
    note         VARCHAR,
    CHECK ((finding = 'in_use') = (shown_by IS NOT NULL AND shown_on IS NOT NULL))
);
COMMENT ON TABLE force_lookups IS 'What was found when the entry into force of an agreement was looked for; days that were found are claims';
COMMENT ON COLUMN force_lookups.agreement_id IS 'Agreement that was looked up';
COMMENT ON COLUMN force_lookups.looked_up_on IS 'Day of the look-up';
COMMENT ON COLUMN force_lookups.finding IS 'in_force or valid_until: the day is a claim; in_use: no day, but a source shows that it is used; not_found: neither';
COMMENT ON COLUMN force_lookups.shown_by IS 'What shows that it is in use, in a sentence';
COMMENT ON COLUMN force_lookups.shown_on IS 'Day, month or year of what shows that it is in use';
COMMENT ON COLUMN force_lookups.source_id IS 'Publication that shows it, or that was read without a finding';
COMMENT ON COLUMN force_lookups.url IS 'Deep link, where the address of the publication is not the place itself';
COMMENT ON COLUMN force_lookups.confidence IS 'A: read on a page of a government or UN body; B: read on another page';
COMMENT ON COLUMN force_lookups.note IS 'Clauses, approvals and doubts';
