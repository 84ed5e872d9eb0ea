"""Hierarchical log-linear models of a capture table, all of them up to five lists."""

from tahqiq.estimate.loglinear.fit import fit_loglinear

__all__ = ["fit_loglinear"]
