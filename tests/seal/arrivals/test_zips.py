"""Zip archives: whatever would do harm is named and not opened."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seal.arrivals import samples
from tahqiq.seal.arrivals import zips
from tahqiq.seal.arrivals.parts import Part, Unopenable, step, what
from tahqiq.seal.arrivals.zips import Zip


def parts(content: bytes) -> list[Part]:
    return list(Zip(io.BytesIO(content), file="a.zip").parts())


def with_mode(kind: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        member = zipfile.ZipInfo("it")
        member.external_attr = (kind | 0o777) << 16
        archive.writestr(member, b"/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (stat.S_IFLNK, "a link"),
        (stat.S_IFCHR, "a device"),
        (stat.S_IFBLK, "a device"),
        (stat.S_IFIFO, "a pipe"),
    ],
)
def test_links_pipes_and_devices_are_named_and_not_opened(kind: int, says: str) -> None:
    (part,) = parts(with_mode(kind))
    assert part.refused == f"{says} inside a zip archive"
    with pytest.raises(Unopenable, match=says):
        part.open()


def test_names_are_labels_and_never_paths() -> None:
    names = ["../../etc/passwd", "/abs", "C:\\x", "a\nb", "صورة\u202egpj.exe"]
    addresses = [part.address for part in parts(samples.zipped(dict.fromkeys(names, b"x")))]
    assert addresses == [
        "zip:../../etc/passwd",
        "zip:/abs",
        "zip:C%3A%5Cx",
        "zip:a%0Ab",
        "zip:صورة%E2%80%AEgpj.exe",
    ]
    assert [what(address) for address in addresses] == names


def test_a_bomb_is_named_and_not_opened() -> None:
    (part,) = parts(samples.zipped({"bomb": b"\0" * 5_000_000}))
    assert part.refused == "unpacks to more than 200 times its size"


def test_an_archive_that_shares_bytes_between_members_is_refused() -> None:
    content = bytearray(samples.zipped({"a": b"x" * 50, "b": b"x" * 50}, stored=True))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 4)  # both point into the first member
    with pytest.raises(Unopenable, match="overlap"):
        parts(bytes(content))


def test_a_directory_longer_than_any_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_DIRECTORY", 100)
    with pytest.raises(Unopenable, match="directory is over 100 bytes"):
        parts(samples.zipped({f"{number}": b"" for number in range(10)}))


def test_a_directory_of_64_bits_is_measured_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_DIRECTORY", 100)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 5)
    with pytest.raises(Unopenable, match="directory is over 100 bytes"):
        parts(samples.zipped({f"{number}": b"" for number in range(10)}))


def test_an_end_of_64_bits_that_is_cut_off_is_no_reason_to_stop() -> None:
    content = samples.zipped({"a": b"a"})
    end = content.rindex(b"PK\x05\x06")
    locator = b"PK\x06\x07" + bytes(4) + (1 << 40).to_bytes(8, "little") + bytes(4)
    with pytest.raises(Unopenable, match="a damaged zip archive"):
        parts(content[:end] + locator + content[end:])


def test_a_member_that_is_none_to_open_is_not_opened() -> None:
    archive = Zip(io.BytesIO(with_mode(stat.S_IFLNK)), file="a.zip")
    assert archive.names == ["it"]
    with pytest.raises(Unopenable, match=r"a.zip, zip:it: a link"):
        archive.open(archive.members[0])


def test_encrypted_and_unknown_packings_are_named_and_not_opened() -> None:
    content = bytearray(samples.zipped({"a": b"a"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert parts(bytes(content))[0].refused == "encrypted"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", b"a" * 100)
    assert parts(out.getvalue())[0].refused == "packed in a way that is not opened here"


def test_two_members_of_one_name_have_addresses_of_their_own() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a", b"first")
        archive.writestr("a", b"second")
    opened = Zip(io.BytesIO(out.getvalue()), file="a.zip")
    assert [part.address for part in opened.parts()] == ["zip:a", "zip:a#2"]
    second, third = opened.part_at("zip:a#2"), opened.part_at("zip:a#3")
    assert second is not None
    assert second.open().read() == b"second"
    assert third is None


@pytest.mark.parametrize("stored", [True, False])
def test_a_damaged_member_is_one_clear_line(stored: bool) -> None:
    content = bytearray(samples.zipped({"a": bytes(range(256)) * 20}, stored=stored))
    content[0] = 0
    (part,) = parts(bytes(content))
    assert part.media_type == "application/octet-stream"
    with pytest.raises(Unopenable, match="damaged in the zip archive"):
        part.open()


def test_damage_that_shows_only_on_the_way_is_one_clear_line() -> None:
    content = bytearray(samples.zipped({"a": bytes(range(256)) * 20}))
    content[60:100] = b"\xff" * 40
    (part,) = parts(bytes(content))
    with pytest.raises(Unopenable, match="damaged in the zip archive"), part.open() as stream:
        stream.read()


def test_a_time_that_is_none_is_left_out() -> None:
    content = bytearray(samples.zipped({"a": b"a"}))
    at = content.index(b"PK\x01\x02") + 12
    content[at : at + 4] = b"\0" * 4
    assert parts(bytes(content))[0].at == ""


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_name_is_spelled_and_read_back(name: str) -> None:
    spelled = step("zip", name)
    assert what(spelled) == name
    assert "!" not in spelled
    assert spelled.isprintable()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_clear_refusal(data: st.DataObject) -> None:
    content = bytearray(samples.corpus_of("chat.zip"))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        for part in parts(bytes(content)):
            if not part.refused:
                with part.open() as stream:
                    stream.read()
    except Unopenable as refused:
        assert "\n" not in str(refused)
