"""A made-up season of recovery with known truth, to measure matching by. Nobody in it lived.

    season = simulate_season(remains=3000, files=4500)
    season.remains, season.files, season.truth

Made apart from the matcher: other frequencies, other errors, other reasons for them.
"""

from tahqiq.link.remains.testing.season import Manner, Season, simulate_season

__all__ = ["Manner", "Season", "simulate_season"]
