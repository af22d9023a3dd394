-- Countries: contributions, stance on Article 6, readiness and carbon prices.

CREATE TABLE ndc_documents (
    iso3         VARCHAR PRIMARY KEY REFERENCES parties (iso3),
    title        VARCHAR NOT NULL,
    submitted_on DATE NOT NULL,
    url          VARCHAR NOT NULL CHECK (is_address(url)),
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
    as_of     VARCHAR NOT NULL CHECK (is_known_day(as_of)),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
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
    as_of     VARCHAR NOT NULL CHECK (is_known_day(as_of)),
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
