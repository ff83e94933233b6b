"""What a line key does: it answers, takes back from hold, shows the call, or opens a new one."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.callacts import new_call
from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.following import current_call

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

HELD = frozenset({"CallHold", "CallConfHold"})


def press_line(nav: "Navigation", key: int) -> None:
    """Press the n-th line key. The key of a watched phone or of a favorite calls it, or picks up what rings there.

    A key whose shared line another phone holds resumes that call; one in use elsewhere asks what is wanted.
    """
    line = next((line for line in nav.port.lines() if line.key == key), None)
    if line is None:
        return
    if line.kind != "line":
        if nav.port.may_dial(line.number):
            nav.port.press_feature_key(key)
        else:
            nav.notify(text("locked"))
        return
    calls = [call for call in nav.port.calls() if call.line == key and call.state != "Disconnected"]
    ringing = next((call for call in calls if call.state == "Offering"), None)
    current = current_call(calls)
    if ringing is not None:
        nav.port.answer(ringing.key)
    elif current is None:
        _press_idle(nav, key, line.state)
    elif current.state in HELD:
        nav.port.resume(current.key)
    else:
        nav.port.focus(current.key)
        nav.show_call()


def _press_idle(nav: "Navigation", key: int, state: str) -> None:
    """No call of this phone is on the line; perhaps one of another phone is."""
    if state == "remote held" and not nav.port.locked():
        before = len(nav.port.calls())
        nav.port.resume_shared(key)
        if len(nav.port.calls()) == before:
            nav.notify(text("held privately"))
    elif state == "remote active" and not nav.port.locked():
        answers = {"new_call": lambda: new_call(nav, key), "cancel": None}
        if nav.port.can_barge_in(key):
            answers = {"barge_in": lambda: nav.port.barge_in(key), **answers}
        nav.ask(text("in use elsewhere", line=nav.line_label(key)), **answers)
    else:
        new_call(nav, key)
