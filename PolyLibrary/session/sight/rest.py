"""A frame that is worth judging: after an action the screen is given a moment to come to rest first."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.screen.still import Motion, Stillness
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.frame import Frame, looks, take_frame
from PolyLibrary.session.sight.places import moving_masks

SETTLES_WITHIN = 2.0
"""Seconds that a picture check gives the screen to come to rest after an action; then it judges what is there."""

STILL_FOR = 0.2
"""Seconds over which two equal pictures must lie (half of what Wait Until Screen Settles asks for)."""


def rested(session: PhoneSession, deadline: Deadline) -> tuple[Frame, str]:
    """A fresh frame, once after each action of a screen at rest; and what was waited for, as half a sentence.

    Switched off for a phone by ``session.settles`` (``settle=off`` of the library).
    """
    frame = take_frame(session, deadline)
    if not session.settles or session.last_action is None or session.pictures.rested_after == session.last_action:
        return frame, ""
    if frame.at - session.last_action > SETTLES_WITHIN:
        return frame, ""
    limit = deadline.within(SETTLES_WITHIN, "the time in which a screen comes to rest")
    stillness = Stillness(STILL_FOR, 2, moving_masks(session))
    stillness.feed(frame.picture.data, frame.at)
    for _ in looks(limit):
        frame = take_frame(session, deadline)
        if stillness.feed(frame.picture.data, frame.at) is Motion.STILL:
            break
    session.pictures.rested_after = session.last_action
    how = "at rest" if stillness.still else "still moving"
    return frame, f"{how} after {limit.elapsed:.1f} s, {stillness.pictures} pictures"
