-- Read models of the rule book. Whether a rule is in force is asked for a day (docs/method.md, "The rule book").

CREATE TABLE rule_list AS
SELECT r.rule_id, r.party_iso3, p.short_name AS party, r.side, r.rule_kind, k.label AS kind, k.sort_order AS kind_order, k.step_order, k.step,
    r.says, r.value_number, r.value_unit, r.counterpart_iso3, c.short_name AS counterpart, r.status, r.applies_from, r.repealed_on, n.says AS superseded_by_says, r.is_on_path,
    -- A day that is known to the year or month is counted from its last day: until then it isn't certain that the rule applied.
    last_possible_day(r.applies_from) AS applies_from_on, last_possible_day(r.repealed_on) AS ends_on,
    least(last_possible_day(s.published_on), s.retrieved_on) AS known_from_on,
    r.confidence, is_lead_only(r.confidence) AS is_unconfirmed, r.read_as, s.source_id, s.publisher AS source_publisher, s.published_on, r.source_url
FROM rules r JOIN parties p ON p.iso3 = r.party_iso3 JOIN rule_kinds k ON k.rule_kind = r.rule_kind JOIN sources s ON s.source_id = r.source_id
LEFT JOIN parties c ON c.iso3 = r.counterpart_iso3 LEFT JOIN rules n ON n.rule_id = r.superseded_by
ORDER BY r.side DESC, party, k.sort_order, r.rule_id;
COMMENT ON TABLE rule_list IS 'Rules of hosts and buyers with their words; one dated claim a row';
COMMENT ON COLUMN rule_list.step_order IS 'Place of the step in the life of a project';
COMMENT ON COLUMN rule_list.step IS 'The step at which a project meets it; an order of ours, no law';
COMMENT ON COLUMN rule_list.party IS 'Party whose rule it is';
COMMENT ON COLUMN rule_list.kind IS 'Kind of rule';
COMMENT ON COLUMN rule_list.kind_order IS 'Place of the kind among the kinds';
COMMENT ON COLUMN rule_list.counterpart IS 'Only for agreements with this Party; empty where the rule is for all';
COMMENT ON COLUMN rule_list.superseded_by_says IS 'What took its place';
COMMENT ON COLUMN rule_list.applies_from_on IS 'Day from which it applies for certain: the last day of a month or year that is known no closer';
COMMENT ON COLUMN rule_list.ends_on IS 'Day by which it had ended';
COMMENT ON COLUMN rule_list.known_from_on IS 'Day of its page, or the day on which it was read; a claim without a day of its own is not known before';
COMMENT ON COLUMN rule_list.is_unconfirmed IS 'True for a lead, that decides nothing';
COMMENT ON COLUMN rule_list.source_publisher IS 'Who published it';

CREATE TABLE rule_parties AS
SELECT t.side, t.iso3 AS party_iso3, p.short_name AS party, p.region, count(r.rule_id) AS rules, count(r.rule_id) FILTER (NOT r.is_unconfirmed) AS confirmed
FROM (SELECT 'host' AS side, host_iso3 AS iso3 FROM agreement_list WHERE is_counted UNION SELECT 'buyer', buyer_iso3 FROM agreement_list WHERE is_counted
    UNION SELECT side, party_iso3 FROM rule_list) t
JOIN parties p USING (iso3) LEFT JOIN rule_list r ON r.side = t.side AND r.party_iso3 = t.iso3
GROUP BY ALL ORDER BY side DESC, rules DESC, party;
COMMENT ON TABLE rule_parties IS 'Hosts and buyers of counted agreements, and those with a rule; the rest were looked for and not found';
COMMENT ON COLUMN rule_parties.side IS 'host or buyer';
COMMENT ON COLUMN rule_parties.party_iso3 IS 'Party';
COMMENT ON COLUMN rule_parties.party IS 'Its name';
COMMENT ON COLUMN rule_parties.region IS 'Its region';
COMMENT ON COLUMN rule_parties.rules IS 'Rows of the rule book';
COMMENT ON COLUMN rule_parties.confirmed IS 'Those that are no leads';

CREATE TABLE rule_cells AS
SELECT t.side, t.party_iso3, t.party, k.rule_kind, k.label AS kind, k.sort_order AS kind_order, count(r.rule_id) AS rules,
    rule_cell(list(rule_state(r.status, r.applies_from_on, r.ends_on, r.known_from_on, e.edition_on))) AS state
FROM rule_parties t CROSS JOIN rule_kinds k CROSS JOIN edition e
LEFT JOIN rule_list r ON r.side = t.side AND r.party_iso3 = t.party_iso3 AND r.rule_kind = k.rule_kind
GROUP BY ALL ORDER BY t.side DESC, t.party, k.sort_order;
COMMENT ON TABLE rule_cells IS 'Party against kind of rule, on the day of this edition';
COMMENT ON COLUMN rule_cells.side IS 'host or buyer';
COMMENT ON COLUMN rule_cells.party_iso3 IS 'Party';
COMMENT ON COLUMN rule_cells.party IS 'Its name';
COMMENT ON COLUMN rule_cells.rule_kind IS 'Kind of rule';
COMMENT ON COLUMN rule_cells.kind IS 'Its name';
COMMENT ON COLUMN rule_cells.kind_order IS 'Place of the kind among the kinds';
COMMENT ON COLUMN rule_cells.rules IS 'Claims behind the cell';
COMMENT ON COLUMN rule_cells.state IS 'in_force, not_yet, announced, draft, proposed, repealed, undated (without a day, on a page of a later one), unconfirmed (leads alone) or not_found, the first of these that a claim has; not found is never "none"';
