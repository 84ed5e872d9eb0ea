"""Proof bundles: one file that shows a stranger that an item was sealed, and nothing about who brought it."""

from tahqiq.seal.bundles.bundle import DISCLOSABLE, Bundle, Disclosed
from tahqiq.seal.bundles.checking import Checked, Statement, check_bundle
from tahqiq.seal.bundles.making import make_bundle

__all__ = ["DISCLOSABLE", "Bundle", "Checked", "Disclosed", "Statement", "check_bundle", "make_bundle"]
