"""The shipped layout map against the emulated screen: two works of two hands, from the same facts."""

import pytest
from gui_phone import FakePhone

from PolyLibrary.layout.maps import load_map
from PolyLibrary.layout.softkeys import SoftKeySet
from PolyLibrary.terms import Region

MAP = load_map("VVX600")


def on_lines() -> FakePhone:
    return FakePhone(lines=16)


def on_home() -> FakePhone:
    phone = on_lines()
    phone.gui.key("Home")
    return phone


def on_dialer() -> FakePhone:
    phone = on_lines()
    phone.soft("New Call")
    return phone


def on_number_field() -> FakePhone:
    phone = on_lines()
    phone.ring()
    phone.soft("Forward")
    return phone


def on_incoming() -> FakePhone:
    phone = on_lines()
    phone.ring()
    return phone


def on_active() -> FakePhone:
    phone = on_lines()
    phone.talk()
    return phone


def on_recent() -> FakePhone:
    phone = on_lines()
    for _ in range(6):
        phone.miss(phone.ring())
    phone.gui.tap(70, 34)
    return phone


SCREENS = {
    "lines": on_lines,
    "home": on_home,
    "dialer": on_dialer,
    "number field": on_number_field,
    "incoming call": on_incoming,
    "active call": on_active,
    "recent calls": on_recent,
}
# Names of the map that the emulated screen draws under another word.
SPOKEN = {"star": "*", "pound": "#"}
NOT_DRAWN = {"voicemail icon", "do not disturb icon", "forward icon", "warning icon"}


def expected_widget(element: str) -> tuple[str, str]:
    """Kind and text (or index) of the widget that an element of the map stands for."""
    if element.startswith("dial pad "):
        key = element.removeprefix("dial pad ")
        return "keys", SPOKEN.get(key, key)
    if element == "dial field":
        return "fields", ""
    if element.startswith("line "):
        return "lines", element.removeprefix("line ")
    if element.startswith("row "):
        return "rows", element.removeprefix("row ")
    if element == "missed calls":
        return "icons", "missed"
    if element == "incoming pop-up":
        return "popup", ""
    return "tiles", element


PLACES = [
    (screen, element.name)
    for element in MAP.elements.values()
    for screen in element.on
    if element.at is not None and element.name not in NOT_DRAWN
]


@pytest.mark.parametrize(("screen", "name"), PLACES)
def test_an_element_of_the_map_lies_in_the_widget_it_names(screen: str, name: str) -> None:
    phone = SCREENS[screen]()
    if name == "missed calls":
        phone.miss(phone.ring())
        if screen == "home" and phone.gui.screen != "home":
            phone.gui.key("Home")
    shown = phone.gui.describe()
    kind, text = expected_widget(name)
    element = MAP.element(name)
    found = shown[kind]  # type: ignore[literal-required]
    items = [found] if kind == "popup" else found
    hit = [item for item in items if Region(*item["box"]).holds(element.at)]
    assert len(hit) == 1, f"{name} at {element.at} hits {len(hit)} of {kind} on {shown['screen']}"
    said = {hit[0]["text"].casefold(), hit[0]["name"].casefold(), str(hit[0]["index"])}
    assert not text or text.casefold() in said


def shown_pages(phone: FakePhone) -> list[list[str]]:
    return phone.gui.describe()["soft_key_pages"]


def pages_of(key_set: SoftKeySet) -> list[list[str]]:
    """The pages of the map, with the blank cells that it leaves out at the end."""
    return [[*page, *[""] * (4 - len(page))] for page in key_set.pages]


@pytest.mark.parametrize(
    ("screen", "key_set"),
    [
        ("lines", "idle"),
        ("home", "home"),
        ("dialer", "Dialtone"),
        ("incoming call", "Offering"),
        ("active call", "Connected"),
        ("recent calls", "list"),
        ("number field", "number"),
    ],
)
def test_the_soft_keys_of_the_map_are_those_of_the_screen(screen: str, key_set: str) -> None:
    phone = SCREENS[screen]()
    if screen == "number field":
        phone.gui.key("Dialpad1")  # Delete is shown once there is something to delete
    assert pages_of(MAP.screens[screen].softkeys[key_set]) == shown_pages(phone)


def test_the_soft_keys_of_a_held_call() -> None:
    phone = on_active()
    phone.soft("Hold")
    assert pages_of(MAP.screens["active call"].softkeys["CallHold"]) == shown_pages(phone)


@pytest.mark.parametrize("screen", SCREENS)
def test_what_can_be_touched_on_the_screen_is_in_the_map(screen: str) -> None:
    phone = SCREENS[screen]()
    shown = phone.gui.describe()
    drawn = [item for kind in ("icons", "lines", "tiles", "keys", "fields", "soft_keys") for item in shown[kind]]  # type: ignore[literal-required]
    drawn += shown["rows"][:5]
    unnamed = []
    for item in drawn:
        box = Region(*item["box"])
        known = [e.name for e in MAP.elements.values() if e.at is not None and box.holds(e.at)]
        if item["touchable"] and not known:
            unnamed.append((item["kind"], item["text"]))
    assert unnamed == []
