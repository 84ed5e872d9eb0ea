"""A series split in two: how far apart its means are, for the Bayes factor of two means against one."""

from __future__ import annotations

from tahqiq.compiled import compiled


@compiled
def split(
    every: float, every2: float, n: int, left: float, n1: int, known: float, variance: float
) -> tuple[float, float]:
    """The size of both sides together, n1 n2 / n, and t²/v (``buildings.evidence`` has the formula).

    Args:
        every, every2, n: sum of all values, of their squares, and how many; left, n1: of those before.
        known, variance: degrees of freedom and variance of what is known beforehand.

    1 and 1 before, 4 and 6 after: the squares between the means are 16, those around them 2.

    >>> split(12.0, 54.0, 4, 2.0, 2, 0.0, 1.0)
    (1.0, 8.0)
    """
    n2 = n - n1
    share = n1 * n2 / n
    apart = (every - left) / n2 - left / n1
    between = share * apart * apart
    within = max(every2 - every * every / n - between, 0.0) + known * variance
    return share, between / max(within, 1e-12)
