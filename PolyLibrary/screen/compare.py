"""How different two pictures of one screen are.

The score looks at brightness and colour apart, each slightly blurred, so that one changed character or LED
colour counts and the noise of an encoder does not (measured on rendered phone screens).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PolyLibrary.errors import CheckFailed, UsageError
from PolyLibrary.screen.areas import checked, clipped, cut, size_of, width_height
from PolyLibrary.terms import Point, Region, Size

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels

SAME_ENCODER = 12.0
"""Score above which two pictures of the same encoder are different."""
MIXED_ENCODERS = 40.0
"""The same where one picture is a JPEG and the other is not."""
JPEG_RIPPLE = 8
"""Pixels by which the content of a mask may show outside it in a JPEG: half a colour block."""
MOST_BOXES = 20
_FADED = 110
"""The grey to which everything else fades, on a dark theme as on a light one."""
_STRIP, _ROOM = 16, 3
"""Rows that are looked at together for any difference at all, and those around them that the blur may reach."""
_JOIN = 9
"""Differences closer than this many pixels share a box."""


@dataclass(frozen=True)
class Comparison:
    """The result of a comparison.

    Attributes:
        same: Whether the score is within the tolerance.
        score: The largest local difference, 0 to 255.
        share: The part of the compared pixels that differ, 0 to 1.
        boxes: Where they differ, largest first, in pixels of the screen; empty when the pictures are the same.
        worst: The place of the largest difference.
        tolerance: The score that was allowed.
    """

    same: bool
    score: float
    share: float
    boxes: tuple[Region, ...]
    worst: Point
    tolerance: float


def tolerance_for(kind: str, other: str) -> float:
    """The tolerance of two kinds of pictures (``PNG``, ``BMP``, ``JPEG``): 12, or 40 between JPEG and another."""
    return SAME_ENCODER if (kind == "JPEG") == (other == "JPEG") else MIXED_ENCODERS


def pad_masks(masks: Iterable[Region], kinds: Iterable[str]) -> tuple[Region, ...]:
    """Masks for pictures of these kinds: 8 pixels wider on each side when one is a JPEG."""
    pad = JPEG_RIPPLE if "JPEG" in kinds else 0
    return tuple(
        Region(max(0, mask.left - pad), max(0, mask.top - pad), mask.right + pad, mask.bottom + pad) for mask in masks
    )


def compare(
    baseline: "Pixels",
    candidate: "Pixels",
    *,
    masks: Sequence[Region] = (),
    tolerance: float = SAME_ENCODER,
    region: Region | None = None,
) -> Comparison:
    """Compare two pictures of one screen.

    Args:
        baseline: The approved picture, height x width x 3.
        candidate: The picture of now, of the same size.
        masks: Parts that do not count.
        tolerance: The largest score that still is the same, 0 to 255.
        region: Compare only this part; all by default.

    Raises:
        CheckFailed: The pictures have different sizes.
        UsageError: The region or a mask is not on the screen, nothing is left to compare, or the tolerance is no
            number from 0 to 255.
    """
    import cv2

    if not 0 <= tolerance < 255:
        raise UsageError(
            f"The tolerance {tolerance:g} makes no sense.",
            tried="nothing.",
            hint=f"give a number from 0 to below 255; {SAME_ENCODER:g} is the default, {MIXED_ENCODERS:g} between "
            "JPEG and another kind.",
        )
    within = checked(region, _common_size(baseline, candidate))
    hidden, kept = _hidden(masks, within, size_of(baseline))
    one, other = cut(baseline, within), cut(candidate, within)
    rows = _differing_rows(one, other)
    if rows is None:
        return Comparison(True, 0.0, 0.0, (), Point(within.left, within.top), tolerance)
    hidden = [(_shifted(part[0], rows), part[1]) for part in hidden]
    within = within._replace(top=within.top + rows.start, bottom=within.top + rows.stop)
    difference = _difference(one[rows], other[rows], hidden)
    at = divmod(int(difference.argmax()), difference.shape[1])
    highest = float(difference[at])
    worst = Point(at[1] + within.left, at[0] + within.top)
    if highest <= tolerance:
        return Comparison(True, highest, 0.0, (), worst, tolerance)
    _, differing = cv2.threshold(difference, tolerance, 1, cv2.THRESH_BINARY)
    share = cv2.countNonZero(differing) / kept
    return Comparison(False, highest, share, _boxes(differing, within, MOST_BOXES), worst, tolerance)  # type: ignore[arg-type]


def score(one: "Pixels", other: "Pixels", masks: Sequence[Region] = ()) -> float:
    """The largest local difference, 0 to 255, outside the masks.

    Raises:
        CheckFailed: The pictures have different sizes.
    """
    return compare(one, other, masks=masks, tolerance=254.0).score


def boxes(one: "Pixels", other: "Pixels", masks: Sequence[Region] = (), most: int = 5) -> list[Region]:
    """Where two pictures differ: the largest boxes around what lies close together.

    Raises:
        CheckFailed: The pictures have different sizes.
    """
    return list(compare(one, other, masks=masks).boxes[:most])


def difference_picture(baseline: "Pixels", candidate: "Pixels", comparison: Comparison) -> "Pixels":
    """Both screens side by side: the baseline, and the candidate faded but for the red boxes of what differs."""
    import cv2
    import numpy as np

    size = size_of(candidate)
    faded: Pixels = cv2.addWeighted(candidate, 0.4, np.full_like(candidate, _FADED), 0.6, 0)  # type: ignore[assignment]
    for box in comparison.boxes:
        around = clipped(Region(box.left - 2, box.top - 2, box.right + 2, box.bottom + 2), size) or box
        faded[around.top : around.bottom, around.left : around.right] = cut(candidate, around)
        cv2.rectangle(faded, (around.left, around.top), (around.right - 1, around.bottom - 1), (0, 0, 255), 1)
    height = max(size.height, size_of(baseline).height)
    gap = np.full((height, 8, 3), 255, np.uint8)
    return np.hstack((_as_high(baseline, height), gap, _as_high(faded, height)))


def _as_high(pixels: "Pixels", height: int) -> "Pixels":
    import numpy as np

    missing = height - pixels.shape[0]
    return pixels if not missing else np.pad(pixels, ((0, missing), (0, 0), (0, 0)), constant_values=255)


def _common_size(one: "Pixels", other: "Pixels") -> Size:
    sizes = size_of(one), size_of(other)
    if sizes[0] != sizes[1]:
        raise CheckFailed(
            "The pictures have different sizes and cannot be compared.", seen=f"{sizes[0]} and {sizes[1]}."
        )
    return sizes[0]


def _hidden(masks: Sequence[Region], within: Region, size: Size) -> tuple[list[tuple[slice, slice]], int]:
    """The rows and columns of the masks within the compared part, and the number of pixels that are left."""
    import numpy as np

    room = width_height(within)
    if not masks:
        return [], room.width * room.height
    hidden = []
    counts = np.ones((room.height, room.width), bool)
    for mask in masks:
        part = clipped(mask, size)
        if part is None:
            checked(mask, size, "mask")
            continue
        rows = slice(max(0, part.top - within.top), max(0, part.bottom - within.top))
        columns = slice(max(0, part.left - within.left), max(0, part.right - within.left))
        hidden.append((rows, columns))
        counts[rows, columns] = False
    kept = int(np.count_nonzero(counts))
    if not kept:
        raise UsageError(
            "The masks cover all that was to be compared.",
            seen=f"masks {', '.join(map(str, masks))} over {within}.",
            tried="nothing: no pixel was compared.",
            hint="mask only what always changes, such as the clock.",
        )
    return hidden, kept


def _shifted(part: slice, rows: slice) -> slice:
    """Rows of a mask, counted from the first of some rows."""
    return slice(max(0, part.start - rows.start), max(0, part.stop - rows.start))


def _differing_rows(one: "Pixels", other: "Pixels") -> slice | None:
    """The rows between which anything differs, with room for the blur; None when nothing does."""
    import cv2

    height = one.shape[0]
    strips = range(0, height, _STRIP)
    differing = [at for at in strips if cv2.norm(one[at : at + _STRIP], other[at : at + _STRIP], cv2.NORM_INF)]
    if not differing:
        return None
    return slice(max(0, differing[0] - _ROOM), min(height, differing[-1] + _STRIP + _ROOM))


def _difference(one: "Pixels", other: "Pixels", hidden: Sequence[tuple[slice, slice]]) -> "Pixels":
    """The local difference of brightness or colour, whichever is larger."""
    import cv2

    difference = cv2.absdiff(cv2.cvtColor(one, cv2.COLOR_BGR2YCrCb), cv2.cvtColor(other, cv2.COLOR_BGR2YCrCb))
    for part in hidden:
        difference[part] = 0
    luma, red, blue = cv2.split(difference)
    chroma = cv2.blur(cv2.max(red, blue), (5, 5))
    return cv2.max(cv2.blur(luma, (3, 3)), chroma)  # type: ignore[return-value]


def _boxes(differing: "Pixels", within: Region, most: int) -> tuple[Region, ...]:
    """The largest boxes around what lies close together."""
    import cv2
    import numpy as np

    # Most changes are small, so nothing is joined outside the rectangle that holds them all.
    x, y, wide, high = cv2.boundingRect(differing)
    part = differing[y : y + high, x : x + wide]
    joined = cv2.dilate(part, np.ones((_JOIN, _JOIN), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    largest = sorted(found[1:].tolist(), key=lambda box: -box[4])[:most]
    placed = []
    for left, top, width, height, _ in largest:
        across, down, wide, high = cv2.boundingRect(part[top : top + height, left : left + width])
        x0, y0 = x + left + across + within.left, y + top + down + within.top
        placed.append(Region(x0, y0, x0 + wide, y0 + high))
    return tuple(placed)
