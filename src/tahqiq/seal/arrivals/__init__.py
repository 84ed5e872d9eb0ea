"""Evidence as it arrives: captures, mail, chats, cards and exports, kept whole, their parts addressable.

with archive.read(sha256) as stream:
    for part in inside(stream, file=sha256): ...
for brought in brought_under([Path("card")], archive=place): ...
"""

from tahqiq.seal.arrivals.bringing import Brought, brought_under
from tahqiq.seal.arrivals.insides import inside, kind_of, part_at
from tahqiq.seal.arrivals.parts import Part, Unopenable
from tahqiq.seal.arrivals.recognising import Arrival, recognise
from tahqiq.seal.arrivals.watching import Watch

__all__ = [
    "Arrival",
    "Brought",
    "Part",
    "Unopenable",
    "Watch",
    "brought_under",
    "inside",
    "kind_of",
    "part_at",
    "recognise",
]
