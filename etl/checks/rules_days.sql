-- Days of a rule are in the calendar, and it isn't repealed before it applies.
SELECT 'rules' AS table_name, rule_id AS key, 'repealed_on' AS column_name, repealed_on AS value
FROM rules
WHERE (repealed_on IS NOT NULL AND first_possible_day(repealed_on) IS NULL) OR last_possible_day(repealed_on) < first_possible_day(applies_from)
UNION ALL
SELECT 'rules', rule_id, 'applies_from', applies_from
FROM rules WHERE applies_from IS NOT NULL AND first_possible_day(applies_from) IS NULL;
