"""Notifications of phones end waits early; the look by REST that follows decides, and polling stays the safety net.

One receiver a process listens on each address of this machine under which phones are told to reach it.
"""

import contextlib
import secrets
import socket
import threading
from typing import TYPE_CHECKING, Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, PolyError
from PolyLibrary.session.channels.bells import Bell
from PolyLibrary.session.phone_session import PhoneSession

if TYPE_CHECKING:
    from PolyLibrary.phone.events import EventReceiver
    from PolyLibrary.phone.eventxml import PhoneEvent

Notify = Literal["events", "off"]

LIMIT = 10.0
"""Seconds that switching them on may take."""

_URLS = ("apps.telNotification.URL", *(f"apps.telNotification.{number}.URL" for number in range(1, 10)))


class Receivers:
    """The receivers of this process, started at first use.

    Attributes:
        setting: What holds for phones whose entry in the lab says nothing.
    """

    def __init__(self) -> None:
        self.setting: Notify = "off"
        self._by_address: dict[str, EventReceiver] = {}
        self._lock = threading.Lock()

    def towards(self, host: str, port: int) -> "EventReceiver":
        """The receiver that a phone at ``host`` reaches.

        Raises:
            LabError: There is no way to it, or nothing can be opened to listen on.
        """
        from PolyLibrary.phone.events import EventReceiver
        from PolyLibrary.phone.receiving import address_towards

        address = address_towards(host, port)
        with self._lock:
            receiver = self._by_address.get(address)
            if receiver is None or not receiver.listening:
                # Phones do not log in to a receiver: who knows the path is one of ours.
                receiver = EventReceiver(address, path=f"/{secrets.token_hex(8)}")
                self._by_address[address] = receiver
            return receiver

    def close(self) -> None:
        """Stop them all; the next use starts fresh ones."""
        with self._lock:
            for receiver in self._by_address.values():
                receiver.close()
            self._by_address.clear()


receivers = Receivers()


def attach(session: PhoneSession) -> None:
    """Have the phone tell its events to the waits of this session, where the lab or the library asks for it.

    What goes wrong is a warning: without notifications waits look at the phone as often as ever.
    """
    if (session.entry.notify or receivers.setting) != "events":
        return
    deadline = Deadline(LIMIT, "the limit of switching notifications on")
    try:
        ear = Ear(session, receivers.towards(session.entry.host, session.phone.address.https_port))
        session.at_close.append(ear.close)
        _configure(session, ear.url, deadline)
    except PolyError as error:
        why = " ".join(filter(None, (error.wanted, error.seen)))
        session.steps.record(session.name, "warning", f"its notifications cannot be used, waits only poll: {why}")
        return
    session.watch.bell = ear.bell


class Ear:
    """Hears the events of one phone among those of all, and rings its watch's bell."""

    def __init__(self, session: PhoneSession, receiver: "EventReceiver") -> None:
        self._name = session.name
        self._receiver = receiver
        self._mac = (session.info.mac if session.info else "") or session.entry.mac or ""
        self._addresses = _addresses(session.entry.host)
        self.bell = Bell(self._check)
        self._stop = receiver.listen(self._heard)

    @property
    def url(self) -> str:
        """Where the phone has to post its events to."""
        return self._receiver.url

    def close(self) -> None:
        """Hear nothing more."""
        self._stop()

    def _heard(self, event: "PhoneEvent") -> None:
        try:
            mine = event.mac == self._mac if event.mac and self._mac else event.sender in self._addresses
            if mine:
                self.bell.ring()
        except BaseException as error:
            self.bell.fail(error)
            raise

    def _check(self) -> None:
        if not self._receiver.listening:
            raise LabError(
                f"{self._name}: the receiver of its notifications has stopped.",
                hint="open the phone again, or write notify: off for it into the lab file.",
            )


def _addresses(host: str) -> frozenset[str]:
    with contextlib.suppress(OSError):
        return frozenset(str(found[4][0]) for found in socket.getaddrinfo(host, None))
    return frozenset({host})


def _configure(session: PhoneSession, url: str, deadline: Deadline) -> None:
    """Set a target that nobody else uses, and the switches that are off."""
    from PolyLibrary.phone.events import CALLS, parameters

    guard = session.config
    target: int | None = None
    if guard.get(_URLS[:1], deadline)[_URLS[0]].value:
        now = guard.get(_URLS[1:], deadline)
        target = next((number for number, name in enumerate(_URLS[1:], 1) if not now[name].value), None)
        if target is None:
            raise LabError(
                f"{session.title} tells its events to ten others already.", seen=f"{', '.join(_URLS)} are all set."
            )
    changes = guard.set(parameters(url, CALLS, target=target), "suite", deadline)
    for sentence in changes.told:
        session.steps.record(session.name, "note", sentence)
