"""Documents and profile → whose each document is, what is a repeat, what could not be read.

Public: `match`. The names are compared in `names.py`, the letters in `letters.py`.
"""

from pipeline.matching.case import match as match
