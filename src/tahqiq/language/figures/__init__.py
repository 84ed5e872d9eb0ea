"""Numbers as they are written, in digits or in the words of a language; nothing of what they count.

Both :mod:`tahqiq.language.numbers` and :mod:`tahqiq.language.dates` read their figures here.
"""
