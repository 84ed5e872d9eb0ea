"""Decomposable graphs: every pattern of dependence among lists that can be drawn without a ring, averaged.

    fit = fit_decomposable(table, seed=1)
    fit.median, fit.detail["models"]

Madigan & York (1997), with the priors of the R package dga.
"""

from tahqiq.estimate.decomposable.fitting import DELTA, fit_decomposable
from tahqiq.estimate.decomposable.graphs import Graph, decomposable_graphs

__all__ = ["DELTA", "Graph", "decomposable_graphs", "fit_decomposable"]
