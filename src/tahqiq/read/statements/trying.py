"""Which of many phrases a text can hold: one scan for the letters that each of them needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, Implementation


class Trying:
    """Phrases by the strings that they cannot match without.

    Args:
        needed: for each phrase groups of strings, one of each in every text that holds it; none where
            that cannot be told, and such a phrase is always possible.

    >>> Trying([[("open",)], [("duplicate", "already"), ("assess",)], []]).possible("already assessed")
    [1, 2]
    """

    def __init__(self, needed: Sequence[Sequence[tuple[str, ...]]]) -> None:
        numbers = {each: at for at, each in enumerate(dict.fromkeys(_strings(needed)))}
        self._needed = [[frozenset(numbers[each] for each in group) for group in groups] for groups in needed]
        self._scan = AhoCorasick(list(numbers), implementation=Implementation.DFA, store_patterns=False)

    def possible(self, text: str) -> list[int]:
        """The phrases that a folded text can hold, in their order."""
        met = {found for found, _, _ in self._scan.find_matches_as_indexes(text, overlapping=True)}
        lacks = met.isdisjoint
        return [at for at, groups in enumerate(self._needed) if not any(map(lacks, groups))]


def _strings(needed: Sequence[Sequence[tuple[str, ...]]]) -> Iterator[str]:
    return (each for groups in needed for group in groups for each in group)
