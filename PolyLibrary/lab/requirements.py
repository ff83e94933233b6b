"""What a test asks of a phone, and why a phone does or does not fit: pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass

from PolyLibrary.errors import UnknownName, UsageError
from PolyLibrary.lab.labfile import LabPhone
from PolyLibrary.layout.conditions import condition_fault, firmware_fits
from PolyLibrary.models import all_models, model

VOICEMAIL = "voicemail"
"""A capability of the lab, not of a model: the phone's number has a mailbox."""


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


def check_condition(condition: str) -> str:
    """The condition itself, or an error that says how to write one.

    Raises:
        UsageError: The condition cannot be read.
    """
    fault = condition_fault(condition)
    if fault:
        raise UsageError(f"{fault}.")
    return condition


def misfits(phone: LabPhone, requirement: Requirement) -> list[str]:
    """Why the phone does not fit, one sentence each; empty when it does."""
    reasons = []
    hardware = model(phone.model) if phone.model else None
    if requirement.model and (hardware is None or hardware.name != model(requirement.model).name):
        reasons.append(f"it is a {hardware.display if hardware else 'phone of an unknown model'}")
    missing = [tag for tag in requirement.tags if tag not in phone.tags]
    if missing:
        reasons.append(f"it lacks the tag {', '.join(missing)}")
    _check_capabilities(requirement.can)
    if VOICEMAIL in requirement.can and not phone.voicemail:
        reasons.append("it has no mailbox (voicemail: yes in the lab file)")
    of_hardware = [each for each in requirement.can if each != VOICEMAIL]
    if hardware is None and of_hardware:
        reasons.append("its model is not in the lab file")
    if hardware is not None:
        cannot = [each for each in of_hardware if each not in hardware.capabilities]
        if cannot:
            reasons.append(f"a {hardware.display} cannot {', '.join(cannot)}")
    if requirement.firmware:
        if not phone.firmware:
            reasons.append("its firmware is not in the lab file")
        elif not firmware_fits(check_condition(requirement.firmware), phone.firmware):
            reasons.append(f"it runs {phone.firmware}")
    return reasons


def known_capabilities() -> set[str]:
    """What a phone may be able to do: by its model, or because its lab has set it up so."""
    return {capability for each in all_models() for capability in each.capabilities} | {VOICEMAIL}


def _check_capabilities(wanted: Iterable[str]) -> None:
    known = known_capabilities()
    for capability in wanted:
        if capability not in known:
            raise UnknownName("capability", capability, known, plural="known capabilities")


def split_words(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """``a b  c`` or a list as a tuple of words."""
    if text is None:
        return ()
    return tuple(text.split()) if isinstance(text, str) else tuple(text)
