"""Files fit on a few screens, functions on one."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("commands", "evaluation", "review", "flows", "models", "samples", "pipeline")
FILE_LINES, RARELY_OVER, FUNCTION_LINES = 400, 300, 40


def sources() -> list[Path]:
    found = (source for room in ROOMS for source in (ROOT / room).rglob("*.py"))
    return [source for source in found if "migrations/versions" not in source.as_posix()]


def long_functions(code: str) -> list[str]:
    """Functions whose body, without the docstring, has more lines than a screen."""
    functions = (
        n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [one.name for one in functions if body_lines(one) > FUNCTION_LINES]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def file_lines() -> dict[str, int]:
    """Non-blank lines of every file."""
    return {
        str(source.relative_to(ROOT)): sum(1 for line in source.read_text().splitlines() if line.strip())
        for source in sources()
    }


def test_given_any_file_then_it_fits_on_a_few_screens():
    assert {file: lines for file, lines in file_lines().items() if lines > FILE_LINES} == {}


def test_given_all_files_then_long_ones_are_rare():
    assert len([file for file, lines in file_lines().items() if lines > RARELY_OVER]) <= 3


def test_given_any_function_then_it_fits_on_a_screen():
    found = {str(source.relative_to(ROOT)): long_functions(source.read_text()) for source in sources()}
    assert {source: names for source, names in found.items() if names} == {}


def test_given_a_long_function_then_it_is_found():
    assert long_functions("def planted():\n" + "    x = 1\n" * 41) == ["planted"]


def test_given_any_room_or_stage_then_a_short_readme_says_where_to_start():
    rooms = [ROOT / room for room in ROOMS]
    stages = [path for path in (ROOT / "pipeline").iterdir() if path.is_dir() and path.name != "__pycache__"]
    folders = [*rooms, *stages]
    assert [str(f.relative_to(ROOT)) for f in folders if not (f / "README.md").is_file()] == []
    tables = ROOT / "samples"
    long = [f for f in folders if f != tables and len((f / "README.md").read_text().splitlines()) > 10]
    assert long == []
