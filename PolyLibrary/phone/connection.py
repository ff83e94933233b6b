"""The one kept connection to a phone: opened when needed, checked before it is used again."""

import time
from collections.abc import Callable

from requests import PreparedRequest

from PolyLibrary.phone.address import PhoneAddress, WireScheme
from PolyLibrary.phone.bounded import Progress
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.tls import Certificate, Judge, context_for
from PolyLibrary.phone.wire import RECEIVE_LIMIT, Fault, RawReply, Wire, WireFault

# Phones close an idle connection after 15 s; an action does not race with that.
_SAFE_IDLE = 13.0
_HANDSHAKES = 3


class Connection:
    """Holds at most one ``Wire``. Not thread-safe: the transport's turn protects it.

    Args:
        warn: Records a warning of a kind, once.
    """

    def __init__(
        self, name: str, address: PhoneAddress, identities: IdentityStore, warn: Callable[[str, str], None]
    ) -> None:
        self._name = name
        self._address = address
        self._identities = identities
        self._warn = warn
        self._judge = Judge(name, address, identities)
        self._progress = Progress(RECEIVE_LIMIT)
        self._wire: Wire | None = None
        self._scheme: WireScheme | None = None

    @property
    def certificate(self) -> Certificate | None:
        """The certificate of the last connection opened; None before it and on plain HTTP."""
        return self._judge.seen

    @property
    def opened(self) -> int:
        """Connections opened so far, failed attempts included."""
        return self._progress.opened

    @property
    def sent(self) -> int:
        """Requests that left so far, whole or in part."""
        return self._progress.requests

    def exchange(self, scheme: WireScheme, request: PreparedRequest, until: float, *, action: bool) -> RawReply:
        """One request and its answer, on the kept connection if the phone still holds its end, else on a new one.

        Args:
            until: When it must be over (monotonic).
            action: Whether the request changes something.
        """
        tries = 0
        while True:
            tries += 1
            try:
                return self._ready(scheme, action=action).exchange(request, until)
            except WireFault as fault:
                # Some phones break off the first handshake; nothing of the request has left yet.
                if fault.fault is not Fault.HANDSHAKE or tries == _HANDSHAKES:
                    raise

    def drop(self) -> None:
        """Close the connection, whatever it is doing."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def _ready(self, scheme: WireScheme, *, action: bool) -> Wire:
        wire = self._wire
        if wire is not None:
            stale = action and time.monotonic() - wire.used > _SAFE_IDLE
            if self._scheme == scheme and not stale:
                return wire
            self.drop()
        self._wire, self._scheme = self._new_wire(scheme), scheme
        return self._wire

    def _new_wire(self, scheme: WireScheme) -> Wire:
        address = self._address
        if scheme == "http":
            return Wire(address.host, address.http_port, self._progress)
        if address.tls == "off":
            self._warn("tls", f"The certificate of {self._name} is not checked (tls: off).")
        context = context_for(address)
        return Wire(address.host, address.https_port, self._progress, context=context, judge=self._judged)

    def _judged(self, der: bytes) -> None:
        self._judge(der)
        if self._identities.trouble:
            self._warn("identities", f"Certificates cannot be remembered: {self._identities.trouble}")
