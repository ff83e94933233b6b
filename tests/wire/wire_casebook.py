"""The cases of the table: for each endpoint what it does when it works, seen through the client."""

from collections.abc import Callable

from wire_park import Shelf, Stage, soon

from PolyLibrary.phone.calls import Call

Case = Callable[[Stage, Shelf], None]
DAY = 86400
LONG = 20 * DAY + 3 * 3600 + 4 * 60 + 5
"""A phone that has been up for so long writes all parts of its up-time."""


class Casebook(dict[int, Case]):
    """Cases by the number of their endpoint."""

    def of(self, number: int) -> Callable[[Case], Case]:
        """Enter the case of an endpoint."""

        def enter(act: Case) -> Case:
            self[number] = act
            return act

        return enter


def the_call(stage: Stage) -> Call:
    (call,) = stage.phone.calls.status(soon())
    return call
