"""Simulated touches. Pixels are those of the screen capture, origin top left (facts: simulated input)."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.phone.rest import Rest
from PolyLibrary.terms import Point

_TOUCH = "/api/v1/mgmt/simulateTouch"


class Touch:
    """Taps and swipes; each is one request, sent once."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def tap(self, point: Point, deadline: Deadline) -> None:
        self._rest.post(_TOUCH, {"Type": "Tap", "Positions": [_position(point)]}, deadline)

    def swipe(self, start: Point, end: Point, duration_ms: int, deadline: Deadline) -> None:
        """Drag from ``start`` to ``end`` in ``duration_ms`` milliseconds (100 is what everybody uses)."""
        if duration_ms < 0:
            raise UsageError(f"A swipe cannot take {duration_ms} ms.", hint="give a duration such as 100 ms.")
        data = {
            "Type": "Swipe",
            "Positions": [_position(start), _position(end)],
            "Duration": str(duration_ms),
        }
        self._rest.post(_TOUCH, data, deadline)


def _position(point: Point) -> dict[str, str]:
    if point.x < 0 or point.y < 0:
        raise UsageError(f"The point {point} is outside every screen.", hint="points count from 0,0 at the top left.")
    return {"X": str(point.x), "Y": str(point.y)}
