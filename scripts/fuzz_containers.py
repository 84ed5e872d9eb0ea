"""Feeds broken containers to the code that looks inside them, guided by coverage, for a bounded time.

Usage: python scripts/fuzz_containers.py [--seconds 60] [--kind warc|zip|mail|chat|page|all] [--keep FOLDER]

Each kind runs in a process of its own (atheris, libFuzzer). The corpus is ``tests/seal/arrivals/samples.py``.
Anything but a clear refusal (``Unopenable``) is a finding: the run ends with code 1 and the input is kept.
What was found is a test in ``tests/seal/arrivals``.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parent.parent
KINDS = {
    "warc": ("packed.warc.gz", "plain.warc", "whole.warc.gz"),
    "zip": ("pages.wacz", "chat.zip"),
    "mail": ("mail.eml", "box.mbox", "page.mhtml"),
    "chat": ("_chat.txt", "result.json", "messages.html"),
    "page": ("page.html",),
}
#: Bytes of an input; seconds after which one input counts as a hang.
LONGEST, HANGS = 1 << 16, 20


def look(content: bytes) -> None:
    """Lists and reads everything inside some bytes; only a clear refusal may come of it."""
    from tahqiq.seal.arrivals import Unopenable, inside, part_at

    addresses = []
    try:
        for part in inside(io.BytesIO(content), file="fuzzed"):
            addresses.append(part.address)
            assert part.address.isprintable(), "an address that could forge a line"
            if not part.refused:
                _read(part.open())
        for address in addresses[:3]:
            with part_at(io.BytesIO(content), address) as part:
                _read(part.open())
    except Unopenable as refused:
        assert "\n" not in str(refused), "a refusal of several lines"


def _read(stream: BinaryIO) -> None:
    with stream:
        while stream.read(1 << 16):
            pass


def fuzz(folder: Path, seconds: int, kind: str) -> None:
    """Runs libFuzzer in this process; it does not return."""
    import atheris

    with atheris.instrument_imports(include=["tahqiq.seal", "warcio", "email", "zipfile"]):
        import tahqiq.seal.arrivals  # noqa: F401 - instrumented here
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={HANGS}", "-rss_limit_mb=1024"]
    options.append("-print_final_stats=1")
    arguments = [kind, *options, f"-artifact_prefix={folder}/found-", "-verbosity=0", str(folder)]
    run: Callable[[bytes], None] = look
    atheris.Setup(arguments, run)
    atheris.Fuzz()


def main() -> int:
    """Fuzzes each kind in a process of its own, for its share of the time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--kind", choices=[*KINDS, "all"], default="all")
    parser.add_argument("--keep", type=Path, help="Folder for the corpus and for what is found.")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    if given.child:
        fuzz(given.child, given.seconds, given.kind)
    kinds = list(KINDS) if given.kind == "all" else [given.kind]
    with tempfile.TemporaryDirectory() as temporary:
        codes = [_run(kind, given.keep or Path(temporary), given.seconds // len(kinds)) for kind in kinds]
    return 1 if any(codes) else 0


def _run(kind: str, folder: Path, seconds: int) -> int:
    corpus_of = import_module("seal.arrivals.samples").corpus_of
    inputs = folder / kind
    inputs.mkdir(parents=True, exist_ok=True)
    for name in KINDS[kind]:
        (inputs / name).write_bytes(corpus_of(name))
    command = [sys.executable, __file__, "--seconds", f"{seconds}", "--kind", kind, "--child", str(inputs)]
    done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False)
    found = sorted(inputs.glob("found-*"))
    ran = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    tried = f"{int(ran[1]):,}" if ran else "an unknown number of"
    print(f"{kind}: {seconds} s, {tried} inputs tried, findings: {len(found)}", flush=True)
    if done.returncode or found:
        print(done.stderr[-4_000:])
        print(f"{kind}: kept in {inputs}: {[each.name for each in found]}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
