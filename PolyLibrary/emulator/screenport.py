"""What the GUI may see of its phone and ask of it: the phone behind ``gui.port.PhonePort``."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PolyLibrary.emulator.calls.leg import DIALLING, Leg, Phase
from PolyLibrary.emulator.gui.port import CallView, LineView, LogEntry, LogKind

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone


class ScreenPort:
    """The adapter of one phone."""

    def __init__(self, phone: "VirtualPhone") -> None:
        self._phone = phone
        self._desk = phone.desk

    def _leg(self, key: str) -> Leg | None:
        return next((leg for leg in self._desk.legs if leg.handle == key), None)

    def calls(self) -> Sequence[CallView]:
        starred = self._desk.starred()
        return [
            CallView(
                key=leg.handle,
                state=leg.word,
                direction=leg.direction,
                line=leg.line,
                name=leg.name,
                number=leg.number,
                seconds=leg.seconds,
                focused=leg is starred,
                ringing=leg.phase is Phase.OFFERING and not leg.ignored,
                muted=self._desk.muted and leg.phase is Phase.TALK,
                digits=leg.digits,
                reason=leg.reason,
            )
            for leg in self._desk.legs
        ]

    def lines(self) -> Sequence[LineView]:
        return [
            LineView(line.key, line.label, line.number, self._desk.registered_on(line), self._state(line.key))
            for line in self._desk.lines
        ]

    def _state(self, key: int) -> Literal["idle", "ringing", "active", "held"]:
        legs = [leg for leg in self._desk.legs if leg.line == key and leg.live]
        if any(leg.phase is Phase.OFFERING for leg in legs):
            return "ringing"
        if any(leg.active or leg.phase is Phase.DIALTONE or leg.phase in DIALLING for leg in legs):
            return "active"
        return "held" if legs else "idle"

    def missed_count(self) -> int:
        return self._desk.history.missed_count

    def call_log(self, kind: LogKind) -> Sequence[LogEntry]:
        return self._desk.history.entries(kind)[::-1]

    def now(self) -> datetime:
        return self._phone.clock.now()

    def booted(self) -> bool:
        return self._phone.life.ready

    def off_hook(self, line: int = 1) -> None:
        self._desk.off_hook(line)

    def type_digits(self, digits: str) -> None:
        self._desk.type_digits(digits)

    def dial(self, number: str, line: int = 1) -> None:
        if number:
            self._desk.dial(number, line)

    def answer(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.answer(leg)

    def reject(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.reject(leg)

    def ignore(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.ignore(leg)

    def end(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.end(leg)

    def hold(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.hold(leg)

    def resume(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.resume(leg)

    def deflect(self, call: str, number: str) -> None:
        if leg := self._leg(call):
            self._desk.deflect(leg, number)

    def focus(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.select(leg)

    def set_mute(self, muted: bool) -> None:
        self._desk.set_mute(muted)

    def missed_list_opened(self) -> None:
        self._desk.history.missed_seen()
        self._phone.changed()

    def delete_call_log(self, kind: LogKind, index: int | None = None) -> None:
        self._desk.history.delete(kind, index)
        self._phone.changed()

    def log(self, component: str, level: int, text: str) -> None:
        self._phone.log.write(component, level, text)
