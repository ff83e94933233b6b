"""``polylab layout`` as a command: its exit codes, and a picture of what an emulated phone shows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from emulated import PASSWORD, lab_of
from PIL import Image

CHECKOUT = Path(__file__).parents[2]


def polylab(*arguments: object, folder: Path, password: str = "") -> "subprocess.CompletedProcess[str]":
    surroundings = {name: value for name, value in os.environ.items() if name not in ("POLY_PASSWORD", "POLYLAB_LAB")}
    surroundings |= {"POLY_PASSWORD": password} if password else {}
    return subprocess.run(
        [sys.executable, "-m", "PolyLibrary", "layout", *map(str, arguments)],
        cwd=folder, env=surroundings | {"POLYLAB_STATE": str(folder / "state"), "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_shipped_maps_and_suites_are_without_faults(tmp_path: Path) -> None:
    done = polylab("check", "--suites", CHECKOUT / "suites", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    done = polylab("check", "--json", folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["faults"] == []


def test_a_misspelt_name_is_code_1_with_its_place(tmp_path: Path) -> None:
    suite = tmp_path / "mine.robot"
    suite.write_text("*** Test Cases ***\nMissed\n    Tap    mised calls    phone=bob\n", encoding="utf-8")
    done = polylab("check", "--suites", ".", folder=tmp_path)
    assert done.returncode == 1
    told = "There is no element 'mised calls' in any of the maps. did you mean 'missed calls'?"
    assert done.stdout == f"mine.robot:3: {told}\n"


def test_wrong_use_is_code_2(tmp_path: Path) -> None:
    done = polylab("check", "--model", "VVX 6OO", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("polylab: There is no phone model 'VVX 6OO'.")


def test_the_schema_is_printed(tmp_path: Path) -> None:
    done = polylab("schema", folder=tmp_path)
    assert done.returncode == 0
    assert json.loads(done.stdout)["title"] == "PolyLibrary layout map"


def test_the_map_is_drawn_on_what_a_phone_shows(tmp_path: Path) -> None:
    with lab_of(tmp_path / "lab", names=("alice",)) as lab:
        out = tmp_path / "alice.png"
        done = polylab(
            "show", "VVX600", "--phone", "Alice", "--lab", lab, "-o", out, folder=tmp_path, password=PASSWORD
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(f"{out}: ")
        with Image.open(out) as shown:
            pixels = shown.convert("RGB").crop((12, 12, 12 + 960, 12 + 544))
            # A blank panel has the colours of the marks alone; a drawn screen has many more.
            assert len(pixels.getcolors(1 << 20) or []) > 100
        # Capture was switched on for the picture, and is off again.
        assert "put back" in done.stderr
        other = polylab("show", "VVX450", "--phone", "alice", "--lab", lab, folder=tmp_path, password=PASSWORD)
        assert other.returncode == 2
        assert other.stderr.splitlines()[0] == "polylab: alice is a VVX 600, not a VVX450."
        unknown = polylab("show", "VVX600", "--phone", "alcie", "--lab", lab, folder=tmp_path, password=PASSWORD)
        assert unknown.returncode == 2
        assert "did you mean 'alice'?" in unknown.stderr


def test_a_template_is_cut_from_what_a_phone_shows(tmp_path: Path) -> None:
    """What an emulated phone shows is marked as its, and cannot be called anything else."""
    maps = tmp_path / "maps"
    maps.mkdir()
    with lab_of(tmp_path / "lab", names=("alice",)) as lab:
        box = ("--box", "370,240,470,268")
        cut = ("cut", "VVX600", "More key", "--phone", "alice", "--lab", lab, *box, "--layouts", maps)
        done = polylab(*cut, "--source", "recorded", folder=tmp_path, password=PASSWORD)
        assert done.returncode == 2
        told = "polylab: alice is an emulated phone: what it shows is 'emulator', not 'recorded'."
        assert done.stderr.splitlines()[0] == told
        done = polylab(*cut, folder=tmp_path, password=PASSWORD)
        assert done.returncode == 0, done.stderr
    out = maps / "vvx600" / "more-key.png"
    assert done.stdout.splitlines() == [
        f"{out}: 100x28 pixels from 370,240,470,268",
        "to paste into vvx600.yaml:",
        "elements:",
        "  More key: {image: vvx600/more-key.png, within: [0, 236, 480, 272], source: emulator}",
    ]
    with Image.open(out) as written:
        assert len(written.convert("RGB").getcolors(1 << 12) or []) > 20


@pytest.mark.parametrize("model", ["VVX101", "CCX600"])
def test_a_blank_panel_of_any_model_can_be_drawn(tmp_path: Path, model: str) -> None:
    done = polylab("show", model, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"{model}.png").stat().st_size > 1000
