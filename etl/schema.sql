-- The one declaration of what the warehouse holds. Loader, data dictionary and column help are derived from it.
-- A table is filled from the CSV file of the same name below data/ (and by the modules in etl/sources).

CREATE TYPE source_kind AS ENUM ('official_text', 'official_page', 'report', 'compilation', 'dataset', 'lead');
CREATE TYPE confidence AS ENUM ('A', 'B', 'L', 'C');
CREATE TYPE counting_rule AS ENUM ('binding', 'memoranda', 'statements', 'concluded');
CREATE TYPE claim_field AS ENUM ('instrument', 'status', 'signed_on', 'concluded_on', 'in_force_on', 'valid_until', 'known_by_on');

-- Dates that may be known to the month or year only are kept as text: 2022, 2022-09 or 2022-09-13.
CREATE MACRO first_possible_day(d) AS
    TRY_CAST(d || CASE length(d) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END AS DATE);
CREATE MACRO last_possible_day(d) AS
    CASE length(d)
        WHEN 4 THEN TRY_CAST(d || '-12-31' AS DATE)
        WHEN 7 THEN last_day(TRY_CAST(d || '-01' AS DATE))
        ELSE TRY_CAST(d AS DATE)
    END;
-- A date in words, as precisely as it is known: 1 Aug 2021, Sep 2022, 2013. An end that is known to the year is its last day.
CREATE MACRO date_in_words(d) AS
    CASE length(d)
        WHEN 4 THEN d
        WHEN 7 THEN strftime(TRY_CAST(d || '-01' AS DATE), '%b %Y')
        ELSE strftime(TRY_CAST(d AS DATE), '%-d %b %Y')
    END;
CREATE MACRO until_in_words(d) AS CASE WHEN length(d) < 10 THEN 'the end of ' ELSE '' END || date_in_words(d);
-- Whether a text is in force on a day, as far as is known (docs/method.md, "In force"); `in_use_from_on` is the last possible
-- day of the earliest use that is known, `is_looked_up` says that its entry into force was looked for.
CREATE MACRO force_state(status, in_force_on, valid_until, in_use_from_on, is_looked_up, enters_into_force, day) AS
    CASE
        WHEN status = 'concluded_not_signed' THEN 'concluded_not_signed'
        WHEN status = 'under_negotiation' THEN 'announced'
        WHEN status = 'unclear' THEN 'unclear'
        WHEN last_possible_day(valid_until) < day THEN 'ended'
        WHEN last_possible_day(in_force_on) <= day THEN 'in_force'
        WHEN in_force_on IS NULL AND status = 'in_force' THEN 'in_force'
        WHEN in_force_on IS NOT NULL THEN 'not_yet_in_force'
        WHEN valid_until IS NOT NULL THEN 'valid_until'
        WHEN in_use_from_on <= day THEN 'in_use'
        WHEN is_looked_up AND enters_into_force THEN 'not_found'
        WHEN enters_into_force THEN 'not_looked_up'
        ELSE 'not_applicable'
    END;
CREATE MACRO force_words(state, in_force_on, valid_until) AS
    CASE state
        WHEN 'concluded_not_signed' THEN 'concluded, not signed'
        WHEN 'announced' THEN 'announced, not signed'
        WHEN 'unclear' THEN 'signature not settled'
        WHEN 'unconfirmed' THEN 'unconfirmed, known from a lead alone'
        WHEN 'ended' THEN 'was valid until ' || until_in_words(valid_until)
        WHEN 'in_force' THEN coalesce('in force since ' || date_in_words(in_force_on), 'in force, day not found')
            || coalesce(', valid until ' || until_in_words(valid_until), '')
        WHEN 'not_yet_in_force' THEN 'signed, not yet in force'
        WHEN 'valid_until' THEN 'valid until ' || until_in_words(valid_until)
        WHEN 'in_use' THEN 'signed, in use'
        WHEN 'not_found' THEN 'signed, entry into force not found'
        WHEN 'not_looked_up' THEN 'signed, entry into force not looked up'
        ELSE 'signed, entry into force not applicable'
    END;
-- A lead: a machine-written page or an unsigned copy (L), or general knowledge without a page (C).
CREATE MACRO is_lead_only(confidence) AS confidence::VARCHAR IN ('L', 'C');
-- The word for a quantity that is missing: from whether it can exist, how many events there were, how many of them are no
-- leads, and whether a source says that the amount is withheld.
CREATE MACRO missing_word(is_applicable, events, confirmed, withheld) AS
    CASE WHEN NOT is_applicable THEN 'not applicable'
        WHEN coalesce(events, 0) = 0 THEN 'none yet'
        WHEN coalesce(confirmed, 0) = 0 THEN 'none confirmed'
        WHEN withheld THEN 'not published'
        ELSE 'amount not found' END;
CREATE MACRO date_precision(d) AS CASE length(d) WHEN 4 THEN 'year' WHEN 7 THEN 'month' WHEN 10 THEN 'day' END;

-- A name without case, accents, punctuation and "the": spellings of one name become equal. etl/names.py does the same.
CREATE MACRO fold_name(name) AS array_to_string(list_transform(
    list_filter(
        string_split_regex(strip_accents(lower(replace(name, '&', ' and '))), '[^\p{L}\p{N}]+'), lambda w: w NOT IN ('', 'the')
    ),
    lambda w: CASE w WHEN 'st' THEN 'saint' ELSE w END
), ' ');

CREATE TABLE sources (
    source_id    VARCHAR PRIMARY KEY CHECK (regexp_full_match(source_id, '[a-z0-9_-]+')),
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
COMMENT ON COLUMN sources.kind IS 'official_text: the signed text or a copy of it; official_page: page of a government or UN body; report: press, law firm or other page on the event; compilation: a register of many agreements; dataset; lead: a page written by a machine, a copy that nobody signs, or general knowledge without a page';
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
COMMENT ON TABLE parties IS 'The Parties to the UNFCCC with their codes, groups and label points';
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

CREATE TABLE country_names (
    name     VARCHAR PRIMARY KEY,
    iso3     VARCHAR REFERENCES parties (iso3),
    given_by VARCHAR NOT NULL CHECK (given_by IN ('cldr', 'countrynames', 'usage'))
);
COMMENT ON TABLE country_names IS 'Other names and spellings of the Parties, and names of areas and groups that are none';
COMMENT ON COLUMN country_names.name IS 'Name as people and publishers write it';
COMMENT ON COLUMN country_names.iso3 IS 'Party; empty for a territory, group or former country that is none';
COMMENT ON COLUMN country_names.given_by IS 'Whose list has it: cldr: Unicode CLDR in 17 languages; countrynames: the MIT-licensed table of that name; usage: abbreviations of statistics offices and common use';

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

CREATE TABLE aliases (
    kind      VARCHAR NOT NULL CHECK (kind IN ('party', 'area', 'instrument', 'status', 'sector', 'stage')),
    publisher VARCHAR NOT NULL,
    spelling  VARCHAR NOT NULL,
    value     VARCHAR,
    PRIMARY KEY (kind, publisher, spelling)
);
COMMENT ON TABLE aliases IS 'Spellings of publishers and what they mean in the Atlas';
COMMENT ON COLUMN aliases.kind IS 'What is spelled: a Party, an area of trade statistics, a form of instrument, a status, a sector, a stage';
COMMENT ON COLUMN aliases.publisher IS 'Whose spelling it is: the name of the module in etl/sources';
COMMENT ON COLUMN aliases.spelling IS 'Spelling as published';
COMMENT ON COLUMN aliases.value IS 'Our value; empty where the spelling says nothing on it, and for an area that is no country';

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
COMMENT ON COLUMN claims.confidence IS 'A: read on a page of a government or UN body; B: read on another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge only. L and C are never counted';
COMMENT ON COLUMN claims.note IS 'Remarks on the claim';

CREATE TABLE force_lookups (
    agreement_id VARCHAR PRIMARY KEY REFERENCES agreements (agreement_id),
    looked_up_on DATE NOT NULL,
    finding      VARCHAR NOT NULL CHECK (finding IN ('in_force', 'valid_until', 'in_use', 'not_found')),
    shown_by     VARCHAR,
    shown_on     VARCHAR CHECK (shown_on IS NULL OR regexp_full_match(shown_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    source_id    VARCHAR NOT NULL REFERENCES sources (source_id),
    url          VARCHAR CHECK (url IS NULL OR regexp_full_match(url, 'https?://[^\s]+\.[^\s]+')),
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

CREATE TABLE similar_rows (
    table_name VARCHAR NOT NULL,
    key        VARCHAR NOT NULL,
    other_key  VARCHAR NOT NULL,
    why        VARCHAR NOT NULL,
    PRIMARY KEY (table_name, key, other_key)
);
COMMENT ON TABLE similar_rows IS 'Two rows that a check takes for one thing, and why they are two';
COMMENT ON COLUMN similar_rows.table_name IS 'Table of both rows';
COMMENT ON COLUMN similar_rows.key IS 'Key of the first row, in the order of the alphabet';
COMMENT ON COLUMN similar_rows.other_key IS 'Key of the second row';
COMMENT ON COLUMN similar_rows.why IS 'What makes them two';

CREATE TABLE published_totals (
    total_id        VARCHAR PRIMARY KEY,
    publisher       VARCHAR NOT NULL,
    as_of           VARCHAR CHECK (as_of IS NULL OR regexp_full_match(as_of, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    metric          VARCHAR NOT NULL,
    buyer_iso3      VARCHAR REFERENCES parties (iso3),
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
COMMENT ON COLUMN published_totals.value IS 'The number; empty where only words such as nearly 100 are published';
COMMENT ON COLUMN published_totals.value_as_stated IS 'The number in the words of the publisher';
COMMENT ON COLUMN published_totals.source_id IS 'Publication that states it';
COMMENT ON COLUMN published_totals.note IS 'Remarks';

CREATE TABLE comparisons (
    total_id      VARCHAR PRIMARY KEY,
    measure       VARCHAR CHECK (measure IS NULL OR measure IN ('pairs', 'buyers', 'hosts', 'parties', 'selected_projects',
        'selected_hosts', 'registered_projects', 'authorised_projects', 'issued_projects', 'numbered_projects',
        'numbered_expected_tco2e_per_year', 'matched_projects', 'issued_tco2e', 'itmo_issued_tco2e', 'transferred_tco2e')),
    counting_rule counting_rule,
    buyer_iso3    VARCHAR REFERENCES parties (iso3),
    host_iso3     VARCHAR REFERENCES parties (iso3),
    programme     VARCHAR,
    hosts_named   VARCHAR CHECK (hosts_named IS NULL OR regexp_full_match(hosts_named, '[A-Z]{3}( [A-Z]{3})*')),
    has_list      BOOLEAN NOT NULL,
    part_of       VARCHAR,
    parts_stated  VARCHAR CHECK (parts_stated IS NULL OR regexp_full_match(parts_stated, '[0-9]+([+][0-9]+)+')),
    repeats       VARCHAR,
    why_not_comparable VARCHAR,
    known_reason  VARCHAR,
    hole_event_id VARCHAR,
    CHECK ((measure IS NOT NULL)::INT + (why_not_comparable IS NOT NULL)::INT + (repeats IS NOT NULL)::INT = 1),
    CHECK ((counting_rule IS NOT NULL) = coalesce(measure IN ('pairs', 'buyers', 'hosts', 'parties'), false))
);
COMMENT ON TABLE comparisons IS 'How each published total is held against the Atlas, or why it is not';
COMMENT ON COLUMN comparisons.total_id IS 'Key of the total in published_totals, published_quantities or target_progress';
COMMENT ON COLUMN comparisons.measure IS 'Our measure that it is compared with; empty where none matches';
COMMENT ON COLUMN comparisons.counting_rule IS 'Our counting rule that comes closest to theirs; for measures of agreements alone';
COMMENT ON COLUMN comparisons.buyer_iso3 IS 'Acquiring Party that it is limited to; empty for all';
COMMENT ON COLUMN comparisons.host_iso3 IS 'Host Party that it is limited to; empty for all';
COMMENT ON COLUMN comparisons.programme IS 'Programme that it is limited to; empty for all';
COMMENT ON COLUMN comparisons.hosts_named IS 'Hosts that its publisher names one by one, codes separated by spaces';
COMMENT ON COLUMN comparisons.has_list IS 'True where the list of its publisher is in the Atlas, so that differing rows can be named';
COMMENT ON COLUMN comparisons.part_of IS 'Total that its publisher gives it as a part of';
COMMENT ON COLUMN comparisons.parts_stated IS 'Parts in the publisher''s own text, joined by +, to be added up';
COMMENT ON COLUMN comparisons.repeats IS 'Other row that holds the same published figure; compared there alone';
COMMENT ON COLUMN comparisons.why_not_comparable IS 'Why it can not be held against a figure of the Atlas';
COMMENT ON COLUMN comparisons.known_reason IS 'What is known, and not supposed, of why the two figures differ; empty: not explained';
COMMENT ON COLUMN comparisons.hole_event_id IS 'Event whose missing amount is the largest known part of the difference';

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

CREATE TABLE sectors (
    sector_id   VARCHAR PRIMARY KEY,
    label       VARCHAR NOT NULL UNIQUE,
    description VARCHAR NOT NULL,
    sort_order  INTEGER NOT NULL UNIQUE
);
COMMENT ON TABLE sectors IS 'The twelve sectors that all publishers'' own words are mapped to';
COMMENT ON COLUMN sectors.sector_id IS 'Key of the sector';
COMMENT ON COLUMN sectors.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN sectors.description IS 'What belongs to it';
COMMENT ON COLUMN sectors.sort_order IS 'Order in lists';

CREATE TABLE stages (
    stage_id     VARCHAR PRIMARY KEY,
    label        VARCHAR NOT NULL UNIQUE,
    sort_order   INTEGER NOT NULL UNIQUE,
    is_on_ladder BOOLEAN NOT NULL,
    description  VARCHAR NOT NULL,
    actor        VARCHAR,
    document     VARCHAR
);
COMMENT ON TABLE stages IS 'The steps from an idea to a first transfer, and two states apart from them';
COMMENT ON COLUMN stages.stage_id IS 'Key of the stage';
COMMENT ON COLUMN stages.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN stages.sort_order IS 'Order of the steps';
COMMENT ON COLUMN stages.is_on_ladder IS 'False for cancelled and unknown';
COMMENT ON COLUMN stages.description IS 'What happens in this step';
COMMENT ON COLUMN stages.actor IS 'Who acts';
COMMENT ON COLUMN stages.document IS 'What comes out';

CREATE TABLE projects (
    project_id   VARCHAR PRIMARY KEY CHECK (regexp_full_match(project_id, '[A-Z0-9_-]+')),
    programme    VARCHAR NOT NULL,
    buyer_iso3   VARCHAR REFERENCES parties (iso3),
    host_iso3    VARCHAR NOT NULL REFERENCES parties (iso3),
    title        VARCHAR NOT NULL,
    title_original VARCHAR,
    technology   VARCHAR,
    sector_id    VARCHAR NOT NULL REFERENCES sectors (sector_id),
    sector_raw   VARCHAR,
    stage_id     VARCHAR NOT NULL REFERENCES stages (stage_id),
    stage_raw    VARCHAR,
    is_programme_level BOOLEAN NOT NULL,
    may_duplicate_project_id VARCHAR,
    left_out_reason VARCHAR,
    covers_note  VARCHAR,
    expected_tco2e_per_year DOUBLE CHECK (expected_tco2e_per_year IS NULL OR expected_tco2e_per_year >= 0),
    expected_tco2e_total    DOUBLE CHECK (expected_tco2e_total IS NULL OR expected_tco2e_total >= 0),
    expected_period VARCHAR,
    expected_ceiling_tco2e DOUBLE CHECK (expected_ceiling_tco2e IS NULL OR expected_ceiling_tco2e >= 0),
    selected_on   VARCHAR CHECK (selected_on IS NULL OR regexp_full_match(selected_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    selected_fiscal_year VARCHAR,
    authorised_on VARCHAR CHECK (authorised_on IS NULL OR regexp_full_match(authorised_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    registered_on VARCHAR CHECK (registered_on IS NULL OR regexp_full_match(registered_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    start_on      VARCHAR CHECK (start_on IS NULL OR regexp_full_match(start_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    organisations VARCHAR,
    location_text VARCHAR,
    source_id    VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url   VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence   confidence NOT NULL,
    note         VARCHAR,
    CHECK (buyer_iso3 IS NULL OR buyer_iso3 <> host_iso3)
);
COMMENT ON TABLE projects IS 'One row a mitigation activity meant for Article 6.2, from idea to transfer';
COMMENT ON COLUMN projects.project_id IS 'Key: JCM and the official reference number where there is one, else buyer, host and number';
COMMENT ON COLUMN projects.programme IS 'Programme that buys or supports it';
COMMENT ON COLUMN projects.buyer_iso3 IS 'Acquiring Party; empty where there is no single one';
COMMENT ON COLUMN projects.host_iso3 IS 'Host Party';
COMMENT ON COLUMN projects.title IS 'Title in English';
COMMENT ON COLUMN projects.title_original IS 'Title in the language of the source';
COMMENT ON COLUMN projects.technology IS 'What is built or done, in a few words';
COMMENT ON COLUMN projects.sector_id IS 'Sector';
COMMENT ON COLUMN projects.sector_raw IS 'Sector in the publisher''s own word';
COMMENT ON COLUMN projects.stage_id IS 'Furthest step that a source shows';
COMMENT ON COLUMN projects.stage_raw IS 'Stage in the publisher''s own word';
COMMENT ON COLUMN projects.is_programme_level IS 'True for a call or a co-operation that is no single activity; never counted';
COMMENT ON COLUMN projects.may_duplicate_project_id IS 'Row that this one probably repeats; never counted';
COMMENT ON COLUMN projects.left_out_reason IS 'Why it is shown and never counted, where the other columns do not say it';
COMMENT ON COLUMN projects.covers_note IS 'Other rows that it covers or overlaps with';
COMMENT ON COLUMN projects.expected_tco2e_per_year IS 'Expected reductions, tCO2e a year, an estimate before the fact; empty where no source that was read gives it';
COMMENT ON COLUMN projects.expected_tco2e_total IS 'Expected reductions over expected_period, tCO2e, an estimate before the fact';
COMMENT ON COLUMN projects.expected_period IS 'Period of the expected total';
COMMENT ON COLUMN projects.expected_ceiling_tco2e IS 'Most that a contract allows, tCO2e: no estimate, in no sum';
COMMENT ON COLUMN projects.selected_on IS 'Date of selection for support, as known';
COMMENT ON COLUMN projects.selected_fiscal_year IS 'Japanese fiscal year (April to March) of selection, where only that is known';
COMMENT ON COLUMN projects.authorised_on IS 'Date by which both Parties, or the host where only that is known, had authorised it, as known';
COMMENT ON COLUMN projects.registered_on IS 'Date of registration, as known';
COMMENT ON COLUMN projects.start_on IS 'Start of operation, as known';
COMMENT ON COLUMN projects.organisations IS 'Organisations, separated by semicolons';
COMMENT ON COLUMN projects.location_text IS 'Place in words; maps use the label point of the host country';
COMMENT ON COLUMN projects.source_id IS 'Publication that the row was read from';
COMMENT ON COLUMN projects.source_url IS 'Deep link';
COMMENT ON COLUMN projects.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge. L and C are in no total';
COMMENT ON COLUMN projects.note IS 'Doubts and disagreements';

CREATE TABLE events (
    event_id   VARCHAR PRIMARY KEY,
    project_id VARCHAR REFERENCES projects (project_id),
    buyer_iso3 VARCHAR REFERENCES parties (iso3),
    host_iso3  VARCHAR NOT NULL REFERENCES parties (iso3),
    event      VARCHAR NOT NULL CHECK (event IN ('authorisation', 'issuance', 'first_transfer', 'use')),
    event_on   VARCHAR CHECK (event_on IS NULL OR regexp_full_match(event_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    quantity_tco2e       BIGINT CHECK (quantity_tco2e IS NULL OR quantity_tco2e >= 0),
    quantity_buyer_tco2e BIGINT CHECK (quantity_buyer_tco2e IS NULL OR quantity_buyer_tco2e >= 0),
    quantity_host_tco2e  BIGINT CHECK (quantity_host_tco2e IS NULL OR quantity_host_tco2e >= 0),
    quantity_status      VARCHAR CHECK (quantity_status IS NULL OR quantity_status = 'withheld'),
    quantity_source_id   VARCHAR REFERENCES sources (source_id),
    quantity_confidence  confidence,
    quantity_kind VARCHAR CHECK (quantity_kind IS NULL OR quantity_kind IN ('batch', 'expected_total', 'cumulative')),
    unit_kind  VARCHAR CHECK (unit_kind IS NULL OR unit_kind IN ('itmo', 'jcm_credit', 'credit_for_other_purposes')),
    vintage    VARCHAR,
    monitoring_period VARCHAR CHECK (monitoring_period IS NULL OR regexp_full_match(monitoring_period, '[0-9]{4}-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2}')),
    is_alternative_of VARCHAR,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence confidence NOT NULL,
    note       VARCHAR,
    CHECK (quantity_status IS NULL OR quantity_tco2e IS NULL),
    CHECK ((quantity_source_id IS NULL) = (quantity_confidence IS NULL)),
    CHECK (quantity_source_id IS NULL OR quantity_tco2e IS NOT NULL)
);
COMMENT ON TABLE events IS 'Authorisations, issuances, first transfers and uses; kinds are never added to each other';
COMMENT ON COLUMN events.event_id IS 'Key of the event';
COMMENT ON COLUMN events.project_id IS 'Activity; empty where the event covers several (event_projects)';
COMMENT ON COLUMN events.buyer_iso3 IS 'Acquiring Party; empty where there is none';
COMMENT ON COLUMN events.host_iso3 IS 'Host Party';
COMMENT ON COLUMN events.event IS 'authorisation, issuance, first_transfer or use';
COMMENT ON COLUMN events.event_on IS 'Date as known';
COMMENT ON COLUMN events.quantity_tco2e IS 'Quantity that a source states, tCO2e; empty where none does, see quantity_status';
COMMENT ON COLUMN events.quantity_status IS 'withheld: a source says that the quantity is not given; else empty';
COMMENT ON COLUMN events.quantity_source_id IS 'Publication of the quantity, where the one of the event does not state it';
COMMENT ON COLUMN events.quantity_confidence IS 'Confidence of the quantity, where it has a publication of its own';
COMMENT ON COLUMN events.quantity_buyer_tco2e IS 'Part for the buyer''s side, tCO2e';
COMMENT ON COLUMN events.quantity_host_tco2e IS 'Part for the host''s side, tCO2e';
COMMENT ON COLUMN events.quantity_kind IS 'batch: this event alone; expected_total: what may be transferred over time; cumulative: all so far';
COMMENT ON COLUMN events.unit_kind IS 'itmo; jcm_credit: issued under the JCM, use under Article 6 not shown; credit_for_other_purposes: aviation and the like, no buyer Party; empty: unknown';
COMMENT ON COLUMN events.vintage IS 'Year of the reductions';
COMMENT ON COLUMN events.monitoring_period IS 'First and last day of the reductions';
COMMENT ON COLUMN events.is_alternative_of IS 'The same real event in another source with another figure; shown, never added';
COMMENT ON COLUMN events.source_id IS 'Publication';
COMMENT ON COLUMN events.source_url IS 'Deep link';
COMMENT ON COLUMN events.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge. L and C are in no total';
COMMENT ON COLUMN events.note IS 'Doubts and disagreements';

CREATE TABLE verifications (
    verification_id VARCHAR PRIMARY KEY,
    table_name VARCHAR NOT NULL CHECK (table_name IN ('agreements', 'projects', 'events', 'targets', 'target_progress',
        'published_totals', 'published_quantities', 'prices')),
    key        VARCHAR NOT NULL,
    what       VARCHAR NOT NULL CHECK (what IN ('row', 'act', 'day', 'quantity', 'parties', 'form', 'stage', 'estimate', 'period')),
    verdict    VARCHAR NOT NULL CHECK (verdict IN ('confirmed', 'partly', 'contradicted', 'not_found')),
    source_id  VARCHAR REFERENCES sources (source_id),
    url        VARCHAR CHECK (url IS NULL OR regexp_full_match(url, 'https?://[^\s]+\.[^\s]+')),
    checked_on DATE NOT NULL,
    note       VARCHAR,
    CHECK ((verdict = 'not_found') = (source_id IS NULL)),
    CHECK (url IS NULL OR source_id IS NOT NULL)
);
COMMENT ON TABLE verifications IS 'Pages that were read to check a row, beside the publication that it was read from';
COMMENT ON COLUMN verifications.verification_id IS 'Key of the check';
COMMENT ON COLUMN verifications.table_name IS 'Table of the row that was checked';
COMMENT ON COLUMN verifications.key IS 'Key of that row';
COMMENT ON COLUMN verifications.what IS 'What of it was checked: the whole row, or the act, day, quantity, Parties, form, stage, estimate or period';
COMMENT ON COLUMN verifications.verdict IS 'confirmed, partly, contradicted, or not_found: no page was found, which says nothing against the row';
COMMENT ON COLUMN verifications.source_id IS 'Publication that was read; empty where none was found';
COMMENT ON COLUMN verifications.url IS 'Deep link';
COMMENT ON COLUMN verifications.checked_on IS 'Day of the check';
COMMENT ON COLUMN verifications.note IS 'What the page says, in our words';

CREATE TABLE full_readings (
    kind      VARCHAR NOT NULL CHECK (kind IN ('agreement', 'project', 'authorisation', 'issuance', 'first_transfer', 'use',
        'target', 'price', 'trade')),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    state_on  DATE NOT NULL,
    scope     VARCHAR NOT NULL,
    PRIMARY KEY (kind, source_id)
);
COMMENT ON TABLE full_readings IS 'Lists that were read in full: what they leave out was not known to their publisher on their day';
COMMENT ON COLUMN full_readings.kind IS 'Kind of fact that the list is of';
COMMENT ON COLUMN full_readings.source_id IS 'The list';
COMMENT ON COLUMN full_readings.state_on IS 'Day that the list describes';
COMMENT ON COLUMN full_readings.scope IS 'What it lists, in our words';

CREATE TABLE event_projects (
    event_id   VARCHAR NOT NULL REFERENCES events (event_id),
    project_id VARCHAR NOT NULL REFERENCES projects (project_id),
    PRIMARY KEY (event_id, project_id)
);
COMMENT ON TABLE event_projects IS 'Activities that an event for several of them covers';
COMMENT ON COLUMN event_projects.event_id IS 'Event';
COMMENT ON COLUMN event_projects.project_id IS 'Activity';

CREATE TABLE milestones (
    milestone_id   VARCHAR PRIMARY KEY,
    project_id     VARCHAR NOT NULL REFERENCES projects (project_id),
    milestone      VARCHAR NOT NULL,
    milestone_on   VARCHAR CHECK (milestone_on IS NULL OR regexp_full_match(milestone_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    quantity_tco2e BIGINT,
    source_id      VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url     VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence     confidence NOT NULL,
    note           VARCHAR
);
COMMENT ON TABLE milestones IS 'Dated steps of an activity beside authorisation, issuance and transfer';
COMMENT ON COLUMN milestones.milestone_id IS 'Key of the milestone';
COMMENT ON COLUMN milestones.project_id IS 'Activity';
COMMENT ON COLUMN milestones.milestone IS 'What happened';
COMMENT ON COLUMN milestones.milestone_on IS 'Date as known; empty where no source that was read gives it';
COMMENT ON COLUMN milestones.quantity_tco2e IS 'Quantity named with it, tCO2e; never added to anything';
COMMENT ON COLUMN milestones.source_id IS 'Publication';
COMMENT ON COLUMN milestones.source_url IS 'Deep link';
COMMENT ON COLUMN milestones.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge';
COMMENT ON COLUMN milestones.note IS 'What the source shows, in our words';

CREATE TABLE project_witnesses (
    project_id VARCHAR NOT NULL REFERENCES projects (project_id),
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    title      VARCHAR NOT NULL,
    type_raw   VARCHAR,
    subtype_raw VARCHAR,
    expected_tco2e_per_year DOUBLE,
    status_raw VARCHAR,
    registered_on VARCHAR CHECK (registered_on IS NULL OR regexp_full_match(registered_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    url        VARCHAR CHECK (url IS NULL OR regexp_full_match(url, 'https?://[^\s]+\.[^\s]+')),
    PRIMARY KEY (project_id, source_id)
);
COMMENT ON TABLE project_witnesses IS 'What a second publisher says of an activity; the yearly estimates of JCM projects come from it on both sides';
COMMENT ON COLUMN project_witnesses.project_id IS 'Activity';
COMMENT ON COLUMN project_witnesses.source_id IS 'The second source';
COMMENT ON COLUMN project_witnesses.title IS 'Its title for the activity';
COMMENT ON COLUMN project_witnesses.type_raw IS 'Its type';
COMMENT ON COLUMN project_witnesses.subtype_raw IS 'Its subtype';
COMMENT ON COLUMN project_witnesses.expected_tco2e_per_year IS 'Its expected reductions, tCO2e a year';
COMMENT ON COLUMN project_witnesses.status_raw IS 'Its status';
COMMENT ON COLUMN project_witnesses.registered_on IS 'Its registration date';
COMMENT ON COLUMN project_witnesses.url IS 'Deep link';

CREATE TABLE eligibility (
    buyer_iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    host_iso3  VARCHAR NOT NULL REFERENCES parties (iso3),
    agreement_signed_on   VARCHAR,
    agreement_in_force_on VARCHAR,
    list_published_on     VARCHAR,
    applications_open_on  VARCHAR,
    eligible_programmes   VARCHAR,
    activity_examples     VARCHAR,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence confidence NOT NULL,
    note       VARCHAR,
    PRIMARY KEY (buyer_iso3, host_iso3)
);
COMMENT ON TABLE eligibility IS 'What Singapore accepts from each host with an implementation agreement';
COMMENT ON COLUMN eligibility.buyer_iso3 IS 'Acquiring Party';
COMMENT ON COLUMN eligibility.host_iso3 IS 'Host Party';
COMMENT ON COLUMN eligibility.agreement_signed_on IS 'Signature that the source gives';
COMMENT ON COLUMN eligibility.agreement_in_force_on IS 'Entry into force that the source gives';
COMMENT ON COLUMN eligibility.list_published_on IS 'Publication of the eligibility list';
COMMENT ON COLUMN eligibility.applications_open_on IS 'Day from which applications are taken';
COMMENT ON COLUMN eligibility.eligible_programmes IS 'Crediting programmes accepted, with exceptions';
COMMENT ON COLUMN eligibility.activity_examples IS 'Activities named';
COMMENT ON COLUMN eligibility.source_id IS 'Publication';
COMMENT ON COLUMN eligibility.source_url IS 'Deep link';
COMMENT ON COLUMN eligibility.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone';
COMMENT ON COLUMN eligibility.note IS 'Remarks';

CREATE TABLE published_quantities (
    total_id   VARCHAR PRIMARY KEY,
    publisher  VARCHAR NOT NULL,
    metric     VARCHAR NOT NULL,
    as_of      VARCHAR CHECK (as_of IS NULL OR regexp_full_match(as_of, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    value      DOUBLE NOT NULL,
    unit       VARCHAR NOT NULL,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence confidence NOT NULL,
    note       VARCHAR
);
COMMENT ON TABLE published_quantities IS 'Totals of projects, tonnes and money that others publish for the JCM';
COMMENT ON COLUMN published_quantities.total_id IS 'Key of the total';
COMMENT ON COLUMN published_quantities.publisher IS 'Who published it';
COMMENT ON COLUMN published_quantities.metric IS 'What it counts';
COMMENT ON COLUMN published_quantities.as_of IS 'Day, month or year that it describes';
COMMENT ON COLUMN published_quantities.value IS 'The number, in `unit`';
COMMENT ON COLUMN published_quantities.unit IS 'Unit of the value';
COMMENT ON COLUMN published_quantities.source_id IS 'Publication';
COMMENT ON COLUMN published_quantities.source_url IS 'Deep link';
COMMENT ON COLUMN published_quantities.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone';
COMMENT ON COLUMN published_quantities.note IS 'Remarks';

CREATE TABLE targets (
    target_id    VARCHAR PRIMARY KEY CHECK (regexp_full_match(target_id, '[A-Z]{3}-T[0-9]{2}')),
    buyer_iso3   VARCHAR NOT NULL REFERENCES parties (iso3),
    metric       VARCHAR NOT NULL,
    quantity     DOUBLE CHECK (quantity IS NULL OR quantity > 0),
    unit         VARCHAR CHECK (unit IS NULL OR unit IN ('mtco2e', 'mtco2e_per_year', 'million_credits', 'per_cent', 'per_cent_of_1990',
        'billion_nok', 'million_sek', 'billion_sek', 'million_aud', 'million_usd', 'billion_krw')),
    period_start_year INTEGER,
    period_end_year   INTEGER,
    target_year  INTEGER CHECK (target_year IS NULL OR target_year BETWEEN 2020 AND 2060),
    kind         VARCHAR NOT NULL CHECK (kind IN ('official_target', 'official_estimate', 'programme_goal', 'ceiling')),
    stated_on    VARCHAR CHECK (stated_on IS NULL OR regexp_full_match(stated_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    is_itmo_volume BOOLEAN NOT NULL,
    is_superseded  BOOLEAN NOT NULL,
    ladder_until_on DATE,
    ladder_quantity_mtco2e DOUBLE CHECK (ladder_quantity_mtco2e IS NULL OR ladder_quantity_mtco2e > 0),
    ladder_derivation VARCHAR CHECK (ladder_derivation IS NULL OR ladder_derivation IN ('published', 'computed')),
    checked      VARCHAR,
    source_id    VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url   VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence   confidence NOT NULL,
    note         VARCHAR,
    CHECK ((quantity IS NULL) = (unit IS NULL)),
    CHECK (period_start_year <= period_end_year),
    CHECK ((ladder_until_on IS NULL) = (ladder_quantity_mtco2e IS NULL) AND (ladder_until_on IS NULL) = (ladder_derivation IS NULL)),
    CHECK (ladder_until_on IS NULL OR (is_itmo_volume AND NOT is_superseded))
);
COMMENT ON TABLE targets IS 'Published targets, official estimates, programme sizes and ceilings of buyers for reductions abroad';
COMMENT ON COLUMN targets.target_id IS 'Key of the target';
COMMENT ON COLUMN targets.buyer_iso3 IS 'Acquiring Party; EUU for the European Union';
COMMENT ON COLUMN targets.metric IS 'What the quantity is, in our words';
COMMENT ON COLUMN targets.quantity IS 'The quantity, in `unit`; empty where the Party has published none';
COMMENT ON COLUMN targets.unit IS 'Unit of the quantity; money stays in its own currency';
COMMENT ON COLUMN targets.period_start_year IS 'First year that the quantity covers';
COMMENT ON COLUMN targets.period_end_year IS 'Last year that the quantity covers';
COMMENT ON COLUMN targets.target_year IS 'Year in which it is due (Japan: fiscal year, April to March)';
COMMENT ON COLUMN targets.kind IS 'official_target; official_estimate: a government''s or mandated body''s expectation; programme_goal; ceiling: upper limit';
COMMENT ON COLUMN targets.stated_on IS 'Date of the statement, as known';
COMMENT ON COLUMN targets.is_itmo_volume IS 'True where the quantity is a volume of outcomes wanted from abroad; false for gaps, budgets, shares and money';
COMMENT ON COLUMN targets.is_superseded IS 'True where a later figure of the same body replaced it; kept and shown, never used';
COMMENT ON COLUMN targets.ladder_until_on IS 'Last day of the period of the goal on the ladder; filled for the goals that have one';
COMMENT ON COLUMN targets.ladder_quantity_mtco2e IS 'Goal on the ladder, MtCO2e up to that day';
COMMENT ON COLUMN targets.ladder_derivation IS 'published, or computed: yearly quantity times the years of its period';
COMMENT ON COLUMN targets.checked IS 'What a search for a better source brought; empty where none was made';
COMMENT ON COLUMN targets.source_id IS 'Publication';
COMMENT ON COLUMN targets.source_url IS 'Deep link';
COMMENT ON COLUMN targets.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge. L and C are in no total';
COMMENT ON COLUMN targets.note IS 'Context and doubts';

CREATE TABLE target_progress (
    progress_id VARCHAR PRIMARY KEY CHECK (regexp_full_match(progress_id, '[A-Z]{3}-P[0-9]{2}')),
    buyer_iso3  VARCHAR REFERENCES parties (iso3),
    metric      VARCHAR NOT NULL,
    as_of       VARCHAR CHECK (as_of IS NULL OR regexp_full_match(as_of, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    quantity    DOUBLE NOT NULL CHECK (quantity >= 0),
    unit        VARCHAR NOT NULL CHECK (unit IN ('mtco2e', 'tco2e', 'per_cent', 'activities', 'programmes', 'projects', 'agreements',
        'countries', 'suppliers', 'arrangements')),
    rung        VARCHAR CHECK (rung IS NULL OR rung = 'officially_expected'),
    is_superseded BOOLEAN NOT NULL,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url  VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence  confidence NOT NULL,
    note        VARCHAR,
    CHECK (rung IS NULL OR unit IN ('mtco2e', 'tco2e'))
);
COMMENT ON TABLE target_progress IS 'What buyers or others publish on the way to a target';
COMMENT ON COLUMN target_progress.progress_id IS 'Key of the figure';
COMMENT ON COLUMN target_progress.buyer_iso3 IS 'Acquiring Party; empty for all buyers together';
COMMENT ON COLUMN target_progress.metric IS 'What it measures, in our words';
COMMENT ON COLUMN target_progress.as_of IS 'Day, month or year that it describes';
COMMENT ON COLUMN target_progress.quantity IS 'The quantity, in `unit`';
COMMENT ON COLUMN target_progress.unit IS 'Unit of the quantity';
COMMENT ON COLUMN target_progress.rung IS 'Rung of the ladder that it stands on; empty where it stands on none';
COMMENT ON COLUMN target_progress.is_superseded IS 'True where a later figure of the same kind replaced it';
COMMENT ON COLUMN target_progress.source_id IS 'Publication';
COMMENT ON COLUMN target_progress.source_url IS 'Deep link';
COMMENT ON COLUMN target_progress.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge. L and C are in no total';
COMMENT ON COLUMN target_progress.note IS 'Context and doubts';

CREATE TABLE prices (
    price_id    VARCHAR PRIMARY KEY,
    subject     VARCHAR NOT NULL,
    country_iso3 VARCHAR REFERENCES parties (iso3),
    role        VARCHAR NOT NULL CHECK (role IN ('itmo_price', 'domestic_cost', 'saving_claim', 'comparison')),
    low         DOUBLE NOT NULL CHECK (low >= 0),
    high        DOUBLE,
    unit        VARCHAR NOT NULL CHECK (unit IN ('per_tco2e', 'billion', 'billion_per_year')),
    currency    VARCHAR CHECK (currency IS NULL OR regexp_full_match(currency, '[A-Z]{3}')),
    price_year  INTEGER,
    kind        VARCHAR NOT NULL CHECK (kind IN ('observed', 'forecast', 'modelled')),
    is_computed BOOLEAN NOT NULL,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url  VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence  confidence NOT NULL,
    note        VARCHAR,
    CHECK (high IS NULL OR low <= high)
);
COMMENT ON TABLE prices IS 'Prices of outcomes, domestic costs and claims on savings, each in its own currency and year; never converted';
COMMENT ON COLUMN prices.price_id IS 'Key of the price';
COMMENT ON COLUMN prices.subject IS 'What was priced, in our words';
COMMENT ON COLUMN prices.country_iso3 IS 'Buyer country that it concerns';
COMMENT ON COLUMN prices.role IS 'itmo_price; domestic_cost: what the buyer would pay at home; saving_claim; comparison: neither of them';
COMMENT ON COLUMN prices.low IS 'Lower end, in `unit` of `currency`';
COMMENT ON COLUMN prices.high IS 'Upper end; empty where open or not published';
COMMENT ON COLUMN prices.unit IS 'per_tco2e, billion or billion_per_year';
COMMENT ON COLUMN prices.currency IS 'ISO 4217 code; empty where the source does not state it';
COMMENT ON COLUMN prices.price_year IS 'Year that the price is for; empty where not stated';
COMMENT ON COLUMN prices.kind IS 'observed: contract, bid, tax or asking price seen; forecast; modelled';
COMMENT ON COLUMN prices.is_computed IS 'True where it is a plain division of two published numbers';
COMMENT ON COLUMN prices.source_id IS 'Publication';
COMMENT ON COLUMN prices.source_url IS 'Deep link';
COMMENT ON COLUMN prices.confidence IS 'A: official page; B: another page; C: general knowledge, never used';
COMMENT ON COLUMN prices.note IS 'Context and doubts';

CREATE TABLE model_evidence (
    evidence_id VARCHAR PRIMARY KEY,
    subject     VARCHAR NOT NULL,
    value       DOUBLE NOT NULL,
    unit        VARCHAR NOT NULL CHECK (unit IN ('mtco2e', 'per_cent', 'years')),
    as_of       VARCHAR,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url  VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence  confidence NOT NULL,
    note        VARCHAR
);
COMMENT ON TABLE model_evidence IS 'Published experience behind the default inputs of the trajectory';
COMMENT ON COLUMN model_evidence.evidence_id IS 'Key of the figure';
COMMENT ON COLUMN model_evidence.subject IS 'What it measures';
COMMENT ON COLUMN model_evidence.value IS 'The number, in `unit`';
COMMENT ON COLUMN model_evidence.unit IS 'Unit of the value';
COMMENT ON COLUMN model_evidence.as_of IS 'Day, month or year that it describes';
COMMENT ON COLUMN model_evidence.source_id IS 'Publication';
COMMENT ON COLUMN model_evidence.source_url IS 'Deep link';
COMMENT ON COLUMN model_evidence.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone';
COMMENT ON COLUMN model_evidence.note IS 'Context and doubts';

CREATE TABLE programme_needs (
    need_id     VARCHAR PRIMARY KEY,
    label       VARCHAR NOT NULL UNIQUE,
    description VARCHAR NOT NULL,
    to_set_up   VARCHAR NOT NULL,
    sort_order  INTEGER NOT NULL UNIQUE
);
COMMENT ON TABLE programme_needs IS 'What a buyer''s programme needs';
COMMENT ON COLUMN programme_needs.need_id IS 'Key of the need';
COMMENT ON COLUMN programme_needs.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN programme_needs.description IS 'What counts as it';
COMMENT ON COLUMN programme_needs.to_set_up IS 'What a newcomer would have to set up, in our words';
COMMENT ON COLUMN programme_needs.sort_order IS 'Order in lists';

CREATE TABLE programme_features (
    buyer_iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    need_id    VARCHAR NOT NULL REFERENCES programme_needs (need_id),
    status     VARCHAR NOT NULL CHECK (status IN ('yes', 'partly')),
    statement  VARCHAR NOT NULL,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence confidence NOT NULL,
    PRIMARY KEY (buyer_iso3, need_id)
);
COMMENT ON TABLE programme_features IS 'What a source shows of a buyer''s programme; no row means that no source was found, not that there is nothing';
COMMENT ON COLUMN programme_features.buyer_iso3 IS 'Buyer';
COMMENT ON COLUMN programme_features.need_id IS 'What a programme needs';
COMMENT ON COLUMN programme_features.status IS 'yes or partly';
COMMENT ON COLUMN programme_features.statement IS 'What the source shows, in our words';
COMMENT ON COLUMN programme_features.source_id IS 'Publication';
COMMENT ON COLUMN programme_features.source_url IS 'Deep link';
COMMENT ON COLUMN programme_features.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone';

CREATE TABLE calculator_presets (
    preset_id  VARCHAR PRIMARY KEY CHECK (regexp_full_match(preset_id, '[a-z0-9-]+')),
    label      VARCHAR NOT NULL UNIQUE,
    sort_order INTEGER NOT NULL UNIQUE,
    volume_mt  DOUBLE NOT NULL CHECK (volume_mt > 0),
    volume_note VARCHAR NOT NULL,
    domestic_price_id VARCHAR REFERENCES prices (price_id),
    itmo_price_id     VARCHAR REFERENCES prices (price_id),
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    note       VARCHAR NOT NULL
);
COMMENT ON TABLE calculator_presets IS 'Starting points of the calculator: a volume, a cost at home and a price of ITMOs in one currency';
COMMENT ON COLUMN calculator_presets.preset_id IS 'Key, as in the address of the page';
COMMENT ON COLUMN calculator_presets.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN calculator_presets.sort_order IS 'Order in lists';
COMMENT ON COLUMN calculator_presets.volume_mt IS 'Volume, MtCO2e';
COMMENT ON COLUMN calculator_presets.volume_note IS 'What the volume is';
COMMENT ON COLUMN calculator_presets.domestic_price_id IS 'Cost at home; empty where none was found in that currency';
COMMENT ON COLUMN calculator_presets.itmo_price_id IS 'Price of ITMOs; empty where none was found in that currency';
COMMENT ON COLUMN calculator_presets.source_id IS 'Publication that states the volume';
COMMENT ON COLUMN calculator_presets.note IS 'What to know before using it';

CREATE TABLE co2_emissions (
    iso3      VARCHAR NOT NULL REFERENCES parties (iso3),
    year      INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    co2_mt    DOUBLE NOT NULL CHECK (co2_mt >= 0),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE co2_emissions IS 'CO2 from fossil fuels and industry by Party and year; a research estimate without land use';
COMMENT ON COLUMN co2_emissions.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN co2_emissions.year IS 'Calendar year';
COMMENT ON COLUMN co2_emissions.co2_mt IS 'CO2 from fossil fuels and industry, million tonnes';
COMMENT ON COLUMN co2_emissions.source_id IS 'Publication';

CREATE TABLE ghg_emissions (
    iso3        VARCHAR NOT NULL REFERENCES parties (iso3),
    year        INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    ghg_mtco2e  DOUBLE NOT NULL,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE ghg_emissions IS 'Greenhouse gases including land use by Party and year; a research estimate, not the inventory that an NDC counts on';
COMMENT ON COLUMN ghg_emissions.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN ghg_emissions.year IS 'Calendar year';
COMMENT ON COLUMN ghg_emissions.ghg_mtco2e IS 'Greenhouse gases with land use, million tonnes CO2e; below zero where land takes up more than is emitted';
COMMENT ON COLUMN ghg_emissions.source_id IS 'Publication';

CREATE TABLE electricity (
    iso3      VARCHAR NOT NULL REFERENCES parties (iso3),
    year      INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    carbon_intensity_gco2e_per_kwh DOUBLE CHECK (carbon_intensity_gco2e_per_kwh IS NULL OR carbon_intensity_gco2e_per_kwh >= 0),
    renewable_share_per_cent       DOUBLE CHECK (renewable_share_per_cent IS NULL OR renewable_share_per_cent BETWEEN 0 AND 100),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE electricity IS 'How clean the electricity generated in a Party is, by year';
COMMENT ON COLUMN electricity.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN electricity.year IS 'Calendar year';
COMMENT ON COLUMN electricity.carbon_intensity_gco2e_per_kwh IS 'Greenhouse gases per unit of electricity generated, gCO2e per kWh';
COMMENT ON COLUMN electricity.renewable_share_per_cent IS 'Share of electricity generated from renewable sources, per cent';
COMMENT ON COLUMN electricity.source_id IS 'Publication';

CREATE TABLE populations (
    iso3       VARCHAR NOT NULL REFERENCES parties (iso3),
    year       INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    population BIGINT NOT NULL CHECK (population > 0),
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE populations IS 'Inhabitants by Party and year';
COMMENT ON COLUMN populations.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN populations.year IS 'Calendar year';
COMMENT ON COLUMN populations.population IS 'Inhabitants';
COMMENT ON COLUMN populations.source_id IS 'Publication';

CREATE TABLE gdp (
    iso3      VARCHAR NOT NULL REFERENCES parties (iso3),
    year      INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    gdp_per_head_intl_usd DOUBLE NOT NULL CHECK (gdp_per_head_intl_usd > 0),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE gdp IS 'Gross domestic product per inhabitant by Party and year';
COMMENT ON COLUMN gdp.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN gdp.year IS 'Calendar year';
COMMENT ON COLUMN gdp.gdp_per_head_intl_usd IS 'GDP per inhabitant in international dollars at constant prices and purchasing power; the file that was read does not state the unit, it is inferred';
COMMENT ON COLUMN gdp.source_id IS 'Publication';

CREATE TABLE ndc_documents (
    iso3         VARCHAR PRIMARY KEY REFERENCES parties (iso3),
    title        VARCHAR NOT NULL,
    submitted_on DATE NOT NULL,
    url          VARCHAR NOT NULL CHECK (regexp_full_match(url, 'https?://[^\s]+\.[^\s]+')),
    registry_documents INTEGER NOT NULL CHECK (registry_documents > 0),
    is_third_round BOOLEAN NOT NULL,
    source_id    VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE ndc_documents IS 'Newest active nationally determined contribution of each Party in the registry';
COMMENT ON COLUMN ndc_documents.iso3 IS 'Party; members of the European Union have the document of the Union';
COMMENT ON COLUMN ndc_documents.title IS 'Title in the registry';
COMMENT ON COLUMN ndc_documents.submitted_on IS 'Day of submission';
COMMENT ON COLUMN ndc_documents.url IS 'The document';
COMMENT ON COLUMN ndc_documents.registry_documents IS 'Documents of the Party in the registry, archived ones included';
COMMENT ON COLUMN ndc_documents.is_third_round IS 'True where it was submitted on or after 1 November 2024, which is our rule for the third round of NDCs';
COMMENT ON COLUMN ndc_documents.source_id IS 'Publication';

CREATE TABLE ndc_targets (
    iso3      VARCHAR NOT NULL REFERENCES parties (iso3),
    target    VARCHAR NOT NULL,
    conditionality VARCHAR CHECK (conditionality IS NULL OR conditionality IN ('unconditional', 'conditional', 'unconditional and conditional')),
    as_of     VARCHAR NOT NULL CHECK (regexp_full_match(as_of, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    PRIMARY KEY (iso3, source_id)
);
COMMENT ON TABLE ndc_targets IS 'What a Party has put into its NDC, in few words; most rows are older than its newest document';
COMMENT ON COLUMN ndc_targets.iso3 IS 'Party';
COMMENT ON COLUMN ndc_targets.target IS 'Kind of target, size, base and year in few words';
COMMENT ON COLUMN ndc_targets.conditionality IS 'Whether it depends on support; empty where not stated';
COMMENT ON COLUMN ndc_targets.as_of IS 'Month or year whose state the words describe';
COMMENT ON COLUMN ndc_targets.source_id IS 'Publication';
COMMENT ON COLUMN ndc_targets.source_url IS 'Deep link';

CREATE TABLE article6_intentions (
    iso3      VARCHAR PRIMARY KEY REFERENCES parties (iso3),
    intention VARCHAR NOT NULL CHECK (intention IN ('yes', 'possible', 'no', 'not_mentioned')),
    as_of     VARCHAR NOT NULL CHECK (regexp_full_match(as_of, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE article6_intentions IS 'Whether the NDC of a Party spoke of using international carbon markets, on the day of the reading';
COMMENT ON COLUMN article6_intentions.iso3 IS 'Party; members of the European Union have the value of the Union';
COMMENT ON COLUMN article6_intentions.intention IS 'yes: intends to use them; possible: leaves it open; no: does not; not_mentioned: the NDC did not speak of it';
COMMENT ON COLUMN article6_intentions.as_of IS 'Month whose state it describes';
COMMENT ON COLUMN article6_intentions.source_id IS 'Publication';

CREATE TABLE article6_participation (
    iso3      VARCHAR PRIMARY KEY REFERENCES parties (iso3),
    as_of     DATE NOT NULL,
    cooperative_approaches   INTEGER NOT NULL CHECK (cooperative_approaches >= 0),
    agreements_as_host       INTEGER NOT NULL CHECK (agreements_as_host >= 0),
    agreements_as_buyer      INTEGER NOT NULL CHECK (agreements_as_buyer >= 0),
    pilot_projects           INTEGER NOT NULL CHECK (pilot_projects >= 0),
    jcm_projects             INTEGER NOT NULL CHECK (jcm_projects >= 0),
    cdm_transition_projects   INTEGER NOT NULL CHECK (cdm_transition_projects >= 0),
    cdm_transition_programmes INTEGER NOT NULL CHECK (cdm_transition_programmes >= 0),
    cdm_transition_components INTEGER NOT NULL CHECK (cdm_transition_components >= 0),
    notified_projects        INTEGER NOT NULL CHECK (notified_projects >= 0),
    notified_programmes      INTEGER NOT NULL CHECK (notified_programmes >= 0),
    has_national_authority   BOOLEAN NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE article6_participation IS 'What the Article 6 Pipeline of UNEP CCC counts for each Party; its counts, not those of the Atlas';
COMMENT ON COLUMN article6_participation.iso3 IS 'Party';
COMMENT ON COLUMN article6_participation.as_of IS 'Edition of the pipeline';
COMMENT ON COLUMN article6_participation.cooperative_approaches IS 'Cooperative approaches reported under Article 6.2';
COMMENT ON COLUMN article6_participation.agreements_as_host IS 'Bilateral agreements of the Party as host';
COMMENT ON COLUMN article6_participation.agreements_as_buyer IS 'Bilateral agreements of the Party as buyer';
COMMENT ON COLUMN article6_participation.pilot_projects IS 'Pilot projects under Article 6.2';
COMMENT ON COLUMN article6_participation.jcm_projects IS 'Projects of the Joint Crediting Mechanism';
COMMENT ON COLUMN article6_participation.cdm_transition_projects IS 'CDM projects that asked for transition to Article 6.4';
COMMENT ON COLUMN article6_participation.cdm_transition_programmes IS 'CDM programmes of activities that asked for transition to Article 6.4';
COMMENT ON COLUMN article6_participation.cdm_transition_components IS 'Component activities of those programmes';
COMMENT ON COLUMN article6_participation.notified_projects IS 'Projects notified as under prior consideration for Article 6.4';
COMMENT ON COLUMN article6_participation.notified_programmes IS 'Programmes notified as under prior consideration for Article 6.4';
COMMENT ON COLUMN article6_participation.has_national_authority IS 'True where the pipeline names a designated national authority';
COMMENT ON COLUMN article6_participation.source_id IS 'Publication';

CREATE TABLE carbon_prices (
    instrument_id VARCHAR PRIMARY KEY,
    iso3      VARCHAR NOT NULL REFERENCES parties (iso3),
    name      VARCHAR NOT NULL,
    kind      VARCHAR NOT NULL CHECK (kind IN ('carbon_tax', 'emissions_trading', 'undecided')),
    status    VARCHAR NOT NULL CHECK (status IN ('implemented', 'under_development', 'under_consideration', 'abolished')),
    covered_share_per_cent   DOUBLE CHECK (covered_share_per_cent IS NULL OR covered_share_per_cent BETWEEN 0 AND 100),
    price_2025_usd_per_tco2e DOUBLE CHECK (price_2025_usd_per_tco2e IS NULL OR price_2025_usd_per_tco2e >= 0),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE carbon_prices IS 'Carbon taxes and emissions trading of whole Parties; those of provinces and states are left out';
COMMENT ON COLUMN carbon_prices.instrument_id IS 'Key in the dashboard of the World Bank';
COMMENT ON COLUMN carbon_prices.iso3 IS 'Party; EUU for the system of the European Union, which applies in its members';
COMMENT ON COLUMN carbon_prices.name IS 'Name of the instrument';
COMMENT ON COLUMN carbon_prices.kind IS 'carbon_tax; emissions_trading; undecided: the form is not chosen yet';
COMMENT ON COLUMN carbon_prices.status IS 'implemented, under_development, under_consideration or abolished, in August 2025';
COMMENT ON COLUMN carbon_prices.covered_share_per_cent IS 'Share of the Party''s emissions that it covers, per cent; empty where no source that was read gives it';
COMMENT ON COLUMN carbon_prices.price_2025_usd_per_tco2e IS 'Price in 2025, US dollars per tCO2e; empty where no source that was read gives it';
COMMENT ON COLUMN carbon_prices.source_id IS 'Publication';
CREATE TABLE trade_areas (
    area_iso3  VARCHAR PRIMARY KEY CHECK (regexp_full_match(area_iso3, '[A-Z]{3}')),
    party_iso3 VARCHAR UNIQUE REFERENCES parties (iso3),
    name       VARCHAR UNIQUE,
    region     VARCHAR CHECK (region IS NULL OR region IN ('Africa', 'Americas', 'Asia', 'Europe', 'Oceania')),
    subregion  VARCHAR,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    CHECK (party_iso3 IS NULL OR party_iso3 = area_iso3),
    CHECK ((party_iso3 IS NULL) <> (name IS NULL))
);
COMMENT ON TABLE trade_areas IS 'Areas that trade statistics know: the Parties, and areas that are no Party of their own';
COMMENT ON COLUMN trade_areas.area_iso3 IS 'ISO 3166-1 alpha-3 code; TWN is what UN statistics call Other Asia, not elsewhere specified';
COMMENT ON COLUMN trade_areas.party_iso3 IS 'The Party, whose name and groups then hold; empty for an area that is none';
COMMENT ON COLUMN trade_areas.name IS 'Name in UN statistics; filled only for areas that are no Party';
COMMENT ON COLUMN trade_areas.region IS 'Region of the UN M49 standard; filled only for areas that are no Party';
COMMENT ON COLUMN trade_areas.subregion IS 'Subregion of the UN M49 standard; filled only for areas that are no Party';
COMMENT ON COLUMN trade_areas.source_id IS 'Publication that lists the area';

CREATE TABLE value_chains (
    value_chain VARCHAR PRIMARY KEY,
    label       VARCHAR NOT NULL UNIQUE,
    description VARCHAR NOT NULL,
    sort_order  INTEGER NOT NULL UNIQUE
);
COMMENT ON TABLE value_chains IS 'Value chains of low-carbon technology that products are put into';
COMMENT ON COLUMN value_chains.value_chain IS 'Key of the value chain';
COMMENT ON COLUMN value_chains.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN value_chains.description IS 'What belongs to it';
COMMENT ON COLUMN value_chains.sort_order IS 'Order in lists';

CREATE TABLE hs_products (
    hs_code     VARCHAR PRIMARY KEY CHECK (regexp_full_match(hs_code, '[0-9]{6}')),
    hs_revision VARCHAR NOT NULL CHECK (hs_revision IN ('HS2017', 'HS2022', 'HS2017;HS2022')),
    label       VARCHAR NOT NULL UNIQUE,
    description VARCHAR NOT NULL,
    value_chain VARCHAR NOT NULL REFERENCES value_chains (value_chain),
    stage       VARCHAR NOT NULL CHECK (stage IN ('raw_material', 'component', 'final_product')),
    family_code VARCHAR NOT NULL CHECK (regexp_full_match(family_code, '[0-9]{6}')),
    is_dual_use BOOLEAN NOT NULL,
    in_lists    VARCHAR,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE hs_products IS 'Products of low-carbon value chains by six-digit code of the Harmonized System (HS)';
COMMENT ON COLUMN hs_products.hs_code IS 'Six-digit code of the Harmonized System';
COMMENT ON COLUMN hs_products.hs_revision IS 'Revisions of the system that have the code';
COMMENT ON COLUMN hs_products.label IS 'Short name shown in the Atlas';
COMMENT ON COLUMN hs_products.description IS 'What the code covers, in our words';
COMMENT ON COLUMN hs_products.value_chain IS 'The one value chain that it is put into';
COMMENT ON COLUMN hs_products.stage IS 'raw_material: ores, metals, mattes; component: includes battery-grade chemicals; final_product: includes 850760, cells and packs in one code';
COMMENT ON COLUMN hs_products.family_code IS 'Same for codes that follow each other from one revision to the next, so that a series does not break';
COMMENT ON COLUMN hs_products.is_dual_use IS 'True where a large part of the trade serves other purposes; left out by default';
COMMENT ON COLUMN hs_products.in_lists IS 'Published lists that hold the code; empty where the chain is our own judgement. OSI: Opportunity and Security Indices; NZIPL: Net Zero Industrial Policy Lab; APEC: environmental goods of 2012; EVBATT: EV battery chemistry study; ATLAS: Critical Materials Atlas';
COMMENT ON COLUMN hs_products.source_id IS 'Publication that the assignment comes from';

CREATE TABLE trade_sources (
    source_id   VARCHAR PRIMARY KEY REFERENCES sources (source_id),
    label       VARCHAR NOT NULL,
    viewpoint   VARCHAR NOT NULL CHECK (viewpoint IN ('importer_reported', 'exporter_reported', 'reconciled')),
    valuation   VARCHAR NOT NULL CHECK (valuation IN ('CIF', 'FOB')),
    precedence  INTEGER NOT NULL CHECK (precedence > 0),
    is_imported BOOLEAN NOT NULL,
    is_complete BOOLEAN NOT NULL,
    attribution VARCHAR NOT NULL
);
COMMENT ON TABLE trade_sources IS 'Publications of trade by pair and product: how they value it, and which comes first';
COMMENT ON COLUMN trade_sources.source_id IS 'Publication';
COMMENT ON COLUMN trade_sources.label IS 'Short name shown in the Atlas';
COMMENT ON COLUMN trade_sources.viewpoint IS 'importer_reported: by country of origin; exporter_reported; reconciled: both sides made to agree by the publisher';
COMMENT ON COLUMN trade_sources.valuation IS 'CIF: with freight and insurance, as a rule; FOB: without';
COMMENT ON COLUMN trade_sources.precedence IS 'Of several sources for one importer, year and code the lowest counts; the rule is in docs/method.md';
COMMENT ON COLUMN trade_sources.is_imported IS 'True for files that a user loaded, false for the rows that the Atlas ships';
COMMENT ON COLUMN trade_sources.is_complete IS 'False where only the largest partners are listed: sums are then at least';
COMMENT ON COLUMN trade_sources.attribution IS 'Credit that its terms ask for, shown on the page and in every extract';

CREATE TABLE trade_flows (
    exporter_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1988 AND 2100),
    hs_code       VARCHAR NOT NULL REFERENCES hs_products (hs_code),
    value_usd     BIGINT NOT NULL CHECK (value_usd > 0),
    quantity_t    DOUBLE CHECK (quantity_t IS NULL OR quantity_t >= 0),
    source_id     VARCHAR NOT NULL REFERENCES trade_sources (source_id),
    PRIMARY KEY (exporter_iso3, importer_iso3, year, hs_code, source_id),
    CHECK (exporter_iso3 <> importer_iso3)
);
COMMENT ON TABLE trade_flows IS 'Trade of one product from one area to another in one year, as one source has it; no row means zero or not known, trade_reporting tells which';
COMMENT ON COLUMN trade_flows.exporter_iso3 IS 'Exporting area; the country of origin where importers report';
COMMENT ON COLUMN trade_flows.importer_iso3 IS 'Importing area';
COMMENT ON COLUMN trade_flows.year IS 'Calendar year';
COMMENT ON COLUMN trade_flows.hs_code IS 'Six-digit code of the Harmonized System';
COMMENT ON COLUMN trade_flows.value_usd IS 'Value, current US dollars; CIF or FOB as trade_sources says';
COMMENT ON COLUMN trade_flows.quantity_t IS 'Net weight, tonnes, as reported; has outliers';
COMMENT ON COLUMN trade_flows.source_id IS 'Publication';

CREATE TABLE host_imports (
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1988 AND 2100),
    hs_code       VARCHAR NOT NULL REFERENCES hs_products (hs_code),
    value_usd     BIGINT NOT NULL CHECK (value_usd >= 0),
    source_id     VARCHAR NOT NULL REFERENCES trade_sources (source_id),
    PRIMARY KEY (importer_iso3, year, hs_code, source_id)
);
COMMENT ON TABLE host_imports IS 'Imports of a host country from the whole world, to work out shares';
COMMENT ON COLUMN host_imports.importer_iso3 IS 'Importing host';
COMMENT ON COLUMN host_imports.year IS 'Calendar year';
COMMENT ON COLUMN host_imports.hs_code IS 'Six-digit code of the Harmonized System';
COMMENT ON COLUMN host_imports.value_usd IS 'Imports from all partners, current US dollars, CIF as a rule';
COMMENT ON COLUMN host_imports.source_id IS 'Publication; a share is made only with flows of the same one';

CREATE TABLE trade_reporting (
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL,
    has_reported  BOOLEAN NOT NULL,
    code_count    INTEGER NOT NULL CHECK (code_count >= 0),
    codes_asked   INTEGER NOT NULL CHECK (codes_asked >= code_count),
    PRIMARY KEY (importer_iso3, year),
    CHECK (has_reported = (code_count > 0))
);
COMMENT ON TABLE trade_reporting IS 'Whether an importer reported to UN Comtrade for a year; where it did not, its imports are no data and not zero';
COMMENT ON COLUMN trade_reporting.importer_iso3 IS 'Importer';
COMMENT ON COLUMN trade_reporting.year IS 'Calendar year';
COMMENT ON COLUMN trade_reporting.has_reported IS 'True where it reported imports of any of the codes';
COMMENT ON COLUMN trade_reporting.code_count IS 'Codes with imports, of those asked for';
COMMENT ON COLUMN trade_reporting.codes_asked IS 'Codes in the extract for that year';

CREATE TABLE trade_gaps (
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL,
    hs_code       VARCHAR NOT NULL REFERENCES hs_products (hs_code),
    gap_kind      VARCHAR NOT NULL CHECK (gap_kind IN ('between', 'last_year')),
    imports_before_usd BIGINT NOT NULL CHECK (imports_before_usd >= 0),
    imports_after_usd  BIGINT CHECK (imports_after_usd IS NULL OR imports_after_usd >= 0),
    PRIMARY KEY (importer_iso3, year, hs_code)
);
COMMENT ON TABLE trade_gaps IS 'Codes that are probably missing from an importer''s year in UN Comtrade although the years around have them';
COMMENT ON COLUMN trade_gaps.importer_iso3 IS 'Importer';
COMMENT ON COLUMN trade_gaps.year IS 'Year without the code';
COMMENT ON COLUMN trade_gaps.hs_code IS 'Code that is absent';
COMMENT ON COLUMN trade_gaps.gap_kind IS 'between: present in the year before and the year after; last_year: present in both years before';
COMMENT ON COLUMN trade_gaps.imports_before_usd IS 'Imports from the world in the year before, US dollars';
COMMENT ON COLUMN trade_gaps.imports_after_usd IS 'Imports from the world in the year after, US dollars; empty for the last year';

CREATE TABLE trade_exporter_totals (
    total_id      VARCHAR PRIMARY KEY,
    exporter_iso3 VARCHAR REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL,
    hs_codes      VARCHAR NOT NULL CHECK (regexp_full_match(hs_codes, '[0-9]{6}(;[0-9]{6})*')),
    value_usd     BIGINT NOT NULL CHECK (value_usd > 0),
    is_computed   BOOLEAN NOT NULL,
    source_id     VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE trade_exporter_totals IS 'Exports to the whole world of the largest exporters of a product; no partners';
COMMENT ON COLUMN trade_exporter_totals.total_id IS 'Exporter (WLD for all), year and codes';
COMMENT ON COLUMN trade_exporter_totals.exporter_iso3 IS 'Exporter; empty for all exporters together';
COMMENT ON COLUMN trade_exporter_totals.year IS 'Calendar year';
COMMENT ON COLUMN trade_exporter_totals.hs_codes IS 'Six-digit codes of the Harmonized System that it sums';
COMMENT ON COLUMN trade_exporter_totals.value_usd IS 'Value, current US dollars, FOB';
COMMENT ON COLUMN trade_exporter_totals.is_computed IS 'True where it is the world total times a published share of four digits';
COMMENT ON COLUMN trade_exporter_totals.source_id IS 'Publication';

CREATE TABLE trade_group_flows (
    exporter_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL,
    product_group VARCHAR NOT NULL CHECK (product_group IN ('solar', 'batteries', 'electric_vehicles', 'wind', 'grid')),
    value_usd     BIGINT NOT NULL CHECK (value_usd > 0),
    source_id     VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (exporter_iso3, importer_iso3, year, product_group)
);
COMMENT ON TABLE trade_group_flows IS 'Exports by technology group without product codes: China in 2025, largest destinations only; never added to trade_flows';
COMMENT ON COLUMN trade_group_flows.exporter_iso3 IS 'Exporting area';
COMMENT ON COLUMN trade_group_flows.importer_iso3 IS 'Importing area';
COMMENT ON COLUMN trade_group_flows.year IS 'Calendar year';
COMMENT ON COLUMN trade_group_flows.product_group IS 'Technology group of the publisher';
COMMENT ON COLUMN trade_group_flows.value_usd IS 'Value, US dollars; twelve months that were each rounded to a million';
COMMENT ON COLUMN trade_group_flows.source_id IS 'Publication';

CREATE TABLE trade_low_carbon_totals (
    exporter_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1988 AND 2100),
    value_usd     BIGINT NOT NULL CHECK (value_usd > 0),
    source_id     VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (exporter_iso3, year)
);
COMMENT ON TABLE trade_low_carbon_totals IS 'Exports of all low-carbon technology products to the whole world, as the IMF counts them; no partners, no products, never added to trade_flows';
COMMENT ON COLUMN trade_low_carbon_totals.exporter_iso3 IS 'Exporting area; no row is no report';
COMMENT ON COLUMN trade_low_carbon_totals.year IS 'Calendar year; trade_low_carbon_breaks says between which years nothing can be compared';
COMMENT ON COLUMN trade_low_carbon_totals.value_usd IS 'Value as the exporter reports it, current US dollars, rounded to whole dollars';
COMMENT ON COLUMN trade_low_carbon_totals.source_id IS 'Publication';

CREATE TABLE trade_low_carbon_breaks (
    from_year INTEGER PRIMARY KEY,
    label     VARCHAR NOT NULL UNIQUE,
    reason    VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE trade_low_carbon_breaks IS 'Years from which the totals of low-carbon technology cannot be compared with those before';
COMMENT ON COLUMN trade_low_carbon_breaks.from_year IS 'First year after the break';
COMMENT ON COLUMN trade_low_carbon_breaks.label IS 'Revision of the customs nomenclature that makes it';
COMMENT ON COLUMN trade_low_carbon_breaks.reason IS 'What it does to the totals, and how that is known';
COMMENT ON COLUMN trade_low_carbon_breaks.source_id IS 'Publication whose totals show it';

CREATE TABLE trade_published (
    total_id       VARCHAR PRIMARY KEY,
    exporter_iso3  VARCHAR REFERENCES trade_areas (area_iso3),
    exporter_group VARCHAR,
    importer_group VARCHAR NOT NULL,
    year           INTEGER NOT NULL,
    metric         VARCHAR NOT NULL,
    value          DOUBLE NOT NULL,
    unit           VARCHAR NOT NULL,
    source_id      VARCHAR NOT NULL REFERENCES sources (source_id),
    note           VARCHAR,
    CHECK ((exporter_iso3 IS NULL) <> (exporter_group IS NULL))
);
COMMENT ON TABLE trade_published IS 'Headline figures on trade in clean technology that others publish';
COMMENT ON COLUMN trade_published.total_id IS 'Key of the figure';
COMMENT ON COLUMN trade_published.exporter_iso3 IS 'Exporter; empty for a group';
COMMENT ON COLUMN trade_published.exporter_group IS 'Group of exporters, where it is no single one';
COMMENT ON COLUMN trade_published.importer_group IS 'Importers that it covers';
COMMENT ON COLUMN trade_published.year IS 'Year that it describes';
COMMENT ON COLUMN trade_published.metric IS 'What it measures';
COMMENT ON COLUMN trade_published.value IS 'The number, in `unit`';
COMMENT ON COLUMN trade_published.unit IS 'Unit and currency as stated';
COMMENT ON COLUMN trade_published.source_id IS 'Publication';
COMMENT ON COLUMN trade_published.note IS 'Context and doubts';

CREATE TABLE trade_reconciliation (
    check_id       VARCHAR PRIMARY KEY,
    comparison     VARCHAR NOT NULL,
    exporter_iso3  VARCHAR REFERENCES trade_areas (area_iso3),
    exporter_group VARCHAR,
    importer_group VARCHAR NOT NULL,
    year           INTEGER NOT NULL,
    scope          VARCHAR NOT NULL,
    reference_usd  BIGINT NOT NULL CHECK (reference_usd > 0),
    atlas_usd      BIGINT NOT NULL CHECK (atlas_usd > 0),
    source_id      VARCHAR NOT NULL REFERENCES sources (source_id),
    comment        VARCHAR,
    CHECK ((exporter_iso3 IS NULL) <> (exporter_group IS NULL))
);
COMMENT ON TABLE trade_reconciliation IS 'The rows of the Atlas held against published or independent figures';
COMMENT ON COLUMN trade_reconciliation.check_id IS 'Key of the comparison';
COMMENT ON COLUMN trade_reconciliation.comparison IS 'What is held against what';
COMMENT ON COLUMN trade_reconciliation.exporter_iso3 IS 'Exporter; empty for a group';
COMMENT ON COLUMN trade_reconciliation.exporter_group IS 'Group of exporters, where it is no single one';
COMMENT ON COLUMN trade_reconciliation.importer_group IS 'Importers that it covers';
COMMENT ON COLUMN trade_reconciliation.year IS 'Year';
COMMENT ON COLUMN trade_reconciliation.scope IS 'Products that it covers';
COMMENT ON COLUMN trade_reconciliation.reference_usd IS 'The other figure, US dollars (Canada: currency not stated, taken as US dollars)';
COMMENT ON COLUMN trade_reconciliation.atlas_usd IS 'The same scope from the rows that the Atlas ships, US dollars';
COMMENT ON COLUMN trade_reconciliation.source_id IS 'Publication of the other figure';
COMMENT ON COLUMN trade_reconciliation.comment IS 'Why the two differ';
-- Filled by imports of what Parties, the UNFCCC platform and registries publish; the files kept by hand have no row yet.
CREATE TABLE authorised_blocks (
    block_id VARCHAR PRIMARY KEY,
    registry VARCHAR NOT NULL,
    programme_ref VARCHAR,
    project_id VARCHAR REFERENCES projects (project_id),
    title VARCHAR,
    host_iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    cooperative_approach_id VARCHAR CHECK (cooperative_approach_id IS NULL OR regexp_full_match(cooperative_approach_id, 'CA[0-9]{4}')),
    vintage_year INTEGER CHECK (vintage_year IS NULL OR vintage_year BETWEEN 1990 AND 2100),
    authorised_on VARCHAR CHECK (authorised_on IS NULL OR regexp_full_match(authorised_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    issued_on VARCHAR CHECK (issued_on IS NULL OR regexp_full_match(issued_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    first_transfer_definition VARCHAR CHECK (first_transfer_definition IS NULL OR first_transfer_definition IN ('first_international_transfer', 'authorisation', 'issuance', 'use_or_cancellation')),
    is_for_ndc BOOLEAN,
    is_for_other_purposes BOOLEAN,
    is_on_platform BOOLEAN,
    letter_url VARCHAR CHECK (letter_url IS NULL OR regexp_full_match(letter_url, 'https?://[^\s]+\.[^\s]+')),
    serial_text VARCHAR,
    serial_first BIGINT CHECK (serial_first IS NULL OR serial_first >= 0),
    serial_last BIGINT CHECK (serial_last IS NULL OR serial_last >= 0),
    quantity_tco2e BIGINT CHECK (quantity_tco2e IS NULL OR quantity_tco2e >= 0),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence confidence NOT NULL,
    note VARCHAR,
    CHECK (serial_last IS NULL OR serial_last >= serial_first)
);
COMMENT ON TABLE authorised_blocks IS 'A run of serial numbers of issued credits that a registry or publisher takes to be authorised under Article 6. Authorised is not transferred, and no buyer is known';
COMMENT ON COLUMN authorised_blocks.block_id IS 'Key: registry and serial number or label';
COMMENT ON COLUMN authorised_blocks.registry IS 'Registry or publisher of the block';
COMMENT ON COLUMN authorised_blocks.programme_ref IS 'Number of the activity in the registry''s own spelling';
COMMENT ON COLUMN authorised_blocks.project_id IS 'Activity of the Atlas, where it is the same';
COMMENT ON COLUMN authorised_blocks.title IS 'The registry''s title of the activity';
COMMENT ON COLUMN authorised_blocks.host_iso3 IS 'Host, whose authorisation it is';
COMMENT ON COLUMN authorised_blocks.cooperative_approach_id IS 'Number of the cooperative approach on the UNFCCC platform';
COMMENT ON COLUMN authorised_blocks.vintage_year IS 'Year in which the mitigation occurred';
COMMENT ON COLUMN authorised_blocks.authorised_on IS 'Day or year of the authorisation, as known';
COMMENT ON COLUMN authorised_blocks.issued_on IS 'Day of the issuance, as known';
COMMENT ON COLUMN authorised_blocks.first_transfer_definition IS 'The event that counts as first transfer for other purposes; it belongs to the authorisation, not to the country';
COMMENT ON COLUMN authorised_blocks.is_for_ndc IS 'True where use towards a nationally determined contribution is authorised; empty where not said';
COMMENT ON COLUMN authorised_blocks.is_for_other_purposes IS 'True where other international mitigation purposes are authorised; empty where not said';
COMMENT ON COLUMN authorised_blocks.is_on_platform IS 'True where the authorisation is on the UNFCCC platform; empty where not said';
COMMENT ON COLUMN authorised_blocks.letter_url IS 'The letter, or the page where it lies';
COMMENT ON COLUMN authorised_blocks.serial_text IS 'Serial number as published';
COMMENT ON COLUMN authorised_blocks.serial_first IS 'First unit of the block';
COMMENT ON COLUMN authorised_blocks.serial_last IS 'Last unit of the block';
COMMENT ON COLUMN authorised_blocks.quantity_tco2e IS 'Credits in the block, one a tonne';
COMMENT ON COLUMN authorised_blocks.source_id IS 'Publication';
COMMENT ON COLUMN authorised_blocks.source_url IS 'Deep link';
COMMENT ON COLUMN authorised_blocks.confidence IS 'A: from the publisher itself; B: from a copy or another page';
COMMENT ON COLUMN authorised_blocks.note IS 'What does not agree in the row, and other remarks';

CREATE TABLE reported_actions (
    action_id VARCHAR PRIMARY KEY,
    reporting_iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    reported_year INTEGER NOT NULL CHECK (reported_year BETWEEN 2013 AND 2100),
    submission_version VARCHAR,
    record VARCHAR NOT NULL CHECK (record IN ('authorisation', 'action', 'holding')),
    action_type VARCHAR,
    action_on VARCHAR CHECK (action_on IS NULL OR regexp_full_match(action_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    cooperative_approach_id VARCHAR CHECK (cooperative_approach_id IS NULL OR regexp_full_match(cooperative_approach_id, 'CA[0-9]{4}')),
    authorisation_id VARCHAR,
    first_transferring_iso3 VARCHAR REFERENCES parties (iso3),
    transferring_iso3 VARCHAR REFERENCES parties (iso3),
    acquiring_iso3 VARCHAR REFERENCES parties (iso3),
    registry VARCHAR,
    first_unit VARCHAR,
    last_unit VARCHAR,
    underlying_registry VARCHAR,
    metric VARCHAR,
    quantity_tco2e BIGINT CHECK (quantity_tco2e IS NULL OR quantity_tco2e >= 0),
    vintage_year INTEGER CHECK (vintage_year IS NULL OR vintage_year BETWEEN 1990 AND 2100),
    sectors VARCHAR,
    purpose VARCHAR,
    first_transfer_definition VARCHAR,
    used_year INTEGER CHECK (used_year IS NULL OR used_year BETWEEN 2013 AND 2100),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence confidence NOT NULL,
    note VARCHAR
);
COMMENT ON TABLE reported_actions IS 'What a Party reports in the agreed electronic format: authorisations, actions and year-end holdings, block by block. A seller''s first transfer and the buyer''s acquisition are two reports of one thing and are never added; holdings are a stock';
COMMENT ON COLUMN reported_actions.action_id IS 'Key: Party, year, table and row of the submission';
COMMENT ON COLUMN reported_actions.reporting_iso3 IS 'Party that reports';
COMMENT ON COLUMN reported_actions.reported_year IS 'Calendar year of the report';
COMMENT ON COLUMN reported_actions.submission_version IS 'Version of the submission; a later one takes the place of an earlier one';
COMMENT ON COLUMN reported_actions.record IS 'Table of the format that the row stands in';
COMMENT ON COLUMN reported_actions.action_type IS 'Action as the format names it; empty for authorisations and holdings';
COMMENT ON COLUMN reported_actions.action_on IS 'Day of the action or authorisation';
COMMENT ON COLUMN reported_actions.cooperative_approach_id IS 'Number of the cooperative approach';
COMMENT ON COLUMN reported_actions.authorisation_id IS 'The reporting Party''s own number of the authorisation';
COMMENT ON COLUMN reported_actions.first_transferring_iso3 IS 'Party in which the mitigation occurred';
COMMENT ON COLUMN reported_actions.transferring_iso3 IS 'Party that transfers, in a report of an acquisition';
COMMENT ON COLUMN reported_actions.acquiring_iso3 IS 'Party that acquires; empty for transfers to other purposes';
COMMENT ON COLUMN reported_actions.registry IS 'Registry that tracked the action';
COMMENT ON COLUMN reported_actions.first_unit IS 'First identifier of the block, as written';
COMMENT ON COLUMN reported_actions.last_unit IS 'Last identifier of the block, as written';
COMMENT ON COLUMN reported_actions.underlying_registry IS 'Registry of the underlying units';
COMMENT ON COLUMN reported_actions.metric IS 'GHG or non-GHG';
COMMENT ON COLUMN reported_actions.quantity_tco2e IS 'Quantity, tCO2e; of an authorisation its ceiling';
COMMENT ON COLUMN reported_actions.vintage_year IS 'Year in which the mitigation occurred';
COMMENT ON COLUMN reported_actions.sectors IS 'Sectors as stated';
COMMENT ON COLUMN reported_actions.purpose IS 'Purposes of the authorisation, or use, as stated';
COMMENT ON COLUMN reported_actions.first_transfer_definition IS 'Definition of first transfer for other purposes, as stated';
COMMENT ON COLUMN reported_actions.used_year IS 'Year of the contribution towards which the units are used';
COMMENT ON COLUMN reported_actions.source_id IS 'Publication';
COMMENT ON COLUMN reported_actions.source_url IS 'Deep link';
COMMENT ON COLUMN reported_actions.confidence IS 'A: from the publisher itself; B: from a copy or another page';
COMMENT ON COLUMN reported_actions.note IS 'What does not agree in the row, and other remarks';

CREATE TABLE cooperative_approaches (
    cooperative_approach_id VARCHAR PRIMARY KEY CHECK (regexp_full_match(cooperative_approach_id, 'CA[0-9]{4}')),
    name VARCHAR NOT NULL,
    parties_raw VARCHAR,
    party_iso3s VARCHAR,
    document_count INTEGER NOT NULL CHECK (document_count >= 0),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence confidence NOT NULL,
    note VARCHAR
);
COMMENT ON TABLE cooperative_approaches IS 'Cooperative approaches as the UNFCCC platform lists them; an approach is no agreement';
COMMENT ON COLUMN cooperative_approaches.cooperative_approach_id IS 'Number on the platform';
COMMENT ON COLUMN cooperative_approaches.name IS 'Name as listed';
COMMENT ON COLUMN cooperative_approaches.parties_raw IS 'Participating Parties as listed';
COMMENT ON COLUMN cooperative_approaches.party_iso3s IS 'Codes of the Parties that were recognised in it, with blanks between';
COMMENT ON COLUMN cooperative_approaches.document_count IS 'Documents linked in its row';
COMMENT ON COLUMN cooperative_approaches.source_id IS 'Publication';
COMMENT ON COLUMN cooperative_approaches.source_url IS 'Deep link';
COMMENT ON COLUMN cooperative_approaches.confidence IS 'A: from the publisher itself; B: from a copy or another page';
COMMENT ON COLUMN cooperative_approaches.note IS 'What does not agree in the row, and other remarks';

CREATE TABLE platform_documents (
    document_id VARCHAR PRIMARY KEY,
    iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    kind VARCHAR NOT NULL CHECK (kind IN ('authorisation', 'report', 'review')),
    title VARCHAR NOT NULL,
    submitted_on VARCHAR CHECK (submitted_on IS NULL OR regexp_full_match(submitted_on, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?')),
    status VARCHAR,
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (source_url IS NULL OR regexp_full_match(source_url, 'https?://[^\s]+\.[^\s]+')),
    confidence confidence NOT NULL,
    note VARCHAR
);
COMMENT ON TABLE platform_documents IS 'Reports and authorisations that the UNFCCC platform lists for a Party';
COMMENT ON COLUMN platform_documents.document_id IS 'Key: Party, kind and address';
COMMENT ON COLUMN platform_documents.iso3 IS 'Party';
COMMENT ON COLUMN platform_documents.kind IS 'What the document is';
COMMENT ON COLUMN platform_documents.title IS 'Words of the row';
COMMENT ON COLUMN platform_documents.submitted_on IS 'Day of submission, as listed or as in the name of the file';
COMMENT ON COLUMN platform_documents.status IS 'Status as listed';
COMMENT ON COLUMN platform_documents.source_id IS 'Publication';
COMMENT ON COLUMN platform_documents.source_url IS 'Deep link';
COMMENT ON COLUMN platform_documents.confidence IS 'A: from the publisher itself; B: from a copy or another page';
COMMENT ON COLUMN platform_documents.note IS 'What does not agree in the row, and other remarks';

-- Filled by etl/sources/watched.py from data/watch.csv and its lock, and from what this machine knows of its asking.
CREATE TABLE watched_addresses (
    watch_id      VARCHAR PRIMARY KEY,
    address       VARCHAR NOT NULL CHECK (regexp_full_match(address, 'https?://[^\s]+\.[^\s]+')),
    publisher     VARCHAR,
    every_days    INTEGER NOT NULL CHECK (every_days > 0),
    licence       VARCHAR NOT NULL,
    good_for      VARCHAR NOT NULL,
    source_id     VARCHAR REFERENCES sources (source_id),
    first_read_on DATE,
    changed_on    DATE
);
COMMENT ON TABLE watched_addresses IS 'Addresses that `python -m etl watch` asks what changed there';
COMMENT ON COLUMN watched_addresses.watch_id IS 'Name of the address in the watch';
COMMENT ON COLUMN watched_addresses.address IS 'Address that is asked';
COMMENT ON COLUMN watched_addresses.publisher IS 'Importer that reads what stands there; empty where a person must';
COMMENT ON COLUMN watched_addresses.every_days IS 'Days from one asking to the next';
COMMENT ON COLUMN watched_addresses.licence IS 'Terms of use as far as stated';
COMMENT ON COLUMN watched_addresses.good_for IS 'What may be new there';
COMMENT ON COLUMN watched_addresses.source_id IS 'Publication of ours that stands at the address';
COMMENT ON COLUMN watched_addresses.first_read_on IS 'Day on which the watch read it first; empty before';
COMMENT ON COLUMN watched_addresses.changed_on IS 'Day on which the watch first saw what stands there now';

CREATE TABLE watch_checks (
    watch_id         VARCHAR PRIMARY KEY REFERENCES watched_addresses (watch_id),
    checked_on       DATE,
    unreadable_since DATE
);
COMMENT ON TABLE watch_checks IS 'When each watched address was asked from here; no part of the content that a release is told by';
COMMENT ON COLUMN watch_checks.watch_id IS 'Name of the address in the watch';
COMMENT ON COLUMN watch_checks.checked_on IS 'Day on which it was last read';
COMMENT ON COLUMN watch_checks.unreadable_since IS 'Day since which it can''t be read; empty where it can';

-- Filled from data/releases by etl/sources/releases.py. No part of the content that a release is told by.
CREATE TABLE releases (
    release_id   VARCHAR PRIMARY KEY CHECK (regexp_full_match(release_id, '[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]+)?')),
    edition_on   DATE NOT NULL,
    content_hash VARCHAR NOT NULL CHECK (regexp_full_match(content_hash, '[0-9a-f]{64}')),
    previous_release_id VARCHAR,
    note         VARCHAR NOT NULL
);
COMMENT ON TABLE releases IS 'Editions of the data that were recorded, so that later ones can be compared with them';
COMMENT ON COLUMN releases.release_id IS 'Day of the edition; numbered where an edition was released again';
COMMENT ON COLUMN releases.edition_on IS 'Newest day on which a source was read';
COMMENT ON COLUMN releases.content_hash IS 'SHA-256 of all rows but those on releases: equal content has an equal hash';
COMMENT ON COLUMN releases.previous_release_id IS 'Release that the changes are counted from; empty for the first';
COMMENT ON COLUMN releases.note IS 'What the release brings, in our words';

CREATE TABLE release_tables (
    release_id  VARCHAR NOT NULL REFERENCES releases (release_id),
    table_name  VARCHAR NOT NULL,
    row_count   BIGINT NOT NULL CHECK (row_count >= 0),
    news_count      BIGINT CHECK (news_count IS NULL OR news_count >= 0),
    late_count      BIGINT CHECK (late_count IS NULL OR late_count >= 0),
    undated_count   BIGINT CHECK (undated_count IS NULL OR undated_count >= 0),
    corrected_count BIGINT CHECK (corrected_count IS NULL OR corrected_count >= 0),
    removed_count   BIGINT CHECK (removed_count IS NULL OR removed_count >= 0),
    PRIMARY KEY (release_id, table_name)
);
COMMENT ON TABLE release_tables IS 'Rows of each table in each release, and how many of them changed since the release before';
COMMENT ON COLUMN release_tables.release_id IS 'Release';
COMMENT ON COLUMN release_tables.table_name IS 'Table; also read models, whose changes follow from the others and are not counted';
COMMENT ON COLUMN release_tables.row_count IS 'Rows';
COMMENT ON COLUMN release_tables.news_count IS 'Rows added or changed by something dated after the edition before; empty where nothing was compared';
COMMENT ON COLUMN release_tables.late_count IS 'Rows added with a date on or before that day: late findings';
COMMENT ON COLUMN release_tables.undated_count IS 'Rows added without a date of their own';
COMMENT ON COLUMN release_tables.corrected_count IS 'Rows changed otherwise: corrections';
COMMENT ON COLUMN release_tables.removed_count IS 'Rows removed';

CREATE TABLE release_changes (
    release_id  VARCHAR NOT NULL REFERENCES releases (release_id),
    table_name  VARCHAR NOT NULL,
    row_key     VARCHAR NOT NULL,
    change      VARCHAR NOT NULL CHECK (change IN ('added', 'removed', 'changed')),
    kind        VARCHAR NOT NULL CHECK (kind IN ('news', 'late', 'undated', 'corrected', 'removed')),
    column_name VARCHAR NOT NULL,
    old_value   VARCHAR,
    new_value   VARCHAR,
    PRIMARY KEY (release_id, table_name, row_key, column_name)
);
COMMENT ON TABLE release_changes IS 'Changed cells of each release; where a table changed in very many rows only the first ones are listed';
COMMENT ON COLUMN release_changes.release_id IS 'Release';
COMMENT ON COLUMN release_changes.table_name IS 'Table';
COMMENT ON COLUMN release_changes.row_key IS 'Primary key of the row; parts joined by |';
COMMENT ON COLUMN release_changes.change IS 'added, removed or changed';
COMMENT ON COLUMN release_changes.kind IS 'news, late, undated, corrected or removed, as in release_tables';
COMMENT ON COLUMN release_changes.column_name IS 'Column';
COMMENT ON COLUMN release_changes.old_value IS 'Value in the release before; empty where there was none';
COMMENT ON COLUMN release_changes.new_value IS 'Value in this release; empty where there is none';
