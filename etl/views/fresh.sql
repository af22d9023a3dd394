-- Read models of how fresh the facts are: which publications they were read from, and up to when each kind is known. A lead makes nothing fresh.

CREATE TABLE fact_sources AS
WITH named AS (
SELECT 'agreement' AS kind, source_id FROM claim_list WHERE NOT is_lead
UNION SELECT 'project', source_id FROM project_steps WHERE NOT is_lead
UNION SELECT event, source_id FROM event_list WHERE NOT is_lead
UNION SELECT 'authorised_unit', source_id FROM block_list WHERE NOT is_lead
UNION SELECT 'target', source_id FROM target_list WHERE NOT is_lead
UNION SELECT 'target', source_id FROM target_progress_list WHERE NOT is_lead
UNION SELECT 'price', source_id FROM price_list WHERE NOT is_lead
UNION SELECT 'rule', source_id FROM rule_list WHERE NOT is_unconfirmed
UNION SELECT 'report', source_id FROM account_reports WHERE NOT is_lead
UNION SELECT 'programme', source_id FROM programme_features WHERE source_id IS NOT NULL AND NOT is_lead_only(confidence)
UNION SELECT 'trade', source_id FROM trade_list
)
SELECT n.kind, a.source_id, a.publisher, a.published_on, a.read_on, a.checked_on, a.has_news
FROM named n JOIN source_ages a USING (source_id)
ORDER BY n.kind, a.source_id;
COMMENT ON TABLE fact_sources IS 'Publications that facts of each kind were read from, with their days; leads left out';
COMMENT ON COLUMN fact_sources.read_on IS 'Day on which it was read for the Atlas';
COMMENT ON COLUMN fact_sources.checked_on IS 'Day on which the watch last found its address readable; empty where it isn''t watched or was not asked yet';
COMMENT ON COLUMN fact_sources.has_news IS 'True where its address changed after we read it: what is new there is in no answer yet';
COMMENT ON COLUMN fact_sources.kind IS 'agreement, project, authorisation, issuance, first_transfer, use, authorised_unit, target, price, rule, report, programme or trade';

CREATE TABLE fact_days AS
SELECT kind, known_up_to_on::VARCHAR AS known_on FROM known_up_to
UNION ALL
SELECT 'rule', arg_max(published_on, first_possible_day(published_on)) FROM rule_list WHERE NOT is_unconfirmed
UNION ALL
SELECT 'report', arg_max(submitted_on, first_possible_day(submitted_on)) FROM account_reports WHERE NOT is_lead
UNION ALL
SELECT 'trade', max(year)::VARCHAR FROM trade_list
ORDER BY kind;
COMMENT ON TABLE fact_days IS 'Up to when each kind of fact is known, as known: a day, a month or a year';
COMMENT ON COLUMN fact_days.kind IS 'Kind as in known_up_to, and of rules the newest page that gives its day, of reports the newest one, of trade the last year with rows';
COMMENT ON COLUMN fact_days.known_on IS 'Day, month or year';
