"""Simulated keys and text, from UC Software 6.0 on."""

from PolyLibrary.emulator.gui.keys import Key, find_key
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint

MOST_TEXT = 64
_DIAL_PAD = {"*": "DialpadStar", "#": "DialpadPound"} | {digit: f"Dialpad{digit}" for digit in "0123456789"}


@endpoint("POST", "v1/mgmt/simulateKeyEvent")
def simulate_key_event(ask: Ask) -> Reply:
    """Press a key of the phone; one that other models have is not supported here."""
    name = ask.field("KeyName")
    key = find_key(name) if name and len(name) <= MOST_TEXT else None
    if ask.field("Type") != "Tap" or key is None:
        return Reply("4000")
    if not _fitted(ask, key):
        return Reply("4004")
    ask.phone.gui.key(key.name)
    return Reply()


def _fitted(ask: Ask, key: Key) -> bool:
    model = ask.phone.model
    if key.kind == "soft":
        return int(key.value) <= model.soft_keys
    if key.kind == "line":
        return int(key.value) <= model.line_keys
    return key.name in model.hard_keys


@endpoint("POST", "v1/mgmt/simulateTextInput")
def simulate_text_input(ask: Ask) -> Reply:
    """Type into the field that has the cursor; what it cannot take is left out, what is too long is cut."""
    value = ask.field("Value")
    if value is None:
        return Reply("4000")
    gui = ask.phone.gui
    field = next((field for field in gui.describe()["fields"] if field["selected"]), None)
    if field is None:
        return Reply("4003")
    if (ask.field("ReplaceText") or "").lower() in ("true", "1") or _is_true(ask):
        for _ in field["value"]:
            gui.key("Delete")
    for letter in value[:MOST_TEXT]:
        if letter in _DIAL_PAD:
            gui.key(_DIAL_PAD[letter])
    return Reply()


def _is_true(ask: Ask) -> bool:
    return isinstance(ask.data, dict) and ask.data.get("ReplaceText") is True
