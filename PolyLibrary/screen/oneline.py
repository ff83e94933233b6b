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
_THIN = 3
_LINE = 0.7
"""Part of the height from which on a thin stroke is no letter but a line between two cells."""


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
    if _ruled(ink, tall):
        return None
    columns = _runs(np.any(ink, axis=0))
    if any(_separates(ink[:, start:end]) for start, end in columns):
        return None
    if any(after[0] - before[1] > tall * _GAP for before, after in pairwise(columns)):
        return None
    left, right = columns[0][0], columns[-1][1]
    if left == 0 or right == width:
        return None
    return Region(
        max(0, left - _MARGIN), max(0, top - _MARGIN), min(width, right + _MARGIN), min(height, bottom + _MARGIN)
    )


def _ruled(ink: "NDArray[np.bool_]", tall: int) -> bool:
    """Whether there is a line across, longer than any stroke of a letter: the border of a button or field."""
    import cv2
    import numpy as np

    return bool(cv2.erode(ink.astype(np.uint8), np.ones((1, 2 * tall + 1), np.uint8), borderValue=0).any())


def _separates(column: "NDArray[np.bool_]") -> bool:
    """Whether a run of inked columns is a line between two cells: thin, and higher than letters stand in a part."""
    import numpy as np

    rows = np.flatnonzero(np.any(column, axis=1))
    return column.shape[1] <= _THIN and bool(rows[-1] - rows[0] + 1 > _LINE * column.shape[0])


def _runs(flags: "np.bool_ | NDArray[np.bool_]") -> list[tuple[int, int]]:
    """The runs of true values, each with its start and end."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
