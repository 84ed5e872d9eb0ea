"""Invented pages and digests whose text, titles, dates and borders are known, for tests and benchmarks.

The same seed gives the same; no name, place or outlet is anybody's.
"""
