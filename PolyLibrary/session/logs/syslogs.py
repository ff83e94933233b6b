"""The phone's log by syslog: kept as it comes, for the log checks of phones whose lab file asks for it.

One receiver a process listens for each way and port, on the address of this machine under which phones reach it.
"""

import socket
import threading
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import LabError, PolyError
from PolyLibrary.lab.entries import Syslog
from PolyLibrary.phone.log import LogLine
from PolyLibrary.session.channels.bells import Bell
from PolyLibrary.session.phone_session import PhoneSession

if TYPE_CHECKING:
    from PolyLibrary.phone.syslog import SyslogReceiver
    from PolyLibrary.phone.syslogline import SyslogLine

KEEP = 50_000
"""Lines that are kept of one phone."""

LIMIT = 10.0
"""Seconds that switching it on may take."""

Way = tuple[str, str, int, str | None, Path | None]


class SyslogReceivers:
    """The receivers of this process, started at first use."""

    def __init__(self) -> None:
        self._by_way: dict[Way, SyslogReceiver] = {}
        self._lock = threading.Lock()

    def towards(self, host: str, port: int, asked: Syslog) -> "SyslogReceiver":
        """The receiver that a phone at ``host`` reaches.

        Raises:
            LabError: There is no way to it, the port cannot be opened, or the certificate cannot be used.
        """
        from PolyLibrary.phone.receiving import address_towards
        from PolyLibrary.phone.syslog import SyslogReceiver
        from PolyLibrary.phone.syslogtls import server_context

        address = address_towards(host, port)
        way = (address, asked.transport, asked.port, asked.address, asked.certificate)
        with self._lock:
            receiver = self._by_way.get(way)
            if receiver is None or not receiver.listening:
                told = asked.address or address
                context = server_context(told, asked.certificate) if asked.transport == "tls" else None
                receiver = SyslogReceiver(
                    address, asked.port, asked.transport, context=context, advertise=asked.address
                )
                self._by_way[way] = receiver
            return receiver

    def close(self) -> None:
        """Stop them all; the next use starts fresh ones."""
        with self._lock:
            for receiver in self._by_way.values():
                receiver.close()
            self._by_way.clear()


receivers = SyslogReceivers()


class Ear:
    """Hears one phone among all that a receiver hears: by its MAC, else by where a message came from.

    Attributes:
        transport: ``udp``, ``tcp`` or ``tls``.
        since: When hearing began (monotonic seconds).
        bell: Rung by each line.
    """

    def __init__(self, session: PhoneSession, receiver: "SyslogReceiver", *, keep: int = KEEP) -> None:
        self._name = session.name
        self._receiver = receiver
        self._mac = (session.info.mac if session.info else "") or session.entry.mac or ""
        self._addresses = _addresses(session.entry.host)
        self._lines: deque[tuple[float, LogLine]] = deque(maxlen=keep)
        self._lock = threading.Lock()
        self._forgotten = 0.0
        self.transport = receiver.transport
        self.bell = Bell(self._check)
        self._stop = receiver.listen(self._take)
        self.since = time.monotonic()

    @property
    def heard(self) -> bool:
        """Whether any line has come."""
        with self._lock:
            return bool(self._lines)

    def lines(self, since: float = 0.0) -> list[LogLine]:
        """The lines that came at or after a moment (monotonic seconds), in the order in which they came."""
        with self._lock:
            return [line for at, line in self._lines if at >= since]

    def overflowed(self, since: float) -> bool:
        """Whether lines that came since a moment are forgotten already."""
        with self._lock:
            return self._forgotten >= since

    def broken(self, since: float) -> bool:
        """Whether a connection of the phone has ended since a moment: what it wanted to say then is lost."""
        ends = (self._receiver.lost_at(address) for address in self._addresses)
        return any(at is not None and at >= since for at in ends)

    def close(self) -> None:
        """Hear nothing more."""
        self._stop()

    def _take(self, message: "SyslogLine") -> None:
        try:
            mine = message.mac == self._mac if message.mac and self._mac else message.sender in self._addresses
            if not mine:
                return
            with self._lock:
                if len(self._lines) == self._lines.maxlen:
                    self._forgotten = self._lines[0][0]
                self._lines.append((message.received, message.line))
            self.bell.ring()
        except BaseException as error:
            self.bell.fail(error)
            raise

    def _check(self) -> None:
        if not self._receiver.listening:
            raise LabError(
                f"{self._name}: the receiver of its syslog has stopped.",
                hint="open the phone again, or leave syslog: out of the lab file.",
            )


def attach(session: PhoneSession) -> None:
    """Have the phone send its log here, where the lab file says so; put back with the configuration.

    What goes wrong is a warning: without syslog the log is read from the phone's own page.
    """
    asked = session.entry.syslog
    if asked is None:
        return
    deadline = Deadline(LIMIT, "the limit of switching syslog on")
    try:
        receiver = receivers.towards(session.entry.host, session.phone.address.https_port, asked)
        ear = Ear(session, receiver)
        session.at_close.append(ear.close)
        _configure(session, receiver.parameters(), deadline)
    except PolyError as error:
        why = " ".join(filter(None, (error.wanted, error.seen)))
        session.steps.record(session.name, "warning", f"its syslog cannot be used, its log is read by web: {why}")
        return
    session.logbook.ear = ear
    # From here on nothing is missed: the phone counts as in use from now.
    session.start = session.mark()


def _configure(session: PhoneSession, wanted: dict[str, str], deadline: Deadline) -> None:
    """Set what the phone does not have yet."""
    now = session.config.get(wanted, deadline)
    values = {name: value for name, value in wanted.items() if now[name].value != value}
    if not values:
        return
    server = now["device.syslog.serverName"].value
    if server and "device.syslog.serverName" in values:
        session.steps.record(
            session.name, "note", f"its syslog goes here instead of to {server} (put back with the configuration)"
        )
    for sentence in session.config.set(values, "suite", deadline).told:
        session.steps.record(session.name, "note", sentence)


def _addresses(host: str) -> frozenset[str]:
    with suppress(OSError):
        return frozenset(str(found[4][0]) for found in socket.getaddrinfo(host, None))
    return frozenset({host})
