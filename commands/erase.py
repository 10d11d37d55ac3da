"""`sagsklar erase`: the right to erasure, proven."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation
    from flows.erasing import Erased


@click.command(name="erase")
@click.argument("case_id", metavar="CASE_ID")
@click.option("--json", "as_json", is_flag=True, help="What went, as JSON and nothing else.")
@click.pass_obj
def command(invocation: "Invocation", case_id: str, as_json: bool) -> None:
    """Erase a case: files, text, fields, decisions, letters, pictures. It cannot be undone.

    Works while the system runs, and returns once no byte of the case is left outside the case system. Name
    the case MUNICIPALITY/CASE_ID where two municipalities use one id. The audit keeps that a case was erased,
    not whose.
    """
    from commands.operator import operator
    from flows import wiring
    from flows.embedded.joining import joined
    from flows.erasing import erase
    from flows.ledger.case_names import named_case
    from flows.ledger.erasure import Order
    from flows.settings import read_settings
    from pipeline.exchange import json_line

    work = wiring.cleaning(joined(read_settings(invocation.home)))
    case = named_case(work.ledger, case_id)
    (gone,) = erase(work, [case], Order(operator(), "request"))
    if as_json:
        click.echo(json_line({"schema": "sagsklar/erasure/1", "case_id": case.case_id, **asdict(gone)}))
    else:
        click.echo(for_people(case.case_id, gone))


def for_people(case_id: str, gone: "Erased") -> str:
    """What went, and what is left to do."""
    lines = [
        f"{case_id} is erased: {gone.objects} objects, {gone.uploads} uploads, {gone.verdicts} verdicts, "
        f"{gone.corrections + gone.rulings} decisions by persons.",
        "The case system keeps what it was sent.",
    ]
    lines += [f"The model {one} had learnt from it: train anew and remove its folder." for one in gone.models]
    return "\n".join(lines)
