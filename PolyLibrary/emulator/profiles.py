"""Firmware profiles: what exists on a firmware, and which way it behaves where phones differ.

The data is ``profiles.yaml``; only the emulator reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

from PolyLibrary.emulator.switches import Switch
from PolyLibrary.errors import UnknownName
from PolyLibrary.models import model as model_of
from PolyLibrary.names import fold


@dataclass(frozen=True)
class Away:
    """Seconds that a restart, a reboot, the registration after them and a factory reset take."""

    restart: float
    reboot: float
    register: float
    factory: float = 3.0


@dataclass(frozen=True)
class Profile:
    """One firmware, as one phone runs it.

    Args:
        name: The profile's own name, such as ``ucs59``.
        firmware: The version that v1 device/info shows.
        built: Build date and time; v2 device/info shows it behind the version. Empty where none is known.
        families: Families of models that find the profile by its version.
        models: Models that come with this firmware when none is asked for.
        endpoints: ``METHOD path`` below ``/api/``, in the vendor's spelling.
        switches: Behaviour by switch name; every switch has a value.
        defaults: Parameters whose default differs from ``parameters.yaml``.
        lacks: Parameters that this firmware does not know.
    """

    name: str
    firmware: str
    built: str
    families: tuple[str, ...]
    models: tuple[str, ...]
    endpoints: tuple[str, ...]
    switches: Mapping[str, str]
    defaults: Mapping[str, str] = field(default_factory=dict)
    lacks: frozenset[str] = frozenset()

    def __getitem__(self, switch: str) -> str:
        return self.switches[switch]

    def says(self, switch: str) -> bool:
        """A switch whose values are yes and no."""
        return self.switches[switch] == "yes"

    def number(self, switch: str) -> float:
        """A switch whose value is a number."""
        return float(self.switches[switch])

    @property
    def version(self) -> str:
        """Version and build date, as v2 device/info writes them."""
        return f"{self.firmware} {self.built}".rstrip()

    def with_switches(self, changes: Mapping[str, str]) -> "Profile":
        """The same firmware with other behaviour, and the endpoints that go with it.

        Raises:
            UnknownName: There is no such switch.
            UsageError: The switch does not have that value.
        """
        if not changes:
            return self
        for name, value in changes.items():
            known = switches().get(name)
            if known is None:
                raise UnknownName("switch", name, list(switches()), where="in the emulator", plural="switches")
            known.check(value)
        return replace(
            self,
            switches=MappingProxyType({**self.switches, **changes}),
            endpoints=_switched(self.endpoints, changes),
        )


def read_yaml(name: str) -> Any:
    """A data file of this package."""
    text = files("PolyLibrary.emulator").joinpath(name).read_text(encoding="utf-8")
    return YAML(typ="safe").load(text)


@cache
def _data() -> Any:
    return read_yaml("profiles.yaml")


@cache
def switches() -> Mapping[str, Switch]:
    """All switches by name."""
    return {
        name: Switch(
            name=name,
            values=tuple(str(value) for value in entry["values"]),
            bounds=(entry["range"][0], entry["range"][1]) if "range" in entry else None,
            mark=entry["mark"],
            source=entry["source"],
            about=entry["about"],
        )
        for name, entry in _data()["switches"].items()
    }


def _endpoints(groups: Iterable[str]) -> list[str]:
    return [endpoint for group in groups for endpoint in _data()["endpoint_sets"][group]]


def _switched(endpoints: Iterable[str], chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The endpoints after those switches have added and taken away."""
    found = dict.fromkeys(endpoints)
    for switch, effects in _data()["endpoint_switches"].items():
        effect = effects.get(chosen.get(switch, ""), {})
        for endpoint in _endpoints(effect.get("drops", ())):
            found.pop(endpoint, None)
        found |= dict.fromkeys(_endpoints(effect.get("adds", ())))
    return tuple(found)


@cache
def profiles() -> Mapping[str, Profile]:
    """All profiles by name.

    Raises:
        UnknownName: A profile names a switch that does not exist.
        UsageError: A profile gives a switch a value that it does not have.
    """
    defaults = {name: switch.default for name, switch in switches().items()}
    return {
        name: Profile(
            name=name,
            firmware=entry["firmware"],
            built=entry["built"],
            families=tuple(entry["families"]),
            models=tuple(entry["models"]),
            endpoints=tuple(_endpoints(entry["endpoints"])),
            switches=defaults,
            defaults=entry.get("defaults", {}),
            lacks=frozenset(entry["lacks"]),
        ).with_switches(entry["switches"])
        for name, entry in _data()["profiles"].items()
    }


def away(*, realistic: bool) -> Away:
    """How long a phone is away while it restarts."""
    return Away(**_data()["boot"]["realistic" if realistic else "lab"])


def profile_for(model: str, firmware: str | None) -> Profile:
    """The profile of a model and a firmware.

    Args:
        model: Model name, such as ``VVX600``.
        firmware: A full version or its beginning up to a dot (``5.9``) of the model's family, a profile's name
            for any model, or None for the firmware that the model comes with.

    Raises:
        UnknownName: No profile of the family has that firmware, or none comes with the model.
    """
    known = profiles().values()
    if firmware is None:
        for profile in known:
            if fold(model) in map(fold, profile.models):
                return profile
        raise UnknownName("emulated model", model, [name for profile in known for name in profile.models])
    if firmware in profiles():
        return profiles()[firmware]
    family = model_of(model).family
    fitting = [profile for profile in known if family in profile.families]
    for profile in fitting:
        if profile.firmware == firmware or profile.firmware.startswith(f"{firmware}."):
            return profile
    words = [word for profile in fitting for word in (profile.firmware, profile.name)]
    raise UnknownName("firmware", firmware, words, where="in the emulator", plural="emulated firmware")
