"""The colour of a lamp or a state: what template matching cannot tell apart."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PolyLibrary.screen.areas import checked, cut, size_of
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from PolyLibrary.screen.picture import Pixels

HUES = {
    "red": (30, 30, 220),
    "amber": (0, 170, 255),
    "yellow": (0, 255, 255),
    "green": (60, 200, 40),
    "blue": (230, 110, 20),
}
"""The coloured ones, each by a typical blue, green and red."""
COLOURS = (*HUES, "white", "grey", "black")
"""The colours of lamps and states."""
_COLOURLESS = 18.0
"""Distance from grey, in Cr and Cb, below which there is no colour but a shade."""
_BLACK, _WHITE = 64, 190
_INK = 40
"""Distance from the ground, in one of the three channels, from which on something stands out from it."""
_ALIKE = 30.0


@dataclass(frozen=True)
class Colour:
    """A colour on the screen.

    Attributes:
        name: The nearest of red, amber, yellow, green, blue, white, grey, black.
        bgr: The median blue, green and red, 0 to 255.
        share: The part of the pixels looked at that have this name, 0 to 1.
    """

    name: str
    bgr: tuple[int, int, int]
    share: float

    def __str__(self) -> str:
        blue, green, red = self.bgr
        return f"{self.name} (#{red:02x}{green:02x}{blue:02x}, {self.share:.0%})"


def colour_of(screen: "Pixels", region: Region) -> Colour:
    """The colour of a region: the median of its inner half, where an encoder's colour bleeding does not reach.

    Raises:
        UsageError: The region is not on the screen.
    """
    region = checked(region, size_of(screen))
    inner = cut(screen, _inner_half(region)).reshape(-1, 3)
    # Lamps are round, so the middle is what counts.
    return _colour(inner)


def _colour(pixels: "NDArray[np.uint8]") -> Colour:
    """The colour of some pixels; a median of each channel is no mixture of two colours' edges."""
    import numpy as np

    blue, green, red = (int(value) for value in np.median(pixels, axis=0))
    name = _name(*_ycc(np.array([[blue, green, red]], np.uint8))[0])
    share = sum(_name(*values) == name for values in _ycc(pixels)) / len(pixels)
    return Colour(name, (blue, green, red), share)


def ink_colour_of(screen: "Pixels", region: Region) -> Colour:
    """The colour of what is drawn in the middle of a region: of the strokes of an icon or text, not of their ground.

    The ground is what surrounds it, the median of the region's edge. Where nothing stands out from it, as on a lamp
    that fills the region, the colour is that of the middle.

    Raises:
        UsageError: The region is not on the screen.
    """
    import numpy as np

    region = checked(region, size_of(screen))
    part = cut(screen, region).astype(np.int16)
    edge = np.concatenate((part[0], part[-1], part[:, 0], part[:, -1]))
    inner = cut(screen, _inner_half(region)).reshape(-1, 3)
    apart = np.abs(inner.astype(np.int16) - np.median(edge, axis=0)).max(axis=1)
    if apart.max() < _INK:
        return colour_of(screen, region)
    # What is less than half as far from the ground is the smooth edge of a stroke, a mixture of both.
    return _colour(inner[apart * 2 >= apart.max()])


def same_colour(one: Colour, other: Colour, limit: float = _ALIKE) -> bool:
    """Whether two colours are the same: by name, or so near that a name's border between them does not count."""
    import numpy as np

    if one.name == other.name:
        return True
    (y1, r1, b1), (y2, r2, b2) = _ycc(np.array([one.bgr, other.bgr], np.uint8))
    return math.hypot(r1 - r2, b1 - b2) < limit / 2 and abs(y1 - y2) < limit


def _inner_half(region: Region) -> Region:
    width, height = region.right - region.left, region.bottom - region.top
    left, top = region.left + width // 4, region.top + height // 4
    return Region(left, top, left + max(1, (width + 1) // 2), top + max(1, (height + 1) // 2))


def _ycc(pixels: "NDArray[np.uint8]") -> list[list[int]]:
    import cv2
    import numpy as np

    row = np.ascontiguousarray(pixels.reshape(1, -1, 3))
    converted: list[list[int]] = cv2.cvtColor(row, cv2.COLOR_BGR2YCrCb)[0].tolist()
    return converted


def _name(luma: int, red: int, blue: int) -> str:
    if math.hypot(red - 128, blue - 128) < _COLOURLESS:
        return "black" if luma < _BLACK else "white" if luma >= _WHITE else "grey"
    angle = math.atan2(blue - 128, red - 128)
    return min(_ANGLES, key=lambda name: abs(math.remainder(_ANGLES[name] - angle, math.tau)))


def _angle(blue: int, green: int, red: int) -> float:
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return math.atan2(0.564 * (blue - luma), 0.713 * (red - luma))


_ANGLES = {name: _angle(*bgr) for name, bgr in HUES.items()}
