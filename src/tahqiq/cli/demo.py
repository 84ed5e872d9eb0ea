"""``tahqiq demo``: the whole road on the built-in case, then the site and the desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options

if TYPE_CHECKING:
    from tahqiq.casebook.models import Case
    from tahqiq.desk.home import Home

ADDRESS = "127.0.0.1"
#: The demo's one account may do everything that needs no second person.
USERNAME, ROLES = "investigator", ("recorder", "reviewer", "editor", "auditor")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What the demo leaves behind."""

    release: Path
    site: Path
    pages: int
    username: str
    password: str


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Stop before serving.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to serve at."
)
@shared_options
def command(shared: Shared, no_serve: bool, port: int) -> None:
    """Do the whole road on the built-in case, Raqqa 2017, then serve it.

    Seals our notes on public sources, records their claims, grades, writes a signed
    release and publishes it. The release is a preview: nobody has approved it, and the
    demo does not pretend that somebody did. Running it again changes nothing.
    """
    from tahqiq.desk import serving
    from tahqiq.desk.jobs.beside import worker_beside

    if not no_serve:
        serving.demand_free(ADDRESS, port)  # better said now than after all the work
    home = shared.start(create=True, serving=not no_serve)
    made = _road(shared, home)
    shared.answer(
        _told(made), {name: str(getattr(made, name)) for name in ("release", "site", "pages", "username")}
    )
    if no_serve:
        return
    door = f"http://{ADDRESS}:{port}"
    with worker_beside(home.path):
        serving.serve(
            home,
            address=ADDRESS,
            port=port,
            only=None,
            ready=lambda: click.echo(f"Serving {door}/ (site) and {door}/desk/ (desk). Ctrl-C ends it."),
        )


def _road(shared: Shared, home: Home) -> _Made:
    """Every step, each told on stderr as it ends."""
    from tahqiq.casebook.actions import grade_case
    from tahqiq.casebook.releasing.folder import write_release
    from tahqiq.cases.loading import keep_basemap, load
    from tahqiq.desk.public_site import make_current
    from tahqiq.publish import publish
    from tahqiq.seal import Archive

    actor = shared.actor()
    loaded = load(Archive.at(home.archive), actor)
    keep_basemap(home.basemaps)
    _tell("seal", f"{loaded.sealed} notes and translations sealed, their claims recorded")
    graded = grade_case(actor, loaded.case)
    _tell("grade", f"{graded.incidents} incidents graded by the rules")
    key = bytes.fromhex(home.secret("signing"))
    written = write_release(actor, loaded.case, releases=home.releases, signing_key=key)
    _tell("release", f"{written.folder.name}, signed, {written.manifest.status}")
    for story, faults in written.untold.items():
        _tell("release", f"the story {story} stays behind: {faults[0]}")
    site = home.sites / loaded.case.slug
    published = publish(written.folder, site)
    make_current(home.sites, site)
    _tell("publish", f"{published.pages} pages in English and Arabic")
    return _Made(
        release=written.folder,
        site=site,
        pages=published.pages,
        username=USERNAME,
        password=_account(loaded.case),
    )


def _account(case: Case) -> str:
    """A one-time password for the demo's account; '' where somebody has already chosen their own."""
    from tahqiq.desk.accounts import create_one_time_account
    from tahqiq.desk.models import Account

    if Account.objects.filter(username=USERNAME, must_change_password=False).exists():
        return ""
    return create_one_time_account(USERNAME, ROLES, case)


def _tell(step: str, what: str) -> None:
    click.echo(f"  {step:<8}{what}", err=True)


def _told(made: _Made) -> str:
    """Where everything is, and how to get in."""
    password = f"one-time password {made.password}" if made.password else "the password you chose"
    return "\n".join(
        [
            f"release  {made.release}",
            f"site     {made.site / 'index.html'}",
            f"desk     sign in as {made.username} with {password}",
        ]
    )
