"""Files are looked into by a process that may die of them; the answer says so, and the next is read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seal.looking import samples
from tahqiq.seal.looking import Looked, Looker, look, looker
from tahqiq.seal.looking.plain import WHOLE

SAMPLES = {
    "image/jpeg": samples.signed,
    "image/png": lambda: samples.saved(samples.picture(), "PNG") + samples.XMP.encode(),
    "image/tiff": lambda: samples.saved(samples.picture(side=32), "TIFF"),
    "video/mp4": samples.film,
    "audio/wav": samples.sound,
    "application/pdf": samples.pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": samples.office,
}


@pytest.fixture(scope="module")
def worker() -> Iterator[Looker]:
    with Looker() as one:
        yield one


def problem(looked: Looked) -> str:
    return str(looked.embedded["problems"])


def test_a_path_and_its_bytes_say_the_same(worker: Looker, tmp_path: Path) -> None:
    path = tmp_path / "photograph"
    path.write_bytes(samples.photograph())
    found = worker.look(path, "image/jpeg")
    assert found == worker.look(samples.photograph(), "image/jpeg")
    assert found.embedded["image"] == {"format": "JPEG", "height": 128, "width": 128}
    assert len(found.perceptual) == 16


def test_a_type_that_claims_nothing_starts_no_process() -> None:
    with Looker() as one:
        assert one.look(b"text", "text/plain") == Looked()
        assert one._process is None


def test_a_link_is_not_followed(worker: Looker, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("/etc/hostname")
    assert "could not be looked into: it cannot be opened" in problem(worker.look(link, "image/jpeg"))


def test_one_that_takes_too_long_is_ended_and_the_next_is_read(worker: Looker) -> None:
    worker.look(b"", "image/jpeg")
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGSTOP)
    worker.seconds = 0.05
    assert "it took longer than 0.05 seconds" in problem(worker.look(samples.photograph(), "image/jpeg"))
    worker.seconds = looker.SECONDS
    assert "exif" in worker.look(samples.photograph(), "image/jpeg").embedded


def test_a_crash_is_said_and_the_next_is_read(worker: Looker) -> None:
    worker.look(b"", "image/jpeg")
    assert worker._process is not None
    worker._process.kill()
    worker._process.wait()
    assert "its reader crashed (SIGKILL)" in problem(worker.look(samples.photograph(), "image/jpeg"))
    assert "exif" in worker.look(samples.photograph(), "image/jpeg").embedded


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"\xff\xff\xff\xff", "no answer that can be read"),
        (b"\x00\x00\x00\x02{}", "no answer that can be read"),
        (b"\x00\x00\x00\x24" + b'{"embedded":{},"perceptual":"<script>', "no answer that can be read"),
        (b"", "its reader ended (3)"),
        (b"\x00\x00\x00\x09{}", "its reader ended (3)"),
    ],
)
def test_what_the_worker_answers_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, answer: bytes, why: str
) -> None:
    code = f"import os, sys\nn = int(sys.argv[1])\nos.read(n, 99)\nos.write(n, {answer!r})\nsys.exit(3)"

    def start(descriptor: int) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-c", code, str(descriptor)]
        return subprocess.Popen(words, pass_fds=[descriptor])

    monkeypatch.setattr(looker, "_start", start)
    with Looker() as one:
        assert why in problem(one.look(b"", "image/jpeg"))


def test_the_causes_of_an_end_are_words() -> None:
    assert looker._cause(-signal.SIGXCPU) == "it took too much processor time"


def test_the_module_keeps_one_looker_for_this_process() -> None:
    assert look(samples.pdf(), "application/pdf").embedded["pdf"] != {}
    assert looker._own() is looker._own()
    looker._own().close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(SAMPLES)),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=12),
    kept=st.floats(0.05, 1),
    random=st.binary(max_size=200),
)
def test_files_changed_at_random_give_an_answer(
    worker: Looker, kind: str, changes: list[tuple[float, bytes]], kept: float, random: bytes
) -> None:
    content = bytearray(SAMPLES[kind]())
    for place, change in changes:
        at = int(place * len(content))
        content[at : at + len(change)] = change
    for hostile in (bytes(content), bytes(content[: int(kept * len(content))]), random):
        looked = worker.look(hostile, kind)
        spelled = json.dumps(looked.embedded, ensure_ascii=False, allow_nan=False)
        assert len(spelled.encode("utf-8")) <= WHOLE
        assert len(looked.perceptual) % 16 == 0
