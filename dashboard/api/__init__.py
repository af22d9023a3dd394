"""The Atlas for machines: rows, measures, pages and changes over HTTP, the same for assistants, and feeds."""
