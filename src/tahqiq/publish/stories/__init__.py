"""Stories as pages to be read: a page of contents each, and a page a chapter."""

from tahqiq.publish.stories.captions import write_captions
from tahqiq.publish.stories.chapters import folders, leads, pages

__all__ = ["folders", "leads", "pages", "write_captions"]
