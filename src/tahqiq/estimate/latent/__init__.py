"""Latent classes: people differ in how likely lists are to hold them, and nobody knows how.

    fit = fit_latent(table, seed=1)
    fit.median, fit.lo95, fit.hi95, fit.rhat, fit.ess

The nonparametric latent-class model of Manrique-Vallier (2016), with the priors of the R package LCMCR.
"""

from tahqiq.estimate.latent.fitting import Progress, fit_latent
from tahqiq.estimate.latent.priors import LatentPriors, prior_documented_share

__all__ = ["LatentPriors", "Progress", "fit_latent", "prior_documented_share"]
