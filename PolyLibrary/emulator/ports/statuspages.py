"""The Status pages: label and value of what the phone knows about itself, the same as REST tells.

Which facts stand on which page, and their labels, are the emulator's own.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PolyLibrary.emulator.gui.ports.settings import StatusPage
from PolyLibrary.emulator.rest.device import device_info_v2, network_info, network_stats
from PolyLibrary.emulator.rest.table import Ask, Reply

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

Page = Sequence[tuple[str, str]]
NOTHING = "-"


def _told(phone: "VirtualPhone", handler: Callable[[Ask], Reply]) -> Mapping[str, Any]:
    """What a REST endpoint would answer, whether or not this firmware has it."""
    found: Mapping[str, Any] = handler(Ask(phone, {}, {})).data
    return found


def _network(phone: "VirtualPhone") -> Page:
    told = _told(phone, network_info)
    pairs = [
        ("IP Address", told["IPV4Address"]),
        ("Subnet Mask", told["SubnetMask"]),
        ("Default Gateway", told["DefaultGateway"]),
        ("DHCP", told["DHCP"]),
        ("VLAN ID", told["VLANID"]),
        ("DNS Server", told["DNSServer"]),
        ("Alternate DNS Server", told["AlternateDNSServer"]),
        ("DNS Domain", told["DNSDomain"]),
        ("LLDP", told["LLDP"]),
        ("LAN Port", told["LANPortStatus"]),
        ("LAN Speed", told["LANSpeed"]),
        ("SNTP Server", told["SNTPAddress"]),
        ("Provisioning Server", told["ProvServerAddress"]),
    ]
    return [(label, value or NOTHING) for label, value in pairs]


def _lines(phone: "VirtualPhone") -> Page:
    found = []
    for line in phone.lines:
        if line.first:
            state = "Registered" if phone.desk.registered_on(line) else "Not registered"
            found += [
                (line.label, state),
                (f"{line.label}: Address", line.number),
                (f"{line.label}: Server", line.server or NOTHING),
            ]
    return found


def _platform(phone: "VirtualPhone") -> Page:
    firmware = _told(phone, device_info_v2)["Firmware"]
    return [
        ("Model", phone.model.display),
        ("Part Number", phone.model.part),
        ("MAC Address", phone.mac),
        ("IP Address", phone.host),
        ("Application", firmware["Application"]),
        ("Updater", firmware["Updater"]),
        ("BootBlock", firmware["BootBlock"]),
    ]


def _diagnostics(phone: "VirtualPhone") -> Page:
    stats = _told(phone, network_stats)
    return [
        ("Up Time", stats["UpTime"]),
        ("Packets Received", stats["RxPackets"]),
        ("Packets Sent", stats["TxPackets"]),
        ("Calls", str(len(phone.desk.legs))),
        ("Log Level", phone.config.text("log.render.level")),
        ("Base Profile", phone.config.text("device.baseProfile")),
    ]


PAGES: Mapping[StatusPage, Callable[["VirtualPhone"], Page]] = {
    "network": _network,
    "lines": _lines,
    "platform": _platform,
    "diagnostics": _diagnostics,
}
