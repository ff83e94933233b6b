"""Transfers: blind by REST or by the keys, semi-attended and attended by the keys, whole or step by step."""

from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PathMissing
from PolyLibrary.session.calls.calling import act
from PolyLibrary.session.calls.callpick import Resolver, describe, pick_one
from PolyLibrary.session.calls.thirdparty import OUT, StepVia, begin, new_leg, press, wait_for_legs
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.terms import CallState

TransferType = Literal["blind", "semi", "attended"]
TransferVia = Literal["rest"] | StepVia


def transfer(
    session: PhoneSession,
    party: Party,
    which: str | None,
    resolver: Resolver,
    deadline: Deadline,
    *,
    kind: TransferType = "blind",
    via: TransferVia = "auto",
) -> str:
    """Transfer a call, from the first key to the last; says the way.

    A blind transfer goes by REST where the phone has it (``via=auto``); the others by the keys. An attended one waits
    for the third party's answer.
    """
    session.guard_number(party.number)
    if kind == "blind" and via in ("auto", "rest"):
        try:
            return _by_rest(session, party, which, resolver, deadline)
        except PathMissing:
            if via == "rest":
                raise
    by: StepVia = "auto" if via == "rest" else via
    if kind == "blind":
        return f"blind, {begin(session, 'Transfer', party, which, resolver, deadline, via=by, blind=True)}"
    started = begin(session, "Transfer", party, which, resolver, deadline, via=by)
    states = (CallState.RINGBACK,) if kind == "semi" else (CallState.CONNECTED,)
    needs = "the third party to ring" if kind == "semi" else "the third party's answer"
    wait_for_legs(session, "complete the transfer", new_leg(*states), needs, deadline)
    press(session, "Transfer", deadline, via=by, screen="transfer")
    return f"{kind}, {started}, Transfer"


def _by_rest(session: PhoneSession, party: Party, which: str | None, resolver: Resolver, deadline: Deadline) -> str:
    reading = session.watch.look(deadline)
    chosen = [call for call in reading.live if call.focused] if which is None else []
    call = chosen[0] if len(chosen) == 1 else pick_one(reading.calls, which, resolver, session.title)
    act(
        session,
        lambda: session.phone.calls.transfer(call.ref, party.number, deadline=deadline),
        f"Transfer {describe(call)} to {party}",
        lambda calls: all(each.handle != call.handle for each in calls),
    )
    return f"blind, {describe(call)} to {party} by REST"


def start_transfer(
    session: PhoneSession,
    party: Party,
    which: str | None,
    resolver: Resolver,
    deadline: Deadline,
    *,
    via: StepVia = "auto",
) -> str:
    """Hold the call and call the third party."""
    started = begin(session, "Transfer", party, which, resolver, deadline, via=via)
    wait_for_legs(session, "go on with the transfer", new_leg(*OUT), "the call to the third party", deadline)
    return started


def complete_transfer(session: PhoneSession, deadline: Deadline, *, via: StepVia = "auto") -> str:
    """Press Transfer again, once the third party rings or talks."""
    ready = new_leg(CallState.RINGBACK, CallState.CONNECTED)
    needs = "a first call on hold, and a second one that rings or talks"
    leg = wait_for_legs(session, "complete the transfer", ready, needs, deadline)
    press(session, "Transfer", deadline, via=via, screen="transfer")
    return f"to {describe(leg)} by {'key' if via == 'key' else 'soft key'} Transfer"


def cancel_transfer(session: PhoneSession, deadline: Deadline) -> str:
    """Press Cancel: the new leg goes, the first party is talked to again."""
    legs = new_leg(CallState.DIALTONE, *OUT)
    leg = wait_for_legs(session, "cancel a transfer", legs, "a first call on hold, and a second one", deadline)
    press(session, "Cancel", deadline, screen="transfer")
    return f"{describe(leg)} by soft key Cancel"
