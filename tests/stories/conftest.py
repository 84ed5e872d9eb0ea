"""A home with an archive, and a case in which something was said, for whoever writes a story of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook.record import Record
from desk.conftest import enter, one_browser, quick_hashes
from django.conf import settings
from wagtail.models import Locale, Page

from tahqiq.desk.home import Home
from tahqiq.seal import Archive

__all__ = ["enter", "one_browser", "quick_hashes"]


@pytest.fixture
def record(db: None) -> Record:
    """An empty record in which each kind can be made on demand."""
    return Record()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """The settings' home is an empty one of the test's own."""
    before, settings.HOME = settings.HOME, Home.create(tmp_path / "home")
    Archive.at(settings.HOME.archive)
    yield settings.HOME
    settings.HOME = before


@pytest.fixture
def tree(transactional_db: None) -> None:
    """The root of Wagtail's pages, which its migrations made and tests that commit empty out."""
    Locale.objects.get_or_create(language_code="en")
    if Page.get_first_root_node() is None:
        Page.add_root(instance=Page(title="Root", slug="root"))
