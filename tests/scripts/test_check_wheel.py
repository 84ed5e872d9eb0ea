"""What a wheel must hold, and what must never travel in one."""

from __future__ import annotations

import check_wheel
import pytest

WHOLE = [
    "tahqiq/assets/site/site.css",
    "tahqiq/assets/site/fonts/naskh.woff2",
    "tahqiq/assets/record/fresh.sql",
    "tahqiq/locale/ar/LC_MESSAGES/django.mo",
    "tahqiq/cases/raqqa_2017/case.toml",
    "tahqiq/publish/templates/front.html",
    "tahqiq/desk/templates/desk/login.html",
    "tahqiq/onepage/shell.html",
    "tahqiq/onepage/shell.css",
    "tahqiq/link/explain/templates/review.html",
    "tahqiq/link/explain/templates/review.css",
    "tahqiq/read/review/review.html",
    "tahqiq/read/claims/words/en.toml",
    "tahqiq-0.1.0.dist-info/licenses/LICENSE",
]


def test_a_whole_wheel_has_no_fault() -> None:
    assert check_wheel.faults_in(WHOLE) == []


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_missing_is_said(name: str) -> None:
    assert len(check_wheel.faults_in([each for each in WHOLE if each != name])) == 1


@pytest.mark.parametrize(
    "name",
    [
        "tahqiq/keys/signing.key",
        "tahqiq/db.sqlite3",
        "tahqiq/cases/raqqa_2017/archive/log/custody.jsonl",
        "tahqiq/cases/raqqa_2017/archive/log/0000/00000001.jsonl",
        f"tahqiq/cases/raqqa_2017/archive/objects/ab/{'ab' * 32}",
        "tahqiq/cases/raqqa_2017/release/manifest.sig",
        "tahqiq/__pycache__/x.pyc",
    ],
)
def test_what_is_sealed_built_or_keyed_stays_out(name: str) -> None:
    assert check_wheel.faults_in([*WHOLE, name]) == [f"must not be in it: {name}"]
