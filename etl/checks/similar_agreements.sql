-- Two texts of the same two Parties that may be one, for their days lie within 45 days or one has no day: merge them, or say in data/curated/similar_rows.csv why they are two.
-- Not asked of two rows that were imported: their publisher says that they are two.
WITH texts AS (
    SELECT a.agreement_id, least(a.buyer_iso3, a.host_iso3) AS one, greatest(a.buyer_iso3, a.host_iso3) AS other, t.family,
        coalesce(signed_from_on, first_possible_day(concluded_on)) AS from_on, coalesce(signed_until_on, last_possible_day(concluded_on)) AS until_on,
        status = 'concluded_not_signed' AS is_stage
    FROM agreement_list a JOIN instrument_types t USING (instrument)
)
SELECT 'agreements' AS table_name, b.agreement_id AS key, 'agreement_id' AS column_name, a.agreement_id || ' | ' || b.agreement_id AS value
FROM texts a JOIN texts b ON a.one = b.one AND a.other = b.other AND a.agreement_id < b.agreement_id
WHERE NOT a.is_stage AND NOT b.is_stage
    AND CASE WHEN a.from_on IS NULL OR b.from_on IS NULL THEN a.family = b.family OR 'statement' IN (a.family, b.family)
             ELSE a.from_on <= b.until_on + 45 AND b.from_on <= a.until_on + 45 END
    AND NOT EXISTS (FROM similar_rows s WHERE s.table_name = 'agreements' AND s.key = a.agreement_id AND s.other_key = b.agreement_id);
