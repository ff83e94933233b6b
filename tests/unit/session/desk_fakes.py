"""A lab and an opening of phones without a wire."""

from types import SimpleNamespace
from typing import Any

from session_fakes import CAST, session

from PolyLibrary.errors import Unreachable
from PolyLibrary.lab.entries import LabPhone, Line
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.session.phone_session import PhoneSession


class FakeLab:
    """The virtual cast, without a fleet."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.virtual = True
        self.numbers = {"invalid": "6999"}
        self.safe_numbers: tuple[str, ...] = ()
        self.emergency_numbers: tuple[str, ...] = ()
        self.warnings = ("this lab is a fake.",)
        self.closed = False
        self.phones = {
            name: LabPhone(
                name=name,
                host="10.0.0.1",
                model="VVX600",
                firmware="5.9.3",
                tags=("site:berlin",) if name == "carol" else (),
                lines=(Line(number, name.capitalize()),),
                virtual={},
            )
            for name, number in CAST.items()
        }

    def spare(self, requirement: Requirement) -> None:
        return None

    def close(self) -> None:
        self.closed = True


class Opened:
    """What was opened, in place of the wire; ``broken`` names cannot be reached."""

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.asked: list[SimpleNamespace] = []

    def open_session(self, name: str, entry: LabPhone, **more: Any) -> PhoneSession:
        self.asked.append(SimpleNamespace(name=name, entry=entry, **more))
        if entry.name in self.broken:
            raise Unreachable(f"{name}: the connection was refused.")
        made = session(name=name, virtual=more["virtual"])
        made.entry = entry
        return made
