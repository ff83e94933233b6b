"""At which phone a hand acts, and by what: the control port of a virtual one, a command of the lab for a real one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import NotPossible, UnknownName
from PolyLibrary.lab.control import Control
from PolyLibrary.lab.handrun import run_command
from PolyLibrary.lab.labfile import LabPhone
from PolyLibrary.models import model
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.parties import refuse_named
from PolyLibrary.session.phone_session import PhoneSession

Result = TypeVar("Result")


class NoHand(NotPossible):
    """Nothing can do this at this phone: a reason to skip the test, not to fail it."""


@dataclass(frozen=True)
class Place:
    """A phone of the lab, open or not.

    Attributes:
        session: None while it is not open.
        control: The control port of its fleet; None for a real phone, and where the lab does not say it.
    """

    name: str
    entry: LabPhone
    session: PhoneSession | None
    control: Control | None

    @property
    def title(self) -> str:
        """As the log names it."""
        if self.session is not None:
            return self.session.title
        hardware = f" ({model(self.entry.model).display})" if self.entry.model else ""
        return f"{self.name}{hardware}"

    @property
    def virtual(self) -> bool:
        return self.entry.virtual is not None

    @property
    def number(self) -> str:
        """Of its first line; empty where the lab does not know it."""
        lines = self.session.entry.lines if self.session else self.entry.lines
        return lines[0].number if lines else ""

    @property
    def known_as(self) -> str:
        """What its fleet calls it."""
        return self.entry.mac or self.number or self.name

    def can(self, hand: str) -> bool:
        """Whether there is a way to do this."""
        return self.control is not None or (not self.virtual and hand in self.entry.hands)

    def act(
        self, hand: str, by_control: Callable[[Control], Result], values: Mapping[str, object], deadline: Deadline
    ) -> Result | str:
        """Do it: what the control port answers, or the command and its output.

        Raises:
            NoHand: There is no way to do it here.
        """
        if self.control is not None:
            return by_control(self.control)
        command = None if self.virtual else self.entry.hands.get(hand)
        if command is None:
            raise self.no_hand(hand)
        known = {"phone": self.name, "host": self.entry.host, "mac": self.entry.mac or ""}
        return run_command(hand, command, known | {name: str(value) for name, value in values.items()}, deadline)

    def no_hand(self, hand: str) -> NoHand:
        """Why there is no way to do this."""
        if self.virtual:
            return NoHand(
                f"{self.title}: nothing can do '{hand}' here.",
                seen="its lab entry does not say where its control port is.",
                hint="polylab emulate --write-lab writes it (virtual: {control: ..., token: ...}).",
            )
        given = ", ".join(sorted(self.entry.hands))
        return NoHand(
            f"{self.title}: nothing can do '{hand}' here: it is a real phone.",
            seen=f"the lab file gives it commands for: {given}." if given else "the lab file gives it no command.",
            hint=f'give it one in the lab file: hands: {{{hand}: "..."}}.',
        )


class Places:
    """The phones of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._controls: dict[tuple[str, str], Control] = {}

    def named(self, name: str) -> Place:
        """An open phone by name or role, or one of the lab.

        Raises:
            UnknownName: There is none.
        """
        refuse_named(name, "a phone", ("phone", "timeout", "hold", "end"))
        for key, session in self._desk.sessions.items():
            if key.casefold() == name.casefold():
                return self.of(session)
        phones = self._desk.lab.phones
        for known, entry in phones.items():
            if known.casefold() == name.casefold():
                return Place(known, entry, None, self._control(entry))
        raise UnknownName("phone", name, [*self._desk.sessions, *phones], where="that is open or in the lab")

    def of(self, session: PhoneSession) -> Place:
        """An open phone."""
        return Place(session.name, session.entry, session, self._control(session.entry))

    def able(self, hand: str, first: Place | None = None) -> Place:
        """A phone whose way can be used for what concerns none in particular: ``first``, an open one, any.

        Raises:
            NoHand: There is none.
        """
        found = [first] if first else []
        found += [self.of(session) for session in self._desk.sessions.values()]
        for place in found:
            if place.can(hand):
                return place
        found += [Place(name, entry, None, self._control(entry)) for name, entry in self._desk.lab.phones.items()]
        for place in found:
            if place.can(hand):
                return place
        if not found:
            raise NoHand(f"Nothing can do '{hand}': the lab has no phones.")
        raise found[0].no_hand(hand)

    def called(self, to: str | None) -> tuple[str, Place | None]:
        """The number that is meant, and the phone that has it, if it is one of the lab."""
        if to is None:
            session = self._desk.session(None)
            return session.party.number, self.of(session)
        _ = self._desk.lab if not self._desk.sessions else None
        party = self._desk.party(to)
        for session in self._desk.sessions.values():
            if session.party.has(party.number):
                return party.number, self.of(session)
        phones = self._desk.lab.phones if self._desk.lab_known else {}
        owner = next(
            (name for name, entry in phones.items() for line in entry.lines if line.number == party.number), ""
        )
        return party.number, self.named(owner) if owner else None

    def _control(self, entry: LabPhone) -> Control | None:
        url, token = ((entry.virtual or {}).get(part, "") for part in ("control", "token"))
        if not url:
            return None
        return self._controls.setdefault((url, token), Control(url, token))
