"""Features of a phone: Do Not Disturb, registration, message waiting, as far as the phone tells them."""

from collections.abc import Callable
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, UsageError
from PolyLibrary.phone.lines import Line
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import read_ui, require_ui, why_blind
from PolyLibrary.session.touch.lists import press_item
from PolyLibrary.session.touch.menus import go_home
from PolyLibrary.session.touch.touching import press_key, tap

DndVia = Literal["auto", "soft key", "menu", "key"]
TAKES_EFFECT = 3.0
"""Seconds within which a feature that was switched is switched (chosen)."""


def do_not_disturb(session: PhoneSession, line: int | None, deadline: Deadline) -> bool | None:
    """Whether Do Not Disturb is on, by lineInfo v2, else by the icon; None where the phone does not tell.

    Args:
        line: The line key; None = any line.
    """
    told = [entry.dnd for entry in _lines(session, line, deadline) if entry.dnd is not None]
    if told:
        return any(told)
    ui = read_ui(session, deadline)
    return "dnd" in ui.icons if ui is not None else None


def expect_do_not_disturb(session: PhoneSession, on: bool, line: int | None, deadline: Deadline) -> None:
    """Wait until Do Not Disturb is on or off.

    Raises:
        NotPossible: Nothing can tell it on this phone.
    """
    _wait(
        session,
        lambda: _require_dnd(session, line, deadline),
        on,
        f"have Do Not Disturb {_word(on)}",
        lambda now: f"Do Not Disturb is {_word(now)}",
        deadline,
    )


def set_do_not_disturb(session: PhoneSession, on: bool, deadline: Deadline, *, via: DndVia = "auto") -> str:
    """Switch Do Not Disturb; its key toggles, so that the state is read first and again afterwards.

    Raises:
        NotPossible: The phone does not tell its state: a key that toggles is not pressed blindly.
        CheckFailed: It was pressed, and nothing changed.
    """
    if _require_dnd(session, None, deadline) is on:
        return f"Do Not Disturb was {_word(on)} already; nothing was pressed"
    way = via if via != "auto" else "key" if session.watch.look(deadline).live else "soft key"
    if way == "soft key":
        tap(session, "softkey:DND", deadline)
    elif way == "key":
        press_key(session, "DoNotDisturb", deadline)
    else:
        go_home(session, deadline)
        press_item(session, "Do Not Disturb", deadline)
    limit = deadline.within(TAKES_EFFECT, "the time in which a feature is switched")
    expect_do_not_disturb(session, on, None, limit)
    return f"Do Not Disturb {_word(on)} by {way}"


def _require_dnd(session: PhoneSession, line: int | None, deadline: Deadline) -> bool:
    state = do_not_disturb(session, line, deadline)
    if state is None:
        raise NotPossible(
            f"{session.title} does not tell whether Do Not Disturb is on.",
            seen=f"its lineInfo has no DoNotDisturb (v2 has it, from UCS 5.8), and {why_blind(session)}.",
            hint="look at the picture (Capture Screen); Press Soft Key    DND toggles it.",
        )
    return state


def expect_registration(session: PhoneSession, registered: bool, line: int | None, deadline: Deadline) -> None:
    """Wait until a line, or every line, is registered or not."""

    def now() -> bool | None:
        states = {entry.registered for entry in _lines(session, line, deadline)}
        # Some are and some are not: neither of the two.
        return states.pop() if len(states) == 1 else None

    def told(state: bool | None) -> str:
        return "some lines are registered and some are not" if state is None else f"it is {_registered(state)}"

    what = f"line {line}" if line else "every line"
    _wait(session, now, registered, f"have {what} {_registered(registered)}", told, deadline)


def expect_message_waiting(session: PhoneSession, count: int | None, deadline: Deadline) -> str:
    """Wait until the message icon shows a count; None = any count. 0 is no icon. Says what is shown."""

    def now() -> int:
        ui = require_ui(session, "whether messages wait", deadline, "look at the picture (Capture Screen).")
        shown = ui.icons.get("voicemail")
        if shown is None:
            return 0
        return int(shown) if shown.isdigit() else 1

    wanted: Callable[[int], bool] = (lambda seen: seen > 0) if count is None else (lambda seen: seen == count)
    seen, tries = 0, 0
    for tries in session.watch.rounds(deadline):
        seen = now()
        if wanted(seen):
            return f"{seen} messages waiting"
    what = "messages waiting" if count is None else "no message waiting" if count == 0 else f"{count} messages waiting"
    raise CheckFailed(
        f"{session.title} does not show {what}.",
        seen=f"its message icon says {seen}." if seen else "it shows no message icon.",
        tried=deadline.tried(tries),
        hint="has the mailbox told the phone (a message of some seconds, msg.mwi.*)?",
    )


def _lines(session: PhoneSession, line: int | None, deadline: Deadline) -> list[Line]:
    lines = session.phone.lines.status(deadline)
    chosen = [entry for entry in lines if line is None or entry.key == line]
    if not chosen:
        keys = ", ".join(str(entry.key) for entry in lines) or "none"
        raise UsageError(
            f"{session.title} has no line {line}.", seen=f"its lines: {keys}.", hint="line= is one of them."
        )
    return chosen


def _wait(
    session: PhoneSession,
    now: Callable[[], bool | None],
    wanted: bool,
    what: str,
    told: Callable[[bool | None], str],
    deadline: Deadline,
) -> None:
    state: bool | None = None
    tries = 0
    for tries in session.watch.rounds(deadline):
        state = now()
        if state is wanted:
            return
    raise CheckFailed(f"{session.title} does not {what}.", seen=f"{told(state)}.", tried=deadline.tried(tries))


def _word(on: bool | None) -> str:
    return "on" if on else "off"


def _registered(state: bool) -> str:
    return "registered" if state else "unregistered"
