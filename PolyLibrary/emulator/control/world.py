"""What the control port can reach: the phones of a fleet, its exchange, and the calls from outside."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PolyLibrary.emulator.calls.exchange import Exchange
from PolyLibrary.emulator.calls.outside import OutsideCall
from PolyLibrary.emulator.certificates import CertificateAuthority
from PolyLibrary.emulator.control.asked import Asked
from PolyLibrary.emulator.phone import VirtualPhone
from PolyLibrary.errors import NotPossible, UnknownName
from PolyLibrary.names import fold

MOST_ENDED = 100
"""Calls from outside that are over and can still be asked for."""


@dataclass
class World:
    """One fleet as its control port sees it; all of it lives in the fleet's loop.

    Args:
        phones: By number.

    Attributes:
        calls: Calls from outside, by the name that the client got for each.
        fingers: MACs of the phones that have a finger on their panel, with the moment it came there.
    """

    phones: Mapping[str, VirtualPhone]
    exchange: Exchange
    authority: CertificateAuthority
    calls: dict[str, OutsideCall] = field(default_factory=dict)
    fingers: dict[str, float] = field(default_factory=dict)
    _made: int = 0

    def phone(self, name: str) -> VirtualPhone:
        """A phone by MAC, number or label.

        Raises:
            UnknownName: No phone, or more than one, is called so.
        """
        if name in self.phones:
            return self.phones[name]
        mac = re.sub(r"[\s:.\-]", "", name).lower()
        for phone in self.phones.values():
            if phone.mac == mac:
                return phone
        labelled = [phone for phone in self.phones.values() if fold(phone.label) == fold(name)]
        if len(labelled) == 1:
            return labelled[0]
        raise UnknownName("virtual phone", name, [*self.phones, *(phone.label for phone in self.phones.values())])

    def in_use(self, asked: Asked) -> VirtualPhone:
        """The phone that an action of a hand is for.

        Raises:
            NotPossible: It has no power.
        """
        phone = self.phone(asked.text("phone"))
        if not phone.life.powered:
            raise NotPossible(f"{phone.label} is unplugged: no hand can do anything at it.", hint="plug it in first.")
        return phone

    def chosen(self, asked: Asked) -> list[VirtualPhone]:
        """The phone that the request names, or all of them."""
        name = asked.text("phone", "")
        return [self.phone(name)] if name else list(self.phones.values())

    def keep(self, call: OutsideCall) -> str:
        """Give a call a name by which it can be asked for."""
        self._made += 1
        self.calls[str(self._made)] = call
        ended = [name for name, each in self.calls.items() if each.state == "Disconnected"]
        for name in ended[:-MOST_ENDED]:
            del self.calls[name]
        return str(self._made)


Act = Callable[[World, Asked], Awaitable[Mapping[str, Any]]]
ACTIONS: dict[str, Act] = {}


def action(name: str) -> Callable[[Act], Act]:
    """Register what serves ``POST /<name>``."""

    def register(act: Act) -> Act:
        ACTIONS[name] = act
        return act

    return register
