"""Inner loops run as machine code wherever Tahqiq is installed, also where nothing may be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tahqiq.compiled
from tahqiq.compiled import compiled

INNER = "from tahqiq.compiled import compiled\n\n\n@compiled\ndef inner(n: int) -> int:\n    return n + {}\n"
OUTER = (
    "from tahqiq.compiled import compiled\nfrom tahqiq.room.inner import inner\n\n\n"
    "@compiled\ndef outer(n: int) -> int:\n    return inner(n)\n"
)


def halves(of: int, by: int) -> float:
    return of / by


def test_division_by_zero_is_numpys() -> None:
    assert compiled(halves)(1, 2) == 0.5
    assert compiled(halves)(1, 0) == float("inf")


def test_without_a_folder_to_keep_the_code_it_is_compiled_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tahqiq.compiled, "LOCATORS", "ZipCacheLocator")
    assert compiled(halves)(3, 2) == 1.5


def test_code_kept_on_disk_is_left_when_a_function_it_calls_has_changed(tmp_path: Path) -> None:
    room = tmp_path / "tahqiq" / "room"
    room.mkdir(parents=True)
    for empty in (room, room.parent):
        (empty / "__init__.py").touch()
    shutil.copy(str(tahqiq.compiled.__file__), room.parent)
    (room / "outer.py").write_text(OUTER)

    def answer(added: int) -> str:
        (room / "inner.py").write_text(INNER.format(added))
        words = "from tahqiq.room.outer import outer; print(outer(1), sum(outer.stats.cache_hits.values()))"
        run = subprocess.run(
            [sys.executable, "-c", words], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return run.stdout.strip()

    assert [answer(1), answer(1), answer(20)] == ["2 0", "2 1", "21 0"]
    kept = sorted((room / "__pycache__").glob("compiled-*"))
    assert len(kept) == 2
    os.utime(kept[0], (0, 0))
    os.utime(kept[1], (0, 0))
    assert answer(300) == "301 0"
    assert len(list((room / "__pycache__").glob("compiled-*"))) == 1
