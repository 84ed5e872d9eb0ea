"""Numbers in Arabic and English text: counts with their hedges, and figures that count nothing.

    find_numbers("at least 27 civilians, among them two women")
    find_numbers("مقتل ٢٧ مدنياً بينهم طفلان")

Digits of any script, number words, duals, ranges, bounds, and words without a number. Words are in
``tables/numbers.<language>.toml`` and ``tables/nouns.<language>.toml``.
"""

from tahqiq.language.numbers.finding import find_numbers
from tahqiq.language.numbers.quantity import Kind, Quantity

__all__ = ["Kind", "Quantity", "find_numbers"]
