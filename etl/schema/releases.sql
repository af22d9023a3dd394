-- Editions of the data, filled from data/releases by etl/sources/releases.py. No part of the content that a release is told by.

CREATE TABLE releases (
    release_id   VARCHAR PRIMARY KEY CHECK (regexp_full_match(release_id, '[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]+)?')),
    edition_on   DATE NOT NULL,
    content_hash VARCHAR NOT NULL CHECK (regexp_full_match(content_hash, '[0-9a-f]{64}')),
    previous_release_id VARCHAR,
    note         VARCHAR NOT NULL
);
COMMENT ON TABLE releases IS 'Editions of the data that were recorded, so that later ones can be compared with them';
COMMENT ON COLUMN releases.release_id IS 'Day of the edition; numbered where an edition was released again';
COMMENT ON COLUMN releases.edition_on IS 'Newest day on which a source was read';
COMMENT ON COLUMN releases.content_hash IS 'SHA-256 of all rows but those on releases: equal content has an equal hash';
COMMENT ON COLUMN releases.previous_release_id IS 'Release that the changes are counted from; empty for the first';
COMMENT ON COLUMN releases.note IS 'What the release brings, in our words';

CREATE TABLE release_tables (
    release_id  VARCHAR NOT NULL REFERENCES releases (release_id),
    table_name  VARCHAR NOT NULL,
    row_count   BIGINT NOT NULL CHECK (row_count >= 0),
    news_count      BIGINT CHECK (news_count IS NULL OR news_count >= 0),
    late_count      BIGINT CHECK (late_count IS NULL OR late_count >= 0),
    undated_count   BIGINT CHECK (undated_count IS NULL OR undated_count >= 0),
    corrected_count BIGINT CHECK (corrected_count IS NULL OR corrected_count >= 0),
    removed_count   BIGINT CHECK (removed_count IS NULL OR removed_count >= 0),
    PRIMARY KEY (release_id, table_name)
);
COMMENT ON TABLE release_tables IS 'Rows of each table in each release, and how many of them changed since the release before';
COMMENT ON COLUMN release_tables.release_id IS 'Release';
COMMENT ON COLUMN release_tables.table_name IS 'Table; also read models, whose changes follow from the others and are not counted';
COMMENT ON COLUMN release_tables.row_count IS 'Rows';
COMMENT ON COLUMN release_tables.news_count IS 'Rows added or changed by something dated after the edition before; empty where nothing was compared';
COMMENT ON COLUMN release_tables.late_count IS 'Rows added with a date on or before that day: late findings';
COMMENT ON COLUMN release_tables.undated_count IS 'Rows added without a date of their own';
COMMENT ON COLUMN release_tables.corrected_count IS 'Rows changed otherwise: corrections';
COMMENT ON COLUMN release_tables.removed_count IS 'Rows removed';

CREATE TABLE release_changes (
    release_id  VARCHAR NOT NULL REFERENCES releases (release_id),
    table_name  VARCHAR NOT NULL,
    row_key     VARCHAR NOT NULL,
    change      VARCHAR NOT NULL CHECK (change IN ('added', 'removed', 'changed')),
    kind        VARCHAR NOT NULL CHECK (kind IN ('news', 'late', 'undated', 'corrected', 'removed')),
    column_name VARCHAR NOT NULL,
    old_value   VARCHAR,
    new_value   VARCHAR,
    PRIMARY KEY (release_id, table_name, row_key, column_name)
);
COMMENT ON TABLE release_changes IS 'Changed cells of each release; where a table changed in very many rows only the first ones are listed';
COMMENT ON COLUMN release_changes.release_id IS 'Release';
COMMENT ON COLUMN release_changes.table_name IS 'Table';
COMMENT ON COLUMN release_changes.row_key IS 'Primary key of the row; parts joined by |';
COMMENT ON COLUMN release_changes.change IS 'added, removed or changed';
COMMENT ON COLUMN release_changes.kind IS 'news, late, undated, corrected or removed, as in release_tables';
COMMENT ON COLUMN release_changes.column_name IS 'Column';
COMMENT ON COLUMN release_changes.old_value IS 'Value in the release before; empty where there was none';
COMMENT ON COLUMN release_changes.new_value IS 'Value in this release; empty where there is none';
