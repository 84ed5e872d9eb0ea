"""From answers to consensus: what was seen of each building, and how well each volunteer sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.runs import shortest_runs
from tahqiq.survey.volunteers.answers import Answers, window_of
from tahqiq.survey.volunteers.seeing import (
    AT_FIRST,
    OFFSETS,
    OFFSETS_AT_FIRST,
    PRIOR,
    SHARE_AT_FIRST,
    Shares,
    Sight,
    count,
    entropy,
    expect,
    fill_all,
    first_sight,
    gather,
    weigh,
)
from tahqiq.vocab.judgements import DamageWindow

#: Rounds at most, and the gain of log-likelihood an answer below which there is no further one.
ROUNDS, GAIN = 300, 1e-6
_RARE = (1 - SHARE_AT_FIRST, SHARE_AT_FIRST)


@dataclass(frozen=True, slots=True, eq=False)
class Consensus:
    """What the volunteers saw together.

    Attributes:
        answers: what it rests on.
        posterior: probability of each state of each building; (B, T + 1).
        states: how common each state is; (T + 1,).
        sight: how well each volunteer sees.
        rounds: of expectation-maximisation.
    """

    answers: Answers
    posterior: Shares
    states: Shares
    sight: Sight
    rounds: int

    @property
    def damaged(self) -> Shares:
        """Probability that some image shows each building damaged; (B,)."""
        found: Shares = 1 - self.posterior[:, -1]
        return found

    @property
    def best(self) -> NDArray[np.int64]:
        """The likeliest state of each building; (B,)."""
        found: NDArray[np.int64] = self.posterior.argmax(axis=1)
        return found

    def windows(self, *, level: float = 0.9) -> list[DamageWindow]:
        """When each building was damaged: the shortest run of states that holds so much of the probability.

        Args:
            level: of the probability that the building was damaged at all.
        """
        dates = self.answers.dates
        first, last = shortest_runs(self.posterior[:, :-1], level)
        made = []
        for b, name in enumerate(self.answers.buildings):
            chance = float(self.damaged[b])
            intact = damage = None
            if chance >= 0.5:
                intact, damage = window_of(int(first[b]), dates)[0], window_of(int(last[b]), dates)[1]
            made.append(
                DamageWindow(
                    building=name,
                    damaged=chance >= 0.5,
                    probability=chance,
                    last_intact=intact.isoformat() if intact else "",
                    first_damaged=damage.isoformat() if damage else "",
                )
            )
        return made

    def worth_asking(self) -> Shares:
        """Bits that one more answer of a usual volunteer is expected to tell of each building; (B,)."""
        images = self.answers.images
        heard = np.bincount(self.answers.volunteer, minlength=len(self.answers.volunteers)).astype(float)
        weights = heard / heard.sum() if heard.sum() else np.full(len(heard), 1 / max(len(heard), 1))
        usual: Shares = sum(
            (w * self.sight.confusion(v, images) for v, w in enumerate(weights)),
            start=np.zeros((images + 1, images + 1)),
        )
        gain: Shares = entropy(self.posterior @ usual) - self.posterior @ entropy(usual)
        return gain


def agree(answers: Answers, *, on_round: Callable[[int], None] | None = None) -> Consensus:
    """What volunteers saw together, by expectation-maximisation from the median answer on.

    The same answers give the same consensus. Gold buildings keep the state that is known of them, and teach
    how well each volunteer sees.

    Args:
        answers: at least one image; those that say nothing are left aside.
        on_round: called after each round with its number.

    Raises:
        ValueError: there are no images.
    """
    if not answers.images:
        raise ValueError("there are no images to agree on")
    told = answers.take(answers.told)
    known = np.full(len(answers.buildings), -1, np.int16)
    known[list(answers.gold)] = list(answers.gold.values())
    given = _Given.of(told)
    posterior, states = _start(told)
    sight = first_sight(len(answers.volunteers), _habits(told, np.zeros((len(answers.volunteers), 1))))
    before, rounds = -np.inf, 0
    for rounds in range(1, ROUNDS + 1):
        if rounds > 1 or answers.gold:
            posterior, fit = _expected(given, sight, states, known)
            if abs(fit - before) < GAIN * max(len(told.building), 1):
                break
            before = fit
        states = _common(posterior)
        sight = _learnt(given, posterior, sight)
        if on_round is not None:
            on_round(rounds)
    return Consensus(answers, posterior, states, sight, rounds)


@dataclass(frozen=True, slots=True, eq=False)
class _Given:
    """Answers that say something, and the U kinds of them: same volunteer, same window.

    Attributes:
        kind: of each answer, a row of the three that follow; (n,).
    """

    told: Answers
    kind: NDArray[np.int64]
    volunteer: NDArray[np.int32]
    earliest: NDArray[np.int16]
    latest: NDArray[np.int16]

    @classmethod
    def of(cls, told: Answers) -> _Given:
        """The kinds there are."""
        wide = np.int64(told.images + 1)
        keys = (told.volunteer * wide + told.earliest) * wide + told.latest
        _, first, kind = np.unique(keys, return_index=True, return_inverse=True)
        return cls(told, kind, told.volunteer[first], told.earliest[first], told.latest[first])


def _start(told: Answers) -> tuple[Shares, Shares]:
    """Each building's answers as they are, none trusted above another: half votes, half what is common."""
    images = told.images
    votes = np.zeros((len(told.buildings), images + 1))
    width = (told.latest - told.earliest + 1).astype(float)
    for wide in range(images + 1):
        rows = (told.earliest + wide) <= told.latest
        np.add.at(votes, (told.building[rows], told.earliest[rows] + wide), 1 / width[rows])
    states = _common(votes / np.maximum(votes.sum(axis=1, keepdims=True), 1))
    smoothed = votes + 0.5 * states
    return smoothed / smoothed.sum(axis=1, keepdims=True), states


def _expected(given: _Given, sight: Sight, states: Shares, known: NDArray[np.int16]) -> tuple[Shares, float]:
    tables = _tables(sight, len(states))
    guessed = sight.guessed[:, None, None]
    mixed = guessed * sight.habits[:, None, :] + (1 - guessed) * tables
    posterior = np.empty((len(known), len(states)))
    said = np.empty((len(given.volunteer), len(states)))
    weigh(given.volunteer, given.earliest, given.latest, np.cumsum(mixed, axis=2), said)
    fit = expect(given.told.building, given.kind, said, states, known, posterior)
    return posterior, fit


def _tables(sight: Sight, states: int) -> Shares:
    tables = np.zeros((len(sight.missed), states, states))
    fill_all(tables, sight.offsets, sight.missed, sight.invented)
    return tables


def _learnt(given: _Given, posterior: Shares, sight: Sight) -> Sight:
    """How well each sees, from how often each did what, drawn towards all of them."""
    people, states = len(sight.missed), posterior.shape[1]
    offsets, missed, invented = np.zeros((people, OFFSETS)), np.zeros((people, 2)), np.zeros((people, 2))
    guesses, habits = np.zeros((people, 2)), np.zeros((people, states))
    held = np.zeros((len(given.volunteer), states))
    gather(given.told.building, given.kind, posterior, held)
    before = (held, _tables(sight, states), sight.habits, sight.guessed)
    sums = (offsets, missed, invented, guesses, habits)
    count(given.volunteer, given.earliest, given.latest, *before, *sums)
    return Sight(
        offsets=_drawn(offsets, OFFSETS_AT_FIRST),
        missed=_drawn(missed, _RARE)[:, 1],
        invented=_drawn(invented, _RARE)[:, 1],
        guessed=_drawn(guesses, _RARE)[:, 1],
        habits=_habits(given.told, habits),
    )


def _drawn(counts: Shares, at_first: Sequence[float]) -> Shares:
    """Shares of each volunteer, drawn towards the shares of all, and those towards what is held at first."""
    pooled = counts.sum(axis=0) + AT_FIRST * np.array(at_first)
    each = counts + PRIOR * pooled / pooled.sum()
    found: Shares = each / each.sum(axis=1, keepdims=True)
    return found


def _habits(told: Answers, counts: Shares) -> Shares:
    """What each answers when guessing: as often as they are held to have guessed it, else like anybody."""
    anybody = np.bincount(told.latest, minlength=told.images + 1).astype(float) + 1.0
    each = counts + PRIOR * anybody / anybody.sum()
    found: Shares = each / each.sum(axis=1, keepdims=True)
    return found


def _common(posterior: Shares) -> Shares:
    """How common each state is; none is held impossible."""
    sums = posterior.sum(axis=0) + 0.5
    found: Shares = sums / sums.sum()
    return found
