-- Every agreement needs a claim on its status: signed, in_force, concluded_not_signed, under_negotiation, or unclear where a source names it and does not settle it.
SELECT 'agreements' AS table_name, agreement_id AS key, 'agreement_id' AS column_name, agreement_id AS value
FROM agreements
WHERE agreement_id NOT IN (SELECT agreement_id FROM claims WHERE field = 'status');
