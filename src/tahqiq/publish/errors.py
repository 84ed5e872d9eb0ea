"""What can go wrong while publishing.

TahqiqError
└── BadInput
    └── UnfitRelease      the folder given is no release this version can publish
"""

from __future__ import annotations

from tahqiq.vocab.errors import BadInput


class UnfitRelease(BadInput):
    """The release folder is missing something, was altered, or is of another format."""
