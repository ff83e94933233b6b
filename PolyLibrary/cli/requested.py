"""What people bring from curl, Postman and the browser: a path or a whole URL, and JSON from anywhere."""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from PolyLibrary.errors import UsageError
from PolyLibrary.names import quoted
from PolyLibrary.redaction import is_secret_name, register

METHODS = ("GET", "POST", "PUT", "DELETE")
_ON_API = re.compile(r"(?i)/?(?:api(?:[/?]|\Z)|v\d+/)")
_URL = re.compile(r"(?i)https?://")
_BARE_HOST = re.compile(r"\d+\.\d+\.\d+\.\d+(?::\d+)?/")


@dataclass(frozen=True)
class Requested:
    """A path as it was given.

    Args:
        path: Path and query, without the host of a URL.
        where: ``http://host:port`` or ``host:port`` of a URL; empty for a path alone.
        login: Whether the URL carries a login, which is not used.
    """

    path: str
    where: str = ""
    login: bool = False

    @property
    def on_api(self) -> bool:
        """Whether the REST API is meant, ``/api`` written or not; anything else is a page of the web server."""
        return bool(_ON_API.match(self.path))

    @classmethod
    def of(cls, text: str) -> "Requested":
        """Take a URL apart.

        Raises:
            UsageError: It is none that can be read.
        """
        text = text.strip()
        bare = bool(_BARE_HOST.match(text))
        if not bare and not _URL.match(text):
            return cls(text)
        try:
            parts = urlsplit(f"//{text}" if bare else text)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise UsageError(
                f"'{text}' is no URL: {error}.", hint="write the path alone, as in /api/v1/mgmt/lineInfo."
            ) from None
        if parts.password:
            register(parts.password, parts.username or "")
        shown = f"[{host}]" if ":" in host else host
        where = (f"{parts.scheme.lower()}://" if parts.scheme else "") + shown + (f":{port}" if port else "")
        return cls((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), where, "@" in parts.netloc)


def data_of(given: str | None, method: str) -> object:
    """What goes under ``data`` of a request: from the argument, from ``@file`` or from stdin (``-``).

    The ``{"data": ...}`` around it may be written or not; nothing gives an empty body.

    Raises:
        UsageError: It is no JSON, a GET would carry it, or a password stands in the argument.
    """
    if given is None:
        return None
    text = _read(given)
    if not text.strip():
        return None
    if method.upper() == "GET":
        raise UsageError("A GET carries no data.", hint="send it by POST.")
    try:
        data = json.loads(text)
    except ValueError as error:
        source = "the argument" if text == given else given
        raise UsageError(
            f"The data is no JSON: {error} ({source}).",
            hint='as in \'{"Dest": "123", "Line": "1", "Type": "SIP"}\'; @FILE reads a file, - reads stdin.',
        ) from None
    except RecursionError:
        raise UsageError("The data is nested too deep.") from None
    secrets = sorted(_secrets(data))
    if secrets and text == given:
        raise UsageError(
            f"The value of {quoted(secrets)} is a secret, and the arguments of a command are seen by every user.",
            seen="nothing was sent.",
            hint="put the JSON into a file (@FILE) or send it to stdin (-).",
        )
    return data["data"] if isinstance(data, dict) and set(data) == {"data"} else data


def _read(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise UsageError(f"{given[1:]} cannot be read: {reason}.") from None


def _secrets(data: object) -> set[str]:
    """Names of fields that hold a secret; empty ones and the switches of device parameters hold none."""
    found: set[str] = set()
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, (dict, list)):
                found |= _secrets(value)
            elif value not in (None, "") and is_secret_name(name) and not name.endswith(".set"):
                found.add(name)
                register(str(value))
    elif isinstance(data, list):
        for each in data:
            found |= _secrets(each)
    return found
