"""Call control: what a REST client does with calls. Codes by the tables of the fact sheets."""

import re

from PolyLibrary.emulator.calls import transfer
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.emulator.rest.refs import Found, call_of
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

OK = Reply()
BAD = Reply("4000")
NOT_ALLOWED = Reply("4003")
NO_CALL = Reply("4007")

MOST_DEST = 256
_TYPES = ("SIP", "TEL", "H323")
_DIGITS = re.compile(r"[0-9*#]{1,32}")


@endpoint("POST", "v1/callctrl/dial")
def dial(ask: Ask) -> Reply:
    """A new call; the call is listed when the reply leaves."""
    dest = ask.field("Dest")
    if not dest or not dest.strip() or len(dest) > MOST_DEST:
        return BAD
    kind = ask.field("Type")
    if "Type" in ask.data and (kind is None or (kind and kind.upper() not in _TYPES)):
        return BAD
    if kind and kind.upper() == "H323":
        return Reply("4004")
    key = 1
    if "Line" in ask.data:
        written = (ask.field("Line") or "").strip()
        if not written.isascii() or not written.isdigit() or len(written) > 9:
            return BAD
        key = int(written)
    desk = ask.phone.desk
    line = desk.line(key)
    if line is None:
        return Reply("4005")
    if not desk.registered_on(line):
        return Reply("4002")
    if not desk.room(line) or not desk.lock.may_dial(dest):
        return NOT_ALLOWED
    leg = desk.dial(dest.strip(), key, new=True)
    if leg is None:
        return NOT_ALLOWED
    leg.dialled_as_tel = kind is not None and kind.upper() == "TEL"
    return OK


@endpoint("POST", "v1/callctrl/endCall")
def end_call(ask: Ask) -> Reply:
    """Hang up; a call that this phone holds has to be resumed first (known).

    A Ref in a conference ends that leg only, none ends all of it.
    """
    found = call_of(ask)
    profile = ask.phone.profile
    if found is Found.NO_REF and profile["endcall_ref"] == "required":
        return BAD
    leg = ask.phone.desk.current() if found is Found.NO_REF else found
    if not isinstance(leg, Leg):
        return NO_CALL
    if leg.phase in (Phase.OFFERING, Phase.REMOTE):
        return NOT_ALLOWED
    if leg.phase is Phase.TALK and leg.held_here:
        return Reply(profile["endcall_on_held"])
    if found is Found.NO_REF:
        ask.phone.desk.hang_up(leg)
    else:
        ask.phone.desk.end(leg)
    return OK


def _ringing(ask: Ask) -> Leg | Reply:
    """The ringing call that is meant; without a Ref the oldest."""
    found = call_of(ask)
    if isinstance(found, Leg):
        return found if found.phase is Phase.OFFERING else NOT_ALLOWED
    offering = ask.phone.desk.offering()
    if found is Found.UNKNOWN or not offering:
        return NO_CALL
    return offering[0]


@endpoint("POST", "v1/callctrl/answerCall")
def answer_call(ask: Ask) -> Reply:
    """Answer a ringing call."""
    leg = _ringing(ask)
    if isinstance(leg, Reply):
        return leg
    ask.phone.desk.answer(leg)
    return OK


@endpoint("POST", "v1/callctrl/rejectCall")
def reject_call(ask: Ask) -> Reply:
    """Decline a ringing call; not on a shared line."""
    leg = _ringing(ask)
    if isinstance(leg, Reply):
        return leg
    line = ask.phone.desk.line(leg.line)
    if line is not None and line.shared:
        return NOT_ALLOWED
    ask.phone.desk.reject(leg)
    return OK


@endpoint("POST", "v1/callctrl/ignoreCall")
def ignore_call(ask: Ask) -> Reply:
    """Silence a ringing call; twice is fine."""
    leg = _ringing(ask)
    if isinstance(leg, Reply):
        return leg
    ask.phone.desk.ignore(leg)
    return OK


def _current(ask: Ask) -> Leg | None:
    found = call_of(ask)
    if found is Found.NO_REF:
        return ask.phone.desk.current()
    return found if isinstance(found, Leg) else None


@endpoint("POST", "v1/callctrl/holdCall")
def hold_call(ask: Ask) -> Reply:
    """Hold a call in talk, also one that the far end holds."""
    leg = _current(ask)
    if leg is None:
        return NO_CALL
    if not leg.active or (leg.conference is not None and leg.held_there):
        return NOT_ALLOWED
    ask.phone.desk.hold(leg)
    return OK


@endpoint("POST", "v1/callctrl/resumeCall")
def resume_call(ask: Ask) -> Reply:
    """Talk again to a call that this phone holds."""
    leg = _current(ask)
    if leg is None:
        return NO_CALL
    if leg.phase is not Phase.TALK or not leg.held_here:
        return NOT_ALLOWED
    ask.phone.desk.resume(leg)
    return OK


def _talking(leg: Leg) -> bool:
    return leg.active and not leg.held_there


@endpoint("POST", "v1/callctrl/mute")
def mute(ask: Ask) -> Reply:
    """Mute or unmute the phone; only in talk (4003 while held is known)."""
    state = ask.field("state")
    if state not in ("0", "1"):
        return BAD
    leg = _current(ask)
    if leg is None:
        return NO_CALL
    if not _talking(leg):
        return NOT_ALLOWED
    ask.phone.desk.set_mute(state == "1")
    return OK


@endpoint("POST", "v1/callctrl/sendDTMF")
def send_dtmf(ask: Ask) -> Reply:
    """Tones into the call; one client writes ``digits`` in lower case."""
    digits = ask.field("Digits", "digits")
    if digits is None or not _DIGITS.fullmatch(digits):
        return BAD
    leg = _current(ask)
    if leg is None:
        return NO_CALL
    if not _talking(leg):
        return NOT_ALLOWED
    ask.phone.desk.send_tones(leg, digits)
    return OK


@endpoint("POST", "v1/callctrl/transferCall")
def transfer_call(ask: Ask) -> Reply:
    """Hand a call over to a number without asking there first, whatever the transfer type says."""
    dest = (ask.field("TransferDest") or "").strip()
    found = call_of(ask)
    if found is Found.NO_REF or not dest or len(dest) > MOST_DEST:
        return BAD
    if not isinstance(found, Leg):
        return NO_CALL
    line = ask.phone.desk.line(found.line)
    number = bare(dest)
    if found.phase is not Phase.TALK or found.conference is not None or found.adding or found.peer is None:
        return NOT_ALLOWED
    if line is None or number in (line.number, bare(found.number)):
        return NOT_ALLOWED
    transfer.blind(found, number)
    return OK
