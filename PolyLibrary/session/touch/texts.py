"""Typing a text into the field that has the focus."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, PhoneRefused, UsageError
from PolyLibrary.phone.firmware import text_ways
from PolyLibrary.session.calls.typed import judged, may_dial, note_typed
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import map_of, read_ui
from PolyLibrary.session.touch.touching import press_key, tap
from PolyLibrary.terms import Version

_DIGITS = frozenset("0123456789*#")


def enter_text(session: PhoneSession, text: str, deadline: Deadline, *, into: str = "", replace: bool = True) -> str:
    """Type a text, once; says the way. A number that would be dialled is judged as one.

    Args:
        into: Where to tap first, a locator; empty = the field that has the focus.
        replace: Whether what stands in the field goes.

    Raises:
        NotPossible: This phone takes no text; digits alone are pressed as keys.
        UsageError: An emergency number on the dialling screen.
    """
    if not text:
        raise UsageError("Enter Text got an empty text.", hint="press the Delete key or soft key to empty a field.")
    if into:
        tap(session, into, deadline)
    typed = _judged(session, text, deadline)
    firmware = session.info.firmware if session.info else Version("99")
    if "rest" in text_ways(session.model.name, firmware):
        try:
            session.phone.keys.enter_text(text, deadline, replace=replace)
        except PhoneRefused as refused:
            raise PhoneRefused(
                f"{session.title} took no text: no field has the focus.",
                status=refused.status,
                seen=f"{refused.wanted} {_screen(session, deadline)}".strip(),
                hint="open a screen with a field first, or give into=.",
            ) from None
        finally:
            session.acted()
        how = "by simulateTextInput"
    elif set(text) <= _DIGITS:
        for digit in text:
            press_key(session, digit, deadline)
        how = f"by {len(text)} keys"
    else:
        raise NotPossible(
            f"{session.title} cannot be given a text.",
            seen="simulateTextInput exists on VVX phones from firmware 6.0 on and on CCX"
            + (f"; this one runs {firmware}." if session.info else "."),
            hint="only digits, * and # can be pressed as keys.",
        )
    if typed is not None:
        note_typed(session, typed)
    return how


def _judged(session: PhoneSession, text: str, deadline: Deadline) -> str | None:
    """What stands on the dialling screen afterwards; None where the text cannot be dialled."""
    if not set(text) <= _DIGITS or not may_dial(session, deadline):
        return None
    return judged(session, text)


def _screen(session: PhoneSession, deadline: Deadline) -> str:
    ui = read_ui(session, deadline)
    if ui is None:
        return ""
    known = map_of(session)
    name = ui.name or ui.title
    return f"It shows '{name}'" + (f" of the {known.model} map." if known and name in known.screens else ".")
