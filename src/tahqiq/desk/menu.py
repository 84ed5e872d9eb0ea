"""The side menu: the screens of the case one is in, as far as one's roles open them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail import hooks
from wagtail.admin.menu import MenuItem, admin_menu
from wagtail.admin.search import admin_search_areas
from wagtail.admin.ui.sidebar import LinkMenuItem

from tahqiq.casebook.actors import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu.

    Attributes:
        name: of the address (``desk:NAME``).
        label: what it is called; looked up in the screen's language.
        icon: one of the shell's icons.
        permission: what it takes to see it.
        names: only for those who see the names of people harmed.
        also: further addresses that belong to it.
        any_of: what opens it as well.
    """

    name: str
    label: str
    icon: str
    permission: Permission = Permission.VIEW
    names: bool = False
    also: frozenset[str] = frozenset()
    any_of: tuple[Permission, ...] = ()


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


#: The screens of a case: what is there, what waits, what comes in and goes out.
ENTRIES = (
    Entry("case", gettext_noop("Overview"), "home"),
    Entry(
        "incidents",
        gettext_noop("Incidents"),
        "list-ul",
        also=_of("incident", "edit_incident", "make_incident", "answers", "history"),
    ),
    Entry("people", gettext_noop("People"), "user", names=True, also=_of("person", "edit_person")),
    Entry(
        "sites",
        gettext_noop("Recovery sites"),
        "site",
        also=_of("site", "make_site", "edit_site", "grave", "open_grave", "edit_grave", "make_remains"),
    ),
    Entry(
        "remains",
        gettext_noop("Remains"),
        "tag",
        also=_of("one_remains", "edit_remains", "building", "found_history"),
    ),
    Entry(
        "missing",
        gettext_noop("Missing persons"),
        "help",
        names=True,
        also=_of("one_missing", "edit_missing", "make_missing", "family_requests"),
    ),
    Entry("comparisons", gettext_noop("Comparisons"), "resubmit", names=True, also=_of("comparison")),
    Entry("registers", gettext_noop("Registers"), "doc-full", also=_of("daily_log")),
    Entry("places", gettext_noop("Places"), "globe", also=_of("place", "make_place")),
    Entry("sources", gettext_noop("Sources"), "openquote", also=_of("source")),
    Entry("items", gettext_noop("Items"), "folder-open-inverse", also=_of("item")),
    Entry("claims", gettext_noop("Claims"), "edit", also=_of("claims_desk", "correct_claim", "make_claim")),
    Entry(
        "interviews",
        gettext_noop("Interviews"),
        "comment",
        Permission.HEAR,
        also=_of("interview", "new_interview"),
    ),
    Entry("visits", gettext_noop("Site visits"), "site", Permission.HEAR, also=_of("visit", "new_visit")),
    Entry(
        "submissions",
        gettext_noop("Forms from the field"),
        "form",
        Permission.HEAR,
        also=_of("submission", "form_conflict"),
    ),
    Entry(
        "consents",
        gettext_noop("Consents"),
        "tick-inverse",
        Permission.CONSENT,
        also=_of("consent", "new_consent", "withdrawal"),
        any_of=(Permission.APPROVE, Permission.HEAR),
    ),
    Entry(
        "vault",
        gettext_noop("Vault"),
        "lock",
        Permission.OPEN_VAULT,
        any_of=(Permission.INTERVIEW, Permission.ADMINISTER),
    ),
    Entry("pairs", gettext_noop("Pairs"), "copy", Permission.JUDGE, also=_of("pair")),
    Entry("assessments", gettext_noop("Sign-off"), "check", also=_of("sign_off_incident")),
    Entry(
        "imports", gettext_noop("Imports"), "download", also=_of("import_run", "new_import", "import_plan")
    ),
    Entry(
        "stories",
        gettext_noop("Stories"),
        "openquote",
        Permission.RECORD,
        also=_of(
            *("story", "new_story", "edit_story", "edit_chapter", "story_history", "chapter_history"),
            *("story_media", "blur"),
        ),
        any_of=(Permission.SIGN_OFF,),
    ),
    Entry("releases", gettext_noop("Releases"), "upload", also=_of("release", "compare_releases")),
    Entry("letters", gettext_noop("Letters"), "mail", also=_of("letter", "open_letter")),
    Entry("work", gettext_noop("Work"), "cogs", also=_of("job")),
    Entry("audit", gettext_noop("Audit trail"), "history", Permission.AUDIT),
    Entry("members", gettext_noop("Members"), "group", Permission.ADMINISTER, also=_of("member")),
)


#: What stands there outside a case.
OUTSIDE = Entry("home", gettext_noop("Your cases"), "folder-open-inverse")


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the menu as one request sees it."""

    name: str
    label: str
    url: str
    icon: str
    current: bool


def links(request: HttpRequest) -> dict[str, Link]:
    """The lines for this request, by name, made once; outside a case only the way to one's cases."""
    made: dict[str, Link] | None = getattr(request, "desk_links", None)
    if made is None:
        made = {link.name: link for link in _links(request)}
        request.desk_links = made  # type: ignore[attr-defined]
    return made


def _links(request: HttpRequest) -> Iterator[Link]:
    visit = getattr(request, "desk_visit", None)
    if visit is None:
        yield Link(OUTSIDE.name, _(OUTSIDE.label), reverse("desk:home"), OUTSIDE.icon, current=False)
        return
    here = request.resolver_match.url_name if request.resolver_match else ""
    for entry in ENTRIES:
        opens = any(visit.may(each) for each in (entry.permission, *entry.any_of))
        if opens and (visit.sees_names or not entry.names):
            url = reverse(f"desk:{entry.name}", args=[visit.case.slug])
            current = here == entry.name or here in entry.also
            yield Link(entry.name, _(entry.label), url, entry.icon, current)


class CaseItem(MenuItem):  # type: ignore[misc]
    """One entry as the shell's menu wants it."""

    def __init__(self, order: int, entry: Entry) -> None:
        super().__init__(entry.label, "", name=entry.name, icon_name=entry.icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person in this case may open it."""
        return self.name in links(request)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The link, to the case one is in."""
        link = links(request)[self.name]
        return LinkMenuItem(link.name, link.label, link.url, icon_name=link.icon)


def take_over() -> None:
    """Makes ours the only lines of the shell's menu, and takes its search away."""
    admin_menu.registered_menu_items = [CaseItem(n, each) for n, each in enumerate((OUTSIDE, *ENTRIES))]
    admin_search_areas.registered_search_areas = []
    hooks.register("get_avatar_url", _no_portrait)


def _no_portrait(account: object, size: int) -> str:
    """A figure for everybody: the desk holds no portraits, and asks no other server for one."""
    return static("desk/person.svg")
