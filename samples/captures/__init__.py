"""How a paper reaches us: as the PDF it was born as, from a scanner's glass, or before a phone's camera.

`capture` is the door. `look` draws the parameters, `taking` places pages and moves their truth (`placing`),
`wear`, `light`, `grounds`, `screens` spoil the picture, `digital` and `encoding` write files, `readability`
says whether a person could read it.
"""

from samples.captures.look import WAYS, Look, a_look
from samples.captures.taking import capture

__all__ = ["WAYS", "Look", "a_look", "capture"]
