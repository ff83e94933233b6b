"""Calls as XML polling and call state events show them: one ``CallLineInfo`` a line key (facts: polling)."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PolyLibrary.phone.calls import bare_number
from PolyLibrary.phone.phonexml import below, number, switch, value
from PolyLibrary.terms import CallState

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HANDLE = re.compile(r"(?i)\s*(?:0x)?([0-9a-f]{1,16})\s*\Z")
# The second half are words of events, in the guide's spelling.
_STATES = {state.value.lower(): state for state in CallState} | {
    "hold": CallState.CALL_HOLD,
    "held": CallState.CALL_HELD,
    "free": CallState.DISCONNECTED,
}


@dataclass(frozen=True)
class XmlParty:
    """One side of a call: ``number`` is bare, ``address`` as the phone wrote it (``sip:202@host``)."""

    name: str = ""
    number: str = ""
    address: str = ""


NOBODY = XmlParty()


@dataclass(frozen=True)
class CallInfo:
    """One call of a line.

    Args:
        ref: The handle in hex without ``0x``, as actions name the call; empty when the phone gives none.
        handle: The same as number; equal to ``Call.handle`` of REST.
        state: None for a word that this library does not know.
        word: The state as the phone wrote it.
        incoming: None where the phone does not say.
        index: Position among the calls shown; 0 for conference members without the focus.
        duration: Seconds.
        protocol: In capitals; empty before 5.x, as ``muted`` and ``ringing`` are None.
    """

    ref: str
    handle: int | None
    state: CallState | None
    word: str
    incoming: bool | None
    index: int
    focused: bool
    called: XmlParty
    calling: XmlParty
    duration: int
    protocol: str
    muted: bool | None
    ringing: bool | None

    @property
    def remote(self) -> XmlParty:
        """The other side."""
        return self.calling if self.incoming else self.called


@dataclass(frozen=True)
class CallLine:
    """One line key: ``key`` from 1, its own number, and its calls; an inactive one has none."""

    key: int
    number: str
    active: bool
    calls: tuple[CallInfo, ...]


def state_of(word: str) -> CallState | None:
    """The state that a word of polling or of an event names; None when it is unknown."""
    return _STATES.get(word.strip().lower())


def ref_of(text: str) -> tuple[str, int | None]:
    """A call reference in hex without ``0x``, and as number; what is none is kept as text."""
    match = _HANDLE.match(text)
    return (match[1], int(match[1], 16)) if match else (text, None)


def party(element: "Element", side: str) -> XmlParty:
    """The ``Calling`` or ``Called`` party of a call or an event, whose spellings differ."""
    address = value(element, f"{side}PartyDirNum", f"{side}PartyNumber")
    return XmlParty(value(element, f"{side}PartyName"), bare_number(address), address)


def call_lines(root: "Element") -> tuple[CallLine, ...]:
    """All ``CallLineInfo`` below an element."""
    return tuple(_line(element) for element in below(root, "CallLineInfo"))


def _line(element: "Element") -> CallLine:
    calls = tuple(_call(each) for each in below(element, "CallInfo", 2))
    state = value(element, "LineState")
    address = value(element, "LineDirNum")
    return CallLine(
        key=number(element, "LineKeyNum") or 0,
        number=bare_number(address),
        active=state.lower() == "active" if state else bool(calls),
        calls=calls,
    )


def _call(element: "Element") -> CallInfo:
    ref, handle = ref_of(value(element, "CallReference"))
    word = value(element, "CallState")
    direction = value(element, "CallType").lower()
    appearance = value(element, "UIAppearanceIndex")
    index = appearance.replace("*", "").strip()
    return CallInfo(
        ref=ref,
        handle=handle,
        state=state_of(word),
        word=word,
        incoming=direction == "incoming" if direction in ("incoming", "outgoing") else None,
        index=int(index) if index.isascii() and index.isdigit() and len(index) < 10 else 0,
        focused="*" in appearance,
        called=party(element, "Called"),
        calling=party(element, "Calling"),
        duration=number(element, "CallDuration") or 0,
        protocol=value(element, "Protocol").upper(),
        muted=switch(element, "Muted"),
        ringing=switch(element, "Ringing"),
    )
