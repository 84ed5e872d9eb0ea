"""Letters of both scripts in three levels of normalisation: display, match, skeleton.

    normalise("Abd al-Raḥmān", "match")          one text
    normalise_column(names, "match")             a column: the same, a million names a second and more

Only the column needs numpy, and asks for it when called.
"""

from __future__ import annotations

from collections.abc import Sequence

from tahqiq.language.letters.levels import LEVELS, Level, normalise

__all__ = ["LEVELS", "Level", "normalise", "normalise_column"]


def normalise_column(texts: Sequence[str], level: Level) -> list[str]:
    r"""Every text of a column at one level; the same as :func:`normalise` on each, many times faster.

    >>> normalise_column(["أحمد", "Aḥmad\n", ""], "match")
    ['احمد', 'ahmad', '']
    """
    from tahqiq.language.letters.columns import normalised

    return normalised(texts, level)
