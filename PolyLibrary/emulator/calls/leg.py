"""One side of a call, at one phone. Every face of the phone (REST v1, v2, screen) is made from it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.ports.calls import CallDirection

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.attempt import Attempt
    from PolyLibrary.emulator.calls.conference import Conference
    from PolyLibrary.emulator.calls.desk import CallDesk


class Phase(Enum):
    """Where a leg stands; holding is apart, because both sides may hold at once."""

    DIALTONE = "Dialtone"
    SETUP = "Setup"
    PROCEEDING = "Proceeding"
    RINGBACK = "RingBack"
    OFFERING = "Offering"
    TALK = "Connected"
    REMOTE = "CallRemoteActive"
    ENDED = "Disconnected"


DIALLING = (Phase.SETUP, Phase.PROCEEDING, Phase.RINGBACK)
_SILENT = (Phase.DIALTONE, Phase.ENDED, Phase.REMOTE)


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
        peer: The other side: of a ringing leg its caller; None while nobody has answered.
        attempt: The way to a number that this leg is on, until somebody answers.
        conference: The joined conference that this leg is in.
        adding: It is held while a party is being added to it.
        step: It is the new leg of a transfer or conference in the making.
        identity: Number and name that the other party is shown, where they are not those of the line.
        diverted_by: Label of the phone that forwarded the call here.
        auto: An intercom call: it is answered by itself, muted.
        private: Held so that no other phone of a shared line can resume it.
        guest: It came into a call of a shared line by barge in.
        unlisted: It leaves no entry in a call list.
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
    attempt: "Attempt | None" = None
    conference: "Conference | None" = None
    adding: bool = False
    step: bool = False
    identity: tuple[str, str] | None = None
    diverted_by: str = ""
    auto: bool = False
    private: bool = False
    guest: bool = False
    unlisted: bool = False
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
    tones_heard: Callable[[str], None] | None = None
    """Of a service of the exchange: what DTMF does there."""
    when_over: Callable[[], None] | None = None
    """Of a service of the exchange: what the end of the call does there."""

    @property
    def word(self) -> str:
        """The REST CallState."""
        if self.phase is not Phase.TALK:
            return str(self.phase.value)
        joined = self.conference is not None or self.adding
        if not (self.held_here or self.held_there):
            return "CallConference" if joined else "Connected"
        # Known: the phone that holds shows CallHold, the other side CallHeld; the own hold wins.
        here = self.held_here == (self.desk.profile["hold_words"] == "local")
        return ("CallConf" if joined else "Call") + ("Hold" if here else "Held")

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
        if self.phase in _SILENT or (self.held_here and self.held_there):
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
