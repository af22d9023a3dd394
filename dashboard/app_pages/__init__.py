"""One short file a page."""
