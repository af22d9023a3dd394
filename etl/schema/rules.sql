-- The rule book: what hosts and buyers ask of a project, each row a dated claim with its source.

CREATE TABLE rule_kinds (
    rule_kind VARCHAR PRIMARY KEY CHECK (regexp_full_match(rule_kind, '[a-z_]+')),
    label VARCHAR NOT NULL UNIQUE,
    description VARCHAR NOT NULL,
    sort_order INTEGER NOT NULL UNIQUE CHECK (sort_order > 0),
    step_order INTEGER NOT NULL CHECK (step_order > 0),
    step VARCHAR NOT NULL
);
COMMENT ON TABLE rule_kinds IS 'Kinds of rule, in the order in which pages show them, and the step of a project that each is met at';
COMMENT ON COLUMN rule_kinds.rule_kind IS 'Key of the kind';
COMMENT ON COLUMN rule_kinds.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN rule_kinds.description IS 'What belongs to it';
COMMENT ON COLUMN rule_kinds.sort_order IS 'Place among the kinds';
COMMENT ON COLUMN rule_kinds.step_order IS 'Place of the step in the life of a project';
COMMENT ON COLUMN rule_kinds.step IS 'The step at which a project meets it; an order of ours, no law';

CREATE TABLE rules (
    rule_id VARCHAR PRIMARY KEY CHECK (regexp_full_match(rule_id, '[A-Z]{3}-[a-z]+-[a-z_]+-[0-9]+')),
    party_iso3 VARCHAR NOT NULL REFERENCES parties (iso3),
    side VARCHAR NOT NULL CHECK (side IN ('host', 'buyer')),
    rule_kind VARCHAR NOT NULL REFERENCES rule_kinds (rule_kind),
    says VARCHAR NOT NULL,
    value_number DOUBLE CHECK (value_number IS NULL OR value_number >= 0),
    value_unit VARCHAR,
    counterpart_iso3 VARCHAR REFERENCES parties (iso3),
    applies_from VARCHAR CHECK (is_known_day(applies_from)),
    repealed_on VARCHAR CHECK (is_known_day(repealed_on)),
    superseded_by VARCHAR,
    is_on_path BOOLEAN NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('in_force', 'draft', 'proposed', 'announced', 'repealed', 'unconfirmed')),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    source_url VARCHAR CHECK (is_address(source_url)),
    confidence confidence NOT NULL,
    read_as VARCHAR NOT NULL CHECK (read_as IN ('official page', 'copy of the text', 'another page', 'unsigned copy', 'wiki')),
    CHECK ((value_number IS NULL) = (value_unit IS NULL)),
    CHECK ((status = 'unconfirmed') = (confidence IN ('L', 'C'))),
    CHECK (counterpart_iso3 IS DISTINCT FROM party_iso3),
    CHECK (status <> 'in_force' OR repealed_on IS NULL),
    CHECK (superseded_by IS NULL OR repealed_on IS NOT NULL)
);
COMMENT ON TABLE rules IS 'Rules of hosts and buyers: one dated claim a row. Sources that disagree stand side by side; pages were read in part, so a kind without a row was not found, which is not "none"';
COMMENT ON COLUMN rules.rule_id IS 'Key of the row';
COMMENT ON COLUMN rules.party_iso3 IS 'Party whose rule it is';
COMMENT ON COLUMN rules.side IS 'The role in which it has the rule: host or buyer';
COMMENT ON COLUMN rules.rule_kind IS 'Kind of rule';
COMMENT ON COLUMN rules.says IS 'What the source says, in our words';
COMMENT ON COLUMN rules.value_number IS 'Its number, where it has one that is clean; a limit that is disputed has none';
COMMENT ON COLUMN rules.value_unit IS 'Unit of the number, with what it is a share of';
COMMENT ON COLUMN rules.counterpart_iso3 IS 'Only for agreements with this Party; empty where the rule is for all';
COMMENT ON COLUMN rules.applies_from IS 'Day from which it applies, as known; for a draft or statement its own day; empty where no page gives it';
COMMENT ON COLUMN rules.repealed_on IS 'Day on which it ended, as known';
COMMENT ON COLUMN rules.superseded_by IS 'The row that took its place';
COMMENT ON COLUMN rules.is_on_path IS 'True where each project meets it; false where only some do, so that its days or fee are in no sum';
COMMENT ON COLUMN rules.status IS 'in_force: stated as applying; draft, proposed, announced: not (yet) a rule; repealed: ended; unconfirmed: a lead, that decides nothing';
COMMENT ON COLUMN rules.source_id IS 'Publication';
COMMENT ON COLUMN rules.source_url IS 'Deep link';
COMMENT ON COLUMN rules.confidence IS 'A: official page; B: another page, or a copy of the text; L, C: a lead';
COMMENT ON COLUMN rules.read_as IS 'What kind of page was read';
