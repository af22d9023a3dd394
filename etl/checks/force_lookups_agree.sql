-- What a look-up found must stand among the claims: a day of entry into force for in_force, an end for valid_until, and neither for the others.
SELECT 'force_lookups' AS table_name, agreement_id AS key, 'finding' AS column_name, finding AS value
FROM force_lookups f
WHERE CASE finding
    WHEN 'in_force' THEN NOT EXISTS (FROM claims c WHERE c.agreement_id = f.agreement_id AND c.field = 'in_force_on')
    WHEN 'valid_until' THEN NOT EXISTS (FROM claims c WHERE c.agreement_id = f.agreement_id AND c.field = 'valid_until')
    ELSE EXISTS (FROM claims c WHERE c.agreement_id = f.agreement_id AND c.field IN ('in_force_on', 'valid_until'))
END;
