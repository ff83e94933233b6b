"""Trust: one SSL context per policy, and the judgement of a phone's certificate.

A phone's certificate is issued by the vendor or by the phone itself and names the MAC as its common name, so
the host name never matches. What counts is the MAC and the fingerprint (facts: transport).
"""

import hashlib
import re
import ssl
import threading
import warnings
from dataclasses import dataclass
from pathlib import Path

from PolyLibrary.errors import LabError, WrongPhone
from PolyLibrary.phone.address import PhoneAddress, TlsVersion, mac_of
from PolyLibrary.phone.identity import Identity, IdentityStore

_MINIMUM = {
    "1.0": ssl.TLSVersion.TLSv1,
    "1.1": ssl.TLSVersion.TLSv1_1,
    "1.2": ssl.TLSVersion.TLSv1_2,
}
_LEGACY_RENEGOTIATION = 0x4
_COMMON_NAME = bytes.fromhex("0603550403")

_contexts: dict[tuple[Path | None, TlsVersion], ssl.SSLContext] = {}
_lock = threading.Lock()


def context_for(address: PhoneAddress) -> ssl.SSLContext:
    """The context of this phone's trust policy; phones of one policy share it (a new one is slow)."""
    ca_file = address.ca_file if address.tls == "ca" else None
    key = (ca_file, address.tls_min)
    with _lock:
        context = _contexts.get(key)
        if context is None:
            context = _contexts[key] = _new_context(ca_file, address.tls_min)
        return context


def _new_context(ca_file: Path | None, tls_min: TlsVersion) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    if tls_min == "1.2":
        context.minimum_version = _MINIMUM[tls_min]
    else:
        with warnings.catch_warnings():
            # Python warns of the old versions, which is what tls_min: asks for here.
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = _MINIMUM[tls_min]
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.options |= _LEGACY_RENEGOTIATION
    if ca_file is None:
        context.verify_mode = ssl.CERT_NONE
        return context
    try:
        context.load_verify_locations(cafile=str(ca_file))
    except (OSError, ssl.SSLError) as error:
        raise LabError(
            f"The CA file {ca_file} cannot be used: {error.strerror or error}.",
            hint="give a PEM file of the CA that signed the phones' certificates, or tls: pinned.",
        ) from error
    return context


@dataclass(frozen=True)
class Certificate:
    """What the library looks at in a certificate."""

    common_name: str
    fingerprint: str

    @classmethod
    def of(cls, der: bytes) -> "Certificate":
        return cls(common_name(der), hashlib.sha256(der).hexdigest())


class Judge:
    """Decides whether the certificate at the other end is that of the phone wanted.

    Called inside the connection, after the handshake and before any byte of a request.
    """

    def __init__(self, name: str, address: PhoneAddress, identities: IdentityStore) -> None:
        self._name = name
        self._address = address
        self._identities = identities
        self.seen: Certificate | None = None

    def __call__(self, der: bytes) -> None:
        """Return when the phone is the right one.

        Raises:
            WrongPhone: It is another phone, or it has another certificate than before.
        """
        certificate = Certificate.of(der)
        self.seen = certificate
        address = self._address
        if address.tls == "off":
            return
        if address.fingerprint:
            self._same_fingerprint(certificate, _hex(address.fingerprint), "the lab file")
            return
        mac = mac_of(address.mac)
        if mac is not None and mac_of(certificate.common_name) != mac:
            raise WrongPhone(
                f"{self._name}: another phone answers at {address.origin('https')}.",
                seen=f"a certificate for {_shown_cn(certificate)}, wanted {mac}. No request and no password was sent.",
                hint="correct host: or mac: of this phone in the lab file (were two addresses swapped?).",
            )
        if address.tls == "pinned":
            key = mac or f"{address.host}:{address.https_port}"
            known = self._identities.meet(key, Identity(certificate.common_name, certificate.fingerprint))
            if mac is None and known.common_name != certificate.common_name:
                raise WrongPhone(
                    f"{self._name}: another phone than before answers at {address.origin('https')}.",
                    seen=f"a certificate for {_shown_cn(certificate)}, before it was "
                    f"{known.common_name or 'without a name'}. No request and no password was sent.",
                    hint=f"if that is meant, {self._identities.how_to_forget(key)}",
                )
            self._same_fingerprint(certificate, known.fingerprint, "the first use", key)

    def _same_fingerprint(self, certificate: Certificate, wanted: str, source: str, key: str | None = None) -> None:
        if certificate.fingerprint == wanted:
            return
        hint = (
            f"if the phone got a new certificate, {self._identities.how_to_forget(key)}"
            if key is not None
            else "if the phone got a new certificate, write its fingerprint into the lab file."
        )
        raise WrongPhone(
            f"{self._name}: the certificate at {self._address.origin('https')} is not the one known.",
            seen=f"fingerprint {certificate.fingerprint} for {_shown_cn(certificate)}, "
            f"wanted {wanted} (from {source}). No request and no password was sent.",
            hint=hint,
        )


def _shown_cn(certificate: Certificate) -> str:
    return mac_of(certificate.common_name) or repr(certificate.common_name)


def _hex(fingerprint: str) -> str:
    return re.sub(r"[^0-9a-f]", "", fingerprint.lower().removeprefix("sha256:"))


def common_name(der: bytes) -> str:
    """The subject's common name of a certificate in DER; empty when there is none.

    Read by hand: phones carry certificates that a strict parser refuses, and only this one field is needed.
    """
    try:
        tbs = _content(_content(der))
        fields = _items(tbs)
        # version [0] is optional; then serial, algorithm, issuer, validity, subject
        subject = fields[5 if fields[0][0] == 0xA0 else 4][1]
        for _, relative_name in _items(subject):
            for _, attribute in _items(relative_name):
                if attribute.startswith(_COMMON_NAME):
                    tag, value = _items(attribute)[1]
                    return value.decode("utf-16-be" if tag == 0x1E else "utf-8", "replace")
    except IndexError:
        pass
    return ""


def _content(der: bytes) -> bytes:
    return _items(der)[0][1]


def _items(der: bytes) -> list[tuple[int, bytes]]:
    """The tag and content of each element of a DER sequence's content."""
    items: list[tuple[int, bytes]] = []
    at = 0
    while at < len(der):
        tag, size, at = der[at], der[at + 1], at + 2
        if size & 0x80:
            count = size & 0x7F
            size = int.from_bytes(der[at : at + count], "big")
            at += count
        items.append((tag, der[at : at + size]))
        at += size
    return items
