"""The configuration of one phone: its sources, their precedence, and the rules of changing it.

Precedence (highest first): local, web (which REST writes too), sip, cloud, config, default. Parameters of
``device.`` live apart in flash: their own source, above the provisioned value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PolyLibrary.emulator.parameters import Need, Parameter, known_names, parameter
from PolyLibrary.errors import UnknownName, UsageError

SOURCES = ("local", "web", "sip", "cloud", "config")
DEVICE_SOURCES = ("device", "config")
_RANK: dict[Need, int] = {"live": 0, "restart": 1, "reboot": 2}


@dataclass(frozen=True)
class Setting:
    """The value in force and where it comes from."""

    value: str
    source: str


@dataclass(frozen=True)
class Change:
    """One parameter whose value in force has changed."""

    name: str
    value: str
    source: str
    secret: bool


class BadValue(Exception):
    """A value outside its parameter's type or range."""


class Config:
    """The parameters of one phone.

    Args:
        provisioned: The values of source ``config``.

    Raises:
        UnknownName: ``provisioned`` has a parameter that the phone does not know.
        UsageError: ``provisioned`` has a value outside its parameter's type or range.
    """

    def __init__(self, provisioned: Mapping[str, str]) -> None:
        self._sources: dict[str, dict[str, str]] = {"config": {}}
        self._inforce: dict[str, Setting] = {}
        self._listeners: list[Callable[[list[Change]], None]] = []
        for name, value in provisioned.items():
            known = parameter(name)
            if known is None:
                raise UnknownName("parameter", name, known_names(), where="on the virtual phone")
            stored = known.stored(value)
            if stored is None:
                raise UsageError(
                    f"Parameter {name} of a virtual phone cannot have the value '{value}'.",
                    hint=f"its type is {known.kind}.",
                )
            self._sources["config"][name] = stored

    def listen(self, hear: Callable[[list[Change]], None]) -> None:
        """Call ``hear`` after every change with what changed."""
        self._listeners.append(hear)

    def get(self, name: str) -> Setting:
        """The value in force. An unknown name has the empty default."""
        found = self._inforce.get(name)
        if found is None:
            found = self._inforce[name] = self._look_up(name)
        return found

    def _look_up(self, name: str) -> Setting:
        for source in DEVICE_SOURCES if name.startswith("device.") else SOURCES:
            value = self._sources.get(source, {}).get(name)
            if value is not None:
                return Setting(value, source)
        known = parameter(name)
        return Setting(known.default if known else "", "default")

    def text(self, name: str) -> str:
        """The value in force."""
        return self.get(name).value

    def on(self, name: str) -> bool:
        """Whether a flag is set."""
        return self.get(name).value == "1"

    def number(self, name: str) -> int:
        """A value whose type is a range."""
        return int(self.get(name).value)

    def set(self, wanted: Mapping[str, str], source: str = "web") -> Need:
        """Store several values; unknown names are ignored, a bad value stores nothing at all.

        ``device.`` parameters are stored only when ``device.set`` and their own ``.set`` are 1 in the same
        request (known from the community FAQ).

        Returns:
            What the changed parameters need together.

        Raises:
            BadValue: One of the values is outside its type or range.
        """
        found: dict[str, tuple[Parameter, str]] = {}
        for name, value in wanted.items():
            known = parameter(name)
            if known is None:
                continue
            stored = known.stored(value)
            if stored is None:
                raise BadValue(name)
            found[name] = (known, stored)
        switched = {name for name, (_, value) in found.items() if name.endswith(".set") and value == "1"}
        before = {}
        for name, (known, value) in found.items():
            home = source
            if name.startswith("device."):
                if name.endswith(".set") or not {"device.set", f"{name}.set"} <= switched:
                    continue
                home = "device"
            before[name] = (known, self.get(name))
            self._sources.setdefault(home, {})[name] = value
        return self._settle(before)

    def drop(self, source: str) -> Need:
        """Forget all that a source has set.

        Returns:
            What the changed parameters need together.
        """
        names = list(self._sources.get(source, ()))
        before = {name: (known, self.get(name)) for name in names if (known := parameter(name))}
        self._sources.pop(source, None)
        return self._settle(before)

    def _settle(self, before: Mapping[str, tuple[Parameter, Setting]]) -> Need:
        need: Need = "live"
        changes = []
        for name, (known, old) in before.items():
            self._inforce.pop(name, None)
            new = self.get(name)
            if new.value == old.value:
                continue
            changes.append(Change(name, new.value, new.source, known.secret))
            if _RANK[known.need] > _RANK[need]:
                need = known.need
        if changes:
            for hear in self._listeners:
                hear(changes)
        return need

    def names(self, prefix: str) -> list[str]:
        """Names below ``prefix`` that some source sets."""
        return [name for source in self._sources.values() for name in source if name.startswith(prefix)]
