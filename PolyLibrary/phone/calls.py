"""Calls of a phone: their state, and the actions on them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.phone.fields import flag, mapping, surprise, text, whole
from PolyLibrary.phone.rest import Rest
from PolyLibrary.phone.status import NO_CALL, OK
from PolyLibrary.phone.times import parse_local
from PolyLibrary.phone.versions import Versions
from PolyLibrary.terms import CallState

_HANDLE = re.compile(r"(?i)\s*(?:0x)?([0-9a-f]{1,16})\s*\Z")
_NUMBER = re.compile(r"(?i)\s*<?\s*(?:sips?:|tel:)?([^@;>]*)")
# Names of the push and polling side of the phone that some firmware shows here too.
_KNOWN = frozenset(state.value for state in CallState)
_STATES: dict[str, CallState] = {state.value.lower(): state for state in CallState} | {
    "hold": CallState.CALL_HOLD,
    "held": CallState.CALL_HELD,
}


@dataclass(frozen=True)
class Call:
    """One call as the phone shows it.

    Args:
        handle: The call's number, the same in v1 and v2.
        ref: The handle as the phone wrote it, in hex without ``0x``; actions name the call by it.
        state: The phone's word; one that this library does not know is kept (``known_state`` tells).
        sequence: Which call of the line it is, from 1.
        focused: Whether actions without a reference mean this call.
        start: The phone's local time; None before the call is connected and in v1.
        duration: Seconds.
        number: Without ``sip:`` or ``tel:``, host and parameters.
        raw_number: As the phone wrote it.
        muted: None where the phone does not say (v1).
        media: ``sendrecv``, ``sendonly``, ...; empty where the phone does not say.
    """

    handle: int
    ref: str
    incoming: bool
    protocol: str
    state: CallState
    line: int
    sequence: int
    index: int
    focused: bool
    start: datetime | None
    duration: int
    name: str
    number: str
    raw_number: str
    ringing: bool
    muted: bool | None
    media: str
    remote_ip: str


def call_state(word: str) -> CallState:
    """The state that a word names; an unknown word becomes a state of its own that equals no other.

    A new firmware's word must be shown in checks and errors, not stop every test.
    """
    state = _STATES.get(word.lower())
    if state is None:
        state = str.__new__(CallState, word)
        state._name_ = state._value_ = word
        _STATES[word.lower()] = state
    return state


def known_state(state: CallState) -> bool:
    """Whether a state is one of the words that the facts list."""
    return state.value in _KNOWN


def bare_number(raw: str) -> str:
    """The number alone: ``sip:1002@10.1.2.3;user=phone`` is ``1002``."""
    match = _NUMBER.match(raw)
    return match[1].strip() if match else raw.strip()


def parse_calls(data: object) -> list[Call]:
    """Calls from ``data`` of callStatus: one object (v1), a list (v2), either with fields of the other (5.7).

    Raises:
        BadReply: An entry without a usable handle or state.
    """
    if data is None or data == {}:
        return []
    if isinstance(data, dict):
        return [_call(data, alone=True)]
    if not isinstance(data, list):
        raise surprise("call status", data, "an object or a list")
    return [_call(mapping(item, "call status"), alone=False) for item in data]


def _call(data: Mapping[str, Any], *, alone: bool) -> Call:
    handle = text(data, "CallHandle")
    match = _HANDLE.match(handle)
    if match is None:
        raise surprise("call handle", handle, "a hexadecimal number")
    word = text(data, "CallState")
    if not word:
        raise surprise("call state", data, "a field CallState")
    state = call_state(word)
    incoming = text(data, "Type").lower() == "incoming"
    appearance = text(data, "UIAppearanceIndex")
    index = appearance.replace("*", "").strip()
    ringing = flag(data, "Ringing")
    raw_number = text(data, "RemotePartyNumber")
    return Call(
        handle=int(match[1], 16),
        ref=match[1],
        incoming=incoming,
        protocol=text(data, "Protocol"),
        state=state,
        line=whole(data, "LineID", "LineId", default=1),
        sequence=whole(data, "CallSequence", default=1),
        index=int(index) if index.isascii() and index.isdigit() and len(index) < 10 else 0,
        focused="*" in appearance if appearance else alone,
        start=parse_local(text(data, "StartTime")),
        duration=whole(data, "DurationSeconds", "DurationInSeconds"),
        name=text(data, "RemotePartyName"),
        number=bare_number(raw_number),
        raw_number=raw_number,
        ringing=ringing if ringing is not None else incoming and state is CallState.OFFERING,
        muted=flag(data, "Muted"),
        media=text(data, "Media Direction", "MediaDirection"),
        remote_ip=text(data, "Remote Connection IP", "RemoteConnectionIP"),
    )


DialType = Literal["SIP", "TEL"]


class Calls:
    """Call status and call control. Every action is one request, sent once."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._versions = Versions()

    def status(self, deadline: Deadline) -> list[Call]:
        """All calls by v2, or by v1 where a phone lacks that; an empty list when the phone is idle."""
        return self._versions.ask(lambda: self.status_v2(deadline), lambda: self.status_v1(deadline))

    def status_v1(self, deadline: Deadline) -> list[Call]:
        """By v1, which shows one call only, the active one."""
        return self._status("/api/v1/webCallControl/callStatus", deadline)

    def status_v2(self, deadline: Deadline, *, line: int | None = None, handle: str | None = None) -> list[Call]:
        """By v2: all calls, or those of one line, or the one with a handle.

        Raises:
            PhoneRefused: 4005 for a line that does not exist.
        """
        chosen = [] if line is None else [f"line={line}"]
        chosen += [] if handle is None else [f"handle={call_ref(handle)}"]
        query = f"?{'&'.join(chosen)}" if chosen else ""
        return self._status(f"/api/v2/webCallControl/callStatus{query}", deadline)

    def _status(self, path: str, deadline: Deadline) -> list[Call]:
        answer = self._rest.call("GET", path, None, deadline, (OK, NO_CALL))
        return [] if answer.status == NO_CALL else answer.parsed(parse_calls)

    def dial(self, number: str, deadline: Deadline, *, line: int = 1, type: DialType | None = None) -> None:  # noqa: A002
        """Dial on the hands-free path. ``type`` is left out by default: SIP can break numbers of a PSTN."""
        data = {"Dest": str(number), "Line": str(line)}
        if type is not None:
            data["Type"] = type
        self._rest.post("/api/v1/callctrl/dial", data, deadline)

    def answer(self, ref: str | Call | None, deadline: Deadline) -> None:
        """Answer a ringing call; with None for ``ref`` (here and below) the phone chooses it."""
        self._act("answerCall", ref, deadline)

    def reject(self, ref: str | Call | None, deadline: Deadline) -> None:
        """Decline a ringing call towards its caller."""
        self._act("rejectCall", ref, deadline)

    def ignore(self, ref: str | Call | None, deadline: Deadline) -> None:
        """Silence a ringing call, which goes on ringing for its caller."""
        self._act("ignoreCall", ref, deadline)

    def end(self, ref: str | Call, deadline: Deadline) -> None:
        """End a call. A held call must be resumed first: phones refuse to end it (facts: endCall)."""
        self._act("endCall", ref, deadline)

    def hold(self, ref: str | Call | None, deadline: Deadline) -> None:
        self._act("holdCall", ref, deadline)

    def resume(self, ref: str | Call | None, deadline: Deadline) -> None:
        self._act("resumeCall", ref, deadline)

    def transfer(self, ref: str | Call, number: str, deadline: Deadline) -> None:
        """Transfer a call blindly, whatever the phone's transfer type is."""
        data = {"Ref": call_ref(ref), "TransferDest": str(number)}
        self._rest.post("/api/v1/callctrl/transferCall", data, deadline)

    def mute(self, on: bool, deadline: Deadline) -> None:
        """Mute or unmute the microphone; the phone needs a call for it."""
        self._rest.post("/api/v1/callctrl/mute", {"state": "1" if on else "0"}, deadline)

    def dtmf(self, digits: str, deadline: Deadline) -> None:
        """Send digits into the connected call: ``0`` to ``9``, ``*`` and ``#``."""
        if not re.fullmatch(r"[0-9*#]+", digits):
            raise UsageError(f"'{digits}' cannot be sent as DTMF.", hint="use the digits 0 to 9, * and #.")
        self._rest.post("/api/v1/callctrl/sendDTMF", {"Digits": digits}, deadline)

    def _act(self, verb: str, ref: str | Call | None, deadline: Deadline) -> None:
        data = None if ref is None else {"Ref": call_ref(ref)}
        self._rest.post(f"/api/v1/callctrl/{verb}", data, deadline)


def call_ref(ref: str | Call) -> str:
    """A call's reference as actions send it: hex without ``0x``."""
    if isinstance(ref, Call):
        return ref.ref
    match = _HANDLE.match(ref)
    if match is None:
        raise UsageError(f"'{ref}' is no call reference.", hint="it is the call's handle in hex, such as 0x2341880.")
    return match[1]
