"""What a phone tells about its network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PolyLibrary.phone.fields import first, flag, mapping, surprise, text, whole
from PolyLibrary.phone.times import parse_uptime

# One port speed, written 1000MB by some firmware and 1000Mbps by other.
_SPEED = re.compile(r"(?i)\s*(\d{1,6})\s*M(?:B|bps|bit/s)\s*\Z")
_NO_SERVER = ("", "0.0.0.0")


@dataclass(frozen=True)
class Network:
    """The phone's network, spelt alike whatever its firmware (facts: network/info).

    Args:
        dns: Name servers that are set, the first one first.
        lan_up: Whether the LAN port is active; None when the phone does not tell (here and below).
        lan_speed: Mbit/s.
        vlan: VLAN ID; None when there is none.
        boot_options: How the provisioning server is looked for: the words, then the DHCP option.
        provisioning: Server, its type (``FTP``, ``HTTPS``) and the user.
        wifi: The fields of a phone with Wi-Fi as it writes them; empty on others.
    """

    ip: str
    mask: str
    gateway: str
    dhcp: bool | None
    dhcp_server: str
    dns: tuple[str, ...]
    domain: str
    lan_up: bool | None
    lan_speed: int | None
    vlan: int | None
    cdp: bool | None
    lldp: bool | None
    sntp: str
    boot_options: tuple[str, str]
    provisioning: tuple[str, str, str]
    wifi: Mapping[str, Any]


def parse_network(data: object) -> Network:
    """``data`` of network/info; BadReply when it is none."""
    fields = mapping(data, "network information")
    ip = text(fields, "IPV4Address", "IPAddress")
    if not ip:
        raise surprise("network information", data, "a field IPV4Address")
    speed = _SPEED.match(text(fields, "LANSpeed"))
    status = text(fields, "LANPortStatus").lower()
    wifi = first(fields, "Wifi")
    servers = (text(fields, "DNSServer"), text(fields, "AlternateDNSServer"))
    return Network(
        ip=ip,
        mask=text(fields, "SubnetMask"),
        gateway=text(fields, "DefaultGateway"),
        dhcp=flag(fields, "DHCP"),
        dhcp_server=text(fields, "DHCPServer"),
        dns=tuple(server for server in servers if server not in _NO_SERVER),
        domain=text(fields, "DNSDomain"),
        lan_up={"active": True, "inactive": False}.get(status),
        lan_speed=int(speed[1]) if speed else None,
        vlan=whole(fields, "VLANID") if text(fields, "VLANID") else None,
        cdp=flag(fields, "CDPCompatibility", "CDPCompability"),
        lldp=flag(fields, "LLDP"),
        sntp=text(fields, "SNTPAddress"),
        boot_options=(text(fields, "DHCPBootServerUseOption"), text(fields, "DHCPBootServerOption")),
        provisioning=(
            text(fields, "ProvServerAddress"),
            text(fields, "ProvServerType"),
            text(fields, "ProvServerUser"),
        ),
        wifi=wifi if isinstance(wifi, dict) else {},
    )


@dataclass(frozen=True)
class NetworkStats:
    """Packets since the start, and seconds since it (None when the phone does not tell)."""

    uptime: int | None
    received: int
    sent: int


def parse_network_stats(data: object) -> NetworkStats:
    """``data`` of network/stats; BadReply when it is none."""
    fields = mapping(data, "network statistics")
    if "RxPackets" not in fields or "TxPackets" not in fields:
        raise surprise("network statistics", data, "the fields RxPackets and TxPackets")
    return NetworkStats(parse_uptime(text(fields, "UpTime")), whole(fields, "RxPackets"), whole(fields, "TxPackets"))
