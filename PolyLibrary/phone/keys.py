"""Simulated keys and text (VVX from 6.0; facts: simulated input)."""

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UnknownName
from PolyLibrary.names import fold
from PolyLibrary.phone.firmware import key_ways
from PolyLibrary.phone.rest import Rest
from PolyLibrary.terms import Version

#: Keys seen in working clients, then those of the phones' key map that a model may or may not take.
KEYS = (
    *(f"Arrow{way}" for way in ("Up", "Down", "Left", "Right")),
    *(f"Dialpad{digit}" for digit in range(10)),
    *("DialpadStar", "DialpadPound", "Home", "MicMute", "Redial", "Select", "Delete"),
    *(f"SoftKey{number}" for number in range(1, 6)),
    *("VolUp", "VolDown", "Handsfree", "Headset", "Hold", "Transfer", "Conference", "Messages", "Menu", "Back"),
    *("Directories", "CallList", "DoNotDisturb"),
    *(f"Line{number}" for number in range(1, 49)),
)
_BY_FORM = {fold(key): key for key in KEYS} | {
    **{str(digit): f"Dialpad{digit}" for digit in range(10)},
    "*": "DialpadStar",
    "#": "DialpadPound",
    **{way: f"Arrow{way.capitalize()}" for way in ("up", "down", "left", "right")},
}


def key_name(key: str) -> str:
    """The phone's spelling of a key: ``soft key 1``, ``home`` and ``#`` are known; UnknownName otherwise."""
    known = _BY_FORM.get(fold(key))
    if known is None:
        raise UnknownName("key", key, KEYS)
    return known


def can_press(model: str, firmware: Version | None) -> bool:
    """Whether a model or family has simulateKeyEvent; with an unknown firmware whether any firmware has it."""
    return "rest" in key_ways(model, firmware or Version("99"))


class Keys:
    """Key presses and text, each one request, sent once."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def press(self, key: str, deadline: Deadline) -> None:
        """Press and release one key. Digits on an idle phone only fill its dialling screen."""
        self._rest.post("/api/v1/mgmt/simulateKeyEvent", {"Type": "Tap", "KeyName": key_name(key)}, deadline)

    def enter_text(self, text: str, deadline: Deadline, *, replace: bool = True) -> None:
        """Type into the field that has the focus; ``replace`` removes what stands there."""
        data = {"Value": text, "ReplaceText": "true" if replace else "false"}
        self._rest.post("/api/v1/mgmt/simulateTextInput", data, deadline)
