"""Archives for tests: small, and with everything that an archive can hold."""

from __future__ import annotations

from pathlib import Path

from tahqiq.seal import Archive, Receipt


def receipt(name: str = "note.txt", **stated: str) -> Receipt:
    return Receipt(by="amal", original_name=name, **stated)  # type: ignore[arg-type]


def small_archive(path: Path) -> Archive:
    """Two items, one of them sealed twice, one derived from the other."""
    archive = Archive.create(path)
    note = archive.seal_bytes(b"16 killed, said one\n", receipt())
    archive.seal_bytes(b"16 killed, said one\n", receipt("copy.txt"))
    archive.seal_bytes(b"16", receipt("", parent_sha256=note.sha256, operation="extract/1"))
    return archive


def files(path: Path) -> list[Path]:
    return sorted(each for each in path.rglob("*") if each.is_file())


def snapshot(path: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, with its bytes and when it was last written."""
    return {str(each.relative_to(path)): (each.read_bytes(), each.stat().st_mtime_ns) for each in files(path)}
