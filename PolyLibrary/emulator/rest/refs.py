"""How a Ref names a call: hex text with or without 0x, then a decimal value, then a SIP Call-ID."""

from enum import Enum

from PolyLibrary.emulator.calls.leg import Leg
from PolyLibrary.emulator.rest.table import Ask


class Found(Enum):
    """What came of a Ref that names no call."""

    NO_REF = "no Ref"
    UNKNOWN = "unknown"


def call_of(ask: Ask) -> Leg | Found:
    """The call that the request's Ref names; a JSON number counts by its digits first."""
    if not isinstance(ask.data, dict) or ask.data.get("Ref") in (None, ""):
        return Found.NO_REF
    ref = ask.field("Ref")
    if ref is None or len(ref) > 256:
        return Found.UNKNOWN
    return by_handle(ask, ref.strip())


def by_handle(ask: Ask, ref: str) -> Leg | Found:
    """The call of a handle in any of its spellings."""
    legs = ask.phone.desk.listed
    word = ref.lower().removeprefix("0x")
    for leg in legs:
        if leg.handle == word:
            return leg
    if ask.phone.profile["ref_reading"] == "hex only":
        return Found.UNKNOWN
    if ref.isascii() and ref.isdigit() and len(ref) <= 20:
        for leg in legs:
            if int(leg.handle, 16) == int(ref):
                return leg
    return next((leg for leg in legs if leg.call_id == ref), Found.UNKNOWN)
