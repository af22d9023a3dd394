-- Trade by pair and product.

CREATE TABLE trade_areas (
    area_iso3  VARCHAR PRIMARY KEY CHECK (regexp_full_match(area_iso3, '[A-Z]{3}')),
    party_iso3 VARCHAR UNIQUE REFERENCES parties (iso3),
    name       VARCHAR UNIQUE,
    region     VARCHAR CHECK (region IS NULL OR region IN ('Africa', 'Americas', 'Asia', 'Europe', 'Oceania')),
    subregion  VARCHAR,
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    CHECK (party_iso3 IS NULL OR party_iso3 = area_iso3),
    CHECK ((party_iso3 IS NULL) <> (name IS NULL))
);
COMMENT ON TABLE trade_areas IS 'Areas that trade statistics know: the Parties, and areas that are no Party of their own';
COMMENT ON COLUMN trade_areas.area_iso3 IS 'ISO 3166-1 alpha-3 code; TWN is what UN statistics call Other Asia, not elsewhere specified';
COMMENT ON COLUMN trade_areas.party_iso3 IS 'The Party, whose name and groups then hold; empty for an area that is none';
COMMENT ON COLUMN trade_areas.name IS 'Name in UN statistics; filled only for areas that are no Party';
COMMENT ON COLUMN trade_areas.region IS 'Region of the UN M49 standard; filled only for areas that are no Party';
COMMENT ON COLUMN trade_areas.subregion IS 'Subregion of the UN M49 standard; filled only for areas that are no Party';
COMMENT ON COLUMN trade_areas.source_id IS 'Publication that lists the area';

CREATE TABLE value_chains (
    value_chain VARCHAR PRIMARY KEY,
    label       VARCHAR NOT NULL UNIQUE,
    description VARCHAR NOT NULL,
    sort_order  INTEGER NOT NULL UNIQUE
);
COMMENT ON TABLE value_chains IS 'Value chains of low-carbon technology that products are put into';
COMMENT ON COLUMN value_chains.value_chain IS 'Key of the value chain';
COMMENT ON COLUMN value_chains.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN value_chains.description IS 'What belongs to it';
COMMENT ON COLUMN value_chains.sort_order IS 'Order in lists';

CREATE TABLE hs_products (
    hs_code     VARCHAR PRIMARY KEY CHECK (regexp_full_match(hs_code, '[0-9]{6}')),
    hs_revision VARCHAR NOT NULL CHECK (hs_revision IN ('HS2017', 'HS2022', 'HS2017;HS2022')),
    label       VARCHAR NOT NULL UNIQUE,
    description VARCHAR NOT NULL,
    value_chain VARCHAR NOT NULL REFERENCES value_chains (value_chain),
    stage       VARCHAR NOT NULL CHECK (stage IN ('raw_material', 'component', 'final_product')),
    family_code VARCHAR NOT NULL CHECK (regexp_full_match(family_code, '[0-9]{6}')),
    is_dual_use BOOLEAN NOT NULL,
    in_lists    VARCHAR,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id)
);
COMMENT ON TABLE hs_products IS 'Products of low-carbon value chains by six-digit code of the Harmonized System (HS)';
COMMENT ON COLUMN hs_products.hs_code IS 'Six-digit code of the Harmonized System';
COMMENT ON COLUMN hs_products.hs_revision IS 'Revisions of the system that have the code';
COMMENT ON COLUMN hs_products.label IS 'Short name shown in the Atlas';
COMMENT ON COLUMN hs_products.description IS 'What the code covers, in our words';
COMMENT ON COLUMN hs_products.value_chain IS 'The one value chain that it is put into';
COMMENT ON COLUMN hs_products.stage IS 'raw_material: ores, metals, mattes; component: includes battery-grade chemicals; final_product: includes 850760, cells and packs in one code';
COMMENT ON COLUMN hs_products.family_code IS 'Same for codes that follow each other from one revision to the next, so that a series does not break';
COMMENT ON COLUMN hs_products.is_dual_use IS 'True where a large part of the trade serves other purposes; left out by default';
COMMENT ON COLUMN hs_products.in_lists IS 'Published lists that hold the code; empty where the chain is our own judgement. OSI: Opportunity and Security Indices; NZIPL: Net Zero Industrial Policy Lab; APEC: environmental goods of 2012; EVBATT: EV battery chemistry study; ATLAS: Critical Materials Atlas';
COMMENT ON COLUMN hs_products.source_id IS 'Publication that the assignment comes from';

CREATE TABLE trade_sources (
    source_id   VARCHAR PRIMARY KEY REFERENCES sources (source_id),
    label       VARCHAR NOT NULL,
    viewpoint   VARCHAR NOT NULL CHECK (viewpoint IN ('importer_reported', 'exporter_reported', 'reconciled')),
    valuation   VARCHAR NOT NULL CHECK (valuation IN ('CIF', 'FOB')),
    precedence  INTEGER NOT NULL CHECK (precedence > 0),
    is_imported BOOLEAN NOT NULL,
    is_complete BOOLEAN NOT NULL,
    attribution VARCHAR NOT NULL
);
COMMENT ON TABLE trade_sources IS 'Publications of trade by pair and product: how they value it, and which comes first';
COMMENT ON COLUMN trade_sources.source_id IS 'Publication';
COMMENT ON COLUMN trade_sources.label IS 'Short name shown in the Atlas';
COMMENT ON COLUMN trade_sources.viewpoint IS 'importer_reported: by country of origin; exporter_reported; reconciled: both sides made to agree by the publisher';
COMMENT ON COLUMN trade_sources.valuation IS 'CIF: with freight and insurance, as a rule; FOB: without';
COMMENT ON COLUMN trade_sources.precedence IS 'Of several sources for one importer, year and code the lowest counts; the rule is in docs/method.md';
COMMENT ON COLUMN trade_sources.is_imported IS 'True for files that a user loaded, false for the rows that the Atlas ships';
COMMENT ON COLUMN trade_sources.is_complete IS 'False where only the largest partners are listed: sums are then at least';
COMMENT ON COLUMN trade_sources.attribution IS 'Credit that its terms ask for, shown on the page and in every extract';

CREATE TABLE trade_flows (
    exporter_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1988 AND 2100),
    hs_code       VARCHAR NOT NULL REFERENCES hs_products (hs_code),
    value_usd     BIGINT NOT NULL CHECK (value_usd > 0),
    quantity_t    DOUBLE CHECK (quantity_t IS NULL OR quantity_t >= 0),
    source_id     VARCHAR NOT NULL REFERENCES trade_sources (source_id),
    PRIMARY KEY (exporter_iso3, importer_iso3, year, hs_code, source_id),
    CHECK (exporter_iso3 <> importer_iso3)
);
COMMENT ON TABLE trade_flows IS 'Trade of one product from one area to another in one year, according to one source; no row means zero or not known: trade_reporting says which';
COMMENT ON COLUMN trade_flows.exporter_iso3 IS 'Exporting area; the country of origin where importers report';
COMMENT ON COLUMN trade_flows.importer_iso3 IS 'Importing area';
COMMENT ON COLUMN trade_flows.year IS 'Calendar year';
COMMENT ON COLUMN trade_flows.hs_code IS 'Six-digit code of the Harmonized System';
COMMENT ON COLUMN trade_flows.value_usd IS 'Value, current US dollars; CIF or FOB as trade_sources says';
COMMENT ON COLUMN trade_flows.quantity_t IS 'Net weight, tonnes, as reported; has outliers';
COMMENT ON COLUMN trade_flows.source_id IS 'Publication';

CREATE TABLE host_imports (
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL CHECK (year BETWEEN 1988 AND 2100),
    hs_code       VARCHAR NOT NULL REFERENCES hs_products (hs_code),
    value_usd     BIGINT NOT NULL CHECK (value_usd >= 0),
    source_id     VARCHAR NOT NULL REFERENCES trade_sources (source_id),
    PRIMARY KEY (importer_iso3, year, hs_code, source_id)
);
COMMENT ON TABLE host_imports IS 'Imports of a host country from the whole world, to work out shares';
COMMENT ON COLUMN host_imports.importer_iso3 IS 'Importing host';
COMMENT ON COLUMN host_imports.year IS 'Calendar year';
COMMENT ON COLUMN host_imports.hs_code IS 'Six-digit code of the Harmonized System';
COMMENT ON COLUMN host_imports.value_usd IS 'Imports from all partners, current US dollars, CIF as a rule';
COMMENT ON COLUMN host_imports.source_id IS 'Publication; a share is made only with flows of the same one';

CREATE TABLE trade_reporting (
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL,
    has_reported  BOOLEAN NOT NULL,
    code_count    INTEGER NOT NULL CHECK (code_count >= 0),
    codes_asked   INTEGER NOT NULL CHECK (codes_asked >= code_count),
    PRIMARY KEY (importer_iso3, year),
    CHECK (has_reported = (code_count > 0))
);
COMMENT ON TABLE trade_reporting IS 'Whether an importer reported to UN Comtrade for a year; where it did not, its imports are no data and not zero';
COMMENT ON COLUMN trade_reporting.importer_iso3 IS 'Importer';
COMMENT ON COLUMN trade_reporting.year IS 'Calendar year';
COMMENT ON COLUMN trade_reporting.has_reported IS 'True where it reported imports of any of the codes';
COMMENT ON COLUMN trade_reporting.code_count IS 'Codes with imports, of those asked for';
COMMENT ON COLUMN trade_reporting.codes_asked IS 'Codes in the extract for that year';

CREATE TABLE trade_gaps (
    importer_iso3 VARCHAR NOT NULL REFERENCES trade_areas (area_iso3),
    year          INTEGER NOT NULL,
    hs_code       VARCHAR NOT NULL REFERENCES hs_products (hs_code),
    gap_kind      VARCHAR NOT NULL CHECK (gap_kind IN ('between', 'last_year')),
    imports_before_usd BIGINT NOT NULL CHECK (imports_before_usd >= 0),
    imports_after_usd  BIGINT CHECK (imports_after_usd IS NULL OR imports_after_usd >= 0),
    PRIMARY KEY (importer_iso3, year, hs_code)
);
COMMENT ON TABLE trade_gaps IS 'Codes that are probably missing from an importer''s year in UN Comtrade although the years around have them';
COMMENT ON COLUMN trade_gaps.importer_iso3 IS 'Importer';
COMMENT ON COLUMN trade_gaps.year IS 'Year without the code';
COMMENT ON COLUMN trade_gaps.hs_code IS 'Code that is absent';
COMMENT ON COLUMN trade_gaps.gap_kind IS 'between: present in the year before and the year after; last_year: present in both years before';
COMMENT ON COLUMN trade_gaps.imports_before_usd IS 'Imports from the world in the year before, US dollars';
COMMENT ON COLUMN trade_gaps.imports_after_usd IS 'Imports from the world in the year after, US dollars; empty for the last year';
