"""Turns the files below data/ into the DuckDB warehouse that the dashboard reads."""
