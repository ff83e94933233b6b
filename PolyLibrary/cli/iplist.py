"""``ip.txt``: the list of addresses that batch files feed to curl, one a line."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from PolyLibrary.errors import Fault, FileFaults, UsageError
from PolyLibrary.phone.address import PhoneAddress, Scheme
from PolyLibrary.redaction import Password

KIND = "list of addresses"
_LINE = re.compile(r"(?s)(?:(?i:(https?))://)?(.*)\Z")
_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._\-]*[A-Za-z0-9])?\Z")
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class Listed:
    """One address of a list.

    Args:
        written: As it stands in the file.
        host: Name or address, IPv6 without brackets.
        port: None where the line gives none.
        scheme: ``http`` or ``https`` where the line begins so, else ``auto``.
    """

    line: int
    written: str
    host: str
    port: int | None = None
    scheme: Scheme = "auto"

    @property
    def plain(self) -> bool:
        """Whether plain HTTP is meant: it says so, or its port is that of HTTP."""
        return self.scheme == "http" or (self.scheme == "auto" and self.port == 80)

    @property
    def where(self) -> tuple[str, int]:
        """What makes two lines the same phone."""
        return self.host.casefold(), self.port or (80 if self.plain else 443)


def read_ip_list(path: Path) -> list[Listed]:
    """The addresses of a file: ``address[:port]`` a line, ``#`` comments, blank lines, any line ends.

    Lines that begin with ``;`` are left out as well: batch files of Windows skip them (``for /F``). Files of
    PowerShell (UTF-16) and Notepad (UTF-8 with a mark) are read as well.

    Raises:
        UsageError: There is no such file, or no address in it.
        FileFaults: All faults of the file at once, with lines; an address that stands twice is one.
    """
    text = _text(path)
    listed: list[Listed] = []
    faults: list[Fault] = []
    first: dict[tuple[str, int], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        written = line.partition("#")[0].strip()
        if not written or written.startswith(";"):
            continue
        try:
            entry = parse_address(written, number)
        except ValueError as error:
            faults.append(Fault(number, str(error)))
            continue
        if entry.where in first:
            faults.append(Fault(number, f"'{written}' stands in line {first[entry.where]} already"))
            continue
        first[entry.where] = number
        listed.append(entry)
    if faults:
        raise FileFaults(
            str(path), faults, kind=KIND, hint="a line is an address or address:port; comments begin with #."
        )
    if not listed:
        raise UsageError(f"The {KIND} {path} holds no address.", hint="write one address a line, as in 10.252.149.67")
    return listed


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"The {KIND} {path} cannot be read: {error.strerror or error}.", hint="write one address a line."
        ) from None
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        # Only comments can hold such bytes; an address that does is a fault of its line.
        return data.decode("latin-1")


def parse_address(written: str, line: int = 0) -> Listed:
    """``address[:port]``, with ``http://`` before it where the phone speaks no HTTPS there.

    Raises:
        ValueError: What is wrong with it.
    """
    match = _LINE.match(written)
    assert match is not None
    scheme, rest = cast(Scheme, (match[1] or "auto").lower()), match[2].removesuffix("/")
    if len(written.split()) > 1:
        raise ValueError(f"'{written}' is more than an address; write # before a comment")
    if "@" in rest:
        raise ValueError("a login does not belong here; the password comes from POLY_PASSWORD")
    if "/" in rest:
        raise ValueError(f"'{written}' holds more than an address and a port")
    host, port = _split(rest)
    return Listed(line, written, _host(host), _port(port), scheme)


def _split(text: str) -> tuple[str, str | None]:
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise ValueError(f"'{text}' is no IPv6 address with a port; write [address]:port")
        return host, rest[1:] if rest else None
    if text.count(":") > 1:
        return text, None
    host, colon, port = text.partition(":")
    return host, port if colon else None


def _host(text: str) -> str:
    if ":" in text or re.fullmatch(r"[0-9.]+", text):
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            raise ValueError(f"'{text}' is no IP address") from None
    if not _HOST_NAME.match(text):
        raise ValueError(f"'{text}' is no host name or address")
    return text


def _port(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ValueError(f"'{text}' is no port; ports go from 1 to 65535")
    return int(text)


def address_of(listed: Listed, password: Password, tls: Literal["pinned", "off"]) -> PhoneAddress:
    """Where the phone is reached: HTTPS, then HTTP, on the usual ports; on a port that is given by HTTPS alone."""
    host, port = listed.host, listed.port
    if listed.plain:
        return PhoneAddress(host=host, password=password, http_port=port or 80, scheme="http", tls=tls)
    if port is not None:
        return PhoneAddress(host=host, password=password, https_port=port, scheme="https", tls=tls)
    return PhoneAddress(host=host, password=password, scheme=listed.scheme, tls=tls)


def line_of(address: PhoneAddress) -> str:
    """The line that leads to the same place again."""
    if address.scheme == "http":
        return address.origin("http")
    return address.origin("https").removeprefix("https://")


def write_ip_list(path: Path, head: str, lines: Iterable[tuple[str, str]]) -> None:
    """Write a list that ``read_ip_list`` reads, with a head line and a comment behind each address."""
    text = f"# {head}\n" + "".join(f"{line}  # {comment}\n" for line, comment in lines)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}.") from None
