"""Virtual phones in this process that note each request that comes to them, and a lab file with a wrong password."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup, Reach
from PolyLibrary.emulator.http.face import Face
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.lab.labfile import LabPhone, write_lab
from PolyLibrary.lab.virtual import entry_of

PASSWORD = "hazelnut-77"
WRONG = "walnut-88"


@dataclass(frozen=True)
class Knock:
    """One request as it came in; ``login`` is its Authorization header, or the one in its cookie."""

    method: str
    path: str
    login: str
    cookie: str


@dataclass
class House:
    """The phones of one fleet.

    Args:
        knocks: What came to each phone, by its MAC.
    """

    fleet: Fleet
    reaches: Mapping[str, Reach]
    knocks: dict[str, list[Knock]] = field(default_factory=dict)

    def logins(self, name: str) -> list[Knock]:
        """The requests that came to a phone with a login."""
        return [knock for knock in self.knocks.get(self.reaches[name].mac, []) if knock.login]

    def phone(self, name: str) -> VirtualPhone:
        return self.fleet.phones[self.reaches[name].number]

    def entries(self, password: str = WRONG) -> list[LabPhone]:
        return [entry_of(name, reach, password) for name, reach in self.reaches.items()]

    def lab(self, folder: Path, password: str = WRONG) -> Path:
        """A lab file with this password for all of them."""
        file = folder / "lab.yaml"
        write_lab(file, self.entries(password))
        return file


@contextmanager
def house(phones: Mapping[str, Mapping[str, Any]]) -> Iterator[House]:
    """Phones by name, with what is special of each of them (as of ``PhoneSetup``)."""
    seen: dict[str, list[Knock]] = {}
    handle = Face.handle

    async def noted(self: Face, request: Any) -> Any:
        cookie = request.headers.get("Cookie", "")
        login = request.headers.get("Authorization") or (cookie if "authorization" in cookie.lower() else "")
        seen.setdefault(self._phone.mac, []).append(Knock(request.method, request.path, login, cookie))
        return await handle(self, request)

    with pytest.MonkeyPatch.context() as patch, Fleet() as fleet:
        patch.setattr(Face, "handle", noted)
        setups = [
            PhoneSetup(**{"name": name.capitalize(), "number": str(1001 + place), "password": PASSWORD} | options)
            for place, (name, options) in enumerate(phones.items())
        ]
        yield House(fleet, dict(zip(phones, fleet.start(setups), strict=True)), seen)
