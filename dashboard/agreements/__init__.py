"""What Parties agreed."""
