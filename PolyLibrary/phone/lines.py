"""Line keys of a phone and their registration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.fields import first, flag, items, mapping, text, whole
from PolyLibrary.phone.rest import Rest
from PolyLibrary.phone.versions import Versions


@dataclass(frozen=True)
class Line:
    """One line key; a registration with several keys has an entry for each.

    Args:
        key: Number of the line key, from 1.
        registered: Whether the phone says ``registered``.
        type: ``private``, ``shared``; empty in v2.
        address: The SIP address; empty in v2.
        user: User of the registration.
        dnd, active: None in v1.
        servers: For each call server whether it works; only in v2.
    """

    key: int
    registered: bool
    type: str
    address: str
    label: str
    user: str
    protocol: str
    proxy: str
    port: int
    dnd: bool | None
    active: bool | None
    servers: tuple[bool, ...]


def parse_lines(data: object) -> list[Line]:
    """Lines from ``data`` of lineInfo, v1 or v2 by the shape of each entry; BadReply when it is none."""
    return [_line(entry, position) for position, entry in enumerate(items(data, "line information"), start=1)]


def _line(data: Mapping[str, Any], position: int) -> Line:
    servers = first(data, "CallServers")
    return Line(
        key=whole(data, "LineNumber", default=position),
        registered=text(data, "RegistrationStatus").lower() == "registered",
        type=text(data, "LineType"),
        address=text(data, "SIPAddress"),
        label=text(data, "Label"),
        user=text(data, "UserID", "Username"),
        protocol=text(data, "Protocol"),
        proxy=text(data, "ProxyAddress"),
        port=whole(data, "Port"),
        dnd=flag(data, "DoNotDisturb"),
        active=flag(data, "Active"),
        servers=tuple(
            bool(flag(mapping(server, "call server"), "Working")) for server in items(servers, "call servers")
        ),
    )


class Lines:
    """Line information of both versions."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._versions = Versions()

    def status(self, deadline: Deadline) -> list[Line]:
        """All line keys by v1, which tells addresses; by v2 where a phone lacks v1."""
        return self._versions.ask(lambda: self.status_v1(deadline), lambda: self.status_v2(deadline))

    def status_v1(self, deadline: Deadline) -> list[Line]:
        """By v1: type, address, server and port of each line key."""
        return self._status("/api/v1/mgmt/lineInfo", deadline)

    def status_v2(self, deadline: Deadline) -> list[Line]:
        """By v2: Do Not Disturb, activity and call servers of each line key (from 5.8)."""
        return self._status("/api/v2/mgmt/lineInfo", deadline)

    def _status(self, path: str, deadline: Deadline) -> list[Line]:
        return self._rest.call("GET", path, None, deadline).parsed(parse_lines)
