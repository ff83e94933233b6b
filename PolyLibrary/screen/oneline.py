"""Whether a part of a screen shows one line of text, which can be read without looking for texts first."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PolyLibrary.terms import Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from PolyLibrary.screen.picture import Pixels

_INK = 40
"""Distance in grey from the ground from which on a pixel is ink."""
_HIGHEST = 120
_GAP = 1.2
"""Heights of a gap from which on what stands beside is another text."""
_MARGIN = 4


def single_line(part: "Pixels") -> Region | None:
    """The box of the only line of text, with a margin; None when there may be none, several, or something else."""
    import cv2
    import numpy as np

    height, width = part.shape[:2]
    if height > _HIGHEST or height < 6 or width < 4:
        return None
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
    ground = float(np.median(grey))
    ink: NDArray[np.bool_] = np.abs(grey.astype(np.int16) - int(ground)) > _INK
    if ink.mean() > 0.5:
        return None
    rows = _runs(np.any(ink, axis=1))
    if not rows:
        return None
    top, bottom = rows[0][0], rows[-1][1]
    if top == 0 or bottom == height:
        return None
    # Accents and dots stand off their letters, but by less than a quarter of the line.
    tall = bottom - top
    if any(after[0] - before[1] > tall / 4 for before, after in pairwise(rows)):
        return None
    columns = _runs(np.any(ink, axis=0))
    if any(after[0] - before[1] > tall * _GAP for before, after in pairwise(columns)):
        return None
    left, right = columns[0][0], columns[-1][1]
    if left == 0 or right == width:
        return None
    return Region(
        max(0, left - _MARGIN), max(0, top - _MARGIN), min(width, right + _MARGIN), min(height, bottom + _MARGIN)
    )


def _runs(flags: "np.bool_ | NDArray[np.bool_]") -> list[tuple[int, int]]:
    """The runs of true values, each with its start and end."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
