"""What a tester's hands, a power switch or the world outside do, and how it is put back."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import LabError
from PolyLibrary.lab.control import Control
from PolyLibrary.session.config.putback import FAULTS, HANDSET, MAILBOX, POWER, SIP, PutBack, Told
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.device.restarts import LEAVES, restarts_of
from PolyLibrary.session.hands.handplaces import Place, Places
from PolyLibrary.session.hands.outsidecalls import OutsideCalls
from PolyLibrary.session.pending import Pending

_KNOCK = 1.0


class Hands:
    """The hands at the phones of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.places = Places(desk)
        self.back = PutBack()
        self.told: list[Told] = []
        self.outside = OutsideCalls(desk, self.places, self.back)
        desk.before_cleaning.append(lambda scope, suite: self.told.extend(self.back.end(scope, suite)))

    # Power -----------------------------------------------------------------------------------------------

    def unplug(self, name: str, deadline: Deadline) -> str:
        """Cut a phone off from its power."""
        place = self.places.named(name)
        return self._changed(
            ("power", place.name), False, True, lambda on, limit: self._power(place, bool(on), limit), deadline, POWER
        )

    def plug_in(self, name: str, deadline: Deadline, *, wait: bool) -> str:
        """Give a phone its power back; wait until it is ready, where somebody has it open, else until it answers."""
        place = self.places.named(name)
        how = self._changed(
            ("power", place.name), True, True, lambda on, limit: self._power(place, bool(on), limit), deadline, POWER
        )
        if not wait:
            return how
        if place.session is None:
            return f"{how}; {_answers(place, deadline)}"
        return f"{how}; {restarts_of(place.session).wait(deadline, leaves=LEAVES) or 'it did not boot'}"

    def _power(self, place: Place, on: bool, deadline: Deadline) -> str:
        def control(port: Control) -> str:
            before = port.power(place.known_as, deadline, on=on)
            return ("was plugged in already" if before else "plugged in") if on else "unplugged"

        how = place.act("plug in" if on else "unplug", control, {}, deadline)
        if place.session is not None:
            place.session.acted()
            if on and how != "was plugged in already":
                restarts_of(place.session).pending = Pending("the power is back", None, time.monotonic())
        return f"{place.title}: {how}"

    # The SIP server --------------------------------------------------------------------------------------

    def sip_server(self, deadline: Deadline, *, running: bool) -> str:
        """Start or stop the server that the phones register at."""
        place = self.places.able("start sip server" if running else "stop sip server")

        def act(state: object, limit: Deadline, *, at_once: bool) -> str:
            runs = bool(state)

            def control(port: Control) -> str:
                port.sip_server(limit, running=runs, at_once=at_once)
                return "running" if runs else "stopped"

            how = place.act("start sip server" if runs else "stop sip server", control, {}, limit)
            return f"SIP server: {how}"

        # Now phones register in their own time; when it is put back, the next test shall find them registered.
        back, now = partial(act, at_once=True), partial(act, at_once=False)
        return self._changed(("SIP server", ""), running, True, back, deadline, SIP, now=now)

    # Handset ---------------------------------------------------------------------------------------------

    def handset(self, name: str, deadline: Deadline, *, lifted: bool) -> str:
        """Lift a phone's handset, or put it down."""
        place = self.places.named(name)

        def act(state: object, limit: Deadline) -> str:
            up = bool(state)

            def control(port: Control) -> str:
                port.handset(place.known_as, limit, lifted=up)
                return "handset lifted" if up else "handset put down"

            how = place.act("lift handset" if up else "put down handset", control, {}, limit)
            if place.session is not None:
                place.session.acted()
            return f"{place.title}: {how}"

        return self._changed(("handset", place.name), lifted, False, act, deadline, HANDSET)

    # Voicemail -------------------------------------------------------------------------------------------

    def leave_voicemail(self, to: str | None, seconds: int, number: str, name: str, deadline: Deadline) -> str:
        """Put a message into a mailbox."""
        called, first = self.places.called(to)
        place = self.places.able("leave voicemail", first)
        values = {"to": called, "length": seconds, "number": number, "name": name}
        how = place.act(
            "leave voicemail",
            lambda port: f"{port.leave_voicemail(called, seconds, number, name, deadline)} new",
            values,
            deadline,
        )
        port = place.control
        if port is not None:

            def empty(limit: Deadline) -> str:
                return f"mailbox of {called}: emptied ({port.clear_voicemail(called, limit)} left)"

            self.back.made(("mailbox", called), empty, MAILBOX)
        return f"a message of {seconds} s from {name or number} in the mailbox of {called}: {how}"

    # Faults ----------------------------------------------------------------------------------------------

    def inject(
        self, fault: str, name: str | None, deadline: Deadline, *, rate: float, count: int, after: int, path: str,
        part: str,
    ) -> str:  # fmt: skip
        """Let something go wrong at a phone."""
        place = self._one(name)
        figures = {"rate": rate, "count": count, "after": after, "path": path, "part": part}

        def control(port: Control) -> str:
            return port.inject(
                place.known_as, fault, deadline, rate=rate, count=count, after=after, path=path, part=part
            )

        try:
            how = place.act("inject fault", control, {"fault": fault, **figures}, deadline)
        except LabError:
            self._note_fault(place, fault)
            raise
        self._note_fault(place, fault)
        often = f", at most {count} times" if count else ""
        rated = f", {rate:g} of the occasions" if rate < 1 else ""
        passed = f", after {after} of them" if after else ""
        return f"{place.title}: fault '{fault}' injected{often}{rated}{passed}: {how}"

    def _note_fault(self, place: Place, fault: str) -> None:
        self.back.made((f"fault '{fault}'", place.name), lambda limit: self._clear(place, fault, limit), FAULTS)

    def clear_faults(self, name: str | None, deadline: Deadline) -> str:
        """Nothing goes wrong any more: at one phone, or at all that are open."""
        places = [self.places.named(name)] if name else [self.places.of(each) for each in self._desk.sessions.values()]
        if not places:
            places = [self.places.able("clear faults")]
        return "; ".join(self._clear(place, "", deadline) for place in places)

    def _clear(self, place: Place, fault: str, deadline: Deadline) -> str:
        def control(port: Control) -> str:
            gone = port.clear_faults(place.known_as, deadline, fault)
            return f"fault '{fault}' cleared" if fault else f"{gone} fault{'s' * (gone != 1)} cleared"

        return f"{place.title}: {place.act('clear faults', control, {}, deadline)}"

    # Inside ----------------------------------------------------------------------------------------------

    def _one(self, name: str | None) -> Place:
        return self.places.of(self._desk.session(None)) if name is None else self.places.named(name)

    def _changed(
        self,
        thing: tuple[str, str],
        new: object,
        usual: object,
        act: Callable[[object, Deadline], str],
        deadline: Deadline,
        rank: int,
        now: Callable[[object, Deadline], str] | None = None,
    ) -> str:
        """Bring a state about, and remember what was before."""
        try:
            how = (now or act)(new, deadline)
        except LabError:
            # Whether it was done is not known: then it is put back as well.
            self.back.changed(thing, new, usual, act, rank)
            raise
        self.back.changed(thing, new, usual, act, rank)
        return how


def _answers(place: Place, deadline: Deadline) -> str:
    """Wait until a phone that nobody has open is there again: a virtual one registered, a real one reachable."""
    tries = 0
    for tries in polling(deadline):
        if place.control.ready(place.known_as, deadline) if place.control else _knock(place, deadline):
            return f"it is there again ({deadline.tried(tries)})"
    raise LabError(
        f"{place.title} has power, but does not come back.",
        seen="it is not registered." if place.control else f"{place.entry.host} takes no connection.",
        tried=deadline.tried(tries),
        hint="real phones boot for up to three minutes.",
    )


def _knock(place: Place, deadline: Deadline) -> bool:
    entry = place.entry
    port = entry.http_port if entry.scheme == "http" else entry.https_port
    with suppress(OSError), socket.create_connection((entry.host, port), min(_KNOCK, max(0.1, deadline.remaining))):
        return True
    return False


def hands_of(desk: Desk) -> Hands:
    """The hands at the phones of a desk: one for all who use it."""
    if not isinstance(desk.hands, Hands):
        desk.hands = Hands(desk)
    return desk.hands
