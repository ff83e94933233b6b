"""The configuration that the phone runs with, in groups."""

from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint


@endpoint("GET", "v1/mgmt/device/runningConfig")
def running_config(ask: Ask) -> Reply:
    """Network, DHCP, provisioning, DNS, clock, syslog, TR-069; field names as captured."""
    phone = ask.phone
    config = phone.config
    router = f"{phone.host.rpartition('.')[0]}.254" if "." in phone.host else phone.host

    def able(*names: str) -> str:
        # CDP and LLDP have two names; either switches them off.
        return "Enabled" if all(map(config.on, names)) else "Disabled"

    offset = config.text("tcpIpApp.sntp.gmtOffset")
    seconds = int(offset) if offset.lstrip("-").isascii() and offset.lstrip("-").isdigit() else 0
    return Reply(
        data={
            "Network": {
                "IPAddress": phone.host,
                "SubnetMask": config.text("device.net.subnetMask") or "255.255.255.0",
                "IPGateway": config.text("device.net.IPgateway") or router,
                "IPStack": "IPv4 Only",
                "PreferredNetwork": "IPv6",
                "IPv6Address": "::",
                "IPv6LinkAddress": "::",
                "IPv6ULAAddress": "::",
                "IPv6Gateway": "::",
                "IPv6AddressDiscovery": "DHCP",
                "VLAN": config.text("device.net.vlanId"),
                "VLANFiltering": able("device.net.etherVlanFilter"),
                "CDP": able("device.cdpEnabled", "device.net.cdpEnabled"),
                "LLDP": able("device.lldpEnabled", "device.net.lldpEnabled"),
                "StormFiltering": able("device.net.etherStormFilter"),
                "StormFilterPPS": "38",
            },
            "DHCP": {
                "Feature": able("device.dhcp.enabled"),
                "OfferTimeout": "1",
                "Option60Format": "ASCII String",
                "BootServerUseOption": config.text("device.dhcp.bootSrvUseOpt"),
                "BootServerOption": config.text("device.dhcp.bootSrvOpt"),
                "BootServerOptionType": config.text("device.dhcp.bootSrvOptType"),
                "VLANDiscovery": "Fixed",
                "VLANDiscoveryOption": "129",
            },
            "Provisioning": {
                "ServerType": config.text("device.prov.serverType"),
                "Server": config.text("device.prov.serverName"),
                "User": config.text("device.prov.user"),
                "FileTxTries": config.text("device.prov.redunAttemptLimit"),
                "RetryWait": config.text("device.prov.redunInterAttemptDelay"),
                "MaxServers": config.text("device.prov.maxRedunServers"),
                "NetworkEnv": "Cable/DSL",
                "TagSerialNo": able("device.prov.tagSerialNo"),
            },
            "DNS": {
                "Feature": "Enabled",
                "PrimaryServer": config.text("device.dns.serverAddress") or router,
                "SecondaryServer": config.text("device.dns.altSrvAddress"),
                "Domain": config.text("device.dns.domain"),
            },
            "SNTP": {
                "Server": config.text("tcpIpApp.sntp.address"),
                "GMTOffsetHours": str(seconds // 3600),
                "GMTOffsetSeconds": str(seconds),
            },
            "Syslog": {
                "Server": config.text("device.syslog.serverName"),
                "Transport": config.text("device.syslog.transport"),
                "Facility": config.text("device.syslog.facility"),
                "RenderLevel": config.text("device.syslog.renderLevel"),
                "PrependMAC": able("device.syslog.prependMac"),
            },
            "TR069": {
                "Feature": "Disabled",
                "ACSURL": "",
                "ACSUsername": "",
                "CPEUsername": "",
                "PeriodicInform": "Disabled",
                "InformInterval": "18000",
                "UpgradeManagement": "Disabled",
            },
        }
    )
