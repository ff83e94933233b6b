"""What a test asks of a phone, and why a phone does or does not fit: pure functions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PolyLibrary.errors import UsageError
from PolyLibrary.lab.labfile import LabPhone
from PolyLibrary.models import model
from PolyLibrary.terms import Version

_COMPARE = re.compile(r"\s*(>=|<=|==|=|>|<)?\s*(\d[\d.]*)\s*\Z")


@dataclass(frozen=True)
class Requirement:
    """What a phone must be: all that is given must hold."""

    model: str | None = None
    tags: tuple[str, ...] = ()
    can: tuple[str, ...] = ()
    firmware: str | None = None

    def __bool__(self) -> bool:
        return bool(self.model or self.tags or self.can or self.firmware)

    def __str__(self) -> str:
        parts = [f"model={self.model}"] if self.model else []
        parts += [f"tags={' '.join(self.tags)}"] if self.tags else []
        parts += [f"can={' '.join(self.can)}"] if self.can else []
        parts += [f"firmware={self.firmware}"] if self.firmware else []
        return " ".join(parts) or "no requirement"


def firmware_fits(firmware: str, wanted: str) -> bool:
    """Whether a version satisfies ``>=5.9``, ``<6``, ``5.9`` (any build of it).

    Raises:
        UsageError: The condition cannot be read.
    """
    match = _COMPARE.match(wanted)
    if not match:
        raise UsageError(f"'{wanted}' is no condition on a firmware.", hint="write firmware=>=5.9, <6.0 or 5.9.")
    has, asked = Version(firmware), Version(match[2])
    match match[1]:
        case ">=":
            return has >= asked
        case "<=":
            return has.parts[: len(asked.parts)] <= asked.parts
        case ">":
            return has.parts[: len(asked.parts)] > asked.parts
        case "<":
            return has < asked
        case _:
            return has.parts[: len(asked.parts)] == asked.parts


def misfits(phone: LabPhone, requirement: Requirement) -> list[str]:
    """Why the phone does not fit, one sentence each; empty when it does."""
    reasons = []
    hardware = model(phone.model) if phone.model else None
    if requirement.model and (hardware is None or hardware.name != model(requirement.model).name):
        reasons.append(f"it is a {hardware.display if hardware else 'phone of an unknown model'}")
    missing = [tag for tag in requirement.tags if tag not in phone.tags]
    if missing:
        reasons.append(f"it lacks the tag {', '.join(missing)}")
    if hardware is not None:
        cannot = [each for each in requirement.can if each not in hardware.capabilities]
        if cannot:
            reasons.append(f"a {hardware.display} cannot {', '.join(cannot)}")
    if requirement.firmware:
        if not phone.firmware:
            reasons.append("its firmware is not in the lab file")
        elif not firmware_fits(phone.firmware, requirement.firmware):
            reasons.append(f"it runs {phone.firmware}")
    return reasons


def split_words(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """``a b  c`` or a list as a tuple of words."""
    if text is None:
        return ()
    return tuple(text.split()) if isinstance(text, str) else tuple(text)
