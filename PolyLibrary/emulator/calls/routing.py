"""Where a number leads: phones that ring, a number of the exchange, a mailbox, or nowhere (rows 8 and 32 to 38)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls import forwarding, timing
from PolyLibrary.emulator.calls.numbers import bare
from PolyLibrary.emulator.calls.plan import Code, Rule
from PolyLibrary.emulator.gui.ports.calls import LogKind
from PolyLibrary.emulator.gui.ports.features import ForwardKind
from PolyLibrary.emulator.lines import Line

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk
    from PolyLibrary.emulator.calls.exchange import Exchange
    from PolyLibrary.emulator.calls.leg import Leg

MOST_HOPS = 5
"""Forwards that one call may go through."""
NO_SERVICE = "Service unavailable"
Place = tuple["CallDesk", Line]


@dataclass(frozen=True)
class Entry:
    """A phone that has the call in a list without having shown it."""

    kind: LogKind
    desk: "CallDesk"
    line: Line


@dataclass(frozen=True)
class Route:
    """Where a call goes.

    Args:
        reason: Why it goes nowhere; else empty.
        number: Where it has come to.
        hops: All numbers that it has been to, this one included.
        targets: Phones that ring.
        rule: What the exchange does with the number itself.
        code: The star code that the number is, with what follows it as ``argument``.
        mailbox: The number whose mailbox takes it at once.
        diverted_by: Label of the phone that forwarded it last.
        entries: Who finds it in a call list without having seen it.
    """

    reason: str = ""
    number: str = ""
    hops: tuple[str, ...] = ()
    targets: Sequence[Place] = ()
    rule: Rule | None = None
    code: Code | None = None
    argument: str = ""
    mailbox: str = ""
    diverted_by: str = ""
    entries: Sequence[Entry] = field(default_factory=tuple)


@dataclass(frozen=True)
class Patience:
    """What happens when nobody answers for some seconds: a forward, a mailbox, or the end."""

    seconds: float
    forward: str = ""
    label: str = ""
    mailbox: str = ""


def route_to(exchange: "Exchange", origin: "Leg", number: str, hops: tuple[str, ...] = ()) -> Route:
    """The way from a caller to a number. Nothing has happened yet."""
    line = origin.desk.line(origin.line)
    if line is None or not origin.desk.registered_on(line):
        return Route(NO_SERVICE, number)
    return _Way(exchange, origin.desk.number_of(origin), hops).to(number)


class _Way:
    """One look for the end of all forwards."""

    def __init__(self, exchange: "Exchange", caller: str, hops: tuple[str, ...]) -> None:
        self._exchange = exchange
        self._caller = caller
        self._hops = hops
        self._entries: list[Entry] = []
        self._diverted_by = ""

    def to(self, number: str) -> Route:
        while True:
            if number in self._hops or len(self._hops) > MOST_HOPS:
                return self._end(number, "Busy")
            self._hops = (*self._hops, number)
            found = self._arrive(number)
            if isinstance(found, Route):
                return found
            number = found

    def _end(self, number: str, reason: str = "") -> Route:
        return Route(reason, number, self._hops, diverted_by=self._diverted_by, entries=tuple(self._entries))

    def _with(self, number: str, **more: object) -> Route:
        about = {"number": number, "hops": self._hops, "diverted_by": self._diverted_by}
        return Route(**(about | {"entries": tuple(self._entries)} | more))  # type: ignore[arg-type]

    def _arrive(self, number: str) -> Route | str:
        """The end of the way, or the number where it goes on."""
        exchange = self._exchange
        code = exchange.plan.code(number)
        if code is not None:
            return self._with(number, code=code[0], argument=code[1])
        if number == self._caller:
            # Who calls himself gets his own mailbox, where there is one (chosen).
            box = exchange.voicemail.box_of(number) if len(self._hops) == 1 else ""
            own = exchange.plan.code_for("voicemail")
            return self._with(number, code=own, argument="") if box and own else self._end(number, "Busy")
        places = exchange.places(number)
        if places:
            return self._phones(number, places)
        rule = exchange.plan.rule(number)
        if rule is None or rule.does == "not found":
            return self._end(number, "Not Found")
        return self._end(number, "Busy") if rule.does == "busy" else self._with(number, rule=rule)

    def _phones(self, number: str, places: Sequence[Place]) -> Route | str:
        desk, line = places[0]
        settings = self._exchange.settings_of(number)
        if settings.dnd:
            return self._end(number, "Busy")
        if always := settings.forwards.get("always", ""):
            return self._forward(line, always)
        # A line that has several keys rings on the first that has a free call.
        reachable = [(desk, desk.key_with_room(line)) for desk, line in places if desk.registered_on(line)]
        if not reachable:
            return self._end(number, "Unavailable")
        desk, line = reachable[0]
        if always := forwarding.target(desk.config, line, "always"):
            self._entries.append(Entry("Received", desk, line))
            return self._forward(line, always)
        takers = [place for place in reachable if not place[0].refuses(place[1])]
        if takers:
            return self._with(number, targets=tuple(takers))
        kinds: tuple[ForwardKind | str, ...] = ("dnd", "busy") if desk.dnd else ("busy",)
        busy = next((found for kind in kinds if (found := forwarding.target(desk.config, line, kind))), "")
        busy = settings.forwards.get("busy", "") or busy
        if busy:
            self._entries += [Entry("Received", *place) for place in reachable]
            return self._forward(line, busy)
        self._entries += [Entry("Missed", *place) for place in reachable]
        mailbox = self._exchange.voicemail.box_of(number)
        return self._with(number, mailbox=mailbox) if mailbox else self._end(number, "Busy")

    def _forward(self, line: Line, number: str) -> str:
        self._diverted_by = line.label
        return bare(number)


def patience(exchange: "Exchange", route: Route) -> Patience | None:
    """What comes first when nobody answers; None: it rings for ever."""
    found = []
    seconds = timing.NO_ANSWER
    if route.targets:
        desk, line = route.targets[0]
        seconds = desk.config.number("call.offeringTimeOut")
        forward = exchange.settings_of(route.number).forwards.get("no answer", "")
        forward = forward or forwarding.target(desk.config, line, "no answer")
        if forward:
            found.append(Patience(forwarding.seconds(desk.config, line), forward, line.label))
        if mailbox := exchange.voicemail.box_of(route.number):
            found.append(Patience(timing.MAILBOX_AFTER, mailbox=mailbox))
    if seconds:
        found.append(Patience(seconds))
    return min(found, key=lambda each: each.seconds, default=None)
