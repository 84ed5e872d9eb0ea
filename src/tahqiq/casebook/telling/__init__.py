"""Stories told from the record: a manuscript becomes rows and files of a release, nothing left to evaluate.

told = tell(case, manuscript, on=day, media=MediaShelf.beside(home.releases, case.slug))
for fault in faults(case, manuscript): ...

Modules: ``words`` reads markup, ``live`` resolves values, ``blocks`` and what it calls tell each kind of
block in a ``scene``, ``shelf`` keeps renditions. ``ground`` reads the record through the release policies.
"""

from tahqiq.casebook.telling.faults import Fault, Untellable
from tahqiq.casebook.telling.live import NoValue, live
from tahqiq.casebook.telling.shelf import MediaShelf
from tahqiq.casebook.telling.telling import Told, faults, tell

__all__ = ["Fault", "MediaShelf", "NoValue", "Told", "Untellable", "faults", "live", "tell"]
