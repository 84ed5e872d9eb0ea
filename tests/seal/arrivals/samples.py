"""Containers as they arrive, made up: for tests, and as the corpus of ``scripts/fuzz_containers.py``."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
from email.message import EmailMessage
from functools import cache

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
AT = "2031-06-05T09:12:01Z"


def chunked(body: bytes) -> bytes:
    """A body as HTTP/1.1 sends it in chunks."""
    pieces = [body[at : at + 20] for at in range(0, len(body), 20)]
    return b"".join(b"%x\r\n%b\r\n" % (len(each), each) for each in pieces) + b"0\r\n\r\n"


def record(kind: str, uri: str, block: bytes, media_type: str, key: str = "") -> bytes:
    """One record of a WARC (ISO 28500 §4)."""
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{key or kind}>",
        "WARC-Target-URI": uri,
        "WARC-Date": AT,
        "Content-Type": media_type,
        "Content-Length": f"{len(block)}",
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    return "\r\n".join(["WARC/1.0", *lines, "", ""]).encode() + block + b"\r\n\r\n"


def warc(*, packed: bool = True) -> bytes:
    """A WARC: what made it, a page sent in packed chunks, a page as it is, a picture, a revisit."""
    page = chunked(gzip.compress("<html>وصلنا</html>".encode(), mtime=0))
    sent = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    coded = sent + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + page
    plain = sent + b"\r\n<html>plain</html>"
    records = [
        record("warcinfo", "", b"software: wget/1.21\r\nformat: WARC\r\n", "application/warc-fields"),
        record("response", "https://example.org/0", coded, "application/http; msgtype=response", "0"),
        record("response", "https://example.org/1", plain, "application/http; msgtype=response", "1"),
        record("resource", "https://example.org/a.png", PNG, "image/png"),
        record("revisit", "https://example.org/0", b"", "application/http; msgtype=response"),
    ]
    return b"".join(gzip.compress(each, mtime=0) if packed else each for each in records)


def zipped(members: dict[str, bytes], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 6, 5, 9, 12, 2)), content, archive.compression)
    return out.getvalue()


def wacz(*, digest: str = "", lost: bool = False) -> bytes:
    """A WACZ of two pages; with another digest than it should have, or a file missing."""
    data = warc()
    listed = [
        '{"format": "json-pages-1.0"}',
        json.dumps({"id": "1", "url": "https://example.org/0", "title": "Arrival", "ts": AT}),
        json.dumps({"id": "2", "url": "https://example.org/1", "title": "وصول", "ts": AT}),
    ]
    pages = "\n".join(listed).encode()
    members = {"archive/data.warc.gz": data, "pages/pages.jsonl": pages}
    package = {
        "software": "browsertrix 1.2",
        "mainPageUrl": "https://example.org/0",
        "mainPageDate": AT,
        "resources": [
            {
                "path": path,
                "hash": f"sha256:{digest or hashlib.sha256(content).hexdigest()}",
                "bytes": len(content),
            }
            for path, content in members.items()
        ],
    }
    described = json.dumps(package).encode()
    stated = json.dumps({"hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}).encode()
    if lost:
        members.pop("pages/pages.jsonl")
    return zipped({**members, "datapackage.json": described, "datapackage-digest.json": stated}, stored=True)


def mail(subject: str = "Arrival", *, picture: bool = True, attached: bytes | None = None) -> bytes:
    """A mail of words in two forms, with a picture and an attached mail."""
    message = EmailMessage()
    message["From"], message["To"] = "Amal <amal@example.org>", "sami@example.org"
    message["Subject"], message["Message-ID"] = subject, "<one@example.org>"
    message["Date"] = "Thu, 05 Jun 2031 12:12:01 +0300"
    message.set_content("وصلنا\n")
    message.add_alternative("<p>وصلنا</p>", subtype="html", cte="8bit")
    if picture:
        message.add_attachment(PNG, maintype="image", subtype="png", filename="../صورة.png")
    if attached is not None:
        message.add_attachment(attached, maintype="application", subtype="octet-stream", filename="a.zip")
    content = message.as_bytes()
    # Boundaries are random: the same mail is the same bytes.
    for number, boundary in enumerate(_boundaries(message)):
        content = content.replace(boundary.encode(), b"=====%d==" % number)
    return content


def _boundaries(message: EmailMessage) -> list[str]:
    return [str(part.get_boundary()) for part in message.walk() if part.is_multipart()]


def mbox() -> bytes:
    """Two mails; the second holds a line that begins as the ones between mails do."""
    between = b"From amal@example.org Thu Jun  5 09:12:01 2031\n"
    return between + mail("one", picture=False) + b"\n" + between + mail("two") + b"\nFrom afar.\n"


MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/page\r\nSubject: Page\r\n"
    b"Date: Thu, 05 Jun 2031 09:12:01 +0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n'
    b"----b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/page\r\n\r\n<html>page</html>\r\n"
    b"----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
    b"Content-Location: https://example.org/a.png\r\n\r\niVBORw0KGgo=\r\n----b--\r\n"
)

SINGLE_FILE = (
    b"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/a?b=1&amp;c=2 \n"
    b" saved date: Thu Jun 05 2031 12:12:01 GMT+0300 (Arabian Standard Time)\n--><body>"
    b"<img src=data:image/png;base64," + base64.b64encode(PNG) + b">"
    b'<img src="data:image/svg+xml,'
    + b"%3Csvg xmlns='http://www.w3.org/2000/svg'%3E".replace(b" ", b"%20")
    * 3
    + b'">'
    b"<img src=data:image/gif;base64,R0lGODlhAQ></body></html>"
)

WHATSAPP = (
    "\u200e[٥/٦/٢٠٣١، ٩:١٢:٠١ ص] أمل: وصلنا\nإلى المدينة\n"
    "[٥/٦/٢٠٣١، ١٠:٠٠:٠٠ م] سامي: \u200e<مرفق: 00000002-PHOTO-2031-06-05.jpg>\n"
    "[٢٣/٦/٢٠٣١، ١٢:٠٠:٠٠ ص] \u200eأنشأت المجموعة\n"
).encode()

TELEGRAM = json.dumps(
    {
        "name": "Arrivals", "type": "public_channel", "id": 7,
        "messages": [
            {"id": 1, "type": "message", "date": "2031-06-05T12:12:01", "date_unixtime": "1938417121",
             "from": "أمل", "text": 'with { and [ and \\" in it'},
            {"id": 2, "type": "message", "date": "2031-06-05T12:13:00", "from": "Sami",
             "photo": "photos/photo_1.jpg", "text": [{"type": "bold", "text": "so"}, "!"]},
            {"id": 2, "type": "service", "date": "not a date", "actor": "Sami"},
            "no message",
        ],
    },
    ensure_ascii=False,
).encode()  # fmt: skip

TELEGRAM_PAGE = """<!DOCTYPE html><html><head><title>Exported Data</title></head><body>
<div class="message service" id="message-1"><div class="body details">5 June 2031</div></div>
<div class="message default clearfix" id="message12"><div class="body">
<div class="pull_right date details" title="05.06.2031 12:12:01 UTC+03:00">12:12</div>
<div class="from_name">أمل &amp; سامي</div>
<a class="photo_wrap clearfix pull_left media" href="photos/photo_1.jpg"></a>
<div class="text">وصلنا</div></div></div></body></html>
""".encode()


@cache
def corpus_of(name: str) -> bytes:
    """One of the corpus."""
    return corpus()[name]


def corpus() -> dict[str, bytes]:
    """One of each, by name."""
    chat = zipped({"_chat.txt": WHATSAPP, "00000002-PHOTO-2031-06-05.jpg": PNG})
    return {
        "packed.warc.gz": warc(),
        "plain.warc": warc(packed=False),
        "whole.warc.gz": gzip.compress(warc(packed=False), mtime=0),
        "pages.wacz": wacz(),
        "mail.eml": mail(attached=zipped({"inner.warc": warc()})),
        "box.mbox": mbox(),
        "page.mhtml": MHTML,
        "page.html": SINGLE_FILE,
        "_chat.txt": WHATSAPP,
        "chat.zip": chat,
        "result.json": TELEGRAM,
        "messages.html": TELEGRAM_PAGE,
    }
