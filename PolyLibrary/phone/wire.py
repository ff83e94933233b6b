"""One HTTP exchange with a phone, carried by requests over one kept connection.

requests' adapter is driven directly: it sends what it is given and reads nothing from the environment, so that no
proxy, no CA bundle and no cookie of the machine plays a part, and redirects and repetitions stay with the caller.
What it and urllib3 raise becomes a ``WireFault`` here and nowhere else.
"""

import http.client
import logging
import socket
import ssl
import threading
import time
from enum import StrEnum
from typing import NamedTuple, cast

from requests import PreparedRequest, RequestException
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPHeaderDict, Retry
from urllib3.exceptions import HTTPError, ProtocolError

from PolyLibrary.phone.bounded import BoundedPool, BoundedTlsPool, Judge, NameTimeout, Progress, Stage

BODY_LIMIT = 10_000_000
RECEIVE_LIMIT = BODY_LIMIT + 1_000_000
_CHUNK = 65536


class Fault(StrEnum):
    """Why an exchange failed."""

    REFUSED = "refused"
    NO_ROUTE = "no route"
    DNS = "dns"
    TIMEOUT = "timeout"
    TLS = "tls"
    UNTRUSTED = "untrusted"
    HANDSHAKE = "handshake"
    CLOSED = "closed"
    CUT = "cut"
    GARBAGE = "garbage"
    TOO_LARGE = "too large"


class WireFault(Exception):
    """An exchange failed; ``sent`` says whether a part of the request may have reached the phone."""

    def __init__(self, fault: Fault, detail: str, *, sent: bool = False) -> None:
        super().__init__(detail)
        self.fault = fault
        self.detail = detail
        self.sent = sent


class RawReply(NamedTuple):
    """An HTTP answer as it came."""

    status: int
    headers: HTTPHeaderDict
    body: bytes


class Wire(HTTPAdapter):
    """The way to one port of a phone. Not thread-safe: the transport lets one request in at a time.

    Args:
        progress: Shared by all wires of a phone.
        context: For TLS: its verify mode and CA decide, whatever requests would take.
        judge: For TLS: called with the certificate before anything is sent.
    """

    def __init__(
        self,
        host: str,
        port: int,
        progress: Progress,
        *,
        context: ssl.SSLContext | None = None,
        judge: Judge | None = None,
    ) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=Retry(False))
        # In brackets urllib3 takes an IPv6 address with its zone too.
        self._host = f"[{host}]" if ":" in host else host
        self._port = port
        self._progress = progress
        self._context = context
        self._judge = judge
        self._pool: HTTPConnectionPool | None = None
        self.used = time.monotonic()

    def get_connection_with_tls_context(self, *_: object, **__: object) -> HTTPConnectionPool:
        """The phone's own pool. requests asks here, and would otherwise choose one by its idea of trust."""
        if self._pool is None:
            self._pool = self._new_pool()
        return self._pool

    def cert_verify(self, *_: object, **__: object) -> None:
        """Nothing: the context was made for this phone's trust, and requests would overrule it."""

    def request_url(self, request: PreparedRequest, *_: object, **__: object) -> str:
        """The target: what follows the origin. requests would take the URL apart for it, every time."""
        url = request.url or ""
        return url[url.index("/", url.index("//") + 2) :]

    def build_response(self, _: PreparedRequest, resp: BaseHTTPResponse) -> BaseHTTPResponse:  # type: ignore[override]
        """The answer as urllib3 has it: of what requests makes of it nothing is used, and making it takes time."""
        return resp

    def exchange(self, request: PreparedRequest, until: float, limit: int = BODY_LIMIT) -> RawReply:
        """Send one request and read its whole answer, all before ``until`` (monotonic).

        Raises:
            WireFault: That failed, in any way.
            WrongPhone: The judge refused the certificate; nothing was sent.
        """
        progress = self._progress
        progress.begin(until)
        try:
            _own.exchange = True
            # What send returns is what build_response above does.
            response = cast(BaseHTTPResponse, self.send(request, stream=True, timeout=progress.left()))
            body = _body(response, limit)
        except (RequestException, HTTPError, http.client.HTTPException, OSError, ValueError, OverflowError) as error:
            raise _fault(error, progress, self._port) from error
        finally:
            _own.exchange = False
        if progress.stray:
            self.close()
        self.used = time.monotonic()
        return RawReply(response.status, response.headers, body)

    def close(self) -> None:
        """Close the connection; the next exchange opens one."""
        self._progress.abort()

    def _new_pool(self) -> HTTPConnectionPool:
        if self._context is None:
            return BoundedPool(self._host, self._port, progress=self._progress)
        return BoundedTlsPool(
            self._host,
            self._port,
            cert_reqs=self._context.verify_mode,
            assert_hostname=False,
            ssl_context=self._context,
            progress=self._progress,
            judge=self._judge,
        )


class _Silent(logging.Filter):
    """Keeps urllib3's log lines about our exchanges out of the log: each exchange is a step already."""

    def filter(self, _: logging.LogRecord) -> bool:
        return not getattr(_own, "exchange", False)


_own = threading.local()
for _name in ("connection", "connectionpool", "response", "util.retry"):
    logging.getLogger(f"urllib3.{_name}").addFilter(_Silent())


def _body(response: BaseHTTPResponse, limit: int) -> bytes:
    declared = response.length_remaining
    if declared is not None and declared > limit:
        raise OverflowError(f"{declared} bytes announced, {limit} allowed")
    parts: list[bytes] = []
    size = 0
    for part in response.stream(_CHUNK, decode_content=True):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise OverflowError(f"more than {limit} bytes")
    return b"".join(parts)


def _fault(error: Exception, progress: Progress, port: int) -> WireFault:
    """What went wrong, by its cause and by how far the exchange had come."""
    cause = _cause(error)
    if progress.stage is Stage.CONNECT:
        return _no_connection(cause, port)
    if progress.stage is Stage.HANDSHAKE:
        return _no_handshake(cause)
    where = "in the middle of its answer" if progress.received else "without an answer"
    match cause:
        case TimeoutError():
            fault, detail = Fault.TIMEOUT, where
        case OverflowError():
            fault, detail = Fault.TOO_LARGE, str(cause)
        case http.client.RemoteDisconnected():
            fault, detail = Fault.CLOSED, "without an answer"
        case http.client.IncompleteRead():
            fault, detail = Fault.CUT, _cut(cause)
        case ProtocolError():
            fault, detail = Fault.CUT, _shown(cause)
        case OSError() if not isinstance(cause, RequestException):
            fault, detail = (Fault.CUT if progress.received else Fault.CLOSED), where
        case _:
            fault, detail = Fault.GARBAGE, _shown(cause)
    return WireFault(fault, detail, sent=progress.stage is Stage.SENT)


def _no_connection(cause: BaseException, port: int) -> WireFault:
    match cause:
        case NameTimeout():
            return WireFault(Fault.TIMEOUT, "the name server gave no answer")
        case TimeoutError():
            return WireFault(Fault.TIMEOUT, "no connection")
        case ConnectionRefusedError():
            return WireFault(Fault.REFUSED, f"port {port} is closed")
        case OSError() if not isinstance(cause, (socket.gaierror, RequestException)):
            return WireFault(Fault.NO_ROUTE, cause.strerror or str(cause))
        case _:
            return WireFault(Fault.DNS, _shown(cause))


def _no_handshake(cause: BaseException) -> WireFault:
    match cause:
        case ssl.SSLCertVerificationError():
            return WireFault(Fault.UNTRUSTED, cause.verify_message)
        case ssl.SSLEOFError() | ConnectionError():
            return WireFault(Fault.HANDSHAKE, "without a reason")
        case TimeoutError():
            return WireFault(Fault.TIMEOUT, "in the TLS handshake")
        case _:
            reason = getattr(cause, "reason", None) or str(cause)
            return WireFault(Fault.TLS, str(reason).replace("_", " ").lower())


def _cause(error: BaseException) -> BaseException:
    """The error that requests and urllib3 have wrapped."""
    while isinstance(error, (RequestException, HTTPError)):
        inner = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if inner is None or isinstance(inner, WireFault):
            break
        error = inner
    return error


def _cut(error: http.client.IncompleteRead) -> str:
    # urllib3 gives numbers where http.client gives the bytes.
    got = error.partial if isinstance(error.partial, int) else len(error.partial)
    return f"after {got}" + (f" of {got + error.expected}" if error.expected else "") + " bytes"


def _shown(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 80 else text[:80] + "..."
