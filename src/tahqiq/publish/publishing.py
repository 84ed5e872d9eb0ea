"""From a release folder to a site: both languages, whole or not at all, the same for the same release."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tahqiq import durable
from tahqiq.publish import editions
from tahqiq.publish.editions import Progress
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.release_folder import MANIFEST, SIGNATURE, ReleaseFolder
from tahqiq.publish.rendering import TEMPLATES, template
from tahqiq.publish.shelves import fill
from tahqiq.publish.site_record import SiteRecord
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.wording import LANGUAGES, LOCALE

ASSETS = Path(__file__).parent.parent / "assets" / "site"
_SCRATCH = ".scratch.sqlite3"
_WORTH_SHARING = 2000  # rows


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


def publish(
    release: Path, out: Path, *, progress: Progress | None = None, processes: int | None = None
) -> Published:
    """Makes a site of a release.

    The folder ``out`` is replaced in one step when the new site is finished; one that holds
    something else is refused. A site already made of this release by this publisher is left alone.

    Args:
        release: a folder that ``tahqiq release`` wrote; it is read, never changed.
        out: where the site shall stand.
        progress: called with the number of pages written since the last call.
        processes: 1 writes the languages in turn, more at the same time; the pages are the same.
            Default: at the same time where there is enough to write and more than one core.

    Raises:
        UnfitRelease: the folder is no release, or its files are not those its manifest names.
        BadInput: ``out`` holds something other than a site, or the site's styles were never built.
    """
    folder = ReleaseFolder.open(release)
    made_by = _publisher()
    standing = SiteRecord.read(out)
    if standing is not None and standing.made_of(folder.manifest.content, made_by) and standing.complete(out):
        return Published(pages=standing.pages, bytes=standing.bytes, unchanged=True)
    folder.check()
    with durable.replacing_folder(out, replaceable=SiteRecord.stands_in) as partial:
        record = _build(folder, partial, made_by, progress or _silent, processes or _processes(folder))
    return Published(pages=record.pages, bytes=record.bytes, unchanged=False)


def _silent(_pages: int) -> None:
    return


def _processes(folder: ReleaseFolder) -> int:
    """One for a small case: starting others would cost more than it saves."""
    rows = sum(entry.rows or 0 for entry in folder.manifest.files.values())
    return min(len(LANGUAGES), os.cpu_count() or 1) if rows >= _WORTH_SHARING else 1


def _build(folder: ReleaseFolder, site: Path, made_by: str, progress: Progress, processes: int) -> SiteRecord:
    scratch = site / _SCRATCH
    fill(scratch, folder)
    pages = _write_gateway(folder, site)
    progress(pages)
    write = editions.write_together if processes > 1 else editions.write_in_turn
    pages += write(folder.path, scratch, site, progress)
    scratch.unlink()
    _copy(folder, site)
    return SiteRecord.write(site, content=folder.manifest.content, publisher=made_by, pages=pages)


def _write_gateway(folder: ReleaseFolder, site: Path) -> int:
    """The two pages that speak both languages: the gateway and the page for a wrong address."""
    values = {"case": folder.case(), "preview": folder.manifest.status != "approved", "tongues": {}}
    values["tongues"] = {language: Tongue(language) for language in LANGUAGES}
    for name in ("index.html", "404.html"):
        source = "gateway.html" if name == "index.html" else "missing.html"
        (site / name).write_text(template(source, 0, None).render(values, path=name), "utf-8")
    return 2


def _copy(folder: ReleaseFolder, site: Path) -> None:
    """Styles, fonts and scripts; and the files of the release, for whoever wants to check."""
    shutil.copytree(_assets(), site / "assets", ignore=shutil.ignore_patterns(".*"))
    downloads = site / "downloads"
    for name in (MANIFEST, SIGNATURE, *folder.manifest.files):
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


def _publisher() -> str:
    """SHA-256 over everything but the release that decides a site's bytes: code, templates, styles, words."""
    digest = hashlib.sha256()
    folders = ((Path(__file__).parent, "*.py"), (TEMPLATES, "*.html"), (_assets(), "*"), (LOCALE, "*.mo"))
    vocab = (Path(__file__).parent.parent / "vocab", "*.py")
    direction = (Path(__file__).parent.parent / "language", "direction.py")
    for folder, pattern in (*folders, vocab, direction):
        for file in sorted(path for path in folder.rglob(pattern) if path.is_file() and path.name[0] != "."):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


__all__ = ["Published", "UnfitRelease", "publish"]
