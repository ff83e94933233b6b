"""The faults of one phone, each at its seam. A phone without faults has nothing at any seam."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from aiohttp import web

from PolyLibrary.emulator.calls.leg import Leg
from PolyLibrary.emulator.faults import drawing, pictures, replies
from PolyLibrary.emulator.faults.catalogue import Kind, Seam
from PolyLibrary.emulator.faults.injected import Injected
from PolyLibrary.emulator.gui.widgets import Scene
from PolyLibrary.emulator.http.capture import Content
from PolyLibrary.emulator.http.login import WEB_REALM
from PolyLibrary.emulator.http.pages import basic, error_page
from PolyLibrary.errors import NotPossible

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

Handler = Callable[..., Awaitable[web.StreamResponse]]


class Faults:
    """What is wrong with a phone on purpose. Lives in the fleet's loop."""

    def __init__(self, phone: "VirtualPhone") -> None:
        self._phone = phone
        self._all: list[Injected] = []
        self._stranger: ssl.SSLContext | None = None
        self._before: Content | None = None
        self._held: Content | None = None

    @property
    def injected(self) -> tuple[Injected, ...]:
        """All of them, in the order in which they came."""
        return tuple(self._all)

    def inject(self, fault: Injected, stranger: Callable[[], ssl.SSLContext]) -> None:
        """One fault more; of the same kind only the new one stays.

        Args:
            stranger: Makes the server side of another phone's certificate.
        """
        self._all = [other for other in self._all if other.kind is not fault.kind] + [fault]
        if fault.kind.seam == "handshake" and self._stranger is None:
            self._stranger = stranger()
        if fault.kind.does in ("tear", "freeze"):
            # The first picture behind the fault already needs one from before.
            self._before = self._phone.capture.main_screen(self._phone)
        if fault.kind.does == "hold":
            self._held = self._phone.capture.main_screen(self._phone)
        self._install()
        if fault.kind.seam == "drawing":
            self._phone.gui.redraw()

    def check(self, kind: Kind) -> None:
        """Whether such a fault can be injected.

        Raises:
            NotPossible: It is about colours, and the panel has none.
        """
        if kind.colour and self._phone.gui.panel.depth != "colour":
            raise NotPossible(
                f"The fault '{kind.name}' cannot be injected into {self._phone.label}.",
                seen=f"the panel of a {self._phone.model.display} has no colours.",
                hint="use a phone with a colour screen.",
            )

    def clear(self, kind: Kind | None = None) -> int:
        """Everything is right again, or one kind of fault is over; how many there were."""
        before, drawn = len(self._all), self._at("drawing")
        self._all = [fault for fault in self._all if kind not in (None, fault.kind)]
        self._before = self._before if self._at("picture") else None
        self._install()
        if drawn != self._at("drawing"):
            self._phone.gui.redraw()
        return before - len(self._all)

    def _install(self) -> None:
        """Stand at the seams that have faults, and at no other."""
        phone = self._phone
        seams: set[Seam] = {fault.kind.seam for fault in self._all}
        phone.face.spoil = self._http if seams & {"request", "answer", "json", "clock"} else None
        phone.capture.spoil = self._picture if "picture" in seams else None
        phone.gui.misdraw = self._misdraw if "drawing" in seams else None
        phone.log.loses = self._loses if "line" in seams else None
        phone.desk.misses = self._misses if "pickup" in seams else None
        phone.identity.tls.sni_callback = self._handshake if "handshake" in seams else None
        ahead = sum(fault.kind.seconds for fault in self._at("clock"))
        phone.clock.ahead = timedelta(seconds=ahead)

    def _at(self, seam: Seam) -> list[Injected]:
        return [fault for fault in self._all if fault.kind.seam == seam]

    def _striking(self, seam: Seam, path: str = "") -> list[Injected]:
        return [fault for fault in self._at(seam) if fault.strikes(path)]

    # HTTP
    async def _http(self, request: web.BaseRequest, handle: Handler) -> web.StreamResponse:
        for fault in self._at("request"):
            concerned = request.method == "POST" or not fault.kind.posts
            if fault.kind.does == "refuse":
                concerned = concerned and request.path.lower().startswith("/api/")
            if concerned and fault.strikes(request.path):
                return self._instead(request, fault)
        response = await handle(request, spoilt=True)
        for fault in self._striking("answer", request.path):
            if fault.kind.does == "wait":
                await asyncio.sleep(fault.kind.seconds)
            elif fault.kind.does == "halve":
                response = replies.halved(request, response)
            else:
                raise ConnectionResetError("the answer is lost")
        if replies.is_json(response) and self._striking("json", request.path):
            response = replies.garbled(request, response)
        if self._phone.clock.ahead:
            response = replies.dated(request, response, self._phone.clock.ahead)
        return response

    def _instead(self, request: web.BaseRequest, fault: Injected) -> web.StreamResponse:
        kind, phone = fault.kind, self._phone
        if kind.does == "page":
            rest = request.path.lower().startswith("/api/")
            asked = phone.gate.rest_challenges("wrong") if rest else [basic(WEB_REALM)]
            return error_page(request, int(kind.status), challenges=asked if kind.status == "401" else ())
        if kind.does == "refuse":
            return phone.face.status(request, kind.status)
        if kind.does == "restart":
            phone.life.power_off()
            phone.life.power_on()
        raise ConnectionResetError("the connection is closed")

    def _handshake(self, connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        if self._striking("handshake") and self._stranger is not None:
            connection.context = self._stranger

    # Screen, log and calls
    def _picture(self, content: Content) -> Content:
        before, self._before = self._before or content, content
        shown = content
        for fault in self._striking("picture"):
            if fault.kind.does == "hold":
                shown = self._held or content
            else:
                shown = before if fault.kind.does == "freeze" else pictures.torn(shown, before)
        return shown

    def _misdraw(self, scene: Scene) -> Scene:
        for fault in self._at("drawing"):
            wrong = drawing.misdrawn(fault, scene, self._phone.gui)
            if wrong is not None and fault.strikes():
                scene = wrong
        return scene

    def _loses(self) -> bool:
        return bool(self._striking("line"))

    def _misses(self, _leg: Leg) -> bool:
        return bool(self._striking("pickup"))
