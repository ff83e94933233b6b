"""The shipped maps held against what the emulated phones show: recognition by picture, and what masks cover.

Each phone is led through all states of the gallery; its widgets stand for what a reader of pictures would find.
"""

from collections.abc import Iterable, Iterator

import pytest

from PolyLibrary.emulator.gallery.states import STATES
from PolyLibrary.emulator.gallery.taking import Taken, take
from PolyLibrary.emulator.gui.describe import uncovered
from PolyLibrary.layout.maps import load_map
from PolyLibrary.layout.recognition import Seen, recognised
from PolyLibrary.models import all_models
from PolyLibrary.screen.text import Text
from PolyLibrary.terms import Region

MODELS = ("VVX250", "VVX301", "VVX600", "VVX1500", "Trio8800", "CCX500")
LAYOUTS = {model.name: load_map(model.name) for model in all_models()}
UNTOLD = {"lines", "screensaver"}
"""Screens that nothing tells by a picture: they show nothing that is theirs alone."""


DRAWN = {"clock": "clock", "big clock": "idle clock", "big date": "idle clock", "timer": "timer"}
"""The region that covers a widget whose text changes by itself, by the widget's name."""


@pytest.fixture(scope="module")
def shots() -> dict[str, list[Taken]]:
    return take(MODELS, pictures=False)


@pytest.fixture(scope="module")
def talking() -> dict[str, list[Taken]]:
    """Every model idle, in a call, and in one beside its lines."""
    return take(list(LAYOUTS), states=("idle", "active call", "lines in a call", "incoming call"), pictures=False)


def texts_of(shot: Taken, region: Region | None) -> Iterator[Text]:
    """The texts in a region: of the widgets whose middle line runs through it."""
    for widget in uncovered(shot.scene.widgets):
        box = Region(*widget.box)
        if region is not None:
            beside = box.right <= region.left or box.left >= region.right
            if beside or not region.top <= widget.box.centre[1] < region.bottom:
                continue
        for text in (widget.text, widget.detail):
            if text:
                yield Text(text, box, 1.0)


def seen(shot: Taken) -> Seen:
    shown = shot.scene.soft_key_pages
    labels: Iterable[str] = shown[shot.scene.soft_key_page] if shown else ()
    return Seen(shot.calls, tuple(filter(None, labels)), lambda region: texts_of(shot, region))


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("state", STATES)
def test_each_screen_is_recognised_as_itself_and_as_no_other(
    shots: dict[str, list[Taken]], model: str, state: str
) -> None:
    shot = next(each for each in shots[model] if each.state == state)
    told = [screen.name for screen in recognised(LAYOUTS[model], seen(shot))]
    assert told == ([] if shot.screen in UNTOLD else [shot.screen])


def test_the_words_of_another_language_tell_the_screens_as_well() -> None:
    (shots,) = take(["VVX600"], pictures=False, config={"lcl.ml.lang": "Russian_Russia"}).values()
    told = {shot.state: recognised(LAYOUTS["VVX600"], seen(shot), "Russian_Russia") for shot in shots}
    for shot in shots:
        assert [screen.name for screen in told[shot.state]] == ([] if shot.screen in UNTOLD else [shot.screen])
    english = [recognised(LAYOUTS["VVX600"], seen(shot)) for shot in shots if shot.state == "recent calls"]
    assert english == [()]


def test_masks_cover_whatever_changes_by_itself(talking: dict[str, list[Taken]]) -> None:
    """An uncovered clock would fail every comparison a minute later; a mask over more would hide a fault."""
    covered = set()
    for model, shots in talking.items():
        layout = LAYOUTS[model]
        for shot in shots:
            masks = layout.masks(shot.screen)
            for widget in uncovered(shot.scene.widgets):
                if widget.name in DRAWN:
                    mask, box = masks[DRAWN[widget.name]], widget.box
                    assert mask.left <= box.left, (model, shot.state, widget.name)
                    assert mask.top <= box.top, (model, shot.state, widget.name)
                    assert mask.right >= box.right, (model, shot.state, widget.name)
                    assert mask.bottom >= box.bottom, (model, shot.state, widget.name)
                    covered.add((model, DRAWN[widget.name]))
                elif widget.kind in ("line", "soft key", "row", "tile") or widget.name in ("name", "number", "state"):
                    hidden = [name for name, mask in masks.items() if _over(mask, widget.box)]
                    assert not hidden, (model, shot.state, widget.text)
    assert {model for model, region in covered if region == "clock"} == {*LAYOUTS}
    assert {model for model, region in covered if region == "timer"} == {*LAYOUTS}


def test_a_screen_that_is_not_known_masks_no_more_than_the_clock() -> None:
    assert set(LAYOUTS["VVX450"].masks()) == {"clock"}
    assert set(LAYOUTS["VVX450"].masks("recent calls")) == {"clock"}
    assert set(LAYOUTS["VVX450"].masks("idle")) == {"clock", "idle clock"}
    assert set(LAYOUTS["VVX450"].masks("active call")) == {"clock", "timer"}


@pytest.mark.parametrize("model", LAYOUTS)
def test_every_map_has_the_regions_that_keywords_name(model: str) -> None:
    layout = LAYOUTS[model]
    for name in ("title", "field title", "status", "soft keys", "clock", "timer", "call bar", "content", "row 1"):
        assert layout.region(name), name


def _over(mask: Region, box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    return mask.left < right and left < mask.right and mask.top < bottom and top < mask.bottom
