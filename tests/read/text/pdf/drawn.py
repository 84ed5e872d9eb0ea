"""PDFs drawn string by string at given places, in a type whose letters are all half as wide as high."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 0.5
_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Plain def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
%d beginbfrange
%s
endbfrange endcmap end end"""

#: What is drawn: where from the left, where from the bottom, size, text from left to right.
Drawn = tuple[float, float, float, str]


def pdf(pages: Sequence[Sequence[Drawn]], *, turned: int = 0, title: str = "") -> bytes:
    """A PDF; strings are written to the file in the order given."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _font(), *_of_font()]
    places = list[int]()
    for drawn in pages:
        content = b"BT\n" + b"".join(map(_shown, drawn)) + b"ET"
        objects.append(_stream(content))
        turn = b"/Rotate %d " % turned if turned else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] %s/Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (turn, len(objects))
        )
        places.append(len(objects))
    kids = b" ".join(b"%d 0 R" % place for place in places)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(places), kids)
    objects.append(b"<< /Title <FEFF%s> >>" % title.encode("utf-16-be").hex().encode())
    return _file(objects)


def lines(
    left: float, top: float, texts: Sequence[str], *, size: float = 10, leading: float = 14
) -> list[Drawn]:
    """Lines one below the other."""
    return [(left, top - leading * at, size, text) for at, text in enumerate(texts)]


def _shown(drawn: Drawn) -> bytes:
    """The operators that draw a string."""
    left, base, size, text = drawn
    return b"/F %g Tf 1 0 0 1 %g %g Tm <%s> Tj\n" % (
        size,
        left,
        base,
        text.encode("utf-16-be").hex().encode(),
    )


def _font() -> bytes:
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>"
    )


def _of_font() -> list[bytes]:
    ranges = [
        b"<%02X00> <%02XFF> <%02X00>" % (high, high, high) for high in (*range(8), 0x20, *range(0xFB, 0xFF))
    ]
    return [
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo << "
        b"/Registry (Adobe) /Ordering (Identity) "
        b"/Supplement 0 >> /DW 500 /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 500 800] "
        b"/Ascent 800 /Descent -200 "
        b"/CapHeight 700 /ItalicAngle 0 /StemV 80 >>",
        _stream(_UNICODE % (len(ranges), b"\n".join(ranges))),
    ]


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    """The objects, the last of them the document's information, with their table."""
    out, places = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return out + b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        count,
        count - 1,
        start,
    )
