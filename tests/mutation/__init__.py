"""Mutation testing: small changes to the code that alter answers, and whether a test notices them."""
