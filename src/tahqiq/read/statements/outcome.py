"""What was decided of an allegation, and why it was rejected (METHOD: the armed actor's answer)."""

from __future__ import annotations

from dataclasses import dataclass

from tahqiq.read.statements.casualties import Conceded
from tahqiq.read.statements.entry import Outcome
from tahqiq.read.statements.passage import Passage
from tahqiq.read.statements.words import ALONE, Wording
from tahqiq.vocab.answers import RejectionReason

#: Wordings of a denial that say why come before one that only says no.
_REASONS = (
    RejectionReason.DUPLICATE,
    RejectionReason.NO_STRIKES,
    RejectionReason.INSUFFICIENT_INFORMATION,
    RejectionReason.INSUFFICIENT_EVIDENCE,
    RejectionReason.OTHERS_KILLED,
    RejectionReason.OTHER,
)
_PENDING = (Outcome.OPEN, Outcome.NOT_YET_ASSESSED)


@dataclass(frozen=True, slots=True)
class Decided:
    """An outcome, the reason of a rejection, and the wording that tells it."""

    outcome: Outcome | None = None
    reason: RejectionReason | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Met:
    """A wording met in an entry, and where it ends."""

    at: int
    wording: Wording


def decided(
    passage: Passage, harm: Conceded, *, above: Decided | None = None, strikes_told: bool = False
) -> Decided:
    """The outcome an entry states; where it states none, that of the heading it stands under.

    A label ('assessed as non-credible') outranks prose, a later wording an earlier one, and harm that
    the actor concedes a denial met before it. A duplicate of what was rejected is rejected; of
    anything else a duplicate. A report of strikes that speaks of no casualties denies nothing.

    >>> said = "After review it was assessed that no Coalition strikes were conducted in the area."
    >>> print(decided(Passage.of(said), Conceded()).reason)
    no_coalition_strikes
    >>> print(decided(Passage.of("The allegation was assessed as credible."), Conceded()).outcome)
    credible
    """
    met = _met(passage, strikes_told=strikes_told)
    outcome, rule = _outcome(met, harm)
    above = above or Decided()
    if outcome is None:
        return replace_reason(above, met)
    if outcome is Outcome.DUPLICATE or (outcome is Outcome.NON_CREDIBLE):
        reason = _reason(met) or (above.reason if above.outcome is outcome else None)
        return Decided(outcome, reason, rule)
    return Decided(outcome, None, rule)


def replace_reason(above: Decided, met: list[_Met]) -> Decided:
    """A heading's outcome, with the entry's own reason where it gives one."""
    if above.outcome is not Outcome.NON_CREDIBLE:
        return above
    return Decided(above.outcome, _reason(met) or above.reason, above.rule)


def _met(passage: Passage, *, strikes_told: bool) -> list[_Met]:
    text = passage.words.meaningless.sub(lambda found: " " * len(found[0]), passage.text)
    possible = passage.words.possible(text)
    about = not strikes_told or passage.words.subject.search(text) is not None
    tried = (each for each in possible if about or each.label)
    met = ((wording.last_in(text), wording) for wording in tried)
    return [_Met(end, wording) for end, wording in met if end is not None]


def _outcome(met: list[_Met], harm: Conceded) -> tuple[Outcome | None, str]:
    """The outcome and the name of the wording that decides it."""
    labels = [each for each in met if each.wording.label and not (harm.found and _of_another(each))]
    reopened = [each for each in met if each.wording.outcome is Outcome.REOPENED]
    final = _last(labels, but=(Outcome.DUPLICATE, Outcome.REOPENED))
    if final is not None and not (reopened and reopened[-1].at > final.at):
        outcome = final.wording.outcome
        if outcome is Outcome.NON_CREDIBLE or not _has(met, Outcome.DUPLICATE):
            return outcome, final.wording.name
    outdone = (*((Outcome.NON_CREDIBLE,) if harm.said else ()), *(_PENDING if harm.found else ()))
    prose = _last(met, but=(Outcome.DUPLICATE, *outdone))
    if harm.said and (prose is None or prose.at < harm.at or prose.wording.outcome is Outcome.CREDIBLE):
        return Outcome.CREDIBLE, "harm conceded"
    if _has(met, Outcome.DUPLICATE) and not _has(labels, Outcome.NON_CREDIBLE):
        return Outcome.DUPLICATE, "duplicate"
    if prose is not None and prose.wording.outcome in _PENDING and _has(met, Outcome.NON_CREDIBLE):
        denial = _last([each for each in met if each.wording.outcome is Outcome.NON_CREDIBLE])
        prose = denial if denial is not None and denial.wording.name.endswith("other") else prose
    if prose is not None:
        return prose.wording.outcome, prose.wording.name
    return (Outcome.NON_CREDIBLE, "no harm") if harm.denied else (None, "")


def _of_another(met: _Met) -> bool:
    """Whether a label in prose leaves open what another report says: harm has been found in this one."""
    return met.wording.outcome in _PENDING and not met.wording.name.startswith(ALONE)


def _last(met: list[_Met], but: tuple[Outcome, ...] = ()) -> _Met | None:
    return max(
        (each for each in met if each.wording.outcome not in but), key=lambda each: each.at, default=None
    )


def _has(met: list[_Met], outcome: Outcome) -> bool:
    return any(each.wording.outcome is outcome for each in met)


def _reason(met: list[_Met]) -> RejectionReason | None:
    """The reason of a rejection, the most telling of those worded."""
    given = {each.wording.reason for each in met}
    return next((reason for reason in _REASONS if reason in given), None)
