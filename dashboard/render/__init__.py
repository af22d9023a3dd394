"""Draws what the rooms say: knows no subject."""
