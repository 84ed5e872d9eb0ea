"""Search over incidents, people, places and codes, for a static site (format: search/1).

A reader's browser loads one small root file, the few shards that hold the terms it asks for, and
the few chunks that hold the records it shows. ``words`` says what a text is found by, ``indexing``
what of a record is found, ``shards`` how the index lies on disk; ``stories`` runs Pagefind over the
pages of prose. The browser's half is ``site/src/search``.
"""

from tahqiq.publish.search.indexing import write_index
from tahqiq.publish.search.stories import write_stories

__all__ = ["write_index", "write_stories"]
