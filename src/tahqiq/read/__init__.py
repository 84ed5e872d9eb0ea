"""Read: sealed text and tables → proposed claims and records, each with its exact quote.

Decides nothing about what is true.
"""
