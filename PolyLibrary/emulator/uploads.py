"""What a phone sends to a server by itself: the client side of HTTP PUT and POST."""

import ssl

import aiohttp

LIMIT = 10.0
"""Seconds for one upload."""
_NO_PUT = (404, 405, 501)


async def upload(url: str, content: bytes, content_type: str) -> bool:
    """Send a file by PUT, or by POST to a server that does not take PUT; whether the server took it.

    Certificates are not checked, as by a phone that has no CA of the lab.
    """
    trust = ssl.create_default_context()
    trust.check_hostname = False
    trust.verify_mode = ssl.CERT_NONE
    timeout = aiohttp.ClientTimeout(total=LIMIT)
    headers = {"Content-Type": content_type, "User-Agent": "FileTransport"}
    try:
        async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:
            status = 0
            for method in ("PUT", "POST"):
                async with session.request(method, url, data=content, ssl=trust) as answer:
                    status = answer.status
                if status not in _NO_PUT:
                    break
            return 200 <= status < 300
    except (aiohttp.ClientError, TimeoutError, ValueError, OSError):
        return False
