"""The configuration of one phone: its sources, their precedence, and the rules of changing it.

Precedence (highest first): local, web (which REST writes too), sip, cloud, config, default. Parameters of
``device.`` live apart in flash: their own source, above the provisioned value.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from PolyLibrary.emulator.parameters import Need, Parameter, known_names, parameter
from PolyLibrary.errors import UnknownName, UsageError

SOURCES = ("local", "web", "sip", "cloud", "config")
DEVICE_SOURCES = ("device", "config")
Provider = Literal["config", "cloud"]
"""Who gives a phone whole sets of values from outside."""
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
        defaults: Defaults that differ on this firmware.
        lacks: Names that this firmware does not know.

    Raises:
        UnknownName: ``provisioned`` has a parameter that the phone does not know.
        UsageError: ``provisioned`` has a value outside its parameter's type or range.
    """

    def __init__(
        self,
        provisioned: Mapping[str, str],
        defaults: Mapping[str, str] = MappingProxyType({}),
        lacks: frozenset[str] = frozenset(),
    ) -> None:
        self._defaults = defaults
        self._lacks = lacks
        self._sources: dict[str, dict[str, str]] = {"config": {}}
        self._inforce: dict[str, Setting] = {}
        self._listeners: list[Callable[[list[Change]], None]] = []
        self._sources["config"] = self._provided(provisioned)

    def _provided(self, values: Mapping[str, str]) -> dict[str, str]:
        found = {}
        for name, value in values.items():
            known = parameter(name)
            if known is None:
                raise UnknownName("parameter", name, known_names(), where="on the virtual phone")
            stored = known.stored(value)
            if stored is None:
                raise UsageError(
                    f"Parameter {name} of a virtual phone cannot have the value '{value}'.",
                    hint=f"its type is {known.kind}.",
                )
            found[name] = stored
        return found

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, or None when this firmware does not know it."""
        return None if name in self._lacks else parameter(name)

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
        own = self._defaults.get(name)
        if own is not None:
            return Setting(own, "default")
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
            known = self.parameter(name)
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

    def drop(self, *sources: str, only: Collection[str] | None = None) -> Need:
        """Forget what sources have set: all of it, or ``only`` some names.

        Returns:
            What the changed parameters need together.
        """
        names = {name for source in sources for name in self._sources.get(source, ()) if only is None or name in only}
        before = {name: (known, self.get(name)) for name in names if (known := parameter(name))}
        for source in sources:
            kept = {name: value for name, value in self._sources.pop(source, {}).items() if name not in names}
            if kept:
                self._sources[source] = kept
        return self._settle(before)

    def wipe(self) -> None:
        """Forget everything, what provisioning gave included: only defaults are left."""
        self.drop(*SOURCES, "device")

    def provide(self, values: Mapping[str, str], source: Provider = "config") -> Need:
        """Take new values from provisioning, or from a cloud service, in place of all that it gave before.

        Returns:
            What the changed parameters need together.

        Raises:
            UnknownName: A parameter that the phone does not know.
            UsageError: A value outside its parameter's type or range.
        """
        provided = self._provided(values)
        names = {*provided, *self._sources.get(source, ())}
        before = {name: (known, self.get(name)) for name in names if (known := parameter(name))}
        self._sources[source] = provided
        return self._settle(before)

    def of_source(self, source: str) -> Mapping[str, str]:
        """What one source sets, by name."""
        return MappingProxyType(self._sources.get(source, {}))

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
