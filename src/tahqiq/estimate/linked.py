"""Lists that were linked: records and the clusters they fall into, decided once or drawn many times.

A cluster is one person; its history is the lists of its records. Where linkage was sampled, every draw of
the clustering gives its own tables, so that doubt about who is who carries through to the figures
(Sadinle 2018, *Annals of Applied Statistics* 12, 1013-1038, section 6; Tancredi & Liseo 2011).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tahqiq.csvrows import Rows
from tahqiq.estimate.declared import read_impossible, read_not_covering
from tahqiq.estimate.histories import MOST_LISTS, CaptureTable
from tahqiq.estimate.strata import (
    JOINER,
    UNKNOWN,
    Declarations,
    Reading,
    ReadStratum,
    empty_lists,
    make_table,
    unknown_last,
)
from tahqiq.vocab.errors import BadInput

#: The columns of the records that may name the list of each, in the order in which they are looked for.
LIST_COLUMNS = ("list", "source")
_ID_COLUMNS = ("id", "record_id")


def read_linked(
    records: Path,
    clusters: Path,
    *,
    lists: Sequence[str] = (),
    by: Sequence[str] = (),
    declarations: Declarations | None = None,
    list_column: str = "",
) -> Reading:
    """Reads records and their clusters.

    Args:
        records: CSV with a row a record: ``id`` (or ``record_id``), the list it stands on (``list`` or
            ``source``), and what divides people into strata. Records without an id are the unnamed dead.
        clusters: one clustering, ``id,cluster_id`` (a probability beside them is not used), or sampled
            ones, ``draw,record_id,cluster_id``; CSV, or Parquet where the name ends so. A record that no
            row names is a person by itself.
        lists: which of the lists to use; all of them unless told.
        by: columns of the records. A person is of the kind most of their records are of; of two equally
            frequent, the first in the alphabet; 'unknown' only when no record knows.
        declarations: structural zeros, and lists that did not cover a stratum.
        list_column: the column that names the list, where it is another.

    Returns:
        Strata with a table for each draw, in the order of the draws.

    Raises:
        BadInput: anything that makes no sense, with its row and column.
    """
    found = _read_records(Rows(records), lists, by, list_column)
    draws = _read_clusters(clusters, {name: place for place, name in enumerate(found.ids)})
    return _Linked(found, tuple(by), declarations or Declarations()).reading(draws)


@dataclass(frozen=True, slots=True, eq=False)
class _Records:
    """Records as numbers.

    Attributes:
        ids: (n,) their names.
        lists: the k lists.
        bits: (n,) each record's list as one bit, the first list most significant.
        kinds: (n,) each record's stratum, a place in ``names``.
        names: the strata's values.
        unnamed: stratum → records without an id.
    """

    ids: list[str]
    lists: tuple[str, ...]
    bits: NDArray[np.int64]
    kinds: NDArray[np.int64]
    names: list[tuple[str, ...]]
    unnamed: Mapping[tuple[str, ...], int]


def _read_records(rows: Rows, wanted: Sequence[str], by: Sequence[str], list_column: str) -> _Records:
    at_id = _first_column(rows, _ID_COLUMNS)
    at_list = rows.column(list_column) if list_column else _first_column(rows, LIST_COLUMNS)
    at_kind = [rows.column(name) for name in by]
    seen: dict[str, int] = {}
    list_names: dict[str, int] = {name: place for place, name in enumerate(wanted)}
    kinds: dict[tuple[str, ...], int] = {}
    unnamed: Counter[tuple[str, ...]] = Counter()
    held: list[tuple[int, int]] = []
    for number, row in rows.numbered():
        name, source = row[at_id].strip(), row[at_list].strip()
        kind = tuple(row[place].strip() or UNKNOWN for place in at_kind)
        if not source:
            raise BadInput(
                "the record stands on no list", file=rows.file, row=number, column=rows.header[at_list]
            )
        if not name:
            unnamed[kind] += 1
            kinds.setdefault(kind, len(kinds))
            continue
        if name in seen:
            raise BadInput(
                f"{name[:40]!r} appears twice", file=rows.file, row=number, column=rows.header[at_id]
            )
        if wanted and source not in list_names:
            continue
        seen[name] = len(held)
        held.append((list_names.setdefault(source, len(list_names)), kinds.setdefault(kind, len(kinds))))
    names = _checked_lists(rows, tuple(list_names), {place for place, _ in held})
    numbers = np.array(held, dtype=np.int64).reshape(len(held), 2)
    bits = np.int64(1) << (len(names) - 1 - numbers[:, 0])
    return _Records(list(seen), names, bits, numbers[:, 1], list(kinds), unnamed)


def _first_column(rows: Rows, names: Sequence[str]) -> int:
    found = next((name for name in names if name in rows.header), names[0])
    return rows.column(found)


def _checked_lists(rows: Rows, names: tuple[str, ...], used: set[int]) -> tuple[str, ...]:
    missing = [name for place, name in enumerate(names) if place not in used]
    if missing:
        raise BadInput(f"no record stands on the list {missing[0]!r}", file=rows.file)
    if not names:
        raise BadInput("has a header and no records", file=rows.file)
    if len(names) > MOST_LISTS:
        raise BadInput(
            f"{len(names)} lists are more than {MOST_LISTS}", file=rows.file, remedy="name some with --lists"
        )
    return names


#: One clustering: its name, and (n,) a number for each record's cluster.
Draw = tuple[str, NDArray[np.int64]]


def _read_clusters(path: Path, places: Mapping[str, int]) -> Iterable[Draw]:
    """Every clustering of the file over the records at ``places``."""
    if path.suffix == ".parquet":
        return _draws_of(_parquet_triples(path), places)
    rows = Rows(path)
    if "draw" in rows.header:
        columns = [rows.column(name) for name in ("draw", "record_id", "cluster_id")]
    else:
        columns = [_first_column(rows, _ID_COLUMNS), rows.column("cluster_id")]
    return _draws_of(_csv_triples(rows, columns), places)


def _csv_triples(rows: Rows, columns: Sequence[int]) -> Iterator[tuple[str, str, str]]:
    for number, row in rows.numbered():
        cells = [row[place].strip() for place in columns]
        if not all(cells):
            raise BadInput("a draw, record or cluster is not named", file=rows.file, row=number)
        draw, record, cluster = cells if len(cells) == 3 else ("", *cells)
        yield draw, record, cluster


def _parquet_triples(path: Path) -> Iterator[tuple[str, str, str]]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    columns = ["draw", "record_id", "cluster_id"]
    try:
        file = ParquetFile(path)
        missing = [name for name in columns if name not in file.schema_arrow.names]
        if missing:
            raise BadInput(f"there is no column {missing[0]!r}", file=path.name)
        for batch in file.iter_batches(columns=columns):
            if any(batch.column(name).null_count for name in columns):
                raise BadInput("a draw, record or cluster is not named", file=path.name)
            cells = [[str(cell) for cell in batch.column(name).to_pylist()] for name in columns]
            yield from zip(*cells, strict=True)
    except (ArrowException, OSError) as error:
        raise BadInput(f"is not readable as Parquet: {error}", file=str(path)) from error


def _draws_of(triples: Iterable[tuple[str, str, str]], places: Mapping[str, int]) -> list[Draw]:
    """A clustering for each draw named; records that a draw leaves out are people by themselves."""
    draws: dict[str, NDArray[np.int64]] = {}
    numbers: dict[str, dict[str, int]] = {}
    n = len(places)
    for draw, record, cluster in triples:
        place = places.get(record)
        if draw not in draws:
            draws[draw] = np.arange(n, 2 * n, dtype=np.int64)
            numbers[draw] = {}
        if place is None:
            continue
        if draws[draw][place] < n:
            raise BadInput(f"record {record[:40]!r} is in two clusters{f' of draw {draw}' if draw else ''}")
        draws[draw][place] = numbers[draw].setdefault(cluster, len(numbers[draw]))
    if not draws:
        raise BadInput("there are no clusters", remedy="give the file that dedupe or link wrote")
    return list(draws.items())


class _Linked:
    """Records and what is declared of them, ready for one clustering after another."""

    def __init__(self, records: _Records, by: tuple[str, ...], declarations: Declarations) -> None:
        self.records, self.by = records, by
        self.barred = read_impossible(declarations.impossible, records.lists)
        self.apart = read_not_covering(declarations.not_covering, records.lists)
        self.order = sorted(range(len(records.names)), key=lambda kind: unknown_last(records.names[kind]))
        self.labels = {kind: JOINER.join(records.names[kind]) for kind in self.order}
        for stratum in self.apart:
            if stratum not in self.labels.values():
                raise BadInput(f"no stratum {stratum!r}", remedy="--not-covering names list@stratum")

    def reading(self, draws: Iterable[Draw]) -> Reading:
        """Strata with a table for each draw."""
        tables: dict[int, list[CaptureTable]] = {kind: [] for kind in self.order}
        for _, clusters in draws:
            bits, kinds = self._people(clusters)
            for kind in self.order:
                tables[kind].append(self._table(bits[kinds == kind], kind))
        strata = [self._stratum(kind, tables[kind]) for kind in self.order]
        strata = [each for each in strata if each.unnamed or any(table.documented for table in each.tables)]
        return Reading(lists=self.records.lists, by=self.by, strata=tuple(strata))

    def _people(self, clusters: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Each cluster's history as bits, and its stratum."""
        _, person = np.unique(clusters, return_inverse=True)
        histories = np.zeros(person.max() + 1, dtype=np.int64)
        np.bitwise_or.at(histories, person, self.records.bits)
        return histories, self._kinds(person)

    def _kinds(self, person: NDArray[np.int64]) -> NDArray[np.int64]:
        """Each person's stratum: the commonest known one of their records, the alphabet breaking ties."""
        rank = np.empty(len(self.order), dtype=np.int64)
        rank[self.order] = np.arange(len(self.order))
        unknown = np.array([UNKNOWN in values for values in self.records.names])[self.records.kinds]
        pairs, times = np.unique(
            np.stack([person, rank[self.records.kinds], unknown], axis=1), axis=0, return_counts=True
        )
        best = np.lexsort((pairs[:, 1], -times, pairs[:, 2], pairs[:, 0]))
        _, first = np.unique(pairs[best, 0], return_index=True)
        chosen: NDArray[np.int64] = np.array(self.order, dtype=np.int64)[pairs[best[first], 1]]
        return chosen

    def _table(self, bits: NDArray[np.int64], kind: int) -> CaptureTable:
        values, counts = np.unique(bits, return_counts=True)
        k = len(self.records.lists)
        written = {tuple(f"{value:0{k}b}"): int(count) for value, count in zip(values, counts, strict=True)}
        name = self.labels[kind]
        absent = self.apart.get(name, frozenset())
        return make_table(self.records.lists, written, barred=self.barred, absent=absent, stratum=name)

    def _stratum(self, kind: int, tables: Sequence[CaptureTable]) -> ReadStratum:
        name = self.labels[kind]
        absent = self.apart.get(name, frozenset())
        return ReadStratum(
            name=name,
            tables=tuple(tables),
            unnamed=self.records.unnamed.get(self.records.names[kind], 0),
            not_covering=tuple(each for each in self.records.lists if each in absent),
            empty=empty_lists(tables[0]),
        )
