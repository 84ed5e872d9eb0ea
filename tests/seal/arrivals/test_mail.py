"""Mails and mailboxes: every part under its number, whatever the mail says of itself."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seal.arrivals import samples
from tahqiq.seal.arrivals import mail
from tahqiq.seal.arrivals.parts import Part, Unopenable


def parts(content: bytes) -> dict[str, Part]:
    return {part.address: part for part in mail.parts(io.BytesIO(content), file="a.eml")}


def multipart(*inner: bytes) -> bytes:
    head = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    return head + b"".join(b"--x\n" + each + b"\n" for each in inner) + b"--x--\n"


def test_parts_are_numbered_as_in_imap() -> None:
    found = parts(samples.mail())
    assert [(part.address, part.media_type) for part in found.values()] == [
        ("eml:part/1.1", "text/plain"),
        ("eml:part/1.2", "text/html"),
        ("eml:part/2", "image/png"),
    ]
    assert found["eml:part/1.1"].open().read().decode() == "وصلنا\n"
    assert found["eml:part/2"].open().read() == samples.PNG
    assert found["eml:part/2"].title == "صورة.png"
    assert {part.at for part in found.values()} == {"2031-06-05T09:12:01+00:00"}


def test_a_mail_without_parts_is_its_own_first() -> None:
    assert list(parts(b"From: a@example.org\nSubject: b\n\nwords\n")) == ["eml:part/1"]


def test_an_attached_mail_is_one_part() -> None:
    inner = b"From: b@example.org\nSubject: inner\n\nFrom afar\n"
    found = parts(multipart(b"Content-Type: message/rfc822\n\n" + inner))
    assert found["eml:part/1"].media_type == "message/rfc822"
    assert found["eml:part/1"].open().read() == inner


def test_mails_of_a_mailbox_are_bytes_as_they_stand() -> None:
    first, second = mail.mailbox(io.BytesIO(samples.mbox()), file="a.mbox")
    assert (first.address, first.title, first.sender) == (
        "mbox:1",
        "one@example.org",
        "Amal <amal@example.org>",
    )
    with second.open() as stream:
        assert stream.read() == samples.mail("two") + b"\nFrom afar.\n"


def test_a_mail_of_a_mailbox_is_found_by_its_number() -> None:
    stream = io.BytesIO(samples.mbox())
    second, third = mail.mail_at(stream, "2", file="a"), mail.mail_at(stream, "3", file="a")
    assert second is not None
    assert second.address == "mbox:2"
    assert third is None
    assert list(mail.mails(io.BytesIO(b"no mailbox\n"))) == []


def test_pages_saved_as_mail_keep_the_addresses_of_their_parts() -> None:
    found = parts(samples.MHTML)
    assert [part.origin for part in found.values()] == [
        "https://example.org/page",
        "https://example.org/a.png",
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (b"Thu, 05 Jun 2031 12:12:01 +0300", "2031-06-05T09:12:01+00:00"),
        (b"Thu, 05 Jun 2031 12:12:01 -0000", "2031-06-05T12:12:01"),
        (b"yesterday", ""),
        (b"", ""),
    ],
)
def test_dates_are_as_stated(date: bytes, expected: str) -> None:
    found = parts(b"From: a@example.org\nDate: " + date + b"\n\nwords")
    assert found["eml:part/1"].at == expected


@pytest.mark.parametrize(
    "header",
    [
        b'Content-Type: text/plain; charset="nonsense"',
        b"Content-Transfer-Encoding: base64\n\nno base64 at all",
        b"Content-Type: image/png; name*=nonsense''%FF%00\nContent-Disposition: attachment; filename*0*=x",
        b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJvbQ==",
        b"Content-Type: multipart/mixed",
        b'Content-Type: text/plain; charset="a\0b"\n\n\xd9\x88',
        b"Content-Location: =?utf-8?b?a?=",
        b"Content-Disposition: attachment; filename*=\"a\0b''x\"",
        b"Content-Location: =?nonsense?q?a?= =?utf-8?b?2YjYtdmE?=",
    ],
)
def test_headers_that_are_wrong_are_no_reason_to_stop(header: bytes) -> None:
    for part in parts(multipart(header + b"\n\nwords")).values():
        part.open().read()


def test_encoded_words_are_decoded() -> None:
    said = mail.headers(b"From: =?utf-8?b?2YjYtdmE?= =?nonsense?q?_x?=\n\n")
    assert mail.header(said, "from") == "وصل x"
    assert mail.header(said, "subject") == ""


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_damage_anywhere_is_a_clear_refusal(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([samples.mail(), samples.mbox(), samples.MHTML])))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for look in (mail.parts, mail.mailbox):
        try:
            for part in look(io.BytesIO(content), file="a"):
                part.open().read()
        except Unopenable as refused:
            assert "\n" not in str(refused)
