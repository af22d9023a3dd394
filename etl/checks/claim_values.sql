-- The value of a claim must be what its field needs: a real date such as 2024-05-17, 2024-05 or 2024; a form of instrument_types.csv; or signed, in_force, concluded_not_signed, under_negotiation, unclear.
SELECT 'claims' AS table_name, concat_ws('|', agreement_id, field, source_id, value) AS key, 'value' AS column_name, value
FROM claims
WHERE CASE
    WHEN ends_with(field::VARCHAR, '_on') OR field = 'valid_until'
        THEN NOT regexp_full_match(value, '[12][0-9]{3}(-[01][0-9](-[0-3][0-9])?)?') OR first_possible_day(value) IS NULL
    WHEN field = 'instrument' THEN value NOT IN (SELECT instrument FROM instrument_types)
    ELSE value NOT IN ('signed', 'in_force', 'concluded_not_signed', 'under_negotiation', 'unclear')
END;
