"""Where everything stands in an archive of the earlier format (archive/1).

FORMAT                            exactly ``format: archive/1`` and a newline
objects/ab/<sha256>               the bytes of an item, read-only
receipts/ab/<sha256>.json         who, how, when, whence: a receipt, named by its own hash
log/custody.jsonl                 one line an event, each holding the hash of the one before
incoming/                         what was being written, or logged and not yet in place
<token>.part                  bytes that had not all arrived
<sha256>.object, <sha256>.receipt
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tahqiq.seal.errors import NotAnArchive
from tahqiq.vocab.ids import is_sha256

FORMAT = b"format: archive/1\n"
PARTIAL, STAGED_OBJECT, STAGED_RECEIPT = ".part", ".object", ".receipt"


@dataclass(frozen=True, slots=True)
class Layout:
    """Paths inside one archive."""

    root: Path

    @property
    def format_file(self) -> Path:
        """States the version of the layout."""
        return self.root / "FORMAT"

    @property
    def log(self) -> Path:
        """The custody log."""
        return self.root / "log" / "custody.jsonl"

    @property
    def objects(self) -> Path:
        """The items' bytes."""
        return self.root / "objects"

    @property
    def receipts(self) -> Path:
        """The receipts."""
        return self.root / "receipts"

    @property
    def incoming(self) -> Path:
        """What is not yet in place."""
        return self.root / "incoming"

    def folders(self) -> tuple[Path, ...]:
        """Every folder an archive needs before the first item."""
        return self.objects, self.receipts, self.log.parent, self.incoming

    def object(self, sha256: str) -> Path:
        """Where an item's bytes stand."""
        return self.objects / sha256[:2] / sha256

    def receipt(self, sha256: str) -> Path:
        """Where a receipt stands."""
        return self.receipts / sha256[:2] / f"{sha256}.json"

    def staged_object(self, sha256: str) -> Path:
        """Where an item's bytes wait until they are logged."""
        return self.incoming / f"{sha256}{STAGED_OBJECT}"

    def staged_receipt(self, sha256: str) -> Path:
        """Where a receipt waits until it is logged."""
        return self.incoming / f"{sha256}{STAGED_RECEIPT}"

    def place_of(self, staged: str) -> Path | None:
        """Where a staged file of this name belongs in the end; None for a name no writer gives."""
        name, dot, suffix = staged.partition(".")
        if not is_sha256(name):
            return None
        places = {STAGED_OBJECT: self.object(name), STAGED_RECEIPT: self.receipt(name)}
        return places.get(dot + suffix)

    def require(self) -> None:
        """Makes sure this is an archive of this format.

        Raises:
            NotAnArchive: it is not.
        """
        if not self.says_so():
            raise NotAnArchive("not an archive of the format archive/1", file=str(self.root))

    def says_so(self) -> bool:
        """Whether the folder states this format."""
        try:
            return self.format_file.read_bytes()[:64] == FORMAT
        except OSError:
            return False


def is_partial(name: str) -> bool:
    """Whether a file in incoming/ holds bytes that had not all arrived."""
    token = name.removesuffix(PARTIAL)
    return token != name and len(token) == 32 and all(c in "0123456789abcdef" for c in token)
