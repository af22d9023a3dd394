-- Totals that others publish, and how they are held against ours.

CREATE TABLE published_totals (
    total_id        VARCHAR PRIMARY KEY,
    publisher       VARCHAR NOT NULL,
    as_of           VARCHAR CHECK (is_known_day(as_of)),
    metric          VARCHAR NOT NULL,
    buyer_iso3      VARCHAR REFERENCES parties (iso3),
    value           INTEGER CHECK (value IS NULL OR value >= 0),
    value_as_stated VARCHAR NOT NULL,
    source_id       VARCHAR NOT NULL REFERENCES sources (source_id),
    note            VARCHAR
);
COMMENT ON TABLE published_totals IS 'Totals that others publish, to compare with ours';
COMMENT ON COLUMN published_totals.total_id IS 'Key of the total';
COMMENT ON COLUMN published_totals.publisher IS 'Who published it';
COMMENT ON COLUMN published_totals.as_of IS 'Day, month or year that it describes; empty where not stated';
COMMENT ON COLUMN published_totals.metric IS 'What it counts, in short words';
COMMENT ON COLUMN published_totals.buyer_iso3 IS 'Acquiring Party that it is limited to; empty for all';
COMMENT ON COLUMN published_totals.value IS 'The number; empty where only words such as nearly 100 are published';
COMMENT ON COLUMN published_totals.value_as_stated IS 'The number in the words of the publisher';
COMMENT ON COLUMN published_totals.source_id IS 'Publication that states it';
COMMENT ON COLUMN published_totals.note IS 'Remarks';

CREATE TABLE published_quantities (
    total_id   VARCHAR PRIMARY KEY,
    publisher  VARCHAR NOT NULL,
    metric     VARCHAR NOT NULL,
    as_of      VARCHAR CHECK (is_known_day(as_of)),
    value      DOUBLE NOT NULL,
    unit       VARCHAR NOT NULL,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
    confidence confidence NOT NULL,
    note       VARCHAR
);
COMMENT ON TABLE published_quantities IS 'Totals of projects, tonnes and money that others publish, for the JCM and of authorised credits';
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

CREATE TABLE comparisons (
    total_id      VARCHAR PRIMARY KEY,
    measure       VARCHAR CHECK (measure IS NULL OR measure IN ('pairs', 'buyers', 'hosts', 'parties', 'selected_projects',
        'selected_hosts', 'registered_projects', 'authorised_projects', 'issued_projects', 'numbered_projects',
        'numbered_expected_tco2e_per_year', 'matched_projects', 'issued_tco2e', 'itmo_issued_tco2e', 'transferred_tco2e', 'authorised_tco2e')),
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
COMMENT ON TABLE comparisons IS 'How each published total is compared with the Atlas, or why it is not';
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
