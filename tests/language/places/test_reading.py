from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.places.gazetteers import country
from tahqiq.language.places.gazetteer import Gazetteer
from tahqiq.language.places.geojson import read_geojson
from tahqiq.language.places.known import KnownPlace
from tahqiq.language.places.located import Area
from tahqiq.language.places.reading import read_gazetteers
from tahqiq.language.places.tabular import read_csv
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.places import Point, Precision

TABLE = """level,pcode,name_en,name_en_ref,name_ar,parent_en,parent_ar,lat,lon
adm1,XA01,Northland,Northland,الشمال,,,35.5,39.5
adm3,XA010100,Millton,Millton,الطاحونة,Northland,الشمال,35.2,39.1
neighbourhood,N1,Bustan,Bustan (Millton),البستان,Millton,الطاحونة,35.21,39.11
"""


def read(tmp_path: Path, content: str | bytes, name: str = "places.csv") -> Gazetteer:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_gazetteers([path])


def refused(tmp_path: Path, content: str | bytes) -> str:
    with pytest.raises(BadInput) as error:
        read(tmp_path, content)
    return str(error.value).removeprefix(f"{tmp_path}/places.csv")


def test_a_table_of_levels_names_codes_and_parents(tmp_path: Path) -> None:
    gazetteer = read(tmp_path, TABLE)
    north, mill, garden = gazetteer.places
    assert mill.names == ("Millton", "الطاحونة")
    assert garden.names == ("Bustan", "Bustan (Millton)", "البستان")
    assert (north.precision, mill.precision) == (Precision.PROVINCE, Precision.SUB_DISTRICT)
    assert mill.point == Point(35.2, 39.1)
    assert [gazetteer.places[at].id for at in gazetteer.ancestors(2)] == ["XA010100", "XA01"]
    assert gazetteer.warnings == ()


@pytest.mark.parametrize(
    "header",
    ["id,name,lat,lon", "code,title,latitude,longitude", "ID;Name;Y;X", "geonameid\tname\tLAT\tLNG"],
)
def test_columns_are_known_by_their_common_names(tmp_path: Path, header: str) -> None:
    mark = next(mark for mark in "\t;," if mark in header)
    gazetteer = read(tmp_path, f"{header}\n{mark.join(['7', 'Millton', '35.2', '39.1'])}\n")
    assert gazetteer.places == (KnownPlace(id="7", names=("Millton",), point=Point(35.2, 39.1)),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, TABLE.encode(encoding)).places[1].names == ("Millton", "الطاحونة")


def test_variants_population_and_parent_codes(tmp_path: Path) -> None:
    header = "id,name,alternatenames,population,parent"
    text = f'{header}\n1,Millton,"Mill Town,الطاحونة","12,000",2\n2,Northland,a|b,x,\n'
    mill, north = read(tmp_path, text).places
    assert mill.names == ("Millton", "Mill Town", "الطاحونة")
    assert (mill.population, mill.parent, north.population) == (12_000, "2", 0)
    assert north.names == ("Northland", "a", "b")


def test_a_place_without_a_code_is_known_by_its_row(tmp_path: Path) -> None:
    assert [place.id for place in read(tmp_path, "name\nMillton\n\nNorthland\n").places] == ["1", "2"]


@pytest.mark.parametrize(
    ("row", "remark"),
    [
        (
            "1,Millton,35.9,4239.00416",
            "row 2, column lon: 4239.00416 lies outside ±180; kept without a point",
        ),
        ("1,Millton,nan,39.1", "row 2, column lat: nan lies outside ±90; kept without a point"),
        ("1,Millton,north,39.1", "row 2, column lat: 'north' is no number; kept without a point"),
        ("1,Millton,0,0", "row 2: 0, 0 stands for 'unknown'; kept without a point"),
    ],
)
def test_an_impossible_coordinate_costs_the_point_and_is_told(tmp_path: Path, row: str, remark: str) -> None:
    gazetteer = read(tmp_path, f"id,name,lat,lon\n{row}\n")
    assert gazetteer.places[0].point is None
    assert gazetteer.warnings == (f"{tmp_path}/places.csv, {remark}",)


def test_half_a_coordinate_is_no_point(tmp_path: Path) -> None:
    gazetteer = read(tmp_path, "name,lat,lon\nMillton,35.2,\n")
    assert (gazetteer.places[0].point, gazetteer.warnings, gazetteer.area) == (None, (), None)


def test_a_row_without_a_name_is_left_out_and_told(tmp_path: Path) -> None:
    gazetteer = read(tmp_path, "id,name\n1,\n2,Millton\n")
    assert len(gazetteer) == 1
    assert gazetteer.warnings == (f"{tmp_path}/places.csv, row 2: no name; left out",)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ", row 1: no column of names (call one of them name, name_en or name_ar)"),
        (b"id,lat\n1,2\n", ", row 1: no column of names (call one of them name, name_en or name_ar)"),
        (b"id,name\n1,a,b\n", ", row 2: 3 cells where the header has 2"),
        (b'id,name\n1,"a\n', ", row 2: not a readable CSV record: unexpected end of data"),
        (b"id,name\n1,\xff\n", ", row 2: byte 11 is no UTF-8 text (save the file as UTF-8)"),
        (b"id,name\n1,a\0b\n", ", row 2: a NUL character, which no text holds"),
        (b"id,name\n", ": no places in it"),
        (
            b"{",
            ", row 1: no JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1) "
            "(save it as GeoJSON)",
        ),
        (b"[1]", ": no collection of GeoJSON features"),
        (b'{"features": [{"geometry": null}]}', ": feature 1 has no properties"),
        (b"1\t" + b"\t" * 17 + b"\nx\ty\n", ", row 2: 2 columns where a GeoNames dump has 19"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    assert refused(tmp_path, content) == said


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_gazetteers([tmp_path / "none.csv"])


def test_a_huge_cell_is_refused(tmp_path: Path) -> None:
    assert "field larger than field limit" in refused(tmp_path, f"id,name\n1,{'a' * (1 << 21)}\n")


def feature(properties: object, geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


SQUARE = [[[39.0, 35.0], [39.2, 35.0], [39.2, 35.2], [39.0, 35.2], [39.0, 35.0]]]


def test_geojson_gives_points_and_polygons(tmp_path: Path) -> None:
    content = {
        "type": "FeatureCollection",
        "features": [
            feature(
                {"PCODE": "N1", "NAME_EN": "Bustan", "NAME_AR": "البستان", "ADM4_EN": "Millton"},
                {"type": "Polygon", "coordinates": SQUARE},
            ),
            feature({"name": "Well", "extra": {"a": 1}}, {"type": "Point", "coordinates": [39.1, 35.1]})
            | {"id": 9},
            feature({"name": "Nowhere"}, None),
            feature({"name": "Broken"}, {"type": "Polygon", "coordinates": [[1]]}),
            feature({"name": None}, None),
        ],
    }
    gazetteer = read(tmp_path, json.dumps(content), "places.geojson")
    garden, well, nowhere, broken = gazetteer.places
    assert (garden.id, garden.names, garden.context) == ("N1", ("Bustan", "البستان"), ("Millton",))
    assert garden.outline is not None
    assert garden.point is not None
    assert Area(35, 39, 35.2, 39.2).holds(garden.point)
    assert (well.id, well.point) == ("9", Point(35.1, 39.1))
    assert gazetteer.parents.tolist() == [-1, 0, -1, -1]  # the well lies in the garden
    assert (nowhere.point, broken.point) == (None, None)
    assert len(gazetteer.warnings) == 2


def test_geonames_dumps(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        number, name, others, lat, lon, code, admins, people = cells
        path = [*admins.split("/"), "", "", "", ""][:4]
        return "\t".join(
            [number, name, name, others, lat, lon, "P", code, "XA", "", *path, people, "", "", "", ""]
        )

    text = "\n".join(
        [
            row("1", "Northland", "", "35.5", "39.5", "ADM1", "01", "0"),
            row("2", "Mill District", "", "35.2", "39.2", "ADM2", "01/07", "0"),
            row("3", "Millton", "Tahuna,الطاحونة", "35.2", "39.1", "PPL", "01/07", "1200"),
            row("4", "Xland", "", "35", "39", "PCLI", "", "0"),
            "",
        ]
    )
    gazetteer = read(tmp_path, text, "XA.txt")
    mill = gazetteer.places[2]
    assert mill.names == ("Millton", "Tahuna", "الطاحونة")
    assert (mill.precision, mill.population) == (Precision.VILLAGE, 1200)
    assert [gazetteer.places[at].id for at in gazetteer.ancestors(2)] == ["2", "1", "4"]


def test_one_code_in_two_files_is_one_place(tmp_path: Path) -> None:
    table, names = tmp_path / "a.csv", tmp_path / "b.csv"
    table.write_text("id,name,lat,lon\n7,Millton,35.2,39.1\n")
    names.write_text("id,name_ar,level\n7,الطاحونة,town\n")
    (place,) = read_gazetteers([table, names]).places
    assert place == KnownPlace(
        id="7", names=("Millton", "الطاحونة"), precision=Precision.TOWN, point=Point(35.2, 39.1)
    )


def test_belonging_never_runs_in_a_circle() -> None:
    one = KnownPlace(id="1", names=("A",), parent="2")
    other = KnownPlace(id="2", names=("B",), parent="1")
    assert Gazetteer.of([one, other]).ancestors(0) == [1, 0]
    assert Gazetteer.of([KnownPlace(id="1", names=("A",), parent="1")]).ancestors(0) == []


def test_what_a_place_belongs_to_is_found_by_code_name_or_polygon() -> None:
    gazetteer = country()
    above = {
        place.id: [gazetteer.places[at].id for at in gazetteer.ancestors(at)]
        for at, place in enumerate(gazetteer.places)
    }
    assert above["XA010101"] == ["XA0101", "XA01"]
    assert above["N1"] == ["XA0101", "XA01"]
    assert above["M1"] == ["N1", "XA0101", "XA01"]
    assert above["Q1"] == []
    assert np.isnan(gazetteer.lat[-1])
    assert gazetteer.area == Area(35.2, 39.05, 35.95, 39.95)


@given(st.text(max_size=200))
def test_no_table_breaks_the_reader(text: str) -> None:
    warnings: list[str] = []
    try:
        read_csv(text, file="any.csv", warnings=warnings)
    except BadInput as error:
        assert "\n" not in str(error)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "type", "coordinates", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(json_values, json_values, st.sampled_from(["Point", "Polygon", "MultiPolygon"]))
def test_no_geojson_breaks_the_reader(properties: object, coordinates: object, kind: str) -> None:
    text = json.dumps({"features": [feature(properties, {"type": kind, "coordinates": coordinates})]})
    try:
        read_geojson(text, file="any.geojson", warnings=[])
    except BadInput as error:
        assert "\n" not in str(error)
