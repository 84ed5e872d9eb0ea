"""The perceptual hash of a picture: near for pictures that look alike, whatever their bytes.

The 64-bit DCT hash (C. Zauner, *Implementation and benchmarking of perceptual image hash functions*,
2010, §3.2.1), with the size, filter and bit order of the ``imagehash`` library, so that hashes kept by other
tools can be compared. The transform is done in whole numbers: the same picture gives the same hash on
every machine.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_SIDE, _KEPT = 32, 8
#: Grey levels; a picture that varies less has no structure to compare (a black frame, a blank page).
_DETAIL = 3
#: Modes of pictures with eight bits a channel.
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"})


def perceptual_hash(picture: Image) -> str:
    """64 bits in hexadecimal; '' for a picture without structure or with more than eight bits a channel.

    Args:
        picture: decoded, upright.
    """
    import numpy as np
    from PIL.Image import Resampling

    if picture.mode not in _MODES:
        return ""
    small = picture.convert("L").resize((_SIDE, _SIDE), Resampling.LANCZOS)
    pixels = np.asarray(small, dtype=np.int64)
    if pixels.std() < _DETAIL:
        return ""
    waves = _waves()
    low = (waves @ pixels @ waves.T).ravel()
    middle = np.sort(low)[_KEPT * _KEPT // 2 - 1 : _KEPT * _KEPT // 2 + 1].sum()
    return np.packbits(2 * low > middle).tobytes().hex()


@cache
def _waves() -> NDArray[np.int64]:
    """The first rows of the DCT-II, times 2¹⁴ and rounded."""
    import numpy as np

    rows, columns = np.arange(_KEPT)[:, None], np.arange(_SIDE)[None, :]
    exact = np.cos(np.pi * rows * (2 * columns + 1) / (2 * _SIDE))
    waves: NDArray[np.int64] = np.rint(exact * 2**14).astype(np.int64)
    return waves
