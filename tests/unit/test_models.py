"""The table of models: complete, well spelt, and agreeing with the facts that tests rely on."""

import copy
import re

import pytest

from PolyLibrary.errors import UnknownName
from PolyLibrary.models import MARKS, Model, all_models, model
from PolyLibrary.terms import Size

FAQ: dict[str, list[int | str]] = {
    "VVX": [101, 150, 201, 250, 300, 301, 310, 311, 350, 400, 401, 410, 411, 450, 500, 501, 600, 601, 1500],
    "Trio": [8800, 8500, "C60"],
    "CCX": [500, 600],
}
NAMES = sorted(f"{family}{number}" for family, numbers in FAQ.items() for number in numbers)

FACTS = {
    "screen", "colour", "touch", "soft_keys", "line_keys", "hard_keys", "part", "firmware",
}  # fmt: skip


def test_every_model_of_the_faq_is_there() -> None:
    assert sorted(known.name for known in all_models()) == NAMES


@pytest.mark.parametrize("known", all_models(), ids=str)
def test_every_entry_is_well_formed(known: Model) -> None:
    assert known.family in ("VVX", "Trio", "CCX")
    assert known.display.replace(" ", "") == known.name
    assert known.colour in ("mono", "grey", "colour")
    assert {"mono": known.depth == 1, "grey": 1 < known.depth <= 8, "colour": known.depth == 24}[known.colour]
    assert known.screen.width > 100
    assert known.screen.height > 60
    assert 3 <= known.soft_keys <= 5
    assert 0 <= known.line_keys <= 24
    assert "Home" in known.hard_keys
    assert len(set(known.hard_keys)) == len(known.hard_keys)
    assert re.fullmatch(r"\d{4}-\d{5}-\d{3}", known.part)
    assert all(re.fullmatch(r"\d\.\d", branch) for branch in known.firmware)
    assert list(known.firmware) == sorted(known.firmware)


@pytest.mark.parametrize("known", all_models(), ids=str)
def test_every_fact_says_how_sure_it_is_and_where_it_comes_from(known: Model) -> None:
    assert set(known.marks) == FACTS | {f"can {word}" for word in known.capabilities}
    assert set(known.marks.values()) <= set(MARKS)
    assert known.sources.keys() == known.marks.keys()
    assert set(known.sources.values()) <= {"faq", "guide", "client", "list", "geometry", "general"}


def test_part_numbers_are_unique() -> None:
    assert len({known.part for known in all_models()}) == len(NAMES)


@pytest.mark.parametrize("known", all_models(), ids=str)
def test_capabilities_agree_with_the_hardware(known: Model) -> None:
    assert ("touch" in known.capabilities) == known.touch
    assert {"rest", "simulated touch", "screen capture"} <= known.capabilities
    newest = max(known.firmware)
    assert ("key events" in known.capabilities) == (known.family == "VVX" and newest >= "6.0")
    assert ("skype" in known.capabilities) == (known.family == "VVX")


@pytest.mark.parametrize(
    ("name", "screen", "touch", "soft_keys", "line_keys"),
    [
        ("VVX101", (132, 64), False, 3, 1),
        ("VVX301", (208, 104), False, 4, 6),
        ("VVX411", (320, 240), False, 4, 12),
        ("VVX450", (480, 272), False, 4, 12),
        ("VVX500", (320, 240), True, 4, 12),
        ("VVX600", (480, 272), True, 4, 16),
        ("VVX1500", (800, 480), True, 5, 6),
        ("Trio8800", (720, 1280), True, 4, 0),
        ("CCX500", (720, 1280), True, 4, 24),
        ("CCX600", (1024, 600), True, 4, 24),
    ],
)
def test_panels_and_keys(name: str, screen: tuple[int, int], touch: bool, soft_keys: int, line_keys: int) -> None:
    known = model(name)
    assert (known.screen, known.touch, known.soft_keys, known.line_keys) == (
        Size(*screen),
        touch,
        soft_keys,
        line_keys,
    )


def test_the_vvx_600_runs_no_firmware_that_takes_key_events() -> None:
    assert model("VVX600").firmware[-1] == "5.9"
    assert "key events" not in model("VVX600").capabilities
    assert model("VVX600").part == "3111-44600-001"
    assert model("VVX600").marks["screen"] == "stated"


@pytest.mark.parametrize("written", ["VVX600", "VVX 600", "vvx-600", "vvx_600", "Polycom VVX 600", " Poly VVX600 "])
def test_a_model_is_found_in_every_spelling(written: str) -> None:
    assert model(written) is model("VVX600")


def test_the_phones_own_spellings_are_found() -> None:
    for known in all_models():
        assert model(known.display) is known
    assert model("RealPresence Trio 8800").name == "Trio8800"
    assert str(model("ccx500")) == "CCX 500"


def test_an_unknown_model_lists_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        model("VVX60")
    assert str(caught.value) == (
        "There is no phone model 'VVX60'.\nNext:  did you mean 'VVX601' or 'VVX600' or 'VVX501'?"
    )


def test_a_model_can_be_copied_and_hashed() -> None:
    known = model("VVX600")
    assert copy.deepcopy(known) == known
    assert len({known, model("vvx600")}) == 1
