"""Pictures of the phone's screen by its web server (not part of the REST API; facts: screen capture)."""

import re
from dataclasses import dataclass
from typing import Literal

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import BadReply, LoginRefused, NotPossible, NotUsable
from PolyLibrary.phone.faults import LOCKED_HINT, locked
from PolyLibrary.phone.firmware import CaptureSwitch, capture_switch
from PolyLibrary.phone.info import Info
from PolyLibrary.phone.transport import Transport
from PolyLibrary.phone.web import Web

PictureKind = Literal["png", "jpeg", "bmp"]
_MAGIC: tuple[tuple[bytes, PictureKind], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"BM", "bmp"),
)
_PARAMETERS = "up.screenCapture.enabled=1, with up.screenCapture.value=1 on a VVX from 5.7 or "
_PARAMETERS += "up.screenCapture.allowed=1 on a Trio from 5.9 and a CCX"
_INDEX = "/captureScreen"
_ON_INDEX = re.compile(r"(?i)captureScreen/(mainScreen|em/[1-9])\b")


@dataclass(frozen=True)
class Picture:
    """A screen as the phone sent it; ``kind`` by its first bytes."""

    data: bytes
    kind: PictureKind


def picture_kind(data: bytes) -> PictureKind | None:
    """``png``, ``jpeg`` or ``bmp``; None for anything else."""
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


class CaptureOff(NotPossible):
    """The phone's screen capture is switched off."""


class NoModule(NotPossible):
    """Screen capture is on, but no such expansion module is attached."""


class Capture:
    """Takes pictures of one phone."""

    def __init__(self, transport: Transport, web: Web, info: Info) -> None:
        self._transport = transport
        self._web = web
        self._info = info

    def screen(self, deadline: Deadline, *, module: int | None = None) -> Picture:
        """The phone's screen, or that of an expansion module (from 1).

        Raises:
            CaptureOff: Capture is off; names the parameters that switch it on.
            NoModule: Capture is on, but there is no such module; names the screens that there are.
            BadReply: The answer is no picture.
        """
        name = self._transport.name
        place = "mainScreen" if module is None else f"em/{module}"
        reply = self._web.get(f"{_INDEX}/{place}", deadline)
        subject = f"{name}: GET {_INDEX}/{place}"
        if reply.status == 404:
            if module is not None:
                self._look_for(module, deadline)
            raise CaptureOff(
                f"{subject}: screen capture is off.",
                seen="HTTP 404.",
                hint=f"set {_PARAMETERS}. Older firmware also wants Settings > Basic > Preferences > "
                "Screen Capture switched on by hand after each restart.",
            )
        if reply.status == 403:
            if locked(reply):
                raise LoginRefused(f"{subject}: the phone has locked logins.", seen=reply.shown, hint=LOCKED_HINT)
            raise NotUsable(f"{subject}: the phone is busy.", seen=f"HTTP 403, {reply.shown}")
        kind = picture_kind(reply.body)
        if reply.status != 200 or kind is None:
            raise BadReply(
                f"{subject}: the answer is no picture.",
                seen=f"HTTP {reply.status}, {len(reply.body)} bytes, {reply.headers.get('Content-Type', 'no type')}",
                tried=deadline.tried(1, "attempt"),
                hint="PNG, JPEG and BMP are known; does /captureScreen show the screen in a browser?",
            )
        return Picture(reply.body, kind)

    def _look_for(self, module: int, deadline: Deadline) -> None:
        """The page of all screens tells a missing module from capture that is off."""
        page = self._web.get(_INDEX, deadline)
        if page.status != 200:
            return
        shown = dict.fromkeys(_ON_INDEX.findall(page.text))
        raise NoModule(
            f"{self._transport.name}: there is no expansion module {module}.",
            seen=f"its page {_INDEX} shows {', '.join(shown) or 'no screen'}.",
            hint="modules count from 1, the one next to the phone; is it plugged in and does it have power?",
        )

    def parameters(self, deadline: Deadline) -> dict[str, str]:
        """The parameters that switch capture on, for the model and firmware that the phone tells."""
        return dict(self.switch(deadline).parameters)

    def switch(self, deadline: Deadline) -> CaptureSwitch:
        """How capture is switched on for the model and firmware that the phone tells."""
        device = self._info.device(deadline)
        return capture_switch(device.model, device.firmware)
