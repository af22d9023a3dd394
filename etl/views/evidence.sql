-- What every source says of every row, one statement a row and field, with the choice that the Atlas made and its rule.
-- A new table of facts gets its evidence by one more SELECT here; without one, a row shows its own publication.

CREATE TABLE evidence AS
WITH statements AS (
    SELECT 'agreement' AS row_kind, agreement_id AS row_id, field::VARCHAR AS field,
        CASE field::VARCHAR WHEN 'instrument' THEN t.label ELSE replace(value, '_', ' ') END AS value, as_stated, source_id, source_url,
        confidence::VARCHAR AS confidence, is_chosen, choice_rule, note, precedence
    FROM claim_list LEFT JOIN instrument_types t ON t.instrument = value
    UNION ALL
    -- The yearly estimates of numbered JCM projects were taken from the second witness, so it alone is named for them.
    SELECT 'project', project_id, field, value, NULL, source_id, source_url, confidence::VARCHAR, true,
        'The source of the row; projects have no order of precedence', NULL, 1
    FROM (UNPIVOT (
            SELECT project_id, source_id, source_url, confidence, title, stage, nullif(stage_raw, '') AS stage_raw, registered_on,
                CASE WHEN project_id NOT LIKE 'JCM-%' OR witness_expected_tco2e_per_year IS DISTINCT FROM expected_tco2e_per_year
                    THEN format('{:,.0f} tCO2e', expected_tco2e_per_year) END AS expected_tco2e_per_year,
                format('{:,.0f} tCO2e', expected_tco2e_total) || coalesce(' ' || expected_period, '') AS expected_tco2e_total
            FROM project_list)
        ON title, stage, stage_raw, registered_on, expected_tco2e_per_year, expected_tco2e_total INTO NAME field VALUE value)
    UNION ALL
    SELECT 'project', w.project_id, u.field, u.value, NULL, w.source_id, w.url, 'B',
        u.field = 'expected_tco2e_per_year' AND w.project_id LIKE 'JCM-%' AND w.expected_tco2e_per_year = p.expected_tco2e_per_year,
        CASE WHEN u.field = 'expected_tco2e_per_year' AND w.project_id LIKE 'JCM-%' AND w.expected_tco2e_per_year = p.expected_tco2e_per_year
            THEN 'The Atlas takes the estimates of numbered JCM projects from here' ELSE 'Second witness, shown beside' END, NULL, 2
    FROM project_witnesses w JOIN projects p USING (project_id),
        LATERAL (SELECT unnest(['title', 'stage_raw', 'registered_on', 'expected_tco2e_per_year']) AS field,
            unnest([w.title, w.status_raw, w.registered_on, format('{:,.0f} tCO2e', w.expected_tco2e_per_year)]) AS value) u
    WHERE u.value IS NOT NULL
    UNION ALL
    SELECT 'project', project_id, 'step', step || coalesce(', ' || step_on, ', date not published'), NULL, source_id, source_url, NULL, true,
        'A dated or undated step of the project', note, 3
    FROM project_steps
    UNION ALL
    -- An event and the other figures for it, from either of them.
    SELECT 'event', a.event_id, u.field, u.value, NULL, e.source_id, e.source_url, e.confidence::VARCHAR, e.event_id = coalesce(a.is_alternative_of, a.event_id),
        CASE WHEN e.is_alternative_of IS NOT NULL THEN 'Another figure for the same event: shown, never added'
             WHEN e.is_summed THEN 'In the sums' ELSE 'In the ledger, in no sum' END, e.note, (e.is_alternative_of IS NOT NULL)::INT
    FROM event_list a JOIN event_list e ON coalesce(e.is_alternative_of, e.event_id) = coalesce(a.is_alternative_of, a.event_id),
        LATERAL (SELECT unnest(['quantity_tco2e', 'event_on', 'quantity_kind', 'unit_kind', 'monitoring_period']) AS field,
            unnest([format('{:,} tCO2e', e.quantity_tco2e), e.event_on, replace(e.quantity_kind, '_', ' '), replace(e.unit_kind, '_', ' '), e.monitoring_period]) AS value) u
    WHERE u.value IS NOT NULL
    UNION ALL
    SELECT 'block', b.block_id, u.field, u.value, NULL, b.source_id, b.source_url, b.confidence::VARCHAR, true,
        CASE WHEN b.is_summed THEN 'In the sum of authorised credits' ELSE 'In no sum: ' || b.not_summed_because END, b.note, 1
    FROM block_list b,
        LATERAL (SELECT unnest(['quantity_tco2e', 'authorised_on', 'issued_on', 'vintage_year', 'authorised_for', 'first_transfer_definition',
                'is_on_platform', 'cooperative_approach_id', 'serial_text']) AS field,
            unnest([format('{:,} tCO2e', b.quantity_tco2e), b.authorised_on, b.issued_on, b.vintage_year::VARCHAR, replace(b.authorised_for, '_', ' '),
                replace(b.first_transfer_definition, '_', ' '), CASE WHEN b.is_on_platform THEN 'yes' WHEN NOT b.is_on_platform THEN 'no' END,
                b.cooperative_approach_id, b.serial_text]) AS value) u
    WHERE u.value IS NOT NULL
    UNION ALL
    -- A claim on a rule, and the others on the same cell: what differs stands beside.
    SELECT 'rule', a.rule_id, o.kind, o.says, NULL, o.source_id, o.source_url, o.confidence::VARCHAR, o.rule_id = a.rule_id,
        CASE WHEN o.is_unconfirmed THEN 'A lead: it decides nothing' WHEN o.rule_id = a.rule_id THEN 'This claim'
            ELSE 'Another claim on the same kind of rule of the same Party; none is chosen' END,
        o.superseded_by_says, (o.rule_id <> a.rule_id)::INT
    FROM rule_list a JOIN rule_list o ON o.party_iso3 = a.party_iso3 AND o.side = a.side AND o.rule_kind = a.rule_kind
    UNION ALL
    -- A target or progress figure and the others of the same kind, superseded ones included.
    SELECT 'target', a.target_id, t.metric || coalesce(', stated ' || t.stated_on, ''),
        coalesce(plain_number(t.quantity) || ' ' || unit_in_words(t.unit), 'no quantity published'), NULL, t.source_id, t.source_url,
        t.confidence::VARCHAR, t.target_id = a.target_id, CASE WHEN t.is_superseded THEN 'Superseded: kept and shown, used nowhere' ELSE 'In use' END,
        t.note, (t.target_id <> a.target_id)::INT
    FROM target_list a JOIN target_list t ON t.target_id = a.target_id
        OR (t.buyer_iso3 = a.buyer_iso3 AND t.unit = a.unit AND t.target_year = a.target_year AND t.is_itmo_volume AND a.is_itmo_volume)
    UNION ALL
    SELECT 'progress', a.progress_id, t.metric || coalesce(', as of ' || t.as_of, ''), plain_number(t.quantity) || ' ' || unit_in_words(t.unit), NULL,
        t.source_id, t.source_url, t.confidence::VARCHAR, t.progress_id = a.progress_id,
        CASE WHEN t.is_superseded THEN 'Superseded by a later figure of the same kind' ELSE 'In use' END, t.note, (t.progress_id <> a.progress_id)::INT
    FROM target_progress_list a JOIN target_progress_list t
        ON t.progress_id = a.progress_id OR (t.metric = a.metric AND t.buyer_iso3 IS NOT DISTINCT FROM a.buyer_iso3)
    UNION ALL
    SELECT 'price', price_id, subject, plain_number(low) || coalesce(' to ' || plain_number(nullif(high, low)), '') || ' ' || coalesce(currency, '(currency not stated)')
        || CASE unit WHEN 'per_tco2e' THEN ' a tonne' ELSE ' ' || replace(unit, '_', ' ') END, NULL, source_id, source_url, confidence::VARCHAR, true,
        kind || CASE WHEN is_computed THEN ', a division of two published numbers' ELSE ', as published' END, note, 1
    FROM price_list
    UNION ALL
    SELECT 'preset', preset_id, 'volume', plain_number(volume_mt) || ' MtCO2e: ' || volume_note, NULL, source_id, volume_url, NULL, true, 'Volume of the starting point', note, 1
    FROM calculator_preset_list
    UNION ALL
    SELECT 'feature', buyer_iso3 || '-' || need_id, need, status || ': ' || statement, NULL, source_id, source_url, confidence::VARCHAR, true, 'Only source for this cell', NULL, 1
    FROM programme_feature_list
    UNION ALL
    SELECT 'published', a.total_id, f.metric || coalesce(', as of ' || f.as_of, ''), coalesce(f.value_as_stated, plain_number(f.value) || ' ' || f.unit), NULL,
        f.source_id, f.source_url, f.confidence::VARCHAR, f.total_id = a.total_id,
        CASE WHEN f.total_id = a.total_id THEN 'As published' ELSE 'The same figure in another publication' END, f.note, (f.total_id <> a.total_id)::INT
    FROM published_figures a JOIN published_figures f ON f.total_id = a.total_id OR f.repeats = a.total_id
    UNION ALL
    -- A fact of a country and what other publications say of the same one: only targets in words have several.
    SELECT 'fact', a.fact_id, f.label || CASE WHEN f.fact = 'ndc_target' THEN ', ' || f.as_of ELSE '' END, f.said, NULL, f.source_id, f.source_url, NULL,
        f.fact_id = a.fact_id, CASE WHEN f.fact_id = a.fact_id THEN 'As this publication has it' ELSE 'Words of another publication, shown beside' END,
        NULL, (f.fact_id <> a.fact_id)::INT
    FROM country_facts a JOIN country_facts f ON f.fact_id = a.fact_id OR (f.fact = 'ndc_target' AND a.fact = 'ndc_target' AND f.iso3 = a.iso3)
    UNION ALL
    SELECT 'trade_total', total_id, metric, plain_number(value) || ' ' || unit, NULL, source_id, NULL, NULL, true, 'As published', note, 1
    FROM trade_published_list
    UNION ALL
    SELECT 'trade_check', check_id, 'Other figure', format('US${:,}', reference_usd), NULL, source_id, NULL, NULL, false,
        'Held against the rows of the Atlas and used nowhere', comment, 1
    FROM trade_reconciliation_list
)
SELECT e.row_kind, e.row_id, e.field, e.value, e.as_stated, e.is_chosen, e.choice_rule, e.confidence, e.note,
    e.source_id, e.source_publisher AS publisher, e.source_title, s.published_on, s.kind AS source_kind, s.licence, e.source_url, e.precedence
FROM sourced('statements') e JOIN sources s USING (source_id)
ORDER BY e.row_kind, e.row_id, e.precedence, e.field, e.value, e.source_id;
COMMENT ON TABLE evidence IS 'What every source says of every row, with the value that the Atlas uses and the rule that chose it';
COMMENT ON COLUMN evidence.field IS 'What the statement is about';
COMMENT ON COLUMN evidence.value IS 'What the source says, in the words of the Atlas';
COMMENT ON COLUMN evidence.as_stated IS 'The publisher''s own word, where it differs';
COMMENT ON COLUMN evidence.is_chosen IS 'True for what the Atlas uses';
COMMENT ON COLUMN evidence.choice_rule IS 'Why it is used or not';
COMMENT ON COLUMN evidence.confidence IS 'A: official page; B: another page; C: general knowledge, never counted; empty: not rated';
COMMENT ON COLUMN evidence.note IS 'Doubts and disagreements';
COMMENT ON COLUMN evidence.publisher IS 'Who published it';
COMMENT ON COLUMN evidence.published_on IS 'Date of the publication, as known';
COMMENT ON COLUMN evidence.source_kind IS 'Kind of publication (sources.kind)';
COMMENT ON COLUMN evidence.licence IS 'Terms of use of the publication, as far as stated';
COMMENT ON COLUMN evidence.precedence IS 'Order of the statements on a row';

-- Pages that were read to check a row, by the kinds of row that the pages of the Atlas open.
CREATE TABLE verification_list AS
SELECT CASE v.table_name WHEN 'published_totals' THEN 'published' WHEN 'published_quantities' THEN 'published' WHEN 'target_progress' THEN 'progress'
        ELSE v.table_name[:-2] END AS row_kind,
    v.key AS row_id, v.what, v.verdict, v.checked_on, v.note, v.source_id, s.publisher, s.title AS source_title, coalesce(v.url, s.url) AS source_url
FROM verifications v LEFT JOIN sources s USING (source_id)
ORDER BY row_kind, row_id, v.checked_on, v.verification_id;
COMMENT ON TABLE verification_list IS 'Pages that were read to check a row beside its own publication, as the row shows them';
COMMENT ON COLUMN verification_list.row_kind IS 'Kind of the row (evidence.row_kind)';
COMMENT ON COLUMN verification_list.row_id IS 'Key of the row';
COMMENT ON COLUMN verification_list.publisher IS 'Who published the page that was read; empty where none was found';
COMMENT ON COLUMN verification_list.source_title IS 'Its title';
