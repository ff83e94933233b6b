"""Pictures over a time, taken so close together that nothing can have been on the screen unseen."""

from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import Undecided
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.frame import Frame, looks, take_frame
from PolyLibrary.session.watch import MOST_GAP


@dataclass(frozen=True)
class Film:
    """What was on the screen over a time; ``distinct`` are the pictures that differ, in their order."""

    pictures: int
    distinct: tuple[Frame, ...]


def record(session: PhoneSession, during: float, deadline: Deadline) -> Film:
    """Take pictures for a time.

    Raises:
        Undecided: Two of them were more than 1.5 s apart, or the time was over before.
    """
    distinct: dict[bytes, Frame] = {}
    first: Frame | None = None
    previous: Frame | None = None
    tries = 0
    for tries in looks(deadline):
        frame = take_frame(session, deadline)
        if previous is not None and frame.at - previous.at > MOST_GAP:
            raise Undecided(
                f"Nothing is proven: two pictures of {session.title} were {frame.at - previous.at:.1f} s apart.",
                seen=f"{tries} pictures, gaps up to {MOST_GAP} s are allowed.",
                hint="look at the load of this machine and of the phone, then run the test again.",
            )
        first, previous = first or frame, frame
        distinct.setdefault(frame.picture.data, frame)
        if frame.at - first.at >= during:
            return Film(tries, tuple(distinct.values()))
    raise Undecided(
        f"Nothing is proven of {session.title}: the time was over before {during:g} s had been watched.",
        tried=deadline.tried(tries, "picture"),
        hint="give a longer timeout= or a shorter during=.",
    )
