"""Which of many phrases a text can hold: one scan for the letters that each of them needs."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation


class Trying:
    """Phrases by the strings that they cannot match without.

    Args:
        needed: for each phrase strings one of which is in every text that holds it; none where that
            cannot be told, and such a phrase is always possible.

    >>> Trying([("open",), ("duplicate", "already"), ()]).possible("already assessed")
    [1, 2]
    """

    def __init__(self, needed: Sequence[tuple[str, ...]]) -> None:
        phrases: dict[str, list[int]] = {}
        for number, strings in enumerate(needed):
            for each in strings:
                phrases.setdefault(each, []).append(number)
        self._always = [number for number, strings in enumerate(needed) if not strings]
        self._phrases = list(phrases.values())
        self._scan = AhoCorasick(list(phrases), implementation=Implementation.DFA, store_patterns=False)

    def possible(self, text: str) -> list[int]:
        """The phrases that a folded text can hold, in their order."""
        met = {found for found, _, _ in self._scan.find_matches_as_indexes(text, overlapping=True)}
        numbers = set(self._always)
        for each in met:
            numbers.update(self._phrases[each])
        return sorted(numbers)
