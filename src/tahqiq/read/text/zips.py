"""Members of zip archives, read as hostile input: bounded, never written anywhere, names only compared."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from tahqiq.read.text.limits import MOST_MEMBER, MOST_RATIO, MOST_UNPACKED, SMALL
from tahqiq.vocab.errors import BadInput

#: What zipfile raises over damaged archives.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    RuntimeError,
    OverflowError,
)
_MOST_MEMBERS = 50_000


class Package:
    """The members of a zip archive.

    Args:
        content: the bytes.
        file: the name used in messages.

    Raises:
        BadInput: damaged, or with more members than any document has.
    """

    def __init__(self, content: bytes, *, file: str) -> None:
        self._file, self._left = file, MOST_UNPACKED
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
            members = self._archive.infolist()
        except DAMAGED:
            raise BadInput("a damaged zip archive", file=file) from None
        if len(members) > _MOST_MEMBERS:
            raise BadInput(f"{len(members):,} members in a zip archive: refused", file=file)
        self._members = {member.filename: member for member in members}

    @property
    def names(self) -> list[str]:
        """The names of its members in their order, folders left out."""
        return [name for name in self._members if not name.endswith("/")]

    def size(self, name: str) -> int:
        """The bytes that a member declares to unpack to; 0 for none such."""
        return self._members[name].file_size if name in self._members else 0

    def read(self, name: str) -> bytes:
        """The bytes of a member; b'' where there is none of the name.

        Raises:
            BadInput: damaged, encrypted, or unpacking to more than it may.
        """
        member = self._members.get(name)
        if member is None:
            return b""
        most = min(MOST_MEMBER, self._left, max(SMALL, MOST_RATIO * member.compress_size))
        try:
            with self._archive.open(member) as stream:
                content = stream.read(most + 1)
        except DAMAGED:
            what = "encrypted" if member.flag_bits & 1 else "damaged"
            raise BadInput(f"'{shown(name)}' in the zip archive is {what}", file=self._file) from None
        if len(content) > most:
            raise BadInput(f"'{shown(name)}' unpacks to more than {most:,} bytes: refused", file=self._file)
        self._left -= len(content)
        return content


def shown(name: str) -> str:
    """A file's name as it may be shown in one line."""
    return "".join(each if each.isprintable() else "?" for each in name)[:100]
