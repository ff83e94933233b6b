"""Values of the Settings menus: shown, chosen from a list, typed into a field."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PolyLibrary.emulator.gui.data import label, text
from PolyLibrary.emulator.gui.menus import LANGUAGE, Entry, offered
from PolyLibrary.emulator.gui.screens.base import Screen
from PolyLibrary.emulator.gui.screens.choice import Choice
from PolyLibrary.emulator.gui.screens.field import Field, Mode
from PolyLibrary.emulator.gui.screens.saving import AskingField

if TYPE_CHECKING:
    from PolyLibrary.emulator.gui.navigation import Navigation

MOST_VALUE = 255
MODES: dict[str, Mode] = {"text": "text", "number": "number", "secret": "password"}


def parameter_of(nav: "Navigation", name: str, of: str = "") -> str:
    """The name of a parameter as menus.yaml writes it, for this phone and one line or word."""
    model = "".join(letter for letter in nav.port.model() if letter.isalnum())
    return name.replace("{model}", model).replace("{n}", of)


def stored_value(nav: "Navigation", entry: Entry) -> str:
    """The value in force; empty where the entry has none, and for what must not be seen."""
    if entry.prefers:
        return "1" if nav.port.capture_preference() else "0"
    if not entry.sets or entry.each or entry.form == "secret":
        return ""
    value = nav.port.setting(parameter_of(nav, entry.sets, entry.of))
    return offered(value) if entry.sets == LANGUAGE else value


def shown_value(nav: "Navigation", entry: Entry) -> str:
    """The same as a person reads it."""
    value = stored_value(nav, entry)
    return label(entry.choices[value]) if value in entry.choices else value


def edit(nav: "Navigation", entry: Entry) -> None:
    """Open the list or the field for a value."""
    store = partial(_store, nav, entry)
    if entry.choices:
        options = [(value, label(word)) for value, word in entry.choices.items()]
        nav.open(Choice(nav, entry.title, options, stored_value(nav, entry), store))
    else:
        nav.open(ValueField(nav, entry, store))


def _store(nav: "Navigation", entry: Entry, value: str) -> str | None:
    if entry.prefers:
        nav.port.set_capture_preference(value == "1")
        return None
    name = parameter_of(nav, entry.sets, entry.of)
    if entry.form != "secret" and value == nav.port.setting(name):
        return None
    if not nav.port.set_setting(name, value):
        return text("value refused")
    need = nav.port.need_of(name)
    if need != "live":
        nav.pending.add(need)
        nav.notify(text(f"needs {need}"))
    return None


class ValueField(AskingField):
    """The field of one setting; what must not be seen starts empty."""

    def __init__(self, nav: "Navigation", entry: Entry, store: Callable[[str], str | None]) -> None:
        shown = stored_value(nav, entry)
        super().__init__(nav, entry.title, store, text=shown, mode=MODES[entry.form], most=MOST_VALUE)

    def replaces(self, other: Screen) -> bool:
        return isinstance(other, Field)
