"""A text given to a model passage by passage, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tahqiq.read.assisted.checking import Checked, Refused, Unsound, checked, claims_in
from tahqiq.read.assisted.endpoint import Endpoint, EndpointFault
from tahqiq.read.assisted.prompt import messages, prompt_version

#: Characters of one passage.
LONGEST_PASSAGE = 6_000
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A passage for which the model gave no answer that can be read, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assisted:
    """What a model proposed for a text.

    Attributes:
        proposals: those that stood every check, in the order of the text.
        refused: those that did not. ``failed``: passages without a readable answer.
        model, prompt: who was asked, and what they were told.
    """

    proposals: tuple[Checked, ...]
    refused: tuple[Refused, ...]
    failed: tuple[Failed, ...]
    model: str
    prompt: str


def propose(text: str, endpoint: Endpoint, *, doc_date: date | None = None) -> Assisted:
    """Asks a model for the casualty claims of a text, and checks each against it.

    Nothing the endpoint does raises: what it fails at is told in ``failed`` and ``refused``.

    Args:
        text: sealed text; it leaves this machine where the endpoint is another.
        endpoint: whom to ask.
        doc_date: when the text was written.
    """
    made: list[Checked | Refused] = []
    failed: list[Failed] = []
    version = prompt_version()
    for start, end in passages(text):
        try:
            claims = claims_in(endpoint.ask(messages(text[start:end])))
        except (EndpointFault, Unsound) as error:
            failed.append(Failed(start=start, end=end, why=str(error)))
            continue
        made += checked(claims, text, (start, end), model=endpoint.model, prompt=version, doc_date=doc_date)
    proposals = [each for each in made if isinstance(each, Checked)]
    proposals.sort(key=lambda each: (each.proposal.start, each.proposal.end))
    return Assisted(
        proposals=tuple(proposals),
        refused=tuple(each for each in made if isinstance(each, Refused)),
        failed=tuple(failed),
        model=endpoint.model,
        prompt=version,
    )


def passages(text: str, longest: int = LONGEST_PASSAGE) -> Iterator[tuple[int, int]]:
    """Where the passages of a text begin and end: whole paragraphs or sentences where that is possible.

    >>> [("one two three"[start:end]) for start, end in passages("one two three", 8)]
    ['one two ', 'three']
    """
    start = 0
    while start < len(text):
        end = min(start + longest, len(text))
        if end < len(text):
            breaks = {
                _weight(text, *found.span()): found.end() for found in _BLANK.finditer(text, start, end)
            }
            end = breaks[max(breaks)] if breaks else end
        if text[start:end].strip():
            yield start, end
        start = end


def _weight(text: str, start: int, end: int) -> int:
    """How good a place to break is: between paragraphs, after a sentence, between words."""
    if text.count("\n", start, end) > 1:
        return 3
    return 2 if text[start - 1 : start] in {".", "!", "?", "؟"} else 1
