-- Trade of wider scope, to hold the flows against.

CREATE TABLE trade_exporter_totals (
    total_id      VARCHAR PRIMARY KEY,
    exporter_iso3 VARCHAR REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL,
    hs_codes      VARCHAR NOT NULL CHECK (regexp_full_match(hs_codes, '[0-9]{6}(;[0-9]{6})*')),
    value_usd     BIGINT NOT NULL CHECK (value_usd > 0),
    is_computed   BOOLEAN NOT NULL,
    source_id     VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE trade_exporter_totals IS 'Exports to the whole world of the largest exporters of a product; no partners';
COMMENT ON COLUMN trade_exporter_totals.total_id IS 'Exporter (WLD for all), year and codes';
COMMENT ON COLUMN trade_exporter_totals.exporter_iso3 IS 'Exporter; empty for all exporters together';
COMMENT ON COLUMN trade_exporter_totals.year IS 'Calendar year';
COMMENT ON COLUMN trade_exporter_totals.hs_codes IS 'Six-digit codes of the Harmonized System that it sums';
COMMENT ON COLUMN trade_exporter_totals.value_usd IS 'Value, current US dollars, FOB';
COMMENT ON COLUMN trade_exporter_totals.is_computed IS 'True where it is the world total times a published share of four digits';
COMMENT ON COLUMN trade_exporter_totals.source_id IS 'Publication';

CREATE TABLE trade_group_flows (
    exporter_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL,
    product_group VARCHAR NOT NULL CHECK (product_group IN ('solar', 'batteries', 'electric_vehicles', 'wind', 'grid')),
    value_usd     BIGINT NOT NULL CHECK (value_usd > 0),
    source_id     VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (exporter_iso3, importer_iso3, year, product_group)
);
COMMENT ON TABLE trade_group_flows IS 'Exports by technology group without product codes: China in 2025, largest destinations only; never added to trade_flows';
COMMENT ON COLUMN trade_group_flows.exporter_iso3 IS 'Exporting area';
COMMENT ON COLUMN trade_group_flows.importer_iso3 IS 'Importing area';
COMMENT ON COLUMN trade_group_flows.year IS 'Calendar year';
COMMENT ON COLUMN trade_group_flows.product_group IS 'Technology group of the publisher';
COMMENT ON COLUMN trade_group_flows.value_usd IS 'Value, US dollars; twelve months that were each rounded to a million';
COMMENT ON COLUMN trade_group_flows.source_id IS 'Publication';

CREATE TABLE trade_low_carbon_totals (
    exporter_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1988 AND 2100),
    value_usd     BIGINT NOT NULL CHECK (value_usd > 0),
    source_id     VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (exporter_iso3, year)
);
COMMENT ON TABLE trade_low_carbon_totals IS 'Exports of all low-carbon technology products to the whole world, as the IMF counts them; no partners, no products, never added to trade_flows';
COMMENT ON COLUMN trade_low_carbon_totals.exporter_iso3 IS 'Exporting area; no row is no report';
COMMENT ON COLUMN trade_low_carbon_totals.year IS 'Calendar year; trade_low_carbon_breaks says between which years nothing can be compared';
COMMENT ON COLUMN trade_low_carbon_totals.value_usd IS 'Value as the exporter reports it, current US dollars, rounded to whole dollars';
COMMENT ON COLUMN trade_low_carbon_totals.source_id IS 'Publication';

CREATE TABLE trade_low_carbon_breaks (
    from_year INTEGER PRIMARY KEY,
    label     VARCHAR NOT NULL UNIQUE,
    reason    VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE trade_low_carbon_breaks IS 'Years from which the totals of low-carbon technology cannot be compared with those before';
COMMENT ON COLUMN trade_low_carbon_breaks.from_year IS 'First year after the break';
COMMENT ON COLUMN trade_low_carbon_breaks.label IS 'Revision of the customs nomenclature that makes it';
COMMENT ON COLUMN trade_low_carbon_breaks.reason IS 'What it does to the totals, and how that is known';
COMMENT ON COLUMN trade_low_carbon_breaks.source_id IS 'Publication whose totals show it';

CREATE TABLE trade_published (
    total_id       VARCHAR PRIMARY KEY,
    exporter_iso3  VARCHAR REFERENCES trade_areas (area_iso3),
    exporter_group VARCHAR,
    importer_group VARCHAR NOT NULL,
    year           INTEGER NOT NULL,
    metric         VARCHAR NOT NULL,
    value          DOUBLE NOT NULL,
    unit           VARCHAR NOT NULL,
    source_id      VARCHAR NOT NULL REFERENCES sources (source_id),
    note           VARCHAR,
    CHECK ((exporter_iso3 IS NULL) <> (exporter_group IS NULL))
);
COMMENT ON TABLE trade_published IS 'Headline figures on trade in clean technology that others publish';
COMMENT ON COLUMN trade_published.total_id IS 'Key of the figure';
COMMENT ON COLUMN trade_published.exporter_iso3 IS 'Exporter; empty for a group';
COMMENT ON COLUMN trade_published.exporter_group IS 'Group of exporters, where it is no single one';
COMMENT ON COLUMN trade_published.importer_group IS 'Importers that it covers';
COMMENT ON COLUMN trade_published.year IS 'Year that it describes';
COMMENT ON COLUMN trade_published.metric IS 'What it measures';
COMMENT ON COLUMN trade_published.value IS 'The number, in `unit`';
COMMENT ON COLUMN trade_published.unit IS 'Unit and currency as stated';
COMMENT ON COLUMN trade_published.source_id IS 'Publication';
COMMENT ON COLUMN trade_published.note IS 'Context and doubts';

CREATE TABLE trade_reconciliation (
    check_id       VARCHAR PRIMARY KEY,
    comparison     VARCHAR NOT NULL,
    exporter_iso3  VARCHAR REFERENCES trade_areas (area_iso3),
    exporter_group VARCHAR,
    importer_group VARCHAR NOT NULL,
    year           INTEGER NOT NULL,
    scope          VARCHAR NOT NULL,
    reference_usd  BIGINT NOT NULL CHECK (reference_usd > 0),
    atlas_usd      BIGINT NOT NULL CHECK (atlas_usd > 0),
    source_id      VARCHAR NOT NULL REFERENCES sources (source_id),
    comment        VARCHAR,
    CHECK ((exporter_iso3 IS NULL) <> (exporter_group IS NULL))
);
COMMENT ON TABLE trade_reconciliation IS 'Rows of the Atlas compared with published or independent figures';
COMMENT ON COLUMN trade_reconciliation.check_id IS 'Key of the comparison';
COMMENT ON COLUMN trade_reconciliation.comparison IS 'What is held against what';
COMMENT ON COLUMN trade_reconciliation.exporter_iso3 IS 'Exporter; empty for a group';
COMMENT ON COLUMN trade_reconciliation.exporter_group IS 'Group of exporters, where it is no single one';
COMMENT ON COLUMN trade_reconciliation.importer_group IS 'Importers that it covers';
COMMENT ON COLUMN trade_reconciliation.year IS 'Year';
COMMENT ON COLUMN trade_reconciliation.scope IS 'Products that it covers';
COMMENT ON COLUMN trade_reconciliation.reference_usd IS 'The other figure, US dollars (Canada: currency not stated, taken as US dollars)';
COMMENT ON COLUMN trade_reconciliation.atlas_usd IS 'The same scope from the rows that the Atlas ships, US dollars';
COMMENT ON COLUMN trade_reconciliation.source_id IS 'Publication of the other figure';
COMMENT ON COLUMN trade_reconciliation.comment IS 'Why the two differ';
