"""What can go wrong while packages come in or go out; the rest of the room's tree: `tahqiq.seal.errors`.

BadInput
├── NotUnpacked       a ZIP or TAR that is locked, broken, deceptive or a bomb: keep it whole
├── NotAPackage       neither a bag nor an RO-Crate
└── Unfaithful        a package whose files are not those that its manifests promise
"""

from __future__ import annotations

from tahqiq.vocab.errors import BadInput


class NotUnpacked(BadInput):
    """This container is not opened, and nothing of it was kept; sealed whole it does no harm.

    Attributes:
        reason: why, without the file's name, as a receipt's note should say it.
    """

    def __init__(self, reason: str, *, file: str | None = None) -> None:
        self.reason = reason
        remedy = "seal it whole, or unpack it with care and seal the folder"
        super().__init__(f"not unpacked: {reason}", file=file, remedy=remedy)


class NotAPackage(BadInput):
    """There is no package here that this version can receive."""


class Unfaithful(BadInput):
    """What arrived is not what the sender's manifests promise; nothing was sealed."""
