"""MIME: where parts stand, against the standard library where it reads them, and transfer encodings."""

from __future__ import annotations

import base64
import binascii
import io
import quopri
from email import message_from_bytes
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tahqiq.seal.arrivals import mime
from tahqiq.seal.arrivals.parts import Unopenable


def found(mail: bytes) -> dict[str, bytes]:
    stream = io.BytesIO(mail)
    return {entity.number: entity.open(stream).read() for entity in mime.entities(stream, file="a.eml")}


def multipart(boundary: str, *inner: bytes, kind: str = "mixed") -> bytes:
    spelled = boundary.encode()
    head = b"Content-Type: multipart/%b; boundary=%b\n\npreamble\n" % (kind.encode(), spelled)
    return (
        head + b"".join(b"--%b\n%b\n" % (spelled, each) for each in inner) + b"--%b--\nepilogue\n" % spelled
    )


def test_containers_in_containers_are_numbered_as_in_imap() -> None:
    inner = multipart("in", b"\none", b"\ntwo")
    assert found(multipart("out", inner, b"\nthree")) == {"1.1": b"one", "1.2": b"two", "2": b"three"}


def test_an_inner_container_that_does_not_end_ends_with_the_outer() -> None:
    inner = multipart("in", b"\none").removesuffix(b"--in--\nepilogue\n")
    assert found(multipart("out", inner, b"\ntwo")) == {"1.1": b"one\n", "2": b"two"}


def test_a_mail_that_is_cut_off_has_the_parts_that_are_there() -> None:
    cut = multipart("x", b"\none", b"\ntwo").partition(b"two")[0]
    assert found(cut) == {"1": b"one", "2": b""}
    assert found(b"Content-Type: multipart/mixed; boundary=x\n\nno boundary") == {}
    assert found(b"") == {"1": b""}


def test_a_boundary_is_a_line_of_its_own() -> None:
    assert found(multipart("x", b"\na --x\n--xy\n-- x\nb")) == {"1": b"a --x\n--xy\n-- x\nb"}
    long = b"\n" + b"a" * 65_536 + b"--x\n"
    assert found(multipart("x", long))["1"] == long[1:]


def test_line_breaks_of_either_kind_belong_to_the_boundary() -> None:
    mail = multipart("x", b"\none", b"\n\ntwo").replace(b"\n", b"\r\n")
    assert found(mail) == {"1": b"one", "2": b"\r\ntwo"}


def test_a_container_without_a_boundary_is_one_part() -> None:
    assert found(b"Content-Type: multipart/mixed\n\nwords") == {"1": b"words"}
    assert found(b"Content-Type: multipart/mixed; boundary*=\"a\0b''x\"\n\nwords") == {"1": b"words"}


def test_a_field_that_would_take_hours_counts_as_none() -> None:
    mail = b"Content-Type: multipart/mixed; boundary=x" + b';"' * 100_000 + b"\n\n--x\n\none\n--x--\n"
    assert list(found(mail)) == ["1"]


def test_parts_of_a_digest_are_mails() -> None:
    mail = multipart("x", b"\nFrom: a@example.org\n\nwords", kind="digest")
    (entity,) = mime.entities(io.BytesIO(mail), file="a")
    assert entity.header.get_content_type() == "message/rfc822"


@pytest.mark.parametrize(
    ("coded", "body", "expected"),
    [
        ("base64", base64.encodebytes(bytes(range(256)) * 400), bytes(range(256)) * 400),
        ("BASE64 ", b"QUJD\r\nQUI=\r\n", b"ABCAB"),
        ("base64", b"QUJDQU", b"ABCA"),
        ("base64", b"QUJDQ", b"ABC"),
        ("base64", b"Q!U J*D=\nQUJD", b"ABC"),
        ("base64", b"", b""),
        ("quoted-printable", quopri.encodestring("وصلنا = here\n".encode()), "وصلنا = here\n".encode()),
        ("quoted-printable", b"soft=\nbreak", b"softbreak"),
        ("x-uuencode", b"begin 644 a\n" + binascii.b2a_uu(b"words") + b"~~\n`\nend\nmore", b"words"),
        ("uue", b"begin 644 a\n" + binascii.b2a_uu(b"words"), b"words"),
        ("8bit", "وصلنا".encode(), "وصلنا".encode()),
        ("nonsense", b"as it is", b"as it is"),
    ],
)
def test_transfer_encodings_are_undone(coded: str, body: bytes, expected: bytes) -> None:
    assert found(f"Content-Transfer-Encoding: {coded}\n\n".encode() + body) == {"1": expected}


@settings(deadline=None)
@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.booleans())
def test_what_the_standard_library_writes_is_read_back(contents: list[bytes], nested: bool) -> None:
    message = EmailMessage()
    message.set_content("words\n")
    if nested:
        message.add_alternative("<p>words</p>", subtype="html")
    for content in contents:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename="a")
    leaves = [part.get_payload(decode=True) for part in message_from_bytes(message.as_bytes()).walk()]
    assert [each.rstrip(b"\n") for each in found(message.as_bytes()).values()] == [
        each.rstrip(b"\n") for each in leaves if isinstance(each, bytes)
    ]


OPENS = b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n"


@pytest.mark.parametrize(
    ("mail", "says"),
    [
        (b"A: b\n" * 300_000, "a header of more than"),
        (multipart("x", *[b"\n"] * 10_001), "more than 10,000 parts"),
        (
            b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(60)),
            "more than 50",
        ),
    ],
)
def test_more_than_any_mail_has_is_refused(mail: bytes, says: str) -> None:
    with pytest.raises(Unopenable, match=says):
        found(mail)
