"""Trade in low-carbon technology between partners."""
