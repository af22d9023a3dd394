-- Filled by imports of what Parties and the UNFCCC platform publish; the files kept by hand have no row yet.

CREATE TABLE reported_actions (
    action_id VARCHAR PRIMARY KEY,
    reporting_iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    reported_year INTEGER NOT NULL CHECK (reported_year BETWEEN 2013 AND 2100),
    submission_version VARCHAR,
    record VARCHAR NOT NULL CHECK (record IN ('authorisation', 'action', 'holding')),
    action_type VARCHAR,
    action_on VARCHAR CHECK (is_known_day(action_on)),
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
    source_url VARCHAR CHECK (is_address(source_url)),
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
    source_url VARCHAR CHECK (is_address(source_url)),
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
    submitted_on VARCHAR CHECK (is_known_day(submitted_on)),
    status VARCHAR,
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
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
