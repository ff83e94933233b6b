"""Phones that are named by their address."""

import ipaddress
import re

_BRACKETS = re.compile(r"\[([^\]]+)\](?::(\d+))?\Z")


def host_and_port(text: str) -> tuple[str, int | None] | None:
    """The IP address and the port of ``10.1.2.3``, ``10.1.2.3:8443``, ``2001:db8::1`` or ``[2001:db8::1]:8443``.

    None when it is no IP address: then it is the name of a phone or of a host.
    """
    match = _BRACKETS.match(text)
    if match is not None:
        host, port = match[1], match[2]
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
        if not port.isdecimal():
            return None
    else:
        host, port = text, None
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return str(address), int(port) if port else None
