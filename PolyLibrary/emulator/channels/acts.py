"""What a phone does for internal URIs. Every act does nothing in a wrong state, as a phone does."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.desk import CallDesk
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.channels.internal import Act, CallAct, Dial, KeyPress, Play, UpdateConfig

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

PAUSES = {"p": 1.0, ",": 2.0}


class Doer:
    """Acts on one phone.

    Args:
        play: Gets the path of a sound file.
    """

    def __init__(self, phone: "VirtualPhone", play: Callable[[str], None]) -> None:
        self._phone = phone
        self._play = play
        self._to_send: dict[Leg, str] = {}
        self._timers: set[asyncio.TimerHandle] = set()

    def do(self, act: Act) -> None:
        """One act. Keys of the microbrowser have no effect: a virtual phone has none (known for some models)."""
        if isinstance(act, KeyPress):
            self._phone.gui.key(act.name)
        elif isinstance(act, Dial):
            self._dial(act)
        elif isinstance(act, CallAct):
            self._call_act(act)
        elif isinstance(act, UpdateConfig):
            self._phone.update_configuration()
        elif isinstance(act, Play):
            self._play(act.path)

    def stop(self) -> None:
        """Forget the digits that wait."""
        self._to_send.clear()
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    # Calls
    def _dial(self, act: Dial) -> None:
        desk = self._phone.desk
        waiting = desk.starred()
        # Off hook, or inside a transfer or conference: the number goes out from there (known).
        inside = (
            waiting is not None and waiting.phase is Phase.DIALTONE and (act.line is None or act.line == waiting.line)
        )
        leg = desk.dial(act.number, act.line or self._free_line(), new=not inside)
        if leg is not None and act.tones:
            self._to_send[leg] = act.tones
            self.changed()

    def _free_line(self) -> int:
        desk = self._phone.desk
        busy = {leg.line for leg in desk.legs if leg.live}
        keys = [line.key for line in desk.lines]
        return next((key for key in keys if key not in busy), keys[0] if keys else 1)

    def changed(self) -> None:
        """Calls have changed: one that waits to send digits may be answered, or over."""
        for leg, tones in tuple(self._to_send.items()):
            if leg.phase is Phase.TALK:
                del self._to_send[leg]
                self._send(leg, tones)
            elif not leg.live:
                del self._to_send[leg]

    def _send(self, leg: Leg, tones: str) -> None:
        for at, char in enumerate(tones.lower()):
            if char in PAUSES:
                self._later(PAUSES[char], leg, tones[at + 1 :])
                return
            if leg.active:
                leg.tones += tones[at]

    def _later(self, seconds: float, leg: Leg, rest: str) -> None:
        def go_on() -> None:
            self._timers.discard(timer)
            if leg.phase is Phase.TALK:
                self._send(leg, rest)

        timer = self._phone.clock.later(seconds, go_on)
        self._timers.add(timer)

    def _call_act(self, act: CallAct) -> None:
        leg = self._leg_of(act)
        if leg is None:
            return
        if act.verb in _BY_DESK:
            _BY_DESK[act.verb](self._phone.desk, leg)
        else:
            _BY_PHONE[act.verb](self._phone, leg)

    def _leg_of(self, act: CallAct) -> Leg | None:
        desk = self._phone.desk
        if act.ref:
            return _by_reference(desk.legs, act.ref)
        if act.verb in ("Answer", "Reject", "Ignore"):
            return next(iter(desk.offering()), None)
        return desk.current()


def _by_reference(legs: list[Leg], written: str) -> Leg | None:
    """Hex with or without 0x, any case; else the decimal value."""
    word = written.lower().removeprefix("0x")
    for leg in legs:
        if leg.handle == word:
            return leg
    if not written.isdigit():
        return None
    return next((leg for leg in legs if int(leg.handle, 16) == int(written)), None)


def _end(phone: "VirtualPhone", leg: Leg) -> None:
    # As by REST: a call that rings here, or that this phone holds, is not ended this way.
    if leg.phase is not Phase.OFFERING and not (leg.phase is Phase.TALK and leg.held_here):
        phone.desk.end(leg)


def _reject(phone: "VirtualPhone", leg: Leg) -> None:
    line = phone.desk.line(leg.line)
    if line is None or not line.shared:
        phone.desk.reject(leg)


def _key_on(name: str) -> Callable[["VirtualPhone", Leg], None]:
    """A key with that call in focus."""

    def press(phone: "VirtualPhone", leg: Leg) -> None:
        if leg.live and leg.phase is not Phase.OFFERING:
            phone.desk.select(leg)
            phone.gui.key(name)

    return press


def _nothing(_phone: "VirtualPhone", _leg: Leg) -> None:
    """MicMute is known not to work on phones; Split and Remove need a conference, which no call here is in."""


_BY_DESK: dict[str, Callable[[CallDesk, Leg], None]] = {
    "Answer": CallDesk.answer,
    "Ignore": CallDesk.ignore,
    "Hold": CallDesk.hold,
    "Resume": CallDesk.resume,
}
_BY_PHONE: dict[str, Callable[["VirtualPhone", Leg], None]] = {
    "EndCall": _end,
    "Reject": _reject,
    "Transfer": _key_on("Transfer"),
    "Conference": _key_on("Conference"),
    "Join": _key_on("Conference"),
    "Split": _nothing,
    "Remove": _nothing,
    "MicMute": _nothing,
}
