"""``tahqiq account``: give somebody a way into the desk."""

from __future__ import annotations

import click

from tahqiq.cli.options import Shared, shared_options


@click.command("account")
@click.argument("name")
@click.option(
    "--role",
    "roles",
    metavar="ROLE",
    multiple=True,
    required=True,
    help="recorder, reviewer, editor, publisher, auditor or administrator; may be given several times.",
)
@click.option(
    "--forget-factors", is_flag=True, help="Take away the second factors, of somebody who lost theirs."
)
@shared_options
def command(shared: Shared, name: str, roles: tuple[str, ...], forget_factors: bool) -> None:
    """Give NAME an account, or a new password, and exactly these roles in a case.

    Prints a one-time password that opens the desk once, within two days, to choose
    another. Whoever has the machine may do this; with --as it takes an administrator
    of the case. The audit trail says who did it.
    """
    shared.start(serving=forget_factors)
    from tahqiq.casebook.actions import only_case
    from tahqiq.desk.accounts import create_one_time_account

    case = only_case(shared.case)
    actor = shared.actor() if shared.acting_as else None
    password = create_one_time_account(name, roles, case, actor=actor, without_factors=forget_factors)
    told = f"{name} is {', '.join(sorted(set(roles)))} in the case {case.slug}; one-time password {password}"
    shared.answer(told, {"name": name, "case": case.slug, "roles": sorted(set(roles)), "password": password})
