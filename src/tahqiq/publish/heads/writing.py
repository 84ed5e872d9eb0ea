"""Writes what a site tells other machines."""

from __future__ import annotations

from pathlib import Path

from tahqiq.publish.edition import Edition
from tahqiq.publish.heads.cards import write_cards
from tahqiq.publish.heads.citation import write_citations
from tahqiq.publish.heads.feed import write_feed
from tahqiq.publish.release_folder import ReleaseFolder
from tahqiq.publish.shelves import Shelves
from tahqiq.publish.tongue import Tongue
from tahqiq.vocab.wording import LANGUAGES


def write_heads(shelves: Shelves, release: ReleaseFolder, site: Path, base: str) -> None:
    """Writes citations; and, where the site's address is known, cards and feeds.

    Args:
        shelves: the rows of the release.
        release: its folder.
        site: the folder of the site, its assets written.
        base: the address of the site, ending in a slash; '' where it is not known.
    """
    case, manifest = release.case(), release.manifest
    write_citations(case, manifest, site, base)
    if not base:
        return
    write_cards(case, manifest, site / "assets")
    for language in LANGUAGES:
        write_feed(Edition(Tongue(language), shelves, case, manifest, release.totals(), base=base), site)
