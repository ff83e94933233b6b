"""Bases, grids, and what is put together from several files."""

from pathlib import Path

import pytest

from PolyLibrary.errors import FileFaults, UnknownName
from PolyLibrary.layout.layoutmap import LayoutMap
from PolyLibrary.layout.maps import check_base, load_file
from PolyLibrary.layout.softkeys import laid_out
from PolyLibrary.terms import Point, Region

ROW = "softkeys: {row: [0, 236, 480, 272], cells: 4, source: derived}\n"


def write(folder: Path, **files: str) -> Path:
    """The first of some files, all written."""
    paths = [folder / f"{name}.yaml" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths[0]


def loaded(folder: Path, **files: str) -> LayoutMap:
    return load_file(write(folder, **files), [folder])


def faults(folder: Path, **files: str) -> list[str]:
    with pytest.raises(FileFaults) as caught:
        load_file(write(folder, **files), [folder])
    return [f"{Path(caught.value.file).name}:{fault.line}: {fault.text}" for fault in caught.value.faults]


def test_a_map_builds_on_several_bases_and_later_ones_win(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx600="model: VVX600\nextends: [_one, _two]\n",
        _one="base: one\nextends: _all\nelements: {a: {at: [1, 1], source: derived}}\n",
        _two="base: two\nextends: _all\nelements: {a: {at: [2, 2], source: derived}}\n",
        _all="base: all\nelements: {a: {at: [3, 3], source: derived}, b: {at: [4, 4], source: derived}}\n",
    )
    assert [file.name for file in layout.files] == ["vvx600.yaml", "_two.yaml", "_one.yaml", "_all.yaml"]
    assert layout.element("a").at == Point(2, 2)
    assert layout.element("b").at == Point(4, 4)


def test_a_base_is_no_map_and_a_map_is_no_base(tmp_path: Path) -> None:
    assert faults(tmp_path, _base="base: some\n") == [
        "_base.yaml:1: this is a base, not the map of a model: a map extends it"
    ]
    assert faults(tmp_path, vvx600="elements: {}\n") == [
        "vvx600.yaml:1: 'model' is missing; a file without a model says what it is a base of (base: ...)"
    ]
    assert faults(tmp_path, vvx500="model: VVX500\nbase: both\n") == [
        "vvx500.yaml:1: a map has a model, or is a base: not both"
    ]


def test_a_base_that_is_not_there_and_one_that_is_wrong(tmp_path: Path) -> None:
    assert faults(tmp_path, vvx600="model: VVX600\nextends: _touhc\n", _touch="base: touch\n") == [
        "vvx600.yaml:2: there is no base '_touhc'; did you mean '_touch'?"
    ]
    assert faults(tmp_path, vvx500="model: VVX500\nextends: _bad\n", _bad="base: bad\nelemnts: {}\n") == [
        "_bad.yaml:2: unknown key 'elemnts'; did you mean 'elements'?"
    ]
    with pytest.raises(FileFaults, match="unknown key 'elemnts'"):
        check_base(tmp_path / "_bad.yaml")


def test_a_fault_of_a_base_is_told_with_its_own_place(tmp_path: Path) -> None:
    told = faults(
        tmp_path,
        vvx500="model: VVX500\nextends: _wide\n",
        _wide="base: wide\n\nregions: {status: [0, 0, 480, 46]}\ngrids:\n"
        "  row: {box: [0, 0, 480, 20], columns: 1, rows: 1, source: derived}\n",
    )
    assert told == [
        ("vvx500.yaml:2: region 'status': 0,0,480,46 does not fit on the 320x240 screen (inherited from _wide.yaml:3)")
    ]


def test_what_was_seen_on_another_model_is_derived_on_this_one(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx601="model: VVX601\nextends: VVX600\nelements: {own: {at: [1, 1], source: recorded}}\n",
        vvx600="model: VVX600\nelements: {icon: {at: [70, 34], source: faq}, guess: {at: [1, 2], source: emulator}}\n"
        "gestures: {swipe: {swipe: [[1, 1], [90, 1]], source: capture}}\n"
        "regions: {part: {at: [0, 0, 9, 9], on: [], source: faq}}\n"
        "grids: {cell: {box: [0, 0, 10, 10], columns: 1, rows: 1, source: recorded}}\n"
        "menus: {list: {steps: icon, source: faq}}\n",
    )
    assert [layout.element(name).source for name in ("icon", "guess", "own", "cell 1")] == [
        *("derived", "emulator", "recorded", "derived"),
    ]
    assert layout.gesture("swipe").source == "derived"
    assert layout.menu("list").source == "derived"


def test_a_grid_gets_its_meaning_from_a_base_and_its_place_from_the_map(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx600="model: VVX600\nextends: _all\ngrids:\n"
        "  line: {box: [0, 46, 480, 234], columns: 2, rows: 2, source: derived}\n",
        _all="base: all\nscreens: {idle: {source: derived}}\n"
        "grids: {line: {line: true, down: true, on: idle, doc: The line keys.}}\n",
    )
    assert [(e.name, e.at, e.line, e.on) for e in layout.elements.values()] == [
        ("line 1", Point(120, 93), 1, ("idle",)),
        ("line 2", Point(120, 187), 2, ("idle",)),
        ("line 3", Point(360, 93), 3, ("idle",)),
        ("line 4", Point(360, 187), 4, ("idle",)),
    ]
    assert layout.element("line 1").origin == f"{tmp_path / 'vvx600.yaml'}:4"
    assert layout.element("line 1").box == Region(0, 46, 240, 140)


def test_columns_with_room_between_them(tmp_path: Path) -> None:
    grid = (
        "grids: {line: {box: [0, 14, 208, 89], columns: [[0, 70], [138, 208]], rows: 3, count: 4, source: derived}}\n"
    )
    layout = loaded(tmp_path, vvx300=f"model: VVX300\n{grid}")
    assert [e.at for e in layout.elements.values()] == [Point(35, 26), Point(173, 26), Point(35, 51), Point(173, 51)]


def test_labels_give_elements_of_their_own_and_those_beyond_the_cells_have_no_place(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx600="model: VVX600\ngrids:\n"
        "  tile: {box: [0, 0, 100, 50], columns: 2, rows: 1, labels: [New Call, Messages, More Things],\n"
        "         source: derived}\n",
    )
    assert [(e.name, e.at, e.text, e.ways) for e in layout.elements.values()] == [
        ("tile 1", Point(25, 25), "", ("at",)),
        ("tile 2", Point(75, 25), "", ("at",)),
        ("new call", Point(25, 25), "New Call", ("at", "text")),
        ("messages", Point(75, 25), "Messages", ("at", "text")),
        ("more things", None, "More Things", ("text",)),
    ]


def test_keys_come_first_where_no_finger_works(tmp_path: Path) -> None:
    pad = "pad: {names: [one, two], keys: [Dialpad1, Dialpad2], source: derived}"
    grid = f'grids: {{soft key: {{key: "SoftKey{{n}}"}}, {pad}}}\n'
    keys = loaded(tmp_path, vvx450=f"model: VVX450\n{ROW}{grid}")
    touch = loaded(tmp_path, vvx600=f"model: VVX600\n{ROW}{grid}")
    assert keys.element("soft key 4").ways == ("key", "at")
    assert touch.element("soft key 4").ways == ("at", "key")
    assert touch.element("soft key 4").at == Point(420, 254)
    assert keys.element("two").ways == ("key",)
    assert keys.element("two").key == "Dialpad2"


def test_an_element_of_its_own_stands_in_place_of_that_of_a_grid(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path, vvx600=f"model: VVX600\n{ROW}elements: {{Soft Key 2: {{at: [1, 1], source: faq}}, soft key 3: }}\n"
    )
    assert layout.element("soft key 2").at == Point(1, 1)
    assert list(layout.elements) == ["soft key 1", "soft key 4", "Soft Key 2"]


def test_regions_that_screens_show_are_elements_as_well(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx600="model: VVX600\nextends: _all\nregions:\n  timer: {at: [0, 160, 240, 198], source: emulator}\n",
        _all="base: all\nscreens: {active call: {source: derived}}\nregions: {timer: {on: active call}}\n",
    )
    assert layout.region("timer") == Region(0, 160, 240, 198)
    timer = layout.element("timer")
    assert (timer.at, timer.within, timer.on, timer.source) == (
        Point(120, 179), Region(0, 160, 240, 198), ("active call",), "emulator",
    )  # fmt: skip


def test_grids_gestures_and_regions_that_do_not_come_together(tmp_path: Path) -> None:
    assert faults(
        tmp_path,
        vvx600="""\
model: VVX600
grids:
  placeless: {labels: [A], source: derived}
  keyed: {key: "Line{n}", source: derived}
  crowded: {box: [0, 0, 10, 10], columns: 2, rows: 1, names: [a, b, c], source: derived}
  empty: {box: [10, 0, 10, 10], columns: 1, rows: 1, source: derived}
  unsaid: {box: [0, 0, 10, 10], columns: 1, rows: 1}
gestures:
  half: {duration: 100 ms, source: derived}
  unsaid: {swipe: [[1, 1], [99, 1]]}
regions:
  nowhere: {doc: Somewhere.}
""",
    ) == [
        "vvx600.yaml:3: grid 'placeless' has no place in the VVX600 map: give box, columns and rows, or keys",
        "vvx600.yaml:4: grid 'keyed' has no cells: give count, or a box",
        "vvx600.yaml:5: grid 'crowded': 3 names for 2 cells",
        "vvx600.yaml:6: grid 'empty': 10,0,10,10 is empty: left < right and top < bottom",
        "vvx600.yaml:7: grid 'unsaid': 'source' is missing",
        "vvx600.yaml:9: 'swipe' is missing in gestures > half",
        "vvx600.yaml:10: 'source' is missing in gestures > unsaid",
        "vvx600.yaml:12: region 'nowhere' has no place in this map: give at: [left, top, right, bottom]",
    ]


def test_soft_keys_of_a_screen_are_added_to_state_by_state(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx600=f"model: VVX600\nextends: _all\n{ROW}screens: {{call: {{softkeys: {{Connected: [Hold]}}}}}}\n",
        _all="base: all\nscreens:\n"
        '  call: {recognise: {calls: Offering}, softkeys: {"Connected, CallHeld": [End Call], Offering: [Answer]}, '
        "source: derived}\n",
    )
    screen = layout.screens["call"]
    assert {name: shown.labels for name, shown in screen.softkeys.items()} == {
        "Connected": ("Hold",), "CallHeld": ("End Call",), "Offering": ("Answer",),
    }  # fmt: skip
    assert screen.recognise.calls == ("Offering",)


def test_sets_are_told_by_the_calls_that_are_there_together(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx600=f"""\
model: VVX600
{ROW}screens:
  call: {{softkeys: {{Connected: [Hold, End Call], idle: {{keys: [New Call], calls: Idle}}}}}}
  other: {{softkeys: {{consult: {{keys: [Transfer, Cancel], calls: CallHold + RingBack}}, menu: [Select, Back]}}}}
  third: {{softkeys: {{odd: {{keys: [Exit, Cancel, Back], rare: true}}}}}}
""",
    )

    def names(*states: str) -> list[str]:
        return [shown.name for shown in layout.softkey_sets(states)]

    assert names() == ["idle", "menu", "odd"]
    assert names("Connected") == ["Connected", "menu", "odd"]
    assert names("RingBack") == ["menu", "odd"]
    assert names("CallHold", "RingBack") == ["consult", "menu", "odd"]
    assert layout.softkey_place("Back").cell == 2
    assert layout.softkey_place("Exit").cell == 1
    with pytest.raises(UnknownName, match="There is no soft key 'Transfer' while there is no call"):
        layout.softkey_place("Transfer")


def test_a_call_that_no_phone_has_is_told(tmp_path: Path) -> None:
    text = f"model: VVX600\n{ROW}screens: {{x: {{softkeys: {{y: {{keys: [A], calls: CallHold + Ringback2}}}}}}}}\n"
    (told,) = faults(tmp_path, vvx600=text)
    assert told == (
        "vvx600.yaml:3: screens > x > softkeys > y > calls: 'Ringback2' is no state of a call; did you mean 'RingBack'?"
    )


@pytest.mark.parametrize(
    ("labels", "cells", "pages"),
    [
        (["A", "B"], 4, [["A", "B"]]),
        (["A", "B", "C", "D"], 4, [["A", "B", "C", "D"]]),
        (["A", "B", "C", "D", "E"], 4, [["A", "B", "C", "+"], ["D", "E", "", "+"]]),
        (["A", "+", "B"], 4, [["A", "", "", "+"], ["B", "", "", "+"]]),
        (["A", "B", "C", "+", "D"], 3, [["A", "B", "+"], ["C", "", "+"], ["D", "", "+"]]),
        (["A", "B", "C", "+", "D"], 5, [["A", "B", "C", "", "+"], ["D", "", "", "", "+"]]),
    ],
)
def test_soft_keys_given_in_one_list_are_laid_out(labels: list[str], cells: int, pages: list[list[str]]) -> None:
    assert laid_out(labels, cells, "+") == tuple(tuple(page) for page in pages)


def test_menus_are_chosen_by_firmware(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx450="""\
model: VVX450
screens: {home: {source: derived}, settings: {source: derived}}
menus:
  settings:
    - {steps: "key:Setup", firmware: "<6.0", source: derived}
    - {steps: "item:Settings", on: home, shows: settings, firmware: ">=6.0", source: derived}
  old: {steps: "key:Menu", firmware: "<6.0", source: derived}
""",
    )
    assert layout.menu("Settings", firmware="5.9.3").steps == ("key:Setup",)
    assert layout.menu("settings", firmware="6.4.0").steps == ("item:Settings",)
    assert set(layout.menus_for("6.4.0")) == {"settings"}
    assert set(layout.menus_for()) == {"settings", "old"}
    with pytest.raises(UnknownName) as caught:
        layout.menu("old", firmware="6.4.0")
    assert str(caught.value).splitlines()[0] == "There is no menu path 'old' for firmware 6.4.0 in the VVX450 map."


def test_menus_whose_steps_lead_nowhere(tmp_path: Path) -> None:
    text = """\
model: VVX600
menus:
  nothing: {source: derived}
  item: {steps: "item:", source: derived}
  key: {steps: "key:Homme", source: derived}
  soft: {steps: "softkey:Hld", source: derived}
"""
    assert faults(tmp_path, vvx600=text) == [
        "vvx600.yaml:3: 'nothing' does nothing: give steps, or the screen it is opened from",
        "vvx600.yaml:4: 'item': nothing follows 'item:'",
        "vvx600.yaml:5: 'key': the VVX600 has no key 'Homme'; did you mean 'Home'?",
        "vvx600.yaml:6: 'soft': There is no soft key 'Hld' in the VVX600 map. there are no known soft keys",
    ]


def test_languages_are_added_to_word_by_word(tmp_path: Path) -> None:
    layout = loaded(
        tmp_path,
        vvx101="model: VVX101\nextends: _all\n"
        "softkeys: {row: [0, 53, 132, 64], cells: 3, labels: {Conference: Confrnc}, source: emulator}\n"
        "languages: {French_France: {softkeys: {Hold: Att.}, labels: {Menu: Menü}, source: recorded}}\n",
        _all="base: all\nscreens: {call: {softkeys: {Connected: [Hold, Conference, Send]}, source: derived}}\n"
        "languages: {French_France: {labels: {Hold: Attente, Menu: Menu}, source: emulator}}\n",
    )
    assert [layout.softkey(name, language="French_France") for name in ("hold", "Conference", "SEND")] == [
        *("Att.", "Confrnc", "Send"),
    ]
    assert layout.says("Hold", "French_France") == "Attente"
    assert layout.says("Menu", "French_Canada") == "Menü"
    assert [layout.softkey_id(label) for label in ("Att.", "Confrnc", "hold")] == ["Hold", "Conference", "Hold"]
