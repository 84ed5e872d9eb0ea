"""Forward stepwise choice of two-list interactions on sparse tables, with bootstrap intervals."""

from tahqiq.estimate.stepwise.fit import fit_stepwise

__all__ = ["fit_stepwise"]
