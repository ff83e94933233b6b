"""XML state polling: calls, device and network as ``/polling/...`` shows them (facts: XML state polling)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply
from PolyLibrary.phone.address import mac_of
from PolyLibrary.phone.callxml import CallLine, call_lines
from PolyLibrary.phone.digest import Credentials, DigestPages, Exchange, PageOff
from PolyLibrary.phone.phonexml import NotXml, below, number, parse_xml, stamp, switch, value
from PolyLibrary.redaction import Password
from PolyLibrary.terms import Version

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LINE = re.compile(r"\s*Line\s*(\d{1,3})\s*:\s*([^,]*)", re.IGNORECASE)
_OFF = (
    "set apps.statePolling.username and apps.statePolling.password (both not empty), "
    "apps.statePolling.responseMode=0, and for plain HTTP apps.push.secureTunnelRequired=0."
)


@dataclass(frozen=True)
class DeviceInformation:
    """Who the phone is.

    Args:
        mac: Twelve lower-case hex digits; None when it cannot be read.
        lines: Line key and number of each line.
        firmware: Without the build's date (``application`` has it).
        updater: The updater's version; older guides call it BootROM.
        time: The phone's time with its offset.
    """

    mac: str | None
    model: str
    firmware: Version
    application: str
    updater: str
    lines: tuple[tuple[int, str], ...]
    time: datetime | None


@dataclass(frozen=True)
class NetworkConfiguration:
    """How the phone is connected; ``dns_servers`` without the ``0.0.0.0`` of an empty one, ``vlan`` None for none."""

    mac: str | None
    ip: str
    subnet_mask: str
    default_router: str
    dhcp: bool | None
    dhcp_server: str
    dns_suffix: str
    dns_servers: tuple[str, ...]
    provisioning_server: str
    vlan: int | None


def parse_device(root: "Element") -> DeviceInformation:
    """``DeviceInformation`` from an element that holds it; missing fields are empty."""
    application = value(root, "AppLoadID")
    return DeviceInformation(
        mac=mac_of(value(root, "MACAddress")),
        model=value(root, "ModelNumber"),
        firmware=Version(application.partition(" ")[0]),
        application=application,
        updater=value(root, "UpdaterID", "BootROMID"),
        lines=tuple((int(match[1]), match[2].strip()) for match in _LINE.finditer(value(root, "PhoneDN"))),
        time=stamp(root, "TimeStamp"),
    )


def parse_network(root: "Element") -> NetworkConfiguration:
    """``NetworkConfiguration`` from an element that holds it; missing fields are empty."""
    servers = (value(root, "DNSServer1"), value(root, "DNSServer2"))
    return NetworkConfiguration(
        mac=mac_of(value(root, "MACAddress")),
        ip=value(root, "IPAddress"),
        subnet_mask=value(root, "SubnetMask"),
        default_router=value(root, "DefaultRouter"),
        dhcp=switch(root, "DHCPEnabled"),
        dhcp_server=value(root, "DHCPServer"),
        dns_suffix=value(root, "DNSSuffix"),
        dns_servers=tuple(server for server in servers if server and server != "0.0.0.0"),
        provisioning_server=value(root, "ProvServer"),
        vlan=number(root, "VLANID"),
    )


def parse_posted(body: bytes) -> tuple[CallLine, ...] | DeviceInformation | NetworkConfiguration:
    """What a phone posts to ``apps.statePolling.URL`` (response mode 1), whichever of the three was asked for.

    Raises:
        NotXml: It is none of them.
    """
    root = parse_xml(body)
    for name, parse in (("DeviceInformation", parse_device), ("NetworkConfiguration", parse_network)):
        found = below(root, name)
        if found:
            return parse(found[0])
    lines = call_lines(root)
    if not lines:
        raise NotXml("it is no state of a phone")
    return lines


def parameters(username: str, password: Password, *, plain: bool = True, url: str = "") -> dict[str, str]:
    """The parameters that switch polling on, the password in clear: for ``Config.set`` only.

    Args:
        plain: Let polls come by plain HTTP too (some profiles refuse that).
        url: Where the phone posts its state to; without it the state comes in the answer.
    """
    login = Credentials(username, password)
    values = {
        "apps.statePolling.username": login.user,
        "apps.statePolling.password": login.password.reveal(),
        "apps.statePolling.responseMode": "1" if url else "0",
    }
    if url:
        values["apps.statePolling.URL"] = url
    return values | ({"apps.push.secureTunnelRequired": "0"} if plain else {})


class Polling:
    """Polls one phone. Every look is one request and may be repeated within its deadline.

    Args:
        transport: The way to the phone.
        login: ``apps.statePolling.username`` and ``apps.statePolling.password``.
    """

    def __init__(self, transport: Exchange, login: Credentials) -> None:
        self._pages = DigestPages(transport, login, "apps.statePolling")
        self._name = transport.name

    def lines(self, deadline: Deadline) -> tuple[CallLine, ...]:
        """All line keys with their calls.

        Raises:
            PageOff: Polling is off; names the parameters to set.
            LoginRefused, Unreachable, BadReply: As their names say.
        """
        target = "/polling/callstateHandler"
        root = self._read(target, deadline)
        lines = call_lines(root)
        if not lines:
            raise self._surprise(target, "it names no line", "CallLineInfo")
        return lines

    def device(self, deadline: Deadline) -> DeviceInformation:
        """Who the phone is; errors as of ``lines``."""
        return parse_device(self._element("/polling/deviceHandler", "DeviceInformation", deadline))

    def network(self, deadline: Deadline) -> NetworkConfiguration:
        """How the phone is connected; errors as of ``lines``."""
        return parse_network(self._element("/polling/networkHandler", "NetworkConfiguration", deadline))

    def order(self, what: Literal["callstate", "device", "network"], deadline: Deadline) -> None:
        """Have the phone post its state to its ``apps.statePolling.URL`` (``parse_posted`` reads that).

        Raises:
            PageOff: Polling is off, or the phone answers in place: it does not post.
        """
        target = f"/polling/{what}Handler"
        reply = self._pages.request("GET", target, deadline, read=True)
        if reply.status != 200:
            raise self._pages.fault("GET", target, reply, what="this phone does not answer polls", off=_OFF)
        if reply.body.strip():
            raise PageOff(
                f"{self._name}: GET {target}: the phone gives its state in this answer and does not post it.",
                seen=f"HTTP 200, {len(reply.body)} bytes.",
                hint="set apps.statePolling.responseMode=1 and apps.statePolling.URL.",
            )

    def _element(self, target: str, name: str, deadline: Deadline) -> "Element":
        found = below(self._read(target, deadline), name)
        if not found:
            raise self._surprise(target, f"it holds no {name}", name)
        return found[0]

    def _read(self, target: str, deadline: Deadline) -> "Element":
        reply = self._pages.request("GET", target, deadline, read=True)
        if reply.status != 200:
            raise self._pages.fault("GET", target, reply, what="this phone does not answer polls", off=_OFF)
        if not reply.body.strip():
            raise PageOff(
                f"{self._name}: GET {target}: the phone gives its state, but not in this answer.",
                seen="HTTP 200 with an empty body.",
                hint="set apps.statePolling.responseMode=0; with 1 the phone posts the state to "
                "apps.statePolling.URL instead.",
            )
        try:
            return parse_xml(reply.body)
        except NotXml as error:
            raise self._surprise(target, f"it is no XML ({error})", reply.shown) from error

    def _surprise(self, target: str, what: str, seen: str) -> BadReply:
        return BadReply(
            f"{self._name}: GET {target}: the answer cannot be understood: {what}.",
            seen=seen if what.startswith("it is") else f"an answer without {seen}.",
            tried="one read.",
            hint="is this the phone's web server? Report the answer with the firmware's version.",
        )
