"""Assessment → the letter, in Danish and English, and in the applicant's language where it can be said whole.

Public: `inform` (plain text), `compose` (as data), `as_text`, `as_html`, `as_pdf`, `Letter`, `Stationery`.
"""

from pipeline.informing.composing import Stationery as Stationery
from pipeline.informing.forms import as_html as as_html
from pipeline.informing.forms import as_pdf as as_pdf
from pipeline.informing.forms import as_text as as_text
from pipeline.informing.letter import Letter as Letter
from pipeline.informing.stage import compose as compose
from pipeline.informing.stage import inform as inform
