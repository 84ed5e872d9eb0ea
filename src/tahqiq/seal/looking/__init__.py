"""What a file says of itself: claims by the file, never facts about it; and which pictures look alike.

look(path, media_type).embedded   what was found, section by section: plain, bounded JSON
look(path, media_type).perceptual   hashes that are near for pictures that look alike
similar(hashes)                  pairs of items that look alike, as a suggestion

Files are parsed in a process of their own (``worker``), because parsers are where hostile files strike.
"""

from tahqiq.seal.looking.looker import Looked, Looker, look
from tahqiq.seal.looking.similar import Pair, similar

__all__ = ["Looked", "Looker", "Pair", "look", "similar"]
