"""One small simulated city for all tests of the survey, in memory and as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tahqiq.survey.testing.cities import City, Setting, simulate_city
from tahqiq.survey.testing.files import write_city

SMALL = Setting(side=110, buildings=260, before=10, between=5, after=4)


@pytest.fixture(scope="session")
def city() -> City:
    return simulate_city(SMALL, seed=5)


@pytest.fixture(scope="session")
def files(city: City, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of its scenes, and its footprints."""
    return write_city(tmp_path_factory.mktemp("city"), city)
