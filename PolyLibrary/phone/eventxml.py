"""Telephony notifications as phones post them (facts: telephony event notifications).

The root may have any name or be missing; a call state event may carry its reference and state as attributes (the
guide, captures) or as children.
"""

from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from time import time as now
from typing import TYPE_CHECKING

from PolyLibrary.phone.address import mac_of
from PolyLibrary.phone.callxml import NOBODY, CallInfo, CallLine, XmlParty, call_lines, party, ref_of, state_of
from PolyLibrary.phone.phonexml import NotXml, has, name_of, number, parse_xml, stamp, value
from PolyLibrary.terms import CallState

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KINDS = (
    *("IncomingCall", "OutgoingCall", "OffHook", "OnHook", "PhoneLocked", "PhoneUnlocked"),
    *("LineRegistration", "LineUnregistration", "UserLoginOut", "CallStateChange"),
)
_KIND_BY_FORM = {kind.lower(): kind for kind in KINDS}
_SUFFIX = "event"
_DEPTH = 3


@dataclass(frozen=True)
class PhoneEvent:
    """One notification of a phone.

    Args:
        kind: The element's name without ``Event``: ``IncomingCall``, ``OffHook``, ``CallStateChange``, ...
        mac: Twelve lower-case hex digits; None when it cannot be read.
        ip: The address that the phone gives for itself; ``sender`` is where the post came from.
        time: The phone's time with its offset; None when it gives none.
        call_ref: Of a call state change: the call's handle in hex without ``0x``; ``handle`` is its number.
        state: Of a call state change; None for a word that this library does not know (``word`` has it).
        line: The line key; None where the firmware does not say.
        lines: Of a call state change: the line with its calls. ``calls`` has the calls alone.
        user: Who logged in at the phone; empty when somebody logged out.
        at: When it came (wall clock); ``received`` is the same on the monotonic clock.
    """

    kind: str
    mac: str | None
    ip: str
    time: datetime | None
    call_ref: str = ""
    handle: int | None = None
    state: CallState | None = None
    word: str = ""
    calling: XmlParty = NOBODY
    called: XmlParty = NOBODY
    line: int | None = None
    lines: tuple[CallLine, ...] = ()
    user: str = ""
    sender: str = ""
    at: float = field(default_factory=now, compare=False)
    received: float = field(default_factory=monotonic, compare=False)

    @property
    def calls(self) -> tuple[CallInfo, ...]:
        return tuple(call for line in self.lines for call in line.calls)

    def __str__(self) -> str:
        return " ".join(part for part in (self.kind, self.word, self.call_ref, self.called.number) if part)


def parse_events(body: bytes, sender: str = "") -> list[PhoneEvent]:
    """All events of a post (phones send one), in their order.

    Raises:
        NotXml: It is no XML, or holds no event.
    """
    found = [_event(element, sender) for element in _events_in(parse_xml(body))]
    if not found:
        raise NotXml("no event in it")
    return found


def _events_in(root: "Element") -> "list[Element]":
    found: list[Element] = []
    waiting = [(root, _DEPTH)]
    while waiting:
        element, depth = waiting.pop()
        name = name_of(element)
        if name.endswith(_SUFFIX) and name != _SUFFIX:
            found.append(element)
        elif depth:
            waiting += [(child, depth - 1) for child in reversed(element)]
    return found


def _event(element: "Element", sender: str) -> PhoneEvent:
    written = element.tag.rpartition("}")[2]
    kind = written[: -len(_SUFFIX)]
    lines = call_lines(element)
    ref, handle = ref_of(value(element, "CallReference"))
    word = value(element, "CallState")
    line = number(element, "LineNumber", "LineKeyNum")
    calling, called = party(element, "Calling"), party(element, "Called")
    if kind.lower() == "callstatechange":
        place, call = _subject(lines, handle)
        if call is not None:
            calling, called = call.calling, call.called
            ref, handle, word = ref or call.ref, handle if ref else call.handle, word or call.word
        line = line or (place.key if place else None) or None
    return PhoneEvent(
        kind=_KIND_BY_FORM.get(kind.lower(), kind),
        mac=mac_of(value(element, "MACAddress")),
        ip=value(element, "PhoneIP"),
        time=stamp(element, "TimeStamp"),
        call_ref=ref,
        handle=handle,
        state=state_of(word),
        word=word,
        calling=calling,
        called=called,
        line=line,
        lines=lines,
        user="" if has(element, "UserLoggedOut") else value(element, "UserLoggedIn"),
        sender=sender,
    )


def _subject(lines: tuple[CallLine, ...], handle: int | None) -> tuple[CallLine | None, CallInfo | None]:
    """The call that a change is about, with its line; without a usable reference it must be the only one."""
    calls = [(line, call) for line in lines for call in line.calls]
    chosen = [(line, call) for line, call in calls if handle is not None and call.handle == handle]
    if not chosen and handle is None and len(calls) == 1:
        chosen = calls
    if chosen:
        return chosen[0]
    return (lines[0] if len(lines) == 1 else None), None
