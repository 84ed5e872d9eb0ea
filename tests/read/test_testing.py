"""The invented exports hold what they say, at any size, in memory that does not grow."""

import tracemalloc
from collections import Counter
from pathlib import Path

from read.tables.reading import of, read, sealed
from tahqiq.read.tables import open_airwars
from tahqiq.read.testing import write_export
from tahqiq.vocab.counts import Total
from tahqiq.vocab.imports import ImportedAnswer, ImportedIncident, ImportedStatement, ImportedVictim, Problem


def test_an_export_holds_what_it_says(tmp_path: Path) -> None:
    written = write_export(tmp_path, incidents=250, seed=3)
    values = read(open_airwars(tmp_path))
    kinds = (ImportedIncident, ImportedVictim, ImportedAnswer, ImportedStatement)
    counted = [len(of(kind, values)) for kind in kinds]
    assert counted == [written.incidents, written.victims, written.answers, written.statements]
    told = Counter(each.action for each in of(Problem, values))
    assert (told["refused"], told["repaired"]) == (written.refused, written.repaired)
    assessments = [each.assessment for each in of(ImportedIncident, values)]
    total = Total.of(each.killed for each in assessments if each is not None)
    assert total == Total(250, written.killed_min, written.killed_max, written.unknown)


def test_a_clean_export_gives_no_trouble(tmp_path: Path) -> None:
    write_export(tmp_path, incidents=120, dirt=False)
    assert of(Problem, read(open_airwars(tmp_path))) == []


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_export(tmp_path / name, incidents=30, seed=5)
    write_export(tmp_path / "other", incidents=30, seed=6)
    one, two, other = ((tmp_path / name / "victims.csv").read_bytes() for name in ("one", "two", "other"))
    assert (one == two, one == other) == (True, False)


def test_memory_does_not_grow_with_the_export(tmp_path: Path) -> None:
    def peak(incidents: int) -> int:
        folder = tmp_path / str(incidents)
        write_export(folder, incidents=incidents)
        dataset = open_airwars(folder)
        hashes = sealed(dataset)
        tracemalloc.start()
        for _ in dataset.records(hashes):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(1_000)  # fills the caches of repeated cells
    # A key kept for every record would take over a megabyte more.
    assert peak(4_000) < peak(1_000) + 300_000
