"""What each kind of job does: one function a kind, from the work to what came of it, plain for JSON.

Each checks between batches whether it shall stop (``progress``), and may be done again from the
beginning: grading and publishing pass over what is done already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from tahqiq.casebook.actions.jobs import NEEDS
from tahqiq.casebook.models import ImportPlan, Incident, JobKind, Release
from tahqiq.desk import logs
from tahqiq.desk.jobs.work import Work
from tahqiq.vocab.errors import BadInput

#: Faults that are kept to be shown; all are counted.
FAULTS = 100


def grade(work: Work) -> dict[str, Any]:
    """Grades the case from its accepted claims. Argument: profile (strict where not given)."""
    from tahqiq.casebook.actions import grade_case
    from tahqiq.grade import profile_named

    progress = work.progress
    progress.begin("grading", Incident.objects.filter(case=work.case).count())
    profile = profile_named(work.job.arguments.get("profile", "strict"))
    report = grade_case(work.actor, work.case, profile=profile, on_progress=progress.reach)
    told = {"incidents": report.incidents, "differing": report.differing}
    return {**told, "counts": report.counts, "by_grade": report.by_grade}


def link(work: Work) -> dict[str, Any]:
    """Suggests pairs to judge. Argument: of ('victim' or 'incident')."""
    from tahqiq.casebook.actions import suggest_pairs

    of = work.argument("of")
    if of not in ("victim", "incident"):
        raise BadInput(f"nothing called {of} can be linked")
    found = suggest_pairs(
        work.actor, work.case, kind=of, run=work.job.pk, on_step=lambda step: work.progress.begin(_slug(step))
    )
    return {"of": of, "pairs": found.pairs, "kept": found.kept, "notes": list(found.notes)}


def _slug(step: str) -> str:
    return step.replace(" ", "_")


def release(work: Work) -> dict[str, Any]:
    """Writes a release of the case as it stands."""
    from tahqiq.casebook.releasing.folder import write_release

    work.progress.begin("writing_rows")
    written = write_release(
        work.actor,
        work.case,
        releases=work.home.releases,
        signing_key=bytes.fromhex(work.home.secret("signing")),
        on_row=work.progress.advance,
    )
    made = Release.objects.get(case=work.case, content=written.manifest.content)
    return {"release": str(made.pk), "content": made.content, "status": written.manifest.status}


def compare(work: Work) -> dict[str, Any]:
    """Compares two releases. Arguments: before, after (ids of releases)."""
    from tahqiq.desk.release_difference import plain_difference, read_pair
    from tahqiq.release.comparing import compare as compared
    from tahqiq.release.comparing import rows_to_read

    pair = read_pair(_release(work, "before"), _release(work, "after"))
    work.progress.begin("comparing_rows", rows_to_read(*pair))
    return plain_difference(compared(*pair, on_row=work.progress.advance))


def publish(work: Work) -> dict[str, Any]:
    """Makes an approved release the current site. Argument: release (its id)."""
    from tahqiq.desk.public_site import make_current
    from tahqiq.desk.release_folder import signed_as_approved
    from tahqiq.publish import publish as make_site

    work.actor.demand(NEEDS[JobKind.PUBLISH], work.case.slug)
    found = _release(work, "release")
    if found.status != "approved":
        remedy = "a publisher who did not make it approves it; 'tahqiq publish' makes a preview"
        raise BadInput("only an approved release is published from the desk", remedy=remedy)
    if found.recalled_at is not None:
        raise BadInput("this release was recalled", remedy="make a new one: it leaves out what was withdrawn")
    work.progress.begin("checking_the_release")
    folder = signed_as_approved(found, signing_key=bytes.fromhex(work.home.secret("signing")))
    work.progress.begin("writing_pages")
    site = work.home.sites / work.case.slug
    published = make_site(folder, site, progress=work.progress.advance)
    make_current(work.home.sites, site)
    return {"release": str(found.pk), "pages": published.pages, "bytes": published.bytes}


def verify(work: Work) -> dict[str, Any]:
    """Reads every sealed byte and every quote again; the outcome stands in the log for /healthz."""
    from tahqiq.casebook import quotes
    from tahqiq.seal import Archive, verify

    archive = work.home.archive
    if not (archive.is_dir() and any(archive.iterdir())):
        raise BadInput("nothing has been sealed yet")
    work.actor.demand(NEEDS[JobKind.VERIFY], work.case.slug)
    work.progress.begin("reading_bytes")
    found = verify(archive, progress=work.progress.advance)
    work.progress.begin("reading_quotes")
    read = quotes.check(Archive(archive))
    faults = [*(fault.line() for fault in found.faults), *map(str, read.faults)]
    logs.record(work.home.logs, "verified", faults=len(faults), head=found.root)
    told = {"items": found.items, "bytes": found.bytes, "quotes": read.quotes, "head": found.root}
    return {**told, "faults": len(faults), "lines": faults[:FAULTS]}


def trial(work: Work) -> dict[str, Any]:
    """Tries a prepared import out, and keeps what it found. Argument: plan (its id)."""
    from tahqiq.desk.plans import try_aside

    plan = ImportPlan.objects.filter(case=work.case, pk=_id(work.argument("plan"))).first()
    if plan is None:
        raise BadInput("the case has no such import")
    work.progress.begin("trying")
    try_aside(work.actor, plan, work.progress.reach)
    return {"plan": str(plan.pk)}


def import_(work: Work) -> dict[str, Any]:
    """Carries a prepared import out, from where it stopped. Argument: plan (its id)."""
    from tahqiq.desk.plans import run_import

    plan = ImportPlan.objects.filter(case=work.case, pk=_id(work.argument("plan"))).first()
    if plan is None or not plan.checked:
        raise BadInput("the case has no such import, or it was not tried out")
    work.progress.begin("importing", plan.checked.get("records"))
    run_import(work.actor, plan, work.progress.reach)
    return {"plan": str(plan.pk)}


def remains(work: Work) -> dict[str, Any]:
    """Compares all remains of the case with all files of missing persons that may be compared."""
    from tahqiq.casebook.actions import compare_remains

    progress = work.progress
    pairs = compare_remains(
        work.actor, work.case, run=work.job.pk, on_step=progress.begin, on_progress=progress.reach
    )
    return {"pairs": pairs}


def _release(work: Work, name: str) -> Release:
    """A release of the case, by the id that an argument gives.

    Raises:
        BadInput: there is none.
    """
    found = Release.objects.filter(case=work.case, pk=_id(work.argument(name))).first()
    if found is None:
        raise BadInput("the case has no such release")
    return found


def _id(text: object) -> UUID:
    try:
        return UUID(str(text))
    except ValueError:
        raise BadInput(f"{text} is no id") from None


DOING: Mapping[JobKind, Callable[[Work], dict[str, Any]]] = {
    JobKind.GRADE: grade,
    JobKind.LINK: link,
    JobKind.RELEASE: release,
    JobKind.COMPARE: compare,
    JobKind.PUBLISH: publish,
    JobKind.VERIFY: verify,
    JobKind.TRIAL: trial,
    JobKind.IMPORT: import_,
    JobKind.REMAINS: remains,
}
