"""Each library is imported only in the rooms that are meant to use it."""

import ast
from pathlib import Path

import onnxruntime
import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("commands", "evaluation", "review", "flows", "models", "samples", "pipeline")

ALLOWED = {
    "alembic": {"flows/ledger"},
    "anyascii": {"pipeline/matching"},
    "argon2": {"flows/ledger", "review"},
    "authlib": {"review"},
    "babel": {
        "pipeline/deciding",
        "pipeline/extracting",
        "pipeline/catalogue.py",
        "pipeline/informing",
        "review",
        "samples",
    },
    "cattrs": {"pipeline/exchange.py", "flows/ledger"},
    "cel_expr_python": {"pipeline/deciding"},
    "click": {"commands"},
    "convertdate": {"pipeline/extracting/normalise", "samples"},
    "defusedxml": {"flows/adapters"},
    "cv2": {
        "pipeline/rendering",
        "pipeline/reading",
        "pipeline/extracting",
        "pipeline/classifying",
        "samples",
        "models",
    },
    "fastapi": {"flows/hooks", "flows/inbox", "flows/checking.py", "review"},
    "httpx": {"flows/adapters", "commands", "evaluation"},
    "jinja2": {"pipeline/informing", "review", "samples", "models"},
    "jsonschema": {"pipeline/deciding"},
    "magic": {"pipeline/intake"},
    "minio": {"flows/adapters", "commands"},
    "onnx": {"pipeline/reading"},
    "onnxruntime": {"pipeline/reading"},
    "pdf2image": {"pipeline/rendering"},
    "pikepdf": {"pipeline/intake", "pipeline/rendering", "samples", "evaluation"},
    "pillow_heif": {"pipeline/rendering", "samples"},
    "prefect": {"flows"},
    "prometheus_client": {"flows", "review"},
    "psutil": {"flows", "commands", "evaluation"},
    "pydantic_settings": {"flows/settings.py"},
    "pyhanko": {"pipeline/rendering", "samples/captures"},
    "pypdfium2": {"pipeline/rendering", "samples"},
    "pytesseract": {"pipeline/reading"},
    "rich": {"commands"},
    "simpy": {"evaluation/sizing"},
    "matplotlib": {"evaluation", "models"},
    "skops": {"pipeline/classifying", "models"},
    "sklearn": {"pipeline/classifying", "models", "evaluation"},
    "spacy": {"pipeline/extracting", "models"},
    "sqlalchemy": {"flows/ledger"},
    "standardwebhooks": {"flows/adapters", "flows/hooks", "flows/inbox"},
    "stdnum": {"pipeline/extracting", "samples"},
    "uvicorn": {"flows", "review", "commands"},
    "weasyprint": {"pipeline/informing", "samples"},
}
"""Library → where it may be imported; one that is missing here may be imported anywhere."""
ELSEWHERE = {"evaluation/benchmarks/peers/reader.py"}
"""Runs in the environments of other makers' readers."""


def imports(path: Path) -> set[str]:
    """The top names that a file imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


def strays(library: str, files: dict[str, set[str]]) -> list[str]:
    """The files that import a library outside its rooms."""
    return [
        file
        for file, imported in files.items()
        if library in imported and not file.startswith(tuple(ALLOWED[library]))
    ]


@pytest.fixture(scope="module")
def files() -> dict[str, set[str]]:
    sources = (source for room in ROOMS for source in (ROOT / room).rglob("*.py"))
    named = {str(source.relative_to(ROOT)): source for source in sources}
    return {name: imports(source) for name, source in named.items() if name not in ELSEWHERE}


@pytest.mark.parametrize("library", ALLOWED)
def test_given_a_library_then_only_its_rooms_import_it(library: str, files: dict[str, set[str]]):
    assert strays(library, files) == []


def test_given_a_planted_import_then_it_is_found():
    assert strays("prefect", {"pipeline/chain.py": {"prefect"}}) == ["pipeline/chain.py"]


@pytest.mark.parametrize("library", sorted(ALLOWED))
def test_given_a_library_then_it_is_at_work(library: str, files: dict[str, set[str]]):
    assert any(library in imported for imported in files.values())


def test_given_the_engine_that_runs_networks_then_it_holds_no_telemetry():
    """Some releases report to their maker; `pyproject.toml` pins one that cannot."""
    folder = Path(onnxruntime.__path__[0]) / "capi"
    engines = [file for file in folder.iterdir() if ".so" in file.name]
    assert engines
    assert [file.name for file in engines if b"events.data.microsoft" in file.read_bytes()] == []
