"""Requests to one phone: one at a time, on one kept connection, each limited in time.

Reads are repeated within their deadline; actions are sent once. The scheme (HTTPS or plain HTTP) and the login
that the phone wants are found out by the first request and remembered.
"""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotUsable, PathMissing, PolyError
from PolyLibrary.phone.address import PhoneAddress, WireScheme
from PolyLibrary.phone.auth import Login
from PolyLibrary.phone.clock import PhoneClock
from PolyLibrary.phone.connection import Connection
from PolyLibrary.phone.doors import door_of
from PolyLibrary.phone.faults import (
    locked,
    login_refused,
    rest_off,
    status_error,
    unknown_login,
    wire_error,
    with_effect,
)
from PolyLibrary.phone.identity import IdentityStore
from PolyLibrary.phone.reply import Reply, curl_line, detail_of, line_of
from PolyLibrary.phone.request import Request, encoded, target_of
from PolyLibrary.phone.tls import Certificate
from PolyLibrary.phone.ways import Ways
from PolyLibrary.phone.wire import Fault, WireFault
from PolyLibrary.steps import StepLog

# A deadline that is just over still allows one short look, so that a zero timeout looks once.
LAST_LOOK = 0.2
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0
# Faults that a second try does not change.
_LASTING = frozenset({Fault.DNS, Fault.TLS, Fault.UNTRUSTED, Fault.GARBAGE, Fault.TOO_LARGE})
_PROBE = "/api/v1/mgmt/device/info"


class Transport:
    """The way to one phone.

    Args:
        name: The phone's name, for errors and steps.
        address: Where it is and how it is trusted.
        steps: The record of requests.
        identities: Certificates seen before.
        request_timeout: Limit of one request in seconds.
        ways: What is known of the phone's ways; what is found out here goes in as well.
    """

    def __init__(
        self,
        name: str,
        address: PhoneAddress,
        *,
        steps: StepLog,
        identities: IdentityStore,
        request_timeout: float = 5.0,
        ways: Ways | None = None,
    ) -> None:
        self.name = name
        self.steps = steps
        self.clock = PhoneClock()
        self.request_timeout = request_timeout
        self._identities = identities
        self._turn = threading.RLock()
        self._ways = Ways() if ways is None else ways
        self._connections_before = self._requests_before = 0
        self._use(address)

    def _use(self, address: PhoneAddress) -> None:
        self._address = address
        self.login = Login(address.user, address.password, door_of(address))
        if self._ways.login == "basic":
            self.login.scheme = "basic"
        self._connection = Connection(self.name, address, self._identities, self._warn)
        self._settled: WireScheme | None = self._ways.scheme if address.scheme == "auto" else address.scheme

    @property
    def address(self) -> PhoneAddress:
        return self._address

    @address.setter
    def address(self, address: PhoneAddress) -> None:
        """A new address or password: everything learned about the old one is forgotten."""
        self.close()
        self._connections_before += self._connection.opened
        self._requests_before += self._connection.sent
        self._ways = Ways(warned=self._ways.warned)
        self._use(address)

    @property
    def scheme(self) -> WireScheme:
        """The scheme that requests take, as far as it is known."""
        return self._settled or "https"

    @property
    def certificate(self) -> Certificate | None:
        """The certificate of the last connection opened; None before it and on plain HTTP."""
        return self._connection.certificate

    @property
    def connections_opened(self) -> int:
        """Connections opened so far, failed attempts included."""
        return self._connections_before + self._connection.opened

    @property
    def requests_sent(self) -> int:
        """Requests that left, challenges and repetitions included."""
        return self._requests_before + self._connection.sent

    def close(self) -> None:
        """Close the connection; the next request opens one. A request under way is given a second to end."""
        mine = self._turn.acquire(timeout=1.0)
        try:
            self._connection.drop()
        finally:
            if mine:
                self._turn.release()

    def request(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        deadline: Deadline,
        read: bool,
        limit: float | None = None,
        web: bool = False,
    ) -> Reply:
        """Send one request and return its answer.

        Args:
            path: From the root of the phone's web server: ``/api/v1/...`` or a web page.
            json: Sent as the body, unless ``content`` is given.
            read: Whether it changes nothing and may be repeated.
            limit: Seconds for this request instead of ``request_timeout``.
            web: A page of the web server: any HTTP status is returned, and the login is the caller's.

        Returns:
            Under ``/api`` always HTTP 200; of other pages any status but 401.

        Raises:
            Unreachable: No answer; ``effect_unknown`` is set when an action may have reached the phone.
            LoginRefused, WrongPhone, RestOff, PathMissing, BadReply: As their names say.
        """
        if content is None and json is not None:
            content = encoded(json)
        request = Request(method.upper(), target_of(path), content, tuple((headers or {}).items()), read, web)
        setting = "request_timeout=" if limit is None else "the kind of request"
        limit = self.request_timeout if limit is None else limit
        subject = f"{self.name}: {request.method} {request.target}"
        tries, pause = 0, _FIRST_PAUSE
        while True:
            tries += 1
            part = _budget(deadline, limit, setting)
            try:
                answer = self._in_turn(request, part, deadline, subject, tries)
                if isinstance(answer, Reply):
                    return answer
                last: PolyError = answer
            except WireFault as fault:
                shown = part if tries == 1 else deadline
                last = wire_error(subject, fault, self._where(), shown.tried(tries, "attempt"), action=not read)
                if not read or fault.fault in _LASTING:
                    raise last from fault
            if deadline.remaining <= pause:
                raise last
            time.sleep(pause)
            pause = min(_LONGEST_PAUSE, pause * 1.6)

    def _in_turn(
        self, request: Request, part: Deadline, deadline: Deadline, subject: str, tries: int
    ) -> Reply | PolyError:
        """The judged answer of one request; of a busy phone that may be asked again, the error that this means."""
        with self.held(subject, deadline):
            reply, challenged = self._by_scheme(request, part)
            busy = reply.status == 403 and request.on_api and not challenged
            if busy and request.read and not locked(reply):
                return status_error(subject, reply, deadline.tried(tries, "attempt"), challenged=False)
            return self._judged(request, reply, part, challenged, subject)

    @contextmanager
    def held(self, subject: str, deadline: Deadline) -> Iterator[None]:
        """The connection for this thread alone, also over several requests.

        Raises:
            NotUsable: Another thread did not give it free in time; nothing was sent.
        """
        try:
            if not self._turn.acquire(timeout=max(LAST_LOOK, deadline.remaining)):
                raise NotUsable(
                    f"{subject}: the connection to the phone was not free in time.",
                    seen="another request of this run was still under way. Nothing was sent.",
                    tried=deadline.tried(1, "wait"),
                    hint="wait longer, or use the phone from fewer threads.",
                )
            yield
        finally:
            # A test's timeout may strike between any two steps, also right after the turn was taken. An RLock knows
            # whose it is, so that it can be given back unseen; suppress() would be one more step to strike at.
            try:  # noqa: SIM105
                self._turn.release()
            except RuntimeError:
                pass

    def _where(self) -> str:
        """Where the phone was looked for, and which port of the other scheme was left out."""
        address = self._address
        if self._settled is None:
            return f"{address.origin('https')} and {address.origin('http')}"
        other: WireScheme = "http" if self._settled == "https" else "https"
        why = f"scheme: {address.scheme}" if address.scheme != "auto" else "which answered before"
        return f"{address.origin(self._settled)}, {why}; {other.upper()} at port {address.port(other)} was not tried"

    def _by_scheme(self, request: Request, part: Deadline) -> tuple[Reply, bool]:
        """The answer by the scheme that is settled; otherwise by HTTPS, and by HTTP where that has no API."""
        if self._settled is not None:
            try:
                return self._with_login(self._settled, request, part)
            except WireFault as fault:
                if fault.fault is not Fault.REFUSED or self._address.scheme != "auto" or self._settled == "https":
                    raise
                # Nothing has left, and after a restart HTTPS may be on.
                self._settled = self._ways.scheme = None
        try:
            reply, challenged = self._with_login("https", request, part)
        except WireFault as fault:
            if fault.fault is not Fault.REFUSED:
                raise
            return self._by_http_alone(request, part)
        if reply.is_json:
            self._settled = self._ways.scheme = "https"
        elif request.on_api and reply.status in (404, 405, 501) and (request.read or reply.status == 404):
            try:
                other, other_challenged = self._by_http(request, part)
            except WireFault as fault:
                if fault.sent and not request.read:
                    raise
                return reply, challenged
            if other.status not in (404, 405, 501):
                return other, other_challenged
        return reply, challenged

    def _by_http_alone(self, request: Request, part: Deadline) -> tuple[Reply, bool]:
        """Plain HTTP, because the HTTPS port is closed."""
        try:
            return self._by_http(request, part)
        except WireFault as fault:
            if fault.fault is not Fault.REFUSED:
                raise
            both = f"ports {self._address.https_port} and {self._address.http_port} are closed"
            raise WireFault(Fault.REFUSED, both) from fault

    def _by_http(self, request: Request, part: Deadline) -> tuple[Reply, bool]:
        reply, challenged = self._with_login("http", request, part)
        if reply.is_json:
            self._settled = self._ways.scheme = "http"
        return reply, challenged

    def _with_login(self, scheme: WireScheme, request: Request, part: Deadline) -> tuple[Reply, bool]:
        """The answer after the login that the phone asks for, and whether it asked in this exchange."""
        if request.web:
            if scheme == "http":
                self._warn_plain()
            return self._exchange(scheme, request, None, part), False
        subject = f"{self.name}: {request.method} {request.target}"
        with self.login.turn(subject, max(LAST_LOOK, part.remaining)):
            return self._logged_in(scheme, request, part, subject)

    def _logged_in(self, scheme: WireScheme, request: Request, part: Deadline, subject: str) -> tuple[Reply, bool]:
        login = self.login
        if login.refused:
            raise login_refused(subject, self._address.user, before=True, has_password=True)
        challenged = False
        while True:
            header = login.header(request.method, request.target)
            if header is not None and scheme == "http":
                self._warn_plain()
            reply = self._exchange(scheme, request, header, part)
            if reply.status != 401:
                if header is not None and reply.status == 200:
                    login.accepted()
                    self._ways.login = login.scheme
                return reply, challenged
            challenged = True
            verdict = login.follow(reply.headers.get_all("WWW-Authenticate", []), sent=header is not None)
            if verdict == "again" and login.has_password:
                continue
            if verdict == "unknown scheme":
                raise unknown_login(subject, reply)
            login.refused = login.has_password
            raise login_refused(subject, self._address.user, before=False, has_password=login.has_password)

    def _exchange(self, scheme: WireScheme, request: Request, login: str | None, part: Deadline) -> Reply:
        """One request and its answer, recorded as one step."""
        until = part.started + part.limit
        origin = self._address.origin(scheme)
        url = origin + request.target
        started, sent_at = time.monotonic(), time.time()
        reply: Reply | None = None
        problem = "interrupted"
        try:
            prepared = request.prepared(origin, login)
            raw = self._connection.exchange(scheme, prepared, until, action=not request.read)
            reply = Reply(raw.status, raw.headers, raw.body, time.monotonic() - started, url)
            self.clock.saw(raw.headers.get("Date"), sent_at, time.time())
            return reply
        except WireFault as fault:
            problem = f"{fault.fault}: {fault.detail}"
            raise
        except PolyError as error:
            problem = error.wanted
            raise
        finally:
            if reply is None:
                # Also when a test's timeout interrupts us: a half-read answer must not meet the next request.
                self._connection.drop()
            took = time.monotonic() - started
            curl = curl_line(
                request.method,
                url,
                request.content,
                user=self._address.user,
                digest=self.login.scheme == "digest",
            )
            line = line_of(request.method, request.target, reply, problem, took * 1000)
            self.steps.record(self.name, "request", line, detail=detail_of(curl, reply), took=took)

    def _judged(self, request: Request, reply: Reply, part: Deadline, challenged: bool, subject: str) -> Reply:
        """The reply when it is an answer of the API or a page; otherwise the error that it means."""
        if not request.on_api or request.web:
            return reply
        if reply.status == 200:
            return reply
        tried = part.tried(1, "attempt")
        if reply.status == 404:
            # Asked each time: REST may have been switched off since it answered, or be not there yet.
            found = self._has_rest(part)
            if found is None:
                raise rest_off(subject, reply, tried, asked=_PROBE, where=self._where())
            raise PathMissing(
                f"{subject}: this phone's REST API does not have this path.",
                seen=f"HTTP 404, although the REST API answers at {self._address.origin(found)}.",
                tried=tried,
                hint="the firmware or model lacks it, or it is misspelt.",
            )
        error = status_error(subject, reply, tried, challenged=challenged)
        raise with_effect(error, unknown=not request.read and reply.status >= 500)

    def _has_rest(self, part: Deadline) -> WireScheme | None:
        """The scheme by which a path answers that every firmware has: the phone then only lacks the one asked for."""
        probe = Request("GET", _PROBE, None, (), True, True)
        schemes: tuple[WireScheme, ...] = ("https", "http") if self._settled is None else (self._settled,)
        for scheme in schemes:
            header = self.login.header("GET", _PROBE)
            try:
                reply = self._exchange(scheme, probe, header, _budget(part, self.request_timeout, "request_timeout="))
            except WireFault:
                continue
            # The API being off is answered before a login is asked for, and before 403 (facts: transport).
            if reply.status in (401, 403) or (reply.status == 200 and reply.is_json):
                return scheme
        return None

    def _warn_plain(self) -> None:
        if self._address.scheme == "auto" and self._address.tls != "off":
            self._warn(
                "plain",
                f"{self.name} answers its REST API by plain HTTP only (port {self._address.http_port}, not by HTTPS at "
                f"port {self._address.https_port}): requests and the password travel unencrypted, and the "
                "certificate cannot be checked. scheme: https forbids this.",
            )

    def _warn(self, kind: str, text: str) -> None:
        if kind not in self._ways.warned:
            self._ways.warned.add(kind)
            self.steps.record(self.name, "warning", text)


def _budget(deadline: Deadline, limit: float, setting: str) -> Deadline:
    if deadline.remaining < LAST_LOOK:
        return Deadline(min(LAST_LOOK, limit), deadline.setting)
    return deadline.within(limit, setting)
