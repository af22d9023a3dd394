-- Countries: emissions, electricity, people and money.

CREATE TABLE co2_emissions (
    iso3      VARCHAR NOT NULL REFERENCES parties (iso3),
    year      INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    co2_mt    DOUBLE NOT NULL CHECK (co2_mt >= 0),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE co2_emissions IS 'CO2 from fossil fuels and industry by Party and year; a research estimate without land use';
COMMENT ON COLUMN co2_emissions.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN co2_emissions.year IS 'Calendar year';
COMMENT ON COLUMN co2_emissions.co2_mt IS 'CO2 from fossil fuels and industry, million tonnes';
COMMENT ON COLUMN co2_emissions.source_id IS 'Publication';

CREATE TABLE ghg_emissions (
    iso3        VARCHAR NOT NULL REFERENCES parties (iso3),
    year        INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    ghg_mtco2e  DOUBLE NOT NULL,
    source_id   VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE ghg_emissions IS 'Greenhouse gases including land use by Party and year; a research estimate, not the inventory that an NDC counts on';
COMMENT ON COLUMN ghg_emissions.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN ghg_emissions.year IS 'Calendar year';
COMMENT ON COLUMN ghg_emissions.ghg_mtco2e IS 'Greenhouse gases with land use, million tonnes CO2e; below zero where land takes up more than is emitted';
COMMENT ON COLUMN ghg_emissions.source_id IS 'Publication';

CREATE TABLE electricity (
    iso3      VARCHAR NOT NULL REFERENCES parties (iso3),
    year      INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    carbon_intensity_gco2e_per_kwh DOUBLE CHECK (carbon_intensity_gco2e_per_kwh IS NULL OR carbon_intensity_gco2e_per_kwh >= 0),
    renewable_share_per_cent       DOUBLE CHECK (renewable_share_per_cent IS NULL OR renewable_share_per_cent BETWEEN 0 AND 100),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE electricity IS 'How clean the electricity generated in a Party is, by year';
COMMENT ON COLUMN electricity.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN electricity.year IS 'Calendar year';
COMMENT ON COLUMN electricity.carbon_intensity_gco2e_per_kwh IS 'Greenhouse gases per unit of electricity generated, gCO2e per kWh';
COMMENT ON COLUMN electricity.renewable_share_per_cent IS 'Share of electricity generated from renewable sources, per cent';
COMMENT ON COLUMN electricity.source_id IS 'Publication';

CREATE TABLE populations (
    iso3       VARCHAR NOT NULL REFERENCES parties (iso3),
    year       INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    population BIGINT NOT NULL CHECK (population > 0),
    source_id  VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE populations IS 'Inhabitants by Party and year';
COMMENT ON COLUMN populations.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN populations.year IS 'Calendar year';
COMMENT ON COLUMN populations.population IS 'Inhabitants';
COMMENT ON COLUMN populations.source_id IS 'Publication';

CREATE TABLE gdp (
    iso3      VARCHAR NOT NULL REFERENCES parties (iso3),
    year      INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2030),
    gdp_per_head_intl_usd DOUBLE NOT NULL CHECK (gdp_per_head_intl_usd > 0),
    source_id VARCHAR NOT NULL REFERENCES sources (source_id),
    PRIMARY KEY (iso3, year)
);
COMMENT ON TABLE gdp IS 'Gross domestic product per inhabitant by Party and year';
COMMENT ON COLUMN gdp.iso3 IS 'Party; EUU for the European Union as a whole';
COMMENT ON COLUMN gdp.year IS 'Calendar year';
COMMENT ON COLUMN gdp.gdp_per_head_intl_usd IS 'GDP per inhabitant in international dollars at constant prices and purchasing power; the file that was read does not state the unit, it is inferred';
COMMENT ON COLUMN gdp.source_id IS 'Publication';
