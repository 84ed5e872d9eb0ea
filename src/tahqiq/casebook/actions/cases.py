"""Making cases, and the sources, parties and items that belong to them."""

from __future__ import annotations

from uuid import UUID

from tahqiq.casebook.acting import Act, action
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import TAHQIQ, Case
from tahqiq.vocab.errors import BadInput
from tahqiq.vocab.ids import imported_id


@action(Permission.CREATE_CASE)
def create_case(
    act: Act,
    *,
    slug: str,
    title_en: str,
    title_ar: str = "",
    summary_en: str = "",
    summary_ar: str = "",
    assessed_by: str = TAHQIQ,
) -> Case:
    """A new case.

    Args:
        assessed_by: slug of the source whose assessment heads the totals, or 'tahqiq'.

    Raises:
        BadInput: there is a case of that slug.
    """
    if Case.objects.filter(slug=slug).exists():
        raise BadInput(f"there is already a case called {slug}")
    case = Case(
        id=new_case_id(slug),
        slug=slug,
        title_en=title_en,
        title_ar=title_ar,
        summary_en=summary_en,
        summary_ar=summary_ar,
        assessed_by=assessed_by,
    )
    case.save(force_insert=True)
    act.note(case, after={"slug": slug, "assessed_by": assessed_by})
    return case


def new_case_id(slug: str) -> UUID:
    """A case's id follows from its slug, so that the same case made twice gives the same release."""
    return imported_id("case", slug)


@action(Permission.ADMINISTER)
def let_assess(act: Act, case: Case, *, assessed_by: str) -> Case:
    """Declares whose assessment heads the totals of the case."""
    before = case.assessed_by
    if before != assessed_by:
        case.assessed_by = assessed_by
        case.save(update_fields=["assessed_by"])
        act.note(case, before={"assessed_by": before}, after={"assessed_by": assessed_by})
    return case


def only_case(slug: str = "") -> Case:
    """The case of that slug; without one, the only case there is.

    Raises:
        BadInput: there is none of that slug, or none at all, or several to choose from.
    """
    cases = list(Case.objects.filter(slug=slug) if slug else Case.objects.all()[:2])
    if len(cases) == 1:
        return cases[0]
    if slug:
        raise BadInput(f"there is no case called {slug}", remedy="see tahqiq import")
    if not cases:
        raise BadInput("there is no case yet", remedy="import one first: tahqiq import airwars DIR")
    raise BadInput("there are several cases", remedy="name one with --case SLUG")
