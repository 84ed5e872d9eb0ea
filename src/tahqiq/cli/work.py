"""``tahqiq work``: do what was asked for at the desk to be done in the background."""

from __future__ import annotations

import sys

import click

from tahqiq.cli.options import Shared, shared_options


@click.command("work")
@click.option("--once", is_flag=True, help="End when nothing waits any more.")
@click.option("--with-parent", is_flag=True, help="End when standard input is closed, as beside the desk.")
@shared_options
def command(shared: Shared, once: bool, with_parent: bool) -> None:
    """Do what was asked for at the desk to be done in the background, until Ctrl-C.

    'tahqiq serve' starts one such process beside it. Run more where the record is on PostgreSQL
    and much waits. What is under way when it ends is interrupted and can be begun again at the desk.
    """
    shared.start()
    from tahqiq.desk.jobs.worker import Worker, end_with

    worker = Worker(once=once)
    worker.heed_signals()
    if with_parent:
        end_with(worker, sys.stdin.fileno())
    if not once and not with_parent:
        click.echo("Working. Ctrl-C ends it.", err=True)
    done = worker.run()
    shared.answer("1 job taken up" if done == 1 else f"{done:,} jobs taken up", {"jobs": done})
