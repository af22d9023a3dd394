-- A unit is first transferred once, used or cancelled once, and held by one Party at the end of a year.
-- Asked of rows kept by hand alone.
SELECT 'reported_actions' AS table_name, seller_row AS key, 'first_unit' AS column_name, serial_first || ' to ' || serial_last AS value
FROM account_mismatches WHERE kind IN ('used_twice', 'transferred_twice', 'held_twice');
