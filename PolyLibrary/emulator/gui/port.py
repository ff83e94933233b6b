"""What the screen sees of its phone and may ask of it.

The GUI knows the phone only through this protocol, so that it can be drawn and touched in a test without any
network, exchange or log behind it. The phone calls ``Gui.changed()`` whenever something here has changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

CallDirection = Literal["Incoming", "Outgoing"]
LogKind = Literal["Missed", "Received", "Placed"]


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


@dataclass(frozen=True)
class LineView:
    """One line key with its label."""

    key: int
    label: str
    number: str
    registered: bool
    state: Literal["idle", "ringing", "active", "held"]


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


class PhonePort(Protocol):
    """The phone behind the screen."""

    # What is shown
    def calls(self) -> Sequence[CallView]: ...
    def lines(self) -> Sequence[LineView]: ...
    def missed_count(self) -> int:
        """Missed calls since the missed list was last opened."""
        ...

    def call_log(self, kind: LogKind) -> Sequence[LogEntry]:
        """Newest first, as on the screen."""
        ...

    def now(self) -> datetime: ...
    def booted(self) -> bool:
        """False while the boot screen is shown."""
        ...

    # What the user does; each acts at once and never raises for a wrong state: a phone just does nothing
    def off_hook(self, line: int = 1) -> None:
        """Open a Dialtone call on a line key (the others go on hold)."""
        ...

    def type_digits(self, digits: str) -> None:
        """Replace the digits collected by the focused Dialtone call."""
        ...

    def dial(self, number: str, line: int = 1) -> None:
        """Send: with a Dialtone call in focus that call goes out, else a new one."""
        ...

    def answer(self, call: str) -> None: ...
    def reject(self, call: str) -> None: ...
    def ignore(self, call: str) -> None: ...
    def end(self, call: str) -> None: ...
    def hold(self, call: str) -> None: ...
    def resume(self, call: str) -> None: ...
    def deflect(self, call: str, number: str) -> None:
        """Forward a ringing call."""
        ...

    def focus(self, call: str) -> None: ...
    def set_mute(self, muted: bool) -> None: ...
    def missed_list_opened(self) -> None:
        """The counter goes back to 0."""
        ...

    def delete_call_log(self, kind: LogKind, index: int | None = None) -> None:
        """One entry (newest first) or the whole list."""
        ...

    # What is written
    def log(self, component: str, level: int, text: str) -> None:
        """One line of the phone's log, if the levels let it through."""
        ...
