"""What came of the agreements."""
