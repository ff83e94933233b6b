"""``polylab layout cut``: what is cut, what the map is told, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageDraw

from PolyLibrary.cli.main import main
from PolyLibrary.layout.maps import load_map
from PolyLibrary.terms import Region

BELL = (300, 100, 324, 124)


def cut(*arguments: object, **more: Any) -> Result:
    return CliRunner().invoke(main, ["layout", "cut", *map(str, arguments)], catch_exceptions=False, **more)


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    """A screen of a VVX 600 with a bell in the body and the icon of missed calls."""
    image = Image.new("RGB", (480, 272), (20, 24, 30))
    draw = ImageDraw.Draw(image)
    draw.polygon(((312, 102), (322, 120), (302, 120)), (250, 200, 80))
    draw.ellipse((62, 26, 78, 42), (250, 80, 80))
    path = tmp_path / "screen.bmp"
    image.save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "maps"
    path.mkdir()
    return path


def test_a_template_is_cut_and_its_line_can_be_pasted(capture: Path, folder: Path) -> None:
    done = cut("vvx 600", "My Bell", "--from", capture, "--box", "300,100,324,124", "--source", "recorded",
               "--layouts", folder)  # fmt: skip
    out = folder / "vvx600" / "my-bell.png"
    line = "  My Bell: {image: vvx600/my-bell.png, within: [0, 46, 480, 236], source: recorded}"
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{out}: 24x24 pixels from 300,100,324,124\nto paste into vvx600.yaml:\nelements:\n{line}\n"
    with Image.open(out) as written, Image.open(capture) as whole:
        assert written.format == "PNG"
        assert written.convert("RGB").tobytes() == whole.crop(BELL).tobytes()
    (folder / "vvx600.yaml").write_text(f"model: VVX600\nextends: VVX600\nelements:\n{line}\n")
    element = load_map("VVX600", [folder]).element("my bell")
    assert (element.image, element.image_source) == (out, "recorded")
    assert element.within == Region(0, 46, 480, 236)


def test_what_to_change_where_the_map_has_the_element(capture: Path, folder: Path) -> None:
    own = folder / "vvx600.yaml"
    own.write_text(
        "model: VVX600\nextends: VVX600\nelements:\n  missed calls: {at: [70, 34], source: faq}\n"
        "  bell: {image: old.png, within: [290, 90, 340, 130], source: recorded}\n"
    )
    Image.effect_noise((9, 9), 90).save(folder / "old.png")
    done = cut("VVX600", "missed calls", "--from", capture, "--box", "60,24,80,44", "--source", "emulator",
               "--layouts", folder)  # fmt: skip
    assert done.stdout.splitlines()[1] == (
        f"add to 'missed calls' ({own}:4): image: {{file: vvx600/missed-calls.png, source: emulator}}, "
        "within: [0, 0, 480, 46]"
    )
    done = cut("VVX600", "bell", "--from", capture, "--box", "300,100,324,124", "--source", "recorded",
               "--layouts", folder)  # fmt: skip
    assert done.stdout.splitlines()[1] == f"add to 'bell' ({own}:5): image: vvx600/bell.png in place of old.png"


def test_without_a_box_the_map_says_what_to_cut(capture: Path, folder: Path) -> None:
    done = cut("VVX600", "missed calls", "--from", capture, "--source", "capture", "--layouts", folder)
    assert done.stdout.splitlines()[0] == f"{folder / 'vvx600' / 'missed-calls.png'}: 46x24 pixels from 47,22,93,46"
    done = cut("VVX600", "mine", "--element", "Missed Calls", "--from", capture, "--source", "capture",
               "--layouts", folder)  # fmt: skip
    assert done.stdout.splitlines()[0] == f"{folder / 'vvx600' / 'mine.png'}: 46x24 pixels from 47,22,93,46"


def test_nothing_is_written_over(capture: Path, folder: Path) -> None:
    arguments = ("VVX600", "bell", "--from", capture, "--box", "300,100,324,124", "--source", "recorded")
    assert cut(*arguments, "--layouts", folder).exit_code == 0
    out = folder / "vvx600" / "bell.png"
    out.write_bytes(b"mine")
    done = cut(*arguments, "--layouts", folder)
    assert (done.exit_code, out.read_bytes()) == (2, b"mine")
    assert done.stderr == f"polylab: {out} is there already.\nNext:  --force writes over it; or take another name.\n"
    assert cut(*arguments, "--layouts", folder, "--force").exit_code == 0
    assert out.read_bytes().startswith(b"\x89PNG")


def test_the_same_picture_elsewhere_is_told(tmp_path: Path, folder: Path) -> None:
    image = Image.new("RGB", (480, 272), (20, 24, 30))
    for left in (100, 200):
        ImageDraw.Draw(image).ellipse((left, 100, left + 20, 120), (250, 80, 80))
    image.save(tmp_path / "two.png")
    done = cut("VVX600", "dot", "--from", tmp_path / "two.png", "--box", "98,98,123,123", "--source", "recorded",
               "--layouts", folder, "--json")  # fmt: skip
    told = json.loads(done.stdout)
    assert told == {
        "file": str(folder / "vvx600" / "dot.png"),
        "image": "vvx600/dot.png",
        "source": "recorded",
        "box": [98, 98, 123, 123],
        "within": [0, 46, 480, 236],
        "element": None,
        "origin": None,
        "map": "  dot: {image: vvx600/dot.png, within: [0, 46, 480, 236], source: recorded}",
        "also at": [[198, 98, 223, 123]],
    }
    done = cut("VVX600", "dot", "--from", tmp_path / "two.png", "--box", "98,98,123,123", "--source", "recorded",
               "--layouts", folder, "--force")  # fmt: skip
    assert done.stderr == "polylab: the same picture stands at 198,98,223,123: it does not tell these apart.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["VVX500", "x", "--from", "{capture}", "--box", "0,0,9,9", "--source", "recorded"],
            [
                "polylab: The capture is not of a VVX500.",
                "Seen:  it has 480x272 pixels, the panel 320x240.",
                "Next:  give a capture of the screen as the phone sent it, not scaled.",
            ],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--box", "400,100,440,120", "--source", "recorded"],
            [
                "polylab: The template x is one flat colour.",
                "Seen:  grey values that deviate by 0.0; at least 4 is needed.",
            ],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--box", "470,100,490,120", "--source", "recorded"],
            ["polylab: The box 470,100,490,120 lies partly off the screen.", "Seen:  a screen of 480x272."],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--box", "9,9", "--source", "recorded"],
            [
                "polylab: The box '9,9' is none.",
                "Next:  write left,top,right,bottom in pixels: --box 47,22,93,46.",
            ],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--box", "9,9,5,12", "--source", "recorded"],
            ["polylab: The region '9,9,5,12' is empty."],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--source", "recorded"],
            [
                "polylab: What to cut? The VVX600 map has no element 'x'.",
                "Next:  --box left,top,right,bottom, or --element with a name of the map.",
            ],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--element", "mised calls", "--source", "recorded"],
            ["polylab: There is no element 'mised calls' in the VVX600 map.", "Next:  did you mean 'missed calls'?"],
        ),
        (
            ["VVX600", "more", "--from", "{capture}", "--source", "recorded"],
            ["polylab: The VVX600 map has no box of 'more'."],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--box", "0,0,9,9", "--element", "more", "--source", "recorded"],
            ["polylab: --box and --element both say what to cut.", "Next:  take one of them."],
        ),
        (
            ["VVX600", "../x", "--from", "{capture}", "--box", "0,0,9,9", "--source", "recorded"],
            ["polylab: '../x' cannot be the name of a template."],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--box", "300,100,324,124"],
            [
                "polylab: Where does {capture} come from?",
                "Next:  --source recorded (a real phone, by you), capture (a real phone, by others) or emulator.",
            ],
        ),
        (
            ["VVX600", "x", "--box", "300,100,324,124"],
            ["polylab: There is no capture to cut from.", "Next:  give --from FILE, or --phone X with --lab FILE."],
        ),
        (
            ["VVX600", "x", "--from", "{capture}", "--phone", "alice", "--box", "0,0,9,9"],
            ["polylab: --from and --phone both give a capture."],
        ),
        (
            ["VVX600", "x", "--from", "{broken}", "--box", "0,0,9,9", "--source", "recorded"],
            ["polylab: The capture cannot be read."],
        ),
    ],
)
def test_refused_and_nothing_written(arguments: list[str], told: list[str], capture: Path, folder: Path) -> None:
    broken = capture.with_name("broken.bmp")
    broken.write_bytes(capture.read_bytes()[:500])
    names = {"capture": capture, "broken": broken}
    done = cut(*(part.format(**names) for part in arguments), "--layouts", folder)
    lines = [line.format(**names) for line in told]
    assert (done.exit_code, done.stderr.splitlines()[: len(lines)]) == (2, lines)
    assert not list(folder.iterdir())
