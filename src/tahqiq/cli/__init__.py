"""The command ``tahqiq``: thin commands, each a module named after its verb."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from tahqiq import __version__
from tahqiq.cli.ending import Ending
from tahqiq.cli.lazy import LazyGroup

#: Commands in the order in which evidence travels, then care and trying out.
VERBS = {
    "seal": "Keep files for good: hash them, store them once, log who brought them.",
    "inside": "List what a capture, mail, chat or archive holds, and take parts out.",
    "similar": "List sealed pictures and films that look alike, as a suggestion.",
    "verify": "Check every sealed byte and the custody log; write nothing.",
    "stamp": "Have others say by when an archive was as it is.",
    "prove": "Show a stranger that an item was sealed, and nothing about who brought it.",
    "export": "Give sealed items to somebody else, as a package that they can check.",
    "receive": "Take in a package from somebody else, once every file of it was checked.",
    "remove": "Destroy an item lawfully, by two people; a signed tombstone stays.",
    "read": "Propose what documents claim, or what an armed actor answers, with exact quotes.",
    "import": "Seal a dataset and bring its records into the casebook.",
    "forms": "Write the forms for telephones and paper, and tags with codes.",
    "names": "Find, for each name, the names of a pool most like it, in either script.",
    "places": "Find, for each wording of a place, the places of a gazetteer that may be meant.",
    "link": "Find who stands on both of two lists of people; people judge what is proposed.",
    "dedupe": "Find who stands more than once on a list of people.",
    "registers": "Write a register of graves, hand-overs or files, to print or as a table.",
    "grade": "Derive every incident's range and grade from its accepted claims.",
    "estimate": "Estimate how many people stand on no list, or refuse.",
    "survey": "Say from radar images which buildings changed, how probably, and when.",
    "consensus": "Say what many volunteers saw of each building, together, and when.",
    "release": "Write a redacted, signed snapshot of a case.",
    "publish": "Turn a release folder into a bilingual static site.",
    "serve": "Serve the current site at / and the investigators' desk at /desk/.",
    "work": "Do what was asked for at the desk to be done in the background.",
    "account": "Give somebody a way into the desk: a one-time password, and roles in a case.",
    "upgrade": "Carry an archive of the earlier format over to the present one.",
    "backup": "Save database and archive to a folder, and the keys apart.",
    "restore": "Bring a saved home back, and verify it.",
    "demo": "Do the whole road on the built-in case, then serve it.",
}


@click.group(
    cls=LazyGroup,
    verbs=VERBS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every command explains itself: tahqiq COMMAND --help",
)
@click.version_option(__version__, prog_name="tahqiq")
def group() -> None:
    """From raw evidence of civilian harm to a public record that can be followed back."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit code; see `tahqiq.cli.ending`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    ending = Ending(given, verbs=VERBS)
    with ending:
        # Invoked step by step, because click's own main() turns interruptions and bugs into code 1.
        with group.make_context("tahqiq", given) as context:
            group.invoke(context)
        sys.stdout.flush()
    return ending.code


def main() -> None:
    """The entry point of the installed command."""
    sys.exit(run())
