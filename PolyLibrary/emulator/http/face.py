"""The order in which a phone judges a request, and its one-at-a-time rule.

Unknown path or feature off (404, before any login), locked out (403), POST without a length (411), no or wrong
login (401), factory password (4010), wrong method, body, restart pending (4001), then the endpoint's own rules.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import StreamReader, web

from PolyLibrary.emulator.http.answer import json_reply
from PolyLibrary.emulator.http.pages import error_page
from PolyLibrary.emulator.http.website import Website, has_no_length
from PolyLibrary.emulator.rest.table import Ask, Endpoint, Reply, endpoints_of

if TYPE_CHECKING:
    from PolyLibrary.emulator.channels.channels import Handler as SideChannel
    from PolyLibrary.emulator.phone import VirtualPhone

MOST_BODY = 64 * 1024
MOST_WAITING = 8
BODY_PATIENCE = 15.0
Spoil = Callable[[web.BaseRequest, Callable[..., Awaitable[web.StreamResponse]]], Awaitable[web.StreamResponse]]
_WHO = "At wappRestApiHandlerC::Handle. "
# json.dumps makes an encoder anew for every text that is not for ASCII alone.
_text = json.JSONEncoder(ensure_ascii=False).encode


class TooLong(Exception):
    """The body is longer than a phone takes."""


class Turn:
    """One request at a time: a first-in first-out queue for the others, of limited length."""

    def __init__(self, most_waiting: int) -> None:
        self._most = most_waiting
        self._taken = False
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def take(self) -> bool:
        """Wait for the turn; False when too many wait already."""
        if not self._taken:
            self._taken = True
            return True
        if len(self._waiting) >= self._most:
            return False
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place in self._waiting:
                self._waiting.remove(place)
            elif place.done() and not place.cancelled():
                self.give_back()
            raise
        return True

    def give_back(self) -> None:
        """Let the next one in."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._taken = False


class Face:
    """Answers all HTTP requests of one phone.

    Attributes:
        spoil: Stands before it while a fault is injected.
    """

    def __init__(self, phone: "VirtualPhone") -> None:
        self._phone = phone
        self._endpoints = endpoints_of(phone.profile)
        self._turn = Turn(MOST_WAITING if phone.profile["parallel"] == "queue" else 0)
        self.spoil: Spoil | None = None
        self._website = Website(phone, self._turn.take, self._turn.give_back)

    async def handle(self, request: web.BaseRequest, *, spoilt: bool = False) -> web.StreamResponse:
        """One request, answered as the phone does, or as an injected fault has it."""
        if self.spoil is not None and not spoilt:
            return await self.spoil(request, self.handle)
        path = request.path.lower()
        if path.startswith("/api/"):
            return await self._api(request, path[5:])
        return await self._web(request, path)

    def status(self, request: web.BaseRequest, status: str) -> web.StreamResponse:
        """A reply of REST that is a Status alone."""
        return self._json(request, Reply(status))

    def _not_for_rest(self, request: web.BaseRequest) -> None:
        if self._phone.log.lets("rest", 0):
            path = request.rel_url.raw_path
            self._write(f"Received request is NOT for REST API handler. path={path}")

    def _write(self, text: str) -> None:
        self._phone.log.write("rest", 0, _WHO + text)

    async def _web(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        self._not_for_rest(request)
        side = self._phone.channels.handler(path, secure=request.secure)
        if side is not None:
            return await self._side_channel(request, side)
        return await self._website.answer(request, path)

    async def _side_channel(self, request: web.BaseRequest, answer: "SideChannel") -> web.StreamResponse:
        """XML push and polling: a login of their own, which neither counts for the lockout nor heeds it."""
        if has_no_length(request):
            return error_page(request, 411)
        try:
            body = await _body(request)
        except TooLong:
            return error_page(request, 413, close=True)
        if not await self._turn.take():
            return error_page(request, 403)
        try:
            if not self._phone.life.up:
                raise ConnectionResetError("the phone has gone down")
            return answer(request, body)
        finally:
            self._turn.give_back()

    def _wrong_method(self, request: web.BaseRequest) -> web.StreamResponse:
        return error_page(request, int(self._phone.profile["wrong_method"]))

    async def _api(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        phone = self._phone
        methods = self._endpoints.get(path)
        elsewhere = request.secure and phone.profile["rest_ports"] == "http"
        if methods is None or elsewhere or not phone.config.on("apps.restapi.enabled"):
            self._not_for_rest(request)
            return error_page(request, 404)
        if phone.gate.rest_locked:
            self._not_for_rest(request)
            return error_page(request, 403)
        if has_no_length(request):
            return error_page(request, 411)
        verdict = phone.gate.rest(request.headers.get("Authorization"), request.method)
        if verdict != "good":
            self._write("Authentication failed, sending authDemand")
            return error_page(request, 401, challenges=phone.gate.rest_challenges(verdict))
        if phone.gate.factory_password:
            return self._json(request, Reply("4010"))
        endpoint = methods.get(request.method)
        if endpoint is None:
            return self._wrong_method(request)
        try:
            body = await _body(request)
        except TooLong:
            return error_page(request, 413, close=True)
        return await self._in_turn(request, endpoint, body)

    async def _in_turn(self, request: web.BaseRequest, endpoint: Endpoint, body: bytes) -> web.StreamResponse:
        if not await self._turn.take():
            return error_page(request, 403)
        held = True
        try:
            if not self._phone.life.up:
                raise ConnectionResetError("the phone has gone down")
            if self._phone.log.lets("rest", 0):
                self._write("Moved REST API to request processing mode.")
                self._write(f"Request's HTTP method {request.method}")
            answer = self._judge(request, endpoint, body)
            if not isinstance(answer, Reply):
                holds = endpoint.holds_turn
                if endpoint.holds_turn_if:
                    holds = holds or self._phone.profile.says(endpoint.holds_turn_if)
                if not holds:
                    held = False
                    self._turn.give_back()
                answer = await answer
            if self._phone.log.lets("rest", 0):
                self._write("Returning from Handle.")
            return self._json(request, answer)
        finally:
            if held:
                self._turn.give_back()

    def _judge(self, request: web.BaseRequest, endpoint: Endpoint, body: bytes) -> Any:
        data: Any = {}
        if request.method == "POST":
            try:
                data = self._data(body)
            except (ValueError, RecursionError):
                return Reply("4000")
            if self._phone.life.busy:
                return Reply("4001")
        return endpoint.handler(Ask(self._phone, data, request.query))

    def _json(self, request: web.BaseRequest, answer: Reply) -> web.StreamResponse:
        whole: dict[str, Any] = {} if answer.data is None else {"data": answer.data}
        whole.update(answer.beside)
        profile = self._phone.profile
        number = profile["status_type"] == "number"
        status: dict[str, Any] = {"Status": int(answer.status) if number else answer.status}
        whole = status | whole if profile["json_order"] == "status first" else whole | status
        return json_reply(request, _text(whole).encode("utf-8", "replace"))

    def _data(self, body: bytes) -> Any:
        """What stands under ``data``; no body, ``null`` and ``{}`` all mean nothing.

        Raises:
            ValueError: The body is no JSON object.
        """
        if not body.strip():
            return {}
        sent = json.loads(body.decode("utf-8-sig"))
        if sent is None:
            return {}
        if not isinstance(sent, dict):
            raise ValueError("no object")
        if self._phone.log.lets("rest", 0):
            indent = int(self._phone.profile["log_json_indent"])
            pretty = json.dumps(sent, indent=indent, ensure_ascii=False)
            self._write(f"JSON prepared as per input parameters - {pretty}")
        data = sent.get("data")
        return {} if data is None else data


async def _body(request: web.BaseRequest) -> bytes:
    """The whole body.

    Raises:
        TooLong: It is over 64 KiB.
        ConnectionResetError: It does not come, or broken.
    """
    if (request.content_length or 0) > MOST_BODY:
        raise TooLong
    if not request.body_exists:
        return b""
    if request.headers.get("Expect", "").lower() == "100-continue" and request.transport is not None:
        request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    try:
        if request.content.is_eof():  # it came with the headers: there is nothing to wait for
            body = request.content.read_nowait()
        else:
            body = await _awaited(request.content)
    except (web.RequestPayloadError, TimeoutError) as error:
        raise ConnectionResetError("the body is broken") from error
    if len(body) > MOST_BODY:
        raise TooLong
    return body


async def _awaited(content: StreamReader) -> bytes:
    """A body as it comes, until it is too long."""
    read = bytearray()
    async with asyncio.timeout(BODY_PATIENCE):
        async for chunk in content.iter_any():
            read += chunk
            if len(read) > MOST_BODY:
                break
    return bytes(read)
