"""How a phone gets to each of its screens, by keys, soft keys and calls, as a person would do it.

A state leaves the phone there; afterwards everything is put to rest again.
"""

from PolyLibrary.emulator.gallery import callstates, menustates
from PolyLibrary.emulator.gallery.hands import Hands
from PolyLibrary.emulator.gallery.registry import STATES
from PolyLibrary.emulator.gui.port import Contact

__all__ = ["STATES", "seed"]

MODULES = (callstates, menustates)
"""Importing them has registered their states, in this order."""
CONTACTS = (
    ("Ada", "Lovelace", "1815", 1),
    ("Grace", "Hopper", "1906", 2),
    ("Zoë", "Strauß-Maximilian Featherstonehaugh", "0049301234567890", 0),
    ("Юрий", "Гагарин", "1934", 0),
    ("Mary", "Jackson", "1921", 3),
    ("Alan", "Turing", "1912", 0),
    ("Radia", "Perlman", "1951", 0),
)


def seed(hands: Hands) -> None:
    """What the lists show: contacts, and calls that were missed."""
    for first, last, number, favorite in CONTACTS:
        hands.phone.contacts.store(Contact(first, last, number, favorite))
    own = hands.phone.lines[0].number
    hands.phone.exchange.voicemail.leave(own, 14, hands.others[0].lines[0].number, hands.others[0].label)
