-- Mitigation activities and their steps.

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
    selected_on   VARCHAR CHECK (is_known_day(selected_on)),
    selected_fiscal_year VARCHAR,
    authorised_on VARCHAR CHECK (is_known_day(authorised_on)),
    registered_on VARCHAR CHECK (is_known_day(registered_on)),
    start_on      VARCHAR CHECK (is_known_day(start_on)),
    organisations VARCHAR,
    location_text VARCHAR,
    source_id    VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url   VARCHAR CHECK (is_address(source_url)),
    confidence   confidence NOT NULL,
    note         VARCHAR,
    CHECK (buyer_iso3 IS NULL OR buyer_iso3 <> host_iso3)
);
COMMENT ON TABLE projects IS 'Mitigation activities meant for Article 6.2, from idea to transfer, one a row';
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

CREATE TABLE milestones (
    milestone_id   VARCHAR PRIMARY KEY,
    project_id     VARCHAR NOT NULL REFERENCES projects (project_id),
    milestone      VARCHAR NOT NULL,
    milestone_on   VARCHAR CHECK (is_known_day(milestone_on)),
    quantity_tco2e BIGINT,
    source_id      VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url     VARCHAR CHECK (is_address(source_url)),
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
    registered_on VARCHAR CHECK (is_known_day(registered_on)),
    url        VARCHAR CHECK (is_address(url)),
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
    agreement_signed_on   VARCHAR CHECK (is_known_day(agreement_signed_on)),
    agreement_in_force_on VARCHAR CHECK (is_known_day(agreement_in_force_on)),
    list_published_on     VARCHAR CHECK (is_known_day(list_published_on)),
    applications_open_on  VARCHAR CHECK (is_known_day(applications_open_on)),
    eligible_programmes   VARCHAR,
    activity_examples     VARCHAR,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
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
