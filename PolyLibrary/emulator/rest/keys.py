"""Simulated keys and text, from UC Software 6.0 on."""

from PolyLibrary.emulator.gui.keys import Key, find_key
from PolyLibrary.emulator.rest.table import Ask, Reply, endpoint
from PolyLibrary.models import Model

MOST_TEXT = 256
"""Characters taken of one request (emulator); a field takes no more than it has room for."""


@endpoint("POST", "v1/mgmt/simulateKeyEvent")
def simulate_key_event(ask: Ask) -> Reply:
    """Press a key of the phone; one that other models have is not supported here."""
    name = ask.field("KeyName")
    key = find_key(name) if name and len(name) <= MOST_TEXT else None
    if ask.field("Type") != "Tap" or key is None:
        return Reply("4000")
    if not has_key(ask.phone.model, key):
        return Reply("4004")
    ask.phone.gui.key(key.name)
    return Reply()


def has_key(model: Model, key: Key) -> bool:
    """Whether a model has this hard key."""
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
    written = ask.data.get("ReplaceText") if isinstance(ask.data, dict) else None
    replace = written is True or str(written).lower() in ("true", "1")
    return Reply() if ask.phone.gui.type_text(value[:MOST_TEXT], replace=replace) else Reply("4003")
