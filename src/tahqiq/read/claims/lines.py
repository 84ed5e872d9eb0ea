"""Lines of ``claims.jsonl`` read back into the proposals they were written from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from tahqiq.read.claims.proposal import Proposal
from tahqiq.vocab.claims import Category, Effect, Scope, Speaker, Stance
from tahqiq.vocab.counts import CountRange, Hedge
from tahqiq.vocab.dates import DateSpan
from tahqiq.vocab.errors import BadInput

#: Bytes of one line; a longer one is damage or malice.
_LONGEST = 1 << 20


class _Link(msgspec.Struct, frozen=True):
    name: str
    kind: str = ""
    role: Literal["outlet", "agency", "speaker"] = "speaker"


class ClaimLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line, as ``tahqiq read`` writes it; what it does not know of a line it passes over."""

    text_sha256: str
    quote: str
    start: int
    end: int
    effect: str
    category: str
    claim: int = 0
    subcategory: str = ""
    min: int | None = None
    max: int | None = None
    hedge: str = "exact"
    negated: bool = False
    stance: str = "asserts"
    scope: str = "event"
    chain: list[_Link] = []
    basis: str = ""
    blamed: str = ""
    weapon: str = ""
    place: str = ""
    from_date: str = ""
    to_date: str = ""
    supersedes: int | None = None
    within: int | None = None

    def proposal(self, text: str) -> Proposal:
        """What the line proposes of a text.

        Raises:
            ValueError: a word that is none of ours, a figure or day that cannot be, or a quote that does
                not stand in the text.
        """
        return Proposal(
            text=text,
            quote=self.quote,
            start=self.start,
            end=self.end,
            effect=Effect(self.effect),
            category=Category(self.category),
            subcategory=self.subcategory,
            count=CountRange(self.min, self.max),
            hedge=Hedge(self.hedge),
            negated=self.negated,
            stance=Stance(self.stance),
            scope=Scope(self.scope),
            chain=tuple(_speaker(link) for link in self.chain),
            basis=self.basis,
            blamed=self.blamed,
            weapon=self.weapon,
            place=self.place,
            span=DateSpan.parse(self.from_date, self.to_date),
            supersedes=self.supersedes,
            within=self.within,
        )


def _speaker(link: _Link) -> Speaker:
    return Speaker(name=link.name, kind=link.kind, role=link.role)


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line with its number in the file, from 1; ``fault`` says why it cannot be read, '' where it can."""

    number: int
    line: ClaimLine | None
    fault: str = ""


def claim_lines(path: Path) -> Iterator[NumberedLine]:
    """Every line of a file of claims, blank ones left out.

    Raises:
        BadInput: the file cannot be read, or a line is too long to be one of claims.
    """
    try:
        with path.open("rb") as stream:
            number = 0
            while line := stream.readline(_LONGEST):
                number += 1
                if len(line) == _LONGEST:
                    raise BadInput(f"a line of more than {_LONGEST:,} bytes", file=path.name, row=number)
                if line.strip():
                    yield _read(line, number)
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror or error}", file=path.name) from None


def _read(line: bytes, number: int) -> NumberedLine:
    try:
        told = json.loads(line.decode("utf-8-sig"))
        return NumberedLine(number, msgspec.convert(told, ClaimLine))
    except UnicodeDecodeError:
        return NumberedLine(number, None, "bytes that are no UTF-8 text")
    except msgspec.ValidationError as error:
        return NumberedLine(number, None, str(error).replace("`", "'"))
    except (ValueError, RecursionError):
        return NumberedLine(number, None, "not a line of JSON")
