-- What happened lies no later than this edition.
SELECT 'events' AS table_name, event_id AS key, 'event_on' AS column_name, event_on AS value
FROM events, edition WHERE first_possible_day(event_on) > edition_on
UNION ALL
SELECT 'milestones', milestone_id, 'milestone_on', milestone_on
FROM milestones, edition WHERE first_possible_day(milestone_on) > edition_on
UNION ALL
SELECT 'projects', project_id, 'registered_on', registered_on
FROM projects, edition WHERE first_possible_day(registered_on) > edition_on
UNION ALL
SELECT 'projects', project_id, 'authorised_on', authorised_on
FROM projects, edition WHERE first_possible_day(authorised_on) > edition_on
UNION ALL
SELECT 'projects', project_id, 'selected_on', selected_on
FROM projects, edition WHERE first_possible_day(selected_on) > edition_on;
