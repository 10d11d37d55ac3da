"""`sagsklar serve`: one service of the running system in this process; what `up` and compose start."""

import click

NAMES = (
    "scanner",
    "worker",
    "dispatcher",
    "review",
    "inbox",
    "checks",
    "hooks",
    "migrate",
    "workbench",
)


@click.command(name="serve", hidden=True)
@click.argument("service", type=click.Choice(NAMES))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, help="Port to listen on.")
def command(service: str, host: str, port: int) -> None:
    """Run one service until it is told to stop; everything it needs are settings."""
    from flows.serving import SERVICES, Address, begin, listen
    from flows.settings import read_settings

    settings, address = read_settings(), Address(host, port)
    begin(service, settings)
    if service == "review":
        from review.serving import desk

        listen(desk(settings), address)
    else:
        SERVICES[service](settings, address)
