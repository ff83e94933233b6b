"""Transfers: blind, while the target rings, and after talking to it (rows 19 to 31).

A target that is busy or unknown leaves the call with the transferor, on hold. One that rejects or never answers
ends the transferred call: nobody is left to take it back.
"""

from PolyLibrary.emulator.calls import handover
from PolyLibrary.emulator.calls.attempt import Attempt
from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.emulator.calls.timing import ARRIVES


def blind(leg: Leg, number: str) -> None:
    """Hand the other party of ``leg``, which is in talk or held, over to a number.

    The transferor is out of it as soon as the target rings (known order; times chosen).
    """
    desk = leg.desk
    if leg.phase is not Phase.TALK or leg.conference is not None:
        return
    desk.hold(leg)
    leg.timers.append(desk.clock.later(ARRIVES, _arrive, leg, bare(number)))


def _arrive(leg: Leg, number: str) -> None:
    desk, other = leg.desk, leg.peer
    if leg.phase is not Phase.TALK or other is None or other.phase is not Phase.TALK:
        return
    attempt = Attempt(desk.exchange, other, number)
    route = attempt.route()
    if route.reason:
        failed(leg, number, route.reason)
        return
    leg.peer = other.peer = None
    other.attempt = attempt
    other.desk.handed_over(other, number)
    attempt.ring(route)
    other.desk.changed()
    desk.remove(leg)


def failed(leg: Leg, number: str, reason: str) -> None:
    """The call stays with the transferor, who is told on the screen."""
    leg.desk.note(leg, f"transfer to {number} failed: {reason}")
    leg.desk.messages.tell("transfer failed")


def semi_attended(leg: Leg, target: Leg) -> None:
    """The target of ``target`` rings on for the other party of ``leg`` (row 25)."""
    desk, other, attempt = leg.desk, leg.peer, target.attempt
    if other is None or attempt is None or other.phase is not Phase.TALK:
        return
    leg.peer = other.peer = None
    number = target.number
    target.attempt = None
    other.desk.handed_over(other, number)
    attempt.move(other)
    other.desk.changed()
    desk.remove(target)
    desk.remove(leg)


def attended(leg: Leg, target: Leg) -> None:
    """The other parties of two calls in talk are connected with each other (rows 27 and 30)."""
    one, two = leg.peer, target.peer
    if one is None or two is None or {one.phase, two.phase} != {Phase.TALK}:
        return
    desk = leg.desk
    handover.connect(one, two)
    leg.peer = target.peer = None
    desk.remove(target)
    desk.remove(leg)


def to_call(leg: Leg, target: Leg) -> None:
    """Transfer one existing call to another; one that still rings out has to be the target."""
    if leg is target or leg.conference is not None or target.conference is not None:
        return
    if leg.phase is Phase.TALK and target.phase is Phase.TALK:
        attended(leg, target)
    elif leg.phase is Phase.TALK and target.phase is Phase.RINGBACK:
        semi_attended(leg, target)
    elif leg.phase is Phase.RINGBACK and target.phase is Phase.TALK:
        semi_attended(target, leg)
