-- The shares of buyer and host together are no more than the quantity of the event.
SELECT 'events' AS table_name, event_id AS key, 'quantity_tco2e' AS column_name, quantity_tco2e::VARCHAR AS value
FROM events WHERE quantity_buyer_tco2e + coalesce(quantity_host_tco2e, 0) > quantity_tco2e;
