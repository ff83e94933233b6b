"""When a screen has come to rest, judged picture by picture as they come in."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from PolyLibrary.screen.compare import SAME_ENCODER, compare, pad_masks
from PolyLibrary.screen.header import kind_of
from PolyLibrary.screen.picture import decode
from PolyLibrary.terms import Region

if TYPE_CHECKING:
    from PolyLibrary.screen.picture import Pixels

STILL_FOR = 0.3
"""Seconds over which equal pictures must lie."""
FRAMES = 3
"""How many equal pictures make a screen still."""


class Motion(StrEnum):
    """What one more picture says."""

    FIRST = "first"
    MOVED = "moved"
    EQUAL = "equal"
    STILL = "still"


class Stillness:
    """Watches the pictures of one screen for rest.

    Args:
        still_for: Seconds over which the equal pictures must lie at least.
        frames: How many equal pictures are needed.
        masks: Parts that do not count; on JPEG they are padded.
        tolerance: The difference that still is equal.
    """

    def __init__(
        self,
        still_for: float = STILL_FOR,
        frames: int = FRAMES,
        masks: Sequence[Region] = (),
        tolerance: float = SAME_ENCODER,
    ) -> None:
        self.still_for = still_for
        self.frames = frames
        self.masks = tuple(masks)
        self.tolerance = tolerance
        self.equal = 0
        self.changes = 0
        self.pictures = 0
        self.since = 0.0
        self.resolution = 0.0
        self._reference: bytes = b""
        self._decoded: Pixels | None = None
        self._latest = 0.0
        self._moved: dict[Region, int] = {}

    def feed(self, data: bytes, at: float) -> Motion:
        """Take one more picture into account.

        Args:
            data: The picture as the phone sent it.
            at: When it was taken, in seconds of any clock that only goes on.

        Raises:
            BadReply: The picture cannot be read.
            CheckFailed: It has another size than the one before.
        """
        if self.pictures:
            self.resolution = max(self.resolution, at - self._latest)
        self.pictures += 1
        self._latest = at
        moved = bool(self._reference) and self._differs(data)
        if moved or not self._reference:
            self.changes += moved
            self._reference, self.since, self.equal = data, at, 1
            return Motion.MOVED if moved else Motion.FIRST
        self.equal += 1
        return Motion.STILL if self.still else Motion.EQUAL

    @property
    def still(self) -> bool:
        """Whether enough equal pictures lie over enough time."""
        return self.equal >= self.frames and self._latest - self.since >= self.still_for

    def moving(self, most: int = 5) -> tuple[Region, ...]:
        """The boxes that kept changing, the most restless first."""
        ranked = sorted(self._moved, key=lambda box: (-self._moved[box], box.top, box.left))
        return tuple(ranked[:most])

    def _differs(self, data: bytes) -> bool:
        if data == self._reference:
            return False
        if self._decoded is None:
            self._decoded = decode(self._reference)
        pixels = decode(data)
        found = difference(self._decoded, pixels, self.masks, (kind_of(self._reference), kind_of(data)), self.tolerance)
        if not found:
            return False
        self._decoded = pixels
        for box in found:
            self._count(box)
        return True

    def _count(self, box: Region) -> None:
        """Put the box to one that it overlaps, if there is any."""
        for known, times in self._moved.items():
            if box.left < known.right and known.left < box.right and box.top < known.bottom and known.top < box.bottom:
                del self._moved[known]
                joined = Region(
                    min(box.left, known.left),
                    min(box.top, known.top),
                    max(box.right, known.right),
                    max(box.bottom, known.bottom),
                )
                self._moved[joined] = times + 1
                return
        self._moved[box] = 1


def difference(
    one: "Pixels", other: "Pixels", masks: Sequence[Region], kinds: Sequence[str], tolerance: float = SAME_ENCODER
) -> tuple[Region, ...]:
    """The boxes in which two pictures of one screen differ outside the masks; none when they are equal."""
    import cv2

    if one.shape == other.shape and not cv2.norm(one, other, cv2.NORM_INF):
        return ()
    return compare(one, other, masks=pad_masks(masks, kinds), tolerance=tolerance).boxes


def differ(one: bytes, other: bytes, masks: Sequence[Region] = ()) -> bool:
    """Whether two pictures differ: equal bytes first, then equal pixels, then the score outside the masks.

    Raises:
        BadReply: One of them cannot be read.
        CheckFailed: They have different sizes.
    """
    if one == other:
        return False
    return bool(difference(decode(one), decode(other), masks, (kind_of(one), kind_of(other))))
