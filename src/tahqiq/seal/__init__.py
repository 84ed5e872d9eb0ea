"""Keeps bytes: hashed, stored once, with a custody log that anybody can check.

archive = Archive.create(Path("archive"))
sealed = archive.seal_file(path, Receipt(by="amal", original_name=path.name))
with archive.read(sealed.sha256) as stream: ...
verified = verify(Path("archive"))
"""

from tahqiq.seal.archive import Archive, Event
from tahqiq.seal.checking import verify
from tahqiq.seal.copying import copy_archive
from tahqiq.seal.errors import (
    Busy,
    Damaged,
    NoKeys,
    NotAgreed,
    NotAnArchive,
    NotSealed,
    Removed,
    StorageFailed,
    Unsealable,
)
from tahqiq.seal.keyring import Keyring, keys_beside
from tahqiq.seal.layout import printable
from tahqiq.seal.receipts import Receipt, StoredReceipt
from tahqiq.seal.verified import Fault, Verified
from tahqiq.seal.walking import found_under
from tahqiq.seal.writing import Sealed

__all__ = [
    "Archive",
    "Busy",
    "Damaged",
    "Event",
    "Fault",
    "Keyring",
    "NoKeys",
    "NotAgreed",
    "NotAnArchive",
    "NotSealed",
    "Receipt",
    "Removed",
    "Sealed",
    "StorageFailed",
    "StoredReceipt",
    "Unsealable",
    "Verified",
    "copy_archive",
    "found_under",
    "keys_beside",
    "printable",
    "verify",
]
