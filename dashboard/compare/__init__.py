"""Two to four Parties in one role, or pairs, side by side."""
