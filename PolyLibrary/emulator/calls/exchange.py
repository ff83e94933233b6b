"""The exchange between the virtual phones of a fleet: who has which number, and what is done for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PolyLibrary.emulator.calls.attempt import Attempt
from PolyLibrary.emulator.calls.codes import Codes
from PolyLibrary.emulator.calls.leg import DIALLING, Leg
from PolyLibrary.emulator.calls.outside import OutsideCall, call_in
from PolyLibrary.emulator.calls.parking import Parking
from PolyLibrary.emulator.calls.plan import DialPlan
from PolyLibrary.emulator.calls.routing import NO_SERVICE
from PolyLibrary.emulator.calls.service import ServiceDesk
from PolyLibrary.emulator.calls.shared import SharedLines
from PolyLibrary.emulator.calls.voicemail import Voicemail
from PolyLibrary.emulator.calls.watching import Watching
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.gui.ports.features import ForwardKind
from PolyLibrary.emulator.lines import Line

if TYPE_CHECKING:
    from PolyLibrary.emulator.calls.desk import CallDesk

SERVICE_ADDRESS = "127.77.255.1"
UNREACHABLE = "408 Request Timeout"
DENIED = "401 Unauthorized"


@dataclass
class Settings:
    """What star codes have set for a number."""

    forwards: dict[ForwardKind, str] = field(default_factory=dict)
    dnd: bool = False


class Exchange:
    """Brings calls to phones. Lives in the fleet's loop, as the phones do.

    Attributes:
        running: False while its SIP server is stopped.
        service: The far end of its own numbers and of outside parties.
        codes: The star codes.
        voicemail: The mailboxes.
        parking: The parked calls.
        watching: Who watches which number (BLF).
        shared: The lines that several phones have.
    """

    address = SERVICE_ADDRESS

    def __init__(self, clock: Clock, plan: DialPlan) -> None:
        self.clock = clock
        self.plan = plan
        self.running = True
        self._subscribers: dict[str, list[tuple[CallDesk, int]]] = {}
        self._settings: dict[str, Settings] = {}
        self._denied: set[str] = set()
        self.service = ServiceDesk(self)
        self.codes = Codes(self)
        self.voicemail = Voicemail(self)
        self.parking = Parking(self)
        self.watching = Watching(self)
        self.shared = SharedLines(self)

    # Numbers
    def subscribe(self, desk: "CallDesk", lines: Sequence[Line]) -> None:
        """Numbers that belong to a phone, reachable or not; a shared one may belong to several."""
        self.unsubscribe(desk)
        for line in lines:
            if not line.first:
                continue
            others = self._subscribers.setdefault(line.number, [])
            if not others or (line.shared and all(other.shared for _, other in self.places(line.number))):
                others.append((desk, line.key))
        self.shared.joined(desk)
        self.watching.booted(desk)
        self.watching.look(desk)

    def unsubscribe(self, desk: "CallDesk") -> None:
        """The phone leaves the exchange for good, or its numbers change."""
        for number, owners in list(self._subscribers.items()):
            owners[:] = [owner for owner in owners if owner[0] is not desk]
            if not owners:
                del self._subscribers[number]
        self.shared.left(desk)
        self.watching.left(desk)
        self.watching.look(desk)

    def places(self, number: str) -> list[tuple["CallDesk", Line]]:
        """The phones and lines of a number, registered or not; none where no phone has it."""
        found = ((desk, desk.line(key)) for desk, key in self._subscribers.get(number, ()))
        return [(desk, line) for desk, line in found if line is not None]

    def settings_of(self, number: str) -> Settings:
        """What star codes have set for a number; may be changed."""
        return self._settings.setdefault(number, Settings())

    def clear_settings(self) -> None:
        """Forget what star codes have set."""
        self._settings.clear()

    # Calls
    def invite(self, leg: Leg) -> None:
        """An outgoing call starts."""
        leg.attempt = Attempt(self, leg, leg.number)
        leg.attempt.start()

    def phone_changed(self, desk: "CallDesk") -> None:
        """Something about a phone's calls, Do Not Disturb or registration has changed."""
        self.shared.look(desk)
        self.watching.look(desk)

    # The world around the phones
    def stop(self) -> None:
        """Stop the SIP server: phones lose their registrations; calls in talk go on, others end."""
        self.running = False
        for desk in self._desks():
            for leg in [leg for leg in desk.legs if leg.phase in DIALLING and leg.attempt is not None]:
                if leg.attempt is not None:
                    leg.attempt.fail(NO_SERVICE)
            desk.registration.lost()

    def start(self) -> None:
        """Start the SIP server again: phones come back with their next try."""
        self.running = True

    def deny(self, number: str) -> None:
        """Take a number's login for wrong, as with a wrong password."""
        self._denied.add(number)
        for desk, _ in self.places(number):
            desk.registration.lost()

    def allow(self, number: str) -> None:
        """Take a number's login for right again; the phone comes back with its next try."""
        self._denied.discard(number)

    def refuses_registration(self, number: str) -> str:
        """SIP code and phrase of a refused registration; empty when it is accepted."""
        if not self.running:
            return UNREACHABLE
        return DENIED if number in self._denied else ""

    def call_from_outside(self, number: str, to: str, name: str = "") -> OutsideCall:
        """Somebody who has no phone of the fleet calls a number.

        Args:
            number: Of the caller, as the phones show it.
            to: Whom he calls.
            name: Of the caller; empty shows the number.
        """
        return call_in(self, number, to, name)

    def leave_voicemail(self, to: str, seconds: int, number: str = "", name: str = "") -> None:
        """Put a message into a mailbox, as if somebody had called.

        Args:
            to: The number whose mailbox it is.
            seconds: Length of the message.
            number: Of the caller; empty for one without identity.

        Raises:
            UsageError: The number has no mailbox.
        """
        self.voicemail.leave(to, seconds, number, name)

    def _desks(self) -> list["CallDesk"]:
        return list(dict.fromkeys(desk for owners in self._subscribers.values() for desk, _ in owners))
