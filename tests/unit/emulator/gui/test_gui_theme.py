"""Themes, font sizes and the colours a panel has."""

import pytest
from gui_phone import FakePhone

from PolyLibrary.emulator.gui.data import table
from PolyLibrary.emulator.gui.panels import panel_of
from PolyLibrary.emulator.gui.theme import SIZES
from PolyLibrary.models import all_models, model


def booted(model: str = "VVX 600", **settings: str) -> FakePhone:
    """A phone that has come up with these parameters."""
    phone = FakePhone(3, model=model)
    phone.settings = {name.replace("__", "."): value for name, value in settings.items()}
    phone.gui.reset()
    return phone


def test_the_themes_look_different_and_hold_from_the_next_boot() -> None:
    phone = booted()
    classic = phone.gui.picture()[0]
    phone.settings["device.theme"] = "BroadSoft"
    assert phone.gui.picture()[0] == classic
    phone.gui.reset()
    light = phone.gui.picture()[0]
    assert light != classic
    phone.settings["device.theme"] = "Classic"
    phone.gui.reset()
    assert phone.gui.picture()[0] == classic


def test_an_unknown_theme_is_the_first_one() -> None:
    assert booted(device__theme="Neon").gui.picture() == booted().gui.picture()


@pytest.mark.parametrize("name", ["VVX 311", "VVX 501", "VVX 600", "VVX 1500", "CCX 500"])
def test_large_letters_are_larger_in_every_size(name: str) -> None:
    panel = panel_of(model(name))
    normal, large = panel.theme("Classic", "Normal"), panel.theme("Classic", "Large")
    assert all(large.face(size).pixels > normal.face(size).pixels for size in SIZES)
    assert booted(name, device__font__size="Large").gui.picture() != booted(name).gui.picture()


@pytest.mark.parametrize("known", [known.display for known in all_models() if known.colour == "mono"])
def test_a_mono_panel_has_black_and_white_dots_only(known: str) -> None:
    phone = FakePhone(2, model=known)
    for key in ("VolUp", "Home", "ArrowDown", "Select", "CallList"):
        phone.gui.key(key)
        assert {colour for _, colour in phone.gui.render().getcolors() or []} == {(0, 0, 0), (255, 255, 255)}
    phone.ring()
    assert len(phone.gui.render().getcolors() or []) == 2


@pytest.mark.parametrize("known", [known.display for known in all_models() if known.colour == "grey"])
def test_a_grey_panel_has_sixteen_greys(known: str) -> None:
    phone = FakePhone(6, model=known)
    phone.ring()
    found = {colour for _, colour in phone.gui.render().getcolors(4096) or []}
    assert len(found) <= 16
    assert all(red == green == blue and red % 17 == 0 for red, green, blue in found)


def test_every_style_can_be_read_in_every_look() -> None:
    styles = table("theme")["styles"]
    for known in all_models():
        for name in table("theme")["themes"]:
            theme = panel_of(known).theme(name, "Normal")
            for look in styles:
                assert theme.style(look).font.pixels >= 8


def test_what_themes_and_depths_change_exists() -> None:
    known = table("theme")
    for changed in (*known["themes"].values(), *known["depths"].values()):
        assert set(changed.get("colours", {})) <= set(known["colours"])
        assert set(changed.get("styles", {})) <= set(known["styles"])
        assert set(changed.get("icons", {})) <= set(known["icons"])
