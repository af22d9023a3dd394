-- Two blocks of authorised credits must not hold the same serial numbers.
-- Asked of rows kept by hand alone.
SELECT 'authorised_blocks' AS table_name, block_id AS key, 'serial_text' AS column_name, serial_text AS value
FROM block_flags JOIN block_list USING (block_id) WHERE flag = 'repeated';
