"""The brief to take along: two pages on a country or a pair, as PDF and as one HTML file."""
