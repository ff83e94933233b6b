"""Going off hook by hand, and typing numbers: as a text, by keys or on the drawn dial pad, as the phone offers."""

from collections.abc import Collection
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, PhoneRefused, UsageError
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.phone.calls import Call
from PolyLibrary.phone.firmware import text_ways
from PolyLibrary.session.calls.callpick import listed
from PolyLibrary.session.calls.typed import judged, note_typed
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import map_of, read_ui
from PolyLibrary.session.touch.locate import soft_key
from PolyLibrary.session.touch.touching import dial_digits, press_key, tap, touch
from PolyLibrary.session.watch import Reading
from PolyLibrary.terms import CallState, Version

HookVia = Literal["keypad", "off hook", "line key", "soft key", "speaker", "headset"]
HOOK_KEYS = {"speaker": "Handsfree", "headset": "Headset"}
"""The keys that stand in for lifting the handset, which nothing can do by request."""
_DIGITS = frozenset("0123456789*#")


def dial_by_hand(session: PhoneSession, number: str, line: int, via: HookVia, deadline: Deadline) -> str:
    """Dial as a person does; says the way."""
    if via == "keypad" and _keys_on_hook(session):
        session.typed = ""
        return f"by keypad, on hook: {enter_number(session, number, deadline, keys=True)} and Send"
    known = {call.handle for call in session.watch.look(deadline).calls}
    if via in ("line key", "off hook"):
        press_line_key(session, line, deadline)
    elif via in HOOK_KEYS:
        press_key(session, HOOK_KEYS[via], deadline)
    else:
        tap(session, "softkey:New Call", deadline)
    session.typed = ""
    wait_for_dialtone(session, known, deadline)
    return f"by {via}: {enter_number(session, number, deadline, keys=via == 'keypad')} and Send"


def press_line_key(session: PhoneSession, line: int, deadline: Deadline) -> str:
    """A line key: where it is drawn on touch panels, else the key itself."""
    if session.model.touch:
        return tap(session, f"line:{line}", deadline).how
    return press_key(session, f"Line{line}", deadline).how


def wait_for_dialtone(session: PhoneSession, known: Collection[int], deadline: Deadline) -> Call:
    """Wait for the new call with dial tone.

    Args:
        known: Handles of the calls from before.

    Raises:
        CheckFailed: None came, or what was pressed placed a call.
    """

    def went_out(reading: Reading) -> Call | None:
        return next(
            (c for c in reading.calls if c.state == CallState.DIALTONE or not (c.incoming or c.handle in known)), None
        )

    outcome = session.watch.wait(went_out, deadline)
    if outcome.value is not None and outcome.value.state != CallState.DIALTONE:
        raise CheckFailed(
            f"{session.title} did not go off hook: what was touched placed a call.",
            seen=f"its calls, {outcome.reading.age:.1f} s ago: {listed(outcome.reading.calls)}.",
            tried=deadline.tried(outcome.tries),
            hint="another key lies there, perhaps of another page of soft keys: look at the picture.",
        )
    if outcome.value is None:
        raise CheckFailed(
            f"{session.title} did not go off hook.",
            seen=f"its calls, {outcome.reading.age:.1f} s ago: {listed(outcome.reading.calls)}.",
            tried=deadline.tried(outcome.tries),
            hint="look at the picture: is the Lines or Home screen shown?",
        )
    return outcome.value


def enter_number(
    session: PhoneSession,
    number: str,
    deadline: Deadline,
    *,
    keys: bool = False,
    send: bool = True,
    screen: str = "dialer",
) -> str:
    """Type a number on the dialling screen and send it; says how it was typed.

    Args:
        keys: Whether to press keys where the phone can be given a whole text.
        screen: The map's screen that it is typed on, for phones that cannot tell their own.

    Raises:
        UsageError: Something that no dial pad has, or an emergency number; nothing was sent.
    """
    digits = "".join(number.split())
    if not keys and _takes_text(session, deadline):
        how = _as_text(session, digits, deadline)
    elif _drawn_pad(session) is not None and not ("rest" in session.key_ways() and keys):
        how = dial_digits(session, digits, False, deadline).how
    else:
        how = press_digits(session, digits, deadline)
    if send:
        touch(session, soft_key(session, "Send", deadline, screen=screen), deadline)
        session.typed = ""
    return how


def press_digits(session: PhoneSession, digits: str, deadline: Deadline) -> str:
    """Press digits as keys, one request each, after the whole number was judged."""
    if not digits or not set(digits) <= _DIGITS:
        wrong = " ".join(sorted(set(digits) - _DIGITS))
        raise UsageError(
            f"'{digits}' cannot be dialled on the keys.",
            seen=f"not on the dial pad: {wrong}." if wrong else "there is no digit.",
            hint="use 0 to 9, * and # (write \\# or pound where Robot takes # for a comment).",
        )
    judged(session, [digits])
    for digit in digits:
        press_key(session, digit, deadline)
    return f"{len(digits)} keys"


def _keys_on_hook(session: PhoneSession) -> bool:
    """Whether digits can be pressed without going off hook first: by keys, which a drawn pad is not."""
    return "rest" in session.key_ways() or (_drawn_pad(session) is None and "push" in session.key_ways())


def _drawn_pad(session: PhoneSession) -> LayoutMap | None:
    """The map with the drawn dial pad of a touch panel; None without one."""
    layout = map_of(session)
    pad = layout.elements.get("dial pad 1") if layout else None
    return layout if session.model.touch and pad is not None and pad.at is not None else None


def _takes_text(session: PhoneSession, deadline: Deadline) -> bool:
    """Whether a field has the focus that takes a text in one request."""
    firmware = session.info.firmware if session.info else Version("99")
    if "rest" not in text_ways(session.model.name, firmware):
        return False
    ui = read_ui(session, deadline)
    return ui is None or any(field.focus for field in ui.fields)


def _as_text(session: PhoneSession, digits: str, deadline: Deadline) -> str:
    typed = judged(session, [digits])
    try:
        session.phone.keys.enter_text(digits, deadline, replace=False)
    except PhoneRefused:
        # Refused, so nothing was typed: the phone has no field in focus after all.
        return press_digits(session, digits, deadline)
    session.acted()
    note_typed(session, typed)
    return "simulateTextInput"
