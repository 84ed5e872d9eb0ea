"""WARC files: places that lead back, wrappings undone, and nothing unbounded."""

from __future__ import annotations

import gzip
import io
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from seal.arrivals import samples
from tahqiq.seal.arrivals import warc
from tahqiq.seal.arrivals.bodies import body
from tahqiq.seal.arrivals.parts import Part, Unopenable

#: A file cut off within its last record, and a record that packs badly.
CUT = samples.warc(packed=False).rpartition(b"WARC/1.0")[0][:-100]
NOISE = samples.record("resource", "https://example.org/", random.Random(7).randbytes(3_000), "x/y")
HTTP = "application/http; msgtype=response"


def parts(content: bytes) -> list[Part]:
    return list(warc.parts(io.BytesIO(content), file="a.warc"))


def response(headers: bytes, content: bytes) -> bytes:
    return samples.record(
        "response", "https://example.org/", b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n" + content, HTTP
    )


def taken(content: bytes) -> bytes:
    (part,) = parts(content)
    return part.open().read()


@pytest.mark.parametrize("packed", [True, False])
def test_pages_and_media_are_told_with_address_and_time(packed: bool) -> None:
    page, plain, picture, revisit = parts(samples.warc(packed=packed))
    assert (page.origin, page.at, page.media_type) == ("https://example.org/0", samples.AT, "text/html")
    assert page.open().read().decode() == "<html>وصلنا</html>"
    assert (plain.open().read(), plain.size) == (b"<html>plain</html>", 18)
    assert picture.open().read() == samples.PNG
    with pytest.raises(Unopenable, match="a revisit"):
        revisit.open()


@pytest.mark.parametrize("packed", [True, False])
def test_places_and_bodies_are_those_that_warcio_finds(packed: bool) -> None:
    content = samples.warc(packed=packed)
    found, records = [], ArchiveIterator(io.BytesIO(content))
    for record in records:
        body_, kind = record.content_stream().read(), record.rec_type
        found.append((f"warc:{records.get_record_offset()}", kind, body_))
    ours = [(part.address, part.open().read()) for part in parts(content) if not part.refused]
    assert ours == [(place, body_) for place, kind, body_ in found if kind in ("response", "resource")]


def test_a_record_is_found_by_its_place_or_its_id() -> None:
    stream = io.BytesIO(samples.warc())
    by_place = warc.part_at(stream, parts(samples.warc())[2].address.removeprefix("warc:"), file="a")
    by_id = warc.part_at(stream, "urn:uuid:resource", file="a")
    assert by_place == by_id is not None


def test_a_place_between_records_is_none() -> None:
    stream = io.BytesIO(samples.warc(packed=False))
    for place in ("3", "0+9"):
        with pytest.raises(Unopenable, match="no readable WARC record"):
            warc.part_at(stream, place, file="a")
    with pytest.raises(Unopenable, match="no record begins here"):
        warc.payload(io.BytesIO(b"\r\n"), warc.Place(0), file="a")
    assert warc.part_at(stream, "999999999", file="a") is None
    assert warc.part_at(stream, "urn:uuid:none", file="a") is None


def test_a_file_packed_as_a_whole_is_addressed_by_how_far_in() -> None:
    whole = gzip.compress(samples.warc(packed=False), mtime=0)
    assert [part.address.split("+")[0] for part in parts(whole)] == ["warc:0"] * 4
    assert parts(whole)[2].open().read() == samples.PNG


def test_padding_behind_the_last_record_is_left_out() -> None:
    assert len(parts(samples.warc() + b"\0" * 1000)) == 4


def test_what_the_file_was_made_with_is_told() -> None:
    first = next(warc.records(io.BytesIO(samples.warc()), file="a"))
    assert (first.kind, first.software) == ("warcinfo", "wget/1.21")


@pytest.mark.parametrize(
    ("headers", "content", "expected"),
    [
        (b"Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n0\r\n\r\n", b"hello"),
        (b"Transfer-Encoding: chunked\r\n", b"5;name=x\r\nhello\r\n0\r\n", b"hello"),
        (b"Transfer-Encoding: chunked\r\n", b"stored without chunks", b"stored without chunks"),
        (b"Transfer-Encoding: chunked\r\n", b"ff\r\ncut short", b"cut short"),
        (b"Content-Encoding: gzip\r\n", gzip.compress(b"packed", mtime=0), b"packed"),
        (b"Content-Encoding: gzip\r\n", b"not packed", b"not packed"),
        (b"Content-Encoding: deflate\r\n", zlib.compress(b"packed"), b"packed"),
        (b"Content-Encoding: deflate\r\n", zlib.compress(b"packed")[2:-4], b"packed"),
        (b"Content-Encoding: br\r\n", b"\x0bleft as it is", b"\x0bleft as it is"),
        (b"Content-Encoding: gzip\r\n", b"", b""),
        (b"Transfer-Encoding: chunked\r\n", samples.chunked(bytes(200_000)), bytes(200_000)),
        (
            b"Transfer-Encoding: chunked\r\n",
            b"11170\r\n%b\r\n1\r\n!\r\n0\r\n\r\n" % bytes(70_000),
            bytes(70_000) + b"!",
        ),
    ],
)
def test_bodies_are_unwrapped_by_what_they_are(headers: bytes, content: bytes, expected: bytes) -> None:
    assert taken(response(headers, content)) == expected


def test_a_body_in_a_coding_that_is_not_undone_says_so() -> None:
    (part,) = parts(response(b"Content-Type: text/html\r\nContent-Encoding: br\r\n", b"x"))
    assert part.media_type == "text/html; content-encoding=br"


def test_a_damaged_body_is_one_clear_line() -> None:
    with pytest.raises(Unopenable, match="the body is damaged"):
        taken(
            response(
                b"Content-Encoding: gzip\r\n", gzip.compress(b"a" * 10_000, mtime=0)[:20] + b"\xff" * 100
            )
        )


@given(st.binary(max_size=300), st.integers(1, 50))
def test_chunks_of_any_size_come_together(content: bytes, size: int) -> None:
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    chunked = b"".join(b"%X \r\n%b\r\n" % (len(each), each) for each in pieces) + b"0\r\n\r\n"
    assert body(iter([chunked]), chunked=True, packed="", file="").read() == content


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"WARC/1.0\r\nno colon anywhere\r\n\r\n", "without a length"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello", "no readable WARC record"),
        (b"WARC/1.0\r\nWARC-Type: resource\r\n\r\nhello", "without a length"),
        (b"WARC/1.0\r\n" + b"A: " + b"b" * 70_000, "header longer"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 300_000, "header longer"),
        (CUT, "the file ends within this record"),
        (gzip.compress(NOISE, mtime=0)[:-1_000], "the file ends within this record"),
        (b"WARC/9\r\nnonsense", "no readable WARC record"),
        (samples.warc() + b"\x1f\x8b\x08\0" + b"\xff" * 30, "damaged gzip"),
        (gzip.compress(b"WARC/1.0\r\nA: " + b"b" * 1_000_000, mtime=0), "header longer"),
    ],
)
def test_what_is_no_record_is_refused_in_one_line(content: bytes, says: str) -> None:
    with pytest.raises(Unopenable, match=says) as refused:
        parts(content)
    assert "\n" not in str(refused.value)


def test_a_body_that_is_cut_off_is_not_given_as_if_it_were_whole() -> None:
    cut = samples.record("resource", "https://example.org/", b"x" * 1000, "x/y")[:-500]
    stream = io.BytesIO(cut)
    part = warc.part_at(stream, "0", file="a.warc")
    assert part is not None
    with pytest.raises(Unopenable, match=r"a.warc, warc:0: the file ends within this record"):
        part.open().read()


def test_a_bomb_is_listed_without_being_held() -> None:
    import tracemalloc

    bomb = gzip.compress(
        samples.record("resource", "https://example.org/", b"\0" * 30_000_000, "x/y"), mtime=0
    )
    tracemalloc.start()
    (part,) = parts(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert part.size == 30_000_000
    assert peak < 5_000_000


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_clear_refusal_or_fewer_parts(data: st.DataObject) -> None:
    content = bytearray(samples.warc(packed=data.draw(st.booleans())))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        for part in warc.parts(io.BytesIO(content), file="a.warc"):
            if not part.refused:
                part.open().read()
    except Unopenable as refused:
        assert "\n" not in str(refused)
