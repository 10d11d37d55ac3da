"""Assessment → the letter, in Danish and English, and in the applicant's language where there is a catalogue.

Public: `inform`, `Catalogues`, `load_catalogues`. Its shape is `letter.txt.j2`, its words are in `messages/`.
"""

from pipeline.informing.catalogue import Catalogues as Catalogues
from pipeline.informing.catalogue import load_catalogues as load_catalogues
from pipeline.informing.letter import inform as inform
