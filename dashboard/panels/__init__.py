"""Inputs of pages that have choices of their own, drawn with Streamlit. They know their room; no room knows them.

A panel is a module with `adopt(visit)`, which before the content writes into the address what the visitor has chosen last, and
`draw(visit)`, which draws the inputs where the content has its block Inputs.
"""
