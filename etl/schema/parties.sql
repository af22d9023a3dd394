-- Parties, their names, and the spellings of publishers.

CREATE TABLE parties (
    iso3          VARCHAR PRIMARY KEY CHECK (regexp_full_match(iso3, '[A-Z]{3}')),
    iso2          VARCHAR NOT NULL UNIQUE CHECK (regexp_full_match(iso2, '[A-Z]{2}')),
    iso_numeric   VARCHAR CHECK (iso_numeric IS NULL OR regexp_full_match(iso_numeric, '[0-9]{3}')),
    un_name       VARCHAR NOT NULL UNIQUE,
    short_name    VARCHAR NOT NULL UNIQUE,
    region        VARCHAR NOT NULL CHECK (region IN ('Africa', 'Americas', 'Asia', 'Europe', 'Oceania')),
    subregion     VARCHAR,
    income_group  VARCHAR CHECK (income_group IS NULL OR income_group IN ('Low income', 'Lower middle income', 'Upper middle income', 'High income')),
    is_ldc        BOOLEAN NOT NULL,
    is_sids       BOOLEAN NOT NULL,
    is_lldc       BOOLEAN NOT NULL,
    is_annex1     BOOLEAN NOT NULL,
    is_eu_member  BOOLEAN NOT NULL,
    is_paris_party BOOLEAN NOT NULL,
    latitude      DOUBLE CHECK (latitude IS NULL OR latitude BETWEEN -90 AND 90),
    longitude     DOUBLE CHECK (longitude IS NULL OR longitude BETWEEN -180 AND 180),
    label_source  VARCHAR CHECK (label_source IS NULL OR label_source IN ('inscribed_circle', 'override')),
    source_id     VARCHAR NOT NULL REFERENCES sources (source_id),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
COMMENT ON TABLE parties IS 'The Parties to the UNFCCC with their codes, groups and label points';
COMMENT ON COLUMN parties.iso3 IS 'ISO 3166-1 alpha-3 code; EUU for the European Union';
COMMENT ON COLUMN parties.iso2 IS 'ISO 3166-1 alpha-2 code';
COMMENT ON COLUMN parties.iso_numeric IS 'ISO 3166-1 numeric code, three digits';
COMMENT ON COLUMN parties.un_name IS 'Name used by the United Nations';
COMMENT ON COLUMN parties.short_name IS 'Name shown in the Atlas';
COMMENT ON COLUMN parties.region IS 'Region of the UN M49 standard';
COMMENT ON COLUMN parties.subregion IS 'Subregion of the UN M49 standard';
COMMENT ON COLUMN parties.income_group IS 'Income group of the World Bank';
COMMENT ON COLUMN parties.is_ldc IS 'Least developed country (44 since 13 December 2024)';
COMMENT ON COLUMN parties.is_sids IS 'Small island developing State';
COMMENT ON COLUMN parties.is_lldc IS 'Landlocked developing country';
COMMENT ON COLUMN parties.is_annex1 IS 'Listed in Annex I to the UNFCCC';
COMMENT ON COLUMN parties.is_eu_member IS 'Member State of the European Union';
COMMENT ON COLUMN parties.is_paris_party IS 'Party to the Paris Agreement';
COMMENT ON COLUMN parties.latitude IS 'Latitude of the label point, degrees north';
COMMENT ON COLUMN parties.longitude IS 'Longitude of the label point, degrees east';
COMMENT ON COLUMN parties.label_source IS 'How the label point was found: centre of the largest inscribed circle, or set by hand for readability';
COMMENT ON COLUMN parties.source_id IS 'Publication that lists the Parties';

CREATE TABLE country_names (
    name     VARCHAR PRIMARY KEY,
    iso3     VARCHAR REFERENCES parties (iso3),
    given_by VARCHAR NOT NULL CHECK (given_by IN ('cldr', 'countrynames', 'usage'))
);
COMMENT ON TABLE country_names IS 'Other names and spellings of the Parties, and names of areas and groups that are none';
COMMENT ON COLUMN country_names.name IS 'Name as people and publishers write it';
COMMENT ON COLUMN country_names.iso3 IS 'Party; empty for a territory, group or former country that is none';
COMMENT ON COLUMN country_names.given_by IS 'Whose list has it: cldr: Unicode CLDR in 17 languages; countrynames: the MIT-licensed table of that name; usage: abbreviations of statistics offices and common use';

CREATE TABLE aliases (
    kind      VARCHAR NOT NULL CHECK (kind IN ('party', 'area', 'instrument', 'status', 'sector', 'stage')),
    publisher VARCHAR NOT NULL,
    spelling  VARCHAR NOT NULL,
    value     VARCHAR,
    PRIMARY KEY (kind, publisher, spelling)
);
COMMENT ON TABLE aliases IS 'Spellings of publishers and what they mean in the Atlas';
COMMENT ON COLUMN aliases.kind IS 'What is spelled: a Party, an area of trade statistics, a form of instrument, a status, a sector, a stage';
COMMENT ON COLUMN aliases.publisher IS 'Whose spelling it is: the name of the module in etl/sources';
COMMENT ON COLUMN aliases.spelling IS 'Spelling as published';
COMMENT ON COLUMN aliases.value IS 'Our value; empty where the spelling says nothing on it, and for an area that is no country';
