"""No edit is lost: two people at once, on whichever of the two databases the tests run."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from casebook.record import Record, actor
from tahqiq.casebook import actions, bulk, versions
from tahqiq.casebook.drafts import IncidentDraft, PlaceDraft
from tahqiq.casebook.models import Incident, Place, Revision
from tahqiq.casebook.versions import Outdated

PEOPLE = [actor(name="amal"), actor(name="basma")]
AT_ONCE = pytest.mark.django_db(transaction=True)


@contextmanager
def seen_by_threads(folder: Path) -> Iterator[None]:
    """Lets threads see what the test has written; SQLite's tests are in memory, so it is laid in a file.

    Only threads that begin inside look there; the test itself keeps its own.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    kept, file = connections.settings["default"]["NAME"], folder / "record.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    connections.settings["default"]["NAME"] = str(file)
    try:
        yield
    finally:
        connections.settings["default"]["NAME"] = kept


def at_once(*doing: Callable[[], object]) -> list[object]:
    """Begins all of these at one moment, each in its thread: what each gave, or what refused it."""
    start = Barrier(len(doing))

    def one(do: Callable[[], object]) -> object:
        start.wait(timeout=30)
        try:
            return do()
        except Outdated as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(doing)) as pool:
        return list(pool.map(one, doing))


def read_in_a_thread(read: Callable[[], object]) -> object:
    """What the threads' database holds now."""
    (found,) = at_once(read)
    return found


@AT_ONCE
def test_of_two_who_began_from_one_version_the_second_is_refused(record: Record, tmp_path: Path) -> None:
    incident, rounds = record.one(Incident), 5
    with seen_by_threads(tmp_path):
        for seen in range(1, rounds + 1):
            gave = at_once(
                *(
                    lambda who=who, seen=seen: actions.edit_incident(  # type: ignore[misc]
                        who,
                        incident,
                        draft=IncidentDraft(code="CS1640", title_en=f"{who.name} {seen}"),
                        version=seen,
                    )
                    for who in PEOPLE
                )
            )
            assert sorted(type(each).__name__ for each in gave) == ["Incident", "Outdated"]
            (saved,) = [each for each in gave if isinstance(each, Incident)]
            now = read_in_a_thread(lambda: Incident.objects.get(pk=incident.pk))
            assert isinstance(now, Incident)
            assert (now.title_en, now.version) == (saved.title_en, seen + 1)
        kept = read_in_a_thread(lambda: list(Revision.objects.values_list("version", flat=True)))
        assert kept == list(range(rounds + 1, 0, -1))


@AT_ONCE
def test_everybody_who_tries_again_is_heard(record: Record, tmp_path: Path) -> None:
    """Eight people add their line to one summary; whoever is refused reads again and tries anew."""
    incident, people = record.one(Incident), [f"person {n}" for n in range(8)]

    def add(name: str) -> int:
        for tries in range(100):
            now = Incident.objects.get(pk=incident.pk)
            draft = replace(IncidentDraft.of(now), summary_en=f"{now.summary_en}{name}\n")
            try:
                actions.edit_incident(actor(name=name), now, draft=draft, version=now.version)
            except Outdated:
                continue
            return tries
        raise AssertionError("never came through")

    with seen_by_threads(tmp_path):
        at_once(*(lambda name=name: add(name) for name in people))  # type: ignore[misc]
        now = read_in_a_thread(lambda: Incident.objects.get(pk=incident.pk))
    assert isinstance(now, Incident)
    assert sorted(now.summary_en.split("\n")[:-1]) == people
    assert now.version == 9


@AT_ONCE
def test_the_statement_itself_decides_not_the_reading_before(record: Record, tmp_path: Path) -> None:
    place = record.one(Place)

    def write(name: str) -> str:
        versions.write(Place.objects.get(pk=place.pk), {"name_en": name}, version=1)
        return name

    with seen_by_threads(tmp_path):
        gave = at_once(lambda: write("one"), lambda: write("other"))
        (name,) = [each for each in gave if isinstance(each, str)]
        now = read_in_a_thread(lambda: Place.objects.get(pk=place.pk))
    assert isinstance(now, Place)
    assert (now.name_en, now.version) == (name, 2)


def test_a_record_says_which_version_it_became(record: Record) -> None:
    place = record.one(Place)
    versions.write(place, {"name_en": "A market"})
    assert (place.name_en, place.version) == ("A market", 2)
    stale = Place.objects.get(pk=place.pk)
    versions.write(place, {"name_en": "A bakery"})
    with pytest.raises(Outdated, match="somebody else has changed this") as refused:
        versions.write(stale, {"name_en": "A school"})
    assert (refused.value.seen, refused.value.record) == (2, stale)
    assert Place.objects.get().name_en == "A bakery"


def test_imports_raise_the_version_too(record: Record) -> None:
    place = record.one(Place)
    bulk.update(Place, [{"id": place.pk, "name_en": "As the new file has it"}])
    Place.objects.filter(pk=place.pk).update(name_ar="اسم")
    with pytest.raises(Outdated):
        actions.edit_place(PEOPLE[0], place, draft=PlaceDraft(name_en="A market"), version=1)
    assert Place.objects.get().version == 3
