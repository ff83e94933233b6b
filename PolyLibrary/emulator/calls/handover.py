"""Two parties that had this phone between them, and talk with each other from now on."""

from PolyLibrary.emulator.calls.leg import Leg, Phase


def connect(one: Leg, two: Leg) -> None:
    """Both sides in talk: each gets the other's number and name; a hold goes on."""
    first, second = one.desk.identity(one), two.desk.identity(two)
    one.desk.handed_over(one, *second)
    two.desk.handed_over(two, *first)
    one.peer, two.peer = two, one
    for leg, other in ((one, two), (two, one)):
        leg.held_there = other.held_here and leg.desk.profile.says("remote_hold_signalled")
    one.desk.changed()
    two.desk.changed()


def take_over(old: Leg, new: Leg) -> None:
    """Another phone's leg takes the place of ``old`` in its call; ``old`` is left without a party.

    ``new`` is in talk already; the other party sees who it is.
    """
    other = old.peer
    if other is None:
        return
    old.peer = None
    number, name = new.desk.identity(new)
    other.desk.handed_over(other, number, name)
    new.peer, other.peer = other, new
    new.held_there = other.held_here and new.desk.profile.says("remote_hold_signalled")
    if other.phase is Phase.TALK:
        other.held_there = new.held_here and other.desk.profile.says("remote_hold_signalled")
    other.desk.changed()
