"""Publishers' pages asked again: what moved there becomes a proposal, and never an answer by itself."""
