"""Hands on the phone: tap, swipe, keys and digits. Each action is sent once."""

from collections.abc import Sequence
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, PathMissing, UnknownName, UsageError
from PolyLibrary.layout.locator import parse
from PolyLibrary.phone.firmware import touch_needs
from PolyLibrary.phone.pushlist import key_uri
from PolyLibrary.session.calls.typed import judged, note_typed
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.touch.locate import Target, check_on_screen, key_of, locate, refuse_key
from PolyLibrary.terms import Point, parse_point

LONGEST_SWIPE_MS = 5000
_DIAL_PAD = {"*": "star", "#": "pound"}


@dataclass(frozen=True)
class Done:
    """What was done, for the log: the way and where."""

    how: str
    warning: str = ""


def tap(session: PhoneSession, locator: str, deadline: Deadline, *, times: int = 1) -> Done:
    """Touch what a locator means, ``times`` times; a soft key of another page turns the pages first."""
    if times < 1:
        raise UsageError(f"times={times} makes no sense.", hint="times= is 1 or more.")
    key = key_of(session, parse(locator))
    if key is not None:
        return press_key(session, key, deadline, times=times)
    target = locate(session, locator, deadline)
    touch(session, target, deadline, times=times)
    return Done(target.how, target.warning)


def touch(session: PhoneSession, target: Target, deadline: Deadline, *, times: int = 1) -> None:
    """Send the touches of a target, or press the keys that do the same."""
    if target.keys:
        _press_soft_keys(session, target, deadline, times)
        return
    _check_heeded(session, deadline)
    for point in (*target.before, *[target.point] * times):
        turned = session.turned + 1 if turns_page(session, point) else 0
        session.phone.touch.tap(point, deadline)
        session.acted()
        session.turned = turned


def _check_heeded(session: PhoneSession, deadline: Deadline) -> None:
    """Refuse a touch that the phone would answer with 2000 and drop (5.7 without httpd.ta.enabled)."""
    needed = touch_needs(session.model.name, session.info.firmware) if session.info else ()
    if not needed:
        return
    values = session.phone.config.read(needed, deadline).values
    off = [name for name in needed if name in values and values[name].value == "0"]
    if off:
        raise NotPossible(
            f"{session.title} does nothing with a touch.",
            seen=f"{off[0]} is 0, without which this firmware accepts touches and drops them. Nothing was touched.",
            hint=f"Set Config    {off[0]}=1 (the phone restarts), or provision it.",
        )


def _press_soft_keys(session: PhoneSession, target: Target, deadline: Deadline, times: int) -> None:
    """Press the hard keys below the soft keys; all but the last one turn the page."""
    *turning, last = target.keys
    for key in turning:
        turned = session.turned + 1
        session.phone.keys.press(key, deadline)
        session.acted()
        session.turned = turned
    for _ in range(times):
        turned = session.turned + 1 if target.turns_page else 0
        session.phone.keys.press(last, deadline)
        session.acted()
        session.turned = turned


def turns_page(session: PhoneSession, point: Point) -> bool:
    """Whether a touch there turns the page of soft keys: More stands in the last cell of their row."""
    try:
        row = session.layout.softkey_row
    except UsageError:  # no map for this model: its soft keys are unknown
        return False
    return row is not None and row.cell(row.cells).holds(point)


def turn_back(session: PhoneSession, deadline: Deadline) -> str:
    """Bring the first page of soft keys back when the last touches turned it; says so, or is empty.

    A page stays where it was left: the next test, and the next run, would press other keys than those that it names.
    """
    if not session.turned:
        return ""
    place = session.layout.softkey_place("More", [])
    turns = -session.turned % place.pages
    for _ in range(turns):
        session.phone.touch.tap(place.point, deadline)
        session.acted()
    session.turned = 0
    return f"turned back to the first page of soft keys by {turns} x More" if turns else ""


def press_key(session: PhoneSession, key: str, deadline: Deadline, *, times: int = 1) -> Done:
    """Press a hard key, once for each time, by the way that the firmware has: simulateKeyEvent, else XML push.

    Digits count for the number collected on the dialling screen, which is judged before they are sent.

    Raises:
        NotPossible: Neither way can press it; names both.
    """
    from PolyLibrary.session.channels.push import judge_digits

    if times < 1:
        raise UsageError(f"times={times} makes no sense.", hint="times= is 1 or more.")
    ways = session.key_ways()
    why_not = _no_push_of(key)
    action = "" if why_not else key_uri(key)
    if "rest" not in ways and (why_not or "push" not in ways):
        raise refuse_key(session, key, why_not or "this model is not known to take it.")
    typed = judge_digits(session, [action or f"Key:{key}"] * times, deadline)
    how = _press(session, key, action, ways, deadline, times)
    if typed is not None:
        note_typed(session, typed)
    return Done(how)


def _press(session: PhoneSession, key: str, action: str, ways: Sequence[str], deadline: Deadline, times: int) -> str:
    if "rest" in ways:
        try:
            for _ in range(times):
                session.phone.keys.press(key, deadline)
                session.acted()
            return f"key '{key}' by simulateKeyEvent"
        except PathMissing:
            # The phone has no such path, so nothing was pressed.
            if not action or "push" not in ways:
                raise
    from PolyLibrary.session.channels.push import pushing

    try:
        result = pushing(session).send([action] * times, deadline)
    except NotPossible as error:
        raise refuse_key(session, key, " ".join(filter(None, (error.seen, error.hint)))) from error
    return f"key '{key}' by XML push ({action}): {result}"


def _no_push_of(key: str) -> str:
    """Why no push presses this key; empty when one does."""
    try:
        key_uri(key)
    except UnknownName:
        return "it knows no key of that name."
    return ""


def swipe(session: PhoneSession, start: str, end: str | None, duration_ms: int | None, deadline: Deadline) -> Done:
    """Draw over the screen: a gesture of the map, or from one point to another."""
    if end is None:
        if parse_point(start):
            raise UsageError(
                f"A swipe from {start} to where?", hint="write Swipe    x,y    end=x,y, or the name of a gesture."
            )
        gesture = session.layout.gesture(start)
        first, last = gesture.start, gesture.end
        milliseconds = duration_ms if duration_ms is not None else gesture.duration_ms
        how = f"gesture '{gesture.name}' from {first} to {last} in {milliseconds} ms ({gesture.source})"
    else:
        first, last = _point_of(session, start, deadline), _point_of(session, end, deadline)
        milliseconds = duration_ms if duration_ms is not None else 100
        how = f"from {first} to {last} in {milliseconds} ms"
    _check_duration(milliseconds)
    check_on_screen(session, first)
    check_on_screen(session, last)
    _check_heeded(session, deadline)
    session.phone.touch.swipe(first, last, milliseconds, deadline)
    session.acted()
    return Done(how)


def _point_of(session: PhoneSession, text: str, deadline: Deadline) -> Point:
    return parse_point(text) or locate(session, text, deadline).point


def _check_duration(milliseconds: int) -> None:
    if milliseconds > LONGEST_SWIPE_MS:
        raise UsageError(
            f"A swipe of {milliseconds / 1000:g} s is longer than any finger's.",
            hint=f"Robot reads a bare number as seconds: did you mean {milliseconds // 1000} ms?",
        )
    if milliseconds < 1:
        raise UsageError("A swipe needs some time.", hint="duration=100 ms is what everybody uses.")


def dial_digits(session: PhoneSession, digits: str, send: bool, deadline: Deadline) -> Done:
    """Touch the digits on the drawn dial pad, one by one, and the Send soft key when asked.

    The number collected on the screen is judged before the digit that would complete an emergency number.
    """
    text = "".join(digits.split())
    wrong = sorted(set(text) - set("0123456789*#"))
    if wrong or not text:
        raise UsageError(
            f"'{digits}' cannot be dialled on the keys.",
            seen=f"not on the dial pad: {' '.join(wrong)}" if wrong else "there is no digit.",
            hint="use 0 to 9, * and # (write \\# or pound where Robot takes # for a comment).",
        )
    typed = judged(session, [text]).removesuffix(text)
    targets = [locate(session, f"dial pad {_DIAL_PAD.get(digit, digit)}", deadline) for digit in text]
    for digit, target in zip(text, targets, strict=True):
        touch(session, target, deadline)
        typed += digit
        note_typed(session, typed)
    if send:
        tap(session, "softkey:Send", deadline)
        session.typed = ""
    warnings = {target.warning for target in targets} - {""}
    sent = ", then Send" if send else ""
    return Done(f"{len(text)} digits on the drawn dial pad{sent}", next(iter(warnings), ""))
