"""An answer of a phone, and the record of the exchange that brought it."""

import json
import re
import shlex
from dataclasses import dataclass
from typing import Any

from urllib3 import HTTPHeaderDict

from PolyLibrary.redaction import MASK, redact

_STATUS = re.compile(rb'"Status"\s*:\s*"?(\d{1,6})')
_SHOWN = 2048
_SECRET_KEY = rb'(?i)"[^"\\]*(?:password|passwd|\.pin|secret|authkey|lockcode|privatekey)[^"\\]*"'
# config/get wraps each value in an object, which a plain "name": "value" rule does not reach.
_SECRET_VALUE = re.compile(_SECRET_KEY + rb'\s*:\s*(?:\{[^{}]*\}?|"(?:[^"\\]|\\.)*"?)')
_TEXT_TYPES = ("text/", "json", "xml", "javascript")


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer: header names in any case, the body as bytes, ``took`` in seconds."""

    status: int
    headers: HTTPHeaderDict
    body: bytes
    took: float
    url: str

    @property
    def is_json(self) -> bool:
        """Whether the body looks like an answer of the REST API."""
        return self.body.lstrip()[:1] == b"{"

    @property
    def text(self) -> str:
        """The body as text: UTF-8, else Latin-1 as some older phones write names."""
        return decode(self.body)

    def json(self) -> Any:
        """The body as JSON; ValueError when it is none (half a text, too deep, numbers without end)."""
        try:
            return json.loads(self.text)
        except RecursionError:
            raise ValueError("nested too deep") from None

    @property
    def shown(self) -> str:
        """The start of the body for an error text."""
        text = " ".join(without_secrets(self.body[:1024]).split())
        return text if len(text) <= 160 else text[:160] + "..."


def decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def without_secrets(body: bytes) -> str:
    """A body as text in which the values of secret parameters are masked."""
    masked = _SECRET_VALUE.sub(lambda match: match[0].split(b":", 1)[0] + b': "' + MASK.encode() + b'"', body)
    return redact(masked.decode("utf-8", "replace"))


def line_of(method: str, target: str, reply: Reply | None, problem: str, milliseconds: float) -> str:
    """``POST /api/v1/callctrl/dial -> 200, Status 2000, 12 ms``."""
    if reply is None:
        return f"{method} {target} -> {problem}, {milliseconds:.0f} ms"
    match = _STATUS.search(reply.body) if reply.is_json else None
    status = f", Status {match[1].decode()}" if match else ""
    return f"{method} {target} -> {reply.status}{status}, {milliseconds:.0f} ms"


def detail_of(curl: str, reply: Reply | None) -> str:
    """The request as a curl line and the body that came back, capped and without secrets."""
    if reply is None or not reply.body:
        return curl
    kind = reply.headers.get("Content-Type", "").lower()
    if not reply.is_json and not any(word in kind for word in _TEXT_TYPES):
        return f"{curl}\n({len(reply.body)} bytes of {kind or 'unknown content'})"
    # Secrets go before the cut: half a password is not recognised as one.
    text = without_secrets(reply.body[: 2 * _SHOWN])
    return f"{curl}\n{text if len(text) <= _SHOWN else text[:_SHOWN] + '...'}"


def curl_line(method: str, url: str, body: bytes | None = None, *, user: str = "Polycom", digest: bool = False) -> str:
    """The request as a curl command that asks for the password instead of holding it."""
    parts = ["curl"]
    if url.startswith("https:"):
        parts.append("-k")
    parts.append(f"-u {shlex.quote(user)}")
    if digest:
        parts.append("--digest")
    if method != "GET":
        parts.append(f"-X {method}")
    parts.append('-H "Content-Type: application/json"')
    if body is not None:
        text = without_secrets(body[: 2 * _SHOWN])
        parts.append(f"-d {shlex.quote(text if len(text) <= _SHOWN else text[:_SHOWN] + '...')}")
    elif method != "GET":
        parts.append('-d ""')
    parts.append(shlex.quote(url))
    return " ".join(parts)
