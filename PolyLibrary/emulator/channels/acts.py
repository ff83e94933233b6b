"""What a phone does for internal URIs. Every act does nothing in a wrong state, as a phone does."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

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
            leg.desk.send_tones(leg, tones[at])

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
        if act.verb == "EndCall":
            _end(leg, named=bool(act.ref))
        else:
            _ACTS[act.verb](leg)

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


def _end(leg: Leg, *, named: bool) -> None:
    # As by REST: a call that rings here, or that this phone holds, is not ended this way.
    if leg.phase is Phase.OFFERING or (leg.phase is Phase.TALK and leg.held_here):
        return
    if named:
        leg.desk.end(leg)
    else:
        leg.desk.hang_up(leg)


def _reject(leg: Leg) -> None:
    line = leg.desk.line(leg.line)
    if line is None or not line.shared:
        leg.desk.reject(leg)


def _transfer(leg: Leg) -> None:
    """Begin a transfer of that call; in the middle of one, complete it."""
    steps = leg.desk.steps
    if steps.now:
        steps.complete_transfer()
    else:
        steps.start_transfer(leg)


def _conference(leg: Leg) -> None:
    """Begin to add a party; in the middle of it, join."""
    steps = leg.desk.steps
    if steps.now:
        steps.join()
    else:
        steps.start_conference(leg)


def _join(leg: Leg) -> None:
    leg.desk.steps.join()


def _split(leg: Leg) -> None:
    if leg.conference is not None:
        leg.conference.split()


def _remove(leg: Leg) -> None:
    if leg.conference is not None:
        leg.desk.end(leg)


def _mic_mute(leg: Leg) -> None:
    """The guide lists it, a client found that it does nothing: switch ``push_mic_mute``."""
    if leg.desk.profile["push_mic_mute"] == "works":
        leg.desk.set_mute(not leg.desk.muted)


_ACTS: dict[str, Callable[[Leg], None]] = {
    "Answer": lambda leg: leg.desk.answer(leg),
    "Reject": _reject,
    "Ignore": lambda leg: leg.desk.ignore(leg),
    "Hold": lambda leg: leg.desk.hold(leg),
    "Resume": lambda leg: leg.desk.resume(leg),
    "Transfer": _transfer,
    "Conference": _conference,
    "Join": _join,
    "Split": _split,
    "Remove": _remove,
    "MicMute": _mic_mute,
}
