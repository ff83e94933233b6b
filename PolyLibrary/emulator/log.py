"""The phone's own log, in its own format: ``<time>|<component>|<level>|<missed>|<text>``.

A line is written when its level is at least both ``log.level.change.<component>`` and ``log.render.level``;
level ``*`` always is. Times are ``MMDDhhmmss`` in local time, and ``hhmmss.mmm`` since boot until the clock
of a booting phone is set.
"""

from collections import deque
from collections.abc import Callable
from datetime import UTC
from typing import Literal, Protocol

from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.config import Config
from PolyLibrary.emulator.preferences import local_time

MOST_BYTES = 180 * 1024
"""The store of a VVX; whole lines drop out at the front."""

Level = int | Literal["*"]


class Outlet(Protocol):
    """Somebody else who hears the lines, at a render level of his own: syslog."""

    level: int

    def hear(self, level: Level, line: str) -> None:
        """One line, without its end; must not wait."""


class PhoneLog:
    """The lines of one phone; the boot log tells the time in ``utc``.

    Attributes:
        loses: Says of each line whether it is lost, while such a fault is injected.
    """

    def __init__(self, clock: Clock, config: Config, *, utc: bool = False) -> None:
        self._clock = clock
        self._config = config
        self._utc = utc
        self._lines: deque[bytes] = deque()
        self._size = 0
        self._floors: dict[str, int] = {}
        self._outlet: Outlet | None = None
        self.loses: Callable[[], bool] | None = None
        self._booted = clock.monotonic()
        self._clock_set = True

    def boot(self, *, clock_set: bool) -> None:
        """A new boot: until ``clock_is_set`` the times count from here, unless the clock is set already."""
        self._booted = self._clock.monotonic()
        self._clock_set = clock_set

    def clock_is_set(self) -> None:
        """From now on lines carry the time of day."""
        self._clock_set = True

    def tap(self, outlet: Outlet | None) -> None:
        """Let somebody hear the lines, in place of who heard them before."""
        self._outlet = outlet
        self.levels_changed()

    def levels_changed(self) -> None:
        """Forget which levels were read from the configuration."""
        self._floors.clear()

    def lets(self, component: str, level: Level) -> bool:
        """Whether a line of that level is written, or heard elsewhere."""
        if level == "*":
            return True
        floor = self._floors.get(component)
        if floor is None:
            change = self._config.number(f"log.level.change.{component}")
            render = self._config.number("log.render.level")
            heard = render if self._outlet is None else min(render, self._outlet.level)
            floor = self._floors[component] = max(change, heard)
        return level >= floor

    def write(self, component: str, level: Level, text: str, *, since_boot: bool = False) -> None:
        """Write one line, which may go on over several rows, if the levels let it through."""
        if not self.lets(component, level) or (self.loses is not None and self.loses()):
            return
        written = f"{self._time(since_boot)}|{component:<5}|{level}|00|{text}"
        outlet = self._outlet
        if outlet is not None:
            if level == "*" or level >= outlet.level:
                outlet.hear(level, written)
            if level != "*" and level < self._config.number("log.render.level"):
                return
        line = f"{written}\n".encode(errors="replace")
        self._lines.append(line)
        self._size += len(line)
        while self._size > MOST_BYTES and len(self._lines) > 1:
            self._size -= len(self._lines.popleft())

    def _time(self, since_boot: bool) -> str:
        render = "0" if since_boot or not self._clock_set else self._config.text("log.render.type")
        if render != "0":
            now = self._clock.now()
            now = now.astimezone(UTC) if self._utc else local_time(self._config, now)
            return f"{now:{'%y%m%d%H%M' if render == '1' else '%m%d%H%M%S'}}"
        passed = round(1000 * (self._clock.monotonic() - self._booted))
        minutes, milliseconds = divmod(passed, 60_000)
        return f"{minutes // 60:02d}{minutes % 60:02d}{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"

    def content(self) -> bytes:
        """The stored lines, newest last."""
        return b"".join(self._lines)

    def clear(self) -> None:
        """Empty the store."""
        self._lines.clear()
        self._size = 0
