"""Which screen a picture shows, for phones that do not describe their screen: by what the layout map says of it.

Exclusive: where the rules of two screens hold on one picture, the picture does not tell.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, NotPossible, PathMissing
from PolyLibrary.layout.recognition import Seen, recognised
from PolyLibrary.names import quoted
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.description import soft_keys_of
from PolyLibrary.session.sight.frame import Frame, take_frame
from PolyLibrary.session.sight.language import language_of
from PolyLibrary.session.sight.seek import Options, see_picture
from PolyLibrary.session.sight.shown import Shown, by_calls, described, map_of, read_ui

REMEMBERED = 2.0
"""Seconds for which a recognised screen is taken for the one shown, as long as nothing was done at the phone."""


@dataclass(frozen=True)
class Recognised:
    """A screen, and when it was known (monotonic): reading may take longer than the picture is old."""

    shown: Shown
    at: float


def which_screen(session: PhoneSession, deadline: Deadline, frame: Frame | None = None) -> Shown:
    """The screen that is shown, by the cheapest way that tells: the phone's own words, its picture, its calls.

    Args:
        frame: A picture that was taken already.
    """
    ui = read_ui(session, deadline)
    if ui is not None:
        return described(session, ui)
    if not has_picture_rules(session):
        return by_calls(session, _calls(session, deadline))
    remembered = session.pictures.recognised
    if frame is None and isinstance(remembered, Recognised) and time.monotonic() - remembered.at < REMEMBERED:
        return remembered.shown
    try:
        frame = frame or take_frame(session, deadline)
        # The calls were read with the picture.
        reading = session.watch.last
        shown = by_picture(session, frame, reading.calls if reading is not None else ())
    except (NotPossible, BadReply) as error:
        # No capture or nothing that reads: what the calls say is all there is.
        return replace(by_calls(session, _calls(session, deadline)), unread=error.wanted)
    session.pictures.recognised = Recognised(shown, time.monotonic()) if shown.name else None
    return shown


def has_picture_rules(session: PhoneSession) -> bool:
    """Whether the map says of any screen how its picture is recognised."""
    layout = map_of(session)
    rules = [rule for screen in layout.screens.values() for rule in screen.rules] if layout else []
    return any(rule.text or rule.softkeys or rule.image for rule in rules)


def by_picture(session: PhoneSession, frame: Frame, calls: Sequence[Call]) -> Shown:
    """The one screen whose rules hold on a picture and with the calls."""
    layout = session.layout
    keys = [key.label for key in soft_keys_of(session, frame)]
    seen = Seen(
        {call.state.value for call in calls},
        keys,
        frame.read,
        lambda file, region: see_picture(frame, file, Options(region=region)).there,
    )
    fitting = tuple(screen.name for screen in recognised(layout, seen, language_of(session)))
    words = ", ".join(dict.fromkeys(str(call.state) for call in calls)) or "no call"
    how = f"its picture (soft keys {quoted(keys) or 'none'}; {words})"
    if len(fitting) == 1:
        return Shown(fitting[0], how, pictured=True, at=frame.at)
    if fitting:
        return Shown("", f"{how} allows {quoted(fitting)}", candidates=fitting, at=frame.at)
    return Shown("", f"{how} fits no screen of the map", at=frame.at)


def _calls(session: PhoneSession, deadline: Deadline) -> Sequence[Call]:
    try:
        return session.watch.look(deadline).calls
    except PathMissing:
        return ()
