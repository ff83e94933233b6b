"""Languages: each file is complete, the configured one is spoken at once, and any text can be drawn."""

import re

import pytest
from gui_phone import START, FakePhone

from PolyLibrary.emulator.gui.data import entry, label, language_of, short_label, speaking, table, text
from PolyLibrary.emulator.gui.port import LogEntry
from PolyLibrary.emulator.gui.screens.field import Field
from PolyLibrary.emulator.gui.theme import Face, font
from PolyLibrary.emulator.gui.typeset import typeset
from PolyLibrary.models import all_models

CODES = [language["code"] for language in table("languages").values() if language["code"] != "en"]
OTHERS = pytest.mark.parametrize("code", CODES)
NOT_SPOKEN = {"time zones", "rings", "transports", "dates"}
"""Lists of menus.yaml whose words are names, not language."""


def menu_labels() -> set[str]:
    menus = table("menus")
    found = {str(item["label"]) for menu in menus["menus"].values() for item in menu}
    return found | {
        str(word) for name, words in menus["lists"].items() if name not in NOT_SPOKEN for word in words.values()
    }


def parts(written: object) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", str(written)))


@OTHERS
def test_a_language_has_every_text_with_the_same_parts(code: str) -> None:
    english, other = table("texts"), table(f"texts.{code}")
    assert sorted(set(english) - set(other)) == []
    assert sorted(set(other) - set(english)) == ["labels"]
    for key, written in english.items():
        if isinstance(written, str):
            assert parts(written) == parts(other[key]), key
            assert str(other[key]).strip(), key
        elif isinstance(written, list):
            assert len(written) == len(other[key]), key
    assert set(english["letters"]) == set(other["letters"])


@OTHERS
def test_a_language_has_every_label_of_soft_keys_tiles_and_menus(code: str) -> None:
    commands = {command["label"] for command in table("softkeys")["commands"].values()}
    known = table(f"texts.{code}")["labels"]
    assert sorted((commands | menu_labels()) - set(known)) == []
    short = table(f"texts.{code}")["short"]
    assert set(short) <= commands
    for english, written in short.items():
        assert len(written) < len(known[english]), english


@OTHERS
def test_the_fonts_have_every_letter_of_a_language(code: str) -> None:
    words = "".join(str(written) for written in table(f"texts.{code}").values())
    letters = {letter for letter in words if letter.isalpha()}
    for face in (Face(15, bold=False), Face(15, bold=True), Face(8, bold=False, dots=True)):
        drawn = font(face)
        missing = bytes(drawn.getmask("\uffff"))
        assert [letter for letter in sorted(letters) if bytes(drawn.getmask(letter)) == missing] == [], face


@pytest.mark.parametrize(
    ("configured", "code"),
    [
        ("French_France", "fr"),
        ("French_Canada", "fr"),
        ("Russian_Russia", "ru"),
        ("English_UnitedStates", "en"),
        ("", "en"),
        ("Klingon_Empire", "en"),
    ],
)
def test_the_parameter_names_the_language(configured: str, code: str) -> None:
    assert language_of(configured) == code


def test_the_configured_language_is_spoken_at_once_and_back() -> None:
    phone = FakePhone()
    phone.gui.key("Home")
    english = phone.labels()
    phone.settings["lcl.ml.lang"] = "French_France"
    assert phone.labels() == ["Choisir", "Retour"]
    assert phone.gui.describe()["title"] == "Accueil"
    assert "Réglages" in [tile["text"] for tile in phone.gui.describe()["tiles"]]
    phone.settings["lcl.ml.lang"] = ""
    assert phone.labels() == english


def test_two_phones_speak_two_languages_at_the_same_time() -> None:
    french, russian = FakePhone(), FakePhone()
    french.settings["lcl.ml.lang"] = "French_France"
    russian.settings["lcl.ml.lang"] = "Russian_Russia"
    assert (french.labels()[0], russian.labels()[0]) == ("Nouv. appel", "Новый вызов")
    assert text("home title") == "Home"


def test_a_timer_speaks_the_phones_language() -> None:
    phone = FakePhone()
    phone.settings["lcl.ml.lang"] = "Russian_Russia"
    phone.talk()
    phone.ring("1003")
    phone.clock.pass_time(10)
    assert phone.quiet.screen == "calls"
    assert phone.quiet.describe()["title"] == "Вызовы (2)"


@pytest.mark.parametrize(("configured", "typed"), [("French_France", "à"), ("Russian_Russia", "\u0433"), ("", "2")])
def test_the_dial_pad_types_the_letters_of_the_language(configured: str, typed: str) -> None:
    phone = FakePhone()
    phone.settings["lcl.ml.lang"] = configured
    phone.gui.changed()
    phone.quiet._nav.open(Field(phone.quiet._nav, "Name", lambda _: None))
    for _ in range(4):
        phone.gui.key("Dialpad2")
    assert phone.gui.describe()["fields"][0]["value"] == typed


def test_a_text_that_a_language_lacks_is_english() -> None:
    with speaking("fr"):
        assert label("Something New") == "Something New"
        assert short_label("Something New") == ""
        assert entry("months")[1] == "fév"


ODD = {
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
    "arabic": "\u0645\u0631\u062d\u0628\u0627",
    "mixed": "Bob \u05d3\u05d5\u05d3 2",
    "emoji": "Ada \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "unprintable": "a\x00b\nc\td\x1b[31m\u202e\ufeff",
    "alone": "\ud800\udfff",
    "combining": "Z\u0301\u0302\u0303\u0304" * 20,
    "endless": "W" * 5000,
    "blank": "   ",
    "chinese": "\u6f22\u5b57",
}


@pytest.mark.parametrize("name", ODD.values(), ids=list(ODD))
@pytest.mark.parametrize("model", ["VVX 201", "VVX 311", "VVX 600", "CCX 500"])
def test_any_name_is_drawn_inside_its_box(model: str, name: str) -> None:
    phone = FakePhone(model=model)
    phone.logs["Missed"] = [LogEntry("Missed", name, name, 1, START, None)]
    phone.gui.key("CallList")
    panel = phone.gui.panel
    for widget in phone.gui.scene().widgets:
        for run in typeset(widget, phone.gui.theme, (panel.icons.size, panel.icons.centre)).runs:
            box = run.box()
            assert widget.box.left <= box.left
            assert box.right <= widget.box.right
    assert phone.gui.render().size == (panel.width, panel.height)


def test_right_to_left_words_are_drawn_as_they_are_read() -> None:
    from PolyLibrary.emulator.gui.lettering import drawable

    assert drawable("\u05d0\u05d1 \u05d2") == "\u05d2 \u05d1\u05d0"
    assert drawable("Bob \u05d0\u05d1 (2)") == "Bob \u05d1\u05d0 (2)"
    assert drawable("a\x00b\nc") == "ab c"


def test_every_model_speaks() -> None:
    for model in all_models():
        phone = FakePhone(model=model.display)
        phone.settings["lcl.ml.lang"] = "Russian_Russia"
        phone.gui.render()
        assert phone.labels()[-1] == "Ещё"
