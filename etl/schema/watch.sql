-- Addresses that are watched: filled by etl/sources/watched.py from data/watch.csv and its lock, and from what this machine knows of its asking.

CREATE TABLE watched_addresses (
    watch_id      VARCHAR PRIMARY KEY,
    address       VARCHAR NOT NULL CHECK (is_address(address)),
    link_pattern  VARCHAR,
    publisher     VARCHAR,
    every_days    INTEGER NOT NULL CHECK (every_days > 0),
    licence       VARCHAR NOT NULL,
    good_for      VARCHAR NOT NULL,
    source_id     VARCHAR REFERENCES sources (source_id),
    first_read_on DATE,
    changed_on    DATE
);
COMMENT ON TABLE watched_addresses IS 'Addresses that `python -m etl watch` asks what changed there';
COMMENT ON COLUMN watched_addresses.watch_id IS 'Name of the address in the watch';
COMMENT ON COLUMN watched_addresses.address IS 'Address that is asked';
COMMENT ON COLUMN watched_addresses.link_pattern IS 'Pattern of the link on the page that leads to the file that is watched; empty where the address is the file';
COMMENT ON COLUMN watched_addresses.publisher IS 'Importer that reads what stands there; empty where a person must';
COMMENT ON COLUMN watched_addresses.every_days IS 'Days from one asking to the next';
COMMENT ON COLUMN watched_addresses.licence IS 'Terms of use as far as stated';
COMMENT ON COLUMN watched_addresses.good_for IS 'What may be new there';
COMMENT ON COLUMN watched_addresses.source_id IS 'Publication of ours that stands at the address';
COMMENT ON COLUMN watched_addresses.first_read_on IS 'Day on which the watch read it first; empty before';
COMMENT ON COLUMN watched_addresses.changed_on IS 'Day on which the watch first saw what stands there now';

CREATE TABLE watch_checks (
    watch_id         VARCHAR PRIMARY KEY REFERENCES watched_addresses (watch_id),
    checked_on       DATE,
    unreadable_since DATE
);
COMMENT ON TABLE watch_checks IS 'When each watched address was last asked from here; not part of the content of a release';
COMMENT ON COLUMN watch_checks.watch_id IS 'Name of the address in the watch';
COMMENT ON COLUMN watch_checks.checked_on IS 'Day on which it was last read';
COMMENT ON COLUMN watch_checks.unreadable_since IS 'Day since which it can''t be read; empty where it can';
