"""Typefaces for print: WOFF as npm brings it, unpacked, because typst reads TrueType and OpenType only.

Usage: python scripts/print_fonts.py NODE_MODULES
"""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "tahqiq" / "assets" / "print"
#: Package of @fontsource → the files of it that are printed with.
FACES = {
    "ibm-plex-sans-arabic": ("arabic-400", "arabic-600"),
    "ibm-plex-sans": ("latin-400", "latin-600", "latin-ext-400", "latin-ext-600"),
}


def unpacked(woff: bytes) -> bytes:
    """The font inside a WOFF 1.0 file (W3C recommendation of 2012, sections 3 to 5)."""
    signature, flavour, _, count = struct.unpack(">4sLLH", woff[:14])
    if signature != b"wOFF":
        raise ValueError("not a WOFF 1.0 file")
    tables = [struct.unpack(">4sLLLL", woff[44 + 20 * n : 64 + 20 * n]) for n in range(count)]
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">LHHHH", flavour, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    place, directory, body = 12 + 16 * count, b"", b""
    for tag, offset, packed, size, checksum in tables:
        content = woff[offset : offset + packed]
        content = zlib.decompress(content) if packed < size else content
        directory += struct.pack(">4sLLL", tag, checksum, place + len(body), size)
        body += content + b"\0" * (-size % 4)
    return header + directory + body


def unpack_fonts(modules: Path) -> None:
    """Writes every face beside the other assets."""
    OUT.mkdir(parents=True, exist_ok=True)
    for package, faces in FACES.items():
        for face in faces:
            source = modules / "@fontsource" / package / "files" / f"{package}-{face}-normal.woff"
            (OUT / f"{package}-{face}.otf").write_bytes(unpacked(source.read_bytes()))


if __name__ == "__main__":
    unpack_fonts(Path(sys.argv[1]))
