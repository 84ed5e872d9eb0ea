"""Parts of screens that the editor's script asks for: what can be chosen, what live values say now."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from tahqiq.desk import asked
from tahqiq.desk.story_choices import choices
from tahqiq.desk.story_faults import checked
from tahqiq.desk.views.stories import spoken
from tahqiq.desk.views.visit import Visit, in_case
from tahqiq.stories.authoring.drafting import WRITES

_LONGEST = 20_000


@require_safe
@in_case(WRITES)
def choose(visit: Visit) -> HttpResponse:
    """What the record has that fits some words."""
    of, words = (visit.request.GET.get(name, "") for name in ("of", "words"))
    return visit.show("parts/story_choices", found=choices(visit, of, words, spoken()))


@require_POST
@in_case(WRITES)
def check(visit: Visit) -> HttpResponse:
    """What the live values of a field say now, in both languages, or why one says nothing."""
    words = asked.line(visit.request.POST, "words", _LONGEST)
    return visit.show("parts/story_values", values=checked(visit.case, words, language=spoken()))
