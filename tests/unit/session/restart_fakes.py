"""A phone that restarts: what it is told is noted, and how it goes away and comes back is set by the test."""

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from session_fakes import FakeConfig, FakePhone

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import PolyError, Unreachable
from PolyLibrary.phone.config import ConfigReading, ConfigValue
from PolyLibrary.phone.info import DeviceInfo
from PolyLibrary.phone.restarting import need_of

START = {
    "up.x": "1",
    "up.y": "old",
    "feature.a": "1",
    "feature.b": "1",
    "device.theme": "Classic",
    "reg.1.auth.password": "",
    "log.render.level": "1",
}


class RestartingConfig(FakeConfig):
    """Parameters of a phone that restarts for some of them, and refuses to be asked while it is away."""

    def __init__(self, phone: "RestartingPhone", values: Mapping[str, str]) -> None:
        super().__init__(values, phone.sent)
        self._phone = phone
        self.also: set[str] = set()

    def get(self, names: Any, deadline: Deadline) -> dict[str, ConfigValue]:
        self._phone.reach()
        return super().get(names, deadline)

    def read(self, names: Any, deadline: Deadline) -> ConfigReading:
        self._phone.reach()
        names = list(names)
        known = {name: self.values[name] for name in names if name in self.values}
        return ConfigReading(known, tuple(name for name in names if name not in known))

    def set(self, values: Mapping[str, str], deadline: Deadline) -> None:
        self._phone.reach()
        changed = [name for name, value in values.items() if name in self.values and self.values[name].value != value]
        super().set(values, deadline)
        if any(need_of(name) != "live" or name in self.also for name in changed):
            self._phone.leave()


class RestartingPhone(FakePhone):
    """Goes away for ``gone`` looks when it is told to restart, and comes back in the steps of ``back``.

    Attributes:
        back: What each later look finds: an error to raise, or changes to what device/info tells.
    """

    def __init__(self, *readings: Any) -> None:
        super().__init__(*readings)
        self.uptime: int | None = 1000
        self.registered = True
        self.obeys = True
        self.gone = 3
        self.back: list[PolyError | dict[str, Any]] = []
        self.leaves = 0
        self._away = 0
        self._steps: list[PolyError | dict[str, Any]] = []
        self.config: Any = RestartingConfig(self, START)
        self.lines = SimpleNamespace(status=self._lines)
        self.address = SimpleNamespace(host="127.0.0.1")
        names = ("safe_restart", "safe_reboot", "factory_reset", "update_configuration")
        self.actions = SimpleNamespace(**{name: self._order(name) for name in names})
        self.actions.reset_config = lambda source, deadline: self._order(f"reset {source}")(deadline)
        self.capture.parameters = lambda deadline: {"up.y": "1"}

    def _order(self, name: str) -> Any:
        def order(deadline: Deadline) -> None:
            self.reach()
            self._act(name)
            if self.obeys:
                self.leave()

        return order

    def leave(self) -> None:
        """It goes away now."""
        self.leaves += 1
        self._away = self.gone
        self._steps = list(self.back)
        self.uptime = 0 if self.uptime is not None else None

    def reach(self) -> None:
        """One try to reach it."""
        if self._away:
            self._away -= 1
            raise Unreachable("alice: the connection was refused.")

    def _lines(self, deadline: Deadline) -> Any:
        self.reach()
        return [SimpleNamespace(registered=self.registered)]

    def _device(self, deadline: Deadline) -> DeviceInfo:
        self.reach()
        told = replace(self.told, uptime=self.uptime)
        if self._steps:
            step = self._steps.pop(0)
            if isinstance(step, PolyError):
                raise step
            told = replace(told, **step)
        return told
