-- Goals of buyers, the way there, and what the model of it rests on.

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
    stated_on    VARCHAR CHECK (is_known_day(stated_on)),
    is_itmo_volume BOOLEAN NOT NULL,
    is_superseded  BOOLEAN NOT NULL,
    ladder_until_on DATE,
    ladder_quantity_mtco2e DOUBLE CHECK (ladder_quantity_mtco2e IS NULL OR ladder_quantity_mtco2e > 0),
    is_modelled  BOOLEAN NOT NULL,
    ladder_derivation VARCHAR CHECK (ladder_derivation IS NULL OR ladder_derivation IN ('published', 'computed')),
    checked      VARCHAR,
    source_id    VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url   VARCHAR CHECK (is_address(source_url)),
    confidence   confidence NOT NULL,
    note         VARCHAR,
    CHECK ((quantity IS NULL) = (unit IS NULL)),
    CHECK (period_start_year <= period_end_year),
    CHECK ((ladder_until_on IS NULL) = (ladder_quantity_mtco2e IS NULL) AND (ladder_until_on IS NULL) = (ladder_derivation IS NULL)),
    CHECK (ladder_until_on IS NULL OR (is_itmo_volume AND NOT is_superseded)),
    CHECK (NOT is_modelled OR ladder_until_on IS NOT NULL)
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
COMMENT ON COLUMN targets.is_modelled IS 'True for the goals whose way there is modelled from the projects of their buyer, one buyer in all';
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
    as_of       VARCHAR CHECK (is_known_day(as_of)),
    quantity    DOUBLE NOT NULL CHECK (quantity >= 0),
    unit        VARCHAR NOT NULL CHECK (unit IN ('mtco2e', 'tco2e', 'per_cent', 'activities', 'programmes', 'projects', 'agreements',
        'countries', 'suppliers', 'arrangements')),
    rung        VARCHAR CHECK (rung IS NULL OR rung = 'officially_expected'),
    target_id   VARCHAR REFERENCES targets (target_id),
    is_superseded BOOLEAN NOT NULL,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url  VARCHAR CHECK (is_address(source_url)),
    confidence  confidence NOT NULL,
    note        VARCHAR,
    CHECK (rung IS NULL OR unit IN ('mtco2e', 'tco2e')),
    CHECK ((rung IS NULL) = (target_id IS NULL))
);
COMMENT ON TABLE target_progress IS 'What buyers or others publish on the way to a target';
COMMENT ON COLUMN target_progress.progress_id IS 'Key of the figure';
COMMENT ON COLUMN target_progress.buyer_iso3 IS 'Acquiring Party; empty for all buyers together';
COMMENT ON COLUMN target_progress.metric IS 'What it measures, in our words';
COMMENT ON COLUMN target_progress.as_of IS 'Day, month or year that it describes';
COMMENT ON COLUMN target_progress.quantity IS 'The quantity, in `unit`';
COMMENT ON COLUMN target_progress.unit IS 'Unit of the quantity';
COMMENT ON COLUMN target_progress.rung IS 'Rung of the ladder that it stands on; empty where it stands on none';
COMMENT ON COLUMN target_progress.target_id IS 'Goal on whose ladder it stands; empty where it stands on none';
COMMENT ON COLUMN target_progress.is_superseded IS 'True where a later figure of the same kind replaced it';
COMMENT ON COLUMN target_progress.source_id IS 'Publication';
COMMENT ON COLUMN target_progress.source_url IS 'Deep link';
COMMENT ON COLUMN target_progress.confidence IS 'A: official page; B: another page; L: a lead, read on a machine-written page or an unsigned copy alone; C: general knowledge. L and C are in no total';
COMMENT ON COLUMN target_progress.note IS 'Context and doubts';

CREATE TABLE model_evidence (
    evidence_id VARCHAR PRIMARY KEY,
    subject     VARCHAR NOT NULL,
    value       DOUBLE NOT NULL,
    unit        VARCHAR NOT NULL CHECK (unit IN ('mtco2e', 'per_cent', 'years')),
    as_of       VARCHAR CHECK (is_known_day(as_of)),
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url  VARCHAR CHECK (is_address(source_url)),
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
