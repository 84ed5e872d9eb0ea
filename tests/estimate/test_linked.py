"""Records and their clusters: one person each, once or for every draw of the linkage."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tahqiq.estimate.linked import read_linked
from tahqiq.estimate.strata import Declarations, Reading
from tahqiq.vocab.errors import BadInput

RECORDS = "id,list,where\n1,A,n\n2,B,n\n3,C,\n4,A,s\n5,B,s\n,C,s\n"
CLUSTERS = "id,cluster_id,probability\n1,x,0.9\n2,x,0.9\n3,x,0.8\n4,y,1\n5,z,1\n"
DRAWS = "draw,record_id,cluster_id\n0,1,x\n0,2,x\n1,1,x\n1,2,y\n1,3,y\n"


def linked(folder: Path, records: str, clusters: str, **options: object) -> Reading:
    (folder / "records.csv").write_text(records, encoding="utf-8")
    (folder / "clusters.csv").write_text(clusters, encoding="utf-8")
    return read_linked(folder / "records.csv", folder / "clusters.csv", **options)  # type: ignore[arg-type]


def test_a_cluster_is_one_person_on_the_lists_of_its_records(tmp_path: Path) -> None:
    read = linked(tmp_path, RECORDS, CLUSTERS)
    (stratum,) = read.strata
    assert read.lists == ("A", "B", "C")
    assert stratum.tables[0].dense().tolist() == [0, 0, 1, 0, 1, 0, 0, 1]
    assert stratum.unnamed == 1


def test_a_person_is_of_the_kind_that_most_records_know(tmp_path: Path) -> None:
    north, south = linked(tmp_path, RECORDS, CLUSTERS, by=["where"]).strata
    assert (north.name, north.tables[0].documented, north.empty) == ("n", 1, ())
    assert (south.name, south.tables[0].documented, south.empty) == ("s", 2, ("C",))
    assert (north.unnamed, south.unnamed) == (0, 1)


def test_kinds_that_tie_go_by_the_alphabet(tmp_path: Path) -> None:
    records = "id,list,where\n1,A,s\n2,B,n\n3,A,\n4,B,\n"
    read = linked(tmp_path, records, "id,cluster_id\n1,x\n2,x\n3,y\n4,y\n", by=["where"])
    assert [(each.name, each.tables[0].documented) for each in read.strata] == [
        ("n", 1),
        ("unknown", 1),
    ]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_draw_gives_its_own_tables(tmp_path: Path, form: str) -> None:
    (tmp_path / "records.csv").write_text(RECORDS, encoding="utf-8")
    path = tmp_path / f"draws.{form}"
    if form == "csv":
        path.write_text(DRAWS, encoding="utf-8")
    else:
        rows = [line.split(",") for line in DRAWS.splitlines()[1:]]
        names = ["draw", "record_id", "cluster_id"]
        columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
        pq.write_table(pa.table({**columns, "draw": [int(each) for each in columns["draw"]]}), path)
    (stratum,) = read_linked(tmp_path / "records.csv", path).strata
    assert [table.dense().tolist() for table in stratum.tables] == [
        [0, 1, 1, 0, 1, 0, 1, 0],
        [0, 0, 1, 1, 2, 0, 0, 0],
    ]


def test_lists_can_be_chosen_and_the_column_named(tmp_path: Path) -> None:
    records = "record_id,origin\n1,A\n2,B\n3,C\n"
    read = linked(tmp_path, records, "id,cluster_id\n1,x\n2,x\n3,x\n", lists=["B", "A"], list_column="origin")
    assert read.lists == ("B", "A")
    assert read.strata[0].tables[0].dense().tolist() == [0, 0, 0, 1]


def test_declarations_hold_for_linked_lists_too(tmp_path: Path) -> None:
    records = "id,source,where\n1,A,n\n2,B,n\n3,C,s\n"
    declared = Declarations(not_covering=["C@n"], impossible=["A=1,C=1"])
    north, south = linked(
        tmp_path, records, "id,cluster_id\n1,x\n2,x\n", by=["where"], declarations=declared
    ).strata
    assert (north.tables[0].lists, north.not_covering) == (("A", "B"), ("C",))
    assert south.tables[0].impossible.tolist() == [[1, 0, 1], [1, 1, 1]]
    with pytest.raises(BadInput, match="no stratum 'q'"):
        linked(
            tmp_path,
            records,
            "id,cluster_id\n1,x\n",
            by=["where"],
            declarations=Declarations(not_covering=["C@q"]),
        )


@pytest.mark.parametrize(
    ("records", "clusters", "said"),
    [
        ("id,list\n1,A\n1,B\n", CLUSTERS, "row 3, column id: '1' appears twice"),
        ("id,list\n1,\n", CLUSTERS, "row 2, column list: the record stands on no list"),
        ("id,list\n", CLUSTERS, "has a header and no records"),
        ("id,place\n1,A\n", CLUSTERS, "no column 'list'"),
        ("name,list\n1,A\n", CLUSTERS, "no column 'id'"),
        (RECORDS, "id,cluster_id\n1,x\n1,y\n", "record '1' is in two clusters"),
        (RECORDS, "draw,record_id,cluster_id\n3,1,x\n3,1,y\n", "in two clusters of draw 3"),
        (RECORDS, "id,cluster_id\n1,\n", "row 2: a draw, record or cluster is not named"),
        (RECORDS, "id,cluster_id\n", "there are no clusters"),
        (RECORDS, "id,group\n1,x\n", "no column 'cluster_id'"),
        ("id,list\n" + "".join(f"{i},L{i}\n" for i in range(17)), CLUSTERS, "17 lists are more than 16"),
    ],
)
def test_nonsense_gets_one_clear_line(tmp_path: Path, records: str, clusters: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        linked(tmp_path, records, clusters)


def test_a_list_that_no_record_stands_on(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no record stands on the list 'Z'"):
        linked(tmp_path, RECORDS, CLUSTERS, lists="AZ")


def test_parquet_with_an_empty_cell(tmp_path: Path) -> None:
    (tmp_path / "records.csv").write_text(RECORDS, encoding="utf-8")
    path = tmp_path / "draws.parquet"
    pq.write_table(pa.table({"draw": [1], "record_id": ["1"], "cluster_id": pa.nulls(1, pa.string())}), path)
    with pytest.raises(BadInput, match=r"draws\.parquet: a draw, record or cluster is not named"):
        read_linked(tmp_path / "records.csv", path)


def test_parquet_that_is_none_or_lacks_a_column(tmp_path: Path) -> None:
    (tmp_path / "records.csv").write_text(RECORDS, encoding="utf-8")
    broken, short = tmp_path / "broken.parquet", tmp_path / "short.parquet"
    broken.write_bytes(b"PAR1 no")
    pq.write_table(pa.table({"draw": [1], "record_id": ["1"]}), short)
    with pytest.raises(BadInput, match="not readable as Parquet"):
        read_linked(tmp_path / "records.csv", broken)
    with pytest.raises(BadInput, match="no column 'cluster_id'"):
        read_linked(tmp_path / "records.csv", short)
    with pytest.raises(BadInput, match="not readable as Parquet"):
        read_linked(tmp_path / "records.csv", tmp_path / "none.parquet")
