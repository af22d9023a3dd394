-- What Parties report of the same units, set beside each other. Needs reported_actions and cooperative_approaches alone, so that any
-- two files can be compared without a warehouse (etl/account.py).

CREATE MACRO serial_of(unit) AS try_cast(replace(coalesce(
    nullif(regexp_extract(unit, '^CA[0-9]{4}-[A-Z0-9]+-[A-Z]{3}-([0-9,]+)-[0-9]{4}$', 1), ''), unit), ',', '') AS BIGINT);

CREATE TABLE account_rows AS
WITH numbered AS (SELECT *, serial_of(first_unit) AS first_serial, serial_of(last_unit) AS last_serial FROM reported_actions)
SELECT a.action_id, a.reporting_iso3, a.reported_year, a.action_on, a.cooperative_approach_id, a.authorisation_id, a.vintage_year,
    a.first_unit, a.last_unit, a.quantity_tco2e, a.used_year, a.purpose, a.source_id, a.source_url,
    replace(CASE WHEN a.record <> 'action' THEN a.record
        ELSE coalesce(nullif(regexp_extract(replace(lower(a.action_type), 'z', 's'), '(authorisation|first transfer|transfer|acquisition|use|cancellation)', 1), ''), 'other')
    END, ' ', '_') AS action,
    coalesce(a.first_transferring_iso3, CASE WHEN action IN ('acquisition', 'use', 'holding') THEN a.transferring_iso3 ELSE a.reporting_iso3 END) AS host_iso3,
    CASE WHEN action IN ('first_transfer', 'transfer') THEN a.reporting_iso3
        WHEN action = 'acquisition' THEN coalesce(a.transferring_iso3, a.first_transferring_iso3) END AS seller_iso3,
    CASE WHEN action IN ('first_transfer', 'transfer') THEN a.acquiring_iso3 WHEN action = 'acquisition' THEN a.reporting_iso3 END AS buyer_iso3,
    CASE WHEN a.last_serial >= a.first_serial THEN a.first_serial END AS serial_first,
    CASE WHEN a.last_serial >= a.first_serial THEN a.last_serial END AS serial_last,
    nullif(regexp_extract(a.first_unit, '^CA[0-9]{4}-[A-Z0-9]+-([A-Z]{3})-', 1), '') AS named_iso3
FROM numbered a
ORDER BY a.action_id;
COMMENT ON TABLE account_rows IS 'Rows of the agreed electronic format with who gave and who took the units, as each Party reports them';
COMMENT ON COLUMN account_rows.action IS 'authorisation, first_transfer, transfer, acquisition, use, cancellation, holding or other';
COMMENT ON COLUMN account_rows.host_iso3 IS 'Party in which the mitigation occurred';
COMMENT ON COLUMN account_rows.seller_iso3 IS 'Party that gave the units; empty for what is no transfer';
COMMENT ON COLUMN account_rows.buyer_iso3 IS 'Party that took the units; empty for what is no transfer, and for other purposes';
COMMENT ON COLUMN account_rows.serial_first IS 'First serial number; empty where none can be read';
COMMENT ON COLUMN account_rows.serial_last IS 'Last serial number; empty where none can be read';
COMMENT ON COLUMN account_rows.named_iso3 IS 'Party that the identifier of the first unit names; empty where it names none';

-- Where runs of serial numbers begin and end: one pass over sorted ends, whatever the number of blocks. A run belongs to a Party, an approach and a vintage; `kept` is what may hold a unit once, or the two books of a transfer.
CREATE TEMP TABLE account_runs AS
WITH blocks AS (
    SELECT *, serial_last + 1 AS serial_end FROM account_rows WHERE serial_first IS NOT NULL
),
kept AS (
    SELECT 'moved' AS kept, seller_iso3, buyer_iso3, action <> 'acquisition' AS is_seller, * EXCLUDE (seller_iso3, buyer_iso3) FROM blocks
        WHERE action IN ('first_transfer', 'transfer', 'acquisition') AND seller_iso3 IS NOT NULL AND buyer_iso3 IS NOT NULL
    UNION ALL SELECT 'used_twice', NULL, NULL, true, * EXCLUDE (seller_iso3, buyer_iso3) FROM blocks WHERE action IN ('use', 'cancellation')
    UNION ALL SELECT 'transferred_twice', NULL, NULL, true, * EXCLUDE (seller_iso3, buyer_iso3) FROM blocks WHERE action = 'first_transfer'
    UNION ALL SELECT 'held_twice', reported_year::VARCHAR, NULL, true, * EXCLUDE (seller_iso3, buyer_iso3) FROM blocks WHERE action = 'holding'
),
ends AS (
    SELECT kept, seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year, serial_first AS place, is_seller::INT AS seller, 1 - is_seller::INT AS buyer,
        CASE WHEN is_seller THEN action_id END AS seller_row, CASE WHEN NOT is_seller THEN action_id END AS buyer_row FROM kept
    UNION ALL
    SELECT kept, seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year, serial_end, -is_seller::INT, is_seller::INT - 1, NULL, NULL FROM kept
),
points AS (
    SELECT kept, seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year, place, sum(seller) AS seller, sum(buyer) AS buyer,
        max(seller_row) AS seller_row, max(buyer_row) AS buyer_row
    FROM ends GROUP BY ALL
)
SELECT kept, seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year, place AS serial_first, lead(place) OVER run - 1 AS serial_last,
    sum(seller) OVER run AS sellers, sum(buyer) OVER run AS buyers,
    last_value(seller_row IGNORE NULLS) OVER run AS seller_row, last_value(buyer_row IGNORE NULLS) OVER run AS buyer_row
FROM points
WINDOW run AS (PARTITION BY kept, seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year ORDER BY place);

-- What one side alone reports, where the other's report of that year was read: else there is nothing to compare.
CREATE TEMP TABLE account_one_sided AS
WITH reported AS (SELECT DISTINCT reporting_iso3, reported_year FROM reported_actions)
SELECT CASE WHEN r.sellers > 0 THEN 'seller_only' ELSE 'buyer_only' END AS kind, r.seller_iso3, r.buyer_iso3, r.host_iso3, r.cooperative_approach_id,
    r.vintage_year, a.action_id, a.reported_year, a.action_on, r.serial_first, r.serial_last, r.serial_last - r.serial_first + 1 AS units,
    EXISTS (FROM reported o WHERE o.reported_year = a.reported_year
        AND o.reporting_iso3 = CASE WHEN r.sellers > 0 THEN r.buyer_iso3 ELSE r.seller_iso3 END) AS is_comparable
FROM account_runs r JOIN account_rows a ON a.action_id = CASE WHEN r.sellers > 0 THEN r.seller_row ELSE r.buyer_row END
WHERE r.kept = 'moved' AND (r.sellers > 0) <> (r.buyers > 0);

CREATE TABLE account_mismatches AS
WITH of_vintage AS (
    SELECT s.action_id AS seller_row, b.action_id AS buyer_row, s.host_iso3, s.cooperative_approach_id, s.seller_iso3, s.buyer_iso3, s.reported_year,
        s.serial_first, s.serial_last, s.units, s.vintage_year AS seller_vintage, b.vintage_year AS buyer_vintage
    FROM account_one_sided s JOIN account_one_sided b ON s.kind = 'seller_only' AND b.kind = 'buyer_only' AND b.host_iso3 = s.host_iso3
        AND b.cooperative_approach_id IS NOT DISTINCT FROM s.cooperative_approach_id AND b.seller_iso3 = s.seller_iso3 AND b.buyer_iso3 = s.buyer_iso3
        AND b.serial_first = s.serial_first AND b.serial_last = s.serial_last AND b.vintage_year IS DISTINCT FROM s.vintage_year
),
same_units AS (
    SELECT s.*, b.action_id AS other_id, b.quantity_tco2e AS other_tco2e, b.action_on AS other_on, b.reported_year AS other_year
    FROM account_rows s JOIN account_rows b ON b.action = 'acquisition' AND b.seller_iso3 = s.seller_iso3 AND b.buyer_iso3 = s.buyer_iso3
        AND b.host_iso3 = s.host_iso3 AND b.cooperative_approach_id IS NOT DISTINCT FROM s.cooperative_approach_id
        AND b.vintage_year IS NOT DISTINCT FROM s.vintage_year AND b.serial_first = s.serial_first AND b.serial_last = s.serial_last
    WHERE s.action IN ('first_transfer', 'transfer')
),
-- Rows without serial numbers are compared by their sum alone.
sums AS (
    SELECT seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year, reported_year,
        sum(quantity_tco2e) FILTER (action <> 'acquisition') AS seller_tco2e, sum(quantity_tco2e) FILTER (action = 'acquisition') AS buyer_tco2e,
        min(action_id) FILTER (action <> 'acquisition') AS seller_row, min(action_id) FILTER (action = 'acquisition') AS buyer_row
    FROM account_rows WHERE serial_first IS NULL AND action IN ('first_transfer', 'transfer', 'acquisition') AND seller_iso3 IS NOT NULL AND buyer_iso3 IS NOT NULL
    GROUP BY ALL
),
authorised AS (
    SELECT host_iso3, cooperative_approach_id, authorisation_id, min(action_on) AS authorised_on
    FROM account_rows WHERE action = 'authorisation' GROUP BY ALL
),
acted AS (SELECT a.* FROM account_rows a WHERE action IN ('first_transfer', 'transfer', 'acquisition', 'use', 'cancellation')),
found AS (
    SELECT kind, seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year, reported_year, serial_first, serial_last, units AS apart_tco2e,
        CASE kind WHEN 'seller_only' THEN format('{:,} t', units) ELSE 'no transfer' END AS seller_says,
        CASE kind WHEN 'buyer_only' THEN format('{:,} t', units) ELSE 'no acquisition' END AS buyer_says,
        CASE kind WHEN 'seller_only' THEN action_id END AS seller_row, CASE kind WHEN 'buyer_only' THEN action_id END AS buyer_row
    FROM account_one_sided s
    WHERE is_comparable AND NOT EXISTS (FROM of_vintage v WHERE (s.kind = 'seller_only' AND v.seller_row = s.action_id) OR (s.kind = 'buyer_only' AND v.buyer_row = s.action_id))
    UNION ALL
    SELECT 'vintage', seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, NULL, reported_year, serial_first, serial_last, units,
        coalesce('vintage ' || seller_vintage, 'no vintage'), coalesce('vintage ' || buyer_vintage, 'no vintage'), seller_row, buyer_row FROM of_vintage
    UNION ALL
    SELECT 'quantity', seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year, reported_year, serial_first, serial_last,
        abs(quantity_tco2e - other_tco2e), format('{:,} t', quantity_tco2e), format('{:,} t', other_tco2e), action_id, other_id
    FROM same_units WHERE quantity_tco2e <> other_tco2e
    UNION ALL
    SELECT 'year', seller_iso3, buyer_iso3, host_iso3, cooperative_approach_id, vintage_year, reported_year, serial_first, serial_last, quantity_tco2e,
        'moved in ' || action_on[1:4], 'moved in ' || other_on[1:4], action_id, other_id
    FROM same_units WHERE action_on[1:4] <> other_on[1:4]
    UNION ALL
    SELECT 'quantity', s.seller_iso3, s.buyer_iso3, s.host_iso3, s.cooperative_approach_id, s.vintage_year, s.reported_year, NULL, NULL,
        abs(coalesce(seller_tco2e, 0) - coalesce(buyer_tco2e, 0)), coalesce(format('{:,} t', seller_tco2e), 'no transfer'),
        coalesce(format('{:,} t', buyer_tco2e), 'no acquisition'), seller_row, buyer_row
    FROM sums s WHERE seller_tco2e IS DISTINCT FROM buyer_tco2e
        AND EXISTS (FROM reported_actions o WHERE o.reported_year = s.reported_year AND o.reporting_iso3 = s.seller_iso3)
        AND EXISTS (FROM reported_actions o WHERE o.reported_year = s.reported_year AND o.reporting_iso3 = s.buyer_iso3)
    UNION ALL
    SELECT r.kept, NULL, NULL, r.host_iso3, r.cooperative_approach_id, r.vintage_year, a.reported_year, r.serial_first, r.serial_last,
        r.serial_last - r.serial_first + 1, 'in ' || r.sellers || ' rows', NULL, r.seller_row, NULL
    FROM account_runs r JOIN account_rows a ON a.action_id = r.seller_row WHERE r.kept <> 'moved' AND r.sellers > 1
    UNION ALL
    SELECT 'not_authorised', a.reporting_iso3, NULL, a.host_iso3, a.cooperative_approach_id, a.vintage_year, a.reported_year, a.serial_first, a.serial_last,
        a.quantity_tco2e, 'authorisation ' || a.authorisation_id, 'no such authorisation', a.action_id, NULL
    FROM acted a WHERE a.authorisation_id IS NOT NULL AND a.host_iso3 IN (SELECT host_iso3 FROM authorised)
        AND NOT EXISTS (FROM authorised u WHERE u.host_iso3 = a.host_iso3 AND u.authorisation_id = a.authorisation_id
            AND u.cooperative_approach_id IS NOT DISTINCT FROM a.cooperative_approach_id)
    UNION ALL
    SELECT 'before_authorisation', a.reporting_iso3, NULL, a.host_iso3, a.cooperative_approach_id, a.vintage_year, a.reported_year, a.serial_first, a.serial_last,
        a.quantity_tco2e, replace(a.action, '_', ' ') || ' on ' || a.action_on, 'authorised on ' || u.authorised_on, a.action_id, NULL
    FROM acted a JOIN authorised u ON u.host_iso3 = a.host_iso3 AND u.authorisation_id = a.authorisation_id
        AND u.cooperative_approach_id IS NOT DISTINCT FROM a.cooperative_approach_id
    WHERE length(a.action_on) = 10 AND length(u.authorised_on) = 10 AND a.action_on < u.authorised_on
    UNION ALL
    SELECT 'other_party', a.reporting_iso3, NULL, a.host_iso3, a.cooperative_approach_id, a.vintage_year, a.reported_year, a.serial_first, a.serial_last,
        a.quantity_tco2e, 'first transferred by ' || a.host_iso3, 'its identifier names ' || a.named_iso3, a.action_id, NULL
    FROM account_rows a WHERE a.named_iso3 <> a.host_iso3
    UNION ALL
    SELECT 'unknown_approach', a.reporting_iso3, NULL, a.host_iso3, a.cooperative_approach_id, a.vintage_year, a.reported_year, a.serial_first, a.serial_last,
        a.quantity_tco2e, a.cooperative_approach_id, 'not on the list of the UNFCCC platform', a.action_id, NULL
    FROM account_rows a WHERE EXISTS (FROM cooperative_approaches) AND a.cooperative_approach_id NOT IN (SELECT cooperative_approach_id FROM cooperative_approaches)
)
SELECT f.*, s.source_id AS seller_source_id, b.source_id AS buyer_source_id, s.reporting_iso3 AS first_reporting_iso3, b.reporting_iso3 AS second_reporting_iso3
FROM found f LEFT JOIN account_rows s ON s.action_id = f.seller_row LEFT JOIN account_rows b ON b.action_id = f.buyer_row
ORDER BY f.kind, f.host_iso3, f.seller_iso3, f.buyer_iso3, f.reported_year, f.serial_first, f.seller_row, f.buyer_row;
DROP TABLE account_one_sided;
DROP TABLE account_runs;
COMMENT ON TABLE account_mismatches IS 'Where reports of Parties on the same units do not agree, row by row. Nothing is here where only one side''s report was read';
COMMENT ON COLUMN account_mismatches.kind IS 'seller_only, buyer_only, vintage, quantity, year: two books of one transfer; used_twice, transferred_twice, held_twice: one unit in several rows; not_authorised, before_authorisation, unknown_approach, other_party: a row against what allows it';
COMMENT ON COLUMN account_mismatches.seller_iso3 IS 'Party that gave the units, or whose row it is';
COMMENT ON COLUMN account_mismatches.buyer_iso3 IS 'Party that took the units';
COMMENT ON COLUMN account_mismatches.host_iso3 IS 'Party in which the mitigation occurred';
COMMENT ON COLUMN account_mismatches.apart_tco2e IS 'Quantity on which the reports do not agree, or that the row is on, tCO2e';
COMMENT ON COLUMN account_mismatches.seller_says IS 'What the seller, or the row, says';
COMMENT ON COLUMN account_mismatches.buyer_says IS 'What the buyer says, or what it is held against';
COMMENT ON COLUMN account_mismatches.serial_first IS 'First serial number; empty where rows have none';
COMMENT ON COLUMN account_mismatches.serial_last IS 'Last serial number; empty where rows have none';
COMMENT ON COLUMN account_mismatches.seller_row IS 'Row of reported_actions that says it';
COMMENT ON COLUMN account_mismatches.buyer_row IS 'Row of the buyer';
COMMENT ON COLUMN account_mismatches.seller_source_id IS 'Report in which seller_row stands';
COMMENT ON COLUMN account_mismatches.buyer_source_id IS 'Report in which buyer_row stands';
COMMENT ON COLUMN account_mismatches.first_reporting_iso3 IS 'Party whose report seller_row stands in';
COMMENT ON COLUMN account_mismatches.second_reporting_iso3 IS 'Party whose report buyer_row stands in';
COMMENT ON COLUMN account_mismatches.cooperative_approach_id IS 'Number of the cooperative approach';
COMMENT ON COLUMN account_mismatches.reported_year IS 'Calendar year of the report';
COMMENT ON COLUMN account_mismatches.vintage_year IS 'Year in which the mitigation occurred';
COMMENT ON COLUMN account_rows.cooperative_approach_id IS 'Number of the cooperative approach';
COMMENT ON COLUMN account_rows.reported_year IS 'Calendar year of the report';
COMMENT ON COLUMN account_rows.vintage_year IS 'Year in which the mitigation occurred';
COMMENT ON COLUMN account_rows.action_id IS 'Row of reported_actions';
COMMENT ON COLUMN account_rows.action_on IS 'Day of the action or authorisation';
COMMENT ON COLUMN account_rows.authorisation_id IS 'The reporting Party''s own number of the authorisation';
COMMENT ON COLUMN account_rows.first_unit IS 'First identifier, as written';
COMMENT ON COLUMN account_rows.last_unit IS 'Last identifier, as written';
COMMENT ON COLUMN account_rows.purpose IS 'Purposes, as stated';
COMMENT ON COLUMN account_rows.quantity_tco2e IS 'Quantity, tCO2e; of an authorisation its ceiling';
COMMENT ON COLUMN account_rows.reporting_iso3 IS 'Party that reports';
COMMENT ON COLUMN account_rows.used_year IS 'Year of the goal towards which the units are used';
