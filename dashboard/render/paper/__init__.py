"""Draws the blocks of any page for paper: a PDF, and the same document as one HTML file that needs nothing else."""
