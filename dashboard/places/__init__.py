"""One country, one pair of countries, and the network between them."""
