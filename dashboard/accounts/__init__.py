"""The account of a Party: what it authorised, moved and used, who says so, and what that does to its balance."""
