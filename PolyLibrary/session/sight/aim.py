"""Where to touch what is found on the picture: exactly one place, on a screen at rest."""

from collections.abc import Callable
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed
from PolyLibrary.layout.things import Element
from PolyLibrary.phone.capture import CaptureOff
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.frame import Frame, looks
from PolyLibrary.session.sight.rest import rested
from PolyLibrary.session.sight.seek import Options, Sighting, draw_on, see_picture, see_text
from PolyLibrary.session.sight.templates import picture_file, usable_picture
from PolyLibrary.terms import Point

See = Callable[[Frame], Sighting]


@dataclass(frozen=True)
class Aim:
    """A place that was found, and how, for the log."""

    point: Point
    how: str


def aim_at_text(session: PhoneSession, words: str, deadline: Deadline) -> Aim:
    """The middle of a text on the screen.

    Raises:
        CheckFailed: It is not read there, or more than once. Nothing was touched.
    """
    return _aim(session, f"text:{words}", lambda frame: see_text(frame, words, Options()), deadline)


def aim_at_picture(session: PhoneSession, name: str, deadline: Deadline) -> Aim:
    """The middle of a picture on the screen.

    Raises:
        CheckFailed: It is not there, or more than once. Nothing was touched.
    """
    file = picture_file(session, name)
    return _aim(session, f"image:{name}", lambda frame: see_picture(frame, file, Options()), deadline)


def aim_at_element(session: PhoneSession, element: Element, deadline: Deadline) -> Aim | None:
    """The place of an element by its picture or text, where it has one that holds for this phone; else None.

    A point of the map that lies in the place that was found is touched itself; one that lies elsewhere is not, and the
    log gives the line that mends the map.

    Raises:
        CheckFailed: The element is not on the picture, so its point is known to be wrong. Nothing was touched.
    """
    picture = usable_picture(session, element)
    wanted = f"element '{element.name}'"
    try:
        if picture is not None:
            options = Options(theme_tolerant=element.theme_tolerant)
            found = _find(session, wanted, lambda f: see_picture(f, picture, options, element.within), deadline)
        elif "text" in element.ways and element.at is None:
            found = _find(session, wanted, lambda f: see_text(f, element.text, Options(), element.within), deadline)
        else:
            return None
    except CaptureOff:
        if element.at is None:
            raise
        return None
    sighting, note = found
    box = sighting.boxes[0]
    if element.at is None:
        return Aim(box.centre, f"{wanted} by its {sighting.how}{note}")
    if box.holds(element.at):
        return Aim(element.at, f"{wanted} at {element.at} ({element.source}), seen by its {sighting.how}{note}")
    mend = f"at: [{box.centre.x}, {box.centre.y}]"
    how = f"{wanted} by its {sighting.how}{note}; the map has it at {element.at}: mend it to {mend} ({element.origin})"
    return Aim(box.centre, how)


def _aim(session: PhoneSession, what: str, see: See, deadline: Deadline) -> Aim:
    sighting, note = _find(session, f"'{what}'", see, deadline)
    return Aim(sighting.boxes[0].centre, f"{sighting.how}{note}")


def _find(session: PhoneSession, what: str, see: See, deadline: Deadline) -> tuple[Sighting, str]:
    """Wait until exactly one place has it, and say what was waited for."""
    sighting: Sighting | None = None
    frame: Frame | None = None
    tries = 0
    for tries in looks(deadline):
        frame, waited = rested(session, deadline)
        sighting = see(frame)
        if sighting.there and len(sighting.boxes) == 1:
            return sighting, f" ({waited})" if waited else ""
    assert frame is not None
    assert sighting is not None
    tried = f"{deadline.tried(tries, 'picture')}; nothing was touched"
    if sighting.there:
        error = CheckFailed(
            f"There are {len(sighting.boxes)} places of {what} on the screen of {session.title}.",
            seen=f"{sighting.how}.",
            tried=tried,
            hint=f"touch the one that is meant (Tap    {sighting.boxes[0].centre}), or name it in the map (within:).",
        )
    else:
        error = CheckFailed(
            f"{what[0].upper()}{what[1:]} is not on the screen of {session.title}.",
            seen=f"{sighting.how}, {frame.age:.1f} s ago.",
            tried=tried,
            hint="look at the picture: is the right screen shown?",
        )
    draw_on(error, session, frame, sighting, what)
    raise error
