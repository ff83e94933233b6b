"""What a lab holds: its phones, their lines, its sites and numbers, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from PolyLibrary.errors import UnknownName
from PolyLibrary.names import fold
from PolyLibrary.redaction import Password

Thing = TypeVar("Thing")
SyslogTransport = Literal["udp", "tcp", "tls"]


@dataclass(frozen=True)
class Line:
    """One line of a phone: its number, the name beside it, and other numbers that reach it."""

    number: str
    name: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """A place where phones stand.

    Attributes:
        time_zone: An IANA name; None where the file gives none.
        dial: How phones of this site dial those of another, by its name: ``82{number}``.
    """

    name: str
    time_zone: str | None = None
    dial: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Login:
    """User and password of a side channel."""

    user: str
    password: Password


@dataclass(frozen=True)
class Syslog:
    """How a phone's log comes to this machine by syslog.

    Attributes:
        port: Where to listen; 0 takes any free one. Which firmware takes another port than the usual one (514, TLS
            6514) is not known.
        address: The name or address of this machine that the phone is told; None: the one that it is reached from.
        certificate: A PEM file with certificate and key, for ``tls``; None makes one that signs itself.
    """

    transport: SyslogTransport = "udp"
    port: int = 0
    address: str | None = None
    certificate: Path | None = None


@dataclass(frozen=True)
class LabPhone:
    """One phone of the lab, with the defaults of the file.

    Attributes:
        host: Name or address, without a port; IPv6 without brackets.
        scheme: ``auto`` takes HTTPS and falls back to HTTP; ``https`` and ``http`` mean that alone.
        model: As ``models.model(...).name``; None where the file leaves it to the phone.
        mac: 12 lower-case hex digits.
        password: None where the file gives none.
        tls: ``pinned`` (the fingerprint is remembered), ``ca`` (judged by ``ca_file``) or ``off``.
        fingerprint: SHA-256 of the certificate, 64 lower-case hex digits; wins over what is remembered.
        tags: ``site:<site>`` included.
        watch: Whether the phone is looked at while nobody waits.
        virtual: Control address and token of an emulated phone's fleet; None for a real phone.
        push: The phone's own login for XML push; None where the library makes one when it is needed.
        notify: Whether the phone tells its events to waits (``events``); None leaves it to the library's setting.
        syslog: How its log is read where that is by syslog; None: from its own page.
        hands: Commands that stand for a tester's hands, by what they do (``unplug``).
        voicemail: Whether its first line has a mailbox.
    """

    name: str
    host: str
    http_port: int = 80
    https_port: int = 443
    scheme: Literal["auto", "https", "http"] = "auto"
    model: str | None = None
    mac: str | None = None
    firmware: str | None = None
    user: str = "Polycom"
    password: Password | None = None
    tls: Literal["pinned", "ca", "off"] = "pinned"
    ca_file: Path | None = None
    tls_min: Literal["1.0", "1.1", "1.2"] = "1.2"
    fingerprint: str | None = None
    lines: tuple[Line, ...] = ()
    tags: tuple[str, ...] = ()
    site: str | None = None
    watch: bool = True
    push: Login | None = None
    notify: Literal["events", "off"] | None = None
    syslog: Syslog | None = None
    virtual: Mapping[str, str] | None = field(default=None, repr=False)
    hands: Mapping[str, str] = field(default_factory=dict, repr=False)
    voicemail: bool = False


@dataclass(frozen=True)
class Lab:
    """A lab file as read.

    Attributes:
        numbers: Numbers by name; ``{number}`` in one stands for another number.
        safe_numbers: Emergency numbers that this lab may dial all the same.
        emergency_numbers: Numbers that this lab refuses besides the well-known ones.
        virtual: Whether every phone of it is emulated.
        warnings: Advice for the person who runs it.
    """

    file: Path
    phones: Mapping[str, LabPhone]
    sites: Mapping[str, Site] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    safe_numbers: tuple[str, ...] = ()
    emergency_numbers: tuple[str, ...] = ()
    virtual: bool = False
    warnings: tuple[str, ...] = ()

    def phone(self, name: str) -> LabPhone:
        """A phone by name; case, spaces, ``-`` and ``_`` do not matter. Raises UnknownName."""
        return self._found("phone", name, self.phones)

    def number(self, name: str) -> str:
        """A number by its name in ``numbers:``. Raises UnknownName."""
        return self._found("named number", name, self.numbers)

    def site(self, name: str) -> Site:
        """A site by name. Raises UnknownName."""
        return self._found("site", name, self.sites)

    def _found(self, kind: str, name: str, things: Mapping[str, Thing]) -> Thing:
        form = fold(name)
        for known, thing in things.items():
            if fold(known) == form:
                return thing
        raise UnknownName(kind, name, things, where=f"in {self.file}")
