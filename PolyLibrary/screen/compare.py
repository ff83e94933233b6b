"""How different two pictures of one screen are.

The score looks at brightness and colour apart, each slightly blurred, so that one changed character or LED
colour counts and the noise of an encoder does not (measured on rendered phone screens).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.errors import CheckFailed
from PolyLibrary.terms import Region, Size

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels

SAME_ENCODER = 12.0
"""Score above which two pictures of the same encoder are different."""


def score(one: "Pixels", other: "Pixels", masks: Sequence[Region] = ()) -> float:
    """The largest local difference, 0 to 255, outside the masks.

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
    return float(max(luma.max(initial=0), chroma.max(initial=0)))
