"""The one kept connection to a phone: opened when needed, checked before it is used again."""

import time
from collections.abc import Callable

from PolyLibrary.phone.address import PhoneAddress, WireScheme
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.tls import Certificate, Judge, context_for
from PolyLibrary.phone.wire import Fault, Wire, WireFault

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
        self._wire: Wire | None = None
        self._scheme: WireScheme | None = None
        self.opened = 0

    @property
    def certificate(self) -> Certificate | None:
        """The certificate of the last connection opened; None before it and on plain HTTP."""
        return self._judge.seen

    def ready(self, scheme: WireScheme, until: float, *, action: bool) -> Wire:
        """The kept connection if the phone still holds its end, else a new one."""
        kept = self._wire
        if kept is not None:
            stale = action and time.monotonic() - kept.used > _SAFE_IDLE
            if self._scheme == scheme and not stale and kept.alive():
                return kept
            self.drop()
        if scheme == "https" and self._address.tls == "off":
            self._warn("tls", f"The certificate of {self._name} is not checked (tls: off).")
        wire = self._opened(scheme, until)
        self._wire, self._scheme = wire, scheme
        return wire

    def drop(self) -> None:
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def _opened(self, scheme: WireScheme, until: float) -> Wire:
        tries = 0
        while True:
            tries += 1
            try:
                return self._open(scheme, until)
            except WireFault as fault:
                # Some phones break off the first handshake; nothing of the request has left yet.
                if fault.fault is not Fault.HANDSHAKE or tries == _HANDSHAKES:
                    raise

    def _open(self, scheme: WireScheme, until: float) -> Wire:
        address = self._address
        self.opened += 1
        if scheme == "http":
            return Wire.open(address.host, address.http_port, until)
        wire = Wire.open(address.host, address.https_port, until, context=context_for(address), judge=self._judge)
        if self._identities.trouble:
            self._warn("identities", f"Certificates cannot be remembered: {self._identities.trouble}")
        return wire
