"""What the phone uploads when it is asked to: its configuration, the background packet capture."""

import struct

from PolyLibrary.emulator.exports import KINDS, exported
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint
from PolyLibrary.emulator.uploads import upload

PCAP_HEAD = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
"""An empty capture of Ethernet: no packet crosses the emulator's network."""
_SCHEMES = {"HTTP": "http", "HTTPS": "https", "2": "http", "3": "https"}


@endpoint("POST", "v1/mgmt/config/export")
async def config_export(ask: Ask) -> Reply:
    """Upload the configuration; the reply waits for the server."""
    url = ask.field("URL")
    if not url or not url.strip():
        return Reply("4006")
    kind = ask.field("ConfigType") if "ConfigType" in ask.data else "ALL"
    if kind is None or kind.upper() not in KINDS:
        return Reply("4000")
    content = exported(ask.phone.config, kind.upper())
    return Reply() if await upload(url.strip(), content, "application/xml") else Reply("4008")


@endpoint("POST", "v1/mgmt/network/uploadBgCapture")
async def upload_capture(ask: Ask) -> Reply:
    """Upload the background capture to ``url``, or to the provisioning server."""
    config = ask.phone.config
    if not (config.on("diags.pcap.enabled") and config.on("diags.pcap.background.enabled")):
        return Reply("4003")
    url = ask.field("url") or _provisioning_url(ask)
    if url is None:
        return Reply("4006")
    return Reply() if await upload(url.strip(), PCAP_HEAD, "application/octet-stream") else Reply("5000")


def _provisioning_url(ask: Ask) -> str | None:
    """Where the capture goes on the provisioning server; None when there is none.

    An FTP server makes an address that no upload reaches: the emulator speaks HTTP only.
    """
    config = ask.phone.config
    server = config.text("device.prov.serverName")
    if not server:
        return None
    scheme = _SCHEMES.get(config.text("device.prov.serverType"), "ftp")
    base = server if "://" in server else f"{scheme}://{server}"
    return f"{base.rstrip('/')}/{ask.phone.mac}-bgcapture.pcap"
