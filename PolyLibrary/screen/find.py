"""Find a picture on the screen: normalised correlation of grey values, best place always told."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PolyLibrary.errors import UsageError
from PolyLibrary.screen.areas import checked, cut, size_of, width_height
from PolyLibrary.screen.template import FLAT, Template
from PolyLibrary.terms import Point, Region, Size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from PolyLibrary.screen.picture import Pixels

THRESHOLD = 0.85
"""Score from which on a template counts as found (measured on rendered screens, JPEG and brightness included)."""
ABSENT = 0.60
"""Score below which a template is surely not there; between the two nothing is proven."""
_BLANKS = 20
"""Blank places with a high score that are passed over."""


@dataclass(frozen=True)
class Hit:
    """A place where the template may be.

    Attributes:
        box: The rectangle, in pixels of the screen.
        score: The likeness, -1 to 1.
    """

    box: Region
    score: float

    @property
    def centre(self) -> Point:
        return self.box.centre


@dataclass(frozen=True)
class Search:
    """The result of a search.

    Attributes:
        hits: All places at or above the threshold, row by row from the top left.
        best: The best place, also when it is below the threshold.
        threshold: The score that was asked for.
        region: Where it was looked for.
        template: The name of the template.
    """

    hits: tuple[Hit, ...]
    best: Hit
    threshold: float
    region: Region
    template: str

    @property
    def found(self) -> bool:
        return bool(self.hits)


def find(
    screen: "Pixels",
    template: Template,
    *,
    region: Region | None = None,
    threshold: float = THRESHOLD,
    theme_tolerant: bool = False,
    most: int = 50,
) -> Search:
    """Look for a template.

    Args:
        screen: The picture, height x width x 3.
        template: What to look for.
        region: Look only in this part; everywhere by default.
        threshold: Likeness from 0 to 1 from which on a place counts.
        theme_tolerant: Count a negative of the template (light on dark for dark on light) as well.
        most: Give up after so many places.

    Raises:
        UsageError: The region is not on the screen, the template larger than where it is looked for, or the
            threshold no number from 0 to 1.
    """
    import cv2

    if not 0 < threshold <= 1:
        raise UsageError(
            f"The threshold {threshold:g} makes no sense.",
            tried="nothing.",
            hint=f"give a number above 0, at most 1; {THRESHOLD:g} is the default.",
        )
    within = checked(region, size_of(screen))
    _must_fit(template, within, region is not None)
    part: Pixels = cv2.cvtColor(cut(screen, within), cv2.COLOR_BGR2GRAY)  # type: ignore[assignment]
    scores = _scores(part, template, theme_tolerant)
    best = _best(scores, part, template.size, within)
    hits: list[Hit] = []
    if best.score >= threshold:
        hits = [
            Hit(_placed(left, top, template.size, within), score)
            for left, top, score in _peaks(scores, part, template.size, threshold, most)
        ]
    return Search(_ordered(hits, template.size.height), best, threshold, within, template.name)


def _must_fit(template: Template, within: Region, limited: bool) -> None:
    # The matcher itself would silently swap the two.
    size, room = template.size, width_height(within)
    if size.width > room.width or size.height > room.height:
        raise UsageError(
            f"The template {template.name} is larger than the {'region' if limited else 'screen'}.",
            seen=f"a template of {size}, {f'the region {within}' if limited else 'a screen'} of {room}.",
            tried="nothing: it cannot be there.",
            hint="take a template of this model, or a larger region.",
        )


def _scores(part: "Pixels", template: Template, theme_tolerant: bool) -> "NDArray[np.float32]":
    import cv2
    import numpy as np

    wanted = cv2.cvtColor(template.pixels, cv2.COLOR_BGR2GRAY)
    if template.mask is None:
        scores = cv2.matchTemplate(part, wanted, cv2.TM_CCOEFF_NORMED)
    else:
        scores = cv2.matchTemplate(part, wanted, cv2.TM_CCOEFF_NORMED, mask=template.mask)
        # Under a mask a flat window divides by nothing.
        scores = np.nan_to_num(scores, nan=0.0, posinf=0.0, neginf=0.0)
        scores[np.abs(scores) > 1.001] = 0
    return np.abs(scores, out=scores) if theme_tolerant else scores  # type: ignore[return-value]


def _best(scores: "NDArray[np.float32]", part: "Pixels", size: Size, within: Region) -> Hit:
    """The highest place that shows anything at all; a score of 0 when the screen is as good as blank."""
    import cv2

    for _ in range(_BLANKS):
        _, highest, _, (left, top) = cv2.minMaxLoc(scores)
        if highest < ABSENT or not _flat(part, left, top, size):
            return Hit(_placed(left, top, size, within), min(1.0, float(highest)))
        across, down = max(1, size.width // 2), max(1, size.height // 2)
        scores[max(0, top - down) : top + down + 1, max(0, left - across) : left + across + 1] = 0
    return Hit(_placed(left, top, size, within), 0.0)


def _flat(part: "Pixels", left: int, top: int, size: Size) -> bool:
    """Whether a place shows nothing: the score does not mind contrast, so the ripple of an encoder might count."""
    return float(part[top : top + size.height, left : left + size.width].std()) < FLAT


def _peaks(
    scores: "NDArray[np.float32]", part: "Pixels", size: Size, threshold: float, most: int
) -> list[tuple[int, int, float]]:
    """The highest places, none within half a template of a higher one, and none on a flat ground."""
    import numpy as np

    tops, lefts = np.nonzero(scores >= threshold)
    values = scores[tops, lefts]
    order = np.argsort(-values, kind="stable")
    tops, lefts, values = tops[order], lefts[order], values[order]
    alive = np.ones(len(values), bool)
    found: list[tuple[int, int, float]] = []
    for number in range(len(values)):
        if not alive[number]:
            continue
        left, top = int(lefts[number]), int(tops[number])
        near = (np.abs(tops - top) * 2 < size.height) & (np.abs(lefts - left) * 2 < size.width)
        alive[near] = False
        if _flat(part, left, top, size):
            continue
        found.append((left, top, min(1.0, float(values[number]))))
        if len(found) == most:
            break
    return found


def _placed(left: int, top: int, size: Size, within: Region) -> Region:
    left, top = left + within.left, top + within.top
    return Region(left, top, left + size.width, top + size.height)


def _ordered(hits: list[Hit], height: int) -> tuple[Hit, ...]:
    """Row by row; what lies less than half a template lower is of the same row."""
    rows: list[list[Hit]] = []
    for hit in sorted(hits, key=lambda hit: (hit.box.top, hit.box.left)):
        if rows and (hit.box.top - rows[-1][0].box.top) * 2 < height:
            rows[-1].append(hit)
        else:
            rows.append([hit])
    return tuple(hit for row in rows for hit in sorted(row, key=lambda hit: hit.box.left))
