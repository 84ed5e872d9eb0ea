"""The whole road on files: whatever the tiles, the cores or the cluster, the same buildings come out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import rasterio
from distributed import LocalCluster

from tahqiq.survey.accuracy import auc_of
from tahqiq.survey.buildings.footprints import read_footprints
from tahqiq.survey.outputs import geojson, write_geoparquet
from tahqiq.survey.surveying import Survey, Wishes, scenes_from, survey
from tahqiq.survey.testing.cities import City
from tahqiq.vocab.errors import BadInput


def surveyed(files: tuple[Path, Path], city: City, place: str = "", **wishes: object) -> Survey:
    scenes, footprints = files
    how = Wishes(since=city.since, until=city.until, **wishes)  # type: ignore[arg-type]
    return survey(scenes_from(place or str(scenes)), read_footprints(footprints), how)


@pytest.fixture(scope="module")
def whole(files: tuple[Path, Path], city: City) -> Survey:
    return surveyed(files, city)


def test_damage_is_found_in_files(whole: Survey, city: City) -> None:
    auc = auc_of(whole.judged.probability, city.damaged)
    assert auc is not None and auc > 0.85
    assert whole.seen.all()
    assert [each.name for each in whole.shares] == ["", "north", "south"]
    assert abs(whole.shares[0].share - city.damaged.mean()) < 0.15


@pytest.mark.parametrize("wishes", [{"side": 37}, {"workers": 1}, {"side": 64, "workers": 3}])
def test_tiles_and_cores_change_nothing(
    whole: Survey, files: tuple[Path, Path], city: City, wishes: dict[str, int]
) -> None:
    assert geojson(surveyed(files, city, **wishes)) == geojson(whole)


def test_a_dask_cluster_gives_the_same(whole: Survey, files: tuple[Path, Path], city: City) -> None:
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        assert geojson(surveyed(files, city, scheduler=cluster.scheduler_address, side=64)) == geojson(whole)


def test_no_cluster_is_one_line(
    files: tuple[Path, Path], city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tahqiq.survey.tiles.running.PATIENCE", 1)
    with pytest.raises(BadInput, match="no Dask scheduler answers"):
        surveyed(files, city, scheduler="tcp://127.0.0.1:1")


@pytest.fixture
def served(files: tuple[Path, Path]) -> Iterator[str]:
    """The scenes as a catalogue, served over HTTP on this machine."""
    folder = files[0].parent
    items = []
    for path in sorted((folder / "scenes").glob("*.tif")):
        _, day, orbit, polarisation = path.stem.split("_")
        items.append(
            {
                "type": "Feature",
                "stac_version": "1.0.0",
                "id": path.stem,
                "geometry": None,
                "properties": {
                    "datetime": f"{day[:4]}-{day[4:6]}-{day[6:]}T03:00:00Z",
                    "sat:relative_orbit": int(orbit[5:]),
                },
                "links": [],
                "assets": {
                    polarisation.lower(): {
                        "href": f"./scenes/{path.name}",
                        "type": "image/tiff; application=geotiff",
                    },
                    "thumbnail": {"href": "./look.png", "type": "image/png"},
                },
            }
        )
        (folder / f"{path.stem}.json").write_text(json.dumps(items[-1]))
    catalogue = {
        "type": "Catalog",
        "stac_version": "1.0.0",
        "id": "city",
        "description": "simulated",
        "links": [{"rel": "item", "href": f"./{item['id']}.json"} for item in items],
    }
    (folder / "catalog.json").write_text(json.dumps(catalogue))
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/catalog.json"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_a_catalogue_at_an_address_gives_the_same(
    whole: Survey, files: tuple[Path, Path], city: City, served: str
) -> None:
    assert geojson(surveyed(files, city, place=served, side=256)) == geojson(whole)


def test_a_catalogue_on_disk_gives_the_same(
    whole: Survey, files: tuple[Path, Path], city: City, served: str
) -> None:
    del served  # writes the catalogue
    assert geojson(surveyed(files, city, place=str(files[0].parent / "catalog.json"))) == geojson(whole)


def test_images_of_scores_are_whole_and_in_place(
    files: tuple[Path, Path], city: City, tmp_path: Path
) -> None:
    scenes, footprints = files
    how = Wishes(since=city.since, until=city.until, side=50)
    survey(scenes_from(str(scenes)), read_footprints(footprints), how, images=tmp_path)
    names = {each.name for each in tmp_path.iterdir()}
    assert names == {"score.tif", "neighbourhood_score.tif", "change_date.tif"} | {
        f"{when}_{band}.png" for when in ("before", "after") for band in ("vv", "vh")
    }
    with rasterio.open(tmp_path / "change_date.tif") as image:
        assert image.descriptions == ("likely by", "last intact", "first changed")
        _, intact, after = image.read()
    days = [
        int(f"{day:%Y%m%d}") for day in (city.since - timedelta(days=30), city.until + timedelta(days=30))
    ]
    dated = intact > 0
    assert 0.05 < dated.mean() < 0.6
    assert (intact[dated] < after[dated]).all()
    assert days[0] <= intact[dated].min() and after.max() <= days[1]
    with rasterio.open(tmp_path / "score.tif") as image:
        assert image.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        values = image.read(1)
    hit = np.isin(city.labels, np.flatnonzero([level == "destroyed" for level in city.levels]) + 1)
    assert np.nanmean(values[: hit.shape[0], : hit.shape[1]][hit]) > np.nanmean(values) + 1


def test_parquet_holds_what_geojson_holds(whole: Survey, tmp_path: Path) -> None:
    write_geoparquet(tmp_path / "damage.parquet", whole)
    again = read_footprints(tmp_path / "damage.parquet")
    told = json.loads(geojson(whole))
    assert again.ids == whole.footprints.ids
    assert [each["probability"] for each in again.properties] == [
        feature["properties"]["probability"] for feature in told["features"]
    ]
    assert told["tahqiq"]["validated"] is False


def test_scenes_of_other_grids_are_brought_onto_one(
    whole: Survey, files: tuple[Path, Path], city: City, tmp_path: Path
) -> None:
    """Half of the scenes in the neighbouring zone, at another resolution."""
    from rasterio.warp import Resampling, calculate_default_transform, reproject

    (tmp_path / "mixed").mkdir()
    for number, path in enumerate(sorted(files[0].glob("*.tif"))):
        target = tmp_path / "mixed" / path.name
        if number % 7:
            target.write_bytes(path.read_bytes())
            continue
        with rasterio.open(path) as image:
            place, wide, high = calculate_default_transform(
                image.crs, "EPSG:32638", image.width, image.height, *image.bounds, resolution=7
            )
            values = np.full((high, wide), np.nan, np.float32)
            reproject(
                image.read(1), values, src_transform=image.transform, src_crs=image.crs, dst_transform=place,
                dst_crs="EPSG:32638", resampling=Resampling.bilinear, dst_nodata=np.nan,
            )  # fmt: skip
        size = {"width": wide, "height": high, "count": 1, "dtype": "float32", "nodata": float("nan")}
        with rasterio.open(target, "w", driver="GTiff", crs="EPSG:32638", transform=place, **size) as image:
            image.write(values, 1)
    mixed = surveyed(files, city, place=str(tmp_path / "mixed"))
    assert (mixed.grid.crs, mixed.grid.pixel) == (whole.grid.crs, whole.grid.pixel)
    auc = auc_of(mixed.judged.probability, city.damaged)
    assert auc is not None and auc > 0.8


def test_too_few_dates_are_one_line(files: tuple[Path, Path], city: City) -> None:
    scenes, footprints = files
    with pytest.raises(
        BadInput, match=r"too few dates: each orbit needs an image before .* orbit 1 VH: 0 before"
    ):
        survey(scenes_from(str(scenes)), read_footprints(footprints), Wishes(since=date(2000, 1, 1)))
    with pytest.raises(BadInput, match="comes before the first"):
        backwards = Wishes(since=city.since, until=city.since - timedelta(days=1))
        survey(scenes_from(str(scenes)), read_footprints(footprints), backwards)
