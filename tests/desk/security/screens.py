"""Every address of the desk, found in its own table of addresses, and what stands behind each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casebook.record import Record
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from tahqiq.casebook import models as kept
from tahqiq.casebook.actors import Permission
from tahqiq.casebook.models import Case
from tahqiq.desk.models import Account
from tahqiq.stories.authoring.models import CasePage, ChapterPage, StoryPage

#: What an id in an address is the id of, by its name there.
KINDS: Mapping[str, type[models.Model]] = {
    f"{kind._meta.model_name}_id": kind
    for kind in vars(kept).values()
    if isinstance(kind, type) and issubclass(kind, models.Model)
} | {
    "conflict_id": kept.FormConflict,
    "entry_id": kept.VaultEntry,
    "keeper_id": kept.VaultKeeper,
    "missing_id": kept.MissingPerson,
    "person_id": kept.Victim,
    "plan_id": kept.ImportPlan,
    "proposal_id": kept.AnswerProposal,
    "request_id": kept.FamilyRequest,
    "run_id": kept.ImportRun,
    "site_id": kept.RecoverySite,
    "submission_id": kept.FormSubmission,
    "visit_id": kept.SiteVisit,
    "version_id": kept.StoryVersion,
}
#: The records that share their addresses, by the folder they lie in.
SHARED: Mapping[str, type[models.Model]] = {
    "graves": kept.Grave,
    "incidents": kept.Incident,
    "missing": kept.MissingPerson,
    "people": kept.Victim,
    "places": kept.Place,
    "remains": kept.Remains,
    "sites": kept.RecoverySite,
}
#: What a name stands for in one folder, and elsewhere for something else.
THERE: Mapping[tuple[str, str], type[models.Model]] = {("sites", "entry_id"): kept.LogEntry}
#: What other names in an address may be.
STANDS_FOR: Mapping[str, object] = {"version": 1, "kind": "sites", "ending": "csv", "number": "B-12"} | {
    "key": "ab" * 32,
    "path": "en/index.html",
}


@dataclass(frozen=True, slots=True)
class Screen:
    """One address.

    Attributes:
        name: of the address. ``route``: as it is declared, from the root.
        wanted: the names in it that stand for something, and their converters.
        permission: what it asks for; None where it says for itself who may come in.
    """

    name: str
    route: str
    wanted: Mapping[str, str]
    permission: Permission | None

    def __str__(self) -> str:
        return f"{self.name} {self.route}"

    @property
    def of_a_case(self) -> bool:
        return "slug" in self.wanted

    def address(self, record: Record, **instead: object) -> str:
        """Where it is for a case with one of everything."""
        path = f"/{self.route}"
        for name, converter in self.wanted.items():
            value = instead.get(name) or self.example(name, record)
            path = path.replace(f"<{converter}:{name}>" if converter else f"<{name}>", str(value))
        return path

    def example(self, name: str, record: Record) -> object:
        """What may stand in the address for a name.

        Raises:
            KeyError: nobody said what this name stands for: say it in ``KINDS``.
        """
        if name == "slug":
            return record.slug
        if name in STANDS_FOR:
            return STANDS_FOR[name]
        if name == "account_id":
            return Account.objects.get_or_create(username=f"member-of-{record.slug}")[0].pk
        if name in {"story_id", "chapter_id"}:
            story, chapter = written(record.case)
            return story.translation_key if name == "story_id" else chapter.translation_key
        folder = self.route.partition("<slug:slug>/")[2].partition("/")[0]
        if (folder, name) == ("stories", "item_id"):
            return picture(record).pk
        kind = THERE.get((folder, name)) or (SHARED[folder] if name == "record_id" else KINDS[name])
        return record.one(kind).pk


def picture(record: Record) -> kept.Item:
    """A sealed picture of the case, kept once."""
    found = kept.Item.objects.filter(case=record.case, media_type="image/png").first()
    return found or record.new(kept.Item, sha256="ef" * 32, media_type="image/png")


def written(case: Case) -> tuple[StoryPage, ChapterPage]:
    """A story of a case and its chapter, kept once."""
    above = CasePage.of(case)
    story = StoryPage.objects.child_of(above).first()
    if story is None:
        story = StoryPage(slug="after", title_en="After", live=False)
        above.add_child(instance=story)
        story.save_revision()
        chapter = ChapterPage(slug="river", title_en="The river", live=False)
        story.add_child(instance=chapter)
        chapter.save_revision()
    return story, ChapterPage.objects.child_of(story).get()


def screens() -> list[Screen]:
    """All addresses of ours in the desk."""
    desk = [each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "desk"]
    found = list(_screens(desk, ""))
    assert len(found) > 50
    return found


def _screens(patterns: list[Any], before: str) -> Iterator[Screen]:
    for each in patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from _screens(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield Screen(
                each.name or route, route, _wanted(route), getattr(each.callback, "permission", None)
            )


def _wanted(route: str) -> dict[str, str]:
    names = [part.split(">")[0] for part in route.split("<")[1:]]
    return {name.rpartition(":")[2]: name.rpartition(":")[0] for name in names}
