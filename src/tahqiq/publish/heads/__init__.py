"""What a site tells other machines: where its pages are, what changed, how to cite and share it.

Nearly all of it needs the address the site will have (``--base-url``); without one every link of a
site is relative and none of this is written but the citations.
"""

from tahqiq.publish.heads.writing import write_heads

__all__ = ["write_heads"]
