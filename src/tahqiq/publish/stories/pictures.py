"""Pictures of a story: several files of one picture, of which a browser takes the one that fits."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from tahqiq.publish.edition import Edition
from tahqiq.publish.errors import UnfitRelease
from tahqiq.publish.shelves import Held
from tahqiq.publish.stories.links import ROOT
from tahqiq.vocab.rows import ItemRow
from tahqiq.vocab.stories import Picture, Rendition

#: Pixels across that a browser without `srcset` is given, and that a picture before a film has, at most.
_PLAIN, _POSTER = 960, 480


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files of one type, as `srcset` lists them."""

    media_type: str
    srcset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture on a page.

    Attributes:
        sources: the better types first; what every browser reads is ``src``.
        width, height: of the largest file, so that its place is kept; 0 where they are not known.
        focus: classes that keep the point to be seen in sight.
        item_href: the page of the sealed original; '' where it may not be named.
    """

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int
    alt: str
    credit: str
    focus: str
    graphic: bool
    blurred: bool
    item_href: str


def picture_view(edition: Edition, picture: Picture, *, root: str = ROOT) -> PictureView:
    """How a picture is shown; ``root``: from the page to the site."""
    by_type = [
        (kind, list(files)) for kind, files in groupby(picture.files, key=lambda each: each.media_type)
    ]
    if not by_type:
        raise UnfitRelease("a picture of a story has no file", file="chapters.jsonl")
    last = by_type[-1][1]
    largest = max(picture.files, key=lambda each: each.width)
    return PictureView(
        sources=tuple(
            Source(media_type=kind, srcset=_srcset(edition, files, root)) for kind, files in by_type[:-1]
        ),
        src=media(edition, _at_most(last, _PLAIN), root),
        srcset=_srcset(edition, last, root) if len(last) > 1 else "",
        width=largest.width,
        height=largest.height,
        alt=picture.alt,
        credit=picture.credit,
        focus=f"fx-{_tenth(picture.focus_x)} fy-{_tenth(picture.focus_y)}",
        graphic=picture.graphic,
        blurred="blurred" in picture.changed,
        item_href=_item(edition, picture.item),
    )


def poster(edition: Edition, picture: Picture) -> str:
    """What stands before a film is started: a small file, for it is always fetched."""
    return media(edition, _at_most(list(picture.files), _POSTER))


def media(edition: Edition, file: Rendition, root: str = ROOT) -> str:
    """Where a file of the release lies, as a page names it.

    Raises:
        UnfitRelease: the release's manifest does not name it among its media.
    """
    if not file.path.startswith("media/") or file.path not in edition.manifest.files:
        raise UnfitRelease("a story shows a file that the release does not hold", file=file.path)
    return f"{root}downloads/{file.path}"


def _item(edition: Edition, key: str) -> str:
    held: Held[ItemRow] | None = edition.shelves.get(ItemRow, key) if key else None
    return f"items/{held.name}.html" if held is not None else ""


def _at_most(files: list[Rendition], width: int) -> Rendition:
    """The widest that is no wider, or else the narrowest."""
    fitting = [each for each in files if each.width <= width]
    return max(fitting, key=lambda each: each.width) if fitting else min(files, key=lambda each: each.width)


def _srcset(edition: Edition, files: list[Rendition], root: str) -> str:
    if len(files) == 1:
        return media(edition, files[0], root)
    return ", ".join(f"{media(edition, each, root)} {each.width}w" for each in files)


def _tenth(share: float) -> int:
    return round(min(max(share, 0.0), 1.0) * 10)
