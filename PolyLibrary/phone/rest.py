"""The REST API's envelope: paths, ``{"data": ..., "Status": "2000"}``, and what a Status means."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, FactoryPassword, PathMissing, PhoneRefused, UsageError
from PolyLibrary.phone.faults import ONCE, with_effect
from PolyLibrary.phone.firmware import where_known
from PolyLibrary.phone.reply import Reply, without_secrets
from PolyLibrary.phone.status import BUSY, FACTORY_PASSWORD, OK, advice, meaning
from PolyLibrary.phone.transport import Transport

_URL = re.compile(r"(?i)https?://")
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 1.0
_SHOWN = 200
# Codes have four digits; what is far longer would go into every error and log line about it.
_LONGEST_STATUS = 40

Parsed = TypeVar("Parsed")


@dataclass(frozen=True)
class RestAnswer:
    """An answer of the REST API.

    Args:
        status: The Status code as text, ``2000`` for success.
        data: What stands under ``data``; None when nothing does.
        raw: The whole JSON object (some answers carry more beside ``data``).
        http_status: Always 200: other answers are errors.
        subject: Which phone was asked for what, for errors.
        tried: The tries it took, for errors.
    """

    status: str
    data: Any
    raw: Mapping[str, Any]
    http_status: int
    subject: str = ""
    tried: str = ""

    def parsed(self, parse: Callable[[Any], Parsed]) -> Parsed:
        """What ``parse`` makes of ``data``.

        Raises:
            BadReply: It cannot be understood; the error names the phone, the request and the tries.
        """
        try:
            return parse(self.data)
        except BadReply as error:
            what = error.wanted[:1].lower() + error.wanted[1:]
            raise BadReply(
                f"{self.subject}: {what}", seen=error.seen, tried=error.tried or self.tried, hint=error.hint
            ) from error


class Rest:
    """REST calls to one phone."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport

    def get(self, path: str, deadline: Deadline) -> Any:
        """The ``data`` of a GET, repeated within the deadline while the phone is busy or away."""
        return self.call("GET", path, None, deadline).data

    def post(
        self, path: str, data: object, deadline: Deadline, limit: float | None = None, *, read: bool = False
    ) -> Any:
        """Send ``data`` and return that of the answer, if any.

        Args:
            path: With or without ``/api``.
            data: What goes under ``data``; None sends an empty body.
            limit: Seconds for the request; None for the transport's ``request_timeout``.
            read: Whether it changes nothing on the phone and may be repeated.
        """
        return self.call("POST", path, data, deadline, limit=limit, read=read).data

    def call(
        self,
        method: str,
        path: str,
        data: object,
        deadline: Deadline,
        expect: str | tuple[str, ...] = OK,
        *,
        limit: float | None = None,
        read: bool | None = None,
    ) -> RestAnswer:
        """One REST call.

        Args:
            path: ``v1/...``, ``/api/v1/...`` or a pasted URL of this phone.
            data: What goes under ``data``; None sends an empty body.
            expect: The Status, or several, that are no error; ``any`` for all.
            read: Whether it may be repeated; by default a GET.

        Raises:
            PhoneRefused: Another Status than expected.
            FactoryPassword: Status 4010.
            PathMissing: The phone lacks the endpoint; says where it is known.
            BadReply: No JSON, or no Status in it.
        """
        target = self.path(path)
        method = method.upper()
        read = method == "GET" if read is None else read
        body = None if data is None else {"data": data}
        wanted = (expect,) if isinstance(expect, str) else expect
        pause, tries = _FIRST_PAUSE, 0
        while True:
            tries += 1
            try:
                reply = self.transport.request(method, target, json=body, deadline=deadline, read=read, limit=limit)
            except PathMissing as error:
                note = where_known(target)
                if not note:
                    raise
                raise PathMissing(error.wanted, seen=error.seen, tried=error.tried, hint=note) from error
            answer = self._answer(method, target, reply, deadline.tried(tries, "attempt"), read=read)
            if answer.status in wanted or "any" in wanted:
                return answer
            if not (read and answer.status == BUSY and deadline.remaining > pause):
                raise self.refusal(method, target, answer)
            time.sleep(pause)
            pause = min(_LONGEST_PAUSE, pause * 1.6)

    def refusal(self, method: str, path: str, answer: RestAnswer) -> PhoneRefused | FactoryPassword:
        """The error of a Status that was not expected."""
        name = self.transport.name
        status = answer.status
        if status == FACTORY_PASSWORD:
            return FactoryPassword(
                f"{name}: the phone still has its factory password and refuses REST.",
                seen=f"Status 4010 to {method} {path}.",
                tried=answer.tried,
                hint="set device.auth.localAdminPassword by provisioning or the web page, then the lab file.",
            )
        return PhoneRefused(
            f"{name}: {method} {path} was refused with Status {status} ({meaning(status)}).",
            status=status,
            seen=_shown(answer),
            tried=answer.tried,
            hint=advice(status),
        )

    def path(self, given: str) -> str:
        """The path from the root of the web server.

        Raises:
            UsageError: A pasted URL names another host than this phone's.
        """
        given = given.strip()
        if _URL.match(given):
            given = self._path_of_url(given)
        path = given if given.startswith("/") else f"/{given}"
        if path[:5].lower() == "/api/":
            return "/api/" + path[5:]
        return f"/api{path}"

    def _path_of_url(self, url: str) -> str:
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            parts, host = urlsplit(""), ""
        own = self.transport.address.host
        if host.lower() != own.lower():
            raise UsageError(
                f"{self.transport.name}: the URL names the host '{host}', the phone is {own}.",
                hint="write the path alone, such as /api/v1/mgmt/lineInfo.",
            )
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def _answer(self, method: str, target: str, reply: Reply, tried: str, *, read: bool) -> RestAnswer:
        subject = f"{self.transport.name}: {method} {target}"
        try:
            raw = reply.json()
        except ValueError as error:
            page = reply.body.lstrip()[:1] == b"<"
            what = "a web page came instead of JSON" if page else "the answer is no JSON"
            raise self._bad(
                f"{subject}: {what}.",
                reply,
                tried,
                read,
                "is the REST API on, and is this the phone's own web server?"
                if page
                else f"the text breaks off or is damaged ({_short(error)}).",
            ) from error
        if not isinstance(raw, dict):
            raise self._bad(f"{subject}: the answer is no JSON object.", reply, tried, read, "is this a phone?")
        status = raw.get("Status")
        if isinstance(status, bool) or not isinstance(status, (str, int)) or len(str(status)) > _LONGEST_STATUS:
            raise self._bad(f"{subject}: the answer has no Status.", reply, tried, read, "is this a phone?")
        return RestAnswer(str(status).strip(), raw.get("data"), raw, reply.status, subject, tried)

    @staticmethod
    def _bad(wanted: str, reply: Reply, tried: str, read: bool, hint: str) -> BadReply:
        seen = f"HTTP {reply.status}, {len(reply.body)} bytes: {reply.shown or '(nothing)'}"
        if not read:
            seen += f"\n       {ONCE}"
        return with_effect(BadReply(wanted, seen=seen, tried=tried, hint=hint), unknown=not read)


def _shown(answer: RestAnswer) -> str:
    """The whole answer as it came, without secrets and not too long."""
    text = without_secrets(json.dumps(answer.raw, ensure_ascii=False, default=str).encode())
    return f"HTTP {answer.http_status}, {text if len(text) <= _SHOWN else text[:_SHOWN] + '...'}"


def _short(error: ValueError) -> str:
    text = str(error).split("\n", 1)[0]
    return text if len(text) <= 80 else text[:80] + "..."
