-- Units that a host has authorised, as registries and publishers hold them to be, and the letters that say so.

CREATE TABLE authorisation_letters (
    letter_id VARCHAR PRIMARY KEY,
    host_iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    authorised_on VARCHAR CHECK (is_known_day(authorised_on)),
    cooperative_approach_id VARCHAR CHECK (cooperative_approach_id IS NULL OR regexp_full_match(cooperative_approach_id, 'CA[0-9]{4}')),
    first_transfer_definition VARCHAR CHECK (first_transfer_definition IS NULL OR first_transfer_definition IN ('first_international_transfer', 'authorisation', 'issuance', 'use_or_cancellation')),
    is_definition_doubted BOOLEAN NOT NULL,
    letter_kind VARCHAR NOT NULL CHECK (letter_kind IN ('platform_file', 'government_file', 'registry_page', 'short_link')),
    letter_url VARCHAR NOT NULL UNIQUE CHECK (is_address(letter_url)),
    filed_on VARCHAR CHECK (is_known_day(filed_on)),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    confidence confidence NOT NULL,
    note VARCHAR
);
COMMENT ON TABLE authorisation_letters IS 'Letters in which a host authorises units, as far as a publication links them. No letter was opened for the Atlas';
COMMENT ON COLUMN authorisation_letters.letter_id IS 'Key: host, year and number, ours';
COMMENT ON COLUMN authorisation_letters.host_iso3 IS 'Host that authorises';
COMMENT ON COLUMN authorisation_letters.authorised_on IS 'Day or year of the authorisation, as known';
COMMENT ON COLUMN authorisation_letters.cooperative_approach_id IS 'Number of the cooperative approach on the UNFCCC platform; empty where the publication gives none';
COMMENT ON COLUMN authorisation_letters.first_transfer_definition IS 'The event that counts as first transfer for other purposes, as the publication reads the letter; one host can have several';
COMMENT ON COLUMN authorisation_letters.is_definition_doubted IS 'True where the publication itself doubts how it reads that event';
COMMENT ON COLUMN authorisation_letters.letter_kind IS 'Where the link leads: a file on the UNFCCC platform or of the government, a page of the registry behind which the letter lies, or a short link';
COMMENT ON COLUMN authorisation_letters.letter_url IS 'Link as published';
COMMENT ON COLUMN authorisation_letters.filed_on IS 'Day in the name of a file of the UNFCCC platform; empty elsewhere';
COMMENT ON COLUMN authorisation_letters.source_id IS 'Publication that links it';
COMMENT ON COLUMN authorisation_letters.confidence IS 'A: from the publisher itself; B: from a copy or another page';
COMMENT ON COLUMN authorisation_letters.note IS 'Doubts, and other remarks';

CREATE TABLE authorised_blocks (
    block_id VARCHAR PRIMARY KEY,
    registry VARCHAR NOT NULL,
    programme_ref VARCHAR,
    project_id VARCHAR REFERENCES projects (project_id),
    title VARCHAR,
    host_iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    cooperative_approach_id VARCHAR CHECK (cooperative_approach_id IS NULL OR regexp_full_match(cooperative_approach_id, 'CA[0-9]{4}')),
    vintage_year INTEGER CHECK (vintage_year IS NULL OR vintage_year BETWEEN 1990 AND 2100),
    authorised_on VARCHAR CHECK (is_known_day(authorised_on)),
    issued_on VARCHAR CHECK (is_known_day(issued_on)),
    first_transfer_definition VARCHAR CHECK (first_transfer_definition IS NULL OR first_transfer_definition IN ('first_international_transfer', 'authorisation', 'issuance', 'use_or_cancellation')),
    is_for_ndc BOOLEAN,
    is_for_other_purposes BOOLEAN,
    is_on_platform BOOLEAN,
    letter_url VARCHAR CHECK (is_address(letter_url)),
    serial_text VARCHAR,
    serial_first BIGINT CHECK (serial_first IS NULL OR serial_first >= 0),
    serial_last BIGINT CHECK (serial_last IS NULL OR serial_last >= 0),
    quantity_tco2e BIGINT CHECK (quantity_tco2e IS NULL OR quantity_tco2e >= 0),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
    confidence confidence NOT NULL,
    note VARCHAR,
    CHECK (serial_last IS NULL OR serial_last >= serial_first),
    CHECK (serial_first IS NULL OR serial_last IS NULL OR quantity_tco2e IS NULL OR serial_last - serial_first + 1 = quantity_tco2e)
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
