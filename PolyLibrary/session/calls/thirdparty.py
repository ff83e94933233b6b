"""Steps that bring a third party in: the new leg of a transfer or conference, from the first key to Send."""

from collections.abc import Callable
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, PhoneRefused
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.calls.callpick import Resolver, describe, listed, pick, pick_one
from PolyLibrary.session.calls.dialling import enter_number, wait_for_dialtone
from PolyLibrary.session.calls.emergency import bare_number
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import PhoneSession
from PolyLibrary.session.sight.shown import and_screen, read_ui
from PolyLibrary.session.touch.locate import soft_key
from PolyLibrary.session.touch.touching import press_key, tap, touch
from PolyLibrary.session.watch import Reading
from PolyLibrary.terms import CallState

StepVia = Literal["auto", "soft key", "key"]
Step = Literal["Transfer", "Conference"]
SCREENS: dict[Step, str] = {"Transfer": "transfer", "Conference": "conference"}
"""The map's screens on which the keys of a step stand, for phones that cannot tell their screen."""

ANSWERS_WITHIN = 2.0
"""Seconds for which a blind transfer by the keys is watched for a message of the phone (chosen)."""

_READY = frozenset({CallState.CONNECTED, CallState.CALL_HELD, CallState.CALL_HOLD})
HELD_MEANWHILE = frozenset({CallState.CALL_HOLD, CallState.CALL_CONF_HOLD})
"""What the first call is while the second party is being called."""
OUT = frozenset({CallState.SETUP, CallState.PROCEEDING, CallState.RINGBACK, CallState.CONNECTED})


def begin(
    session: PhoneSession,
    step: Step,
    party: Party,
    which: str | None,
    resolver: Resolver,
    deadline: Deadline,
    *,
    via: StepVia = "auto",
    blind: bool = False,
) -> str:
    """Press Transfer or Conference in a call, dial the other party and send; says the way.

    Args:
        which: The ``call=`` that is transferred or extended.
        blind: Whether to press Blind before the number.

    Raises:
        CheckFailed: There is no such call, or the phone did not go off hook for the new one.
        NotPossible: The call is not the one in focus, which the keys act on.
    """
    session.guard_number(party.number)
    call = _focused(session, step, which, resolver, deadline)
    known = {each.handle for each in session.watch.look(deadline).calls}
    press(session, step, deadline, via=via, screen="active call")
    session.typed = ""
    wait_for_dialtone(session, known, deadline)
    if blind:
        touch(session, soft_key(session, "Blind", deadline, screen=SCREENS[step]), deadline)
    typed = enter_number(session, bare_number(party.number), deadline, screen=SCREENS[step])
    if blind:
        _refused(session, call, party, deadline)
    return f"{describe(call)}: {'key' if via == 'key' else 'soft key'} {step}, {party} by {typed}, Send"


def _refused(session: PhoneSession, call: Call, party: Party, deadline: Deadline) -> None:
    """Look whether the phone itself says that a blind transfer came to nothing, as one to oneself does.

    Raises:
        PhoneRefused: The call is still there, and a message stands on the screen. It has no Status: the keys are
            answered by the screen alone.
    """
    limit = deadline.within(ANSWERS_WITHIN, "the time in which a phone says that a transfer failed")
    tries = 0
    for tries in session.watch.rounds(limit):
        reading = session.watch.look(deadline)
        if all(each.handle != call.handle for each in reading.live):
            return
        ui = read_ui(session, deadline)
        if ui is not None and ui.popups:
            title, text = ui.popups[0]
            raise PhoneRefused(
                f"{session.title} did not transfer {describe(call)} to {party}: it says '{text or title}'.",
                status="",
                seen=f"its calls: {listed(reading.calls)}{and_screen(session)}.",
                tried=limit.tried(tries),
                hint="resume the call (Resume Call), or transfer it to somebody else.",
            )


def press(session: PhoneSession, label: str, deadline: Deadline, *, via: StepVia = "auto", screen: str) -> None:
    """Press a soft key, or the hard key of that name."""
    if via == "key":
        press_key(session, label, deadline)
    else:
        touch(session, soft_key(session, label, deadline, screen=screen), deadline)


def press_shown(session: PhoneSession, label: str, deadline: Deadline) -> None:
    """Press a soft key of the screen shown now."""
    tap(session, f"softkey:{label}", deadline)


def _focused(session: PhoneSession, step: Step, which: str | None, resolver: Resolver, deadline: Deadline) -> Call:
    outcome = session.watch.wait(
        lambda reading: [c for c in pick(reading.calls, which, resolver) if c.state in _READY] or None, deadline
    )
    if outcome.value is None:
        meant = f" '{which}'" if which else ""
        raise CheckFailed(
            f"{session.title} has no call{meant} for {step}: it needs one that talks or is on hold.",
            seen=f"its calls: {listed(outcome.reading.calls)}.",
            tried=deadline.tried(outcome.tries),
            hint="establish the call first (Establish Call).",
        )
    fitting = outcome.value
    focused = [each for each in fitting if each.focused]
    call = focused[0] if which is None and len(focused) == 1 else fitting[0]
    if len(fitting) > 1 and not (which is None and focused):
        call = pick_one(fitting, which, resolver, session.title)
    if not call.focused and len(outcome.reading.live) > 1:
        raise NotPossible(
            f"The keys of {session.title} act on the call in focus, which is another one than {describe(call)}.",
            seen=f"its calls: {listed(outcome.reading.calls)}.",
            hint="bring it to the front first: Resume Call    call=... or Swap Calls.",
        )
    return call


def wait_for_legs(
    session: PhoneSession, what: str, fits: Callable[[Reading], Call | None], needs: str, deadline: Deadline
) -> Call:
    """Wait until the calls allow the next step; the call that it is about.

    Args:
        what: What is to be done, for the error: ``complete the transfer``.
        needs: What it needs, as half a sentence.
    """
    outcome = session.watch.wait(fits, deadline)
    if outcome.value is None:
        raise CheckFailed(
            f"{session.title} cannot {what}: it needs {needs}.",
            seen=f"its calls, {outcome.reading.age:.1f} s ago: {listed(outcome.reading.calls)}{and_screen(session)}.",
            tried=f"{deadline.tried(outcome.tries)}; nothing was pressed",
            hint="has the other party answered (Answer Call), and was the step started (Start ...)?",
        )
    return outcome.value


def new_leg(*states: CallState) -> Callable[[Reading], Call | None]:
    """Finds the leg that is being added, in one of the states, beside a first call on hold."""
    wanted = frozenset(states)

    def fits(reading: Reading) -> Call | None:
        held = [call for call in reading.live if call.state in HELD_MEANWHILE]
        legs = [call for call in reading.live if not call.incoming and call.state in wanted]
        return legs[-1] if held and legs else None

    return fits
