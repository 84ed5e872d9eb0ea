"""What can go wrong while publishing.

TahqiqError
├── BadInput
│   └── UnfitRelease      the folder given is no release this version can publish
├── MapFailed             the tiles of a map could not be cut
└── SearchFailed          the pages of prose could not be indexed
"""

from __future__ import annotations

from tahqiq.vocab.errors import BadInput, TahqiqError


class UnfitRelease(BadInput):
    """The release folder is missing something, was altered, or is of another format."""


class SearchFailed(TahqiqError):
    """The program that indexes the pages of prose could not be run, or failed."""


class MapFailed(TahqiqError):
    """The program that cuts a map into tiles could not be run, or failed."""
