"""What a site remembers of its making: an unchanged one is known, and nothing else is replaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

FORMAT = "site/1"
_RECORD, _FILES = "site.json", "site-files.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """``site.json``; beside it ``site-files.tsv`` holds the size and path of every file.

    Attributes:
        content: the identity of the release. ``publisher``: of what made the site.
    """

    format: str
    content: str
    publisher: str
    pages: int
    files: int
    bytes: int

    @classmethod
    def read(cls, site: Path) -> SiteRecord | None:
        """The record of the site that stands there; None if none does."""
        try:
            record = msgspec.json.decode((site / _RECORD).read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError):
            return None
        return record if record.format == FORMAT else None

    @classmethod
    def stands_in(cls, folder: Path) -> bool:
        """Whether the folder is a site of ours."""
        return cls.read(folder) is not None

    @classmethod
    def write(cls, site: Path, *, content: str, publisher: str, pages: int) -> SiteRecord:
        """Notes what stands in a finished site."""
        files = total = 0
        with (site / _FILES).open("w", encoding="utf-8") as listing:
            for path, size in files_of(site, ""):
                if path != _FILES:
                    listing.write(f"{size}\t{path}\n")
                    files, total = files + 1, total + size
        record = cls(
            format=FORMAT, content=content, publisher=publisher, pages=pages, files=files, bytes=total
        )
        (site / _RECORD).write_bytes(msgspec.json.format(msgspec.json.encode(record)) + b"\n")
        return record

    def made_of(self, content: str, publisher: str) -> bool:
        """Whether the site was made of this release by this publisher."""
        return (self.content, self.publisher) == (content, publisher)

    def complete(self, site: Path) -> bool:
        """Whether every file is still there in its size."""
        seen, below = 0, os.fsencode(site) + b"/"  # bytes, as the system takes them: half the time
        try:
            with (site / _FILES).open("rb") as listing:
                for each in listing:
                    size, _, path = each.rstrip(b"\n").partition(b"\t")
                    if os.stat(below + path).st_size != int(size):  # noqa: PTH116 (called for every file)
                        return False
                    seen += 1
        except (OSError, ValueError):
            return False
        return seen == self.files


def files_of(folder: Path, prefix: str) -> Iterator[tuple[str, int]]:
    """Relative path and size of every file, sorted; constant in memory but for one folder's names."""
    with os.scandir(folder) as entries:
        names = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    for name, is_folder in names:
        if is_folder:
            yield from files_of(folder / name, f"{prefix}{name}/")
        else:
            yield f"{prefix}{name}", os.stat(folder / name).st_size  # noqa: PTH116
