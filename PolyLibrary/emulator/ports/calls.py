"""Calls and call lists of one phone for its screen."""

from collections.abc import Sequence
from dataclasses import replace

from PolyLibrary.emulator.calls import transfer
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.gui.ports.calls import CallView, LogEntry, LogKind, Message, Step
from PolyLibrary.emulator.ports.base import Adapter
from PolyLibrary.emulator.preferences import local_time


class CallAdapter(Adapter):
    """The phone behind ``CallPort``."""

    # What is shown
    def calls(self) -> Sequence[CallView]:
        starred = self._desk.starred()
        return [self._view(leg, focused=leg is starred) for leg in self._desk.legs]

    def _view(self, leg: Leg, *, focused: bool) -> CallView:
        return CallView(
            key=leg.handle,
            state=leg.word,
            direction=leg.direction,
            line=leg.line,
            name=leg.name,
            number=leg.number,
            seconds=leg.seconds,
            focused=focused,
            ringing=leg.phase is Phase.OFFERING and not leg.ignored,
            muted=self._desk.muted and leg.phase is Phase.TALK,
            digits=leg.digits,
            reason=leg.reason,
            tones=leg.tones,
            step=leg.step,
            first=leg is self._desk.steps.first,
            diverted_by=leg.diverted_by,
        )

    def step(self) -> Step:
        return self._desk.steps.now

    def message(self) -> Message:
        return self._desk.messages.now

    def missed_count(self) -> int:
        return self._desk.history.missed_count

    def call_log(self, kind: LogKind) -> Sequence[LogEntry]:
        config = self._desk.config
        entries = self._desk.history.entries(kind)[::-1]
        return [replace(entry, start=local_time(config, entry.start)) for entry in entries]

    # One call
    def off_hook(self, line: int = 1) -> None:
        self._desk.off_hook(line)

    def type_digits(self, digits: str) -> None:
        self._desk.type_digits(digits)

    def dial(self, number: str, line: int = 1) -> None:
        if number:
            self._desk.dial(number, line)

    def may_dial(self, number: str) -> bool:
        return self._desk.lock.may_dial(number)

    def answer(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.answer(leg)

    def reject(self, call: str) -> None:
        leg = self._leg(call)
        line = self._desk.line(leg.line) if leg else None
        # Not offered on a shared line: it would go on ringing at the others.
        if leg is not None and line is not None and not line.shared:
            self._desk.reject(leg)

    def ignore(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.ignore(leg)

    def end(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.hang_up(leg)

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

    def send_tones(self, call: str, digits: str) -> None:
        if leg := self._leg(call):
            self._desk.send_tones(leg, digits)

    # Steps with a second party
    def start_transfer(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.steps.start_transfer(leg)

    def set_blind(self, blind: bool) -> None:
        self._desk.steps.set_blind(blind=blind)

    def complete_transfer(self) -> None:
        self._desk.steps.complete_transfer()

    def transfer_to_call(self, call: str, target: str) -> None:
        leg, other = self._leg(call), self._leg(target)
        if leg is not None and other is not None:
            transfer.to_call(leg, other)

    def start_conference(self, call: str) -> None:
        if leg := self._leg(call):
            self._desk.steps.start_conference(leg)

    def cancel_step(self) -> None:
        self._desk.steps.cancel()

    def join(self) -> None:
        self._desk.steps.join()

    def split(self) -> None:
        self._desk.steps.split()

    def remove_member(self, call: str) -> None:
        leg = self._leg(call)
        if leg is not None and leg.conference is not None:
            self._desk.end(leg)

    # Call lists
    def missed_list_opened(self) -> None:
        self._desk.history.missed_seen()
        self._phone.changed()

    def delete_call_log(self, kind: LogKind, index: int | None = None) -> None:
        self._desk.history.delete(kind, index)
        self._phone.changed()
