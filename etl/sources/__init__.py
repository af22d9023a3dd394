"""One module a publisher: read() returns the publisher's words, tidy() returns our columns."""
