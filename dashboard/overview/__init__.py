"""The first page: who works with whom, and what came of it."""
