"""Blind transfer: the transferor is out of it as soon as the target rings (known order; times chosen).

A target that is busy or unknown leaves the call with the transferor, on hold. One that rejects or never answers
ends the transferred call: nobody is left to take it back.
"""

from PolyLibrary.emulator.calls.exchange import ARRIVES, NO_ANSWER
from PolyLibrary.emulator.calls.leg import Leg, Phase


def blind(leg: Leg, number: str) -> None:
    """Hand the other party of ``leg``, which is in talk or held, over to a number."""
    desk = leg.desk
    desk.hold(leg)
    leg.timers.append(desk.clock.later(ARRIVES, _arrive, leg, number))


def _arrive(leg: Leg, number: str) -> None:
    desk, exchange = leg.desk, leg.desk.exchange
    if leg.phase is not Phase.TALK:
        return
    other = leg.peer
    # The transferee places the new call; a number that the exchange serves has no line to look at.
    reason = exchange.obstacle(other or leg, number)
    if reason:
        desk.note(leg, f"transfer to {number} failed: {reason}")
        return
    leg.peer = None
    if other is not None:
        other.peer = None
        _hand_over(other, number)
    target = exchange.place(number)
    if target is not None:
        _ring(target[0].ring(other, target[1], *_identity(leg, other)), other)
    elif other is not None:
        _serve(other, number)
    desk.end(leg)


def _identity(leg: Leg, other: Leg | None) -> tuple[str, str]:
    """Number and name of the transferred party, as the target sees it."""
    if other is None:
        return leg.number, leg.name
    line = other.desk.line(other.line)
    return (line.number if line else ""), other.desk.own_name(other)


def _hand_over(other: Leg, number: str) -> None:
    """The transferred party hears the target's ring; its list keeps the party it began with."""
    other.listed = other.listed or (other.number, other.name)
    other.number = other.name = number
    other.held_there = False
    other.stop_timers()
    other.desk.changed()


def _ring(ringing: Leg, other: Leg | None) -> None:
    later = ringing.desk.clock.later
    ringing.timers.append(later(NO_ANSWER, _never_answered, ringing, other))


def _never_answered(ringing: Leg, other: Leg | None) -> None:
    if ringing.phase is not Phase.OFFERING:
        return
    if other is not None and other.live:
        other.desk.fail(other, "No answer")
    ringing.desk.taken_back(ringing)


def _serve(other: Leg, number: str) -> None:
    """The target is a number of the exchange."""
    desk = other.desk
    rule = desk.exchange.rule(number)
    if rule is None:
        return
    wait = max(0.0, rule.after - ARRIVES)
    if rule.does == "answer":
        other.timers.append(desk.clock.later(wait, desk.far_end_answered, other, rule.name))
    elif rule.does == "reject":
        other.timers.append(desk.clock.later(wait, desk.fail, other, "Busy"))
    else:
        other.timers.append(desk.clock.later(NO_ANSWER, desk.fail, other, "No answer"))
