import base64
import quopri
from datetime import datetime, timedelta, timezone

import pytest

from tahqiq.read.text.reading import read_document
from tahqiq.vocab.errors import BadInput

ARABIC = "قال سكان من تل عنبر إن سبعة قتلوا في السوق على يد مجهولين."


def word(text: str, encoding: str) -> str:
    return f"=?{encoding}?B?{base64.b64encode(text.encode(encoding)).decode()}?="


def mail(body: str, *fields: str) -> bytes:
    standing = (
        "From: Nadia Farrow <n@example.org>",
        "Subject: Report",
        "Date: Fri, 6 Jun 2031 10:00:00 +0300",
    )
    return "\n".join([*standing, *fields, "", body]).encode()


def part(kind: str, body: str, *fields: str) -> str:
    return "\n".join([f"Content-Type: {kind}", *fields, "", body])


def many(kind: str, *parts: str) -> bytes:
    inside = "".join(f"--BB\n{each}\n" for each in parts)
    return mail(f"{inside}--BB--\n", "MIME-Version: 1.0", f'Content-Type: multipart/{kind}; boundary="BB"')


def test_a_mail_is_a_message_with_its_subject_before_its_words() -> None:
    found = read_document(mail("Seven people died.\n", "Message-ID: <a1@example.org>"), name="a.eml")
    (message,) = found.messages
    assert found.text == "Report\n\nSeven people died."
    assert (message.author, message.key) == ("Nadia Farrow <n@example.org>", "a1@example.org")
    assert message.time == datetime(2031, 6, 6, 10, tzinfo=timezone(timedelta(hours=3)))
    assert (found.kind, found.title, found.byline) == ("mail", "Report", message.author)
    assert found.date is not None and found.date.iso()[0] == "2031-06-06"


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-8"])
@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_arabic_mail_is_read_in_any_encoding(encoding: str, transfer: str) -> None:
    raw = ARABIC.encode(encoding)
    body = {"quoted-printable": quopri.encodestring(raw), "base64": base64.encodebytes(raw), "8bit": raw}[
        transfer
    ]
    head = (
        f"From: {word('نادية فرحات', encoding)} <n@example.org>\nSubject: "
        f"{word('تقرير', encoding)}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={encoding}\nContent-Transfer-Encoding: {transfer}\n\n"
    )
    found = read_document(head.encode() + body, name="a.eml")
    assert found.text == f"تقرير\n\n{ARABIC}"
    assert found.byline == "نادية فرحات <n@example.org>"


def test_of_two_forms_of_the_same_words_one_is_read() -> None:
    html = part("text/html; charset=utf-8", "<html><p>Seven people <b>died</b>, we were told.</p>")
    assert (
        read_document(many("alternative", part("text/plain", "Plain words."), html)).text
        == "Report\n\nPlain words."
    )
    assert read_document(many("alternative", html)).text == "Report\n\nSeven people died, we were told."


def test_attachments_are_named_and_attached_mails_read() -> None:
    inner = "From: Peter <p@example.org>\nSubject: Earlier\n\nFive people died."
    picture = part(
        "image/jpeg",
        "AAAA",
        "Content-Transfer-Encoding: base64",
        'Content-Disposition: attachment; filename="street.jpg"',
    )
    found = read_document(
        many(
            "mixed",
            part("text/plain", "Seven."),
            picture,
            part("image/png", ""),
            part("message/rfc822", inner),
        )
    )
    assert found.text == "Report\n\nSeven.\n\nEarlier\n\nFive people died."
    assert found.attachments == ("street.jpg", "image/png")
    assert [each.author for each in found.messages] == [
        "Nadia Farrow <n@example.org>",
        "Peter <p@example.org>",
    ]


@pytest.mark.parametrize(
    "before",
    [
        "On Fri, 6 Jun 2031, Peter wrote:",
        "-----Original Message-----",
        "في الجمعة، 6 حزيران 2031 كتب Peter:",
        "> ",
    ],
)
def test_what_a_reply_repeats_is_marked(before: str) -> None:
    found = read_document(mail(f"Seven now.\n\n{before}\n> Five died.\n"), name="a.eml")
    (span,) = found.messages[0].quoted
    assert found.text[slice(*span)].strip() == f"{before}\n> Five died.".strip()


def test_a_mailbox_is_its_mails() -> None:
    one = b"From n@example.org Fri Jun  6 10:00:00 2031\n" + mail("Seven died.\n") + b"\n\n"
    found = read_document(one + one.replace(b"Seven", b"Nine"), name="a.mbox")
    bodies = [found.text[each.start : each.end] for each in found.messages]
    assert bodies == ["Report\n\nSeven died.", "Report\n\nNine died."]
    assert found.title == ""


@pytest.mark.parametrize(
    "field",
    [
        "Subject: =?utf-8?B?not base64!?=", "Subject: =?no-such?Q?a?=", "Date: yesterday",
        "Content-Type: text/plain; charset=none",
        "Content-Type: multipart/mixed", "Content-Transfer-Encoding: base64", "From:",
        "Content-Disposition: attachment; filename*=x",
        "Content-Type: ;;;", "From: \"a, b", "Content-Transfer-Encoding: x-uuencode", "Subject: caf\udce9",
    ],
)  # fmt: skip
def test_damaged_headers_stop_nothing(field: str) -> None:
    content = (
        b"From: a@example.org\nMessage-ID: <1>\n"
        + field.encode("utf-8", "surrogateescape")
        + b"\n\nSeven died.\n"
    )
    try:
        found = read_document(content, name="a.eml")
    except BadInput as refusal:
        assert "\n" not in str(refusal)
    else:
        assert len(found.messages) == 1


@pytest.mark.parametrize("kind", ['text/plain; charset="a\0b"', 'message/rfc822; charset="a\0b"'])
def test_an_encoding_with_a_nul_in_its_name_stops_nothing(kind: str) -> None:
    found = read_document(mail(part(kind, "قتل"), "MIME-Version: 1.0", f"Content-Type: {kind}"), name="a.eml")
    assert found.text.startswith("Report")


def test_a_mail_of_too_many_parts_is_refused() -> None:
    with pytest.raises(BadInput, match=r"more than 1,000 parts in a mail: refused"):
        read_document(many("mixed", *[part("text/plain", "x")] * 1001), name="a.eml")


@pytest.mark.parametrize(
    "field", ["From: <Saved by Blink>", "Snapshot-Content-Location: https://example.org/a"]
)
def test_a_page_saved_as_a_mail_is_a_page(field: str) -> None:
    page = (
        "<html><head><meta property='article:published_time' content='2031-05-05'>"
        "</head><p>قتل سبعة في السوق.</p>"
    )
    part_of = part("text/html; charset=windows-1256", "", "Content-Transfer-Encoding: base64")
    body = base64.encodebytes(page.encode("windows-1256")).decode()
    head = (
        f"{field}\nSubject: Saved\nDate: Fri, 6 Jun 2031 10:00:00 +0300\nMIME-Version: "
        f'1.0\nContent-Type: multipart/related; boundary="BB"'
    )
    found = read_document(f"{head}\n\n--BB\n{part_of}\n{body}\n--BB--\n".encode(), name="a.mhtml")
    assert (found.kind, found.text) == ("html", "قتل سبعة في السوق.")
    assert found.date is not None and found.date.iso()[0] == "2031-05-05"


@pytest.mark.parametrize("field", ["Content-Type: text/plain", "Content-Disposition: inline"])
def test_a_field_of_quotation_marks_does_not_hold_the_reader(field: str) -> None:
    """The library's time grows with the square of their number: an hour for as many as these."""
    found = read_document(mail("Five died.", field + ';"' * 200_000), name="a.eml")
    assert "Five died." in found.text
