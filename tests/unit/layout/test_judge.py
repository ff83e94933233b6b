"""Words of suites against the maps of several models."""

from pathlib import Path

import pytest
from PIL import Image

from PolyLibrary.layout.judge import Kind, Verdict, judge, models_text
from PolyLibrary.layout.maps import load_map

ALL = [load_map(name) for name in ("VVX101", "VVX450", "VVX600", "CCX500")]
ONE = [load_map("VVX600")]


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("locator", "missed calls"),
        ("locator", "438,254"),
        ("check", "missed calls"),
        ("check", "incoming pop-up"),
        ("check", "line:2"),
        ("gesture", "line view"),
        ("soft key", "End Call"),
        ("soft key", "Raccrocher"),
        ("soft key", "Confrnc"),
        ("soft key", "text:anything"),
        ("soft keys", "Connected"),
        ("soft keys", "Hold"),
        ("key", "5"),
        ("key", "*"),
        ("key", "Setup"),
        ("line key", "Alice"),
        ("screen", "Incoming Call"),
        ("region", "clock"),
        ("region", "line 3"),
        ("region", "1,2,30,40"),
        ("region", "Row 1"),
        ("menu", "recent calls > missed"),
        ("menu", "Settings > Basic > Preferences"),
        ("menu", "Applications"),
    ],
)
def test_words_that_some_model_has(kind: Kind, word: str) -> None:
    assert not judge(kind, word, ALL).wrong


@pytest.mark.parametrize(
    ("kind", "word", "told"),
    [
        (
            "locator",
            "mised calls",
            "There is no element 'mised calls' in any of the maps. did you mean 'missed calls'?",
        ),
        ("locator", "900,20", "The point 900,20 lies off the screens of all models. no panel is that large."),
        ("key", "Selekt", "No model has a key 'Selekt'. did you mean 'Select'?"),
        ("line key", "99", "No model has a line key 99. 48 is the last one, with expansion modules."),
        ("locator", "softkey:Hld", "There is no soft key 'Hld' in any of the maps. did you mean 'Hold'?"),
        (
            "gesture",
            "lin view",
            "There is no gesture 'lin view' in any of the maps. did you mean 'line view' or 'call view'?",
        ),
        ("soft key", "Anser", "There is no soft key 'Anser' in any of the maps. did you mean 'Answer' or 'Transfer'?"),
        ("soft keys", "Rejct", "There is no soft key 'Rejct' in any of the maps. did you mean 'Reject'?"),
        (
            "screen",
            "incomming call",
            "There is no screen 'incomming call' in any of the maps. did you mean 'incoming call'?",
        ),
        (
            "region",
            "lien 3",
            "There is no region 'lien 3' in any of the maps. did you mean 'line 3' or 'line 23' or 'line 13'?",
        ),
        ("region", "clok", "There is no region 'clok' in any of the maps. did you mean 'clock'?"),
        (
            "menu",
            "recnt calls > missed",
            (
                "There is no menu path 'recnt calls > missed' in any of the maps, and no entry 'recnt calls' on its "
                "Home screen. did you mean 'recent calls'?"
            ),
        ),
        (
            "check",
            "70,34",
            (
                "'70,34' is only a place: it cannot be checked. name an element of the layout map that has a softkey, "
                "text, line, icon or picture."
            ),
        ),
    ],
)
def test_words_that_no_model_has(kind: Kind, word: str, told: str) -> None:
    verdict = judge(kind, word, ALL)
    assert f"{verdict.text} {verdict.hint}" == told


def test_one_model_is_named() -> None:
    verdict = judge("key", "Selekt", ONE)
    assert (verdict.text, verdict.hint) == ("The VVX 600 has no key 'Selekt'.", "did you mean 'Select'?")


def test_an_element_that_has_only_a_place_cannot_be_checked() -> None:
    verdict = judge("check", "row 1", ONE)
    assert verdict.text == "'row 1' has only a place in the VVX600 map: it can be touched, not checked."
    assert verdict.hint.startswith("add icon:, softkey:, text: or line: to it (_480x272.yaml:")


def test_models_without_it_are_told() -> None:
    assert judge("locator", "line 16", ALL) == Verdict(without=("VVX101", "VVX450"))
    assert judge("gesture", "line view", ALL).without == ("VVX101", "VVX450")
    assert judge("locator", "400,200", ALL).without == ("VVX101",)


def test_pictures_are_sought_in_the_folder_of_the_suite(tmp_path: Path) -> None:
    found = judge("check", "image:bell.png", ALL, tmp_path)
    assert found.text == f"There is no picture {tmp_path / 'bell.png'}."
    Image.effect_noise((24, 24), 90).save(tmp_path / "bell.png")
    assert not judge("check", "image:bell.png", ALL, tmp_path).wrong
    found = judge("check", "image:ball.png", ALL, tmp_path)
    assert (found.text, found.hint) == (f"There is no picture {tmp_path / 'ball.png'}.", "did you mean 'bell.png'?")


def test_pictures_that_could_never_be_found(tmp_path: Path) -> None:
    Image.new("RGB", (24, 24), (9, 9, 9)).save(tmp_path / "flat.png")
    Image.effect_noise((140, 60), 90).save(tmp_path / "wide.png")
    Image.effect_noise((1300, 20), 90).save(tmp_path / "huge.png")
    (tmp_path / "text.png").write_text("no picture")
    hint = "cut it from a capture (polylab layout cut)."
    flat = "The template flat.png is one flat colour: grey values that deviate by 0.0; at least 4 is needed."
    assert judge("locator", "image:flat.png", ALL, tmp_path) == Verdict(flat, hint)
    assert judge("locator", "image:wide.png", ALL, tmp_path) == Verdict(without=("VVX101",))
    huge = "The template huge.png has 1300x20 pixels and is larger than the screens of all models."
    assert judge("locator", "image:huge.png", ALL, tmp_path) == Verdict(huge, hint)
    alone = judge("locator", "image:wide.png", ALL[:1], tmp_path).text
    assert alone == "The template wide.png has 140x60 pixels and is larger than the 132x64 screen of the VVX101."
    assert judge("locator", "image:text.png", ALL, tmp_path).text.startswith("The template text.png cannot be read: ")


def test_a_short_list_of_models() -> None:
    assert models_text(["A"]) == "A"
    assert models_text(["A", "B", "C", "D"]) == "A, B, C and D"
    assert models_text(["A", "B", "C", "D", "E"]) == "A, B, C and 2 others"
