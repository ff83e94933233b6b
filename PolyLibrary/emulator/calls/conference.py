"""The three-way conference of one phone: two of its calls, joined (rows 43 to 52)."""

from PolyLibrary.emulator.calls import handover
from PolyLibrary.emulator.calls.leg import Leg, Phase


class Conference:
    """Two calls that hear each other through this phone.

    Args:
        first: Keeps its place; the later call has the star.
        hands_back: The two go on with each other when this phone leaves, whatever its setting says (barge in).

    Attributes:
        members: The two calls.
    """

    def __init__(self, first: Leg, second: Leg, *, hands_back: bool = False) -> None:
        self.members = [first, second]
        self._hands_back = hands_back
        self._desk = first.desk
        self._desk.make_way(keep=self.members)
        for leg in self.members:
            leg.conference = self
            leg.adding = leg.step = leg.held_here = False
        for leg in self.members:
            self._desk.tell_hold(leg)
        self._desk.changed()

    def parted(self, leg: Leg) -> None:
        """A member is gone: the other call is a plain one again, and in focus if the conference was."""
        in_focus = all(max(member.focus for member in self.members) >= other.focus for other in self._desk.legs)
        others = [member for member in self._dissolve() if member is not leg]
        for other in others if in_focus else []:
            self._desk.star(other)

    def split(self) -> None:
        """Two held calls; the one that had the star keeps it."""
        members = self._dissolve()
        for leg in members:
            self._desk.put_on_hold(leg)
        self._desk.changed()

    def end(self) -> None:
        """This phone leaves: the others go on with each other, or all is over."""
        desk = self._desk
        goes_on = self._hands_back or desk.config.on("call.transferOnConferenceEnd")
        first, second = self._dissolve()
        one, two = first.peer, second.peer
        if not goes_on or one is None or two is None or {one.phase, two.phase} != {Phase.TALK}:
            desk.end(first)
            desk.end(second)
            return
        handover.connect(one, two)
        desk.remove(first)
        desk.remove(second)

    def _dissolve(self) -> list[Leg]:
        members = list(self.members)
        self.members.clear()
        for leg in members:
            leg.conference = None
        return members
