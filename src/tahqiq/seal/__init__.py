"""Keeps bytes: hashed, stored once, with a custody log that anybody can check.

archive = Archive.create(Path("archive"))
sealed = archive.seal_file(path, Receipt(by="amal", original_name=path.name))
with archive.read(sealed.sha256) as stream: ...
verified = verify(Path("archive"))
"""

from tahqiq.seal.archive import Archive
from tahqiq.seal.checking import Verified, verify
from tahqiq.seal.copying import copy_archive
from tahqiq.seal.errors import Busy, Damaged, NotAnArchive, NotSealed, StorageFailed, Unsealable
from tahqiq.seal.inventory import Fault
from tahqiq.seal.layout import printable
from tahqiq.seal.receipts import Receipt, StoredReceipt
from tahqiq.seal.walking import found_under
from tahqiq.seal.writing import Sealed

__all__ = [
    "Archive",
    "Busy",
    "Damaged",
    "Fault",
    "NotAnArchive",
    "NotSealed",
    "Receipt",
    "Sealed",
    "StorageFailed",
    "StoredReceipt",
    "Unsealable",
    "Verified",
    "copy_archive",
    "found_under",
    "printable",
    "verify",
]
