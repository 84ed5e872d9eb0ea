"""What can go wrong between the record and its release.

    TahqiqError
    ├── BadInput                 2  a folder or release that cannot be used, file and line named
    └── ReleaseRefused          70  the record tried to let something out that it may not: our bug
        ├── UndeclaredField         a field no policy speaks of
        ├── PolicyConflict          a policy that contradicts itself or the row it is for
        └── RowRefused              a row of the wrong type, out of order, or half withheld

Nothing is written when any of these is raised.
"""

from __future__ import annotations

from tahqiq.vocab.errors import TahqiqError


class ReleaseRefused(TahqiqError):
    """The record tried to let something out that it may not."""


class UndeclaredField(ReleaseRefused):
    """A field of the record that its policy neither publishes, redacts nor withholds.

    Args:
        fields: the fields, in the order they were met.
        where: the model or row they belong to.
    """

    def __init__(self, fields: tuple[str, ...], where: str) -> None:
        self.fields = fields
        super().__init__(f"{where}: no release policy declares {', '.join(fields)}")


class PolicyConflict(ReleaseRefused):
    """A policy that says two things about a field, or withholds what a row cannot go without."""


class RowRefused(ReleaseRefused):
    """A row that may not enter the release."""
