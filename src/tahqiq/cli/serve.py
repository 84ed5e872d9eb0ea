"""``tahqiq serve``: the current site at / and the investigators' desk at /desk/."""

from __future__ import annotations

from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import stamp_in_passing

if TYPE_CHECKING:
    from tahqiq.desk.home import Home


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen at (default: 8000).")
@click.option("--bind", metavar="ADDRESS", help="Address to listen at (default: 127.0.0.1).")
@click.option(
    "--only",
    type=click.Choice(["site", "desk"]),
    help="Serve just one of the two: in production they have different origins.",
)
@click.option("--no-work", is_flag=True, help="Start no worker: 'tahqiq work' runs elsewhere.")
@shared_options
def command(shared: Shared, port: int | None, bind: str | None, only: str | None, no_work: bool) -> None:
    """Serve the current site at / and the investigators' desk at /desk/.

    Beside the desk runs one process that does what is asked for to be done in the background.
    /healthz says how the installation is. Ctrl-C ends it.
    """
    from tahqiq.desk import letter_key, serving
    from tahqiq.desk.jobs.beside import worker_beside

    home = shared.start(serving=True)
    if line := letter_key.supply(home):
        click.echo(line, err=True)
    address = bind or home.setting("address", "127.0.0.1")
    number = port or int(home.setting("port", "8000"))
    url = f"http://{f'[{address}]' if ':' in address else address}:{number}"
    where = {None: f"{url}/ (site) and {url}/desk/ (desk)", "site": f"{url}/", "desk": f"{url}/desk/"}[only]
    serving.demand_free(address, number)  # better said before a worker is started
    with worker_beside(None if no_work or only == "site" else home.path):
        serving.serve(
            home,
            address=address,
            port=number,
            only=only,  # type: ignore[arg-type]
            ready=partial(_ready, home, f"Serving {where}. Ctrl-C ends it."),
        )


def _ready(home: Home, said: str) -> None:
    """Says that the door is open, and asks again for stamps that are owed.

    Not before: a thread that imports while the server forks would leave its lock behind in the child.
    """
    click.echo(said)
    if (home.archive / "FORMAT").exists():
        owed = partial(stamp_in_passing, home.archive, home, retry_only=True)
        Thread(target=owed, name="stamps", daemon=True).start()
