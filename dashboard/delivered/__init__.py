"""What was authorised, issued and transferred."""
