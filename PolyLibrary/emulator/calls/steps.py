"""What the user of a phone is in the middle of: a transfer, or adding a party to a conference."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import transfer
from PolyLibrary.emulator.calls.conference import Conference
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.emulator.gui.ports.calls import Step

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk


class Steps:
    """The step of one phone; there is one at a time."""

    def __init__(self, desk: "CallDesk") -> None:
        self._desk = desk
        self._kind: Step = ""
        self._blind = False
        self.first: Leg | None = None
        self.second: Leg | None = None

    @property
    def now(self) -> Step:
        """What the user is in the middle of."""
        return "blind" if self._kind == "transfer" and self._blind else self._kind

    # Beginning
    def start_transfer(self, leg: Leg) -> None:
        """Hold a call and open the Dialtone leg of a transfer (row 19)."""
        self._start("transfer", leg)

    def start_conference(self, leg: Leg) -> None:
        """Hold a call as a conference leg and open the Dialtone leg of the next party (row 43)."""
        if self._is_full():
            self._desk.messages.tell("conference full")
        elif self._desk.config.on("call.localConferenceEnabled"):
            self._start("conference", leg)

    def _start(self, kind: Step, leg: Leg) -> None:
        desk = self._desk
        line = desk.line(leg.line)
        if self._kind or leg.phase is not Phase.TALK or leg.conference is not None or line is None:
            return
        if leg.peer is None or not desk.room(line):
            return
        leg.adding = kind == "conference"
        desk.make_way()
        leg.held_here = True
        self._kind, self.first = kind, leg
        self._blind = kind == "transfer" and desk.config.text("call.defaultTransferType") == "Blind"
        self.second = desk.dial_tone(line)
        self.second.step = True
        desk.changed()

    def set_blind(self, *, blind: bool) -> None:
        """The Blind soft key, while the number is not sent yet."""
        if self._kind == "transfer" and self.second is not None and self.second.phase is Phase.DIALTONE:
            self._blind = blind
            self._desk.changed()

    # In between
    def sends(self, leg: Leg, number: str) -> bool:
        """Whether Send on that leg hands the first call over at once; then it is done."""
        first = self.first
        if leg is not self.second or self.now != "blind" or first is None:
            return False
        self.forget()
        self._desk.remove(leg)
        line = self._desk.line(first.line)
        if line is not None and bare(number) in (line.number, bare(first.number)):
            transfer.failed(first, number, "the transferor or the other party itself")
        else:
            transfer.blind(first, number)
        return True

    def parted(self, leg: Leg) -> None:
        """A call is over: without one of its legs a step is over, too; the other call goes on by itself."""
        if leg in (self.first, self.second):
            self.forget()

    def forget(self) -> None:
        """No step any more; the calls stay as they are."""
        for leg in (self.first, self.second):
            if leg is not None:
                leg.adding = leg.step = False
        self._kind, self._blind = "", False
        self.first = self.second = None

    # The end
    def cancel(self) -> None:
        """Drop the new leg and talk to the first party again (rows 28 and 51)."""
        first, second = self.first, self.second
        if first is None or second is None:
            return
        self.forget()
        self._desk.end(second)
        if self._desk.profile.says("cancel_resumes"):
            self._desk.resume(first)
        else:
            self._desk.changed()

    def complete_transfer(self) -> None:
        """Transfer pressed again: while the target rings (row 25), or after talking (row 27)."""
        first, second = self.first, self.second
        if self._kind != "transfer" or first is None or second is None:
            return
        if second.phase in (Phase.RINGBACK, Phase.TALK):
            self.forget()
            transfer.to_call(first, second)

    def join(self) -> None:
        """Both calls into one conference; without a step the call in focus and the last held one (row 45)."""
        if self._is_full():
            self._desk.messages.tell("conference full")
            return
        first, second = self.first, self.second
        if first is None or second is None:
            second = self._desk.starred()
            first = next((leg for leg in self._desk.held() if leg is not second), None)
        if first is None or second is None or {first.phase, second.phase} != {Phase.TALK}:
            return
        if first.peer is None or second.peer is None or not self._desk.config.on("call.localConferenceEnabled"):
            return
        self.forget()
        Conference(first, second)

    def _is_full(self) -> bool:
        return any(leg.conference is not None for leg in self._desk.legs)

    def split(self) -> None:
        """A conference into two held calls (row 48)."""
        conference = next((leg.conference for leg in self._desk.legs if leg.conference), None)
        if conference is not None:
            conference.split()
