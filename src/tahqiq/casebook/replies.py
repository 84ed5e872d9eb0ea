"""The words in which a family's question is answered: what is known, and no more than that."""

from __future__ import annotations

from collections.abc import Mapping

from tahqiq.casebook.models import Reply
from tahqiq.vocab.wording import Language, word

#: A beginning for whoever answers; the person writes what was really said.
WORDS: Mapping[Reply, str] = {
    Reply.NOT_KNOWN: (
        "We do not know whether the person is among those found. Nothing we hold shows it, and nothing we "
        "hold rules it out. The file stays open, and is compared with all who are found."
    ),
    Reply.BEING_EXAMINED: (
        "The file is being examined. This is no identification. As soon as an authority has decided, "
        "somebody tells you in person."
    ),
    Reply.IDENTIFIED: "An authority has identified the person. Somebody tells you everything in person.",
}


def words_of(reply: Reply, language: Language = "en") -> str:
    """What may be said, in either language.

    >>> words_of(Reply.BEING_EXAMINED).partition(".")[0]
    'The file is being examined'
    """
    return word(WORDS[reply], language)
