"""The typefaces that a page asks for before it is shown.

Faces of the letters that nearly every page uses (site/src/fonts.css) are optional: one that is not there when
the page is first shown stays out of it, so that nothing moves under the reader's eyes. Browsers find a face
only where text needs it, which is too late; so every page names its faces in its head. A page that knows
no address may be opened from a disk, where a browser refuses to ask early: there a script asks, if it may.
"""

from __future__ import annotations

from collections.abc import Mapping

from tahqiq.vocab.wording import Language

_LATIN = (
    "source-serif-4-latin-wght-normal",
    "ibm-plex-sans-latin-400-normal",
    "ibm-plex-sans-latin-600-normal",
)
_NASKH = ("noto-naskh-arabic-arabic-wght-normal",)
_ARABIC = ("ibm-plex-sans-arabic-arabic-400-normal", "ibm-plex-sans-arabic-arabic-600-normal")

#: By language, the names of the files in ``assets/fonts``: names and quotes are in both scripts on the
#: pages of both, figures are Latin in both; labels are Arabic on Arabic pages alone.
FACES: Mapping[Language, tuple[str, ...]] = {
    "en": tuple(f"{name}-core.woff2" for name in (*_LATIN, *_NASKH)),
    "ar": tuple(f"{name}-core.woff2" for name in (*_NASKH, *_ARABIC, *_LATIN)),
}
