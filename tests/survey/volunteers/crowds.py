"""Crowds to try, answers by hand, and the plain majority beside which the consensus stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tahqiq.survey.testing.volunteers import Crowd
from tahqiq.survey.volunteers.answers import Answers

CROWDS = {
    "usual": Crowd(),
    "careful": Crowd(hasty=0, late=0, blind=0, eager=0, spammers=0),
    "hasty": Crowd(hasty=0.8, blind=0, eager=0, spammers=0),
    "late": Crowd(hasty=0.1, late=0.7, blind=0.05, eager=0),
    "blind": Crowd(hasty=0.1, blind=0.5, eager=0.2, late=0.05),
    "spammed": Crowd(spammers=0.2),
    "lazy": Crowd(spammers=0.1, lazy=0.2),
}


def answers_of(
    said: Sequence[tuple[str, str, int, int]], *, images: int, gold: dict[int, int] | None = None
) -> Answers:
    """Answers written as (building, volunteer, earliest, latest)."""
    buildings = tuple(dict.fromkeys(row[0] for row in said))
    volunteers = tuple(dict.fromkeys(row[1] for row in said))
    return Answers(
        buildings=buildings,
        volunteers=volunteers,
        dates=tuple(date(2020, 1, 1) + timedelta(days=at) for at in range(images)),
        building=np.array([buildings.index(row[0]) for row in said], np.int32),
        volunteer=np.array([volunteers.index(row[1]) for row in said], np.int32),
        earliest=np.array([row[2] for row in said], np.int16),
        latest=np.array([row[3] for row in said], np.int16),
        gold=gold or {},
    )


def majority(answers: Answers) -> NDArray[np.int64]:
    """The answer given most often to each building, the earliest of equals."""
    votes = np.zeros((len(answers.buildings), answers.images + 1))
    np.add.at(votes, (answers.building[answers.told], answers.latest[answers.told]), 1)
    return votes.argmax(axis=1)
