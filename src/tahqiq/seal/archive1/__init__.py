"""The earlier format of an archive (archive/1): read and verified for ever, no longer written.

archive/1 was a folder of items, plain receipts and one chain of lines; ``tahqiq upgrade`` carries
one over to archive/2. Nothing here writes.
"""

from tahqiq.seal.archive1.archive import Archive1, is_archive1
from tahqiq.seal.archive1.checking import verify1
from tahqiq.seal.archive1.copying import copy_archive1
from tahqiq.seal.archive1.ledger import Entry
from tahqiq.seal.archive1.receipts import StoredReceipt1

__all__ = ["Archive1", "Entry", "StoredReceipt1", "copy_archive1", "is_archive1", "verify1"]
