-- Nothing was signed, concluded or put into force before the Joint Crediting Mechanism began in 2013 or after this edition.
SELECT 'claims' AS table_name, concat_ws('|', agreement_id, field, source_id, value) AS key, 'value' AS column_name, value
FROM claims
WHERE ends_with(field::VARCHAR, '_on')
    AND (first_possible_day(value) < DATE '2013-01-01'
        OR first_possible_day(value) > (SELECT max(retrieved_on) FROM sources));
