"""Rasters, opened with every way of failing said in one line."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

#: What GDAL may not do with a file it is given: look for others around it, or start programs.
SETTINGS: dict[str, Any] = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "GDAL_MAX_RAW_BLOCK_CACHE_SIZE": 64 << 20,
    "GDAL_CACHEMAX": 128 << 20,
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".tif,.tiff",
    "GDAL_HTTP_TIMEOUT": 60,
    "GDAL_HTTP_CONNECTTIMEOUT": 20,
}
#: Rows or columns beyond which an image is taken for a bomb.
MOST = 200_000


@contextmanager
def opened(path: str) -> Iterator[DatasetReader]:
    """A raster to read from.

    Raises:
        BadInput: rasterio is not installed, or the file is no readable raster, or has no place on the ground.
    """
    rasterio = library()
    from rasterio.errors import RasterioError

    try:
        with rasterio.Env(**SETTINGS), rasterio.open(path) as image:
            if image.crs is None or image.transform.is_identity:
                raise BadInput("has no place on the ground", file=path, remedy="give it a reference system")
            if max(image.width, image.height) > MOST:
                raise BadInput(f"is {image.width:,} by {image.height:,} pixels", file=path, remedy="cut it")
            yield image
    except (RasterioError, OSError) as error:
        raise BadInput(f"is not a readable GeoTIFF: {_first_line(error)}", file=path) from None


def library() -> Any:
    """rasterio, which the extra ``survey`` brings.

    Its warning of images without a place on the ground is silenced for the process: burning shapes meets it
    on every tile, and silencing it call by call is undone by the other threads that do the same.

    Raises:
        BadInput: it is not installed.
    """
    try:
        import rasterio
    except ImportError:
        remedy = "install it: pip install 'tahqiq[survey]'"
        raise BadInput("reading scenes needs the extra 'survey'", remedy=remedy) from None
    warnings.filterwarnings("ignore", category=rasterio.errors.NotGeoreferencedWarning)
    return rasterio


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
