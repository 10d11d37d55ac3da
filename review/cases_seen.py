"""A case as far as an account may see it."""

from fastapi import Request

from flows.ledger.accounts import Account
from flows.ledger.desk import CaseView, view_case
from pipeline.errors import WrongUse
from review.parts import parts_of


class CaseMissing(WrongUse):
    """There is no such case (any more), or it is not for this account: which of both is not told."""

    code = "case_missing"
    message = "There is no such case."
    remedy = "Open it again from the queue."


def case_of(request: Request, account: Account, case_key: str) -> CaseView:
    """The case of that key. Raises CaseMissing."""
    case = view_case(parts_of(request).ledger, case_key)
    if case is None or not account.sight.sees(case.municipality, restricted=case.restricted):
        raise CaseMissing
    return case
