"""The virtual lab: emulated phones in this process, one fleet for all who ask.

The fleet runs in a daemon thread and goes with the process, so a run that is killed leaves nothing behind.
"""

import secrets
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from PolyLibrary.emulator.fleet import Access, Fleet, PhoneSetup, Reach
from PolyLibrary.emulator.profiles import profile_for
from PolyLibrary.lab.labfile import LabPhone, Line
from PolyLibrary.lab.requirements import VOICEMAIL, Requirement, misfits
from PolyLibrary.models import all_models
from PolyLibrary.redaction import Password

CAST = {"alice": "1001", "bob": "1002", "carol": "1003", "dave": "1004"}
"""The virtual cast; a phone's label is its name with a capital letter."""
PREFERRED = ("VVX600", "VVX450", "VVX601")
"""Models that a role gets where several fit: the cast's own, then those that describe their screen."""
MAILBOXES = frozenset({"dave"})
"""Who of the cast has voicemail; calls to the others end as they would without."""
NUMBERS: Mapping[str, str] = {"invalid": "6999", "voicemail": "*98"}
"""The numbers of the lab that are no phones."""


@dataclass
class _House:
    """The one fleet of this process."""

    fleet: Fleet | None = None
    phones: dict[str, LabPhone] = field(default_factory=dict)


_house = _House()
_lock = threading.Lock()


class VirtualLab:
    """Emulated phones: the cast of four, and more of any model when roles ask for them."""

    virtual = True
    source = "virtual"

    def __init__(self) -> None:
        self.numbers: Mapping[str, str] = NUMBERS
        self.safe_numbers: tuple[str, ...] = ()
        self.emergency_numbers: tuple[str, ...] = ()

    @property
    def phones(self) -> Mapping[str, LabPhone]:
        with _lock:
            if not _house.phones:
                _start(CAST, MAILBOXES)
            return dict(_house.phones)

    def spare(self, requirement: Requirement) -> LabPhone | None:
        """One more virtual phone, if a virtual one can fit the requirement at all."""
        known = self.phones
        voicemail = VOICEMAIL in requirement.can
        fitting = _model_for(replace(next(iter(known.values())), voicemail=voicemail), requirement)
        if fitting is None:
            return None
        number = str(1001 + len(known))
        name = f"phone {number}"
        with _lock:
            return _start({name: number}, {name} if voicemail else (), fitting)[0]

    def close(self) -> None:
        """Stop the fleet; the next use starts a fresh one."""
        with _lock:
            if _house.fleet is not None:
                _house.fleet.stop()
            _house.fleet = None
            _house.phones.clear()


def _model_for(example: LabPhone, requirement: Requirement) -> str | None:
    """A model that fits, with the firmware that it comes with; None when none does."""
    names = [*PREFERRED, *(each.name for each in all_models() if each.name not in PREFERRED)]
    for name in names:
        firmware = profile_for(name, None).firmware
        if not misfits(replace(example, model=name, firmware=firmware), requirement):
            return name
    return None


def _start(people: Mapping[str, str], mailboxes: Collection[str], model: str = PREFERRED[0]) -> list[LabPhone]:
    if _house.fleet is None:
        _house.fleet = Fleet()
    # A password of its own for each fleet: nothing outside this process can know it.
    password = secrets.token_urlsafe(12)
    setups = [
        PhoneSetup(name=name.capitalize(), number=number, password=password, model=model, voicemail=name in mailboxes)
        for name, number in people.items()
    ]
    reached = _house.fleet.start(setups)
    control = _house.fleet.control()
    entries = []
    for name, reach in zip(people, reached, strict=True):
        entry = entry_of(name, reach, password, control)
        _house.phones[name] = entry
        entries.append(entry)
    return entries


def entry_of(name: str, reach: Reach, password: str, control: Access | None = None) -> LabPhone:
    """The lab's entry of an emulated phone, with its fleet's control port where that is to be used."""
    return LabPhone(
        name=name,
        host=reach.host,
        http_port=reach.http_port,
        https_port=reach.https_port,
        model=reach.model,
        mac=reach.mac,
        firmware=reach.firmware,
        password=Password(password),
        fingerprint=reach.fingerprint,
        lines=(Line(number=reach.number, name=reach.label, also=()),),
        virtual={"control": control.url, "token": control.token} if control else {},
        voicemail=reach.voicemail,
    )
