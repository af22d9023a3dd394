"""What knows no subject: how a number is declared and told."""
