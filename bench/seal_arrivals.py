"""What `tahqiq inside` costs on large containers: CPU seconds and peak memory, beside a plain reader of each.

Containers are made up here, of random words, in a temporary folder. Promise: no more than 200 MB of memory
however large the container. Peers read the same file in the same run, to its end: warcio's iterator,
zipfile's directory, mailbox, json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import ROOT, Measured, keep, measured, tahqiq

AT_MOST_MB = 200
PEERS = {
    "warc": "from warcio.archiveiterator import ArchiveIterator as A\n"
    "for r in A(open(sys.argv[1], 'rb')): r.content_stream().read()",
    "zip": "import zipfile\n[m.filename for m in zipfile.ZipFile(sys.argv[1]).infolist()]",
    "mbox": "import mailbox\n[m['message-id'] for m in mailbox.mbox(sys.argv[1])]",
    "telegram": "import json\njson.load(open(sys.argv[1]))",
    "whatsapp": "for line in open(sys.argv[1]): pass",
}


def words(drawn: random.Random, count: int) -> str:
    """Random words of random letters, which pack about as text does."""
    return " ".join("".join(drawn.choices("abcdefghij", k=drawn.randint(2, 9))) for _ in range(count))


def warc(path: Path, drawn: random.Random, scale: float) -> None:
    """Records of a page each, packed one by one."""
    pages = [f"<html><p>{words(drawn, 2_000)}</p></html>".encode() for _ in range(50)]
    with path.open("wb") as file:
        for number in range(int(10_000 * scale)):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + pages[number % 50]
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
                f"WARC-Date: 2031-06-05T09:12:01Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))


def zip_(path: Path, drawn: random.Random, scale: float) -> None:
    """Many small members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(int(20_000 * scale)):
            archive.writestr(f"media/{number:08}.txt", words(drawn, 20))


def mbox(path: Path, drawn: random.Random, scale: float) -> None:
    """Mails with an attachment of some hundred kilobytes."""
    attached = "\n".join("QUJD" * 19 for _ in range(3_000))
    with path.open("w") as file:
        for number in range(int(1_000 * scale)):
            file.write(
                f"From a@example.org Thu Jun  5 09:12:01 2031\nFrom: a@example.org\nMessage-ID: <{number}>\n"
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
                f"{words(drawn, 50)}\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
                f"{attached}\n--b--\n\n"
            )


def telegram(path: Path, drawn: random.Random, scale: float) -> None:
    """One chat."""
    with path.open("w") as file:
        file.write('{"name": "x", "type": "personal_chat", "id": 1, "messages": [')
        for number in range(int(200_000 * scale)):
            told = {"id": number, "type": "message", "date": "2031-06-05T09:12:01", "text": words(drawn, 30)}
            file.write(("," if number else "") + json.dumps(told))
        file.write("]}")


def whatsapp(path: Path, drawn: random.Random, scale: float) -> None:
    """One chat."""
    with path.open("w") as file:
        for number in range(int(200_000 * scale)):
            file.write(f"05/06/2031, {number // 60 % 24:02}:{number % 60:02} - Amal: {words(drawn, 12)}\n")


MAKERS: dict[str, Callable[[Path, random.Random, float], None]] = {
    "warc": warc, "zip": zip_, "mbox": mbox, "telegram": telegram, "whatsapp": whatsapp,
}  # fmt: skip


def compared(folder: Path, scale: float) -> Iterator[tuple[str, dict[str, object], Measured]]:
    """Each kind: how large, ours and the plain reader's."""
    for kind, make in MAKERS.items():
        path = folder / kind
        make(path, random.Random(7), scale)
        ours = tahqiq("inside", path, "--json")
        peer = measured([sys.executable, "-c", f"import sys\n{PEERS[kind]}", path])
        size = round(path.stat().st_size / 1e6, 1)
        yield kind, {"mb": size, "ours": ours, "plain_reader": peer}, ours
        path.unlink()


def looked_at(folder: Path, count: int) -> dict[str, float]:
    """CPU seconds that telling what files are adds to walking over them, for small files."""
    from tahqiq.seal import found_under
    from tahqiq.seal.arrivals import brought_under

    files = folder / "files"
    files.mkdir()
    for number in range(count):
        (files / f"{number}.bin").write_bytes(random.Random(number).randbytes(4_096))
    seconds = {}
    for name, walk in (("walked", found_under), ("walked_and_told", brought_under)):
        began = time.process_time()
        assert sum(1 for _ in walk([files])) == count
        seconds[f"{name}_us_a_file"] = round((time.process_time() - began) / count * 1e6, 1)
    shutil.rmtree(files)
    return seconds


def main() -> int:
    """Measures, keeps the figures, and fails if a promise is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=float, default=1.0, help="Make containers so many times as large.")
    scale = parser.parse_args().scale
    sys.path.insert(0, str(ROOT / "src"))
    with tempfile.TemporaryDirectory() as temporary:
        folder, kinds, highest = Path(temporary), {}, 0.0
        for kind, told, ours in compared(folder, scale):
            kinds[kind] = told
            highest = max(highest, ours.peak_mb)
        small = looked_at(folder, 2_000)
    keep("seal_arrivals", {"scale": scale, **kinds, "small_files": small, "memory_mb_at_most": AT_MOST_MB})
    return int(highest > AT_MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
