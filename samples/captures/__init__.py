"""How a paper reaches us: as the PDF it was born as, from a scanner's glass, or before a phone's camera.

`capture` is the door; `placing` moves pages and their truth, `light` spoils the picture, `encoding`
writes files.
"""

from samples.captures.taking import CAPTURES, Look, capture

__all__ = ["CAPTURES", "Look", "capture"]
