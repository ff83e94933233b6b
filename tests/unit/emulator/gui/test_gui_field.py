"""Fields: what can be typed, how letters come from digits, what is taken and what is refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from gui_phone import FakePhone

from PolyLibrary.emulator.gui.screens.field import DOT, Field

Taken = list[str]


def opened(model: str = "VVX 600", **field: Any) -> tuple[FakePhone, Taken]:
    """A phone with an open field, and what its OK has handed over."""
    phone, taken = FakePhone(model=model), Taken()
    given: Callable[[str], str | None] = field.pop("on_ok", taken.append)
    phone.quiet._nav.open(Field(phone.quiet._nav, field.pop("title", "Label"), given, **field))
    return phone, taken


def shown(phone: FakePhone) -> str:
    (field,) = phone.gui.describe()["fields"]
    return field["value"]


def type_keys(phone: FakePhone, *digits: str) -> None:
    for digit in digits:
        phone.gui.key({"*": "DialpadStar", "#": "DialpadPound"}.get(digit, f"Dialpad{digit}"))


def test_pressing_a_key_again_goes_through_its_letters_and_a_pause_begins_another() -> None:
    phone, taken = opened()
    type_keys(phone, "4", "4", "4", "3", "3", "5")
    assert shown(phone) == "iej"
    phone.clock.pass_time(1.1)
    type_keys(phone, "5", "5", "5", "5", "5")
    assert shown(phone) == "iejj"
    phone.soft("OK")
    assert taken == ["iejj"]
    assert phone.gui.screen == "idle"


def test_another_key_ends_a_letter_at_once() -> None:
    phone, _ = opened()
    type_keys(phone, "2", "3", "2", "2")
    assert shown(phone) == "adb"


def test_the_mode_keys_give_digits_and_capitals() -> None:
    phone, taken = opened()
    assert phone.text_of("title") == "Label"
    phone.soft("More")
    assert phone.labels() == ["123", "abc", "ABC", "More"]
    phone.soft("ABC")
    type_keys(phone, "2", "2")
    phone.soft("More")
    phone.soft("123")
    type_keys(phone, "2", "2")
    phone.soft("More")
    phone.soft("abc")
    type_keys(phone, "9")
    phone.soft("OK")
    assert taken == ["B22w"]


def test_a_key_held_gives_its_digit_and_delete_held_clears_the_field() -> None:
    phone, _ = opened()
    phone.gui.key("Dialpad2")
    phone.gui.key("Dialpad7", held=1.2)
    phone.gui.key("Dialpad2")
    assert shown(phone) == "a7a"
    phone.gui.key("Delete")
    assert shown(phone) == "a7"
    phone.gui.key("Delete", held=1.0)
    assert shown(phone) == ""


def test_the_cursor_moves_and_typing_happens_where_it_stands() -> None:
    phone, taken = opened(text="Bo", mode="text")
    phone.gui.key("ArrowLeft")
    phone.gui.type_text("xy")
    assert shown(phone) == "Bxyo"
    for _ in range(9):
        phone.gui.key("ArrowLeft")
    phone.gui.key("Backspace")
    phone.gui.key("ArrowRight")
    phone.gui.key("Backspace")
    phone.soft("OK")
    assert taken == ["xyo"]


def test_text_input_replaces_or_adds_and_leaves_out_what_the_field_cannot_take() -> None:
    phone, _ = opened(text="12", mode="number", most=6)
    assert phone.gui.type_text("a+3 4#")
    assert shown(phone) == "12+34#"
    assert phone.gui.type_text("999", replace=True)
    assert shown(phone) == "999"
    assert phone.gui.type_text("0123456789")
    assert shown(phone) == "999012"


def test_control_characters_are_not_typed() -> None:
    phone, _ = opened()
    phone.gui.type_text("a\n\x00b\tc")
    assert shown(phone) == "abc"


def test_only_allowed_characters_and_at_least_so_many() -> None:
    phone, taken = opened(mode="number", allowed=str.isdigit, least=2)
    type_keys(phone, "*", "1", "#")
    phone.soft("OK")
    notice = phone.gui.describe()["notice"]
    assert notice is not None
    assert notice["text"] == "Enter at least 2 characters."
    assert taken == []
    type_keys(phone, "5")
    phone.soft("OK")
    assert taken == ["15"]


def test_a_refusal_is_shown_and_the_field_stays_with_its_text() -> None:
    phone, _ = opened(text="99", mode="number", on_ok=lambda text: f"{text} is too much")
    phone.soft("OK")
    notice = phone.gui.describe()["notice"]
    assert notice is not None
    assert notice["text"] == "99 is too much"
    assert phone.gui.screen == "field"
    assert shown(phone) == "99"


def test_on_ok_may_open_another_screen() -> None:
    phone = FakePhone()
    nav = phone.quiet._nav
    nav.open(Field(nav, "First", lambda text: nav.open(Field(nav, "Second", lambda _: None))))
    phone.soft("OK")
    assert (phone.gui.screen, phone.gui.describe()["title"]) == ("field", "Second")


@pytest.mark.parametrize("way", ["Cancel", "Back"])
def test_leaving_takes_nothing_and_says_so(way: str) -> None:
    left: list[str] = []
    phone, taken = opened(text="abc", on_cancel=lambda: left.append("left"))
    phone.soft("Cancel") if way == "Cancel" else phone.gui.key("Back")
    assert (taken, left, phone.gui.screen) == ([], ["left"], "idle")


def test_a_password_is_seen_nowhere() -> None:
    phone, taken = opened(mode="password")
    type_keys(phone, "4", "5", "6")
    phone.gui.type_text("seCret")
    everything = json.dumps(phone.gui.describe()) + repr(phone.gui.scene()) + repr(phone.written)
    assert shown(phone) == DOT * 9
    for piece in ("456", "seCret", "Dialpad4", "Dialpad5", "Dialpad6"):
        assert piece not in everything
    phone.soft("OK")
    assert taken == ["456seCret"]


def test_a_half_typed_field_closes_by_itself() -> None:
    phone, taken = opened(text="1", mode="number")
    assert shown(phone) == "1"
    phone.clock.pass_time(41)
    assert phone.gui.screen == "idle"
    assert taken == []


def test_the_drawn_pad_types_where_there_is_touch_and_is_not_there_where_there_is_none() -> None:
    phone, _ = opened()
    pad = {key["name"]: key["box"] for key in phone.gui.describe()["keys"]}
    phone.touch(pad["8"])
    phone.touch(pad["8"])
    assert shown(phone) == "u"
    phone.touch(pad["<<"])
    assert shown(phone) == ""
    without, _ = opened("VVX 450")
    assert without.gui.describe()["keys"] == []
    type_keys(without, "8")
    assert shown(without) == "t"


def test_nothing_is_typed_where_there_is_no_field() -> None:
    phone = FakePhone()
    assert not phone.gui.type_text("1")
    phone.boot(up=False)
    assert not phone.gui.type_text("1")
