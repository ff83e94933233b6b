"""The calls that one phone has now: which is in focus, in which order they stand, whether there is room."""

from collections.abc import Sequence

from PolyLibrary.emulator.calls.leg import Leg, Phase
from PolyLibrary.emulator.lines import Line

MOST_CALLS = 24


class CallTable:
    """Looks at the calls of one phone, without changing any.

    Args:
        most_calls: How many calls the phone can have at once.

    Attributes:
        legs: The calls, in the order of their creation.
        remote: Calls that other phones have on a shared line; they are shown, but are no calls of this phone.
        lines: The line keys that are configured.
    """

    def __init__(self, most_calls: int = MOST_CALLS) -> None:
        self.most_calls = most_calls
        self.legs: list[Leg] = []
        self.remote: list[Leg] = []
        self.lines: Sequence[Line] = ()

    def line(self, key: int) -> Line | None:
        """The line on a key, or None."""
        return self.lines[key - 1] if 1 <= key <= len(self.lines) else None

    def identity(self, leg: Leg) -> tuple[str, str]:
        """Number and name that the other party is shown for this phone on that leg."""
        if leg.identity is not None:
            return leg.identity
        line = self.line(leg.line)
        return (line.number, line.display_name or line.label) if line else ("", "")

    def label_on(self, leg: Leg) -> str:
        """The label of a leg's line."""
        line = self.line(leg.line)
        return line.label if line else ""

    def number_of(self, leg: Leg) -> str:
        """The number that a leg calls from."""
        line = self.line(leg.line)
        return line.number if line else ""

    @property
    def listed(self) -> list[Leg]:
        """The calls, and after them those of other phones on shared lines."""
        return [*self.legs, *self.remote]

    def starred(self) -> Leg | None:
        """The call that acts without a Ref go to: the last focused that is neither ringing here nor over."""
        choice = [leg for leg in self.legs if leg.live and leg.phase is not Phase.OFFERING]
        choice = choice or [leg for leg in self.legs if not leg.live]
        return max(choice, key=lambda leg: leg.focus, default=None)

    def current(self) -> Leg | None:
        """The starred call, else the only one."""
        return self.starred() or (self.legs[0] if len(self.legs) == 1 else None)

    def offering(self) -> list[Leg]:
        """Calls that ring here, oldest first."""
        return [leg for leg in self.legs if leg.phase is Phase.OFFERING]

    def held(self) -> list[Leg]:
        """Calls that this phone holds, the last focused first; those of a conference are not among them."""
        found = [leg for leg in self.legs if leg.phase is Phase.TALK and leg.held_here and leg.conference is None]
        return sorted(found, key=lambda leg: -leg.focus)

    def room(self, line: Line) -> bool:
        """Whether the phone and the key have a free call."""
        live = [leg for leg in self.legs if leg.live]
        return len(live) < self.most_calls and sum(leg.line == line.key for leg in live) < line.calls

    def key_with_room(self, line: Line) -> Line:
        """The first key of a line's registration that has a free call; the line itself where none has."""
        keys = [each for each in self.lines if each.registration == line.registration]
        return next((each for each in keys if self.room(each)), line)

    def index_of(self, leg: Leg) -> str:
        """UIAppearanceIndex: ``1*`` for the starred call, ``0`` in a conference, the others by last focus."""
        starred = self.starred()
        if leg is starred:
            return "1*"
        others = [other for other in self.legs if other is not starred and not _apart(other)]
        if leg not in others:
            return "0"
        # A ringing call has not been focused yet: it goes behind the others, in order of arrival.
        others.sort(key=lambda other: (other.phase is Phase.OFFERING, -other.focus))
        return str(others.index(leg) + (1 if starred is None else 2))


def _apart(leg: Leg) -> bool:
    """Whether a call that is not starred has the index 0 (known for conferences)."""
    return leg.conference is not None or leg.adding or leg.phase is Phase.REMOTE
