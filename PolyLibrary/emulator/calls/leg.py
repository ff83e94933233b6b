"""One side of a call, at one phone. Every face of the phone (REST v1, v2, screen) is made from it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.port import CallDirection

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk


class Phase(Enum):
    """Where a leg stands; holding is apart, because both sides may hold at once."""

    DIALTONE = "Dialtone"
    SETUP = "Setup"
    PROCEEDING = "Proceeding"
    RINGBACK = "RingBack"
    OFFERING = "Offering"
    TALK = "Connected"
    ENDED = "Disconnected"


DIALLING = (Phase.SETUP, Phase.PROCEEDING, Phase.RINGBACK)


@dataclass(eq=False, slots=True)
class Leg:
    """One call of one phone.

    Args:
        desk: The phone's calls.
        handle: Names the call; the v2 CallHandle, and without its 0x the v1 one.
        line: Line key.
        sequence: Lowest number that was free on the line.
        number: The other party: what was dialled, or the caller.
        name: The name shown for it.
        created: Ring or dial start.
    """

    desk: "CallDesk"
    handle: str
    call_id: str
    line: int
    sequence: int
    direction: CallDirection
    number: str
    name: str
    phase: Phase
    created: datetime
    focus: int = 0
    port: int = 0
    peer: "Leg | None" = None
    answered: datetime | None = None
    answered_at: float = 0.0
    held_here: bool = False
    held_there: bool = False
    ignored: bool = False
    deflected: bool = False
    digits: str = ""
    tones: str = ""
    reason: str = ""
    seconds_talked: int = 0
    auto_answer: asyncio.TimerHandle | None = None
    word_seen: str = ""
    dialled_as_tel: bool = False
    listed: tuple[str, str] | None = None
    """Number and name of the first party, once a transfer has brought another."""
    sent: float = 0.0
    received: float = 0.0
    media_seen: str = "inactive"
    media_at: float = 0.0
    timers: list[asyncio.TimerHandle] = field(default_factory=list)

    @property
    def word(self) -> str:
        """The REST CallState."""
        if self.phase is not Phase.TALK or not (self.held_here or self.held_there):
            return self.phase.value
        # Known: the phone that holds shows CallHold, the other side CallHeld; the own hold wins.
        here = self.held_here == (self.desk.profile["hold_words"] == "local")
        return "CallHold" if here else "CallHeld"

    @property
    def active(self) -> bool:
        """In talk and not held by this phone."""
        return self.phase is Phase.TALK and not self.held_here

    @property
    def live(self) -> bool:
        """Not over."""
        return self.phase is not Phase.ENDED

    @property
    def seconds(self) -> int:
        """Whole seconds since the answer; 0 before, and frozen at the end."""
        if self.phase is Phase.TALK:
            return int(self.desk.clock.monotonic() - self.answered_at)
        return self.seconds_talked

    @property
    def media(self) -> str:
        """The v2 media direction (words known; for held on both sides chosen)."""
        if self.phase is Phase.OFFERING:
            return "sendonly"
        if self.phase in (Phase.DIALTONE, Phase.ENDED) or (self.held_here and self.held_there):
            return "inactive"
        if self.held_here:
            return "sendonly"
        return "recvonly" if self.held_there else "sendrecv"

    def flowed(self, now: float) -> tuple[float, float]:
        """Seconds during which media went out, and during which it came in."""
        passed = now - self.media_at
        self.sent += passed if self.media_seen in ("sendrecv", "sendonly") else 0.0
        self.received += passed if self.media_seen in ("sendrecv", "recvonly") else 0.0
        self.media_at = now
        self.media_seen = self.media if self.phase is Phase.TALK else "inactive"
        return self.sent, self.received

    def stop_timers(self) -> None:
        """Cancel what was planned for this call."""
        for timer in self.timers:
            timer.cancel()
        self.timers.clear()
        if self.auto_answer is not None:
            self.auto_answer.cancel()
            self.auto_answer = None
