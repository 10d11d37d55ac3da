"""`sagsklar restore`: back from a backup; nothing erased returns, nothing is told twice."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands.program import Invocation
    from flows.ledger.erasure import Noted
    from flows.settings import Settings


class SaidBoth(WrongUse):
    code = "said_both"
    message = "--erasures and --none-erased say different things."
    remedy = "Give one of them."


@click.command(name="restore")
@click.argument("source", metavar="[FROM]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--erasures",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The register of erasures (default: SAGSKLAR_ERASURES_FILE).",
)
@click.option("--none-erased", is_flag=True, help="Nobody was erased since the backup was made.")
@click.pass_obj
def command(invocation: "Invocation", source: Path | None, erasures: Path | None, none_erased: bool) -> None:
    """Bring the backup FROM back into an empty home; then `sagsklar up` goes on from there.

    Cases that were erased after the backup was made stay erased: the register of erasures names them.
    Verdicts that the case system has are not sent again; what came since the backup and is still in reach is
    found by the next look into the object store.

    Without FROM: a ledger that was brought back by other means (PostgreSQL) is put right in the same way.
    """
    from commands.operator import operator
    from flows import wiring
    from flows.backup_folder import read_backup
    from flows.embedded.joining import joined
    from flows.ledger.copies import LedgerElsewhere
    from flows.restoring import adopt_register, copy_files, must_be_empty, put_objects, put_right
    from flows.settings import read_settings
    from flows.store_alone import store_alone

    settings = read_settings(invocation.home)
    noted = known_erasures(settings, erasures, none_erased=none_erased)
    if source is None:
        again = put_right(wiring.cleaning(joined(settings)), noted, operator())
        click.echo(f"The ledger is put right: {again} cases erased again.")
        return
    if settings.database_url is not None:
        raise LedgerElsewhere
    home = settings.home.resolve()
    must_be_empty(home)
    backup = read_backup(source)
    copy_files(backup, home)
    with store_alone(home, settings) as reached:
        work = wiring.cleaning(reached)
        adopt_register(work, noted)
        came, left_out = put_objects(backup, work.ledger, work.store, noted)
        again = put_right(work, noted, operator())
    click.echo(
        f"{home}: {came} objects of {backup.manifest['made']}; {again} cases erased again, "
        f"{left_out} of their objects left out. `sagsklar up` goes on from there."
    )


def known_erasures(settings: "Settings", said: Path | None, *, none_erased: bool) -> "Sequence[Noted]":
    """Who was erased, as far as it is known. Raises ErasuresUnknown, SaidBoth."""
    from flows.erasure_register import read_register, register_file
    from flows.restoring import ErasuresUnknown

    if said and none_erased:
        raise SaidBoth
    file = said or register_file(settings.home, settings.erasures_file)
    if not (file.is_file() or none_erased):
        raise ErasuresUnknown(file=str(file))
    return () if none_erased else read_register(file)
