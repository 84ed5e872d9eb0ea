"""One site of each kind, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.reading import Site
from publish.releases import approved, hostile, made, write
from publish.telling import attacked, with_story
from tahqiq.publish import publish


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(with_story(made(incidents=12)), tmp_path_factory.mktemp("release") / "it")


@pytest.fixture(scope="session")
def site(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    out = tmp_path_factory.mktemp("site") / "it"
    publish(release, out)
    return Site(out)


@pytest.fixture(scope="session")
def approved_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("approved")
    publish(write(approved(made(incidents=1)), folder / "release"), folder / "site")
    return Site(folder / "site")


ATTACK = "\"><script>alert('7')</script><img src=x onerror=alert(8)>' onclick=alert(9) \u202egnp\u2069\u0000"


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("hostile")
    release = attacked(hostile(with_story(made(incidents=3)), ATTACK), ATTACK)
    publish(write(release, folder / "release"), folder / "site")
    return Site(folder / "site")
