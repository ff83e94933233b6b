"""Acting on calls: dial, answer, hold, end. Each action is sent once; its effect is for an Expect to see."""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, PhoneRefused, PolyError, Unreachable, UsageError
from PolyLibrary.phone.calls import Call, DialType
from PolyLibrary.session.calls.callpick import Resolver, describe, listed, pick, pick_one
from PolyLibrary.session.calls.dialling import HOOK_KEYS, HookVia, dial_by_hand, enter_number, press_line_key
from PolyLibrary.session.calls.emergency import bare_number
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import Dialled, PhoneSession
from PolyLibrary.session.sight.shown import and_screen
from PolyLibrary.session.touch.touching import press_key, tap
from PolyLibrary.session.watch import Reading
from PolyLibrary.terms import CallState

DialVia = Literal["auto", "rest"] | HookVia
ActVia = Literal["auto", "rest", "soft key", "line key", "speaker", "headset", "key"]
Verb = Literal["answer", "reject", "ignore", "end", "hold", "resume"]

# The state in which each action finds its call when call= does not say which one.
_WANTS: dict[Verb, frozenset[CallState]] = {
    "answer": frozenset({CallState.OFFERING}),
    "reject": frozenset({CallState.OFFERING}),
    "ignore": frozenset({CallState.OFFERING}),
    "hold": frozenset({CallState.CONNECTED, CallState.CALL_CONFERENCE, CallState.CALL_HELD}),
    "resume": frozenset({CallState.CALL_HOLD, CallState.CALL_CONF_HOLD}),
    "end": frozenset(CallState) - {CallState.DISCONNECTED, CallState.IDLE, CallState.OFFERING},
}
# What stands in for hands: the keys that do it, where there are any.
_KEYS: dict[tuple[Verb, ActVia], str] = {
    **{(verb, via): key for verb in ("answer", "end") for via, key in HOOK_KEYS.items()},  # type: ignore[misc]
    ("hold", "key"): "Hold",
    ("resume", "key"): "Hold",
}
_BY_LINE_KEY: frozenset[Verb] = frozenset({"answer", "resume"})
_SOFT_KEYS: dict[Verb, str] = {
    "answer": "Answer",
    "reject": "Reject",
    "ignore": "Ignore",
    "hold": "Hold",
    "resume": "Resume",
    "end": "End Call",
}


def dial(
    session: PhoneSession,
    party: Party,
    deadline: Deadline,
    *,
    line: int = 1,
    via: DialVia = "auto",
    kind: DialType | None = None,
) -> str:
    """Dial a number once; the way taken is returned for the log."""
    number = party.number
    session.guard_number(number)
    if line > max(session.model.line_keys, 1) or line < 1:
        raise UsageError(
            f"{session.title} has no line {line}.",
            seen="nothing was sent to the phone.",
            hint=f"it has lines 1 to {session.model.line_keys}.",
        )
    session.dialled = Dialled(bare_number(number), time.monotonic())
    if via == "auto" or via == "rest":
        act(
            session,
            lambda: session.phone.calls.dial(number, line=line, type=kind, deadline=deadline),
            f"Dial {number}",
            lambda calls: any(_is_outgoing_to(call, number) for call in calls),
        )
        return f"by REST on line {line}"
    return dial_by_hand(session, number, line, via, deadline)


def _is_outgoing_to(call: Call, number: str) -> bool:
    return not call.incoming and bare_number(call.number) == bare_number(number)


def act(
    session: PhoneSession,
    send: Callable[[], object],
    what: str,
    took_effect: Callable[[list[Call]], bool],
) -> None:
    """Send an action once. When its answer is lost, look whether it took effect before reporting."""
    try:
        send()
    except Unreachable as lost:
        session.acted()
        if not getattr(lost, "effect_unknown", False):
            raise
        try:
            reading = session.watch.look(Deadline(2.0, "the look after a lost answer"))
        except PolyError:
            raise lost from None
        if took_effect(list(reading.calls)):
            session.steps.record(
                session.name, "warning", f"{what}: the answer was lost, but the phone shows that it took effect."
            )
            return
        raise Unreachable(
            f"{what} on {session.title}: the answer was lost and no effect is seen.",
            seen=f"its calls after it: {listed(reading.calls)}.",
            tried=f"sent once, never repeated; {lost.tried}",
            hint=lost.hint,
        ) from None
    session.acted()


def act_on_call(
    session: PhoneSession,
    verb: Verb,
    which: str | None,
    resolver: Resolver,
    deadline: Deadline,
    *,
    via: ActVia = "auto",
) -> str:
    """Answer, reject, ignore, end, hold or resume one call; returns what was done for the log.

    Without ``which`` and with one fitting call the request carries no choice that could go wrong: the call's
    own reference is sent all the same, so that a call that came up meanwhile is never hit.
    """
    wanted = _WANTS[verb]
    outcome = session.watch.wait(
        lambda reading: [c for c in pick(reading.calls, which, resolver) if c.state in wanted] or None, deadline
    )
    if outcome.value is None:
        raise _no_call(session, verb, which, outcome.reading.calls, deadline.tried(outcome.tries))
    fitting = outcome.value
    call = fitting[0] if len(fitting) == 1 else pick_one(fitting, which, resolver, session.title)
    if via not in ("auto", "rest"):
        return _by_hand(session, verb, call, outcome.reading, via, deadline)
    before = call.state
    act(
        session,
        lambda: getattr(session.phone.calls, verb)(call.ref, deadline=deadline),
        f"{verb.capitalize()} {describe(call)}",
        lambda calls: all(c.handle != call.handle or c.state != before for c in calls),
    )
    return f"{describe(call)} by REST"


def _by_hand(session: PhoneSession, verb: Verb, call: Call, reading: Reading, via: ActVia, deadline: Deadline) -> str:
    """Press what a person would press for it; says what that was."""
    if via == "line key" and verb in _BY_LINE_KEY:
        press_line_key(session, call.line, deadline)
        return f"{describe(call)} by line key {call.line}"
    key = _KEYS.get((verb, via))
    if key is None and via != "soft key":
        ways = ["rest", "soft key", *(each for known, each in _KEYS if known == verb)]
        ways += ["line key"] if verb in _BY_LINE_KEY else []
        raise UsageError(
            f"No phone can {verb} a call by via={via}.", seen="nothing was sent.", hint=f"via= is {', '.join(ways)}."
        )
    if not call.focused and call.state != CallState.OFFERING and len(reading.live) > 1:
        raise NotPossible(
            f"The keys of {session.title} act on the call in focus, which is another one.",
            seen=f"its calls: {listed(reading.calls)}.",
            hint="use via=rest, which names the call.",
        )
    if key is not None:
        press_key(session, key, deadline)
        return f"{describe(call)} by key {key}"
    tap(session, f"softkey:{_SOFT_KEYS[verb]}", deadline)
    return f"{describe(call)} by soft key {_SOFT_KEYS[verb]}"


def _no_call(session: PhoneSession, verb: Verb, which: str | None, calls: tuple[Call, ...], tried: str) -> PolyError:
    meant = f" '{which}'" if which else ""
    states = "any call in progress" if verb == "end" else " or ".join(sorted(s.value for s in _WANTS[verb]))
    hint = "a held call is ended after Resume Call." if verb == "end" else "did it ring, or was it held, elsewhere?"
    return CheckFailed(
        f"{session.title} has no call{meant} to {verb}; {verb} needs {states}.",
        seen=f"its calls: {listed(calls)}{and_screen(session)}.",
        tried=tried,
        hint=hint,
    )


def swap(session: PhoneSession, deadline: Deadline) -> str:
    """Bring the held call to the front; the active one goes on hold by itself."""
    reading = session.watch.look(deadline)
    held = [call for call in reading.live if call.state == CallState.CALL_HOLD]
    if len(reading.live) != 2 or len(held) != 1:
        raise CheckFailed(
            f"{session.title} has no two calls to swap: one active, one held here.",
            seen=f"its calls: {listed(reading.calls)}{and_screen(session)}.",
            tried="one look, nothing was sent",
            hint="with more calls, name the one to resume: Resume Call    call=...",
        )
    act(
        session,
        lambda: session.phone.calls.resume(held[0].ref, deadline=deadline),
        "Swap",
        lambda calls: any(c.handle == held[0].handle and c.state == CallState.CONNECTED for c in calls),
    )
    return f"{describe(held[0])} resumed by REST"


def deflect(session: PhoneSession, party: Party, which: str | None, resolver: Resolver, deadline: Deadline) -> str:
    """Send a ringing call on to another number: Forward, the number, Send."""
    session.guard_number(party.number)
    outcome = session.watch.wait(
        lambda reading: [c for c in pick(reading.calls, which, resolver) if c.state == CallState.OFFERING] or None,
        deadline,
    )
    if outcome.value is None:
        raise CheckFailed(
            f"{session.title} has no ringing call to deflect.",
            seen=f"its calls: {listed(outcome.reading.calls)}.",
            tried=deadline.tried(outcome.tries),
        )
    call = pick_one(outcome.value, None, resolver, session.title)
    tap(session, "softkey:Forward", deadline)
    session.typed = ""
    enter_number(session, bare_number(party.number), deadline, screen="forward")
    return f"{describe(call)} to {party} by soft key Forward"


def end_everything(session: PhoneSession, deadline: Deadline, keep: Collection[int] = ()) -> list[str]:
    """End every call of the phone, each once per state, until it has none; says what had to be ended.

    A ringing call is rejected, a held one is resumed first (a phone refuses to end it while held).

    Args:
        keep: Handles of calls that are left alone.

    Raises:
        CheckFailed: Calls are left when the time is over.
    """
    ended: dict[int, str] = {}
    done: set[tuple[int, CallState]] = set()

    def step(reading: Reading) -> bool:
        calls = [call for call in reading.calls if call.handle not in keep]
        live = [call for call in calls if call.state != CallState.DISCONNECTED]
        for call in live:
            if (call.handle, call.state) in done:
                continue
            done.add((call.handle, call.state))
            with suppress(PhoneRefused):  # the far end was quicker: the next look tells
                _finish(session, call, deadline)
                ended.setdefault(call.handle, describe(call))
            session.acted()
            # One action, then a new look: ending one call changes the state of the others.
            break
        return not calls

    outcome = session.watch.wait(lambda reading: step(reading) or None, deadline)
    if outcome.value is None:
        raise CheckFailed(
            f"{session.title} does not become idle.",
            seen=f"its calls, {outcome.reading.age:.1f} s ago: {listed(outcome.reading.calls)}.",
            tried=f"{deadline.tried(outcome.tries)}; ended: {'; '.join(ended.values()) or 'nothing'}",
        )
    session.typed = ""
    return list(ended.values())


def _finish(session: PhoneSession, call: Call, deadline: Deadline) -> None:
    if call.state == CallState.OFFERING:
        session.phone.calls.reject(call.ref, deadline=deadline)
    elif call.state in (CallState.CALL_HOLD, CallState.CALL_CONF_HOLD):
        session.phone.calls.resume(call.ref, deadline=deadline)
    else:
        session.phone.calls.end(call.ref, deadline=deadline)
