-- Few agreements are signed on a Saturday or Sunday, so such a day needs a second publication that gives it, or a note on the claim that says why.
-- Asked of rows kept by hand alone.
SELECT 'claims' AS table_name, concat_ws('|', c.agreement_id, c.field, c.source_id, c.value) AS key, 'value' AS column_name, c.value
FROM claim_list c
WHERE c.field = 'signed_on' AND c.is_chosen AND dayofweek(TRY_CAST(c.value AS DATE)) IN (0, 6)
    AND NOT is_lead_only(c.confidence) AND c.note IS NULL
    AND (SELECT count(*) FROM claims o
         WHERE o.agreement_id = c.agreement_id AND o.field = 'signed_on' AND o.value = c.value AND NOT is_lead_only(o.confidence)) < 2;
