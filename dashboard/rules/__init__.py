"""What hosts and buyers ask of a project: the rule book."""
