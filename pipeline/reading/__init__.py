"""Page → words with boxes: text layers, recognisers behind one protocol, the machine-readable zone."""

from pipeline.reading.stage import Readers, Recogniser, ZoneReader, read

__all__ = ["Readers", "Recogniser", "ZoneReader", "read"]
