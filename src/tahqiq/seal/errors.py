"""What can go wrong while sealing and reading back.

TahqiqError
├── BadInput
│   ├── NotAnArchive      the folder is no archive, or one of a later version
│   ├── Unsealable        a link, device, FIFO, unreadable file, or one that changed while read
│   ├── NotSealed         no sealed item has this SHA-256
│   ├── NoKeys            the archive's keys are missing, or another's
│   ├── Removed           the item was lawfully removed
│   ├── NotAgreed         a removal that nobody else asked for
│   ├── Busy              another process is writing to the archive
│   └── StorageFailed     the disk is full, read-only or failing
└── CheckFailed
└── Damaged           what is stored is not what was sealed: run ``tahqiq verify``
"""

from __future__ import annotations

from tahqiq.vocab.errors import BadInput, CheckFailed


class NotAnArchive(BadInput):
    """The folder is not an archive this version can read."""


class Unsealable(BadInput):
    """This file cannot be sealed; nothing of it was kept."""


class NotSealed(BadInput):
    """No sealed item has this SHA-256."""


class NoKeys(BadInput):
    """The keys that this needs are missing, can be read by others, or are another archive's."""


class Removed(BadInput):
    """The item was lawfully removed: its bytes and its key are gone."""


class NotAgreed(BadInput):
    """A removal takes two people, and only one has spoken."""


class Busy(BadInput):
    """Another process is writing to the archive."""


class StorageFailed(BadInput):
    """The disk under the archive is full, read-only or failing."""


class Damaged(CheckFailed):
    """What is stored is not what was sealed."""
