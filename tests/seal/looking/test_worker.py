"""What each kind of file says of itself, read in this process; hostile ones are read in ``test_looker``."""

from __future__ import annotations

import ctypes
import io
import json
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from seal.looking import samples
from tahqiq.seal.looking import exif, pictures, worker
from tahqiq.seal.looking.plain import Plain

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def said(content: bytes, media_type: str) -> dict[str, Plain]:
    return worker.examine(io.BytesIO(content), media_type)[0]


def section(content: bytes, media_type: str, name: str) -> dict[str, Plain]:
    found = said(content, media_type)[name]
    assert isinstance(found, dict)
    return found


def hashed(content: bytes, media_type: str) -> str:
    return worker.examine(io.BytesIO(content), media_type)[1]


def problems(content: bytes, media_type: str) -> str:
    return json.dumps(said(content, media_type).get("problems", []))


def bits_between(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_a_photograph_tells_camera_time_and_place() -> None:
    found = said(samples.photograph(), "image/jpeg")
    assert found["image"] == {"format": "JPEG", "width": 128, "height": 128}
    tags = section(samples.photograph(), "image/jpeg", "exif")
    assert (tags["Image Make"], tags["EXIF DateTimeOriginal"]) == ("Acme", "2026:01:02 03:04:05")
    assert tags["position"] == {"latitude": -35.96, "longitude": 39.01}
    assert "problems" not in found


def test_editors_leave_xmp_and_agencies_iptc() -> None:
    found = said(samples.photograph(), "image/jpeg")
    assert found["iptc"] == {"by-line": "Amal", "keywords": "bridge", "headline": "جسر"}
    assert found["xmp"] == {
        "xmp:CreatorTool": "Painter 1",
        "Mark": "m",
        "dc:subject": ["river", "bridge"],
        "dc:title": "جسر",
        "xmp:Label": "seen",
    }


def test_the_same_file_gives_the_same_answer() -> None:
    first = worker.examine(io.BytesIO(samples.photograph()), "image/jpeg")
    assert json.dumps(first) == json.dumps(worker.examine(io.BytesIO(samples.photograph()), "image/jpeg"))


def test_a_position_that_cannot_be_is_not_told() -> None:
    for latitude in ((95.0, 0.0, 0.0), (1.0, 2.0)):
        tags = Image.Exif()
        tags.get_ifd(0x8825).update({1: "N", 2: latitude, 3: "E", 4: (39.0, 0.0, 36.0)})
        content = samples.saved(samples.picture(), "JPEG", exif=tags)
        assert "position" not in section(content, "image/jpeg", "exif")


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF", "GIF", "BMP"])
def test_a_picture_looks_like_itself_in_another_format(form: str) -> None:
    original = hashed(samples.photograph(), "image/jpeg")
    assert len(original) == 16
    again = hashed(samples.saved(samples.picture(), form), f"image/{form.lower()}")
    assert bits_between(again, original) <= 2


def test_a_picture_is_hashed_as_it_is_meant_to_be_seen() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    sideways = samples.saved(samples.picture().rotate(90, expand=True), "JPEG", exif=turned)
    assert bits_between(hashed(sideways, "image/jpeg"), hashed(samples.photograph(), "image/jpeg")) <= 2


def test_the_hash_is_that_of_imagehash() -> None:
    # What imagehash 4.3.2 says of the same picture: other tools' hashes can be compared with ours.
    assert hashed(samples.saved(samples.picture(), "PNG"), "image/png") == "8ce7f058b83a27ca"


def test_other_pictures_are_far_and_empty_ones_have_no_hash() -> None:
    other = samples.saved(samples.picture(seed=2), "PNG")
    assert bits_between(hashed(other, "image/png"), hashed(samples.photograph(), "image/jpeg")) > 16
    assert hashed(samples.saved(Image.new("L", (64, 64), 200), "PNG"), "image/png") == ""
    assert hashed(samples.saved(Image.new("I;16", (64, 64)), "TIFF"), "image/tiff") == ""


def test_a_picture_of_too_many_pixels_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "DECODED", 1_000)
    content = samples.saved(samples.picture(), "PNG")
    assert section(content, "image/png", "image")["width"] == 128
    assert "more than 1,000 pixels are not decoded" in problems(content, "image/png")


@pytest.mark.parametrize(("form", "media_type"), [("mp4", "video/mp4"), ("matroska", "video/x-matroska")])
def test_a_film_tells_its_tags_and_is_hashed_by_its_key_frames(form: str, media_type: str) -> None:
    film = section(samples.film(form=form), media_type, "film")
    assert film["duration_s"] == 4
    assert film["position"] == {"latitude": 35.95, "longitude": 39.01}
    assert isinstance(film["streams"], list)
    assert isinstance(film["streams"][0], dict)
    assert (film["streams"][0]["codec"], film["streams"][0]["width"]) == ("mpeg4", 64)
    frames = hashed(samples.film(form=form), media_type)
    assert len(frames) == 8 * 16
    still = hashed(samples.saved(samples.picture(seed=3, side=64), "PNG"), "image/png")
    assert min(bits_between(frames[at : at + 16], still) for at in range(0, len(frames), 16)) <= 8


def test_a_film_that_does_not_know_how_long_it_is() -> None:
    live = samples.film(form="matroska", live=True)
    assert section(live, "video/x-matroska", "film")["duration_s"] is None
    assert len(hashed(live, "video/x-matroska")) == 8 * 16


def test_a_dark_film_and_one_without_pictures_have_no_hash() -> None:
    assert hashed(samples.film(dark=True), "video/mp4") == ""
    assert hashed(samples.sound(), "audio/wav") == ""
    streams = section(samples.sound(), "audio/wav", "film")["streams"]
    assert isinstance(streams, list)
    assert "samples_a_second" in str(streams[0])


def test_a_playlist_is_no_film(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{secret}\n".encode()
    assert list(said(playlist, "video/mp4")) == ["problems"]


def test_a_pdf_tells_who_made_it_and_how_often_it_was_written_over() -> None:
    found = section(samples.pdf(updated=2), "application/pdf", "pdf")
    assert found["information"] == {
        "Author": "Amal",
        "CreationDate": "D:20260102030405Z",
        "Producer": "Press 2",
    }
    assert (found["updates"], found["pages"], found["encrypted"]) == (2, 1, False)
    assert section(samples.pdf(), "application/pdf", "pdf")["updates"] == 0
    linear = samples.pdf(updated=1, extra=b"%/Linearized\n")
    assert section(linear, "application/pdf", "pdf")["updates"] == 0


def test_a_long_pdf_is_counted_to_its_end() -> None:
    filling = b"%" + b"x" * ((1 << 20) - 400) + b"\n"
    assert section(samples.pdf(updated=1, extra=filling), "application/pdf", "pdf")["updates"] == 1


def test_an_encrypted_pdf_is_said_to_be_encrypted() -> None:
    locked = (
        b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"00" * 32
        + b">/U<"
        + b"11" * 32
        + b">>>/ID[<00><00>]"
    )
    content = samples.pdf().replace(b"/Info 4 0 R>>", b"/Info 4 0 R" + locked + b">>")
    assert section(content, "application/pdf", "pdf") == {"encrypted": True, "updates": 0}


def test_an_office_document_tells_its_properties() -> None:
    assert said(samples.office(), DOCX)["office"] == {
        "docProps/core.xml": {"creator": "Amal", "revision": "7"}
    }
    custom = {"docProps/custom.xml": '<P><property name="Device"><v>Eye 3</v></property></P>'}
    assert said(samples.office(custom), DOCX)["office"] == {"docProps/custom.xml": {"Device": "Eye 3"}}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<a>" + "x" * (1 << 20) + "</a>", "unpacks to more than"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DTDForbidden"),
        ("<a", "ParseError"),
    ],
)
def test_bombs_and_broken_parts_are_named(text: str, problem: str) -> None:
    assert problem in problems(samples.office({"docProps/core.xml": text}), DOCX)


@pytest.mark.parametrize(
    ("packet", "problem"),
    [
        (b"<x:xmpmeta><a></x:xmpmeta>", "ParseError"),
        (b"<x:xmpmeta>", "cut off"),
    ],
)
def test_broken_xmp_is_named(packet: bytes, problem: str) -> None:
    content = samples.saved(samples.picture(), "PNG") + packet
    assert problem in problems(content, "image/png")


def test_a_signed_manifest_holds_until_a_byte_changes() -> None:
    manifest = section(samples.signed(), "image/jpeg", "c2pa")
    assert str(manifest["validation"]).startswith("holds")
    assert manifest["claim_generator"] != []
    assert "Invented Camera" in str(manifest["signature"])
    assert "c2pa.created" in str(manifest["assertions"])
    changed = bytearray(samples.signed())
    changed[-30] ^= 1
    broken = section(bytes(changed), "image/jpeg", "c2pa")
    assert str(broken["validation"]).startswith("does not hold")
    assert "assertion.dataHash.mismatch" in str(broken["failures"])


def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    content = samples.film()
    for name in ("av", "c2pa"):
        monkeypatch.setitem(sys.modules, name, None)
    told = problems(content, "video/mp4")
    assert "film: not looked for: av is not installed" in told
    assert "c2pa: not looked for: c2pa is not installed" in told
    assert "exif" in said(samples.photograph(), "image/jpeg")


def test_a_type_that_claims_nothing_is_not_looked_into() -> None:
    assert worker.examine(io.BytesIO(b"{}"), "application/json") == ({}, "")


def test_broken_files_are_named() -> None:
    assert "PdfiumError" in problems(b"%PDF-1.7 nothing", "application/pdf")
    assert "InvalidDataError" in problems(b"nothing", "video/mp4")


def test_a_fraction_without_a_denominator_is_no_number() -> None:
    assert exif._numbers([SimpleNamespace(denominator=0)]) == []


def test_the_worker_confines_itself_before_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: None)
    ours, theirs = socket.socketpair()
    ours.close()
    monkeypatch.setattr(sys, "argv", ["worker", str(theirs.detach())])
    worker.main()
    worker.allow(5)
    assert limits[resource.RLIMIT_AS] == (worker.MEMORY, worker.MEMORY)
    assert limits[resource.RLIMIT_FSIZE] == limits[resource.RLIMIT_CORE] == (0, 0)
    assert limits[resource.RLIMIT_CPU][0] >= 5


def test_requests_are_answered_until_the_other_side_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "allow", lambda seconds: None)
    ours, theirs = socket.socketpair()
    with theirs:
        for content in (samples.photograph(), b"no picture"):
            descriptor = os.memfd_create("item")
            os.write(descriptor, content)
            socket.send_fds(ours, [b"image/jpeg"], [descriptor])
            os.close(descriptor)
        ours.shutdown(socket.SHUT_WR)
        worker.serve(theirs)
        answers = ours.recv(1 << 20)
        ours.close()
    assert b"Acme" in answers
    assert b"UnidentifiedImageError" in answers


def limited(code: str) -> subprocess.CompletedProcess[str]:
    """Runs code in a process that was confined as the worker is."""
    words = [sys.executable, "-c", f"from tahqiq.seal.looking import worker\nworker.confine()\n{code}"]
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)


def test_the_worker_can_take_little_memory_and_write_nothing(tmp_path: Path) -> None:
    ended = limited(
        f"""
try:
    bytearray(2 << 30)
except MemoryError:
    print("no memory")
try:
    open({str(tmp_path / "written")!r}, "wb", buffering=0).write(b"x")
except OSError as error:
    print(error.strerror)
"""
    )
    assert ended.stdout.splitlines() == ["no memory", "File too large"]


def test_the_worker_is_ended_when_its_processor_time_is_over() -> None:
    assert limited("worker.allow(0)\nwhile True: pass").returncode == -24
