"""Device certificates: one for each phone, with its MAC as the common name, from a maker's CA in memory.

All phones share one EC key: making a key for each would take longer than everything else at start.
"""

import contextlib
import hashlib
import os
import ssl
import tempfile
import warnings
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
AUTHORITY = "Polycom Equipment Issuing CA"
_FROM = datetime(2019, 7, 2, tzinfo=UTC)
_UNTIL = datetime(2044, 7, 2, tzinfo=UTC)
# Lowest and highest version by the value of switch `tls`; None leaves it to the library.
_VERSIONS: dict[str, tuple[ssl.TLSVersion, ssl.TLSVersion | None]] = {
    "1.2+": (ssl.TLSVersion.TLSv1_2, None),
    "1.2": (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2),
    "1.0+": (ssl.TLSVersion.TLSv1, None),
    "1.0-1.1": (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1),
}


@dataclass(frozen=True)
class Identity:
    """The certificate of one phone.

    Args:
        tls: Server side.
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

    @cached_property
    def _authority_key_id(self) -> x509.AuthorityKeyIdentifier:
        return x509.AuthorityKeyIdentifier.from_issuer_public_key(self._ca_key.public_key())

    @cached_property
    def pem(self) -> bytes:
        """The authority's own certificate."""
        key = self._ca_key.public_key()
        usage = x509.KeyUsage(
            digital_signature=True,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        certificate = (
            self._begun(AUTHORITY, key)
            .serial_number(x509.random_serial_number())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .sign(self._ca_key, hashes.SHA256())
        )
        return certificate.public_bytes(serialization.Encoding.PEM)

    def _begun(self, common: str, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(_name(common))
            .issuer_name(_name(AUTHORITY))
            .public_key(key)
            .not_valid_before(_FROM)
            .not_valid_after(_UNTIL)
        )

    def issue(self, mac: str, versions: str = "1.2+") -> Identity:
        """The certificate of the phone with that MAC.

        Args:
            versions: TLS versions, by a value of switch ``tls``.
        """
        certificate = (
            self._begun(mac.upper(), self._key.public_key())
            .serial_number(int.from_bytes(hashlib.sha256(mac.encode()).digest()[:16], "big"))
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(self._authority_key_id, critical=False)
            .sign(self._ca_key, hashes.SHA256())
        )
        context = _context(versions)
        with _private_file(certificate.public_bytes(serialization.Encoding.PEM) + self._key_pem) as path:
            context.load_cert_chain(path)
        return Identity(context, certificate.fingerprint(hashes.SHA256()).hex())


def _context(versions: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lowest, highest = _VERSIONS[versions]
    with warnings.catch_warnings():
        # That TLS 1.0 is out of date is the point of it: old phones speak nothing newer.
        warnings.simplefilter("ignore", DeprecationWarning)
        if lowest < ssl.TLSVersion.TLSv1_2:
            # Its signatures need SHA-1, which OpenSSL allows at level 0 only.
            context.set_ciphers("ALL:!aNULL:!eNULL:@SECLEVEL=0")
        context.minimum_version = lowest
        if highest is not None:
            context.maximum_version = highest
    return context


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
