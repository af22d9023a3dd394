-- Publications: who says it, and of what kind.

CREATE TABLE sources (
    source_id    VARCHAR PRIMARY KEY CHECK (regexp_full_match(source_id, '[a-z0-9_-]+')),
    publisher    VARCHAR NOT NULL,
    title        VARCHAR NOT NULL,
    url          VARCHAR CHECK (is_address(url)),
    published_on VARCHAR CHECK (is_known_day(published_on)),
    retrieved_on DATE NOT NULL,
    kind         source_kind NOT NULL,
    licence      VARCHAR NOT NULL,
    CHECK (kind = 'lead' OR url IS NOT NULL)
);
COMMENT ON TABLE sources IS 'One row a publication that a figure or date in the Atlas was read from';
COMMENT ON COLUMN sources.source_id IS 'Key of the publication';
COMMENT ON COLUMN sources.publisher IS 'Who published it';
COMMENT ON COLUMN sources.title IS 'Its title, shortened where long';
COMMENT ON COLUMN sources.url IS 'Where it is published; empty only for leads without a page';
COMMENT ON COLUMN sources.published_on IS 'Its own date, to the precision that it states; empty where it shows none';
COMMENT ON COLUMN sources.retrieved_on IS 'Day on which it was read for the Atlas';
COMMENT ON COLUMN sources.kind IS 'official_text: the signed text or a copy of it; official_page: page of a government or UN body; report: press, law firm or other page on the event; compilation: a register of many agreements; dataset; lead: a page written by a machine, a copy that nobody signs, or general knowledge without a page';
COMMENT ON COLUMN sources.licence IS 'Terms of use as far as stated';
