"""How different two pictures of one screen are.

The score looks at brightness and colour apart, each slightly blurred, so that one changed character or LED
colour counts and the noise of an encoder does not (measured on rendered phone screens).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.errors import CheckFailed
from PolyLibrary.terms import Region, Size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from PolyLibrary.screen.picture import Pixels

SAME_ENCODER = 12.0
"""Score above which two pictures of the same encoder are different."""


def score(one: "Pixels", other: "Pixels", masks: Sequence[Region] = ()) -> float:
    """The largest local difference, 0 to 255, outside the masks.

    Raises:
        CheckFailed: The pictures have different sizes.
    """
    return float(_difference(one, other, masks).max(initial=0))


def boxes(one: "Pixels", other: "Pixels", masks: Sequence[Region] = (), most: int = 5) -> list[Region]:
    """Where two pictures differ: the largest boxes around what lies close together.

    Raises:
        CheckFailed: The pictures have different sizes.
    """
    import cv2
    import numpy as np

    differing = (_difference(one, other, masks) > SAME_ENCODER).astype(np.uint8)
    joined = cv2.dilate(differing, np.ones((9, 9), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(joined)
    largest = sorted(found[1:].tolist(), key=lambda box: -box[4])[:most]
    return [Region(left, top, left + width, top + height) for left, top, width, height, _ in largest]


def _difference(one: "Pixels", other: "Pixels", masks: Sequence[Region]) -> "NDArray[np.float32]":
    """The local difference of brightness or colour, whichever is larger, for each pixel.

    Raises:
        CheckFailed: The pictures have different sizes.
    """
    import cv2
    import numpy as np

    if one.shape != other.shape:
        sizes = [Size(int(each.shape[1]), int(each.shape[0])) for each in (one, other)]
        raise CheckFailed(
            "The pictures have different sizes and cannot be compared.", seen=f"{sizes[0]} and {sizes[1]}."
        )
    first = cv2.cvtColor(one, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    second = cv2.cvtColor(other, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    difference = np.abs(first - second)
    for mask in masks:
        difference[mask.top : mask.bottom, mask.left : mask.right] = 0
    luma = cv2.blur(difference[:, :, 0], (3, 3))
    chroma = cv2.blur(np.max(difference[:, :, 1:], axis=2), (5, 5))
    larger: NDArray[np.float32] = np.maximum(luma, chroma)
    return larger
