"""Firmware profiles: what exists on a firmware, and which way it behaves where phones differ.

The data is ``profiles.yaml``; only the emulator reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.names import fold


@dataclass(frozen=True)
class Away:
    """Seconds that a restart, a reboot and the registration after them take."""

    restart: float
    reboot: float
    register: float


@dataclass(frozen=True)
class Profile:
    """One firmware.

    Args:
        name: The profile's own name, such as ``ucs59``.
        firmware: The version that v1 device/info shows.
        built: Build date and time; v2 device/info shows it behind the version.
        models: Models that come with this firmware when none is asked for.
        endpoints: ``METHOD path`` below ``/api/``, in the vendor's spelling.
        switches: Behaviour by switch name; every switch has a value.
    """

    name: str
    firmware: str
    built: str
    models: tuple[str, ...]
    endpoints: tuple[str, ...]
    switches: Mapping[str, str]

    def __getitem__(self, switch: str) -> str:
        return self.switches[switch]

    def says(self, switch: str) -> bool:
        """A switch whose values are yes and no."""
        return self.switches[switch] == "yes"


def read_yaml(name: str) -> Any:
    """A data file of this package."""
    text = files("PolyLibrary.emulator").joinpath(name).read_text(encoding="utf-8")
    return YAML(typ="safe").load(text)


@cache
def _data() -> Any:
    return read_yaml("profiles.yaml")


@cache
def profiles() -> Mapping[str, Profile]:
    """All profiles by name.

    Raises:
        UsageError: A profile names a switch, a value or a set that does not exist.
    """
    data = _data()
    known = {name: [str(value) for value in entry["values"]] for name, entry in data["switches"].items()}
    found = {}
    for name, entry in data["profiles"].items():
        switches = {switch: values[0] for switch, values in known.items()}
        for switch, value in entry["switches"].items():
            if value not in known.get(switch, ()):
                raise UsageError(f"Profile '{name}' sets switch '{switch}' to '{value}', which nothing knows.")
            switches[switch] = value
        found[name] = Profile(
            name=name,
            firmware=entry["firmware"],
            built=entry["built"],
            models=tuple(entry["models"]),
            endpoints=tuple(endpoint for group in entry["endpoints"] for endpoint in data["endpoint_sets"][group]),
            switches=switches,
        )
    return found


def away(*, realistic: bool) -> Away:
    """How long a phone is away while it restarts."""
    return Away(**_data()["boot"]["realistic" if realistic else "lab"])


def profile_for(model: str, firmware: str | None) -> Profile:
    """The profile of a model and a firmware.

    Args:
        model: Model name, such as ``VVX600``.
        firmware: A full version, its beginning up to a dot (``5.9``), a profile's name, or None for the
            firmware that the model comes with.

    Raises:
        UnknownName: No profile has that firmware, or none comes with the model.
    """
    if firmware is None:
        for profile in profiles().values():
            if fold(model) in map(fold, profile.models):
                return profile
        served = [name for profile in profiles().values() for name in profile.models]
        raise UnknownName("emulated model", model, served)
    for profile in profiles().values():
        if firmware in (profile.firmware, profile.name) or profile.firmware.startswith(f"{firmware}."):
            return profile
    known = [word for profile in profiles().values() for word in (profile.firmware, profile.name)]
    raise UnknownName("firmware", firmware, known, where="in the emulator", plural="emulated firmware")
