"""When the screen has come to rest, and how long it took since the last action."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import CheckFailed
from PolyLibrary.screen.compare import SAME_ENCODER, boxes, score
from PolyLibrary.screen.picture import decode
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.pictures import Picture
from PolyLibrary.terms import Region

STILL_FOR = 0.3
"""Seconds over which three equal pictures must lie."""


@dataclass(frozen=True)
class Rest:
    """How a screen came to rest.

    Attributes:
        changed: Whether it differs from the picture before the last action; None when there was none.
        first_change: Seconds from the last action to the first different picture; None without one.
        still: Seconds from the last action (or from the first look) until it was still.
        resolution: Seconds between two pictures, the uncertainty of both times.
    """

    changed: bool | None
    first_change: float | None
    still: float
    resolution: float

    def __str__(self) -> str:
        if self.changed is None:
            change = "no picture from before the action to compare with"
        elif self.changed:
            change = f"first change after {self.first_change:.2f} s"
        else:
            change = "no change at all"
        return f"{change}, still after {self.still:.2f} s (pictures every {self.resolution:.2f} s)"


def settle(session: PhoneSession, deadline: Deadline, masks: Sequence[Region] = ()) -> Rest:
    """Take pictures until three in a row over at least 0.3 s are equal outside the masks.

    Raises:
        CheckFailed: It kept changing until the time was over.
    """
    before = session.pictures.before_action
    start = session.last_action if session.last_action is not None else time.monotonic()
    first_change: float | None = None
    same: list[Picture] = []
    moved: tuple[Picture, Picture] | None = None
    previous: float | None = None
    widest = 0.0
    tries = 0
    for tries in polling(deadline):
        picture = session.pictures.take(deadline)
        if previous is not None:
            widest = max(widest, picture.at - previous)
        previous = picture.at
        if before is not None and first_change is None and differ(before, picture, masks):
            first_change = picture.at - start
        if same and differ(same[0], picture, masks):
            moved = (same[0], picture)
            same = []
        same.append(picture)
        if len(same) >= 3 and same[-1].at - same[0].at >= STILL_FOR:
            changed = differ(before, picture, masks) if before is not None else None
            if changed is False and first_change is not None:
                changed = True
            return Rest(changed, first_change, max(0.0, same[0].at - start), widest)
    raise CheckFailed(
        f"The screen of {session.title} does not come to rest.",
        seen=f"what kept changing: {_moving(moved, masks)} (left,top,right,bottom).",
        tried=deadline.tried(tries, "picture"),
        hint="mask what always moves, for example masks=clock;timer.",
    )


def _moving(pictures: tuple[Picture, Picture] | None, masks: Sequence[Region] = ()) -> str:
    if pictures is None:
        return "nothing; there was no time for three pictures"
    one, other = pictures
    return "; ".join(str(box) for box in boxes(decode(one.data), decode(other.data), masks))


def differ(one: Picture, other: Picture, masks: Sequence[Region] = ()) -> bool:
    """Whether two pictures differ: equal bytes first, then the score outside the masks."""
    if one.same_bytes(other):
        return False
    return score(decode(one.data), decode(other.data), masks) > SAME_ENCODER
