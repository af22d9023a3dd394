-- The one declaration of what the warehouse holds. Loader, data dictionary and column help are derived from it.
-- A table is filled from the CSV file of the same name below data/ (and by the modules in etl/sources).

CREATE TYPE source_kind AS ENUM ('official_text', 'official_page', 'report', 'compilation', 'dataset', 'lead');
CREATE TYPE confidence AS ENUM ('A', 'B', 'C');
CREATE TYPE counting_rule AS ENUM ('binding', 'memoranda', 'statements', 'concluded');
CREATE TYPE claim_field AS ENUM ('instrument', 'status', 'signed_on', 'concluded_on', 'in_force_on');

-- Dates that may be known to the month or year only are kept as text: 2022, 2022-09 or 2022-09-13.
CREATE MACRO first_possible_day(d) AS
    TRY_CAST(d || CASE length(d) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END AS DATE);
CREATE MACRO last_possible_day(d) AS
    CASE length(d)
        WHEN 4 THEN TRY_CAST(d || '-12-31' AS DATE)
        WHEN 7 THEN last_day(TRY_CAST(d || '-01' AS DATE))
        ELSE TRY_CAST(d AS DATE)
    END;
CREATE MACRO date_precision(d) AS CASE length(d) WHEN 4 THEN 'year' WHEN 7 THEN 'month' WHEN 10 THEN 'day' END;

CREATE TABLE sources (
    source_id    VARCHAR PRIMARY KEY CHECK (regexp_full_match(source_id, '[a-z0-9_]+')),
    publisher    VARCHAR NOT NULL,
    title        VARCHAR NOT NULL,
    url          VARCHAR CHECK (url IS NULL OR regexp_full_match(url, 'https?://[^\s]+\.[^\s]+')),
    published_on VARCHAR CHECK (published_on IS NULL OR regexp_full_match(published_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    retrieved_on DATE NOT NULL,
    kind         source_kind NOT NULL,
    licence      VARCHAR NOT NULL,
    CHECK (kind = 'lead' OR url IS NOT NULL)
);
COMMENT ON TABLE sources IS 'One row a publication that a figure or date in the Atlas was read from';
COMMENT ON COLUMN sources.source_id IS 'Key of the publication';
COMMENT ON COLUMN sources.publisher IS 'Who published it';
COMMENT ON COLUMN sources.title IS 'Its title, shortened where long';
COMMENT ON COLUMN sources.url IS 'Where it is published; empty only for leads without a page';
COMMENT ON COLUMN sources.published_on IS 'Its own date, to the precision that it states; empty where it shows none';
COMMENT ON COLUMN sources.retrieved_on IS 'Day on which it was read for the Atlas';
COMMENT ON COLUMN sources.kind IS 'official_text: the signed text or a copy of it; official_page: page of a government or UN body; report: press, law firm or other page on the event; compilation: a register of many agreements; dataset; lead: general knowledge, no page';
COMMENT ON COLUMN sources.licence IS 'Terms of use as far as stated';

CREATE TABLE parties (
    iso3          VARCHAR PRIMARY KEY CHECK (regexp_full_match(iso3, '[A-Z]{3}')),
    iso2          VARCHAR NOT NULL UNIQUE CHECK (regexp_full_match(iso2, '[A-Z]{2}')),
    iso_numeric   VARCHAR CHECK (iso_numeric IS NULL OR regexp_full_match(iso_numeric, '[0-9]{3}')),
    un_name       VARCHAR NOT NULL UNIQUE,
    short_name    VARCHAR NOT NULL UNIQUE,
    region        VARCHAR NOT NULL CHECK (region IN ('Africa', 'Americas', 'Asia', 'Europe', 'Oceania')),
    subregion     VARCHAR,
    income_group  VARCHAR CHECK (income_group IS NULL OR income_group IN ('Low income', 'Lower middle income', 'Upper middle income', 'High income')),
    is_ldc        BOOLEAN NOT NULL,
    is_sids       BOOLEAN NOT NULL,
    is_lldc       BOOLEAN NOT NULL,
    is_annex1     BOOLEAN NOT NULL,
    is_eu_member  BOOLEAN NOT NULL,
    is_paris_party BOOLEAN NOT NULL,
    latitude      DOUBLE CHECK (latitude IS NULL OR latitude BETWEEN -90 AND 90),
    longitude     DOUBLE CHECK (longitude IS NULL OR longitude BETWEEN -180 AND 180),
    label_source  VARCHAR CHECK (label_source IS NULL OR label_source IN ('inscribed_circle', 'override')),
    source_id     VARCHAR NOT NULL REFERENCES sources (source_id),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
COMMENT ON TABLE parties IS 'The 198 Parties to the UNFCCC with their codes, groups and label points';
COMMENT ON COLUMN parties.iso3 IS 'ISO 3166-1 alpha-3 code; EUU for the European Union';
COMMENT ON COLUMN parties.iso2 IS 'ISO 3166-1 alpha-2 code';
COMMENT ON COLUMN parties.iso_numeric IS 'ISO 3166-1 numeric code, three digits';
COMMENT ON COLUMN parties.un_name IS 'Name used by the United Nations';
COMMENT ON COLUMN parties.short_name IS 'Name shown in the Atlas';
COMMENT ON COLUMN parties.region IS 'Region of the UN M49 standard';
COMMENT ON COLUMN parties.subregion IS 'Subregion of the UN M49 standard';
COMMENT ON COLUMN parties.income_group IS 'Income group of the World Bank';
COMMENT ON COLUMN parties.is_ldc IS 'Least developed country (44 since 13 December 2024)';
COMMENT ON COLUMN parties.is_sids IS 'Small island developing State';
COMMENT ON COLUMN parties.is_lldc IS 'Landlocked developing country';
COMMENT ON COLUMN parties.is_annex1 IS 'Listed in Annex I to the UNFCCC';
COMMENT ON COLUMN parties.is_eu_member IS 'Member State of the European Union';
COMMENT ON COLUMN parties.is_paris_party IS 'Party to the Paris Agreement';
COMMENT ON COLUMN parties.latitude IS 'Latitude of the label point, degrees north';
COMMENT ON COLUMN parties.longitude IS 'Longitude of the label point, degrees east';
COMMENT ON COLUMN parties.label_source IS 'How the label point was found: centre of the largest inscribed circle, or set by hand for readability';
COMMENT ON COLUMN parties.source_id IS 'Publication that lists the Parties';

CREATE TABLE instrument_types (
    instrument    VARCHAR PRIMARY KEY,
    label         VARCHAR NOT NULL UNIQUE,
    family        VARCHAR NOT NULL CHECK (family IN ('agreement', 'memorandum', 'statement', 'negotiation')),
    counting_rule counting_rule NOT NULL,
    description   VARCHAR NOT NULL,
    sort_order    INTEGER NOT NULL UNIQUE
);
COMMENT ON TABLE instrument_types IS 'Forms of instrument and the counting rule that each first comes under';
COMMENT ON COLUMN instrument_types.instrument IS 'Key of the form';
COMMENT ON COLUMN instrument_types.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN instrument_types.family IS 'Two sources disagree on the form only when their words belong to different families';
COMMENT ON COLUMN instrument_types.counting_rule IS 'Narrowest rule that counts it: binding, then memoranda, then statements; concluded is never counted';
COMMENT ON COLUMN instrument_types.description IS 'What it is';
COMMENT ON COLUMN instrument_types.sort_order IS 'Order in lists, most binding first';

CREATE TABLE aliases (
    kind      VARCHAR NOT NULL CHECK (kind IN ('party', 'instrument', 'status')),
    publisher VARCHAR NOT NULL,
    spelling  VARCHAR NOT NULL,
    value     VARCHAR,
    PRIMARY KEY (kind, publisher, spelling)
);
COMMENT ON TABLE aliases IS 'Spellings of publishers and what they mean in the Atlas';
COMMENT ON COLUMN aliases.kind IS 'What is spelled: a Party, a form of instrument, a status';
COMMENT ON COLUMN aliases.publisher IS 'Whose spelling it is: the name of the module in etl/sources';
COMMENT ON COLUMN aliases.spelling IS 'Spelling as published';
COMMENT ON COLUMN aliases.value IS 'Our value; empty where the spelling says nothing on it';

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
COMMENT ON TABLE agreements IS 'One row a signed, announced or reported bilateral instrument under Article 6.2; its dates and status follow from the claims';
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
    url          VARCHAR CHECK (url IS NULL OR regexp_full_match(url, 'https?://[^\s]+\.[^\s]+')),
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
COMMENT ON COLUMN claims.confidence IS 'A: read on a page of a government or UN body; B: read on another page; C: general knowledge only, never counted';
COMMENT ON COLUMN claims.note IS 'Remarks on the claim';

CREATE TABLE published_totals (
    total_id        VARCHAR PRIMARY KEY,
    publisher       VARCHAR NOT NULL,
    as_of           VARCHAR CHECK (as_of IS NULL OR regexp_full_match(as_of, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    metric          VARCHAR NOT NULL,
    buyer_iso3      VARCHAR REFERENCES parties (iso3),
    measure         VARCHAR CHECK (measure IS NULL OR measure IN ('pairs', 'buyers', 'hosts', 'parties')),
    counting_rule   counting_rule,
    value           INTEGER CHECK (value IS NULL OR value >= 0),
    value_as_stated VARCHAR NOT NULL,
    source_id       VARCHAR NOT NULL REFERENCES sources (source_id),
    note            VARCHAR
);
COMMENT ON TABLE published_totals IS 'Totals that others publish, to hold ours against';
COMMENT ON COLUMN published_totals.total_id IS 'Key of the total';
COMMENT ON COLUMN published_totals.publisher IS 'Who published it';
COMMENT ON COLUMN published_totals.as_of IS 'Day, month or year that it describes; empty where not stated';
COMMENT ON COLUMN published_totals.metric IS 'What it counts, in short words';
COMMENT ON COLUMN published_totals.buyer_iso3 IS 'Acquiring Party that it is limited to; empty for all';
COMMENT ON COLUMN published_totals.measure IS 'Our measure that it can be compared with; empty where none matches';
COMMENT ON COLUMN published_totals.counting_rule IS 'Our counting rule that comes closest to theirs';
COMMENT ON COLUMN published_totals.value IS 'The number; empty where only words such as nearly 100 are published';
COMMENT ON COLUMN published_totals.value_as_stated IS 'The number in the words of the publisher';
COMMENT ON COLUMN published_totals.source_id IS 'Publication that states it';
COMMENT ON COLUMN published_totals.note IS 'Remarks';

CREATE TABLE corrections (
    table_name  VARCHAR NOT NULL,
    key         VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL,
    old         VARCHAR,
    new         VARCHAR,
    reason      VARCHAR NOT NULL,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (table_name, key, column_name)
);
COMMENT ON TABLE corrections IS 'Changes made to published rows, each with its reason; applied only while the old value still stands';
COMMENT ON COLUMN corrections.table_name IS 'Table that is corrected';
COMMENT ON COLUMN corrections.key IS 'Primary key of the row; parts joined by |';
COMMENT ON COLUMN corrections.column_name IS 'Column that is corrected';
COMMENT ON COLUMN corrections.old IS 'Value as published';
COMMENT ON COLUMN corrections.new IS 'Corrected value';
COMMENT ON COLUMN corrections.reason IS 'Why';
COMMENT ON COLUMN corrections.source_id IS 'Publication that shows it';
