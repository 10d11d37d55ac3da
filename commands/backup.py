"""`sagsklar backup`: a copy of all that cannot be made again."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="backup")
@click.argument("target", metavar="TO", type=click.Path(path_type=Path))
@click.pass_obj
def command(invocation: "Invocation", target: Path) -> None:
    """Copy ledger, uploads, keys, models and settings of municipalities into the new folder TO.

    Works while the system runs. The folder holds everything that citizens sent, and the keys: only its owner
    can read it; encrypt it before it leaves the machine. `sagsklar restore` brings it back.
    """
    from flows import wiring
    from flows.backing_up import back_up
    from flows.embedded.joining import joined
    from flows.settings import read_settings

    settings = joined(read_settings(invocation.home))
    ledger, store = wiring.ledger_in_use(settings), wiring.object_store(settings)
    done = back_up(ledger, store, settings.home, target)
    size = f"{done.bytes / 1e6:.1f} MB"
    click.echo(f"{target}: {done.objects} objects, {size}; audit head {done.entries}:{done.head}")
