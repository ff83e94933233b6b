"""The shipped maps of all models: each has every screen, the core elements, true sizes and honest sources."""

import jsonschema
import pytest
from ruamel.yaml import YAML

from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.maps import is_base, load_map, map_files, shipped_folder
from PolyLibrary.layout.schema import schema_json
from PolyLibrary.models import all_models
from PolyLibrary.models import model as model_named
from PolyLibrary.terms import Point

MODELS = [model.name for model in all_models()]
MAPS = {name: load_map(name) for name in MODELS}
TOUCH = [model.name for model in all_models() if model.touch]
NO_TOUCH = [model.name for model in all_models() if not model.touch]
SCREENS = {
    *("boot", "idle", "lines", "home", "dialer", "incoming call", "calls", "active call", "transfer", "conference"),
    *("recent calls", "directory", "favorites", "messages", "forward", "settings", "menu", "field", "browser"),
    *("lock", "message", "screensaver"),
}
NAMES = (
    *("missed calls", "voicemail icon", "do not disturb icon", "forward icon", "warning icon", "more"),
    *("new call", "messages", "directories", "settings", "forward", "do not disturb", "applications", "recent calls"),
    *("soft key 1", "soft key 3", "row 1", "row 4", "dial pad 1", "dial pad star", "dial pad pound", "dial field"),
    *("incoming pop-up", "call name", "call number", "timer", "call state"),
)
REGIONS = (
    "status",
    "clock",
    "content",
    "soft keys",
    "title",
    "row 1",
    "row 4",
    "timer",
    "incoming pop-up",
    "dial field",
)
MENUS = (
    *("home", "new call", "recent calls", "recent calls > missed", "recent calls > received", "recent calls > placed"),
    *("directory", "favorites", "messages", "forward"),
    *("settings", "settings > basic", "settings > advanced", "settings > status"),
)
GESTURES = {"line view", "call view", "next page", "previous page", "list down", "list up"}


@pytest.fixture(params=MODELS)
def layout(request: pytest.FixtureRequest) -> LayoutMap:
    return MAPS[request.param]


def test_every_model_of_the_faq_has_a_map_and_no_base_is_one() -> None:
    assert list(map_files()) == MODELS
    assert len(MODELS) == 24
    bases = [path for path in shipped_folder().glob("*.yaml") if is_base(path)]
    assert bases
    assert not set(map_files().values()) & {*bases}


def test_every_screen_is_there_and_is_told_by_one_rule(layout: LayoutMap) -> None:
    assert set(layout.screens) == SCREENS
    assert all(screen.source for screen in layout.screens.values())
    told = [name for screen in layout.screens.values() for name in screen.recognise.uixml]
    assert sorted(told) == sorted(SCREENS)
    states = [state for screen in layout.screens.values() for state in screen.recognise.calls]
    assert len(states) == len(set(states))


@pytest.mark.parametrize("name", NAMES)
def test_the_core_elements_work_on_every_model(layout: LayoutMap, name: str) -> None:
    element = layout.element(name)
    assert element.ways
    assert element.source


def test_the_core_regions_and_menus_are_there(layout: LayoutMap) -> None:
    assert set(REGIONS) <= set(layout.regions)
    assert set(MENUS) <= set(layout.menus)


@pytest.mark.parametrize("path", MENUS)
def test_every_menu_path_has_a_way_on_every_firmware_of_the_model(layout: LayoutMap, path: str) -> None:
    for branch in model_named(layout.model).firmware:
        menu = layout.menu(path, firmware=branch)
        assert menu.steps or menu.on == ("home",)


def test_everything_fits_on_the_panel(layout: LayoutMap) -> None:
    hardware = model_named(layout.model)
    assert layout.screen == hardware.screen
    points = [v.at for e in layout.elements.values() for v in e.variants if v.at]
    assert all(layout.screen.holds(point) for point in points)
    assert layout.softkey_row is not None
    assert layout.softkey_row.cells == hardware.soft_keys
    assert layout.softkey_row.box.bottom == layout.screen.height
    assert layout.region("soft keys") == layout.softkey_row.box


def test_every_line_key_of_the_phone_has_an_element(layout: LayoutMap) -> None:
    count = model_named(layout.model).line_keys
    assert [layout.line_key(n).name for n in range(1, count + 1)] == [f"line {n}" for n in range(1, count + 1)]  # type: ignore[union-attr]
    assert layout.line_key(count + 1) is None


@pytest.mark.parametrize("model", TOUCH)
def test_gestures_of_touch_panels_are_far_and_straight_enough(model: str) -> None:
    layout = MAPS[model]
    assert set(layout.gestures) == GESTURES
    for gesture in layout.gestures.values():
        across, down = abs(gesture.end.x - gesture.start.x), abs(gesture.end.y - gesture.start.y)
        assert max(across, down) >= 60, gesture.name
        assert max(across, down) >= 2 * min(across, down), gesture.name
        assert gesture.duration_ms == 100
        content = layout.region("content")
        assert content.holds(gesture.start), gesture.name
        assert content.holds(gesture.end), gesture.name


@pytest.mark.parametrize("model", NO_TOUCH)
def test_phones_without_touch_are_pressed_by_their_keys(model: str) -> None:
    layout = MAPS[model]
    assert not layout.gestures
    assert layout.element("dial pad 5").ways == ("key",)
    assert layout.element("messages").key == "Messages"
    assert layout.element("soft key 2").ways == ("key", "at")
    assert layout.element("soft key 2").key == "SoftKey2"
    assert layout.element("line 1").ways == ("key", "at", "line")


def test_only_the_vvx600_has_what_the_faq_says() -> None:
    from_phones = {
        (model, name)
        for model in MODELS
        for things in (MAPS[model].elements, MAPS[model].gestures, MAPS[model].menus)
        for name, each in things.items()
        if each.source in ("faq", "capture", "recorded")
    }
    assert from_phones == {
        *(("VVX600", name) for name in ("missed calls", "more", "line view", "recent calls > missed")),
    }


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_agrees_with_the_published_schema(path: object) -> None:
    jsonschema.validate(YAML(typ="safe", pure=True).load(path), schema_json())


@pytest.mark.parametrize("path", sorted(shipped_folder().glob("*.yaml")), ids=lambda path: path.stem)
def test_every_entry_of_every_file_says_where_it_comes_from(path: object) -> None:
    document = YAML(typ="safe", pure=True).load(path)
    without = []
    for section in ("screens", "elements", "menus", "gestures", "regions", "grids", "languages"):
        for name, entry in (document.get(section) or {}).items():
            for each in entry if isinstance(entry, list) else [entry]:
                placed = section not in ("gestures", "regions", "grids") or {"at", "swipe", "box"} & set(each or {})
                if each is not None and placed and "source" not in each:
                    without.append(f"{section} > {name}")
    inherited = {"vvx250.yaml": ["grids > line"], "vvx350.yaml": ["grids > line"]}
    assert without == inherited.get(path.name, [])  # type: ignore[attr-defined]


def test_soft_keys_are_laid_out_for_the_cells_of_the_panel() -> None:
    connected = {m: MAPS[m].screens["active call"].softkeys["Connected"].pages for m in ("VVX201", "VVX450", "VVX1500")}
    assert connected["VVX450"] == (("Hold", "End Call", "Transfer", "More"), ("Conference", "New Call", "Mute", "More"))
    assert connected["VVX201"] == (
        ("Hold", "End Call", "More"),
        ("Transfer", "", "More"),
        ("Conference", "New Call", "More"),
        ("Mute", "", "More"),
    )
    assert connected["VVX1500"] == (
        ("Hold", "End Call", "Transfer", "", "More"),
        ("Conference", "New Call", "Mute", "", "More"),
    )
    idle = MAPS["VVX1500"].screens["idle"].softkeys["idle"].pages
    assert idle == (("New Call", "Forward", "DND", "Redial", "More"), ("Messages", "Lock", "", "", "More"))


def test_narrow_cells_shorten_a_label() -> None:
    assert MAPS["VVX101"].softkey("Conference") == "Confrnc"
    assert MAPS["VVX311"].softkey_id("Confrnc") == "Conference"
    assert MAPS["VVX250"].softkey("Conference") == "Conference"


@pytest.mark.parametrize(
    ("language", "label"),
    [("", "End Call"), ("English_UnitedStates", "End Call"), ("French_France", "Raccrocher"),
     ("French_Canada", "Raccrocher"), ("Russian_Russia", "Завершить"), ("Klingon", "End Call")],
)  # fmt: skip
def test_a_soft_key_is_found_by_its_id_in_every_language(layout: LayoutMap, language: str, label: str) -> None:
    if "_narrow.yaml" in {file.name for file in layout.files}:
        label = {"Raccrocher": "Racc.", "Завершить": "Заверш."}.get(label, label)
    assert layout.softkey("End Call", language=language) == label
    assert layout.softkey_id(label) == "End Call"
    assert layout.softkey_place(label, ["Connected"]).cell == 2


def test_tiles_and_elements_speak_the_language_as_well(layout: LayoutMap) -> None:
    assert layout.element("settings", language="French_France").text == "Réglages"
    assert layout.element("more", language="Russian_Russia").softkey == "Ещё"
    assert layout.element("settings").text == "Settings"


def test_the_language_sections_know_every_soft_key(layout: LayoutMap) -> None:
    # What is the same in all languages, and what only the virtual phone's pushed pages and shared lines show.
    same = {"Home", "Refresh", "Exit"}
    for language in layout.languages.values():
        missing = [word for word in layout.soft_key_words if word not in language.labels]
        assert set(missing) <= same, language.name


def test_centres_that_follow_from_the_vendors_points() -> None:
    slots = [MAPS["VVX450"].element(name).at for name in ("voicemail icon", "missed calls", "warning icon")]
    assert slots == [Point(24, 34), Point(70, 34), Point(208, 34)]
    assert MAPS["VVX1500"].element("missed calls").at == Point(90, 42)
    assert [MAPS["VVX1500"].element(f"soft key {n}").at.x for n in range(1, 6)] == [80, 240, 400, 560, 720]  # type: ignore[union-attr]
    assert MAPS["CCX600"].element("soft key 4").at == Point(896, 564)
    assert MAPS["Trio8800"].element("forward icon").at == Point(204, 36)
