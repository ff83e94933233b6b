"""Local conferences, by the keys: adding a party, joining, splitting."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.calls.callpick import Resolver, describe
from PolyLibrary.session.calls.thirdparty import HELD_MEANWHILE, OUT, StepVia, begin, new_leg, press, wait_for_legs
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import read_ui
from PolyLibrary.session.watch import Reading
from PolyLibrary.terms import CallState

_JOINED = frozenset({CallState.CALL_CONFERENCE, CallState.CALL_CONF_HELD, CallState.CALL_CONF_HOLD})


def start_conference(
    session: PhoneSession,
    party: Party,
    which: str | None,
    resolver: Resolver,
    deadline: Deadline,
    *,
    via: StepVia = "auto",
) -> str:
    """Hold the call as a conference leg and call the next party."""
    started = begin(session, "Conference", party, which, resolver, deadline, via=via)
    wait_for_legs(session, "go on with the conference", new_leg(*OUT), "the call to the next party", deadline)
    return started


def join_calls(session: PhoneSession, deadline: Deadline, *, via: StepVia = "auto") -> str:
    """Join the call in talk and the held one: Conference pressed again, or Join of two calls."""

    def ready(reading: Reading) -> Call | None:
        held = any(call.state in HELD_MEANWHILE for call in reading.live)
        return next((call for call in reading.live if held and call.state == CallState.CONNECTED), None)

    leg = wait_for_legs(session, "join its calls", ready, "one call in talk and one on hold", deadline)
    adding = any(call.state == CallState.CALL_CONF_HOLD for call in session.watch.look(deadline).live)
    label = _join_label(session, adding, deadline)
    press(session, label, deadline, via=via, screen="conference" if adding else "active call")
    return f"{describe(leg)} and the held call by {'key' if via == 'key' else 'soft key'} {label}"


def _join_label(session: PhoneSession, adding: bool, deadline: Deadline) -> str:
    """The phone's own word where it tells its soft keys; else Conference for a step, and Join for two calls."""
    ui = read_ui(session, deadline)
    if ui is not None:
        labels = ["Conference", "Join"] if adding else ["Join", "Conference"]
        shown = next((label for label in labels if ui.soft_key(label) is not None), None)
        if shown is not None:
            return shown
    return "Conference" if adding else "Join"


def split_conference(session: PhoneSession, deadline: Deadline) -> str:
    """Press Split: two calls, both on hold."""

    def joined(reading: Reading) -> Call | None:
        legs = [call for call in reading.live if call.state in _JOINED]
        return legs[0] if len(legs) > 1 else None

    wait_for_legs(session, "split a conference", joined, "two joined calls", deadline)
    press(session, "Split", deadline, screen="active call")
    return "by soft key Split"
