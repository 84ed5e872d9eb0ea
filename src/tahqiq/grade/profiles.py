"""What a vague quantity is worth: named, versioned profiles, because methods differ (METHOD: counts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tahqiq.vocab.claims import Effect
from tahqiq.vocab.counts import UNKNOWN, CountRange, Hedge
from tahqiq.vocab.errors import BadInput

_LOWER_BOUNDS = frozenset({Hedge.AT_LEAST, Hedge.MORE_THAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One method's reading of figures and of words without a number.

    Attributes:
        name, version: stored with every result as ``spelled``.
        words: what words stand for, whoever is counted.
        injured: what they stand for where people injured are counted, before ``words``.
    """

    name: str
    version: int
    words: Mapping[Hedge, CountRange] = field(default_factory=dict)
    injured: Mapping[Hedge, CountRange] = field(default_factory=dict)

    @property
    def spelled(self) -> str:
        """Name and version, as stored: 'airwars/1'."""
        return f"{self.name}/{self.version}"

    def read(self, count: CountRange, hedge: Hedge, effect: Effect) -> CountRange:
        """The bounds a figure and its hedge stand for.

        'More than / at least N' is min N, max unknown; 'up to N' is max N, min unknown; 'about'
        keeps N. A figure always goes before a word, and no word ever means zero.

        >>> STRICT.read(CountRange.exactly(1600), Hedge.MORE_THAN, Effect.KILLED)
        CountRange(min=1600, max=None)
        """
        if count.unknown:
            vague = self.injured.get(hedge) if effect is Effect.INJURED else None
            return vague or self.words.get(hedge, UNKNOWN)
        if hedge in _LOWER_BOUNDS and count.min is not None:
            return CountRange(count.min, None)
        if hedge is Hedge.AT_MOST and count.max is not None:
            return CountRange(None, count.max)
        return count


#: No word is a number.
STRICT = Profile(name="strict", version=1)
#: Airwars: 'a number of', 'several', 'unspecified' injured are 2; 'dozens' are 12–24 (observed).
AIRWARS = Profile(
    name="airwars",
    version=1,
    words={Hedge.DOZENS: CountRange(12, 24)},
    injured={Hedge.UNSPECIFIED: CountRange.exactly(2)},
)
#: ACLED codebook: dozens 12, hundreds 100, the most conservative figure (its tens are 10; no hedge says so).
ACLED = Profile(
    name="acled",
    version=1,
    words={Hedge.DOZENS: CountRange.exactly(12), Hedge.HUNDREDS: CountRange.exactly(100)},
)

PROFILES: Mapping[str, Profile] = {profile.name: profile for profile in (AIRWARS, ACLED, STRICT)}


def profile_named(name: str) -> Profile:
    """The current version of a profile.

    Raises:
        BadInput: there is none of that name.
    """
    if name not in PROFILES:
        raise BadInput(f"there is no profile {name!r}", remedy=f"choose one of {', '.join(sorted(PROFILES))}")
    return PROFILES[name]
