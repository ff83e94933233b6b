"""What soft keys, tiles and hard keys do, by the ``act`` of softkeys.yaml and keys.yaml."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui import callacts
from PolyLibrary.emulator.gui.audio import MOST_VOLUME, Path
from PolyLibrary.emulator.gui.conditions import TALKING
from PolyLibrary.emulator.gui.data import text
from PolyLibrary.emulator.gui.openings import OPENINGS, open_or_refuse
from PolyLibrary.emulator.gui.port import CallView, LogKind

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation


def act(nav: "Navigation", name: str) -> None:
    """Do it; a wrong moment has no effect, as on a phone."""
    on_call = _ON_CALL.get(name)
    if on_call is not None:
        call = nav.top.subject()
        if call is not None:
            on_call(nav, call)
        return
    if name in OPENINGS:
        open_or_refuse(nav, name)
        return
    _PLAIN[name](nav)


def _redial(nav: "Navigation") -> None:
    placed = nav.port.call_log("Placed")
    if placed:
        callacts.dial(nav, placed[0].number, placed[0].line)
    else:
        nav.notify(text("nothing to redial"))


def _number_entry(nav: "Navigation", verb: str) -> None:
    from PolyLibrary.emulator.gui.screens.number import NumberEntry

    if isinstance(nav.top, NumberEntry):
        (nav.top.send if verb == "send" else nav.top.cancel)()


def _list_of(kind: LogKind) -> Callable[["Navigation"], None]:
    return lambda nav: nav.show_recent(kind)


def _volume(step: int) -> Callable[["Navigation"], None]:
    def change(nav: "Navigation") -> None:
        audio = nav.audio
        audio.louder(step)
        shown = text("volume", level=audio.volume, most=MOST_VOLUME)
        nav.notify(shown, level=audio.volume / MOST_VOLUME)

    return change


def _mute_key(nav: "Navigation") -> None:
    call = nav.current_call()
    if call is not None and call.state in TALKING:
        nav.port.set_mute(not call.muted)


def _hold_key(nav: "Navigation") -> None:
    call = nav.current_call()
    if call is None:
        return
    if call.state in TALKING:
        nav.port.hold(call.key)
    elif call.state in {"CallHold", "CallConfHold"}:
        nav.port.resume(call.key)


def hook(path: Path) -> Callable[["Navigation"], None]:
    """Speaker and headset key: answer, dial what is typed, off hook; in a call the other one takes the sound."""

    def press(nav: "Navigation") -> None:
        from PolyLibrary.emulator.gui.screens.dialer import Dialer

        call = nav.current_call()
        ringing = next((call for call in nav.port.calls() if call.state == "Offering"), None)
        if call is None or call.state == "Disconnected" or (ringing is not None and nav.popups):
            nav.audio.path = path
            if ringing is not None:
                shown = nav.top.subject()
                nav.port.answer(shown.key if shown and shown.state == "Offering" else ringing.key)
            elif isinstance(nav.top, Dialer):
                nav.top.send()
            else:
                callacts.new_call(nav)
        elif nav.audio.path != path:
            nav.audio.path = path
        elif call.state in {"CallHold", "CallConfHold"}:
            nav.port.resume(call.key)
        else:
            nav.port.end(call.key)

    return press


_ON_CALL: dict[str, Callable[["Navigation", CallView], None]] = {
    **callacts.ON_CALL,
    "answer": lambda nav, call: nav.port.answer(call.key),
    "reject": lambda nav, call: nav.port.reject(call.key),
    "ignore": lambda nav, call: nav.port.ignore(call.key),
    "forward_call": lambda nav, call: nav.show_forward(call.key),
    "hold": lambda nav, call: nav.port.hold(call.key),
    "resume": lambda nav, call: nav.port.resume(call.key),
    "end_call": lambda nav, call: nav.port.end(call.key),
}

_PLAIN: dict[str, Callable[["Navigation"], None]] = {
    **callacts.PLAIN,
    "redial": _redial,
    "mute": lambda nav: nav.port.set_mute(True),
    "unmute": lambda nav: nav.port.set_mute(False),
    "send": lambda nav: _number_entry(nav, "send"),
    "cancel": lambda nav: _number_entry(nav, "cancel"),
    "delete": lambda nav: nav.top.delete(),
    "dial_entry": lambda nav: nav.top.select(),
    "back": lambda nav: nav.top.back(),
    "select": lambda nav: nav.select(),
    "more": lambda nav: nav.top.more(),
    "own": lambda _: None,
    "received": _list_of("Received"),
    "placed": _list_of("Placed"),
    "missed": _list_of("Missed"),
    "recent_calls": _list_of("Missed"),
    "call_list": _list_of("Missed"),
    "directories": lambda nav: nav.show_menu("directories"),
    "home": lambda nav: nav.home(),
    "home_screen": lambda nav: nav.home_screen(),
    "louder": _volume(1),
    "softer": _volume(-1),
    "mute_key": _mute_key,
    "hold_key": _hold_key,
    "speaker": hook("speaker"),
    "headset": hook("headset"),
}

ACTS = frozenset(_ON_CALL) | frozenset(_PLAIN) | frozenset(OPENINGS)
