"""Lines and calls as XML polling and telephony events show them; made from the same calls as REST."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.calls.numbers import user_part
from PolyLibrary.emulator.channels.elements import around, element
from PolyLibrary.emulator.lines import Line

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone


def sip_address(phone: "VirtualPhone", number: str, line: Line | None) -> str:
    """``sip:user@domain``; nothing for an empty number."""
    server = (line.server if line else "") or phone.host
    return f"sip:{user_part(number)}@{server}" if number else ""


def line_infos(phone: "VirtualPhone") -> list[str]:
    """All CallLineInfo elements: one a line key, or one a registration where the profile says so."""
    by_key = phone.profile["line_info_per"] == "key"
    shown = [line for line in phone.lines if by_key or line.first]
    return [row for line in shown for row in line_info(phone, line)]


def line_info(phone: "VirtualPhone", line: Line) -> list[str]:
    """One CallLineInfo with the calls of its key; CallInfo only while there is one, here or at another phone of it."""
    keys = _keys(phone, line)
    legs = [leg for leg in phone.desk.listed if leg.live and leg.line in keys]
    calls = [row for leg in legs for row in _call_info(phone, leg)]
    return around(
        "CallLineInfo",
        [
            element("LineKeyNum", str(line.key)),
            element("LineDirNum", line.number),
            element("LineState", "Active" if legs else "Inactive"),
            *calls,
        ],
    )


def _keys(phone: "VirtualPhone", line: Line) -> Sequence[int]:
    if phone.profile["line_info_per"] == "key":
        return (line.key,)
    return [other.key for other in phone.lines if other.registration == line.registration]


def parties(phone: "VirtualPhone", leg: Leg) -> tuple[str, str, str, str]:
    """Called name and address, calling name and address; nothing of the other party before it is dialled."""
    line = phone.desk.line(leg.line)
    own = (line.label if line else "", sip_address(phone, line.number if line else "", line))
    dialtone = leg.phase is Phase.DIALTONE
    other = ("", "") if dialtone else (leg.name, sip_address(phone, leg.number, line))
    return (*other, *own) if leg.direction == "Outgoing" else (*own, *other)


def polling_word(phone: "VirtualPhone", leg: Leg) -> str:
    """The call's state in the words of polling, by the profile."""
    word = leg.word
    switch = {"Proceeding": "proceeding_in_polling", "RingBack": "ringback_word"}.get(word)
    return phone.profile[switch] if switch else word


def _call_info(phone: "VirtualPhone", leg: Leg) -> list[str]:
    desk = phone.desk
    called_name, called, calling_name, calling = parties(phone, leg)
    return around(
        "CallInfo",
        [
            element("CallReference", leg.handle),
            element("CallState", polling_word(phone, leg)),
            element("CallType", leg.direction),
            element("UIAppearanceIndex", desk.index_of(leg)),
            element("CalledPartyName", called_name),
            element("CalledPartyDirNum", called),
            element("CallingPartyName", calling_name),
            element("CallingPartyDirNum", calling),
            element("CallDuration", str(leg.seconds)),
            element("Protocol", "SIP"),
            element("Muted", "1" if desk.muted and leg.phase is Phase.TALK else "0"),
            element("Ringing", "1" if leg.phase is Phase.OFFERING and not leg.ignored else "0"),
        ],
    )
