-- A name of a country must lead to one Party alone, however it is spelled.
SELECT 'country_names' AS table_name, c.name AS key, 'name' AS column_name, c.name AS value
FROM country_names c JOIN (
    SELECT fold_name(name) AS folded, iso3 FROM country_names
    UNION ALL SELECT fold_name(unnest([short_name, un_name, iso3, iso2])), iso3 FROM parties
) o ON o.folded = fold_name(c.name) AND o.iso3 IS DISTINCT FROM c.iso3
GROUP BY c.name;
