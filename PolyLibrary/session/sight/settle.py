"""When the screen has come to rest, and how long it took since the last action."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import CheckFailed
from PolyLibrary.screen.still import Motion, Stillness, differ
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.terms import Region


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
    stillness = Stillness(masks=masks)
    first_change: float | None = None
    tries = 0
    for tries in polling(deadline):
        picture = session.pictures.take(deadline)
        if before is not None and first_change is None and differ(before.data, picture.data, masks):
            first_change = picture.at - start
        if stillness.feed(picture.data, picture.at) is Motion.STILL:
            session.pictures.rested_after = session.last_action
            changed = None if before is None else first_change is not None
            return Rest(changed, first_change, max(0.0, stillness.since - start), stillness.resolution)
    moving = "; ".join(str(box) for box in stillness.moving()) or "nothing; there was no time for three pictures"
    raise CheckFailed(
        f"The screen of {session.title} does not come to rest.",
        seen=f"what kept changing: {moving} (left,top,right,bottom).",
        tried=deadline.tried(tries, "picture"),
        hint="mask what always moves, for example masks=clock;timer.",
    )
