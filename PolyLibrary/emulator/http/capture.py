"""Screen capture: when it is open, and the picture in the family's own format."""

import io
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.profiles import Profile

if TYPE_CHECKING:
    from PolyLibrary.emulator.phone import VirtualPhone

Content = tuple[bytes, str]
ENABLED = "up.screenCapture.enabled"
SECOND = {"value": "up.screenCapture.value", "allowed": "up.screenCapture.allowed"}
_MEDIA = {"BMP": "image/bmp", "PNG": "image/png", "JPEG": "image/jpeg"}
_OPTIONS: dict[str, dict[str, int]] = {"BMP": {}, "PNG": {"compress_level": 1}, "JPEG": {"quality": 85}}
MODULE_SIZE = (272, 480)
"""An expansion module with a colour screen (chosen: no capture is known)."""


class Capture:
    """The gate of one phone's screen capture, and its last picture.

    Attributes:
        preference: The menu preference of older phones, which only a hand on the phone sets.
        spoil: Changes each picture while a fault is injected.
    """

    def __init__(self, config: Config, profile: Profile) -> None:
        self._config = config
        self._profile = profile
        self.preference = profile["capture_preference"] == "on"
        self.spoil: Callable[[Content], Content] | None = None
        self._last: tuple[bytes, Content] | None = None

    @property
    def open(self) -> bool:
        """Whether the pages of screen capture exist."""
        second = SECOND.get(self._profile["capture_keys"])
        allowed = self.preference if second is None else self._config.on(second)
        return allowed and self._config.on(ENABLED)

    def restarted(self) -> None:
        """A restart takes the preference, and on some phones the second parameter."""
        self.preference = False
        if not self._profile.says("capture_survives"):
            self._config.drop("web", "local", only=tuple(SECOND.values()))

    def main_screen(self, phone: "VirtualPhone") -> Content:
        """The phone's own screen."""
        content = self._main_screen(phone)
        return content if self.spoil is None else self.spoil(content)

    def _main_screen(self, phone: "VirtualPhone") -> Content:
        drawn, media = phone.gui.picture()
        wanted = self._profile["capture_format"]
        if _MEDIA[wanted] == media and self._profile["capture_size"] == "panel":
            return drawn, media
        if self._last is None or self._last[0] is not drawn:
            self._last = (drawn, self._converted(drawn, wanted))
        return self._last[1]

    def _converted(self, drawn: bytes, wanted: str) -> Content:
        from PIL import Image, ImageOps

        picture: Image.Image = Image.open(io.BytesIO(drawn))
        if self._profile["capture_size"] != "panel":
            picture = ImageOps.expand(picture, border=1)
        file = io.BytesIO()
        picture.save(file, wanted, **_OPTIONS[wanted])
        return file.getvalue(), _MEDIA[wanted]

    def module(self, number: int) -> Content:
        """The screen of an expansion module: nothing is assigned to its keys."""
        return _module(number, self._profile["capture_format"])


@cache
def _module(number: int, wanted: str) -> Content:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", MODULE_SIZE, (16, 32, 48))
    draw = ImageDraw.Draw(picture)
    width, height = MODULE_SIZE
    for row in range(1, 14):
        draw.line((0, row * height // 14, width, row * height // 14), fill=(48, 72, 96))
    draw.text((8, 8), f"Module {number}", fill=(255, 255, 255))
    file = io.BytesIO()
    picture.save(file, wanted, **_OPTIONS[wanted])
    return file.getvalue(), _MEDIA[wanted]
