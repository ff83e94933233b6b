"""Taking a call that rings at another phone (all chosen)."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.leg import Leg

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.attempt import Attempt
    from PolyLibrary.emulator.calls.desk import CallDesk


def ringing_at(desk: "CallDesk", number: str) -> "Attempt | None":
    """The call that rings longest at a number and does not come from this phone; or None."""
    legs = [
        leg
        for other, line in desk.exchange.places(number)
        if other is not desk
        for leg in other.offering()
        if leg.line == line.key
    ]
    callers = [leg.peer for leg in sorted(legs, key=lambda leg: leg.created) if leg.peer is not None]
    return next((caller.attempt for caller in callers if caller.attempt and caller.desk is not desk), None)


def pick_up(desk: "CallDesk", key: int, number: str, *, instead_of: Leg | None = None) -> bool:
    """Talk to the caller of a call that rings at a number; where it rang there is no entry about it.

    Args:
        key: Line key that the call gets.
        instead_of: The call that dialled the code for it; it is gone then.

    Returns:
        Whether a call was there, and this phone had room for it.
    """
    attempt = ringing_at(desk, number)
    line = desk.line(key)
    if attempt is None or line is None or (instead_of is None and not desk.room(line)):
        return False
    if instead_of is not None:
        desk.remove(instead_of)
    attempt.answered_by(desk.connected(line, *attempt.identity))
    desk.changed()
    return True
