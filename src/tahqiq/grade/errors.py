"""What can go wrong while grading.

    TahqiqError
    └── BadInput              2  a name that is not known, such as a profile's
        └── IllegalAnswer     2  an answer that may not follow the one before it

The rules themselves raise nothing: what they cannot tell they leave unknown, with a reason.
"""

from __future__ import annotations

from tahqiq.vocab.answers import AnswerState
from tahqiq.vocab.errors import BadInput


class IllegalAnswer(BadInput):
    """An answer that may not follow the one before it."""

    def __init__(self, before: AnswerState, after: AnswerState) -> None:
        self.before, self.after = before, after
        super().__init__(f"an answer that is {before} cannot become {after}", remedy="reopen the case first")
