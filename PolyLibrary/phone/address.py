"""Where a phone is, how it is logged into, and how its certificate is judged."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PolyLibrary.redaction import Password

Scheme = Literal["auto", "https", "http"]
TlsPolicy = Literal["pinned", "off", "ca"]
TlsVersion = Literal["1.0", "1.1", "1.2"]
WireScheme = Literal["https", "http"]


@dataclass(frozen=True)
class PhoneAddress:
    """How to reach one phone.

    Args:
        host: Name or IP address (IPv6 without brackets).
        http_port, https_port: Ports of the phone's web server.
        scheme: ``auto`` tries HTTPS, then plain HTTP; ``https`` forbids the second.
        user: Fixed by the phone: ``Polycom``, with a capital P.
        password: The phone's administrator password.
        mac: Its MAC address, in any spelling; None when it is not known.
        tls: ``pinned``: the certificate's CN is the MAC and its fingerprint that of the first use;
            ``ca``: signed by ``ca_file``, CN is the MAC; ``off``: not checked.
        fingerprint: SHA-256 of the certificate in hex; wins over what was remembered.
        tls_min: The oldest TLS version allowed; ``1.0`` and ``1.1`` also allow that time's weak ciphers.
    """

    host: str
    password: Password
    http_port: int = 80
    https_port: int = 443
    scheme: Scheme = "auto"
    user: str = "Polycom"
    mac: str | None = None
    tls: TlsPolicy = "pinned"
    ca_file: Path | None = None
    fingerprint: str | None = None
    tls_min: TlsVersion = "1.2"

    def port(self, scheme: WireScheme) -> int:
        return self.https_port if scheme == "https" else self.http_port

    def origin(self, scheme: WireScheme) -> str:
        """``https://10.1.2.3`` with the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = self.port(scheme)
        usual = 443 if scheme == "https" else 80
        return f"{scheme}://{host}" if port == usual else f"{scheme}://{host}:{port}"


_MAC = re.compile(r"[0-9a-f]{12}\Z")


def mac_of(text: str | None) -> str | None:
    """The MAC address in ``text`` as twelve lower-case hex digits; None when it holds none."""
    if not text:
        return None
    digits = re.sub(r"[\s:.\-]", "", text).lower()
    return digits if _MAC.match(digits) else None
