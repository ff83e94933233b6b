"""Pages: one phone speaks to all phones of a group, which answer by themselves and muted (all chosen)."""

from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.leg import Leg
from PolyLibrary.emulator.calls.numbers import bare

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.attempt import Attempt
    from PolyLibrary.emulator.calls.exchange import Exchange

NAME = "Page"


def page(exchange: "Exchange", attempt: "Attempt", group: str) -> None:
    """Call the members of a group; a group without any other member is Not Found."""
    origin = attempt.origin
    own = origin.desk.number_of(origin)
    members = [bare(number) for number in exchange.plan.group(group) if bare(number) != own]
    if not members:
        attempt.fail("Not Found")
        return
    number, name = attempt.identity
    calls = [exchange.service.call(number, name, member, intercom=True) for member in members]
    speaker = exchange.service.answered(attempt, group, NAME)
    speaker.when_over = lambda: _end(calls)


def _end(calls: list[Leg]) -> None:
    for leg in calls:
        if leg.live:
            leg.desk.end(leg)
