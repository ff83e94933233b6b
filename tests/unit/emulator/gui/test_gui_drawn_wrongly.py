"""Faults of drawing: each changes one thing of the picture, and nothing that the phone tells in another way."""

from dataclasses import replace

import pytest
from gui_phone import FakePhone
from PIL import Image, ImageChops

from PolyLibrary.emulator.faults.catalogue import kind_named, kinds
from PolyLibrary.emulator.faults.drawing import DOES, misdrawn
from PolyLibrary.emulator.faults.injected import Injected
from PolyLibrary.emulator.gui.data import language_of
from PolyLibrary.emulator.gui.typeset import typeset
from PolyLibrary.emulator.gui.widgets import Box, Widget

MODELS = ("VVX 201", "VVX 411", "VVX 450", "VVX 600", "VVX 1500", "Trio 8800", "CCX 500")
COLOURED = tuple(model for model in MODELS if FakePhone(model=model).quiet.panel.depth == "colour")


def drawing(name: str, part: str = "") -> Injected:
    return Injected(kind_named(name), part=part)


def wrong(phone: FakePhone, name: str, part: str = "") -> Image.Image:
    """The picture with the fault."""
    scene = misdrawn(drawing(name, part), phone.gui.scene(), phone.quiet)
    assert scene is not None, f"there is nothing for {name!r} to strike"
    return phone.quiet.painted(scene)


def changed(phone: FakePhone, name: str, part: str = "") -> Box:
    """The least box around all pixels that the fault changes."""
    box = ImageChops.difference(phone.gui.render(), wrong(phone, name, part)).getbbox()
    assert box is not None
    return Box(*box)


def widget(phone: FakePhone, kind: str, name: str) -> Widget:
    return next(each for each in phone.gui.scene().widgets if (each.kind, each.name) == (kind, name))


def within(inner: Box, outer: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def test_each_kind_is_known_to_the_one_who_draws() -> None:
    assert {kind.does for kind in kinds().values() if kind.seam == "drawing"} == set(DOES)


@pytest.mark.parametrize("model", MODELS)
def test_an_icon_of_the_status_bar_is_missing(model: str) -> None:
    phone = FakePhone(model=model)
    phone.missed = 3
    phone.talk()
    slot = widget(phone, "icon", "missed").box
    assert within(changed(phone, "missing icon"), slot)
    assert within(changed(phone, "missing icon", "missed"), slot)
    phone.missed = 0
    clean = phone.gui.render()
    phone.missed = 3
    assert wrong(phone, "missing icon").crop(slot).tobytes() == clean.crop(slot).tobytes()


def test_the_room_of_a_missing_icon_stays_free() -> None:
    phone = FakePhone(2)
    line = widget(phone, "line", "idle")
    style = phone.quiet.theme.style(line.look)
    icon = typeset(line, phone.quiet.theme, (0, 0)).icon
    assert icon is not None
    assert within(changed(phone, "missing icon", "line 1"), icon)
    assert style.place == "left"


@pytest.mark.parametrize("model", MODELS)
def test_a_soft_key_has_the_label_of_another(model: str) -> None:
    phone = FakePhone(model=model)
    phone.talk()
    labels = phone.labels()
    first = widget(phone, "soft key", "hold")
    assert within(changed(phone, "wrong label"), first.box)
    assert within(changed(phone, "wrong label", "End Call"), widget(phone, "soft key", "end_call").box)
    assert phone.labels() == labels
    shown = misdrawn(drawing("wrong label"), phone.gui.scene(), phone.quiet)
    assert shown is not None
    (false,) = {each.text for each in shown.widgets if each.kind == "soft key"} - set(labels)
    assert false == "Forward"


def test_a_wrong_label_is_of_the_phones_language() -> None:
    phone = FakePhone()
    phone.settings["lcl.ml.lang"] = "Russian_Russia"
    shown = misdrawn(drawing("wrong label"), phone.gui.scene(), phone.quiet)
    assert shown is not None
    assert not any(each.text.isascii() for each in shown.widgets if each.kind == "soft key" and each.text.isalpha())


@pytest.mark.parametrize("model", MODELS)
def test_one_digit_of_the_callers_number_is_wrong(model: str) -> None:
    phone = FakePhone(model=model)
    phone.ring("1002")
    shown = misdrawn(drawing("wrong digit"), phone.gui.scene(), phone.quiet)
    assert shown is not None
    (told,) = [
        (was.text, now.text) for was, now in zip(phone.gui.scene().widgets, shown.widgets, strict=True) if was != now
    ]
    assert told == ("1002", "1003")
    assert within(changed(phone, "wrong digit"), widget(phone, "label", "number").box)


def test_times_are_no_digits_unless_they_are_asked_for() -> None:
    phone = FakePhone()
    clock, own = widget(phone, "label", "clock").box, widget(phone, "label", "own number").box
    assert within(changed(phone, "wrong digit"), own)
    assert within(changed(phone, "wrong digit", "clock"), clock)


def test_where_the_digit_is_cut_away_another_one_is_wrong() -> None:
    phone = FakePhone()
    phone.line_list = [replace(phone.line_list[0], label="12 Alice With A Very Long Name 3", number="")]
    shown = misdrawn(drawing("wrong digit", "line 1"), phone.gui.scene(), phone.quiet)
    assert shown is not None
    assert next(each.text for each in shown.widgets if each.kind == "line") == "13 Alice With A Very Long Name 3"


@pytest.mark.parametrize("model", COLOURED)
def test_a_state_has_the_wrong_colour(model: str) -> None:
    phone = FakePhone(2, model=model)
    phone.missed = 3
    # A phone without drawn line keys has only the other icons whose colour tells something.
    icon = "line 1" if any(each.kind == "line" for each in phone.gui.scene().widgets) else "missed"
    assert changed(phone, "LED colour") == changed(phone, "LED colour", icon)
    before, after = phone.gui.render(), wrong(phone, "LED colour")
    box = changed(phone, "LED colour")
    assert max(box.width, box.height) <= 2 * phone.quiet.panel.icons.size
    assert before.convert("L").crop(box).getextrema() != (0, 0)
    hues = [picture.crop(box).resize((1, 1)).getpixel((0, 0)) for picture in (before, after)]
    assert abs(hues[0][0] - hues[1][0]) > 10, hues  # type: ignore[index]


def test_an_idle_line_is_red_in_place_of_green() -> None:
    phone = FakePhone()
    line = widget(phone, "line", "idle")
    icon = typeset(line, phone.quiet.theme, (0, 0)).icon
    assert icon is not None
    point = (icon.left + 4, icon.centre[1] + 2)
    theme = phone.quiet.theme
    for picture, name in ((phone.gui.render(), "green"), (wrong(phone, "LED colour"), "red")):
        seen, wanted = picture.getpixel(point), theme.colour(name)
        assert max(abs(one - other) for one, other in zip(seen, wanted, strict=True)) < 4, (name, seen)  # type: ignore[arg-type]


@pytest.mark.parametrize("model", MODELS)
def test_a_text_stands_two_pixels_further_right(model: str) -> None:
    phone = FakePhone(model=model)
    phone.talk("1002")
    name = widget(phone, "label", "number")
    before, after = phone.gui.render(), wrong(phone, "shifted screen", "1002")
    ink = typeset(name, phone.quiet.theme, (0, 0)).runs[0].box(mono=phone.quiet.theme.depth == "mono")
    moved = ink._replace(left=ink.left + 2, right=ink.right + 2)
    paper = before.crop((ink.right + 8, ink.top, ink.right + 9, ink.bottom))
    # The same letters, on a background that changes from top to bottom only.
    assert before.crop(ink).tobytes() == after.crop(moved).tobytes()
    assert after.crop((ink.left, ink.top, ink.left + 1, ink.bottom)).tobytes() == paper.tobytes()


@pytest.mark.parametrize("model", MODELS)
def test_without_a_part_something_of_the_content_is_shifted(model: str) -> None:
    phone = FakePhone(model=model)
    phone.talk("1002")
    assert within(changed(phone, "shifted screen"), phone.quiet.panel.content)


@pytest.mark.parametrize(
    ("configured", "drawn"), [("", "fr"), ("French_France", "en"), ("Russian_Russia", "en"), ("Klingon", "fr")]
)
def test_the_texts_are_of_another_language(configured: str, drawn: str) -> None:
    phone = FakePhone()
    phone.settings["lcl.ml.lang"] = configured
    phone.gui.key("Home")
    other = FakePhone()
    other.settings["lcl.ml.lang"] = {"fr": "French_France", "en": ""}[drawn]
    other.gui.key("Home")
    assert wrong(phone, "other language").tobytes() == other.gui.render().tobytes()
    assert phone.quiet.language == language_of(configured)


def test_the_other_language_keeps_the_page_of_soft_keys() -> None:
    phone, other = FakePhone(), FakePhone()
    other.settings["lcl.ml.lang"] = "French_France"
    for each in (phone, other):
        each.gui.key("SoftKey4")
    assert wrong(phone, "other language").tobytes() == other.gui.render().tobytes()


def test_a_pop_up_is_struck_before_what_it_covers() -> None:
    phone = FakePhone(model="VVX 450")
    phone.ring("1002")
    popup = widget(phone, "popup", "popup").box
    for name in ("wrong digit", "shifted screen", "missing icon"):
        assert within(changed(phone, name), popup), name


def test_a_screen_without_it_is_not_struck() -> None:
    phone = FakePhone(model="VVX 450", boots=True)
    assert phone.gui.screen == "boot"
    for name in ("wrong label", "LED colour"):
        assert misdrawn(drawing(name), phone.gui.scene(), phone.quiet) is None
    assert misdrawn(drawing("missing icon", "dnd"), FakePhone().gui.scene(), FakePhone().quiet) is None
