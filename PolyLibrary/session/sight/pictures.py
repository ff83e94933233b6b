"""Pictures of the phone's screen: capture is switched on when it is first needed, and off again at the end."""

import time
from dataclasses import dataclass

from PolyLibrary.deadline import Deadline, polling
from PolyLibrary.errors import CheckFailed, PhoneRefused, UsageError
from PolyLibrary.names import quoted
from PolyLibrary.phone.capture import CaptureOff
from PolyLibrary.phone.capture import Picture as Shot
from PolyLibrary.phone.firmware import CaptureSwitch
from PolyLibrary.phone.phone import Phone
from PolyLibrary.session.config.configguard import ConfigGuard
from PolyLibrary.steps import StepLog

OPENS_WITHIN = 2.0
"""Seconds after which a phone that was told to open its pictures has done so (the facts: at once, no restart)."""


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
        steps: Where it is said that capture was switched on.
    """

    def __init__(self, name: str, phone: Phone, config: ConfigGuard, steps: StepLog) -> None:
        self._name = name
        self._phone = phone
        self._config = config
        self._steps = steps
        self._worked = False
        self.last: Picture | None = None
        self.before_action: Picture | None = None
        #: The first of the last pictures that are all the same bytes, and what the phone said of itself with it.
        self.streak: Picture | None = None
        self.said: dict[Picture | None, object] = {}
        #: The action after which the screen has been waited for until it was still (``sight.rest``).
        self.rested_after: float | None = None
        #: The screen that was recognised since the last action, where one was (``sight.recognition``).
        self.recognised: object | None = None

    def take(self, deadline: Deadline) -> Picture:
        """One picture, now. Capture is switched on by configuration if it is off (put back at the end).

        Raises:
            CaptureOff: It stays off; says what a hand at the phone has to do, where that is the reason.
        """
        shot = self._shot(deadline, None)
        self.last = Picture(shot.data, shot.kind, time.monotonic())
        if self.streak is None or not self.streak.same_bytes(self.last):
            self.streak = self.last
        return self.last

    @property
    def same_since(self) -> float:
        """Seconds since the bytes of the last picture first came."""
        return self.streak.age if self.streak is not None else 0.0

    def module(self, number: int, deadline: Deadline) -> Picture:
        """One picture of an expansion module (from 1); it does not count as a picture of the phone.

        Raises:
            NoModule: No such module is attached.
            CaptureOff: As of ``take``.
        """
        shot = self._shot(deadline, number)
        return Picture(shot.data, shot.kind, time.monotonic())

    def _shot(self, deadline: Deadline, module: int | None) -> Shot:
        try:
            shot = self._phone.capture.screen(deadline, module=module)
        except CaptureOff:
            shot = self._after_switching_on(deadline, module)
        self._worked = True
        return shot

    def _after_switching_on(self, deadline: Deadline, module: int | None) -> Shot:
        switch = self._phone.capture.switch(deadline)
        self._switch_on(switch, deadline)
        # Where a hand is needed no waiting helps.
        patience = 0.0 if switch.by_hand else OPENS_WITHIN
        limit = deadline.within(patience, "the time in which capture opens")
        off: CaptureOff | None = None
        for tries in polling(limit):
            try:
                return self._phone.capture.screen(deadline, module=module)
            except CaptureOff as error:
                off = error
        assert off is not None
        raise self._stays_off(switch, off, limit.tried(tries))

    def _switch_on(self, switch: CaptureSwitch, deadline: Deadline) -> None:
        wanted = switch.parameters
        try:
            now = self._config.get(wanted, deadline)
            values = {name: value for name, value in wanted.items() if now[name].value != value}
            if values:
                self._config.set(values, "suite", deadline)
        except (UsageError, PhoneRefused, CheckFailed) as error:
            raise CaptureOff(
                f"{self._name}: screen capture is off and cannot be switched on.", seen=error.wanted, hint=error.hint
            ) from error
        if not values:
            return
        what = f"{quoted(values)} set to 1 (put back at the end of the suite)"
        if self._worked:
            told = f"screen capture was off again, as after a restart, and is switched on again: {what}"
        else:
            told = f"screen capture is switched on: {what}"
        self._steps.record(self._name, "note", told)

    def _stays_off(self, switch: CaptureSwitch, off: CaptureOff, tried: str) -> CaptureOff:
        state = f"{quoted(switch.parameters)} {'is' if len(switch.parameters) == 1 else 'are'} 1"
        if switch.by_hand:
            return CaptureOff(
                f"{self._name}: the phone's own menu preference keeps screen capture off.",
                seen=f"HTTP 404 although {state}.",
                hint=f"only a hand at the phone can change it: {switch.by_hand}.",
            )
        return CaptureOff(
            f"{self._name}: screen capture stays off.",
            seen=f"HTTP 404 although {state}.",
            tried=tried,
            hint=off.hint,
        )

    def outdated(self) -> None:
        """An action was sent: the last picture is now the one before it."""
        self.recognised = None
        if self.last is not None:
            self.before_action = self.last
            self.last = None
