"""The line keys of a phone, made from its ``reg.x`` parameters at boot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.profiles import read_yaml

_ADDRESS = re.compile(r"reg\.(\d+)\.address$")
_WATCHED = re.compile(r"attendant\.resourceList\.(\d+)\.address$")


@dataclass(frozen=True)
class Line:
    """One line key.

    Args:
        key: Number of the line key, from 1.
        registration: Number of the registration (the x of ``reg.x``).
        first: Whether it is the registration's first key.
        number: The bare user part of the address.
        label: What the key shows.
        display_name: Sent to the other party.
        calls: Most calls on the key at once.
        registers: False keeps the line unregistered (``reg.x.server.1.register`` 0).
    """

    key: int
    registration: int
    first: bool
    number: str
    label: str
    display_name: str
    user: str
    server: str
    port: int
    shared: bool
    calls: int
    registers: bool


@dataclass(frozen=True)
class Watched:
    """A phone on a BLF key.

    Args:
        address: Its number.
        label: What the key shows.
    """

    address: str
    label: str


@cache
def most_calls(model: str) -> int:
    """How many calls a model can have at once."""
    capacity = read_yaml("calls/capacity.yaml")
    return int(capacity["models"].get(model, capacity["most"]))


def watched_of(config: Config, free_keys: int) -> Sequence[Watched]:
    """The phones on the keys that the lines leave free, by their place in the configuration."""
    numbers = {int(found[1]) for name in config.names("attendant.resourceList.") if (found := _WATCHED.match(name))}
    watched: list[Watched] = []
    for number in sorted(numbers):
        prefix = f"attendant.resourceList.{number}"
        address = config.text(f"{prefix}.address").removeprefix("sip:").partition("@")[0].strip()
        if address:
            watched.append(Watched(address, config.text(f"{prefix}.label") or address))
    return watched[: max(0, free_keys)]


def lines_of(config: Config, line_keys: int) -> Sequence[Line]:
    """The configured line keys, at most ``line_keys``; none when no registration has an address."""
    numbers = {int(found[1]) for name in config.names("reg.") if (found := _ADDRESS.match(name))}
    lines: list[Line] = []
    for registration in sorted(numbers):
        prefix = f"reg.{registration}"
        address = config.text(f"{prefix}.address")
        if not address:
            continue
        number = address.removeprefix("sip:").partition("@")[0]
        server = config.text(f"{prefix}.server.1.address") or config.text("voIpProt.server.1.address")
        for index in range(config.number(f"{prefix}.lineKeys")):
            if len(lines) >= line_keys:
                return lines
            lines.append(
                Line(
                    key=len(lines) + 1,
                    registration=registration,
                    first=index == 0,
                    number=number,
                    label=config.text(f"{prefix}.label") or number,
                    display_name=config.text(f"{prefix}.displayName"),
                    user=config.text(f"{prefix}.auth.userId") or number,
                    server=server,
                    port=config.number(f"{prefix}.server.1.port") or 5060,
                    shared=config.text(f"{prefix}.type") == "shared",
                    calls=config.number(f"{prefix}.callsPerLineKey"),
                    registers=config.on(f"{prefix}.server.1.register"),
                )
            )
    return lines
