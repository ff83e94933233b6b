"""A request before it has a scheme and a login."""

import json
import re
from dataclasses import dataclass
from urllib.parse import quote

from PolyLibrary.errors import UsageError

#: Whatever could end a request line or a header.
ODD = re.compile(r"[^!-~]")


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Args:
        target: Path and query, from the root of the phone's web server.
        read: Whether it changes nothing and may be repeated.
        web: A page whose login is the caller's.
    """

    method: str
    target: str
    content: bytes | None
    headers: tuple[tuple[str, str], ...]
    read: bool
    web: bool

    @property
    def on_api(self) -> bool:
        return self.target[:5].lower() == "/api/"


def encoded(data: object) -> bytes:
    """``data`` as JSON; UsageError when it cannot be."""
    try:
        return json.dumps(data).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(
            f"The data cannot be sent as JSON: {error}.",
            hint="use texts, numbers, true/false, lists and mappings.",
        ) from error


def target_of(path: str) -> str:
    """The request target: with a leading slash, and nothing in it that would end the request line."""
    target = path if path.startswith("/") else f"/{path}"
    return quote(target, safe="!#$%&'()*+,/:;=?@[]~") if ODD.search(target) else target
