-- A rule isn't repealed before it applies.
SELECT 'rules' AS table_name, rule_id AS key, 'repealed_on' AS column_name, repealed_on AS value
FROM rules
WHERE last_possible_day(repealed_on) < first_possible_day(applies_from);
