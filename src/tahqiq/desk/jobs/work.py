"""What the work of a job is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tahqiq.casebook.actors import Actor
from tahqiq.casebook.models import Case, Job
from tahqiq.desk.home import Home
from tahqiq.desk.jobs.progress import Progress
from tahqiq.vocab.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One job under way.

    Attributes:
        job: what was asked for.
        actor: who asked, with what they may do now.
        home: the installation.
        progress: to tell how far it is; it raises when the work shall stop.
    """

    job: Job
    case: Case
    actor: Actor
    home: Home
    progress: Progress

    def argument(self, name: str) -> Any:
        """An argument of the job.

        Raises:
            BadInput: it has none of that name.
        """
        if name not in self.job.arguments:
            raise BadInput(f"the work was asked for without its {name}")
        return self.job.arguments[name]
