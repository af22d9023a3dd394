-- Read models that hold goals against what was published. They need reconciliation.sql.

-- One ladder a goal: five different quantities, none of them added to another.
CREATE TABLE target_ladders AS
WITH goals AS (SELECT * FROM target_list WHERE ladder_until_on IS NOT NULL AND NOT is_lead),
delivered AS (
    SELECT buyer_iso3, event, sum(quantity_tco2e) AS quantity_tco2e, count(*) AS event_count, max(event_on) AS as_of
    FROM event_list WHERE is_summed GROUP BY ALL
),
-- Why a quantity is missing, from all events of the kind: those that rest on leads alone confirm nothing.
missing AS (
    SELECT g.target_id, k.event, missing_word(true, count(e.event_id), count(e.event_id) FILTER (NOT e.is_lead),
        coalesce(bool_or(e.quantity_word = 'not published'), false)) AS word
    FROM goals g CROSS JOIN (SELECT unnest(['issuance', 'first_transfer']) AS event) k
        LEFT JOIN event_list e ON e.buyer_iso3 = g.buyer_iso3 AND e.event::VARCHAR = k.event
    GROUP BY ALL
),
-- The newest total that somebody publishes of what was issued for a buyer, whole issuances of both sides.
published AS (
    SELECT * FROM reconciliation
    WHERE measure = 'issued_tco2e' AND host_iso3 IS NULL AND value IS NOT NULL AND NOT is_lead
    QUALIFY row_number() OVER (PARTITION BY buyer_iso3 ORDER BY as_of_until_on DESC, total_id) = 1
),
estimates AS (
    SELECT target_id, sum(estimate_tco2e) AS quantity_tco2e, count(estimate_tco2e) AS with_figure, count(*) AS projects
    FROM own_estimates GROUP BY ALL
),
rungs AS (
    SELECT target_id, 1 AS rung_order, 'goal' AS rung, 'Goal' AS label, ladder_quantity_mtco2e AS quantity_mtco2e,
        stated_on AS as_of, ladder_derivation AS derivation, metric AS statement,
        source_publisher, source_title, source_url FROM goals
    UNION ALL
    SELECT g.target_id, 2, 'officially_expected',
        CASE WHEN p.confidence <> 'A' THEN 'Expected, as the press reports' ELSE 'Officially expected' END,
        p.quantity_mtco2e, p.as_of,
        CASE WHEN starts_with(p.note, 'Computed') THEN 'computed' WHEN p.quantity IS NOT NULL THEN 'published' END, p.metric || coalesce('. ' || p.note, ''),
        p.source_publisher, p.source_title, p.source_url
    FROM goals g LEFT JOIN target_progress_list p
        ON p.target_id = g.target_id AND p.rung = 'officially_expected' AND NOT p.is_superseded AND NOT p.is_lead
    UNION ALL
    SELECT g.target_id, 3, 'own_estimates', 'Projects'' own estimates', e.quantity_tco2e / 1e6, n.edition_on::DATE::VARCHAR, 'summed',
        coalesce(e.with_figure, 0) || ' of ' || coalesce(e.projects, 0)
            || ' projects give an estimate that can be placed in time; no lag, discount or share',
        'Article 6 Atlas', 'Sum of the rows of table own_estimates', NULL
    FROM goals g LEFT JOIN estimates e USING (target_id) CROSS JOIN edition n
    UNION ALL
    SELECT g.target_id, 4, 'issued', 'Issued',
        coalesce(p.value, d.quantity_tco2e) / 1e6, coalesce(p.as_of, d.as_of),
        CASE WHEN p.value IS NOT NULL THEN 'published' WHEN d.quantity_tco2e IS NOT NULL THEN 'summed' END,
        coalesce(p.metric || '; ' || format('{:,}', p.ours::BIGINT) || ' tCO2e dated by then are traced to issuances here',
            d.event_count || CASE d.event_count WHEN 1 THEN ' issuance' ELSE ' issuances' END || ' with a known quantity'),
        coalesce(p.publisher, CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Article 6 Atlas' END),
        coalesce(p.source_title, CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Ledger of issuances' END), p.source_url
    FROM goals g
        LEFT JOIN published p ON p.buyer_iso3 = g.buyer_iso3
        LEFT JOIN delivered d ON d.buyer_iso3 = g.buyer_iso3 AND d.event = 'issuance'
    UNION ALL
    SELECT g.target_id, 5, 'transferred', 'First transferred', d.quantity_tco2e / 1e6, d.as_of,
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'summed' END, d.event_count || CASE d.event_count WHEN 1 THEN ' first transfer' ELSE ' first transfers' END || ' with a known quantity',
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Article 6 Atlas' END,
        CASE WHEN d.quantity_tco2e IS NOT NULL THEN 'Ledger of first transfers' END, NULL
    FROM goals g LEFT JOIN delivered d ON d.buyer_iso3 = g.buyer_iso3 AND d.event = 'first_transfer'
)
SELECT g.buyer_iso3, g.buyer, g.target_id, g.target_year, g.due, g.ladder_until_on, g.is_modelled, g.confidence AS goal_confidence, g.checked AS goal_checked,
    g.note AS goal_note, g.kind AS goal_kind, r.rung_order, r.rung, r.label, r.quantity_mtco2e, r.quantity_mtco2e / g.ladder_quantity_mtco2e AS share_of_goal,
    r.as_of, r.derivation, r.statement, r.source_publisher, r.source_title, r.source_url,
    CASE WHEN r.rung = 'issued' AND r.derivation = 'published' THEN p.total_id END AS total_id,
    CASE WHEN r.quantity_mtco2e IS NULL THEN coalesce(m.word, 'not found') END AS quantity_word
FROM rungs r JOIN goals g USING (target_id) LEFT JOIN published p ON p.buyer_iso3 = g.buyer_iso3
    LEFT JOIN missing m ON m.target_id = r.target_id AND m.event = CASE r.rung WHEN 'issued' THEN 'issuance' WHEN 'transferred' THEN 'first_transfer' END
ORDER BY max(g.ladder_quantity_mtco2e) OVER (PARTITION BY g.buyer_iso3) DESC, g.target_year, g.target_id, r.rung_order;
COMMENT ON TABLE target_ladders IS 'One ladder a goal: five different quantities, none of them added to another';
COMMENT ON COLUMN target_ladders.target_year IS 'Year in which the goal is due (Japan: fiscal year, April to March)';
COMMENT ON COLUMN target_ladders.ladder_until_on IS 'Last day of the period of the goal';
COMMENT ON COLUMN target_ladders.goal_confidence IS 'Confidence of the goal';
COMMENT ON COLUMN target_ladders.goal_checked IS 'What a search for a better source of the goal brought; empty where none was made';
COMMENT ON COLUMN target_ladders.goal_note IS 'Context of the goal, and doubts';
COMMENT ON COLUMN target_ladders.goal_kind IS 'Kind of the goal (targets.kind)';
COMMENT ON COLUMN target_ladders.rung_order IS 'Order of the rungs';
COMMENT ON COLUMN target_ladders.rung IS 'goal, officially_expected, own_estimates, issued or transferred';
COMMENT ON COLUMN target_ladders.label IS 'Name of the rung shown in the Atlas';
COMMENT ON COLUMN target_ladders.quantity_mtco2e IS 'Quantity, MtCO2e; empty where no source that was read gives it';
COMMENT ON COLUMN target_ladders.share_of_goal IS 'Computed: quantity over that of the goal';
COMMENT ON COLUMN target_ladders.as_of IS 'Day, month or year that the quantity describes';
COMMENT ON COLUMN target_ladders.derivation IS 'published, computed or summed';
COMMENT ON COLUMN target_ladders.statement IS 'What the quantity is, in our words';
COMMENT ON COLUMN target_ladders.total_id IS 'Published total on the rung "issued" (table reconciliation); empty elsewhere';
COMMENT ON COLUMN target_ladders.quantity_word IS 'Why the quantity is missing: none yet, none confirmed, amount not found; not found for an estimate; empty where it is known';
