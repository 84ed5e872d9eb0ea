"""``tahqiq serve``: the current site at / and the investigators' desk at /desk/."""

from __future__ import annotations

from functools import partial
from threading import Thread

import click

from tahqiq.cli.options import Shared, shared_options
from tahqiq.cli.stamping import stamp_in_passing


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen at (default: 8000).")
@click.option("--bind", metavar="ADDRESS", help="Address to listen at (default: 127.0.0.1).")
@click.option(
    "--only",
    type=click.Choice(["site", "desk"]),
    help="Serve just one of the two: in production they have different origins.",
)
@shared_options
def command(shared: Shared, port: int | None, bind: str | None, only: str | None) -> None:
    """Serve the current site at / and the investigators' desk at /desk/.

    /healthz says how the installation is. Ctrl-C ends it.
    """
    from tahqiq.desk import serving

    home = shared.start()
    if (home.archive / "FORMAT").exists():
        owed = partial(stamp_in_passing, home.archive, home, retry_only=True)
        Thread(target=owed, name="stamps", daemon=True).start()
    address = bind or home.setting("address", "127.0.0.1")
    number = port or int(home.setting("port", "8000"))
    url = f"http://{f'[{address}]' if ':' in address else address}:{number}"
    where = {None: f"{url}/ (site) and {url}/desk/ (desk)", "site": f"{url}/", "desk": f"{url}/desk/"}[only]
    serving.serve(
        home,
        address=address,
        port=number,
        only=only,  # type: ignore[arg-type]
        ready=lambda: click.echo(f"Serving {where}. Ctrl-C ends it."),
    )
