"""The lab in use: which phones there are, and which of them a role gets."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

from PolyLibrary.errors import LabError, UnknownName, UsageError
from PolyLibrary.lab.labfile import LabPhone
from PolyLibrary.lab.requirements import Requirement, misfits

VIRTUAL = "virtual"


class OpenLab(Protocol):
    """A lab whose phones can be opened."""

    virtual: bool
    source: str
    numbers: Mapping[str, str]
    safe_numbers: tuple[str, ...]
    emergency_numbers: tuple[str, ...]

    @property
    def phones(self) -> Mapping[str, LabPhone]: ...

    def spare(self, requirement: Requirement) -> LabPhone | None:
        """One phone more that fits, if this lab can make one."""
        ...

    def close(self) -> None: ...


class FileLab:
    """The phones of a lab file."""

    def __init__(self, path: Path) -> None:
        from PolyLibrary.lab.labfile import load_lab

        lab = load_lab(path)
        self.virtual = lab.virtual
        self.source = str(path.resolve())
        self.numbers: Mapping[str, str] = lab.numbers
        self.safe_numbers = tuple(lab.safe_numbers)
        self.emergency_numbers = tuple(lab.emergency_numbers)
        self.warnings = tuple(lab.warnings)
        self._phones = lab.phones

    @property
    def phones(self) -> Mapping[str, LabPhone]:
        return self._phones

    def spare(self, requirement: Requirement) -> LabPhone | None:  # noqa: ARG002 - a real lab makes no phones
        return None

    def close(self) -> None:
        """Nothing to close: the phones stay where they are."""


def find_lab_file(text: str, suite_folder: Path | None) -> Path:
    """A lab file's path: as given, from the working directory, then beside the suite."""
    path = Path(text).expanduser()
    places = [path] if path.is_absolute() else [Path.cwd() / path, *([suite_folder / path] if suite_folder else [])]
    for place in places:
        if place.is_file():
            return place
    looked = ", ".join(str(place) for place in places)
    raise UsageError(
        f"There is no lab file '{text}'.",
        seen=f"looked for {looked}.",
        hint="give --variable LAB:<file> or set POLYLAB_LAB; 'virtual' needs no file.",
    )


def open_lab(text: str, suite_folder: Path | None) -> OpenLab:
    """Open ``virtual`` or the lab file that ``text`` names."""
    if text.strip().casefold() == VIRTUAL:
        from PolyLibrary.lab.virtual import VirtualLab

        return VirtualLab()
    return FileLab(find_lab_file(text, suite_folder))


def choose(lab: OpenLab, name: str, requirement: Requirement, taken: Collection[str]) -> LabPhone:
    """The phone that a name or role gets.

    A name that the lab knows is that phone, and must fit; a role that it does not know gets a free phone that
    fits, and needs a requirement: a typing error must never open just any phone.

    Raises:
        UnknownName: The lab does not know the name, and nothing was required.
        LabError: No phone fits; the error says why, phone by phone.
    """
    by_fold = {phone.casefold(): phone for phone in lab.phones}
    known = by_fold.get(name.casefold())
    if known is not None:
        phone = lab.phones[known]
        reasons = misfits(phone, requirement)
        if reasons:
            raise LabError(
                f"{known} does not fit {requirement}.",
                seen=f"{'; '.join(reasons)} ({_named(lab)}).",
                hint="ask for a role with another name, and the lab chooses a phone that fits.",
            )
        if known in taken:
            raise UsageError(f"{known} is open already.", hint="Close Phones first, or use its open session.")
        return phone
    if not requirement:
        raise UnknownName("phone", name, lab.phones, where=f"in {_named(lab)}", plural=f"phones in {_named(lab)}")
    why = []
    for candidate, phone in lab.phones.items():
        reasons = ["it is taken by this test"] if candidate in taken else misfits(phone, requirement)
        if not reasons:
            return phone
        why.append(f"{candidate}: {', '.join(reasons)}")
    made = lab.spare(requirement)
    if made is not None:
        return made
    raise LabError(
        f"No phone of {_named(lab)} fits '{name}' ({requirement}).",
        seen="; ".join(why) or "the lab has no phones.",
        hint="free a phone, or add one that fits to the lab file.",
    )


def _named(lab: OpenLab) -> str:
    return "the virtual lab" if lab.source == VIRTUAL else lab.source
