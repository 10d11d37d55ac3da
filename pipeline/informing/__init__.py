"""Assessment → the letter, in Danish and English, and in the applicant's language where there is a catalogue.

Public: `inform`. Its shape is `letter.txt.j2`, its words are in `messages/`.
"""

from pipeline.informing.letter import inform as inform
