"""The shipped templates are found where the emulated phones draw their icons, and nowhere else.

In both themes, as PNG, BMP and JPEG, with any count beside them, on one model of each panel; all models of a panel
share its templates.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from PIL import Image

from PolyLibrary.emulator.gallery.taking import Taken, take
from PolyLibrary.emulator.gui.panels import ICON_SLOTS, panel_of
from PolyLibrary.emulator.gui.render import paint
from PolyLibrary.emulator.gui.statusicons import LEAST_COUNTED
from PolyLibrary.emulator.gui.theme import Theme
from PolyLibrary.emulator.gui.widgets import Scene, Widget
from PolyLibrary.layout.maps import load_map
from PolyLibrary.layout.things import Element
from PolyLibrary.models import all_models
from PolyLibrary.models import model as model_named
from PolyLibrary.screen.find import ABSENT, THRESHOLD, Search, find
from PolyLibrary.screen.picture import decode
from PolyLibrary.screen.template import load_template

PANELS = ("VVX201", "VVX301", "VVX250", "VVX500", "VVX450", "VVX600", "VVX1500", "Trio8800", "CCX500", "CCX600")
LAYOUTS = {model: load_map(model) for model in PANELS}
THEMES = ("Classic", "BroadSoft")
STATES = ("idle", "missed call", "do not disturb", "active call", "active call muted")
STATUS = dict(
    zip(
        ICON_SLOTS,
        ("voicemail icon", "missed calls", "do not disturb icon", "forward icon", "warning icon"),
        strict=True,
    )
)
IN_CALL = {"hd": "hd icon", "speaker": "speaker icon", "mute": "mute icon"}
COUNTS = (7, 12, 100)
SIZES = ("VVX201", "VVX301", "VVX500", "VVX600", "VVX1500", "CCX500", "CCX600")
PNG, WORST = {"format": "PNG"}, {"format": "JPEG", "quality": 75}
FORMATS = (PNG, {"format": "BMP"}, {"format": "JPEG", "quality": 85}, WORST)


@pytest.fixture(scope="module")
def shots() -> dict[str, dict[str, list[Taken]]]:
    """What the phones show, by theme and model."""
    return {theme: take(PANELS, states=STATES, config={"device.theme": theme}) for theme in THEMES}


def encoded(picture: Image.Image, formats: Sequence[Mapping[str, object]] = FORMATS) -> Iterator[bytes]:
    for how in formats:
        file = io.BytesIO()
        picture.save(file, **how)  # type: ignore[arg-type]
        yield file.getvalue()


def look(data: bytes, element: Element) -> Search:
    assert element.image is not None, element.name
    template = load_template(element.image)
    return find(decode(data), template, region=element.within, theme_tolerant=element.theme_tolerant)


def proven_absent(model: str, best: float) -> bool:
    """Small icons of few dots are alike: on those panels an absence may be undecided, but never a find."""
    colour = panel_of(model_named(model)).depth == "colour"
    return best < (ABSENT if colour else THRESHOLD)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("model", PANELS)
def test_icons_are_found_on_the_phones_that_show_them(
    shots: Mapping[str, Mapping[str, list[Taken]]], model: str, theme: str
) -> None:
    met = set()
    for shot in shots[theme][model]:
        names = STATUS if "call" not in shot.state or shot.state == "missed call" else IN_CALL
        shown = {widget.name: widget.box for widget in shot.scene.widgets if widget.kind == "icon"}
        assert shot.picture is not None
        for data in encoded(shot.picture):
            for name, element_name in names.items():
                search = look(data, LAYOUTS[model].element(element_name))
                what = (shot.state, element_name, search.best)
                if name in shown:
                    left, top, right, bottom = shown[name]
                    assert len(search.hits) == 1, what
                    assert left <= search.best.centre.x < right, what
                    assert top <= search.best.centre.y < bottom, what
                    met.add(name)
                else:
                    assert proven_absent(model, search.best.score), what
    assert met == {"voicemail", "missed", "dnd", "hd", "speaker", "mute"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("model", SIZES)
def test_status_icons_are_found_with_any_count_and_any_neighbour(
    shots: Mapping[str, Mapping[str, list[Taken]]], model: str, theme: str
) -> None:
    idle = shots[theme][model][0]
    for name, element_name in STATUS.items():
        element = LAYOUTS[model].element(element_name)
        others = dict.fromkeys((other for other in ICON_SLOTS if other != name), 12)
        for counts in (*({name: count} for count in COUNTS), {**others, name: 100}, others, {}):
            for data in encoded(with_icons(model, idle.scene, idle.theme, counts), (PNG, WORST)):
                search = look(data, element)
                what = (element_name, counts, search.best)
                assert search.found if name in counts else proven_absent(model, search.best.score), what


def with_icons(model: str, scene: Scene, theme: Theme, counts: Mapping[str, int]) -> Image.Image:
    """The screen with these status icons and no others."""
    panel = panel_of(model_named(model))
    below = [widget for widget in scene.widgets if widget.kind != "icon"]
    icons = []
    for name, count in counts.items():
        counted = name in ("voicemail", "missed") and panel.icons.size >= LEAST_COUNTED
        badge = ("99+" if count > 99 else str(count)) if counted else ""
        icons.append(Widget("icon", panel.icon_slot(name), "status.icon", icon=name, badge=badge, name=name))
    return paint(replace(scene, widgets=(*below, *icons)), panel, theme)


@pytest.mark.parametrize("model", [model.name for model in all_models()])
def test_every_model_has_the_templates_of_its_panel_and_says_they_are_the_emulators(model: str) -> None:
    layout = load_map(model)
    panel = next(LAYOUTS[name] for name in PANELS if LAYOUTS[name].screen == layout.screen)
    for name in (*STATUS.values(), *IN_CALL.values()):
        element, other = layout.element(name), panel.element(name)
        assert element.image == other.image, name
        assert element.image_source == "emulator", name
        assert element.can_be_checked
        assert element.within == other.within
