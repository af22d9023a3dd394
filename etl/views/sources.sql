-- Read models of publications.

-- The rows of a table or view with the publication that each names. The address is told here alone: the deep link of the row,
-- else the page of the publication.
CREATE TEMP MACRO sourced(table_name) AS TABLE
SELECT t.* REPLACE (coalesce(t.source_url, s.url) AS source_url), s.publisher AS source_publisher, s.title AS source_title
FROM query_table(table_name) t JOIN sources s USING (source_id);

-- How fresh each publication is: its own day, the day on which we read it, and what the watch saw since.
CREATE TABLE source_ages AS
WITH seen AS (
    SELECT source_id, max(checked_on) AS checked_on, max(changed_on) AS changed_on, min(unreadable_since) AS unreadable_since
    FROM watched_addresses LEFT JOIN watch_checks USING (watch_id) WHERE source_id IS NOT NULL GROUP BY source_id
)
SELECT s.source_id, s.publisher, s.title, s.kind, s.published_on, s.retrieved_on AS read_on, w.checked_on, w.changed_on,
    w.unreadable_since, w.source_id IS NOT NULL AS is_watched,
    coalesce(w.changed_on > s.retrieved_on AND w.changed_on > w2.first_read_on, false) AS has_news,
    greatest(s.retrieved_on, coalesce(w.checked_on, s.retrieved_on)) AS looked_at_on, s.url
FROM sources s LEFT JOIN seen w USING (source_id)
    LEFT JOIN (SELECT source_id, min(first_read_on) AS first_read_on FROM watched_addresses GROUP BY source_id) w2 USING (source_id)
ORDER BY looked_at_on, s.published_on NULLS FIRST, s.source_id;
COMMENT ON TABLE source_ages IS 'Publications by the day on which they were last looked at, oldest first: their own day, the day we read them, what the watch saw since';
COMMENT ON COLUMN source_ages.source_id IS 'Publication';
COMMENT ON COLUMN source_ages.publisher IS 'Who published it';
COMMENT ON COLUMN source_ages.title IS 'Its title, shortened where long';
COMMENT ON COLUMN source_ages.kind IS 'Kind of publication';
COMMENT ON COLUMN source_ages.published_on IS 'Its own date, to the precision that it states; empty where it shows none';
COMMENT ON COLUMN source_ages.url IS 'Where it is published; empty only for leads without a page';
COMMENT ON COLUMN source_ages.read_on IS 'Day on which it was read for the Atlas';
COMMENT ON COLUMN source_ages.checked_on IS 'Day on which the watch last found its address readable; empty where it isn''t watched or was not asked yet';
COMMENT ON COLUMN source_ages.changed_on IS 'Day on which the watch first saw what stands at its address now';
COMMENT ON COLUMN source_ages.unreadable_since IS 'Day since which its address can''t be read; empty where it can';
COMMENT ON COLUMN source_ages.is_watched IS 'True where the watch asks its address';
COMMENT ON COLUMN source_ages.has_news IS 'True where its address changed after we read it: what is new there is in no answer yet';
COMMENT ON COLUMN source_ages.looked_at_on IS 'Later of the days of reading and of checking';
