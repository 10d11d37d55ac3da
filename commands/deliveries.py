"""`sagsklar deliveries`: what case systems did not take, and what to do about it."""

import json
from typing import TYPE_CHECKING

import click

from pipeline.errors import WrongUse

if TYPE_CHECKING:
    from datetime import datetime

    from commands.program import Invocation
    from flows.ledger.delivery import ParkedView
    from flows.ledger.store import Ledger

WHO = "operator"


class NothingParked(WrongUse):
    code = "nothing_parked"
    message = "Nothing of {case_id} can be sent again: nothing is parked, or a newer event was received."
    remedy = "`sagsklar deliveries` lists what is parked."


class NothingToWithdraw(WrongUse):
    code = "nothing_to_withdraw"
    message = "{screening_id} has no request to withdraw: unknown, replaced, or withdrawn before."
    remedy = "The id stands in the verdict as screening_id."


@click.command(name="deliveries")
@click.option("--resend", metavar="CASE_ID", help="Send the parked events of a case again.")
@click.option("--withdraw", metavar="SCREENING_ID", help="Take back what a verdict asked the citizen for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(invocation: "Invocation", resend: str | None, withdraw: str | None, as_json: bool) -> None:
    """List events that wait for a person."""
    from datetime import UTC, datetime

    from flows import wiring
    from flows.ledger.delivery import parked_events
    from flows.settings import read_settings

    ledger, now = wiring.ledger_in_use(read_settings(invocation.home)), datetime.now(UTC)
    if resend is not None:
        click.echo(f"{resend}: {sent_again(ledger, resend, now)} sent again")
    if withdraw is not None:
        take_back(ledger, withdraw, now)
        click.echo(f"{withdraw}: withdrawn")
    if resend is None and withdraw is None:
        parked = parked_events(ledger)
        for one in parked:
            click.echo(json.dumps(described(one)) if as_json else line_of(one))
        if not parked and not as_json:
            click.echo("Nothing waits for a person: all was taken, or is still tried.")


def sent_again(ledger: "Ledger", case_id: str, now: "datetime") -> int:
    """How many events of a case go out again. Raises NothingParked."""
    from flows.ledger.delivery import resend_parked
    from flows.ledger.desk import find_cases

    count = sum(resend_parked(ledger, key, WHO, now) for key in find_cases(ledger, case_id))
    if not count:
        raise NothingParked(case_id=case_id)
    return count


def take_back(ledger: "Ledger", screening_id: str, now: "datetime") -> None:
    """Withdraws a request. Raises NothingToWithdraw."""
    from flows.ledger.withdrawals import withdraw_request

    if not withdraw_request(ledger, screening_id, WHO, now):
        raise NothingToWithdraw(screening_id=screening_id)


def described(one: "ParkedView") -> dict[str, str | int]:
    """An event as JSON."""
    return {
        "municipality": one.municipality,
        "case_id": one.case_id,
        "screening_id": one.screening_id,
        "sequence": one.sequence,
        "type": one.type,
        "since": one.made_at.isoformat(),
        "attempts": one.attempts,
        "reason": one.last_status,
    }


def line_of(one: "ParkedView") -> str:
    """An event as a line."""
    since = f"since {one.made_at:%Y-%m-%d %H:%M}"
    return f"{one.municipality} {one.case_id}  verdict {one.sequence}  {one.last_status}  {since}"
