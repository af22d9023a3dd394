-- Publications: who says it, and of what kind.

CREATE TABLE source_kinds (
    kind           VARCHAR PRIMARY KEY,
    label          VARCHAR NOT NULL UNIQUE,
    source_rank    INTEGER NOT NULL CHECK (source_rank > 0),
    ranks_as       VARCHAR NOT NULL,
    is_official    BOOLEAN NOT NULL,
    is_compilation BOOLEAN NOT NULL,
    description    VARCHAR NOT NULL
);
COMMENT ON TABLE source_kinds IS 'Kinds of publication, with their place in the order of precedence between claims';
COMMENT ON COLUMN source_kinds.kind IS 'Key of the kind';
COMMENT ON COLUMN source_kinds.label IS 'Name shown in the Atlas';
COMMENT ON COLUMN source_kinds.source_rank IS 'Place in the order of precedence, 1 first';
COMMENT ON COLUMN source_kinds.ranks_as IS 'Name of that place';
COMMENT ON COLUMN source_kinds.is_official IS 'True for what a government or UN body publishes';
COMMENT ON COLUMN source_kinds.is_compilation IS 'True for lists of many: their newest edition speaks, and a day of theirs alone is shown to the month';
COMMENT ON COLUMN source_kinds.description IS 'What belongs to it';

CREATE TABLE sources (
    source_id    VARCHAR PRIMARY KEY CHECK (regexp_full_match(source_id, '[a-z0-9_-]+')),
    publisher    VARCHAR NOT NULL,
    title        VARCHAR NOT NULL,
    url          VARCHAR CHECK (is_address(url)),
    published_on VARCHAR CHECK (is_known_day(published_on)),
    retrieved_on DATE NOT NULL,
    kind         VARCHAR NOT NULL REFERENCES source_kinds (kind),
    licence      VARCHAR NOT NULL,
    CHECK (kind = 'lead' OR url IS NOT NULL)
);
COMMENT ON TABLE sources IS 'Publications from which figures and dates in the Atlas were read, one a row';
COMMENT ON COLUMN sources.source_id IS 'Key of the publication';
COMMENT ON COLUMN sources.publisher IS 'Who published it';
COMMENT ON COLUMN sources.title IS 'Its title, shortened where long';
COMMENT ON COLUMN sources.url IS 'Where it is published; empty only for leads without a page';
COMMENT ON COLUMN sources.published_on IS 'Its own date, to the precision that it states; empty where it shows none';
COMMENT ON COLUMN sources.retrieved_on IS 'Day on which it was read for the Atlas';
COMMENT ON COLUMN sources.kind IS 'Kind of publication, which decides its place in the order of precedence: official_text, official_page, report, compilation, dataset or lead';
COMMENT ON COLUMN sources.licence IS 'Terms of use as far as stated';
