-- What buyers pay and how they organise it.

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
    source_url  VARCHAR CHECK (is_address(source_url)),
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
    source_url VARCHAR CHECK (is_address(source_url)),
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
