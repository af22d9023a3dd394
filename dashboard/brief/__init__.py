"""The briefs to take along: which blocks of which pages stand in each of them. None has a sentence or number of its own."""
