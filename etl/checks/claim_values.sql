-- The value of a claim must be what its field needs: a real date such as 2024-05-17, 2024-05 or 2024; a form of instrument_types.csv; or signed, in_force, concluded_not_signed, under_negotiation, unclear.
SELECT 'claims' AS table_name, concat_ws('|', agreement_id, field, source_id, value) AS key, 'value' AS column_name, value
FROM claims
WHERE CASE
    WHEN ends_with(field::VARCHAR, '_on') OR field = 'valid_until'
        THEN NOT is_known_day(value)
    WHEN field = 'instrument' THEN value NOT IN (SELECT instrument FROM instrument_types)
    ELSE value NOT IN ('signed', 'in_force', 'concluded_not_signed', 'under_negotiation', 'unclear')
END;
