"""Which saying each claim belongs to, and the chain from the carrier to the origin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from tahqiq.read.attribution.reading import Placed, Quotation, Reading
from tahqiq.read.attribution.sayings import Saying
from tahqiq.read.attribution.speakers import Name
from tahqiq.vocab.claims import Speaker, Stance
from tahqiq.vocab.parties import SourceKind

if TYPE_CHECKING:
    from tahqiq.read.claims.sentences import Sentence

#: Tokens between a quotation and the words that tell who says it.
_BESIDE = 3
#: Whoever speaks of what they saw gives testimony.
_WITNESSES = frozenset([SourceKind.WITNESS.value, SourceKind.RELATIVE.value])
#: Stances that do not go on into another clause: after 'denied …, but' others speak.
_NOT_FURTHER = frozenset([Stance.DENIES, Stance.DISPUTES, Stance.IS_INVESTIGATING, Stance.DEMANDS])
#: Stances whose speaker goes on in the next sentences: a report tells its findings one by one.
_GOES_ON = frozenset([Stance.FINDS, Stance.ADMITS])


class Said(msgspec.Struct, frozen=True):
    """Who says a claim.

    Attributes:
        by: the origin, as worded; '' where the text names nobody.
        chain: the carrier first, the origin last.
        basis: what it rests on, as worded.
        stance: how the origin stands behind it.
    """

    by: str = ""
    chain: tuple[Speaker, ...] = ()
    basis: str = ""
    stance: Stance = Stance.ASSERTS


@dataclass(slots=True)
class Sayer:
    """Goes through the sentences of a text and remembers who spoke last.

    Attributes:
        reading: the text.
        carriers: of the whole text (an agency in the dateline).
        last: who spoke last, to whom 'he' refers.
        going_on: who goes on speaking in sentences that name nobody.
        whole: who is named as the source of the whole text.
        quoted: who says which quotation.
    """

    reading: Reading
    carriers: tuple[Speaker, ...] = ()
    last: Said = field(default_factory=Said)
    going_on: Said | None = None
    whole: Said | None = None
    quoted: dict[Quotation, Said] = field(default_factory=dict)

    def resolved(self, sayings: Iterable[Saying]) -> list[tuple[Saying, Said]]:
        """The sayings of a sentence with who says them; 'he' is whoever spoke last."""
        made: list[tuple[Saying, Said]] = []
        for each in sayings:
            said = self._said(each)
            if each.whole:
                self.whole = said
            if said.by:
                self.last = said
            made.append((each, said))
        return made

    def _said(self, saying: Saying) -> Said:
        stance = saying.stance
        if not saying.origin.empty:
            through = () if saying.nameless else (self._speaker(saying.name, carrier=True),)
            return self._chained(through, saying.origin, saying, stance)
        if saying.name.us:
            return Said(chain=self.carriers, stance=stance)
        if saying.nameless:
            before = self.last
            if saying.name.pronoun and not before.by:
                return self._chained((), replace(saying.name, kind=SourceKind.WITNESS.value), saying, stance)
            kept = (
                Stance.TESTIFIES if before.stance is Stance.TESTIFIES and stance is Stance.ASSERTS else stance
            )
            return Said(before.by, before.chain, saying.basis, kept)
        through = () if saying.carrier.empty else (self._speaker(saying.carrier, carrier=True),)
        return self._chained(through, saying.name, saying, stance)

    def _chained(self, through: tuple[Speaker, ...], name: Name, saying: Saying, stance: Stance) -> Said:
        speaker = self._speaker(name)
        known = {each.name for each in through}
        carriers = tuple(each for each in self.carriers if each.name not in known | {speaker.name})
        if stance is Stance.ASSERTS and name.kind in _WITNESSES:
            stance = Stance.TESTIFIES
        return Said(speaker.name, (*carriers, *through, speaker), saying.basis or name.basis, stance)

    def _speaker(self, name: Name, *, carrier: bool = False) -> Speaker:
        words = self.reading.words(name.first, name.end)
        if name.carrier == "agency":
            return Speaker(name=words, kind=name.kind, role="agency")
        if name.carrier == "outlet" or carrier:
            return Speaker(name=words, kind=name.kind, role="outlet")
        return Speaker(name=words, kind=name.kind)

    def quotations(self, sayings: Sequence[tuple[Saying, Said]], last: int) -> None:
        """Remembers who says the quotations just before or after a saying of the sentence that ends so."""
        if not self.reading.quotations:
            return
        for saying, said in sayings:
            following = range(saying.end, min(last, saying.end + _BESIDE))
            for beside in (saying.first - 1, saying.first - 2, *following):
                quotation = self._quotation_bounded(beside)
                if quotation is not None and not quotation.first < saying.first < quotation.last:
                    self.quoted.setdefault(quotation, said)

    def _quotation_bounded(self, at: int) -> Quotation | None:
        """The quotation whose opening or closing mark is a token."""
        found = self.reading.quotation_at(at + 1)
        if found is not None and found.first == at:
            return found
        found = self.reading.quotation_at(at)
        return found if found is not None and found.last == at else None

    def of(self, at: int, found: dict[int, Placed], sayings: Sequence[tuple[Saying, Said]]) -> Said | None:
        """Who says the claim at a token of a sentence; None where the sentence does not tell."""
        quotation = self.reading.quotation_at(at)
        if quotation is not None and quotation in self.quoted:
            return _stronger(self.quoted[quotation], sayings, at)
        earlier = [each for each in sayings if each[0].end <= at or each[0].first <= at < each[0].end]
        later = next((each for each in sayings if each[0].first > at and not each[0].leads), None)
        if not earlier:
            return None if later is None else later[1]
        saying, said = earlier[-1]
        if self._broken(saying.end, at, found):
            if later is not None:
                return later[1]
            return None if saying.stance in _NOT_FURTHER else said
        if not saying.leads and later is not None:
            return later[1]
        return said

    def _broken(self, first: int, at: int, found: dict[int, Placed]) -> bool:
        """Whether another statement begins between two tokens."""
        words = self.reading.tokens.words
        return any(
            words[each] in {";", "؛"} or (each in found and "break" in found[each].mark.roles)
            for each in range(first, at)
        )

    def silence(self, sentence: Sentence) -> Said | None:
        """Who says the claims of a sentence that names nobody."""
        if self.whole is not None:
            return self.whole
        return self.going_on

    def keeps(self, sentence: Sentence, sayings: Sequence[tuple[Saying, Said]]) -> None:
        """After a sentence: who goes on speaking in the next."""
        if sayings:
            saying, said = sayings[-1]
            goes_on = saying.goes_on or said.stance in _GOES_ON
            self.going_on = said if said.by and goes_on else None
        elif sentence.opens:
            self.going_on = None


def _stronger(said: Said, sayings: Sequence[tuple[Saying, Said]], at: int) -> Said:
    """Within a quotation the words may tell more of the stance: "we documented …"."""
    inner = [each for each, told in sayings if each.end <= at and not told.by]
    organised = bool(said.chain) and said.chain[-1].kind not in {"", *_WITNESSES}
    if said.stance is Stance.ASSERTS and inner and organised:
        return Said(said.by, said.chain, said.basis, inner[-1].stance)
    return said
