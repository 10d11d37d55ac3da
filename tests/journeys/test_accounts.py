"""`sagsklar account`: made, changed, removed."""

import pytest
from click.testing import CliRunner

from commands.program import program
from flows.ledger.accounts import find_account
from flows.ledger.store import open_ledger
from review.signing import password_fits


@pytest.fixture
def account(tmp_path):
    """Runs the command on a home of its own."""
    return lambda *words: CliRunner().invoke(program, ["--home", str(tmp_path), "account", *words])


@pytest.fixture
def kept(tmp_path):
    """What the ledger of that home holds of an account."""
    return lambda name: find_account(open_ledger(f"sqlite:///{tmp_path / 'ledger' / 'ledger.sqlite'}"), name)


def test_given_a_role_and_a_municipality_then_the_account_has_them_and_its_password_fits(account, kept):
    said = account("kari", "--role", "restricted", "--municipality", "0101").output.split()
    found = kept("kari")
    assert (found.role, found.municipality) == ("restricted", "0101")
    assert password_fits(found, said[said.index("password:") + 1])


def test_given_an_account_when_removed_then_it_is_gone_and_a_second_time_unknown(account, kept):
    account("kari", "--role", "manager")
    assert account("kari", "--remove").exit_code == 0
    assert kept("kari") is None
    assert account("kari", "--remove").exit_code == 2


@pytest.mark.parametrize("words", [[], ["--role", "king"], ["--role", "manager", "--municipality", "KBH"]])
def test_given_what_makes_no_sense_then_the_command_says_so(account, words):
    assert account("kari", *words).exit_code == 2
