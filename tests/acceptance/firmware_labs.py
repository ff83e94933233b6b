"""Labs with one virtual phone for each firmware profile of the emulator."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from emulated import PASSWORD

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.lab.labfile import LabPhone, write_lab
from PolyLibrary.lab.virtual import entry_of

PROFILES = {
    "ucs55": "VVX411",
    "ucs570": "VVX600",
    "ucs58": "VVX501",
    "ucs59": "VVX600",
    "ucs61": "VVX450",
    "ucs64": "VVX450",
    "trio55": "Trio8800",
    "trio59": "Trio8500",
    "trio72": "TrioC60",
    "ccx73": "CCX500",
    "edge86": "VVX350",
}
"""Each profile with a model that runs it; there is no Edge hardware in the table of models."""

BY_HAND = ("ucs55", "trio55")
"""Profiles whose screen capture also wants a preference of the phone's menu."""


@dataclass(frozen=True)
class FirmwareLab:
    """A running fleet, and the lab file that reaches it."""

    file: Path
    fleet: Fleet
    numbers: Mapping[str, str]

    def phone(self, name: str) -> VirtualPhone:
        """The virtual phone of that name; touch it within ``fleet.run`` only."""
        return self.fleet.phones[self.numbers[name]]


@contextmanager
def firmware_lab(
    folder: Path,
    names: Iterable[str] = tuple(PROFILES),
    *,
    switches: Mapping[str, Mapping[str, str]] | None = None,
    config: Mapping[str, Mapping[str, str]] | None = None,
    **entry: object,
) -> Iterator[FirmwareLab]:
    """Phones named after their profiles.

    Args:
        switches: Behaviour that differs from the profile, by name of the phone.
        config: What a phone's provisioning gives it, by name of the phone.
        entry: What all entries of the lab file have besides.
    """
    folder.mkdir(parents=True, exist_ok=True)
    setups = [
        PhoneSetup(
            name=name,
            number=str(2001 + place),
            password=PASSWORD,
            model=PROFILES[name],
            firmware=name,
            switches=(switches or {}).get(name, {}),
            config=(config or {}).get(name, {}),
        )
        for place, name in enumerate(names)
    ]
    with Fleet() as fleet:
        reached = fleet.start(setups)
        entries: list[LabPhone] = [
            replace(entry_of(setup.name, reach, PASSWORD), **entry)  # type: ignore[arg-type]
            for setup, reach in zip(setups, reached, strict=True)
        ]
        file = folder / "lab.yaml"
        write_lab(file, entries)
        yield FirmwareLab(file, fleet, {setup.name: setup.number for setup in setups})
