"""The shipped layout maps against the emulated screens of all models: two works of two hands, from the same facts."""

from collections.abc import Callable
from typing import Any

import pytest
from gui_phone import FakePhone

from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.maps import load_map
from PolyLibrary.layout.things import Element
from PolyLibrary.models import all_models
from PolyLibrary.terms import CallState, Region

HARDWARE = {model.name: model for model in all_models()}
MAPS = {name: load_map(name) for name in HARDWARE}
TOUCH = [name for name, model in HARDWARE.items() if model.touch]


def phone_of(model: str) -> FakePhone:
    """A phone with all its line keys in use."""
    return FakePhone(lines=max(1, HARDWARE[model].line_keys), model=HARDWARE[model].display)


def on_idle(model: str) -> FakePhone:
    return phone_of(model)


def on_missed(model: str) -> FakePhone:
    phone = phone_of(model)
    phone.miss(phone.ring())
    return phone


def on_home(model: str) -> FakePhone:
    phone = phone_of(model)
    phone.gui.key("Home")
    return phone


def on_dialer(model: str) -> FakePhone:
    phone = phone_of(model)
    phone.off_hook()
    return phone


def on_incoming(model: str) -> FakePhone:
    phone = phone_of(model)
    phone.ring()
    return phone


def on_active(model: str) -> FakePhone:
    phone = phone_of(model)
    phone.talk()
    return phone


def on_held(model: str) -> FakePhone:
    phone = phone_of(model)
    phone.hold(phone.talk())
    return phone


def on_dialling_out(model: str) -> FakePhone:
    phone = phone_of(model)
    phone.dial("1002")
    return phone


def on_recent(model: str) -> FakePhone:
    phone = phone_of(model)
    for _ in range(12):
        phone.miss(phone.ring())
    phone.gui.key("CallList")
    return phone


def on_settings(model: str) -> FakePhone:
    phone = phone_of(model)
    phone.gui.key("Setup")
    return phone


# State, screen of the map, and what the emulated screen draws there under which element of the map.
STATES: dict[str, tuple[str, Callable[[str], FakePhone]]] = {
    "idle": ("idle", on_idle),
    "missed": ("idle", on_missed),
    "home": ("home", on_home),
    "dialer": ("dialer", on_dialer),
    "incoming": ("incoming call", on_incoming),
    "active": ("active call", on_active),
    "recent": ("recent calls", on_recent),
    "settings": ("settings", on_settings),
}
SPOKEN = {"*": "star", "#": "pound"}
SLOTS = {"voicemail", "missed", "dnd", "forward", "warning"}


def named(kind: str, place: int, item: Any, layout: LayoutMap) -> Element | None:
    """The element of the map for a widget: the n-th of its kind, or by what stands on it."""
    if kind == "icons":
        by_icon = next((e for e in layout.elements.values() if e.icon == item["name"]), None)
        return by_icon or (layout.elements.get("missed calls") if item["name"] == "missed" else None)
    text = item["text"] or item["name"]
    names = {
        "lines": f"line {item['index']}",
        "rows": f"row {place}",
        "tiles": f"tile {place}",
        "keys": f"dial pad {SPOKEN.get(text, text)}",
        "fields": "dial field",
    }
    return layout.elements.get(names[kind])


def drawn(model: str, state: str) -> list[tuple[str, int, Any]]:
    screen, reach = STATES[state]
    shown: Any = reach(model).gui.describe()
    assert shown["screen"] == screen
    found = []
    for kind in ("icons", "lines", "rows", "tiles", "keys", "fields"):
        for place, item in enumerate(shown[kind], 1):
            slot = kind != "icons" or item["name"] in SLOTS
            named_key = kind != "keys" or (item["text"] or item["name"]) in "0123456789*#"
            if slot and named_key and (kind != "rows" or item["name"] != "match"):
                found.append((kind, place, item))
    return found


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("model", HARDWARE)
def test_what_is_drawn_has_an_element_whose_point_lies_in_it(model: str, state: str) -> None:
    layout = MAPS[model]
    wrong = []
    for kind, place, item in drawn(model, state):
        element = named(kind, place, item, layout)
        if element is None or element.at is None:
            wrong.append((kind, place, item["text"] or item["name"], "no element with a place"))
        elif not Region(*item["box"]).holds(element.at):
            wrong.append((kind, place, element.name, f"{element.at} is not in {item['box']}"))
    assert wrong == []


@pytest.mark.parametrize("model", HARDWARE)
def test_a_tile_or_entry_of_home_is_found_by_what_stands_on_it(model: str) -> None:
    shown: Any = on_home(model).gui.describe()
    layout = MAPS[model]
    for item in [*shown["tiles"], *shown["rows"]]:
        named_so = [
            e
            for e in layout.elements.values()
            for e in e.variants
            if e.text == item["text"] and "home" in e.on and e.at
        ]
        by_key = layout.elements.get(item["text"].casefold())
        assert named_so or (by_key is not None and (by_key.key or by_key.softkey)), item["text"]
        for element in named_so:
            assert element.at is not None
            assert Region(*item["box"]).holds(element.at), element


def pages_of(layout: LayoutMap, screen: str, state: str) -> list[list[str]]:
    """The pages of the map as its panel writes them, with the blank cells that it leaves out at the end."""
    row = layout.softkey_row
    assert row is not None
    pages = layout.screens[screen].softkeys[state].pages
    return [[*(row.shown(label) for label in page), *[""] * (row.cells - len(page))] for page in pages]


@pytest.mark.parametrize(
    ("screen", "state", "reach"),
    [
        ("idle", "idle", on_idle),
        ("home", "home", on_home),
        ("dialer", "Dialtone", on_dialer),
        ("incoming call", "Offering", on_incoming),
        ("active call", "Connected", on_active),
        ("active call", "CallHold", on_held),
        ("active call", "Setup", on_dialling_out),
        ("recent calls", "list", on_recent),
        ("settings", "settings", on_settings),
    ],
)
@pytest.mark.parametrize("model", HARDWARE)
def test_the_soft_keys_of_the_map_are_those_of_the_screen(
    model: str, screen: str, state: str, reach: Callable[[str], FakePhone]
) -> None:
    assert pages_of(MAPS[model], screen, state) == reach(model).gui.describe()["soft_key_pages"]


@pytest.mark.parametrize("language", ["French_France", "Russian_Russia"])
@pytest.mark.parametrize("model", HARDWARE)
def test_soft_keys_are_translated_as_the_emulated_phone_does(model: str, language: str) -> None:
    layout = MAPS[model]
    for screen, state, reach in (("idle", "idle", on_idle), ("active call", "Connected", on_active)):
        phone = reach(model)
        phone.settings["lcl.ml.lang"] = language
        said = [layout.says_key(label, language) for label in layout.screens[screen].softkeys[state].labels]
        shown = phone.gui.describe()["soft_key_pages"]
        assert said == list(dict.fromkeys(label for page in shown for label in page if label))


@pytest.mark.parametrize("model", HARDWARE)
def test_a_soft_key_is_drawn_where_the_map_touches_it(model: str) -> None:
    layout, phone = MAPS[model], on_active(model)
    place = layout.softkey_place("End Call", [CallState.CONNECTED])
    assert place.before == ()
    phone.gui.tap(*place.point)
    assert phone.did[-1][0] == "end"


@pytest.mark.parametrize("model", HARDWARE)
def test_a_soft_key_of_a_later_page_is_reached_by_more(model: str) -> None:
    layout, phone = MAPS[model], on_active(model)
    place = layout.softkey_place("Mute", [CallState.CONNECTED])
    assert place.before
    for point in (*place.before, place.point):
        phone.gui.tap(*point)
    assert phone.did[-1] == ("set_mute", True)


@pytest.mark.parametrize("model", [name for name in TOUCH if HARDWARE[name].line_keys])
def test_a_touch_of_a_line_key_goes_off_hook_on_that_line(model: str) -> None:
    for number in range(1, HARDWARE[model].line_keys + 1):
        phone, element = phone_of(model), MAPS[model].line_key(number)
        assert element is not None
        assert element.at is not None
        phone.gui.tap(*element.at)
        assert ("off_hook", number) in phone.did


@pytest.mark.parametrize("model", TOUCH)
def test_touches_of_the_dial_pad_type_their_digits(model: str) -> None:
    phone = on_dialer(model)
    for digit in "1234567890*#":
        at = MAPS[model].element(f"dial pad {SPOKEN.get(digit, digit)}").at
        assert at is not None
        phone.gui.tap(*at)
    assert phone.gui.describe()["fields"][0]["value"] == "1234567890*#"


@pytest.mark.parametrize("model", HARDWARE)
def test_a_touch_of_the_missed_calls_icon_opens_their_list(model: str) -> None:
    phone, at = on_missed(model), MAPS[model].element("missed calls").at
    assert at is not None
    phone.gui.tap(*at)
    assert phone.gui.screen == "recent calls"
    assert ("missed_list_opened",) in phone.did


@pytest.mark.parametrize("model", TOUCH)
def test_gestures_do_what_they_are_named_for(model: str) -> None:
    layout, phone = MAPS[model], on_active(model)

    def swipe(name: str) -> None:
        gesture = layout.gesture(name)
        phone.gui.swipe(gesture.start, gesture.end, gesture.duration_ms)

    swipe("line view")
    assert phone.gui.screen == "lines"
    swipe("call view")
    assert phone.gui.screen == "active call"
    phone = on_recent(model)
    first = phone.gui.describe()["rows"][0]["index"]
    swipe("list down")
    assert phone.gui.describe()["rows"][0]["index"] > first
    swipe("list up")
    assert phone.gui.describe()["rows"][0]["index"] == first


@pytest.mark.parametrize("model", HARDWARE)
@pytest.mark.parametrize("state", STATES)
def test_the_uixml_name_of_a_screen_is_known_to_the_map(model: str, state: str) -> None:
    screen, reach = STATES[state]
    shown = reach(model).gui.describe()["screen"]
    assert shown in MAPS[model].screens[screen].recognise.uixml
