"""Waiting grows with guessing, and never for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tahqiq.desk import throttle

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def _fail(times: int, username: str = "basma", address: str = "192.0.2.1") -> None:
    for _ in range(times):
        throttle.record_failure(username, address, NOW)


@pytest.mark.django_db
def test_a_few_slips_cost_nothing() -> None:
    _fail(throttle.FORGIVEN["name and address"])
    assert throttle.wait_left("basma", "192.0.2.1", NOW) == timedelta(0)


@pytest.mark.django_db
def test_each_further_failure_doubles_the_wait() -> None:
    _fail(throttle.FORGIVEN["name and address"] + 1)
    once = throttle.wait_left("basma", "192.0.2.1", NOW)
    _fail(1)
    assert once == throttle.FIRST_WAIT
    assert throttle.wait_left("basma", "192.0.2.1", NOW) == 2 * once
    assert throttle.wait_left("basma", "192.0.2.1", NOW + 2 * once) == timedelta(0)


@pytest.mark.django_db
def test_guessing_one_name_from_many_machines_is_slowed() -> None:
    for machine in range(throttle.FORGIVEN["name"] + 1):
        _fail(1, address=f"192.0.2.{machine}")
    assert throttle.wait_left("basma", "198.51.100.1", NOW) > timedelta(0)
    assert throttle.wait_left("carla", "198.51.100.1", NOW) == timedelta(0)


@pytest.mark.django_db
def test_guessing_many_names_from_one_machine_is_slowed() -> None:
    for person in range(throttle.FORGIVEN["address"] + 1):
        _fail(1, username=f"person {person}")
    assert throttle.wait_left("carla", "192.0.2.1", NOW) > timedelta(0)


@pytest.mark.django_db
def test_a_day_without_failures_forgets_them() -> None:
    _fail(10)
    later = NOW + throttle.FORGOTTEN_AFTER
    assert throttle.wait_left("basma", "192.0.2.1", later) == timedelta(0)
    throttle.record_failure("carla", "198.51.100.1", later)
    assert throttle.LoginFailures.objects.count() == 3


@given(st.integers(-50, 100_000))
def test_no_wait_is_longer_than_the_longest(excess: int) -> None:
    assert timedelta(0) <= throttle._wait(excess) <= throttle.LONGEST_WAIT
