"""Device certificates: one for each phone, with its MAC as the common name, from a maker's CA in memory.

All phones share one EC key: making a key for each would take longer than everything else at start.
"""

import contextlib
import hashlib
import os
import ssl
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

MAKER = "Polycom Inc."
_FROM = datetime(2019, 7, 2, tzinfo=UTC)
_UNTIL = datetime(2044, 7, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Identity:
    """The certificate of one phone.

    Args:
        tls: Server side, TLS 1.2 and newer.
        fingerprint: SHA-256 of the certificate, lower-case hex without colons.
    """

    tls: ssl.SSLContext
    fingerprint: str


class CertificateAuthority:
    """Issues the certificates of one fleet."""

    @cached_property
    def _key(self) -> ec.EllipticCurvePrivateKey:
        return ec.generate_private_key(ec.SECP256R1())

    @cached_property
    def _ca_key(self) -> ec.EllipticCurvePrivateKey:
        return ec.generate_private_key(ec.SECP256R1())

    @cached_property
    def _key_pem(self) -> bytes:
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def issue(self, mac: str) -> Identity:
        """The certificate of the phone with that MAC."""
        certificate = (
            x509.CertificateBuilder()
            .subject_name(_name(mac.upper()))
            .issuer_name(_name("Polycom Equipment Issuing CA"))
            .public_key(self._key.public_key())
            .serial_number(int.from_bytes(hashlib.sha256(mac.encode()).digest()[:16], "big"))
            .not_valid_before(_FROM)
            .not_valid_after(_UNTIL)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .sign(self._ca_key, hashes.SHA256())
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with _private_file(certificate.public_bytes(serialization.Encoding.PEM) + self._key_pem) as path:
            context.load_cert_chain(path)
        return Identity(context, certificate.fingerprint(hashes.SHA256()).hex())


@contextlib.contextmanager
def _private_file(content: bytes) -> Iterator[Path]:
    # The ssl module reads certificates from files only; this one is gone as soon as it has been read.
    handle, name = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        yield Path(name)
    finally:
        Path(name).unlink()


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, MAKER),
        ]
    )
