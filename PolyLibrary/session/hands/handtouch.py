"""A finger at a phone: what a locator means for it, and where it goes."""

from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.lab.control import Control
from PolyLibrary.layout.locator import ElementNamed, HardKey, Locator, PointAt, parse
from PolyLibrary.names import fold
from PolyLibrary.session.calls.typed import note_typed
from PolyLibrary.session.channels.push import judge_digits
from PolyLibrary.session.hands.handplaces import Place
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.touch.locate import key_of, locate
from PolyLibrary.session.touch.touching import LONGEST_SWIPE_MS, turns_page
from PolyLibrary.terms import Point, parse_point

TAP = 0.05
"""Seconds that a finger stays in a tap."""
DRAW = 0.1
"""Seconds that a finger draws where nothing says how long."""
LONGEST = 60.0


@dataclass(frozen=True)
class Finger:
    """One touch.

    Args:
        hold: Seconds that it stays; 0 is a tap.
        end: Where it is drawn to; None for a touch in one place.
        duration: Seconds that it draws; None for as long as the gesture says.
    """

    hold: float = 0.0
    end: str | None = None
    duration: float | None = None


def touch_by_hand(place: Place, locator: str, finger: Finger, deadline: Deadline) -> str:
    """Touch what a locator means, press the key that it names, or draw from it to another place; once.

    Raises:
        UsageError: What is meant needs the phone to be open, or makes no sense.
        NotPossible: The phone has no such place or key.
    """
    if not 0 <= finger.hold <= LONGEST:
        raise UsageError(f"hold={finger.hold:g} s makes no sense.", hint=f"0 to {LONGEST:g} s.")
    meant = parse(locator)
    if place.session is None and not (place.virtual and isinstance(meant, PointAt | HardKey) and finger.end is None):
        raise UsageError(
            f"{place.title} is not open: only a point or a key:... of a virtual phone can be touched.",
            hint=f"Open Phone    {place.name} first.",
        )
    gesture = _gesture(place.session, meant) if finger.end is None else None
    if gesture is not None:
        start, end, milliseconds, how = gesture
        return _draw(place, start, end, finger.duration or milliseconds / 1000, how, deadline)
    if finger.end is not None:
        assert place.session is not None
        start, end = (_point(place.session, text, deadline) for text in (locator, finger.end))
        return _draw(place, start, end, finger.duration or DRAW, f"from {start} to {end}", deadline)
    if finger.duration is not None:
        raise UsageError("duration= is for a finger that draws.", hint="a finger that stays takes hold=.")
    key = meant.name if isinstance(meant, HardKey) else key_of(place.session, meant) if place.session else None
    if key is not None:
        return _press(place, key, finger.hold, deadline)
    return _touch(place, meant, locator, finger.hold, deadline)


def _touch(place: Place, meant: Locator, locator: str, hold: float, deadline: Deadline) -> str:
    if isinstance(meant, PointAt) and place.session is None:
        return _down(place, meant.point, hold, deadline)
    session = place.session
    assert session is not None
    target = locate(session, locator, deadline)
    if target.keys:
        for key in target.keys[:-1]:
            _press(place, key, 0.0, deadline)
        _press(place, target.keys[-1], hold, deadline)
        return f"touched {locator}: {target.how}"
    for point in target.before:
        _down(place, point, 0.0, deadline)
    felt = _down(place, target.point, hold, deadline)
    stayed = f" for {hold:g} s" if hold else ""
    return f"touched {locator}{stayed}: {target.how}; {felt}"


def _down(place: Place, point: Point, hold: float, deadline: Deadline) -> str:
    session, stays = place.session, hold or TAP
    turned = session.turned + 1 if session is not None and turns_page(session, point) else 0

    def control(port: Control) -> str:
        met = port.touch(place.known_as, point.x, point.y, stays, deadline)
        return f"a finger on {point}" + ("" if met else ", where there was nothing to press")

    how = place.act("touch", control, {"x": point.x, "y": point.y, "hold": stays}, deadline)
    _acted(session)
    if session is not None:
        session.turned = turned
    return str(how)


def _draw(place: Place, start: Point, end: Point, seconds: float, how: str, deadline: Deadline) -> str:
    if not 0 < seconds <= LONGEST_SWIPE_MS / 1000:
        raise UsageError(
            f"A finger that draws for {seconds:g} s is no swipe.", hint=f"up to {LONGEST_SWIPE_MS / 1000:g} s."
        )

    def control(port: Control) -> str:
        port.swipe(place.known_as, (start.x, start.y), (end.x, end.y), seconds, deadline)
        return "a finger"

    values = {"x": start.x, "y": start.y, "to_x": end.x, "to_y": end.y, "seconds": seconds}
    done = place.act("swipe", control, values, deadline)
    _acted(place.session)
    return f"drew {how} in {seconds:g} s: {done}"


def _press(place: Place, key: str, hold: float, deadline: Deadline) -> str:
    session = place.session
    typed = judge_digits(session, [f"Key:{key}"], deadline) if session is not None else None

    def control(port: Control) -> str:
        port.press(place.known_as, key, hold, deadline)
        return "by hand"

    done = place.act("press key", control, {"key": key, "hold": hold}, deadline)
    _acted(session)
    if session is not None and typed is not None:
        note_typed(session, typed)
    return f"pressed the key {key}{f' for {hold:g} s' if hold else ''}: {done}"


def _acted(session: PhoneSession | None) -> None:
    if session is not None:
        session.acted()


def _gesture(session: PhoneSession | None, meant: Locator) -> tuple[Point, Point, int, str] | None:
    """The gesture of the map that a name means, where no element has that name."""
    if session is None or not isinstance(meant, ElementNamed):
        return None
    layout, form = session.layout, fold(meant.name)
    if form in {fold(name) for name in layout.elements} or form not in {fold(name) for name in layout.gestures}:
        return None
    found = layout.gesture(meant.name)
    how = f"gesture '{found.name}' from {found.start} to {found.end} ({found.source})"
    return found.start, found.end, found.duration_ms, how


def _point(session: PhoneSession, text: str, deadline: Deadline) -> Point:
    return parse_point(text) or locate(session, text, deadline).point
