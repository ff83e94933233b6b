"""What the phone says about itself and its network."""

from typing import Any

from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

PACKETS_A_SECOND = (7.3, 2.9)
"""Received and sent on a quiet network (chosen); what counts is that the counters grow."""
CALL_PACKETS_A_SECOND = 50
MODULE, MODULE_VERSION = "VVX Color Expansion Module", "1.0.0"
"""Chosen: no capture shows an entry of a module."""


def _hardware(ask: Ask) -> dict[str, Any]:
    phone = ask.phone
    if phone.profile["attached_hardware"] == "empty":
        return {}
    module = {"Type": MODULE, "Version": MODULE_VERSION}
    found: dict[str, Any] = {"EM": [module] * phone.modules}
    if phone.profile.says("camera_fitted") and "camera" in phone.model.capabilities:
        found["Camera"] = "yes"
    return found


def _model(ask: Ask) -> str:
    prefix = ask.phone.profile["model_prefix"]
    return ask.phone.model.display if prefix == "none" else f"{prefix} {ask.phone.model.display}"


def _parts(seconds: int) -> tuple[int, int, int, int]:
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    return days, hours, rest // 60, rest % 60


def uptime_text(seconds: int, one: str, many: str) -> str:
    """``0 Day 2:26:00``; the plural from 2 days on."""
    days, hours, minutes, rest = _parts(seconds)
    return f"{days} {one if days < 2 else many} {hours}:{minutes:02d}:{rest:02d}"


def _since_boot(ask: Ask) -> str:
    seconds = ask.phone.life.uptime
    if ask.phone.profile["uptime_words"] == "days":
        return uptime_text(seconds, "Day", "Days")
    days, hours, minutes, rest = _parts(seconds)
    return f"{days}.{hours:02d}:{minutes:02d}:{rest:02d}"


@endpoint("GET", "v1/mgmt/device/info")
def device_info_v1(ask: Ask) -> Reply:
    """Model, firmware, addresses, time since the boot."""
    phone = ask.phone
    if phone.profile["v1_shapes"] == "v2":
        return device_info_v2(ask)
    return Reply(
        data={
            "ModelNumber": _model(ask),
            "FirmwareRelease": phone.profile.firmware,
            "DeviceType": "hardwareEndpoint",
            "MACAddress": phone.mac,
            "DeviceVendor": phone.profile["device_vendor"],
            "UpTimeSinceLastReboot": _since_boot(ask),
            "IPV4Address": phone.host,
            "IPV6Address": "::",
            "AttachedHardware": _hardware(ask),
        }
    )


@endpoint("GET", "v2/mgmt/device/info")
def device_info_v2(ask: Ask) -> Reply:
    """The same in the newer layout, with the state of the application."""
    phone = ask.phone
    profile = phone.profile
    days, hours, minutes, seconds = _parts(phone.life.uptime)
    first, _, rest = phone.model.part.partition("-")
    pending = phone.life.pending is not None
    state = profile["app_state"]
    if state == "calls":
        state = "AppStateCall" if phone.desk.legs else "AppStateMenu"
    return Reply(
        data={
            "ModelNumber": _model(ask),
            "DeviceType": "HardwareEndpoint",
            "DeviceVendor": profile["device_vendor"],
            "MACAddress": phone.mac,
            "IPAddress": phone.host,
            "IPStack": "IPv4 Only",
            "PreferredNetwork": "IPv6",
            "IPv6Address": "::",
            "IPv6LinkAddress": "::",
            "IPv6ULAAddress": "::",
            "Firmware": {
                "Application": profile.version,
                "Updater": profile["updater"],
                "BootBlock": f"{profile['boot_block']} ({rest or first})",
            },
            "UpTime": {
                "Days": str(days),
                "Hours": str(hours),
                "Minutes": str(minutes),
                "Seconds": str(seconds),
            },
            "AppState": state,
            "ReadyToUse": _word(phone.life.ready),
            "CanApplyShutdownRequest": _word(not (pending and phone.desk.legs)),
            "IntendToShutdown": _word(pending),
            "AttachedHardware": _hardware(ask),
        }
    )


def _word(true: bool) -> str:
    return "True" if true else "False"


def _able(config: Config, *names: str) -> str:
    # CDP and LLDP have two names; either switches them off.
    return "enabled" if all(map(config.on, names)) else "disabled"


def _neighbour(host: str, last: int) -> str:
    """Another address of the phone's own network."""
    return f"{host.rpartition('.')[0]}.{last}" if "." in host else host


@endpoint("GET", "v1/mgmt/network/info")
def network_info(ask: Ask) -> Reply:
    """Addresses, DHCP, provisioning server; spellings by firmware."""
    phone = ask.phone
    config = phone.config
    router = _neighbour(phone.host, 254)
    no_second = phone.profile["no_second_dns"].replace("empty", "")
    use = {"DHCPBootServerUseOption": config.text("device.dhcp.bootSrvUseOpt")}
    return Reply(
        data={
            "DHCP": _able(config, "device.dhcp.enabled"),
            "DHCPServer": router,
            **(use if phone.profile["boot_server_use_key"] == "present" else {}),
            "DHCPBootServerOption": config.text("device.dhcp.bootSrvOpt"),
            "VLANID": config.text("device.net.vlanId"),
            "DefaultGateway": config.text("device.net.IPgateway") or router,
            "IPV4Address": phone.host,
            "LANSpeed": phone.profile["lan_speed"],
            "DHCPBootServerOptionType": config.text("device.dhcp.bootSrvOptType"),
            "DNSDomain": config.text("device.dns.domain"),
            phone.profile["cdp_spelling"]: _able(config, "device.cdpEnabled", "device.net.cdpEnabled"),
            "DHCPOption60Format": "ASCII String",
            "IPV6Address": "::",
            "SNTPAddress": config.text("tcpIpApp.sntp.address"),
            "VLANDiscoveryMode": "Fixed",
            "SubnetMask": config.text("device.net.subnetMask") or "255.255.255.0",
            "LANPortStatus": "active",
            "ProvServerType": config.text("device.prov.serverType"),
            "DNSServer": config.text("device.dns.serverAddress") or router,
            "UpgradeServer": config.text("device.prov.upgradeServer"),
            "AlternateDNSServer": config.text("device.dns.altSrvAddress") or no_second,
            "VLANIDOption": "129",
            "LLDP": _able(config, "device.lldpEnabled", "device.net.lldpEnabled"),
            "ProvServerAddress": config.text("device.prov.serverName"),
            "ProvServerUser": config.text("device.prov.user"),
            "ZTPStatus": _able(config, "device.prov.ztpEnabled"),
        }
    )


@endpoint("GET", "v1/mgmt/network/stats")
def network_stats(ask: Ask) -> Reply:
    """Up-time and packet counters, which grow with it and with the calls."""
    life = ask.phone.life
    seconds = life.seconds_up
    talked = ask.phone.desk.seconds_of_talk()
    received, sent = (int(100 + rate * seconds + CALL_PACKETS_A_SECOND * talked) for rate in PACKETS_A_SECOND)
    return Reply(
        data={
            "UpTime": uptime_text(life.uptime, "day", "days"),
            "RxPackets": str(received),
            "TxPackets": str(sent),
        }
    )


@endpoint("GET", "v1/mgmt/transferType/get")
def transfer_type(ask: Ask) -> Reply:
    """How the Transfer key begins."""
    return Reply(data={"Type": ask.phone.config.text("call.defaultTransferType")})
