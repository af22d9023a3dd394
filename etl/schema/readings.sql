-- How the rows were read and checked by hand.

CREATE TABLE verifications (
    verification_id VARCHAR PRIMARY KEY,
    table_name VARCHAR NOT NULL CHECK (table_name IN ('agreements', 'projects', 'events', 'targets', 'target_progress',
        'published_totals', 'published_quantities', 'prices')),
    key        VARCHAR NOT NULL,
    what       VARCHAR NOT NULL CHECK (what IN ('row', 'act', 'day', 'quantity', 'parties', 'form', 'stage', 'estimate', 'period')),
    verdict    VARCHAR NOT NULL CHECK (verdict IN ('confirmed', 'partly', 'contradicted', 'not_found')),
    source_id  VARCHAR REFERENCES sources (source_id),
    url        VARCHAR CHECK (is_address(url)),
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
    kind      VARCHAR NOT NULL CHECK (kind IN ('agreement', 'project', 'authorisation', 'authorised_unit', 'issuance', 'first_transfer',
        'use', 'target', 'price', 'trade')),
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

CREATE TABLE similar_rows (
    table_name VARCHAR NOT NULL,
    key        VARCHAR NOT NULL,
    other_key  VARCHAR NOT NULL,
    why        VARCHAR NOT NULL,
    PRIMARY KEY (table_name, key, other_key)
);
COMMENT ON TABLE similar_rows IS 'Pairs of rows that a check takes for one thing, and why they are two';
COMMENT ON COLUMN similar_rows.table_name IS 'Table of both rows';
COMMENT ON COLUMN similar_rows.key IS 'Key of the first row, in the order of the alphabet';
COMMENT ON COLUMN similar_rows.other_key IS 'Key of the second row';
COMMENT ON COLUMN similar_rows.why IS 'What makes them two';

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
