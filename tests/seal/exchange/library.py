"""The Library of Congress's ``bagit``, imported without what its age makes Python say."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import bagit

__all__ = ["bagit"]
