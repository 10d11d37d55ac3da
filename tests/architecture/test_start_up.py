"""What is imported when: the records cost nothing, the program answers at once."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("prefect", "sklearn", "spacy", "cv2", "numpy", "sqlalchemy", "fastapi", "weasyprint")


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*sys.modules, sep='\\n')"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_given_the_records_are_imported_then_no_stage_is_loaded():
    loaded = loaded_by("import pipeline.records")
    ours = {name for name in loaded if name.startswith("pipeline")}
    assert ours == {"pipeline", "pipeline.places", "pipeline.records"}
    assert loaded.isdisjoint(HEAVY)


def test_given_the_desk_is_imported_then_no_generator_is_loaded():
    assert loaded_by("import review.app").isdisjoint({"samples", "weasyprint", "pyhanko", "spacy", "prefect"})


def test_given_help_is_asked_for_then_nothing_heavy_is_loaded():
    asked = "from commands.program import program; program.main(['--help'], standalone_mode=False)"
    assert loaded_by(asked).isdisjoint(HEAVY)


def test_given_help_is_asked_for_then_it_answers_in_under_half_a_second():
    program = Path(sys.executable).with_name("sagsklar")

    def seconds() -> float:
        started = time.perf_counter()
        subprocess.run([program, "--help"], check=True, capture_output=True)
        return time.perf_counter() - started

    assert min(seconds() for _ in range(5)) < 0.5
