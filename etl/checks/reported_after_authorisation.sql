-- Units are moved and used under an authorisation that was given before.
-- Asked of rows kept by hand alone.
SELECT 'reported_actions' AS table_name, seller_row AS key, 'action_on' AS column_name, seller_says AS value
FROM account_mismatches WHERE kind IN ('before_authorisation', 'not_authorised');
