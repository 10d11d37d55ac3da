"""`sagsklar up`: the whole system on its embedded defaults, until Ctrl-C."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation
    from flows.embedded.services import Place


@click.command(name="up")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the review pages (default: a free one).")
@click.option("--once", is_flag=True, help="End when everything that waited is settled and delivered.")
@click.pass_obj
def command(invocation: "Invocation", port: int | None, once: bool) -> None:
    """Run everything: object store, Prefect, worker, review pages, case inbox."""
    from flows.embedded.up import Telling, Wish, up
    from flows.logs import set_up_logs
    from flows.settings import read_settings

    set_up_logs(invocation.log_level)
    up(read_settings(invocation.home), Wish(port, once), Telling(tell_progress, tell_ready, tell_account))


def tell_progress(service: str) -> None:
    """One line for each part that is ready."""
    click.echo(f"ready: {service}", err=True)


def tell_account(name: str, password: str) -> None:
    """One of the desk's first accounts; its password is shown this once."""
    click.echo(f"desk account: {name}  password: {password}  (shown once)")


def tell_ready(place: "Place") -> None:
    """Where everything is."""
    for name in ("review", "inbox", "prefect", "object_store"):
        click.echo(f"{name.replace('_', ' '):<13} {place.url(name)}")
    click.echo(f"{'home':<13} {place.home}")
    click.echo("Everything is ready; Ctrl-C ends it.")
