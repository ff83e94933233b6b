"""Which screen a phone shows, as far as it can tell: by its own description (uixml), else by its calls.

A description is proof. Calls only say what can be shown: in a call a phone may show its menus all the same, so they
never refuse a touch, and every log line says which of the two it was.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, PathMissing, PolyError, UsageError
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.names import fold, quoted
from PolyLibrary.phone.calls import Call
from PolyLibrary.phone.firmware import screen_ways
from PolyLibrary.phone.uixml import UiScreen, parse_uixml
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.terms import Version

_ASKED_FOR = 5.0
_SHOWN_FOR = 1.0


@dataclass(frozen=True)
class Shown:
    """The screen at one moment.

    Attributes:
        name: The screen of the layout map, or the phone's own word where the map has none; empty = unknown.
        how: What told it: ``uixml``, or ``its calls (Offering)``; without a name why nothing did.
        ui: The phone's own description; None where it has none.
        candidates: Screens that its calls or its picture allow, where they allow several.
        pictured: Whether its picture told it.
        unread: Why its picture could not be read, where it had to be.
        at: Monotonic seconds.
    """

    name: str
    how: str
    ui: UiScreen | None = None
    candidates: tuple[str, ...] = ()
    pictured: bool = False
    unread: str = ""
    at: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> float:
        return time.monotonic() - self.at

    @property
    def certain(self) -> bool:
        """Whether the phone's own description or its picture said so; calls alone only say what can be shown."""
        return bool(self.name) and (self.ui is not None or self.pictured)

    def __str__(self) -> str:
        """``the screen 'recent calls' (title 'Missed Calls'), 0.1 s ago, by uixml`` for an error text."""
        if not self.name:
            return f"no screen was recognised, {self.age:.1f} s ago: {self.how}"
        title = f" (title '{self.ui.title}')" if self.ui is not None and self.ui.title else ""
        return f"the screen '{self.name}'{title}, {self.age:.1f} s ago, by {self.how}"


def look_at_screen(session: PhoneSession, deadline: Deadline) -> Shown:
    """One look: at uixml where the phone has it, else at the calls."""
    ui = read_ui(session, deadline)
    if ui is not None:
        return described(session, ui)
    return by_calls(session, session.watch.look(deadline).calls)


def read_ui(session: PhoneSession, deadline: Deadline) -> UiScreen | None:
    """The phone's own description of its screen; None where its firmware has none (asked once)."""
    if session.describes_screen is None:
        firmware = session.info.firmware if session.info else Version("99")
        session.describes_screen = "uixml" in screen_ways(session.model.name, firmware)
    if not session.describes_screen:
        return None
    try:
        return parse_uixml(session.phone.info.uixml(deadline))
    except PathMissing:
        session.describes_screen = False
        return None


def describes(session: PhoneSession) -> bool:
    """Whether the phone describes its screen itself; asked once a session."""
    if session.describes_screen is None:
        read_ui(session, Deadline(_ASKED_FOR, "the question whether the phone describes its screen"))
    return bool(session.describes_screen)


def require_ui(session: PhoneSession, what: str, deadline: Deadline, instead: str = "") -> UiScreen:
    """The description, for what cannot be known without it.

    Args:
        what: What cannot be known, for the error: ``its soft keys``.
        instead: What to do on such a phone.

    Raises:
        NotPossible: This phone has none.
    """
    ui = read_ui(session, deadline)
    if ui is None:
        raise NotPossible(
            f"{session.title} cannot tell {what}.",
            seen=f"{why_blind(session)}.",
            hint=instead or "look at the picture (Capture Screen), or run this test on a VVX with 6.x (can=uixml).",
        )
    return ui


def described(session: PhoneSession, ui: UiScreen) -> Shown:
    """The screen of a description."""
    return Shown(map_name(session, ui), "uixml" if ui.name else "uixml, which names no screen", ui)


def and_screen(session: PhoneSession) -> str:
    """What a phone that describes its screen shows now, to follow ``its calls: ...`` in an error; else nothing."""
    with suppress(PolyError):
        ui = read_ui(session, Deadline(_SHOWN_FOR, "the question what the phone shows"))
        if ui is not None:
            keys = quoted(ui.soft_key_labels) or "no soft keys"
            return f"; the screen '{map_name(session, ui) or ui.title}' with {keys}"
    return ""


def map_name(session: PhoneSession, ui: UiScreen) -> str:
    """The layout map's name of a described screen; the phone's own where the map has none."""
    layout = map_of(session)
    screens = layout.screens.values() if layout else ()
    told = fold(ui.name)
    for screen in screens:
        if told and told in {fold(name) for name in screen.recognise.uixml}:
            return screen.name
    return next((screen.name for screen in screens if fold(screen.name) == told), ui.name)


def by_calls(session: PhoneSession, calls: Sequence[Call]) -> Shown:
    """The screen that the calls leave as the only one; without a call nothing can be said."""
    layout = map_of(session)
    states = {call.state for call in calls}
    fitting = [s for s in (layout.screens.values() if layout else ()) if states & set(s.recognise.calls)]
    words = ", ".join(dict.fromkeys(str(call.state) for call in calls))
    if len(fitting) == 1:
        return Shown(fitting[0].name, f"its calls ({words})")
    if fitting:
        names = tuple(screen.name for screen in fitting)
        return Shown("", f"its calls ({words}) allow {quoted(names)}", candidates=names)
    return Shown("", f"nothing can tell it without a call; {why_blind(session)}")


def why_blind(session: PhoneSession) -> str:
    """Why the phone's screen cannot be read, as half a sentence."""
    if session.model.family == "VVX":
        firmware = f" and it runs {session.info.firmware}" if session.info else ""
        return f"mgmt/uixml exists on VVX phones from firmware 6.0 on{firmware}"
    return f"mgmt/uixml exists on VVX phones only, and it is a {session.model.display}"


def map_of(session: PhoneSession) -> LayoutMap | None:
    """The phone's layout map; None for a model without one."""
    try:
        return session.layout
    except UsageError:
        return None
