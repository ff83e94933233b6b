"""The certificate of our syslog server: the lab's own, or one that signs itself."""

import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from PolyLibrary.errors import LabError

if TYPE_CHECKING:
    from cryptography.x509 import GeneralName

_DAYS = 30


def server_context(host: str, certificate: Path | None = None) -> ssl.SSLContext:
    """The server side of TLS.

    Args:
        host: The name or address by which phones know the server; stands in a certificate that is made here.
        certificate: A PEM file with certificate and key. Without one a certificate is made that signs itself, which
            a phone takes only where it does not check the server's.

    Raises:
        LabError: The file cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if certificate is None:
        # The ssl module takes certificates from files alone; this one is gone with the folder.
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "syslog.pem"
            file.write_bytes(_self_signed(host))
            context.load_cert_chain(file)
        return context
    try:
        context.load_cert_chain(certificate)
    except (OSError, ssl.SSLError) as error:
        raise LabError(
            f"The certificate {certificate} of the syslog server cannot be used.",
            seen=str(error.strerror or error),
            hint="it is a PEM file with the certificate and its key, without a password.",
        ) from error
    return context


def _self_signed(host: str) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host[:64])])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + made.public_bytes(serialization.Encoding.PEM)


def _alternative(host: str) -> "GeneralName":
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
