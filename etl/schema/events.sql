-- What happened to the units of activities.

CREATE TABLE events (
    event_id   VARCHAR PRIMARY KEY,
    project_id VARCHAR REFERENCES projects (project_id),
    buyer_iso3 VARCHAR REFERENCES parties (iso3),
    host_iso3  VARCHAR NOT NULL REFERENCES parties (iso3),
    event      VARCHAR NOT NULL CHECK (event IN ('authorisation', 'issuance', 'first_transfer', 'use')),
    event_on   VARCHAR CHECK (is_known_day(event_on)),
    quantity_tco2e       BIGINT CHECK (quantity_tco2e IS NULL OR quantity_tco2e >= 0),
    quantity_buyer_tco2e BIGINT CHECK (quantity_buyer_tco2e IS NULL OR quantity_buyer_tco2e >= 0),
    quantity_host_tco2e  BIGINT CHECK (quantity_host_tco2e IS NULL OR quantity_host_tco2e >= 0),
    quantity_status      VARCHAR CHECK (quantity_status IS NULL OR quantity_status = 'withheld'),
    quantity_source_id   VARCHAR REFERENCES sources (source_id),
    quantity_confidence  confidence,
    quantity_kind VARCHAR CHECK (quantity_kind IS NULL OR quantity_kind IN ('batch', 'expected_total', 'cumulative')),
    unit_kind  VARCHAR CHECK (unit_kind IS NULL OR unit_kind IN ('itmo', 'jcm_credit', 'credit_for_other_purposes')),
    vintage    VARCHAR,
    monitoring_period VARCHAR CHECK (is_period(monitoring_period)),
    is_alternative_of VARCHAR,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
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

CREATE TABLE event_projects (
    event_id   VARCHAR NOT NULL REFERENCES events (event_id),
    project_id VARCHAR NOT NULL REFERENCES projects (project_id),
    PRIMARY KEY (event_id, project_id)
);
COMMENT ON TABLE event_projects IS 'Activities that an event for several of them covers';
COMMENT ON COLUMN event_projects.event_id IS 'Event';
COMMENT ON COLUMN event_projects.project_id IS 'Activity';
