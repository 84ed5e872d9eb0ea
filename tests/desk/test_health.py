"""The health page: what is not known is null."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client

from tahqiq.desk import health, logs


@pytest.mark.django_db
def test_a_new_installation_is_well_and_knows_nothing_yet(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "queue_age": None, "last_verify": None, "last_stamp": None}


@pytest.mark.django_db
def test_an_unreachable_database_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(health.connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"


def test_the_last_verification_is_found_in_the_log(tmp_path: Path) -> None:
    assert health.last_verified(tmp_path) is None
    logs.record(tmp_path, "verified", faults=1)
    logs.record(tmp_path, "verified", faults=0)
    logs.record(tmp_path, "something-else")
    with (tmp_path / logs.FILE).open("a") as log:
        log.write('{"event": "verif')
    found = health.last_verified(tmp_path)
    assert found is not None
    assert found["faults"] == 0
    assert set(found) == {"time", "faults"}


def test_only_the_end_of_a_long_log_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    logs.record(tmp_path, "verified", faults=0)
    monkeypatch.setattr(health, "_TAIL", 10)
    assert health.last_verified(tmp_path) is None
