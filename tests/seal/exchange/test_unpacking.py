"""Containers from strangers: what is opened, what is refused, and that nothing is half-done."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path
from random import Random

import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seal.exchange.containers import (
    end_record,
    raw_zip,
    streamed_zip,
    tar_info,
    tar_of,
    tarred,
    zipped,
)
from tahqiq.seal.errors import Unsealable
from tahqiq.seal.exchange.errors import NotUnpacked
from tahqiq.seal.exchange.limits import Budget, Limits
from tahqiq.seal.exchange.member_names import fault_in
from tahqiq.seal.exchange.unpacking import each, kind_of, members, open_member, unpack
from tahqiq.vocab.errors import BadInput

TWO = (("بيان.txt", b"16 killed\n" * 200), ("photos/one.jpg", bytes(range(256))))


def taken(content: bytes, limits: Limits | None = None) -> dict[str, bytes]:
    walk = each(io.BytesIO(content), limits=limits or Limits())
    return {member.name: b"".join(pieces) for member, pieces in walk}


def refusal(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(NotUnpacked) as refused:
        taken(content, limits)
    assert "\n" not in refused.value.line()
    return refused.value.reason


HONEST = {
    "zip, deflated": zipped(*TWO),
    "zip, stored": zipped(*TWO, method=zipfile.ZIP_STORED),
    "zip, bzip2": zipped(*TWO, method=zipfile.ZIP_BZIP2),
    "zip, lzma": zipped(*TWO, method=zipfile.ZIP_LZMA),
    "zip, streamed": streamed_zip(*TWO),
    "tar, pax": tarred(*TWO),
    "tar, gnu": tarred(*TWO, style=tarfile.GNU_FORMAT),
    "tar, ustar": tarred(*TWO, style=tarfile.USTAR_FORMAT),
    "tar.gz": tarred(*TWO, mode="w:gz"),
    "tar.bz2": tarred(*TWO, mode="w:bz2"),
    "tar.xz": tarred(*TWO, mode="w:xz"),
    "tar.zst": pyarrow.compress(tarred(*TWO), codec="zstd", asbytes=True),
    "tar.gz of two streams": gzip.compress(tarred(*TWO)[:700]) + gzip.compress(tarred(*TWO)[700:]),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_containers_give_their_files(name: str, tmp_path: Path) -> None:
    assert taken(HONEST[name]) == dict(TWO)
    found = unpack(io.BytesIO(HONEST[name]), tmp_path / "out")
    assert [member.name for member in found] == [name for name, _ in TWO]
    assert (tmp_path / "out/photos/one.jpg").read_bytes() == TWO[1][1]


def test_times_are_those_that_the_container_can_know() -> None:
    assert members(io.BytesIO(zipped(*TWO)))[0].modified_at == "2016-10-17T06:30:02"
    assert members(io.BytesIO(tarred(*TWO)))[0].modified_at == "2016-10-17T06:30:02Z"


def test_long_names_and_folders(tmp_path: Path) -> None:
    long = "/".join(["x" * 90] * 4) + "/end.txt"
    for content in (
        zipped((long, b"1")),
        tarred((long, b"1")),
        tarred((long, b"1"), style=tarfile.GNU_FORMAT),
    ):
        assert taken(content) == {long: b"1"}
    folders = zipped(("a/", b""), ("a/b/", b""), ("a/b/c", b"1"))
    assert taken(folders) == {"a/b/c": b"1"}
    dotted = tar_of(tar_info("./", tarfile.DIRTYPE), tar_info("./a/", tarfile.DIRTYPE), tar_info("./a/b"))
    assert taken(dotted) == {"a/b": b""}


def test_a_zip_wider_than_32_bits_says_so_in_its_wide_fields() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package, package.open("a.txt", "w", force_zip64=True) as member:
        member.write(b"16 killed")
    assert taken(target.getvalue()) == {"a.txt": b"16 killed"}
    content = zipped(("a.txt", b"1"))
    body, (count, length, start) = content[:-22], struct.unpack("<HII", content[-12:-2])
    wide = struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, length, start)
    tail = b"PK\x06\x06" + wide + b"PK\x06\x07" + struct.pack("<IQI", 0, len(body), 1)
    assert taken(body + tail + end_record(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)) == {"a.txt": b"1"}
    assert refusal(body + tail + end_record(7, length, start)) == "it can be read in two ways"


def test_names_of_old_writers_are_read_by_the_table_of_dos() -> None:
    assert list(taken(raw_zip([(b"caf\x82.txt", b"1")]))) == ["café.txt"]
    assert list(taken(raw_zip([("بيان.txt".encode(), b"1")]))) == ["بيان.txt"]
    assert "no valid text" in refusal(raw_zip([(b"caf\x82.txt", b"1")], flags=1 << 11))


NAMES = {
    "../../etc/passwd": "leads out",
    "a/../b": "leads out",
    "/etc/passwd": "at the root",
    "C:/windows/x": "a drive",
    "c:x": "a drive",
    "a\\..\\b": "a backslash",
    "a\nfault: forged": "control characters",
    "a\u202egpj.exe": "turn text around",
    "\u2066a": "turn text around",
    "a\u2028b": "control characters",
    "a//b": "a part of its path is empty",
    "./a": "a part of its path is empty",
    "docs/CON.txt": "is a device",
    "nul": "is a device",
    "com1 .txt": "is a device",
    "x" * 256: "too long",
    "/".join("a" * 70): "too long",
    "a/... /b": "no name on some systems",
    "\u200f": "no name on some systems",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_elsewhere_or_deceive_are_refused(name: str, tmp_path: Path) -> None:
    content = raw_zip([(b"first.txt", b"1"), (name.encode(), b"2")])
    assert NAMES[name] in refusal(content)
    if name != "./a":
        assert NAMES[name] in refusal(tarred(("first.txt", b"1"), (name, b"2")))
    with pytest.raises(NotUnpacked):
        unpack(io.BytesIO(content), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "pair",
    [
        ("a.txt", "a.txt"),
        ("a.txt", "A.TXT"),
        ("caf\u00e9", "cafe\u0301"),
        ("a", "a."),
        ("a", "a\u200e"),
        ("straße", "STRASSE"),
        ("a", "a/b"),
        ("a/b", "a"),
        ("a/b", "A/c"),
        ("ﬁle", "file"),
    ],
)
def test_names_that_meet_on_some_system_are_refused(pair: tuple[str, str]) -> None:
    said = "another"
    assert said in refusal(raw_zip([(name.encode(), b"1") for name in pair]))
    assert said in refusal(tarred(*((name, b"1") for name in pair)))


def test_marks_of_direction_in_arabic_names_are_honest() -> None:
    assert list(taken(zipped(("\u200eصورة \u200f١.jpg", b"1")))) == ["\u200eصورة \u200f١.jpg"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (tarfile.SYMTYPE, "a link"),
        (tarfile.LNKTYPE, "a link"),
        (tarfile.CHRTYPE, "a device"),
        (tarfile.BLKTYPE, "a device"),
        (tarfile.FIFOTYPE, "a device"),
        (tarfile.GNUTYPE_SPARSE, "a sparse file"),
        (b"Z", "neither a file nor a folder"),
    ],
)
def test_links_devices_and_sparse_files_are_refused(kind: bytes, said: str) -> None:
    assert said in refusal(tar_of(tar_info("x", kind, linkname="/etc/passwd")))


def test_a_link_with_a_long_target_is_a_link() -> None:
    assert refusal(tar_of(tar_info("x", tarfile.SYMTYPE, linkname="l" * 300))) == "it holds a link"


def test_links_and_devices_in_a_zip_are_refused() -> None:
    assert refusal(raw_zip([(b"x", b"/etc/passwd")], mode=0o120777)) == "it holds a link"
    assert refusal(raw_zip([(b"x", b"")], mode=0o020666)) == "it holds a device, pipe or socket"
    assert "a folder" in refusal(raw_zip([(b"x", b"")], mode=0o040755))
    assert "a folder" in refusal(raw_zip([(b"x/", b"hidden")]))


def test_locked_and_unknown_zips_are_refused() -> None:
    assert refusal(raw_zip([(b"x", b"1")], flags=1)) == "it is locked with a password"
    assert refusal(raw_zip([(b"x", b"1")], method=99)) == "it uses a compression unknown here (99)"
    assert refusal(b"PK\x05\x06" + struct.pack("<4H2IH", 1, 1, 0, 0, 0, 0, 0)) == "it is one part of several"


def test_an_empty_zip_is_an_empty_folder(tmp_path: Path) -> None:
    assert taken(end_record(0, 0, 0)) == {}
    assert unpack(io.BytesIO(end_record(0, 0, 0)), tmp_path / "out") == ()
    assert (tmp_path / "out").is_dir()


def test_what_two_programs_would_read_differently_is_refused() -> None:
    honest = raw_zip([(b"a", b"1"), (b"b", b"2")])
    one = raw_zip([(b"a", b"1")])
    size = len(one) - 22
    said = "it can be read in two ways"
    assert refusal(one + one) == said  # the second is all that a reader from the end sees
    assert refusal(raw_zip([(b"a", b"1")], local_names={b"a": b"b"})) == said
    assert refusal(one[:size] + end_record(0, 0, size)) == said  # a member that no directory lists
    comment = one[:size] + end_record(1, 47, 32, end_record(0, 0, 0))
    assert refusal(comment) == said
    assert refusal(honest.replace(b"PK\x01\x02", b"PK\x01\x03", 1)) == said
    assert refusal(honest[:8] + b"\x08" + honest[9:]) == said  # the local header's method, then its check sum
    assert refusal(honest[:14] + b"\x01" + honest[15:]) == said
    assert refusal(honest + b"x") == "it is cut off or no whole ZIP file"


def test_overlapping_members_are_refused_before_anything_expands() -> None:
    kernel = zlib.compress(bytes(1 << 20), wbits=-15)
    crc, sizes = zlib.crc32(bytes(1 << 20)), (len(kernel), 1 << 20)
    local = b"PK\x03\x04" + struct.pack("<5H3I2H", 20, 0, 8, 0, 33, crc, *sizes, 1, 0) + b"a" + kernel
    directory = b"".join(
        b"PK\x01\x02"
        + struct.pack("<6H3I5H2I", 20, 20, 0, 8, 0, 33, crc, *sizes, 1, 0, 0, 0, 0, 0, 0)
        + bytes([name])
        for name in b"abcdefgh"
    )
    bomb = local + directory + end_record(8, len(directory), len(local))
    assert refusal(bomb) == "it can be read in two ways"


SMALL = Limits(allowance=1 << 20, ratio=50, members=100)


@pytest.mark.parametrize(
    "bomb",
    [
        zipped(("zeros", bytes(8 << 20))),
        zipped(("zeros", bytes(8 << 20)), method=zipfile.ZIP_BZIP2),
        zipped(("zeros", bytes(8 << 20)), method=zipfile.ZIP_LZMA),
        tarred(("zeros", bytes(8 << 20)), mode="w:gz"),
        tarred(("zeros", bytes(8 << 20)), mode="w:bz2"),
        tarred(("zeros", bytes(8 << 20)), mode="w:xz"),
        pyarrow.compress(tarred(("zeros", bytes(8 << 20))), codec="zstd", asbytes=True),
    ],
    ids=["zip", "zip bzip2", "zip lzma", "tar.gz", "tar.bz2", "tar.xz", "tar.zst"],
)
def test_bombs_are_refused_within_little_memory(bomb: bytes, tmp_path: Path) -> None:
    tracemalloc.start()
    assert "as a bomb does" in refusal(bomb, SMALL)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12 << 20  # xz asks for a window of 8 MiB
    with pytest.raises(NotUnpacked):
        unpack(io.BytesIO(bomb), tmp_path / "out", limits=SMALL)
    assert list(tmp_path.iterdir()) == []


def test_bombs_of_members_headers_and_lies_are_refused() -> None:
    many = zipped(*((str(number), b"") for number in range(101)))
    assert refusal(many, SMALL) == "more than 100 members"
    assert refusal(tarred(*((str(number), b"") for number in range(101))), SMALL) == "more than 100 members"
    assert "says that it expands" in refusal(raw_zip([(b"a", b"1")], size=1 << 31))
    huge_header = tar_info("x", tarfile.XHDTYPE, size=1 << 40).tobuf(tarfile.GNU_FORMAT)
    assert refusal(huge_header + bytes(4096)) == "a header is too long"
    assert "says that it expands" in refusal(
        tar_info("x", size=1 << 50).tobuf(tarfile.GNU_FORMAT) + bytes(4096)
    )
    window = b"\x09\x04\x05\x00\x5d" + struct.pack("<I", 1 << 31) + b"x" * 8
    assert refusal(raw_zip([(b"a", window)], method=14)) == "its compression asks for too much memory"


def test_containers_within_containers_spend_one_budget() -> None:
    inner = zipped(("zeros", bytes(3 << 19)))
    budget = Budget(1, SMALL)
    with pytest.raises(NotUnpacked, match="bomb"):
        for _ in range(2):
            list(each(io.BytesIO(inner), within=budget))
    deep = Budget(1 << 20, Limits(nested=1))
    deep.enter()
    with pytest.raises(NotUnpacked, match="inside one another"):
        list(each(io.BytesIO(inner), within=deep))


def test_a_budget_left_can_be_entered_again() -> None:
    budget = Budget(1 << 20, Limits(nested=1))
    for _ in range(3):
        assert [member.name for member, _ in each(io.BytesIO(zipped(*TWO)), within=budget)]


@pytest.mark.parametrize("name", HONEST)
def test_what_is_cut_off_is_refused(name: str) -> None:
    whole = HONEST[name]
    for length in (len(whole) // 3, len(whole) - 1):
        with pytest.raises(NotUnpacked):
            taken(whole[:length])


def test_a_tar_ends_as_it_should() -> None:
    honest = tarred(("a", b"1"))
    assert refusal(honest[:1024]) == "it is cut off"
    assert refusal(honest + b"x" * 512) == "bytes stand behind its end"
    assert refusal(honest[:1536] + honest) == "bytes stand behind its end"
    assert refusal(tar_info("x", tarfile.DIRTYPE, size=5).tobuf() + bytes(2048))
    two = bytearray(tarred(("a", b"1"), ("b", b"2")))
    two[1024] ^= 1
    assert refusal(bytes(two)) == "it is no whole TAR file"


def pax(*records: bytes, kind: bytes = b"x") -> bytes:
    content = b"".join(records)
    head = tar_info("pax", kind, size=len(content)).tobuf(tarfile.USTAR_FORMAT)
    return head + content + bytes(-len(content) % 512)


def test_extended_headers_that_trick_are_refused() -> None:
    plain = tar_info("a").tobuf(tarfile.USTAR_FORMAT) + bytes(1024)
    assert taken(pax(b"11 path=bb\n") + plain) == {"bb": b""}
    assert "sparse" in refusal(pax(b"21 GNU.sparse.map=1\n\n") + plain)
    assert refusal(pax(b"11 path=bb\n", kind=b"g") + plain) == "it names all its members alike"
    assert refusal(pax(b"11 path=bb\n") * 2 + plain) == "it can be read in two ways"
    assert refusal(pax(b"99 path=bb\n") + plain) == "it is no whole TAR file"
    assert refusal(pax(b"nonsense") + plain) == "it is no whole TAR file"
    assert refusal(pax(b"11 size=-1\n") + plain) == "it is no whole TAR file"
    assert refusal(pax(b"11 path=bb\n") + bytes(1024)) == "it is no whole TAR file"
    assert "no valid text" in refusal(pax(b"11 path=\xff\xff\n") + plain)
    assert "control characters" in refusal(pax(b"12 path=b\0b\n") + plain)


def test_a_header_whose_sum_or_time_is_no_number_is_refused() -> None:
    whole, second = (tar_info(name).tobuf(tarfile.USTAR_FORMAT) for name in "ab")
    no_sum = second[:148] + b"99999999" + second[156:]
    timed = second[:136] + b"9" * 11 + b"\0" + second[148:]
    told = b"%06o\0 " % (sum(timed[:148]) + 8 * 0x20 + sum(timed[156:]))
    for header in (no_sum, timed[:148] + told + timed[156:]):
        assert refusal(whole + header + bytes(1024)) == "it is no whole TAR file"


def test_other_files_are_refused_by_name(tmp_path: Path) -> None:
    assert refusal(b"7z\xbc\xaf\x27\x1c" + bytes(600)) == "it is a 7z file"
    assert refusal(b"Rar!\x1a\x07\x01\x00") == "it is a RAR file"
    assert refusal(b"16 killed") == refusal(b"") == "it is no ZIP or TAR file"
    assert refusal(gzip.compress(b"only a log")) == "it is cut off"
    for broken in (b"\x1f\x8b" + b"x" * 50, b"BZh" + b"x" * 50, b"\xfd7zXZ\0" + b"x" * 50):
        assert refusal(broken) == "its compressed bytes are broken"
    path = tmp_path / "list.rar"
    path.write_bytes(b"Rar!\x1a\x07\x01\x00")
    with pytest.raises(NotUnpacked) as refused:
        members(path)
    assert refused.value.line().startswith(f"{path}: not unpacked: it is a RAR file (seal it whole")
    with pytest.raises(Unsealable, match="cannot be read"):
        members(tmp_path / "absent.zip")


def test_a_member_whose_bytes_changed_is_refused() -> None:
    honest = bytearray(zipped(("a", b"16 killed"), method=zipfile.ZIP_STORED))
    honest[honest.index(b"16 killed")] = ord("9")
    assert refusal(bytes(honest)) == "a member's size or check sum is not the stated one"


def test_a_refused_container_leaves_nothing(tmp_path: Path) -> None:
    late = bytearray(zipped(("a", b"first"), ("b", b"16 killed"), method=zipfile.ZIP_STORED))
    late[late.index(b"16 killed")] = ord("9")
    with pytest.raises(NotUnpacked):
        unpack(io.BytesIO(bytes(late)), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine").write_text("keep")
    with pytest.raises(BadInput, match="left alone"):
        unpack(io.BytesIO(zipped(*TWO)), tmp_path / "out")


def test_one_member_can_be_read_alone() -> None:
    with open_member(io.BytesIO(zipped(*TWO)), "photos/one.jpg") as stream:
        assert stream.read(3) == b"\0\1\2"
        assert stream.read() == TWO[1][1][3:]
    with (
        pytest.raises(NotUnpacked, match="no member 'none'"),
        open_member(io.BytesIO(zipped(*TWO)), "none"),
    ):
        pass


def test_members_left_unread_are_checked_all_the_same() -> None:
    assert [member.name for member, _ in each(io.BytesIO(tarred(*TWO, mode="w:gz")))] == [n for n, _ in TWO]


def test_kinds_are_told_by_the_first_bytes() -> None:
    assert [kind_of(HONEST[name][:1024]) for name in ("tar, pax", "tar.gz", "tar.zst")] == [
        "tar",
        "gz",
        "zst",
    ]
    assert kind_of(bz2.compress(b"")) == "bz2"
    assert kind_of(lzma.compress(b"")) == "xz"
    assert kind_of(b"%PDF-1.7") == ""


def directory_of(content: bytes) -> tuple[bytes, bytes]:
    """The members and the directory of a raw ZIP."""
    length, start = struct.unpack("<II", content[-10:-2])
    return content[:start], content[start : start + length]


def with_extra(content: bytes, extra: bytes, sizes: bytes = b"") -> bytes:
    """A raw ZIP of one member whose directory has extra fields, and other sizes."""
    body, entry = directory_of(content)
    entry = entry[:30] + struct.pack("<H", len(extra)) + entry[32:] + extra
    entry = entry[:20] + (sizes or entry[20:28]) + entry[28:]
    return body + entry + end_record(1, len(entry), len(body))


def test_extra_fields_that_trick_are_refused() -> None:
    one, said = raw_zip([(b"a", b"1")]), "it can be read in two ways"
    wide = struct.pack("<HHQ", 1, 8, 1)
    told = b"\xff\xff\xff\xff" + struct.pack("<I", 1)
    assert taken(with_extra(one, wide, struct.pack("<I", 1) + b"\xff\xff\xff\xff")) == {"a": b"1"}
    assert taken(with_extra(one, b"\x99\x99\x01\x00x" + wide, told)) == {"a": b"1"}
    assert refusal(with_extra(one, struct.pack("<HHI", 1, 4, 1), told)) == said
    assert refusal(with_extra(one, wide + wide)) == said
    named = struct.pack("<B", 1) + struct.pack("<I", zlib.crc32(b"a")) + "أ".encode()
    path = struct.pack("<HH", 0x7075, len(named)) + named
    assert taken(with_extra(one, path)) == {"أ": b"1"}
    assert "control characters" in refusal(raw_zip([(b"a\0b", b"1")]))


def test_directories_that_trick_are_refused() -> None:
    one, said = raw_zip([(b"a", b"1")]), "it can be read in two ways"
    body, entry = directory_of(one)
    moved = entry[:42] + struct.pack("<I", 1) + entry[46:]
    assert refusal(body + moved + end_record(1, len(moved), len(body))) == said
    longer = entry + b"x"
    assert refusal(body + longer + end_record(1, len(longer), len(body))) == said
    part = entry[:34] + struct.pack("<H", 1) + entry[36:]
    assert refusal(body + part + end_record(1, len(part), len(body))) == "it is one part of several"
    long = entry[:28] + struct.pack("<H", 60_000) + entry[30:]
    assert refusal(body + long + end_record(1, len(long), len(body))) == "it is cut off or no whole ZIP file"
    end = len(body) + len(entry)
    for disk, start, size, expected in (
        (0, end, 43, said),
        (0, end + 99, 44, said),
        (1, end, 44, "it is one part of several"),
    ):
        wide = struct.pack("<QHHIIQQQQ", size, 45, 45, disk, 0, 1, 1, len(entry), len(body))
        locator = b"PK\x06\x07" + struct.pack("<IQI", 0, start, 1)
        tail = b"PK\x06\x06" + wide + locator + end_record(1, len(entry), len(body))
        assert refusal(body + entry + tail) == expected


def test_descriptors_that_trick_are_refused() -> None:
    streamed = streamed_zip(("a", b"16 killed"))
    at = streamed.index(b"PK\x07\x08")
    said = "it can be read in two ways"
    assert refusal(streamed[: at + 4] + b"x" + streamed[at + 5 :]) == said


def test_members_that_expand_to_more_or_less_are_refused() -> None:
    packed = zlib.compress(b"16 killed", wbits=-15)
    changed = "a member's size or check sum is not the stated one"
    assert refusal(raw_zip([(b"a", packed)], method=8, size=5)) == changed
    broken = "its compressed bytes are broken"
    assert refusal(raw_zip([(b"a", packed[:-1])], method=8, size=9)) == broken
    assert refusal(raw_zip([(b"a", packed + b"x")], method=8, size=9)) in (broken, changed)
    big = zlib.compress(random_bytes(1 << 19), wbits=-15)
    assert "bytes stand behind" in refusal(raw_zip([(b"a", big + bytes(1 << 19))], method=8, size=1 << 19))
    assert refusal(raw_zip([(b"a", b"\x09\x04\x05")], method=14)) == broken
    assert refusal(raw_zip([(b"a", b"\x09\x04\x05\x00\xe0" + struct.pack("<I", 4096))], method=14)) == broken
    bare = b"\x09\x04\x05\x00\x5d" + struct.pack("<I", 4096)
    assert refusal(raw_zip([(b"a", bare)], method=14)) == changed
    assert taken(raw_zip([(b"a", b"")], method=8)) == {"a": b""}


def test_large_members_come_in_pieces() -> None:
    content = random_bytes(600_000)
    assert taken(tarred(("a", content), mode="w:gz")) == {"a": content}
    assert taken(zipped(("a", content))) == {"a": content}


def test_padding_counts_as_what_it_expands_to() -> None:
    assert "as a bomb does" in refusal(gzip.compress(tarred(("a", b"1")) + bytes(4 << 20)), SMALL)


def random_bytes(length: int) -> bytes:
    return Random(5).randbytes(length)


def test_names_are_told_apart_from_nothing() -> None:
    assert "it is empty" in refusal(raw_zip([(b"", b"1")]))
    assert fault_in("a\udc80") == "it is no valid text"


def test_what_a_container_expands_to_is_counted_as_it_comes() -> None:
    liar = zipped(("zeros", bytes(4 << 20)))
    budget = Budget(len(liar), Limits(allowance=5 << 20, ratio=0))
    assert list(each(io.BytesIO(liar), within=budget))
    with pytest.raises(NotUnpacked, match="bomb"):
        list(each(io.BytesIO(tarred(("zeros", bytes(4 << 20)), mode="w:gz")), within=budget))


def test_tar_times_that_no_calendar_holds_are_left_out() -> None:
    plain = tar_info("a").tobuf(tarfile.USTAR_FORMAT) + bytes(1024)
    for record in (b"19 mtime=9999999999999\n"[:], b"12 mtime=xy\n", b"12 mtime=-5\n"):
        record = f"{len(record)} ".encode() + record.partition(b" ")[2]
        [member] = members(io.BytesIO(pax(record) + plain))
        assert member.modified_at == ""
    assert taken(pax(b"17 comment=hello\n", kind=b"g") + plain) == {"a": b""}
    assert taken(pax(b"10 size=0\n") + plain) == {"a": b""}


SEEDS = [HONEST[name] for name in ("zip, deflated", "zip, streamed", "tar, pax", "tar.gz", "tar.xz")]


@settings(max_examples=150)
@given(st.sampled_from(SEEDS), st.data())
def test_whatever_is_changed_ends_in_files_or_a_refusal(seed: bytes, data: st.DataObject) -> None:
    content = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        cut = data.draw(st.integers(0, 3))
        content[at : at + cut] = data.draw(st.binary(max_size=4))
    try:
        found = taken(bytes(content), Limits(allowance=1 << 20))
    except NotUnpacked as refused:
        assert refused.reason
    else:
        assert all(not name.startswith("/") and ".." not in name.split("/") for name in found)


@settings(max_examples=100)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0"])
)
def test_noise_ends_in_a_refusal(noise: bytes, mark: bytes) -> None:
    try:
        taken(mark + noise)
    except NotUnpacked as refused:
        assert refused.reason
