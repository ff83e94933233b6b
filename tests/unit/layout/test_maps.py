"""Finding, inheriting and checking map files."""

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from PolyLibrary.errors import FileFaults, UnknownName, UsageError
from PolyLibrary.layout import maps
from PolyLibrary.layout.maps import load_file, load_map, map_files, shipped_folder
from PolyLibrary.layout.schema import schema_json
from PolyLibrary.terms import Point

SHIPPED = shipped_folder()


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path, extra: tuple[Path, ...] = ()) -> list[str]:
    with pytest.raises(FileFaults) as caught:
        load_file(path, extra)
    assert caught.value.file == str(path)
    return [f"{fault.line}: {fault.text}" for fault in caught.value.faults]


@pytest.mark.parametrize("name", sorted(map_files()))
def test_every_shipped_map_is_good_and_agrees_with_its_schema(name: str) -> None:
    layout = load_map(name)
    assert (layout.model, layout.file) == (name, map_files()[name])
    document = YAML(typ="safe", pure=True).load(layout.file)
    jsonschema.validate(document, schema_json())


def test_a_checkout_wins_over_the_copy_in_the_package(tmp_path: Path) -> None:
    room = tmp_path / "PolyLibrary" / "layout"
    write(room / "maps", "vvx600.yaml", "stale: copy")
    assert shipped_folder(room) == room / "maps"
    (tmp_path / "layouts").mkdir()
    assert shipped_folder(room) == room / "maps"
    write(tmp_path / "layouts", "vvx600.yaml", "model: VVX600")
    assert shipped_folder(room) == tmp_path / "layouts"


def test_an_unknown_model_and_a_model_without_a_map(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="There is no phone model 'VVX6000'"):
        load_map("VVX6000")
    write(tmp_path, "vvx600.yaml", "model: VVX600\n")
    monkeypatch.setattr(maps, "shipped_folder", lambda: tmp_path)
    with pytest.raises(UsageError) as caught:
        load_map("VVX 101")
    assert str(caught.value) == (f"There is no layout map for VVX101 in '{tmp_path}'.\nNext:  maps exist for 'VVX600'.")


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"There is no folder of layout maps .*nowhere"):
        load_map("VVX600", [tmp_path / "nowhere"])


def test_a_users_folder_wins_and_may_build_on_the_shipped_map(tmp_path: Path) -> None:
    write(
        tmp_path,
        "vvx600.yaml",
        "model: VVX600\nextends: VVX600\nelements:\n  bell: {at: [9, 9], source: recorded}\n"
        "  Missed Calls: {at: [71, 35], source: recorded}\n  line 16:\n",
    )
    layout = load_map("VVX600", [tmp_path])
    bases = ("_480x272", "_touch", "_vvx", "_phone")
    names = (tmp_path / "vvx600.yaml", SHIPPED / "vvx600.yaml", *(SHIPPED / f"{base}.yaml" for base in bases))
    assert layout.files == names
    assert layout.element("bell").at == Point(9, 9)
    assert layout.element("missed calls").at == Point(71, 35)
    assert [name for name in layout.elements if name.lower() == "missed calls"] == ["Missed Calls"]
    assert layout.element("more").at == Point(438, 254)
    assert "line 16" not in layout.elements
    assert layout.softkey_row is not None


def test_a_map_extends_the_map_of_another_model(tmp_path: Path) -> None:
    write(tmp_path, "vvx601.yaml", "model: VVX601\nextends: VVX 600\n")
    layout = load_map("VVX601", [tmp_path])
    assert (layout.model, layout.element("missed calls").at) == ("VVX601", Point(70, 34))
    assert layout.element("missed calls").origin.startswith(str(SHIPPED / "vvx600.yaml"))


def test_what_does_not_fit_on_the_smaller_screen_is_told_at_extends(tmp_path: Path) -> None:
    path = write(tmp_path, "vvx500.yaml", "model: VVX500\nextends: VVX411\nelements: {a: {at: [0, 0], source: faq}}\n")
    write(tmp_path, "vvx411.yaml", "model: VVX411\nelements: {b: {at: [320, 1], source: derived}}\n")
    assert faults(path, (tmp_path,)) == ["2: 'b' at 320,1 lies off the 320x240 screen (inherited from vvx411.yaml:2)"]


def test_maps_that_extend_each_other_are_named(tmp_path: Path) -> None:
    path = write(tmp_path, "vvx500.yaml", "model: VVX500\nextends: VVX501\n")
    other = write(tmp_path, "vvx501.yaml", "model: VVX501\nextends: VVX500\n")
    with pytest.raises(FileFaults) as caught:
        load_file(path, (tmp_path,))
    assert str(caught.value) == (
        f"The layout map {other} has 1 fault:\n"
        f"  {other}:2: maps extend each other in a circle: vvx500.yaml -> vvx501.yaml -> vvx500.yaml"
    )


def test_a_parent_that_does_not_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "shipped_folder", lambda: tmp_path)
    path = write(tmp_path, "vvx101.yaml", "model: VVX101\nextends: VVX101\n")
    assert faults(path) == ["2: there is no other layout map for 'VVX101' to extend"]
    write(tmp_path, "vvx101.yaml", "model: VVX101\nextends: VVX60\n")
    assert faults(path) == ["2: There is no phone model 'VVX60'. did you mean 'VVX601' or 'VVX600' or 'VVX501'?"]


def test_faults_of_the_file_come_all_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "vvx600.yaml",
        """\
model: VVX600
scren: [480, 272]
elements:
  a: {at: [1], source: faq}
  b: {at: [1, 2], source: guess}
  c: {at: [1, 2], on: home}
  d: {at: [1, 2], source: faq, firmware: new}
  e:
    - {at: [1, 2], source: faq, tekst: x}
gestures:
  s: {swipe: [[1, 2], [3, 4]], duration: 100, source: faq}
  t: {swipe: [[1, 2], [3, 4]], duration: 100 s, source: faq}
  u: {swipe: [[1, 2]], source: faq}
screens:
  home: {recognise: {calls: [Conected]}}
""",
    )
    assert faults(path) == [
        "2: unknown key 'scren'; did you mean 'screen' or 'screens'?",
        "4: elements > a > at: wants whole numbers of pixels: [x, y]",
        (
            "5: elements > b > source: 'guess' is none of its words; known words: 'capture', 'derived', "
            "'emulator', 'faq', 'recorded'"
        ),
        "6: 'source' is missing in elements > c",
        "7: elements > d > firmware: 'new' is no firmware condition; write for example >=5.8 or 5.9 or >=5.8, <6",
        "9: unknown key 'tekst' in elements > e > no. 1; did you mean 'text'?",
        "11: gestures > s > duration: wants a time with its unit, such as 100 ms, not '100'",
        "12: gestures > t > duration: wants at most 5 s, not 100 s; did you mean 100 ms?",
        "13: gestures > u > swipe: wants 2 values, not 1",
        (
            "15: screens > home > recognise > calls > no. 1: 'Conected' is none of its words; "
            "did you mean 'Connected' or 'Disconnected'?"
        ),
    ]


def test_faults_of_the_whole_come_all_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "vvx600.yaml",
        """\
model: VVX600
screen: [480, 270]
softkeys: {row: [0, 236, 480, 280], cells: 4, source: derived}
screens:
  home: {softkeys: {idle: [[a, b, c, d, e], [f]]}}
  call: {recognise: {calls: [Connected]}}
  talk: {recognise: {calls: [Connected, CallHeld]}}
  list: {recognise: {text: Calls, region: titel}}
elements:
  a:b: {at: [1, 2], source: faq}
  "70,34": {at: [1, 2], source: faq}
  off: {at: [480, 2], source: faq}
  none: {source: faq}
  Bell: {image: bell.png, source: faq}
  bell: {at: [1, 2], on: [hom], source: faq}
  key: {key: Homme, source: faq}
  gone:
regions:
  title: [10, 10, 10, 20]
  big: [0, 0, 481, 20]
gestures:
  still: {swipe: [[1, 2], [1, 2]], source: faq}
menus:
  calls: {steps: [bel, "foo:x"], shows: homes, source: faq}
""",
    )
    assert faults(path) == [
        "2: the screen of the VVX 600 is 480x272, not 480x270",
        "3: the row of soft keys 0,236,480,280 does not fit on the 480x272 screen",
        "5: 'home': 5 soft keys on one page of 'idle', but 4 cells",
        "7: 'talk' and 'call' are recognised by the same rule; one must differ",
        "8: 'list': there is no region 'titel'; did you mean 'title'?",
        "10: the name 'a:b' holds a ':', which marks a prefix in a locator",
        "11: the name '70,34' looks like a point",
        "12: 'off' at 480,2 lies off the 480x272 screen",
        "13: 'none' has no way to find it: give at, softkey, key, line, image, text or icon",
        "15: 'bell' and 'Bell' are one name: case and spaces do not matter",
        "15: 'bell': there is no screen 'hom'; did you mean 'home'?",
        "16: 'key': the VVX600 has no key 'Homme'; did you mean 'Home'?",
        "17: 'gone' has no entry, and nothing of that name is inherited to be taken away",
        "19: region 'title': 10,10,10,20 is empty: left < right and top < bottom",
        "20: region 'big': 0,0,481,20 does not fit on the 480x272 screen",
        "22: 'still' swipes from a point to itself",
        "24: 'calls': there is no screen 'homes'; did you mean 'home'?",
        "24: 'calls': There is no element 'bel' in the VVX600 map. did you mean 'bell'?",
        "24: 'calls': There is no locator prefix 'foo:' ('foo:x'). known prefixes: softkey: key: line: text: image:",
    ]


def test_a_missing_picture_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "vvx600.yaml", "model: VVX600\nelements: {bell: {image: bell.png, source: faq}}\n")
    assert faults(path) == [f"2: 'bell': there is no picture {tmp_path / 'bell.png'}"]
    (tmp_path / "bell.png").write_bytes(b"x")
    assert load_file(path).element("bell").image == tmp_path / "bell.png"


def test_a_picture_has_a_source_of_its_own(tmp_path: Path) -> None:
    """What was cut from an emulated phone's screen never passes for a real phone's icon."""
    path = write(
        tmp_path,
        "vvx600.yaml",
        """\
model: VVX600
screens:
  home: {recognise: {image: {file: bell.png, source: emulator}, region: bar}, source: recorded}
  idle: {recognise: {image: bell.png}, source: recorded}
  none: {source: recorded}
elements:
  bell: {at: [70, 34], image: {file: bell.png, source: emulator}, source: faq}
  ring: {at: [70, 34], image: bell.png, source: capture}
  bare: {at: [70, 34], source: faq}
regions:
  bar: [0, 0, 480, 46]
""",
    )
    picture = tmp_path / "bell.png"
    picture.write_bytes(b"x")
    layout = load_file(path)
    bell, ring, bare = (layout.element(name) for name in ("bell", "ring", "bare"))
    assert (bell.image, bell.source, bell.image_source) == (picture, "faq", "emulator")
    assert (ring.image, ring.source, ring.image_source) == (picture, "capture", "capture")
    assert (bare.image, bare.image_source) == (None, "")
    home, idle, none = (layout.screens[name].recognise for name in ("home", "idle", "none"))
    assert (home.image, home.image_source) == (picture, "emulator")
    assert (idle.image, idle.image_source) == (picture, "recorded")
    assert none.image_source == ""
    # A picture of another model's phone is as derived as its places.
    child = load_file(write(tmp_path, "vvx601.yaml", "model: VVX601\nextends: VVX600\n"), (tmp_path,))
    assert child.element("bell").image_source == "emulator"
    assert child.element("ring").image_source == "derived"
    assert child.screens["idle"].recognise.image_source == "derived"


def test_faults_of_a_picture_with_a_source(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "vvx600.yaml",
        """\
model: VVX600
elements:
  a: {image: {file: a.png, source: guess}, source: faq}
  b: {image: {source: faq}, source: faq}
  c: {image: {file: a.png, sauce: faq}, source: faq}
  d: {image: [a.png], source: faq}
""",
    )
    assert faults(path) == [
        (
            "3: elements > a > image > source: 'guess' is none of its words; known words: 'capture', 'derived', "
            "'emulator', 'faq', 'recorded'"
        ),
        "4: 'file' is missing in elements > b > image",
        "5: unknown key 'sauce' in elements > c > image; did you mean 'source'?",
        "6: elements > d > image: wants a map of names, not a list",
    ]


def test_a_screen_may_be_told_by_one_of_several_texts(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "vvx600.yaml",
        """\
model: VVX600
screens:
  missed: {recognise: {text: Missed Calls, region: title}}
  calls: {recognise: {text: [Received Calls, Placed Calls], region: title}}
  bare: {}
regions:
  title: [0, 46, 480, 76]
""",
    )
    screens = load_file(path).screens
    assert screens["missed"].recognise.text == ("Missed Calls",)
    assert screens["calls"].recognise.text == ("Received Calls", "Placed Calls")
    assert screens["bare"].recognise.text == ()
    assert not screens["bare"].recognise


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("{text: [A, B]}", "{text: [b, C]}", True),
        ("{text: A, region: title}", "{text: A}", False),
        ("{text: [A, B], region: title}", "{text: [C], region: title}", False),
        ("{softkeys: [Hold, End Call]}", "{softkeys: [end call, Hold]}", True),
        ("{softkeys: [Hold], text: A}", "{softkeys: [Hold], text: B}", False),
        ("{softkeys: [Hold], calls: Connected}", "{softkeys: [Hold], calls: CallHold}", False),
    ],
)
def test_two_screens_that_one_look_cannot_tell_apart(tmp_path: Path, first: str, second: str, same: bool) -> None:
    path = write(
        tmp_path,
        "vvx600.yaml",
        f"model: VVX600\nregions: {{title: [0, 46, 480, 76]}}\nscreens:\n"
        f"  one: {{recognise: {first}}}\n  two: {{recognise: {second}}}\n",
    )
    if same:
        assert faults(path) == ["5: 'two' and 'one' are recognised by the same rule; one must differ"]
    else:
        assert len(load_file(path).screens) == 2


def test_a_missing_picture_comes_with_the_nearest_names(tmp_path: Path) -> None:
    for name in ("bell.png", "lock.bmp", "notes.txt"):
        write(tmp_path / "vvx600", name, "x")
    path = write(
        tmp_path,
        "vvx600.yaml",
        """\
model: VVX600
screens:
  home: {recognise: {image: vvx600/belll.png}}
elements:
  a: {image: vvx600/look.bmp, source: faq}
  b: {image: vvx601/bell.png, source: faq}
  c: {image: vvx600/missed.png, source: faq}
""",
    )
    folder = tmp_path / "vvx600"
    assert faults(path) == [
        f"3: 'home': there is no picture {folder / 'belll.png'}; did you mean 'bell.png'?",
        f"5: 'a': there is no picture {folder / 'look.bmp'}; did you mean 'lock.bmp'?",
        f"6: 'b': there is no picture {tmp_path / 'vvx601' / 'bell.png'}",
        f"7: 'c': there is no picture {folder / 'missed.png'}; pictures in {folder}: 'bell.png', 'lock.bmp'",
    ]


def test_a_screen_has_several_looks(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "vvx600.yaml",
        """\
model: VVX600
screens:
  idle:
    recognise:
      - {softkeys: [New Call, Forward]}
      - {softkeys: [Messages, Lock], uixml: idle}
    source: recorded
  dialer: {recognise: {calls: [Dialtone, Idle], softkeys: Send, without: [Transfer], region: bar}}
regions: {bar: [0, 46, 480, 76]}
""",
    )
    idle, dialer = (load_file(path).screens[name] for name in ("idle", "dialer"))
    assert [rule.softkeys for rule in idle.rules] == [("New Call", "Forward"), ("Messages", "Lock")]
    assert (idle.recognise.uixml, idle.further[0].uixml) == (("idle",), ())
    assert dialer.rules == (dialer.recognise,)
    assert dialer.recognise.without == ("Transfer",)


def test_faults_of_one_of_several_rules(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "vvx600.yaml",
        """\
model: VVX600
screens:
  idle:
    recognise:
      - {softkeys: [New Call, Forward]}
      - {softkeys: [Messages], sofkeys: [Lock]}
      - {calls: [Idel]}
  home: {recognise: []}
""",
    )
    assert faults(path) == [
        "6: unknown key 'sofkeys' in screens > idle > recognise > no. 2; did you mean 'softkeys'?",
        ("7: screens > idle > recognise > no. 3 > calls > no. 1: 'Idel' is none of its words; did you mean 'Idle'?"),
        "8: screens > home > recognise: wants 1 values, not 0",
    ]
    path = write(
        tmp_path,
        "vvx601.yaml",
        """\
model: VVX601
screens:
  idle:
    recognise:
      - {softkeys: [New Call, Forward]}
      - {without: [Messages]}
      - {text: Messages, region: titel}
  home: {recognise: {softkeys: [forward, new call]}}
regions: {title: [0, 0, 9, 9]}
""",
    )
    assert faults(path) == [
        "6: 'idle': recognise says nothing; give calls, softkeys, image, text or uixml",
        "7: 'idle': there is no region 'titel'; did you mean 'title'?",
        "8: 'home' and 'idle' are recognised by the same rule; one must differ",
    ]


def test_an_unknown_model_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "x.yaml", "model: VVX60\nelements: {a: {at: [1, 2], source: faq}}\n")
    assert faults(path) == ["1: There is no phone model 'VVX60'. did you mean 'VVX601' or 'VVX600' or 'VVX501'?"]


def test_ways_are_tried_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "x.yaml", "model: VVX600\nelements: {a: {text: Hi, at: [1, 2], softkey: Hi, source: faq}}\n")
    element = load_file(path).element("a")
    assert element.ways == ("text", "at", "softkey")
    assert element.origin == f"{path}:2"
    assert element.can_be_checked


def test_an_element_may_vary_by_firmware_and_language(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "x.yaml",
        """\
model: VVX600
elements:
  end:
    - {softkey: Beenden, language: German, source: recorded}
    - {softkey: EndCall, firmware: "<5.8", source: recorded}
    - {softkey: End Call, firmware: ">=5.8", source: recorded}
""",
    )
    layout = load_file(path)
    assert layout.element("end", firmware="5.7.0", language="English").softkey == "EndCall"
    assert layout.element("end", firmware="5.9.3", language="English").softkey == "End Call"
    assert layout.softkey("end", firmware="5.9.3", language="german") == "Beenden"
    assert len(layout.element("end").variants) == 3
    assert layout.element("end", firmware="5.9.3", language="English").origin == f"{path}:6"


def test_no_variant_that_fits(tmp_path: Path) -> None:
    path = write(tmp_path, "x.yaml", 'model: VVX600\nelements: {a: {at: [1, 2], firmware: "<5", source: faq}}\n')
    with pytest.raises(UnknownName) as caught:
        load_file(path).element("a", firmware="5.9")
    assert str(caught.value).splitlines()[0] == (
        "There is no element 'a' for firmware 5.9 in the VVX600 map ('<5' only)."
    )


def test_a_map_that_does_not_say_where_its_soft_keys_are(tmp_path: Path) -> None:
    path = write(tmp_path, "x.yaml", "model: VVX600\nscreens: {home: {softkeys: {idle: [A]}}}\n")
    with pytest.raises(UsageError) as caught:
        load_file(path).softkey_point("A")
    assert str(caught.value) == (
        "The VVX600 map does not say where its soft keys are drawn.\n"
        "Next:  press it as a key, or give the map a 'softkeys:' entry with row and cells."
    )


def test_the_schema_is_json() -> None:
    schema = json.loads(json.dumps(schema_json()))
    assert schema["title"] == "PolyLibrary layout map"
    jsonschema.Draft202012Validator.check_schema(schema)
