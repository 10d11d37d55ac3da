"""Settings choose the case system, for all and for single municipalities."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.deliveries import NothingParked, NothingToWithdraw
from commands.deliveries import command as deliveries
from commands.doctor import case_systems
from commands.program import Invocation
from flows import wiring
from flows.adapters.f2 import F2Files
from flows.adapters.rt import RtFiles
from flows.adapters.webhook import WebhookCaseSystem
from flows.adapters.zgw import TaskFiles
from flows.filing import FiledCaseSystem
from flows.ledger.delivery import lease_parcel, mark_parked
from flows.settings import Settings
from flows.targets import CaseSystemsUnreadable, CaseSystemWrong, checked, common_target, own_targets
from tests.flows.cases_at_hand import NOW, screened

FILE = """
"0751":
  kind: f2
  url: https://f2.example.test/F2Rest/ServiceIndex
  client: sagsklar
  user: SAGSKLAR
  secret_file: f2-secret
"0851":
  kind: rt
  url: https://rt.example.test
  queue: Borgerservice
  secret_file: f2-secret
"1234":
  kind: zgw
  url: https://taken.example.test/api/v1
  upload_url: https://portal.example.test/sag/{case_id}
  secret_file: f2-secret
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "f2-secret").write_text("secret\n")
    (tmp_path / "systems.yaml").write_text(FILE)
    return Settings(
        home=tmp_path,
        case_system_url="https://inbox.example.test/events",
        webhook_secret="whsec_c2VjcmV0",
        case_systems=tmp_path / "systems.yaml",
    )


def test_given_a_file_of_case_systems_then_each_municipality_gets_its_own(settings: Settings):
    work = wiring.dispatch(settings)
    assert isinstance(work.line.target, WebhookCaseSystem)
    systems = {code: line.target for code, line in work.own.items()}
    kinds = {code: type(one.files) for code, one in systems.items() if isinstance(one, FiledCaseSystem)}
    assert kinds == {"0751": F2Files, "0851": RtFiles, "1234": TaskFiles}
    assert {line.at_once for line in (work.line, *work.own.values())} == {2}
    work.ledger.close()


def test_given_secrets_then_they_come_from_files_and_are_not_shown(settings: Settings):
    target = own_targets(settings)["0751"]
    assert target.text("secret") == "secret"
    assert "secret'" not in repr(target).replace("secret=", "")


@pytest.mark.parametrize(
    ("kind", "lacking"),
    [
        ("webhook", "url, secret"),
        ("f2", "url, client, user, secret"),
        ("rt", "url, queue, secret"),
        ("zgw", "url, upload_url, secret"),
    ],
)
def test_given_something_missing_then_its_setting_is_named(tmp_path: Path, kind: str, lacking: str):
    target = common_target(Settings(home=tmp_path, case_system=kind))  # type: ignore[arg-type]
    with pytest.raises(CaseSystemWrong) as raised:
        checked(target, None)
    assert lacking in str(raised.value)
    assert "SAGSKLAR_CASE_SYSTEM_URL" in str(raised.value)
    assert ("SAGSKLAR_WEBHOOK_SECRET" in str(raised.value)) == (kind == "webhook")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- a", "no YAML of municipality"),
        ('"0751": {kind: sap}', "kind"),
        ('"0751": {kind: rt, colour: red}', "colour"),
        ('"0751": {kind: rt, secret_file: nowhere}', "nowhere"),
        ("a: [", "no YAML of municipality"),
    ],
)
def test_given_a_file_that_cannot_be_used_then_it_says_why(settings: Settings, text: str, why: str):
    assert settings.case_systems is not None
    settings.case_systems.write_text(text)
    with pytest.raises(CaseSystemsUnreadable, match=why):
        own_targets(settings)


def test_given_hooks_without_keys_then_they_do_not_start(tmp_path: Path):
    with pytest.raises(wiring.NoHooksKeys):
        wiring.hooks(Settings(home=tmp_path))


def test_given_hooks_with_keys_then_they_are_built(tmp_path: Path):
    found = wiring.hooks(Settings(home=tmp_path, hooks_token="t", hooks_secret="whsec_c2VjcmV0"))
    assert found.work.bucket == "uploads"
    found.work.ledger.close()


def test_given_case_systems_then_doctor_names_them_and_what_they_lack(settings: Settings):
    found = {one.name: (one.found, bool(one.remedy)) for one in case_systems(settings)}
    assert found["case system"] == ("webhook at inbox.example.test", False)
    assert found["case system 0851"] == ("rt at rt.example.test", False)
    lacking = settings.model_copy(update={"case_system": "f2"})
    (one, *_) = case_systems(lacking)
    assert "SAGSKLAR_CASE_SYSTEM_SECRET" in one.remedy


def test_given_none_then_doctor_names_the_inbox_of_up(tmp_path: Path):
    (one,) = case_systems(Settings(home=tmp_path))
    assert "sagsklar up" in one.found
    assert not one.remedy


def test_given_parked_events_then_an_operator_sees_and_resends_them(tmp_path: Path, migrated_sqlite: Path):
    (tmp_path / "ledger").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "ledger" / "ledger.sqlite")
    ledger = wiring.ledger(Settings(home=tmp_path))
    screening_id = screened(ledger)
    parcel = lease_parcel(ledger, "dispatcher", NOW, 60)
    assert parcel is not None
    mark_parked(ledger, parcel, "case_not_found", NOW)
    assert "case_not_found" in said(tmp_path)
    assert json.loads(said(tmp_path, "--json"))["reason"] == "case_not_found"
    assert "1 sent again" in said(tmp_path, "--resend", "KBH-1")
    assert "Nothing waits" in said(tmp_path)
    assert said(tmp_path, "--json") == ""
    assert "withdrawn" in said(tmp_path, "--withdraw", screening_id)
    with pytest.raises(NothingToWithdraw):
        said(tmp_path, "--withdraw", screening_id)
    with pytest.raises(NothingParked):
        said(tmp_path, "--resend", "KBH-1")
    ledger.close()


def test_given_a_home_where_nothing_ran_then_it_says_so(tmp_path: Path):
    with pytest.raises(wiring.LedgerMissing):
        said(tmp_path)


def said(home: Path, *options: str) -> str:
    """What `sagsklar deliveries` prints."""
    found = CliRunner().invoke(deliveries, options, obj=Invocation(home, "error"), catch_exceptions=False)
    return found.stdout
