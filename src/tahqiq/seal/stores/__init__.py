"""Where an archive's bytes are kept: a folder, or any store that fsspec knows.

store = open_store(Path("archive"))
store = open_store("s3://bucket/prefix")
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from tahqiq.seal.stores.folder import FolderStore
from tahqiq.seal.stores.store import Store

__all__ = ["FolderStore", "Store", "open_store"]


def open_store(place: Path | str) -> Store:
    """The store at a path, or at an address with '://' in it.

    Raises:
        BadInput: the address cannot be reached, or its kind is not installed.
    """
    if isinstance(place, str) and place.startswith("file://"):
        return FolderStore(Path(url2pathname(urlsplit(place).path)))
    if isinstance(place, str) and "://" in place:
        from tahqiq.seal.stores.remote import RemoteStore

        return RemoteStore.at(place)
    return FolderStore(Path(place))
