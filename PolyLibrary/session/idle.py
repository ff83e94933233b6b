"""Bringing a phone back to its idle screen: calls first, then whatever menu, field or message is open.

Where the phone describes its screen each press is followed by a look. Elsewhere nothing can tell what is open, so only
calls are ended, which is said.
"""

from collections.abc import Collection
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed
from PolyLibrary.names import fold
from PolyLibrary.session.calls.calling import end_everything
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import Shown, described, read_ui
from PolyLibrary.session.touch.touching import press_key, tap

AT_REST = frozenset({"idle", "screensaver", "lines"})
LOCKED = "lock"
MOST_PRESSES = 10
REACTS_WITHIN = 1.0
_WAYS_OUT = ("No", "Cancel", "Back", "Exit")
"""Soft keys that leave a message or field without keeping what was typed."""


@dataclass(frozen=True)
class Cleared:
    """What had to be cleared; both empty where the phone was idle already."""

    ended: list[str]
    left: list[str]

    def __bool__(self) -> bool:
        return bool(self.ended or self.left)

    def __str__(self) -> str:
        parts = [f"ended: {'; '.join(self.ended)}"] if self.ended else []
        parts += [f"left: {', '.join(self.left)}"] if self.left else []
        return "; ".join(parts) or "nothing to clear"


def bring_to_idle(session: PhoneSession, deadline: Deadline, keep: Collection[int] = ()) -> Cleared:
    """End the calls and leave every open screen; says what was there. Does nothing to a phone that is idle.

    Args:
        keep: Handles of calls that are left alone; while there are any, screens are left alone as well.

    Raises:
        CheckFailed: Calls are left, or a screen does not go away.
    """
    ended = end_everything(session, deadline, keep)
    if keep and session.watch.look(deadline).live:
        return Cleared(ended, [])
    return Cleared(ended, leave_screens(session, deadline))


def leave_screens(session: PhoneSession, deadline: Deadline) -> list[str]:
    """Leave menus, fields and messages until the idle screen is shown; the names of the screens that were left."""
    left: list[str] = []
    presses = 0
    shown = _look(session, deadline)
    while shown is not None and shown.name and fold(shown.name) not in AT_REST:
        if fold(shown.name) == LOCKED:
            return [*left, "nothing more: the phone is locked"]
        if presses == MOST_PRESSES or deadline.expired:
            raise CheckFailed(
                f"{session.title} does not come back to its idle screen.",
                seen=f"{shown}.",
                tried=f"{presses} presses in {deadline.elapsed:.1f} s (limit {MOST_PRESSES} presses); left: "
                f"{', '.join(left) or 'nothing'}",
                hint="look at the picture (Capture Screen); Restart Phone is the last resort.",
            )
        if not left or left[-1] != shown.name:
            left.append(shown.name)
        _press_out(session, shown, deadline)
        presses += 1
        shown = _after(session, shown, deadline)
    return left


def _press_out(session: PhoneSession, shown: Shown, deadline: Deadline) -> None:
    """A message is answered so that nothing is kept; everything else is left by Home, which toggles Home and idle."""
    ui = shown.ui
    if ui is not None and fold(shown.name) in ("message", "field"):
        way = next((label for label in _WAYS_OUT if ui.soft_key(label) is not None), None)
        if way is not None:
            tap(session, f"softkey:{way}", deadline)
            return
    press_key(session, "Home", deadline)


def _after(session: PhoneSession, before: Shown, deadline: Deadline) -> Shown | None:
    """The screen once it has changed, or once the phone had time enough for it."""
    limit = deadline.within(REACTS_WITHIN, "the time in which a phone reacts")
    shown: Shown | None = before
    for _ in session.watch.rounds(limit):
        shown = _look(session, deadline)
        if shown is None or shown.ui != before.ui:
            break
    return shown


def _look(session: PhoneSession, deadline: Deadline) -> Shown | None:
    ui = read_ui(session, deadline)
    return described(session, ui) if ui is not None else None
