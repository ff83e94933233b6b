"""A request before it has a scheme and a login."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from requests import PreparedRequest
from urllib3.util import parse_url

from PolyLibrary.errors import UsageError

# Whatever could end a header.
_ODD = re.compile(r"[^!-~]")
_HEADERS = {"User-Agent": "PolyLibrary", "Accept": "*/*", "Connection": "keep-alive"}


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

    def prepared(self, origin: str, login: str | None) -> PreparedRequest:
        """The request as requests sends it.

        Filled in by hand: of what requests prepares only this is wanted here, and preparing costs more than sending.

        Args:
            login: The Authorization header.
        """
        headers = dict(_HEADERS)
        if login is not None:
            headers["Authorization"] = login.encode("latin-1", "replace").decode("latin-1")
        if self.on_api:
            headers["Content-Type"] = "application/json"
        for key, value in self.headers:
            _put(headers, key, _ODD.sub(" ", value))
        if self.content is not None or self.method not in ("GET", "HEAD"):
            _put(headers, "Content-Length", str(len(self.content or b"")))
        request = PreparedRequest()
        request.method, request.url, request.body = self.method, origin + self.target, self.content
        # requests and urllib3 only copy and read them, which a plain dict does best.
        request.headers = headers  # type: ignore[assignment]
        return request


def _put(headers: dict[str, str], key: str, value: str) -> None:
    """Set a header in place of one whose name differs only in case."""
    for other in [name for name in headers if name.lower() == key.lower()]:
        del headers[other]
    headers[key] = value


def encoded(data: object) -> bytes:
    """``data`` as JSON; UsageError when it cannot be."""
    try:
        return json.dumps(data).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(
            f"The data cannot be sent as JSON: {error}.",
            hint="use texts, numbers, true/false, lists and mappings.",
        ) from error


@lru_cache(maxsize=256)
def target_of(path: str) -> str:
    """The request target as urllib3 sends it, so that a Digest login signs the same."""
    target = parse_url("http://phone" + (path if path.startswith("/") else f"/{path}")).request_uri
    # requests signs no question mark that nothing follows.
    return target[:-1] if target.find("?") == len(target) - 1 else target
