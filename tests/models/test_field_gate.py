"""A field model is examined, compared field by field, and let in or refused; the commands from outside."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner, Result

from commands.exit_status import status_of
from commands.program import program
from flows.settings import read_settings
from models import field_report, registry
from models.field_artefact import write_field_model
from models.field_exam import Answer, Exam
from models.field_gates import field_gates
from models.gates import CandidateRefused
from models.registry import Kind
from pipeline.extracting import build_field_finder
from pipeline.extracting.tagging.audit import FieldModelForeign
from pipeline.extracting.tagging.tagger import PIPELINE, SCORER, TRUST
from pipeline.versions import CHAMPION_FILE, MANIFEST_FILE, ModelDamaged

CHAMPION = registry.serving(Path("nowhere"), Kind.FIELDS)


# ── the gate ──────────────────────────────────────────────────────────────────────────────────────


def answers(**wrong: int) -> list[Answer]:
    """Sixty leases with three fields; of each that is named so many are wrong."""
    return [
        Answer(
            str(paper), "lease", field, there=True, said=True, right=paper >= wrong.get(field, 0), used=False
        )
        for paper in range(60)
        for field in ("address", "start_date", "monthly_rent")
    ]


def fallen(own: list[Answer], champion: list[Answer]) -> list[str]:
    return [gate.name for gate in field_gates(own, champion) if not gate.holds]


def test_given_one_field_worse_beyond_chance_then_it_alone_is_named_though_all_others_gain():
    champion = answers(address=12, start_date=25, monthly_rent=25)
    assert fallen(answers(address=32), champion) == ["no loss: lease address"]


def test_given_a_loss_that_chance_explains_then_the_gates_hold():
    assert fallen(answers(address=14), answers(address=12)) == []


def test_given_more_values_used_wrongly_then_refused():
    before = answers(address=20)
    after = [replace(one, used=True) for one in before]
    assert fallen(after, before) == ["no more used wrongly: all fields"]


def test_given_answers_to_other_papers_then_they_are_not_compared():
    with pytest.raises(ValueError, match="other papers"):
        field_gates(answers(), list(reversed(answers())))


# ── the commands ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where answers are kept, so that the champion is examined once."""
    return tmp_path_factory.mktemp("answers")


@pytest.fixture
def run(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setattr(field_report, "EXAM", Exam(typeset=8, captured=0))

    def way(command: str, *words: str) -> Result:
        cache = () if "--back" in words or command == "models" else ("--cache", str(kept))
        told = ["--home", str(tmp_path), command, *words, *cache]
        return CliRunner().invoke(program, told, catch_exceptions=False)

    return way


def rewritten(out: Path, *, spoilt: bool) -> Path:
    """The champion's weights under another name: as they are, or none of what they learnt."""
    nlp = spacy.load(CHAMPION / PIPELINE, config={"components.fields.scorer": SCORER})
    if spoilt:
        for node in nlp.get_pipe("fields").model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name)[..., ::-1] * -1)
    nlp.to_disk(out / "trained")
    trust = json.loads((CHAMPION / TRUST).read_text())
    return write_field_model(out / "trained", trust, {"field_f1": 0.5}, out)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rewritten(tmp_path_factory.mktemp("spoilt"), spoilt=True)


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rewritten(tmp_path_factory.mktemp("alike"), spoilt=False)


def test_given_weights_spoilt_when_promoted_then_refused_and_nothing_changes(run, spoilt, tmp_path):
    with pytest.raises(CandidateRefused, match="fell") as refused:
        run("promote", str(spoilt))
    assert status_of(refused.value) == 4
    assert registry.serving(tmp_path / "models" / "extractor", Kind.FIELDS) == CHAMPION


def test_given_a_candidate_no_worse_when_promoted_then_it_serves_and_can_be_taken_back(run, alike, tmp_path):
    own = tmp_path / "models" / "extractor"
    assert f"{alike.name} serves" in run("promote", str(alike)).stdout
    assert read_settings(tmp_path).options.field_models == own
    listed = [json.loads(line) for line in run("models", "--json").stdout.splitlines()]
    assert [one["name"] for one in listed if one["champion"] and one["kind"] == "fields"] == [alike.name]
    assert f"{CHAMPION.name} serves again" in run("promote", "--back", "--fields").stdout
    assert f"{alike.name} serves again" in run("promote", "--back", "--fields").stdout
    assert registry.serving(own, Kind.FIELDS).name == alike.name


def test_given_a_candidate_when_evaluated_then_each_field_stands_beside_the_champion(
    run, spoilt, fits, tmp_path
):
    figures = json.loads(run("evaluate", str(spoilt), "--json").stdout)
    fits("field-evaluation", figures)
    assert (figures["model"], figures["champion"]) == (spoilt.name, CHAMPION.name)
    assert figures["total"]["exact"] < figures["total_champion"]["exact"]
    page = (tmp_path / "reports" / f"{spoilt.name}.html").read_text()
    assert "gates fell" in page
    assert page.count("<h3>") == len({one["label"] for one in figures["fields"]})


def test_given_the_champion_when_evaluated_then_it_stands_alone(run):
    answer = run("evaluate", str(CHAMPION))
    assert answer.stdout.startswith(f"{CHAMPION.name}: exact")
    assert len(answer.stdout.splitlines()) == 2


def test_given_fields_with_a_candidate_then_wrong_use(run):
    assert run("promote", str(CHAMPION), "--fields").exit_code == 2


# ── the artefact ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CHAMPION, tmp_path / CHAMPION.name))


@pytest.mark.parametrize("name", [f"{PIPELINE}/fields/model", f"{PIPELINE}/config.cfg", TRUST, MANIFEST_FILE])
def test_given_one_changed_byte_when_promoted_then_refused_before_it_is_loaded(run, copy, name, tmp_path):
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ModelDamaged) as refused:
        Kind.FIELDS.manifest(copy)
    assert refused.value.facts["file"] == name
    with pytest.raises(ModelDamaged):
        build_field_finder(copy)
    assert not (tmp_path / "models" / "extractor" / CHAMPION_FILE).exists()


def test_given_a_file_that_the_manifest_does_not_list_then_refused(copy):
    (copy / PIPELINE / "vocab" / "lookups.bin").write_bytes(b"")
    with pytest.raises(ModelDamaged, match=r"lookups\.bin"):
        build_field_finder(copy)


@pytest.mark.parametrize(
    "line",
    [
        'before_creation = {"@callbacks": "spacy.copy_from_base_model.v1", "tokenizer": "/elsewhere"}',
        'before_creation = {"@callbacks":\n "spacy.copy_from_base_model.v1"}',
        'before_creation = {"@misc": "evil.v1"}',
    ],
)
def test_given_a_config_that_names_other_functions_then_refused_though_all_digests_are_right(copy, line):
    config = copy / PIPELINE / "config.cfg"
    config.write_text(config.read_text().replace("before_creation = null", line))
    manifest = json.loads((copy / MANIFEST_FILE).read_text())
    manifest["files"][f"{PIPELINE}/config.cfg"] = hashlib.sha256(config.read_bytes()).hexdigest()
    (copy / MANIFEST_FILE).write_text(json.dumps(manifest))
    digest = hashlib.sha256((copy / MANIFEST_FILE).read_bytes()).hexdigest()[:12]
    with pytest.raises(FieldModelForeign):
        build_field_finder(copy.rename(copy.with_name(f"fields-{digest}")))
