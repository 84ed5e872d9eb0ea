"""Every figure of a text in its order, with what it is, how sure the speaker is, and where it stands."""

from __future__ import annotations

from tahqiq.language.numbers.quantity import Quantity
from tahqiq.language.numbers.reader import Reader
from tahqiq.language.tokens import cut


def find_numbers(text: str, *, language: str | None = None, singulars: bool = False) -> tuple[Quantity, ...]:
    """Finds every figure of a text: digits, number words, duals, and words without a number.

    Figures that count nothing (years, ages, percentages, dates, names in digits) are found too and
    say so in their ``kind``: nothing is left out in silence.

    Args:
        text: any string, whatever is in it.
        language: the tables to read with, 'ar' or 'en'; all of them by default.
        singulars: whether a counted noun alone stands for one ('a child', سيدة).

    Returns:
        The figures in the order of the text; no two overlap, and ``text[start:end]`` is the quote.

    Raises:
        BadInput: there is no table for the language.

    >>> [(each.quote, each.count.text(), each.noun) for each in find_numbers("more than 1,600 civilians")]
    [('more than 1,600', 'at least 1,600', 'civilians')]
    >>> [(each.quote, each.count.text()) for each in find_numbers("مقتل طفلين وثلاثة وعشرين مدنيا")]
    [('طفلين', '2'), ('ثلاثة وعشرين', '23')]
    >>> [(each.quote, each.kind.value) for each in find_numbers("an F-16 on 12 June, 20% of them")]
    [('16', 'identifier'), ('12', 'date'), ('20', 'percentage')]
    """
    return tuple(Reader(cut(text), language, singulars=singulars).quantities())
