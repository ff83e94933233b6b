"""Pictures of the phone's screen: capture is switched on when it is first needed, and off again at the end."""

import time
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline
from PolyLibrary.phone.capture import Capture, CaptureOff
from PolyLibrary.phone.phone import Phone
from PolyLibrary.session.configguard import ConfigGuard


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture as the phone sent it.

    Attributes:
        data: The bytes of the picture file.
        kind: ``bmp``, ``png`` or ``jpeg``, by the magic bytes.
        at: Monotonic seconds when it came.
    """

    data: bytes
    kind: str
    at: float

    @property
    def age(self) -> float:
        return time.monotonic() - self.at

    def same_bytes(self, other: "Picture") -> bool:
        return self.data == other.data


class Pictures:
    """Takes pictures of one phone's screen.

    Args:
        name: The phone's name, for errors.
        phone: The wire.
        config: The guard through which the capture parameters are set and put back.
    """

    def __init__(self, name: str, phone: Phone, config: ConfigGuard) -> None:
        self._name = name
        self._phone = phone
        self._config = config
        self.last: Picture | None = None
        self.before_action: Picture | None = None

    def take(self, deadline: Deadline) -> Picture:
        """One picture, now. Capture is switched on by configuration if it is off (put back at the end)."""
        try:
            shot = self._phone.capture.screen(deadline)
        except CaptureOff:
            self._switch_on(deadline)
            shot = self._phone.capture.screen(deadline)
        self.last = Picture(shot.data, shot.kind, time.monotonic())
        return self.last

    def _switch_on(self, deadline: Deadline) -> None:
        capture: Capture = self._phone.capture
        self._config.set(capture.parameters(deadline), "suite", deadline)

    def outdated(self) -> None:
        """An action was sent: the last picture is now the one before it."""
        if self.last is not None:
            self.before_action = self.last
            self.last = None
