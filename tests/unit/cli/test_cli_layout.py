"""``polylab layout``: planted faults of every kind, found with their file, line and suggestion."""

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from PolyLibrary.cli.main import main
from PolyLibrary.layout.maps import shipped_folder

CHECKOUT = Path(__file__).parents[3]
MAPS = len(list(shipped_folder().glob("*.yaml")))

BAD_SUITE = """\
*** Settings ***
Library           PolyLibrary
Test Setup        Tap    mised calls

*** Test Cases ***
Words About The Screen
    Tap    70 34
    Tap    2000,20
    Swipe    lin view
    Swipe    missed calls    end=foo:x
    Press Soft Key    Anser
    Press Key    Selekt
    Press Line Key    99
    Expect Screen    incomming call
    Expect Soft Keys    Hold    Resum    match=contains
    Open Screen    recnt calls > missed
    Wait Until Screen Settles    masks=clock;tmer
    Expect Element    image:bell.png
    Expect No Element    row 1
    Expect Element    70,34

Values That Nobody Looks At
    Get Call State
    ${state} =    Get Call State
    ${used} =    Get Call State
    Log    ${used}
    Get Call State    ==    Connected

Inside Other Keywords
    Run Keyword If    ${TRUE}    Tap    mor    ELSE    Tap    voicemale icon
    Wait Until Keyword Succeeds    3x    1 s    Press Soft Key    Ansser
    FOR    ${n}    IN RANGE    3
        IF    ${n}
            Expect Screen    hom
        END
    END
    Run Keyword And Expect Error    *    Tap    nothing at all
    alice.Tap    misssed calls

Variables Are Left Alone
    Tap    ${PLACE}
    Tap    row ${n}
    Expect Soft Keys    @{LABELS}

With A Template
    [Template]    Expect Screen
    home
    hmoe

*** Keywords ***
A Keyword Of Its Own
    [Teardown]    Tap    msised calls
    Touch By Hand    alice    misssed calls
    ${kept} =    Get Call State
    RETURN    ${kept}
"""
FOUND = [
    "3: There is no element 'mised calls' in any of the maps. did you mean 'missed calls'?",
    "7: '70 34' is no point. write it with a comma: 70,34.",
    "9: There is no gesture 'lin view' in any of the maps. did you mean 'line view' or 'call view'?",
    "10: There is no locator prefix 'foo:' ('foo:x'). known prefixes: softkey: key: line: text: image:",
    "11: There is no soft key 'Anser' in any of the maps. did you mean 'Answer' or 'Transfer'?",
    "8: The point 2000,20 lies off the screens of all models. no panel is that large.",
    "12: No model has a key 'Selekt'. did you mean 'Select'?",
    "13: No model has a line key 99. 48 is the last one, with expansion modules.",
    "14: There is no screen 'incomming call' in any of the maps. did you mean 'incoming call'?",
    "15: There is no soft key 'Resum' in any of the maps. did you mean 'Resume'?",
    (
        "16: There is no menu path 'recnt calls > missed' in any of the maps, and no entry 'recnt calls' on its Home "
        "screen. did you mean 'recent calls'?"
    ),
    "17: There is no region 'tmer' in any of the maps. did you mean 'timer'?",
    "18: There is no picture {folder}/bell.png. record it, or check the name.",
    (
        "23: The value of 'Get Call State' is neither checked nor kept. "
        "check it where it is read (Get Call State    ...    ==    ...), or leave the call out."
    ),
    (
        "24: The value of 'Get Call State' goes to 'state', which nothing below uses. "
        "check it where it is read (Get Call State    ...    ==    ...), or leave the call out."
    ),
    "30: There is no element 'mor' in any of the maps. did you mean 'more'?",
    "30: There is no element 'voicemale icon' in any of the maps. did you mean 'voicemail icon' or 'call icons'?",
    "31: There is no soft key 'Ansser' in any of the maps. did you mean 'Answer' or 'Transfer'?",
    "34: There is no screen 'hom' in any of the maps. did you mean 'home'?",
    "38: There is no element 'misssed calls' in any of the maps. did you mean 'missed calls'?",
    "48: There is no screen 'hmoe' in any of the maps. did you mean 'home'?",
    "52: There is no element 'msised calls' in any of the maps. did you mean 'missed calls'?",
    "53: There is no element 'misssed calls' in any of the maps. did you mean 'missed calls'?",
]

BAD_MAP = """\
model: VVX600
extends: VVX600
screens:
  one: {recognise: {}, source: derived}
  two: {recognise: {image: two.png}, source: derived}
  three: {recognise: {text: Hello, region: titel}, source: derived}
  four: {recognise: {text: Four}, source: derived}
  five: {recognise: {text: Four}, source: derived}
elements:
  off: {at: [480, 10], source: recorded}
  no way: {on: home, source: recorded}
  no key: {key: Hom, source: recorded}
  no screen: {at: [1, 1], on: hom, source: recorded}
  No Key: {at: [2, 2], source: recorded}
  "12,3": {at: [3, 3], source: recorded}
  too wide: {text: Hello, within: [0, 0, 500, 10], source: recorded}
gestures:
  out: {swipe: [[1, 1], [600, 1]], source: recorded}
  still: {swipe: [[5, 5], [5, 5]], source: recorded}
regions:
  too low: [0, 0, 10, 300]
menus:
  nothing: {steps: [], source: recorded}
  odd: {steps: ["softkey:Anser"], source: recorded}
"""
FOUND_IN_MAP = [
    "4: 'one': recognise says nothing; give calls, softkeys, image, text or uixml",
    "5: 'two': there is no picture {folder}/two.png",
    "6: 'three': there is no region 'titel'; did you mean 'title' or 'timer'?",
    "8: 'five' and 'four' are recognised by the same rule; one must differ",
    "10: 'off' at 480,10 lies off the 480x272 screen",
    "11: 'no way' has no way to find it: give at, softkey, key, line, image, text or icon",
    "13: 'no screen': there is no screen 'hom'; did you mean 'home'?",
    "14: 'No Key' and 'no key' are one name: case and spaces do not matter",
    "15: the name '12,3' looks like a point",
    "16: 'too wide': within 0,0,500,10 does not fit on the 480x272 screen",
    "18: 'out' at 600,1 lies off the 480x272 screen",
    "19: 'still' swipes from a point to itself",
    "21: region 'too low': 0,0,10,300 does not fit on the 480x272 screen",
    "23: 'nothing' does nothing: give steps, or the screen it is opened from",
    "24: 'odd': There is no soft key 'Anser' in the VVX600 map. did you mean 'Answer' or 'Transfer'?",
]


def layout(*arguments: object, **more: Any) -> Result:
    return CliRunner().invoke(main, ["layout", *map(str, arguments)], catch_exceptions=False, **more)


@pytest.fixture
def bad_suite(tmp_path: Path) -> Path:
    path = tmp_path / "suites" / "bad.robot"
    path.parent.mkdir()
    path.write_text(BAD_SUITE, encoding="utf-8")
    return path


def test_the_shipped_maps_are_good() -> None:
    done = layout("check")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"{MAPS} maps checked: no faults.\n"


def test_the_shipped_suites_are_good() -> None:
    done = layout("check", "--suites", CHECKOUT / "suites")
    assert (done.exit_code, done.stdout) == (0, "")
    files = [path for path in (CHECKOUT / "suites").rglob("*") if path.suffix in {".robot", ".resource"}]
    assert f"{len(files)} suite files checked: no faults. " in done.stderr
    assert "held against VVX101, VVX150, VVX201 and 21 others" in done.stderr


def test_planted_faults_of_a_suite_are_found_with_their_lines(bad_suite: Path) -> None:
    done = layout("check", "--suites", bad_suite.parent)
    told = done.stdout.splitlines()
    wanted = [f"{bad_suite}:{text.format(folder=bad_suite.parent)}" for text in FOUND]
    assert [line for line in wanted if line not in told] == []
    rest = [line.removeprefix(f"{bad_suite}:") for line in told if line not in wanted]
    assert [line[: line.index(" ")] for line in rest] == ["19:", "20:"]
    assert rest[0].startswith("19: 'row 1' has only a place in all of the maps: it can be touched, not checked. ")
    assert rest[1].startswith("20: '70,34' is only a place: it cannot be checked. ")
    assert done.exit_code == 1
    assert "25 faults. " in done.stderr
    assert "3 with variables were not" in done.stderr


def test_one_model_alone(tmp_path: Path) -> None:
    suite = tmp_path / "lines.robot"
    suite.write_text("*** Test Cases ***\nA\n    Tap    line 16\n    Swipe    line view\n", encoding="utf-8")
    assert layout("check", suite).exit_code == 0
    assert layout("check", suite, "--model", "VVX 600").exit_code == 0
    done = layout("check", suite, "--model=vvx450")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        (
            f"{suite}:3: There is no element 'line 16' in the VVX450 map. "
            "did you mean 'line 6' or 'line 1' or 'line 12'?"
        ),
        f"{suite}:4: There is no gesture 'line view' in the VVX450 map. there are no known gestures.",
    ]
    done = layout("check", suite, "--model", "VVX9")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "polylab: There is no phone model 'VVX9'.")


def test_what_is_not_for_every_model_is_told_when_asked(tmp_path: Path) -> None:
    suite = tmp_path / "x.robot"
    suite.write_text("*** Test Cases ***\nA\n    Swipe    line view\n", encoding="utf-8")
    quiet = layout("check", suite)
    assert quiet.stdout == ""
    assert quiet.stderr.endswith(" 1 name not for every model (-v shows them).\n")
    told = layout("check", "-v", suite)
    assert told.stdout == f"{suite}:3: note: 'line view' is not for VVX101, VVX150, VVX201 and 11 others.\n"
    assert told.exit_code == 0


def test_masks_of_baselines_are_checked_but_none_is_no_region(tmp_path: Path) -> None:
    suite = tmp_path / "mine.robot"
    calls = ["masks=none", "masks=clock;timer", "masks=clock;tmer", "region=soft kys"]
    lines = "".join(f"    Expect Baseline    idle    {each}\n" for each in calls)
    suite.write_text(f"*** Test Cases ***\nIdle\n{lines}", encoding="utf-8")
    done = CliRunner().invoke(main, ["layout", "check", str(suite)])
    assert [line.partition(":")[2].partition("'")[0] for line in done.stdout.splitlines()] == [
        "5: There is no region ",
        "6: There is no region ",
    ]


def test_faults_of_all_maps_come_at_once_those_of_a_base_once(tmp_path: Path) -> None:
    (tmp_path / "_base.yaml").write_text(
        "base: mine\nscreens:\n  one: {recognise: {calls: Offering}, source: derived}\n"
        "  two: {recognise: {calls: Offering}, source: derived}\n"
        "elements: {a: {at: [1, 1], on: thre, source: derived}}\n"
    )
    (tmp_path / "vvx600.yaml").write_text("model: VVX600\nextends: _base\nelemnts: {}\n")
    (tmp_path / "vvx450.yaml").write_text("model: VVX450\nextends: _base\n")
    (tmp_path / "vvx500.yaml").write_text("model: VVX500\nextends: _base\nelements: {b: {image: b.png, source: faq}}\n")
    (tmp_path / "lab.yaml").write_text("phones: {}\n")
    done = layout("check", tmp_path)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        (
            f"{tmp_path}/_base.yaml:4: 'two' and 'one' are recognised by the same rule; one must differ "
            "(on vvx450 and vvx500)"
        ),
        f"{tmp_path}/_base.yaml:5: 'a': there is no screen 'thre'; known screens: 'one', 'two' (on vvx450 and vvx500)",
        f"{tmp_path}/vvx500.yaml:3: 'b': there is no picture {tmp_path}/b.png",
        f"{tmp_path}/vvx600.yaml:3: unknown key 'elemnts'; did you mean 'elements'?",
    ]
    assert done.stderr == "4 maps checked: 4 faults.\n"


def test_pictures_of_maps_that_could_never_be_found(tmp_path: Path) -> None:
    Image.new("RGB", (24, 24), (9, 9, 9)).save(tmp_path / "flat.png")
    Image.effect_noise((60, 30), 90).save(tmp_path / "bell.png")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    (tmp_path / "_bells.yaml").write_text(
        "base: bells\ngrids:\n  bells:\n    box: [0, 0, 80, 20]\n    columns: 2\n    images: [bell.png, flat.png]\n"
        "    source: emulator\n"
    )
    for model in ("vvx600", "vvx601"):
        (tmp_path / f"{model}.yaml").write_text(
            f"model: {model}\nextends: _bells\nelements:\n"
            "  bell: {image: bell.png, within: [0, 0, 80, 40], source: faq}\n"
            "  broken: {image: broken.png, source: faq}\nscreens:\n  home: {recognise: {image: flat.png}}\n"
        )
    done = layout("check", tmp_path / "vvx600.yaml", tmp_path / "vvx601.yaml")
    flat = "the template flat.png is one flat colour: grey values that deviate by 0.0; at least 4 is needed"
    told = [line.removeprefix(f"{tmp_path}/") for line in done.stdout.splitlines()]
    broken = told.pop(2)
    assert broken.startswith("vvx600.yaml:5: 'broken': the template broken.png cannot be read: ")
    assert told.pop(3).startswith("vvx601.yaml:5: 'broken': the template broken.png cannot be read: ")
    assert told == [
        (
            "_bells.yaml:3: 'bells 1': the template bell.png has 60x30 pixels and is larger than 0,0,40,20, "
            "where it is looked for (on vvx600 and vvx601)"
        ),
        f"_bells.yaml:3: 'bells 2': {flat} (on vvx600 and vvx601)",
        f"vvx600.yaml:7: 'home': {flat}",
        f"vvx601.yaml:7: 'home': {flat}",
    ]
    assert done.exit_code == 1


def test_values_of_the_screen_that_nobody_looks_at(tmp_path: Path) -> None:
    suite = tmp_path / "x.robot"
    suite.write_text(
        "*** Test Cases ***\nA\n    ${title} =    Get Screen    title\n    Get Screen    title\n"
        "    Get Screen    title    ==    Home\n    ${used} =    Get Screen    title\n    Log    ${used}\n",
        encoding="utf-8",
    )
    done = layout("check", suite)
    told = [line.removeprefix(f"{suite}:") for line in done.stdout.splitlines()]
    assert [line.partition(" check it")[0] for line in told] == [
        "3: The value of 'Get Screen' goes to 'title', which nothing below uses.",
        "4: The value of 'Get Screen' is neither checked nor kept.",
    ]


def test_faults_of_every_kind_in_a_map_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "vvx600.yaml"
    path.write_text(BAD_MAP, encoding="utf-8")
    done = layout("check", tmp_path)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [f"{path}:{text.format(folder=tmp_path)}" for text in FOUND_IN_MAP]
    assert done.stderr == f"1 map checked: {len(FOUND_IN_MAP)} faults.\n"


def test_suites_are_held_against_maps_of_ones_own(tmp_path: Path) -> None:
    maps = tmp_path / "maps"
    maps.mkdir()
    (maps / "vvx600.yaml").write_text(
        "model: VVX600\nextends: VVX600\nelements: {bell: {at: [9, 9], text: Bell, source: recorded}}\n"
    )
    suite = tmp_path / "x.robot"
    suite.write_text("*** Test Cases ***\nA\n    Expect Element    bell\n", encoding="utf-8")
    assert layout("check", suite).exit_code == 1
    assert layout("check", suite, "--layouts", maps).exit_code == 0
    assert layout("check", suite, maps).exit_code == 0


def test_json_for_scripts(bad_suite: Path, tmp_path: Path) -> None:
    done = layout("check", "--json", bad_suite)
    told = json.loads(done.stdout)
    assert done.exit_code == 1
    assert told["suites"] == 1
    assert told["with variables"] == 3
    assert told["faults"][0] == {
        "file": str(bad_suite),
        "line": 3,
        "text": "There is no element 'mised calls' in any of the maps.",
        "hint": "did you mean 'missed calls'?",
    }
    done = layout("check", "--json")
    assert (done.exit_code, json.loads(done.stdout)) == (
        0, {"maps": MAPS, "suites": 0, "faults": [], "notes": [], "checked": 0, "with variables": 0},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "nowhere.yaml"], "does not exist"),
        (["check", "--suites", "{folder}"], "There is no suite in {folder}."),
        (["check", "{folder}"], "There is neither a map nor a suite in {folder}."),
        (["show", "VVX9"], "There is no phone model 'VVX9'."),
        (["show", "VVX600", "--phone", "alice"], "Which lab knows 'alice'?"),
        (["show", "VVX600", "--phone", "alice", "--lab", "virtual"], "Which lab knows 'alice'?"),
        (["show", "VVX600", "--screen", "hom"], "There is no screen 'hom' in the VVX600 map."),
        (["show", "VVX600", "-o", "{folder}/no/where.png"], "{folder}/no/where.png cannot be written"),
    ],
)
def test_wrong_use_is_code_2(arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLYLAB_LAB", raising=False)
    done = layout(*(part.format(folder=tmp_path) for part in arguments))
    assert done.exit_code == 2
    assert told.format(folder=tmp_path) in done.stderr


def test_the_schema_is_printed() -> None:
    done = layout("schema")
    assert done.exit_code == 0
    schema = json.loads(done.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid({"model": "VVX600", "extends": ["_touch"]})
    assert validator.is_valid({"base": "some phones"})
    assert not validator.is_valid({"model": "VVX600", "base": "both"})
    assert not validator.is_valid({"screens": {}})


def test_a_picture_of_a_map_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = layout("show", "vvx 600", "--screen", "active call")
    assert done.exit_code == 0
    assert done.stdout.startswith("VVX600-activecall.png: ")
    with Image.open(tmp_path / "VVX600-activecall.png") as shown:
        assert shown.format == "PNG"
        assert shown.width > 960


def test_a_picture_of_a_map_on_a_capture(tmp_path: Path) -> None:
    capture, out = tmp_path / "screen.bmp", tmp_path / "out.png"
    Image.new("RGB", (480, 272), (9, 8, 7)).save(capture)
    done = layout("show", "VVX600", "--picture", capture, "--screen", "browser", "-o", out)
    assert (done.exit_code, done.stdout.split(":")[0]) == (0, str(out))
    with Image.open(io.BytesIO(out.read_bytes())) as shown:
        assert shown.convert("RGB").getpixel((12 + 2 * 200, 12 + 2 * 100)) == (9, 8, 7)
    done = layout("show", "VVX600", "--picture", capture, "--phone", "alice")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (2, "polylab: --picture and --phone both give a picture.")
