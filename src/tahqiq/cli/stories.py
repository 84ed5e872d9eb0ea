"""``tahqiq import story``: a manuscript in a folder of files, put before a second person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.vocab.wording import some

if TYPE_CHECKING:
    from tahqiq.stories.bringing import Brought


@click.command("story")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@shared_options
def story(shared: Shared, folder: Path) -> None:
    """A story in DIR: story.toml, a file a chapter (01-name.toml …), and media/.

    Its pictures and sounds are sealed, every live value is looked up in the record, and the story is
    submitted; a second person approves it at the desk. Whatever cannot be told is named by chapter,
    block, field and language, and nothing is submitted then. The same folder again changes nothing.
    """
    home = shared.start()
    from tahqiq.casebook.actions import only_case
    from tahqiq.casebook.telling import MediaShelf
    from tahqiq.seal import Archive
    from tahqiq.stories.bringing import bring_story
    from tahqiq.stories.manuscript import read_manuscript

    case = only_case(shared.case)
    files = read_manuscript(folder)
    Archive.at(home.archive)  # made first where nothing was sealed yet
    shelf = MediaShelf.beside(home.releases, case.slug)
    brought = bring_story(shared.actor(), case, files, shelf=shelf)
    version = brought.version
    found = {"case": case.slug, "story": version.story, "version": version.number, "sealed": brought.sealed}
    shared.answer(_told(brought), {**found, "standing": version.standing})


def _told(brought: Brought) -> str:
    """The summary a person reads."""
    version = brought.version
    sealed = some(brought.sealed, "picture or sound sealed", "pictures and sounds sealed")
    waits = "waits for a second person" if version.standing == "submitted" else version.standing
    return f"story {version.story}, version {version.number}: {waits}; {sealed}"
