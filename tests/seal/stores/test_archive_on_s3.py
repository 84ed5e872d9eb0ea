"""A whole archive in an S3 bucket, written by several processes, verified by anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import tahqiq
from seal.evidence import receipt
from tahqiq.seal import Archive, Receipt, verify
from tahqiq.seal.stores.bucket import PART

_SEAL = """
import sys
from pathlib import Path
from tahqiq.seal import Archive, Receipt
archive = Archive.open(sys.argv[1], keys=Path(sys.argv[2]))
for number in range(2):
    text = f"{sys.argv[3]} {number}".encode()
    print(archive.seal_bytes(text, Receipt(by=sys.argv[3], original_name="note")).sha256, flush=True)
"""


def test_an_encrypted_archive_in_a_bucket_seals_reads_verifies_and_removes(s3: str, tmp_path: Path) -> None:
    archive = Archive.create(f"{s3}/evidence", keys=tmp_path / "keys", encrypted=True)
    large = tmp_path / "film.mp4"
    large.write_bytes(os.urandom(1 << 16) * ((2 * PART + (1 << 18)) >> 16))
    note = archive.seal_bytes(b"16 killed\n", receipt())
    film = archive.seal_file(large, receipt("film.mp4"))
    opened = Archive.open(f"{s3}/evidence", keys=tmp_path / "keys")
    with opened.read(film.sha256) as stream:
        assert stream.read() == large.read_bytes()
    assert [stated.original_name for _, stated in opened.custody(note.sha256)] == ["note.txt"]
    found = verify(f"{s3}/evidence")
    assert not found.faults
    assert found.items == 2
    archive.request_removal(note.sha256, receipt())
    archive.remove(note.sha256, Receipt(by="basil", original_name="note.txt"))
    assert not opened.has(note.sha256)
    assert not verify(f"{s3}/evidence").faults


def test_two_processes_seal_into_one_bucket_at_once(s3: str, tmp_path: Path) -> None:
    address, keys = f"{s3}/evidence", tmp_path / "keys"
    archive = Archive.create(address, keys=keys)
    source = str(Path(tahqiq.__file__).parents[1])
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _SEAL, address, str(keys), who],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": source},
            text=True,
        )
        for who in ("amal", "basil")
    ]
    said = [writer.communicate(timeout=120)[0].split() for writer in writers]
    assert [len(each) for each in said] == [2, 2]
    assert all(archive.has(sha256) for each in said for sha256 in each)
    found = verify(address)
    assert not found.faults
    assert found.items == 4
