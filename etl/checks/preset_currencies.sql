-- Cost at home and price of ITMOs of one preset must be per tonne, in the same currency and, where both are known, of the same year.
SELECT 'calculator_presets' AS table_name, p.preset_id AS key, 'itmo_price_id' AS column_name, p.itmo_price_id AS value
FROM calculator_presets p
    LEFT JOIN prices d ON d.price_id = p.domestic_price_id
    LEFT JOIN prices i ON i.price_id = p.itmo_price_id
WHERE d.unit <> 'per_tco2e' OR i.unit <> 'per_tco2e' OR d.confidence = 'C' OR i.confidence = 'C'
    OR (d.price_id IS NOT NULL AND i.price_id IS NOT NULL
        AND (d.currency IS DISTINCT FROM i.currency OR d.price_year <> i.price_year));
