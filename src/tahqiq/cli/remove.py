"""``tahqiq remove``: destroy an item lawfully, by two people."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.vocab.errors import BadInput

if TYPE_CHECKING:
    from tahqiq.casebook.models import Case
    from tahqiq.seal import Archive


@dataclass(frozen=True, slots=True)
class _Published:
    """What had been made of removed items: sites, taken down; releases, kept; stories, told no more."""

    sites: list[str] = field(default_factory=list)
    releases: list[str] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)


@click.command("remove")
@click.argument("sha256")
@click.option("--reason", required=True, help="Why: consent withdrawn, a court's order …")
@click.option("--carry-out", is_flag=True, help="Destroy it now; another person has asked for it before.")
@click.option("--with-derived", is_flag=True, help="And all that was made from it, such as its text.")
@click.option("--archive", metavar="DIR", default="", help="An archive without a home (then --as names you).")
@shared_options
def command(
    shared: Shared, sha256: str, reason: str, archive: str, *, carry_out: bool, with_derived: bool
) -> None:
    """Ask that the item SHA256 be destroyed, or (--carry-out) destroy what another asked for.

    Its bytes and its key are gone for good; a signed tombstone stays in the custody log, and
    verify reports it. In a home, carrying out takes a publisher or administrator, sites that
    were made from a release with the item are taken down, and its words leave no more.
    """
    from tahqiq.seal import Archive

    doing = _carry_out if carry_out else _request
    if archive:
        if not shared.acting_as:
            raise BadInput("a removal names who asks and who carries it out", remedy="say who you are: --as")
        held = Archive.open(archive if "://" in archive else Path(archive))
        hashes = _all(held, sha256, with_derived=with_derived)
        for each in hashes:
            doing(held, each, by=shared.acting_as, reason=reason)
        published = _Published()
    else:
        hashes, published = _in_home(shared, sha256, reason, carry_out=carry_out, with_derived=with_derived)
    _tell(shared, hashes, published, carry_out=carry_out)


def _in_home(
    shared: Shared, sha256: str, reason: str, *, carry_out: bool, with_derived: bool
) -> tuple[list[str], _Published]:
    """What was removed or is to be, and what had been made of it."""
    home = shared.start(serving=carry_out)  # drafts of stories are pages of the desk
    from tahqiq.casebook import actions
    from tahqiq.casebook.resting import stories_naming
    from tahqiq.casebook.telling.shelf import forget
    from tahqiq.desk.taking_down import releases_with, take_down
    from tahqiq.seal import Archive

    held, actor, case = Archive.open(home.archive), shared.actor(), actions.only_case(shared.case)
    hashes = _all(held, sha256, with_derived=with_derived)

    def do() -> None:
        for each in hashes:
            (_carry_out if carry_out else _request)(held, each, by=actor.name, reason=reason)

    if not carry_out:
        actions.request_removal(actor, case, hashes, reason=reason, request=do)
        return hashes, _Published()
    actions.remove_items(actor, case, hashes, reason=reason, remove=do)
    for each in hashes:
        forget(home.path, each)
    _forget_drafts(case, hashes)
    stories = [str(each) for each in stories_naming(case, hashes)]
    return hashes, _Published(take_down(home, hashes), releases_with(home, hashes), stories)


def _forget_drafts(case: Case, hashes: list[str]) -> None:
    """Takes what rests on them out of the stories that are being written."""
    from tahqiq.casebook.echoes import Words
    from tahqiq.stories.authoring.forgetting import forget_in_drafts

    forget_in_drafts(case, hashes, Words.of(()))


def _all(archive: Archive, sha256: str, *, with_derived: bool) -> list[str]:
    """The item, and where asked everything made from it, what was made last first."""
    found = [sha256]
    if with_derived:
        for each in found:
            found += [derived for derived in archive.derived(each) if derived not in found]
    return found[::-1]


def _request(archive: Archive, sha256: str, *, by: str, reason: str) -> None:
    from tahqiq.seal import Receipt

    archive.request_removal(sha256, Receipt(by=by, original_name="", how="tahqiq remove", note=reason))


def _carry_out(archive: Archive, sha256: str, *, by: str, reason: str) -> None:
    from tahqiq.seal import Receipt

    archive.remove(sha256, Receipt(by=by, original_name="", how="tahqiq remove", note=reason))


def _tell(shared: Shared, hashes: list[str], published: _Published, *, carry_out: bool) -> None:
    if carry_out:
        lines = [f"{each}  destroyed; a tombstone stays in the custody log" for each in hashes]
        lines += [
            f"site {name}  taken down; run 'tahqiq release' and 'tahqiq publish'" for name in published.sites
        ]
        lines += [f"story {each}  rests on it: no release tells it as it is" for each in published.stories]
        lines += [f"release {name}  still names it: do not hand it on" for name in published.releases]
    else:
        lines = [f"{each}  removal requested; another person carries it out (--carry-out)" for each in hashes]
    result = {"items": hashes, "removed": carry_out, **asdict(published)}
    shared.answer("\n".join(lines), result)
