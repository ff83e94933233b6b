"""Files that a phone fetches from its application server."""

import asyncio

import aiohttp

LIMIT = 5.0
MOST_REDIRECTS = 3


async def fetch(url: str, agent: str, most: int) -> bytes | None:
    """The file, or None when it does not come within 5 s, is refused, or is longer than ``most`` bytes."""
    read = bytearray()
    try:
        async with (
            asyncio.timeout(LIMIT),
            aiohttp.ClientSession(headers={"User-Agent": agent}) as session,
            # A lab's server has a certificate that nobody vouches for.
            session.get(url, ssl=False, max_redirects=MOST_REDIRECTS) as reply,
        ):
            if reply.status != 200:
                return None
            async for chunk in reply.content.iter_any():
                read += chunk
                if len(read) > most:
                    return None
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return None
    return bytes(read)


def address_of(root: str, path: str) -> str | None:
    """Where a pushed path is: below the server's root, unless it is a whole address."""
    path = path.strip()
    if path.lower().startswith(("http://", "https://")):
        return path
    root = root.strip()
    if not root or not path:
        return None
    if "://" not in root:
        root = f"http://{root}"
    return f"{root.rstrip('/')}/{path.lstrip('/')}"
