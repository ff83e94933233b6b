"""What a test expects of calls: each waits until it holds, or says what was seen instead."""

import time
from collections.abc import Mapping, Sequence

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import CheckFailed, NotPossible, UsageError
from PolyLibrary.phone.calls import Call
from PolyLibrary.session.calls.callpick import Resolver, describe, listed, pick
from PolyLibrary.session.calls.callstates import spoken
from PolyLibrary.session.parties import Party
from PolyLibrary.session.phone_session import Mark, PhoneSession
from PolyLibrary.session.several.together import Together, too_far_apart
from PolyLibrary.session.watch import MOST_GAP, Reading
from PolyLibrary.terms import CallState

MEDIA = {"both": "sendrecv", "sending": "sendonly", "receiving": "recvonly", "none": "inactive"}


def state_of(calls: Sequence[Call], which: str | None, resolver: Resolver) -> tuple[CallState | None, list[Call]]:
    """The state of the one call meant (Idle for none), or None with the calls when it is not one."""
    chosen = pick(calls, which, resolver)
    if not chosen:
        return CallState.IDLE, []
    return (chosen[0].state if len(chosen) == 1 else None), chosen


def fail(
    session: PhoneSession, wanted: str, reading: Reading, tried: str, *, hint: str = "", since: float | None = None
) -> CheckFailed:
    story = session.watch.story(session.start.at if since is None else since)
    return CheckFailed(
        wanted,
        seen=f"its calls, {reading.age:.1f} s ago: {listed(reading.calls)}; states since the start: {story}.",
        tried=tried,
        hint=hint,
    )


def expect_state(
    session: PhoneSession,
    states: frozenset[CallState],
    which: str | None,
    resolver: Resolver,
    deadline: Deadline,
    *,
    lasting: float = 0.0,
) -> Call | None:
    """Wait until the one call meant is in one of the states; the call, or None for Idle.

    Args:
        lasting: Seconds for which the state must then hold on fresh readings.
    """
    several: list[Call] = []

    def holds(reading: Reading) -> tuple[Call | None] | None:
        nonlocal several
        state, chosen = state_of(reading.calls, which, resolver)
        several = chosen if state is None else []
        return (chosen[0] if chosen else None,) if state in states else None

    outcome = session.watch.wait(holds, deadline)
    tried = deadline.tried(outcome.tries)
    if outcome.value is None:
        if several:
            raise UsageError(
                f"{session.title} has {len(several)} calls: say with call= which one is expected in {spoken(states)}.",
                seen=f"its calls: {listed(several)}.",
                tried=tried,
                hint="call= takes active, held, ringing, dialling, line N, a handle, a phone or a number.",
            )
        meant = f" (call={which})" if which else ""
        raise fail(session, f"{session.title} did not come to {spoken(states)}{meant}.", outcome.reading, tried)
    if lasting:
        broken = session.watch.keeps(
            lambda reading: None if holds(reading) else reading, lasting, Deadline(lasting + MOST_GAP, "lasting=")
        )
        if broken.value is not None:
            raise fail(
                session,
                f"{session.title} was in {spoken(states)}, but not for {lasting:g} s.",
                broken.reading,
                tried,
            )
    return outcome.value[0]


def expect_states_together(
    wanted: Mapping[str, tuple[PhoneSession, frozenset[CallState]]],
    resolver: Resolver,
    deadline: Deadline,
    *,
    during: float = 0.0,
) -> None:
    """Wait until several phones are in their states in one round of looks (and stay so for ``during``)."""
    rounds = 0
    since: float | None = None
    found: dict[str, str] = {}
    limit = Deadline(deadline.limit + during, deadline.setting, deadline.started)
    longest, ended = 0.0, 0.0
    with Together([session for session, _ in wanted.values()]) as together:
        for rounds in together.rounds(limit):
            looks = together.look(limit)
            found, right = {}, True
            for (name, (_, states)), reading in zip(wanted.items(), looks.readings, strict=True):
                state, _ = state_of(reading.calls, None, resolver)
                found[name] = state.value if state else f"several: {listed(reading.live)}"
                right &= state in states
            if since is not None and looks.ended - ended > MOST_GAP:
                raise too_far_apart("two rounds of looks", looks.ended - ended)
            ended = looks.ended
            longest = max(longest, looks.took)
            if not right:
                if since is not None and during:
                    break
                since = None
                if deadline.expired:
                    break
                continue
            looks.one_moment()
            since = since if since is not None else looks.ended
            if looks.ended - since >= during:
                return
    seen = ", ".join(f"{name} {state}" for name, state in found.items())
    asked = ", ".join(f"{name} {spoken(states)}" for name, (_, states) in wanted.items())
    held = f" for {during:g} s" if during else ""
    raise CheckFailed(
        f"The phones were not in these states in one moment{held}: {asked}.",
        seen=f"in the last round, {time.monotonic() - ended:.1f} s ago: {seen} (a round took up to {longest:.2f} s).",
        tried=deadline.tried(rounds, "round"),
    )


def expect_sequence(
    session: PhoneSession,
    states: Sequence[CallState],
    which: str | None,
    resolver: Resolver,
    since: Mark,
    deadline: Deadline,
    *,
    exact: bool = False,
) -> None:
    """Wait until the states were seen in this order (other states may lie between unless ``exact``)."""

    def seen_so_far(calls: Sequence[Call]) -> list[CallState]:
        history = session.watch.history(since.at)
        if which is not None:
            handles = {call.handle for call in pick([seen.call for seen in history], which, resolver)}
            handles |= {call.handle for call in pick(calls, which, resolver)}
            history = [seen for seen in history if seen.handle in handles]
        elif len({seen.handle for seen in history}) > 1:
            raise UsageError(
                f"{session.title} had several calls since the start: say with call= which one is meant.",
                seen=f"{session.watch.story(since.at)}; its calls now: {listed(calls)}.",
                hint="call= takes a phone's name, a number, line N or a handle.",
            )
        return [seen.state for seen in history]

    def holds(reading: Reading) -> bool | None:
        seen = seen_so_far(reading.calls)
        if exact:
            return True if seen == list(states) else None
        remaining = iter(seen)
        return True if all(state in remaining for state in states) else None

    outcome = session.watch.wait(holds, deadline)
    if outcome.value is None:
        order = " > ".join(state.value for state in states)
        raise fail(
            session,
            f"{session.title} did not go through {order}{' exactly' if exact else ''}.",
            outcome.reading,
            deadline.tried(outcome.tries),
            hint="a state shorter than the longest gap between two looks may have been missed.",
            since=since.at,
        )


def expect_unchanged(session: PhoneSession, during: float, since: Mark | None) -> None:
    """The calls keep their states for ``during`` seconds (and have kept them since a mark)."""
    first = session.watch.look(Deadline(during + MOST_GAP, "during="))
    before = [(call.handle, call.state) for call in first.calls]
    if since is not None:
        changes = session.watch.history(since.at)
        if changes:
            raise fail(session, f"The calls of {session.title} changed since the mark.", first, "", since=since.at)

    def changed(reading: Reading) -> Reading | None:
        return reading if [(call.handle, call.state) for call in reading.calls] != before else None

    broken = session.watch.keeps(changed, during, Deadline(during + 2 * MOST_GAP, "during="))
    if broken.value is not None:
        raise fail(
            session,
            f"The calls of {session.title} changed within {during:g} s.",
            broken.reading,
            f"before: {listed(first.calls)}",
        )


def expect_idle(session: PhoneSession, deadline: Deadline) -> None:
    """Wait until the phone has no call of its own (another phone's call on a shared line does not count)."""
    ours = CallState.CALL_REMOTE_ACTIVE
    outcome = session.watch.wait(
        lambda reading: True if all(call.state == ours for call in reading.calls) else None, deadline
    )
    if outcome.value is None:
        raise fail(session, f"{session.title} is not idle.", outcome.reading, deadline.tried(outcome.tries))


def _offered(calls: Sequence[Call], caller: Party | None, name: str | None, line: int | None) -> list[Call]:
    return [
        call
        for call in calls
        if call.state == CallState.OFFERING
        and (caller is None or caller.has(call.number))
        and (name is None or call.name == name)
        and (line is None or call.line == line)
    ]


def expect_incoming(
    session: PhoneSession,
    caller: Party | None,
    deadline: Deadline,
    *,
    name: str | None = None,
    line: int | None = None,
) -> Call:
    """Wait until a call from ``caller`` rings here."""
    outcome = session.watch.wait(lambda reading: _offered(reading.calls, caller, name, line) or None, deadline)
    if outcome.value is None:
        details = [f"from {caller}" if caller else "from anyone"]
        details += [f"with the name '{name}'"] if name is not None else []
        details += [f"on line {line}"] if line is not None else []
        raise fail(
            session,
            f"No call {' '.join(details)} rings at {session.title}.",
            outcome.reading,
            deadline.tried(outcome.tries),
        )
    return outcome.value[0]


def expect_caller_id(
    session: PhoneSession,
    party: Party,
    which: str | None,
    resolver: Resolver,
    deadline: Deadline,
    *,
    name: str | None = None,
) -> Call:
    """Wait until the call shows this number (whole, without sip: and host) and name."""

    def shows(reading: Reading) -> Call | None:
        chosen = pick(reading.calls, which, resolver)
        fits = [c for c in chosen if party.has(c.number) and (name is None or c.name == name)]
        return fits[0] if len(fits) == 1 else None

    outcome = session.watch.wait(shows, deadline)
    if outcome.value is None:
        label = f" '{name}'" if name is not None else ""
        raise fail(
            session,
            f"No call of {session.title} shows {party}{label} as the other party.",
            outcome.reading,
            deadline.tried(outcome.tries),
        )
    return outcome.value


def expect_count(
    sessions: Sequence[PhoneSession], count: int, states: frozenset[CallState] | None, deadline: Deadline
) -> None:
    """Wait until the phones together have ``count`` calls (in ``states``, if given)."""
    tries, found, texts = 0, -1, ""
    with Together(sessions) as together:
        for tries in together.rounds(deadline):
            looks = together.look(deadline)
            calls = [call for look in looks.readings for call in look.live if not states or call.state in states]
            found = len(calls)
            texts = "; ".join(
                f"{session.title}: {listed(look.calls)}" for session, look in zip(sessions, looks.readings, strict=True)
            )
            if found == count:
                looks.one_moment()
                return
    which = f" in {spoken(states)}" if states else ""
    raise CheckFailed(f"There are {found} calls{which}, not {count}.", seen=f"{texts}.", tried=deadline.tried(tries))


def expect_mute(session: PhoneSession, muted: bool, deadline: Deadline) -> None:
    """Wait until the call in focus is muted or not."""

    def shows(reading: Reading) -> bool | None:
        talking = [call for call in reading.live if call.focused] or list(reading.live)
        return True if talking and talking[0].muted == muted else None

    outcome = session.watch.wait(shows, deadline)
    if outcome.value is None:
        word = "muted" if muted else "unmuted"
        raise fail(
            session,
            f"The call of {session.title} is not {word}.",
            outcome.reading,
            deadline.tried(outcome.tries),
            hint="" if outcome.reading.live else "mute belongs to a call: there is none.",
        )


def expect_media(session: PhoneSession, media: str, which: str | None, resolver: Resolver, deadline: Deadline) -> None:
    """Wait until the media of a call flow both ways, one way or not at all."""
    wanted = MEDIA[media]

    def flows(reading: Reading) -> Call | None:
        chosen = pick(reading.calls, which, resolver)
        return chosen[0] if len(chosen) == 1 and chosen[0].media == wanted else None

    outcome = session.watch.wait(flows, deadline)
    if outcome.value is None:
        chosen = pick(outcome.reading.calls, which, resolver)
        shown = ", ".join(f"{describe(call)} has '{call.media}'" for call in chosen) or "no call"
        if chosen and not any(call.media for call in chosen):
            raise NotPossible(
                f"{session.title} does not tell the direction of its media.",
                seen=f"{shown}.",
                hint="only the v2 call status has it (firmware 5.8 and newer).",
            )
        raise CheckFailed(
            f"The media of {session.title} do not flow '{media}' ({wanted}).",
            seen=f"{shown}, {outcome.reading.age:.1f} s ago.",
            tried=deadline.tried(outcome.tries),
        )
