-- A rule is superseded by another row of the same Party and side.
SELECT 'rules' AS table_name, r.rule_id AS key, 'superseded_by' AS column_name, r.superseded_by AS value
FROM rules r LEFT JOIN rules n ON n.rule_id = r.superseded_by AND n.rule_id <> r.rule_id AND n.party_iso3 = r.party_iso3 AND n.side = r.side
WHERE r.superseded_by IS NOT NULL AND n.rule_id IS NULL;
