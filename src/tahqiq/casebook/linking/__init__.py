"""The case's own records as ``tahqiq.link`` takes them, and the pairs that it finds among them.

A machine's pairs are suggestions: nothing here changes who is listed. People judge
(``actions.judge``), and an editor joins (``actions.join_victims``).
"""

from tahqiq.casebook.linking.finding import Pair, find_pairs

__all__ = ["Pair", "find_pairs"]
