"""Calls and call lists, as the screen sees and handles them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

CallDirection = Literal["Incoming", "Outgoing"]
LogKind = Literal["Missed", "Received", "Placed"]
Message = Literal["", "transfer failed", "conference full", "park failed"]
"""What the phone tells its user for a moment; a name, not the words that are shown."""
Step = Literal["", "transfer", "blind", "conference"]
"""What the user is in the middle of: nothing; a transfer after talking; a blind transfer; adding a party."""


@dataclass(frozen=True)
class CallView:
    """One call as the screen shows it; ``state`` is the REST CallState word."""

    key: str
    """Names the call in the act methods below (the handle)."""
    state: str
    direction: CallDirection
    line: int
    name: str
    number: str
    seconds: int
    """Since the answer; 0 before."""
    focused: bool
    ringing: bool
    """Audibly; False once ignored."""
    muted: bool
    digits: str
    """What was collected so far in Dialtone."""
    reason: str
    """Why a Disconnected call ended: Busy, No answer, Not Found, ...; else empty."""
    tones: str = ""
    """DTMF digits sent in this call so far."""
    step: bool = False
    """The new leg of a transfer or conference in the making (``CallPort.step`` says which)."""
    first: bool = False
    """The call that this step began with: who is transferred, or who is in the conference already."""
    diverted_by: str = ""
    """Label of the phone that forwarded the call here; else empty."""


@dataclass(frozen=True)
class LogEntry:
    """One entry of a call list."""

    kind: LogKind
    name: str
    number: str
    line: int
    start: datetime
    duration: int | None
    """Seconds; None where there was no talk."""


class CallPort(Protocol):
    """The calls behind the screen. Acts happen at once and never raise: in a wrong state a phone does nothing."""

    # What is shown
    def calls(self) -> Sequence[CallView]: ...
    def step(self) -> Step: ...
    def message(self) -> Message:
        """What the phone has to tell right now; it goes by itself after 3 s."""
        ...

    def missed_count(self) -> int:
        """Missed calls since the missed list was last opened."""
        ...

    def call_log(self, kind: LogKind) -> Sequence[LogEntry]:
        """Newest first, as on the screen."""
        ...

    # One call
    def off_hook(self, line: int = 1) -> None:
        """Open a Dialtone call on a line key (the others go on hold)."""
        ...

    def type_digits(self, digits: str) -> None:
        """Replace the digits collected by the focused Dialtone call."""
        ...

    def dial(self, number: str, line: int = 1) -> None:
        """Send: with a Dialtone call in focus that call goes out, as part of the step if there is one."""
        ...

    def may_dial(self, number: str) -> bool:
        """False while the phone is locked and the number is not an authorised one."""
        ...

    def answer(self, call: str) -> None: ...
    def reject(self, call: str) -> None: ...
    def ignore(self, call: str) -> None: ...
    def end(self, call: str) -> None: ...
    def hold(self, call: str) -> None:
        """In a joined conference: all of it."""
        ...

    def resume(self, call: str) -> None: ...
    def deflect(self, call: str, number: str) -> None:
        """Forward a ringing call."""
        ...

    def focus(self, call: str) -> None: ...
    def set_mute(self, muted: bool) -> None: ...
    def send_tones(self, call: str, digits: str) -> None:
        """DTMF in a call that talks."""
        ...

    # Steps with a second party
    def start_transfer(self, call: str) -> None:
        """Hold the call and open the Dialtone leg of a transfer."""
        ...

    def set_blind(self, blind: bool) -> None:
        """The Blind soft key of a transfer: whether Send hands over at once."""
        ...

    def complete_transfer(self) -> None:
        """Transfer pressed again: semi-attended while the target rings, attended once it has answered."""
        ...

    def transfer_to_call(self, call: str, target: str) -> None:
        """Transfer one existing call to another."""
        ...

    def start_conference(self, call: str) -> None:
        """Hold the call as a conference leg and open the Dialtone leg of the next party."""
        ...

    def cancel_step(self) -> None:
        """Drop the new leg and talk to the first party again."""
        ...

    def join(self) -> None:
        """Both calls into one conference; without a step: the focused call and the last held one."""
        ...

    def split(self) -> None:
        """A conference into two held calls."""
        ...

    def remove_member(self, call: str) -> None:
        """Drop one member of a conference; the other talks on."""
        ...

    # Call lists
    def missed_list_opened(self) -> None:
        """The counter goes back to 0."""
        ...

    def delete_call_log(self, kind: LogKind, index: int | None = None) -> None:
        """One entry (newest first) or the whole list."""
        ...
