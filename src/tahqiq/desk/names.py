"""What slugs of a case are called in the screen's language."""

from __future__ import annotations

from django.utils.translation import get_language

from tahqiq.casebook.models import TAHQIQ, Case, Party, Source


def assessor_names(case: Case) -> dict[str, str]:
    """Slug of each source, and of ourselves → its name."""
    ours = "تحقيق" if get_language() == "ar" else "Tahqiq"
    return {
        **_names(Source.objects.filter(case=case).values_list("slug", "name_en", "name_ar")),
        TAHQIQ: ours,
    }


def party_names(case: Case) -> dict[str, str]:
    """Slug of each party → its name."""
    return _names(Party.objects.filter(case=case).values_list("slug", "name_en", "name_ar"))


def _names(rows: object) -> dict[str, str]:
    arabic = get_language() == "ar"
    return {slug: (ar or en) if arabic else (en or ar) for slug, en, ar in rows}  # type: ignore[attr-defined]
