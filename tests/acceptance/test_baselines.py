"""Expect Baseline on virtual phones, and ``polylab baseline`` between the runs, as a tester does it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from emulated import PASSWORD, lab_of
from firmware_labs import firmware_lab
from robot_runs import Run, robot, suite

from PolyLibrary.cli.main import main
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.lab.labfile import write_lab
from PolyLibrary.lab.virtual import CAST, entry_of

CANDIDATES = "out/baseline-candidates"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def polylab(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["baseline", *arguments])


def approve(*arguments: str) -> str:
    done = polylab("approve", *(arguments or ("--all", "--yes")), "--results", "out")
    assert done.exit_code == 0, done.stderr
    return done.stdout


def run(folder: Path, tests: str, *options: object, library: str = "timeout=5 s", settings: str = "") -> Run:
    made = suite(folder, tests, library=library, settings=settings)
    return robot(folder / "out", *options, made, cwd=folder)


def passed(done: Run) -> None:
    assert {name: test.message for name, test in done.tests.items() if not test.passed} == {}, done.console


def waits() -> list[dict[str, object]]:
    told = json.loads(polylab("list", "out", "--json").stdout)
    return list(told["waiting"])


IDLE = """
Idle
    Open Phone    alice
    Expect Baseline    idle
"""


def test_from_the_first_run_to_a_planted_fault(folder: Path) -> None:
    first = run(folder, IDLE)
    message = first.failed("Idle")
    kept = next((folder / CANDIDATES).glob("*.bmp"))
    assert message.startswith(
        "alice (VVX 600, 5.9.3.2857, virtual): there is no baseline 'idle' yet, so nothing was compared.\n"
        f"Seen:  a screen of 480x272 (BMP), kept as {kept.relative_to(folder)}. "
        "Looked in baselines/virtual/VVX600 for 5.9.3.2857, then the nearest older 5.9, then any, "
        "each in English or any.\n"
    )
    assert message.endswith(
        "\nNext:  look at the picture, and approve it if it is right: polylab baseline approve --results out"
    )
    waiting = [alt for alt, _ in first.pictures("Idle") if "waits for approval" in alt]
    assert waiting == ["&#x27;idle&#x27; of alice (VVX 600, 5.9.3.2857, virtual): waits for approval"]

    stored = folder / "baselines" / "virtual" / "VVX600" / "5.9.3.2857" / "English" / "idle.bmp"
    assert approve().endswith("approved as baselines/virtual/VVX600/5.9.3.2857/English/idle.bmp\n")
    assert not kept.exists()
    approved = stored.read_bytes()

    tests = f"""{IDLE}
Planted
    Open Phone    alice
    Press Soft Key    DND
    TRY
        Wait Until Keyword Succeeds    2x    0.1 s    Expect Baseline    idle    timeout=1 s
    EXCEPT    *is not the baseline*    type=GLOB    AS    ${{error}}
        Expect Baseline    soft keys    region=soft keys    timeout=1.5 s
    FINALLY
        Press Soft Key    DND
    END
Wrong Words
    Open Phone    alice
    ${{error}} =    Run Keyword And Expect Error    *    Expect Baseline    idle    nme=idle
    Log    ERROR ${{error}}
    ${{error}} =    Run Keyword And Expect Error    *    Expect Baseline    idle    masks=clok
    Log    ERROR ${{error}}
    ${{error}} =    Run Keyword And Expect Error    *    Expect Baseline    idle    masks=0,0,999,9
    Log    ERROR ${{error}}
    ${{error}} =    Run Keyword And Expect Error    *    Expect Baseline    idle    region=soft kys
    Log    ERROR ${{error}}
    ${{error}} =    Run Keyword And Expect Error    *    Expect Baseline    idle    tolerance=300
    Log    ERROR ${{error}}
    ${{error}} =    Run Keyword And Expect Error    *    Expect Baseline    idle    tolerance=x
    Log    ERROR ${{error}}
"""
    second = run(folder, tests)
    assert second.tests["Idle"].passed, second.tests["Idle"].message
    (said,) = [text for text in second.messages("Idle") if "is the baseline 'idle'" in text]
    assert "score 0 where 12 is allowed (both BMP), whole screen but clock (240,0,480,20); baseline" in said
    assert "English/idle.bmp (exactly this firmware, language English), 1 look" in said

    # The planted fault: an icon, found with its place, and shown once however often it was tried.
    seen = [text for text in second.messages("Planted") if text.startswith("The screen of alice")]
    assert "in 1 place: 103,21,129,47 (left,top,right,bottom)" in " ".join([*seen, second.xml])
    shown = [alt for alt, _ in second.pictures("Planted") if "with what differs" in alt]
    assert len(shown) == 1
    assert "there is no baseline 'soft keys' yet" in second.failed("Planted")
    assert sorted(str(each["name"]) for each in waits()) == ["idle", "soft keys"]
    assert stored.read_bytes() == approved, "a run never changes what is approved"

    assert second.tests["Wrong Words"].passed, second.tests["Wrong Words"].message
    errors = "\n".join(text for text in second.messages("Wrong Words") if text.startswith("ERROR"))
    for text in (
        "expected 1 non-named argument, got 2",
        "There is no region 'clok' in the VVX600 map.\nNext:  did you mean 'clock'",
        "The region 0,0,999,9 is not on the screen of alice (VVX 600, 5.9.3.2857, virtual).",
        "did you mean 'soft keys'",
        "tolerance=300 is no tolerance.",
        "cannot be converted to float",
    ):
        assert text in errors


@contextmanager
def two_formats(folder: Path) -> Iterator[Path]:
    """Alice sends PNG, bob JPEG; both are VVX 600."""
    kinds = {"alice": "PNG", "bob": "JPEG"}
    setups = [
        PhoneSetup(name=name, number=CAST[name], password=PASSWORD, switches={"capture_format": kind})
        for name, kind in kinds.items()
    ]
    with Fleet() as fleet:
        reached = fleet.start(setups)
        file = folder / "lab.yaml"
        write_lab(file, [entry_of(name, reach, PASSWORD) for name, reach in zip(kinds, reached, strict=True)])
        yield file


def test_formats(folder: Path) -> None:
    first = """
Left
    Open Phones    alice    bob
    Run Keyword And Expect Error    *    Expect Baseline    png keys    region=soft keys    phone=alice
    Run Keyword And Expect Error    *    Expect Baseline    jpeg keys    region=soft keys    phone=bob
    Run Keyword And Expect Error    *    Expect Baseline    jpeg idle    phone=bob
"""
    then = """
Both Ways
    Open Phones    alice    bob
    Expect Baseline    jpeg keys    region=soft keys    phone=alice
    Expect Baseline    png keys    region=soft keys    phone=bob
    Expect Baseline    jpeg idle    phone=bob
    Press Soft Key    More    phone=bob
    ${error} =    Run Keyword And Expect Error    *    Expect Baseline    png keys    region=soft keys
    ...    phone=bob    timeout=1.5 s
    Log    ${error}
    Press Soft Key    DND    phone=bob
    Run Keyword And Expect Error    *is not the baseline 'jpeg idle'*    Expect Baseline    jpeg idle
    ...    phone=bob    timeout=1.5 s
"""
    with two_formats(folder) as lab:
        passed(run(folder, first, "--variable", f"LAB:{lab}"))
        approve()
        assert sorted(file.name for file in (folder / "baselines").rglob("*.*g")) == [
            "jpeg-idle.jpg",
            "jpeg-keys.jpg",
            "png-keys.png",
        ]
        done = run(folder, then, "--variable", f"LAB:{lab}")
    passed(done)
    said = "\n".join(done.messages("Both Ways"))
    assert "where 40 is allowed (a JPEG baseline, a PNG picture), region 0,236,480,272 but clock" in said
    assert "where 40 is allowed (a PNG baseline, a JPEG picture)" in said
    assert "is the baseline 'jpeg idle': score " in said
    assert "where 12 is allowed (both JPEG)" in said


def test_another_size_looser_baselines_and_languages(folder: Path) -> None:
    tests = """
Idle
    Open Phone    ucs59
    Expect Baseline    idle
Older Firmware
    Open Phone    ucs59
    Expect Baseline    older
Any
    Open Phone    ucs59
    Expect Baseline    loose
Language
    Open Phone    ucs59
    Set Config    lcl.ml.lang=French_France
    Expect Baseline    english
"""
    with firmware_lab(folder / "a", ["ucs59"]) as lab:
        here = ("--variable", f"LAB:{lab.file}")
        run(folder, tests, "--test", "Idle", *here)
        approve()
        model = folder / "baselines" / "virtual" / "VVX600"
        for place in ("5.9.1.77/English/older.bmp", "any/any/loose.bmp", "any/English/english.bmp"):
            (model / place).parent.mkdir(parents=True)
            shutil.copy(model / "5.9.3.2857" / "English" / "idle.bmp", model / place)
        done = run(folder, tests, *here)
        for test, how in (
            ("Idle", "(exactly this firmware, language English)"),
            ("Older Firmware", "(the older firmware 5.9.1.77, for there is none for 5.9.3.2857, language English)"),
            ("Any", "(any firmware, any language)"),
        ):
            assert done.tests[test].passed, done.tests[test].message
            assert any(how in text for text in done.messages(test))
        message = done.failed("Language")
        assert "each in French_France or any. There are only those for any in English, which do not hold" in message
        approve()
        assert (model / "5.9.3.2857" / "French_France" / "english.bmp").is_file()
    with firmware_lab(folder / "b", ["ucs59"], switches={"ucs59": {"capture_size": "+2"}}) as lab:
        done = run(folder, tests, "--test", "Idle", "--test", "Language", "--variable", f"LAB:{lab.file}")
    message = done.failed("Idle")
    assert "has another size than the baseline 'idle'.\n" in message
    assert (
        "a screen of 482x274 BMP, a baseline of 480x272 BMP, baselines/virtual/VVX600/5.9.3.2857/English/idle.bmp"
        in message
    )
    (alt,) = [alt for alt, _ in done.pictures("Idle")]
    assert alt.endswith(": the baseline (480x272 BMP), and the screen (482x274 BMP)")
    assert "French_France/english.bmp (exactly this firmware, language French_France)" in done.failed("Language")


def test_real_phones_have_pictures_of_their_own(folder: Path) -> None:
    with lab_of(folder / "lab", real=True, names=("alice",)) as lab:
        done = run(folder, IDLE, "--variable", f"LAB:{lab}")
    assert "Looked in baselines/VVX600 for" in done.failed("Idle")
    approve()
    assert (folder / "baselines" / "VVX600" / "5.9.3.2857" / "English" / "idle.bmp").is_file()
    assert "Looked in baselines/virtual/VVX600 for" in run(folder, IDLE).failed("Idle")


def test_several_phones_and_suites(folder: Path) -> None:
    tests = """
Both
    Open Phones    alice    bob
    On All Phones    Expect Baseline    soft keys    region=soft keys
Names Differ
    Open Phones    alice    bob
    On All Phones    Expect Baseline    idle
"""
    done = run(folder, tests)
    assert "failed on 2 of 2 phones: alice, bob." in done.failed("Both")
    assert sum("waits for approval" in alt for alt, _ in done.pictures("Both")) == 2
    idle, other, keys = waits()
    # What is compared is the same on both; where the label of the phone counts, only one can be right.
    assert len(keys["taken"]) == 2  # type: ignore[arg-type]
    assert idle["rivals"] == [other["code"]]
    refused = polylab("approve", "--all", "--yes", "--results", "out")
    assert refused.exit_code == 1
    assert "approved as baselines/virtual/VVX600/5.9.3.2857/English/soft-keys.bmp" in refused.stdout
    assert "2 pictures still wait for approval." in refused.stderr
    done = run(folder, tests, "--test", "Both")
    passed(done)
    # A suite of another folder has pictures of its own, unless it is told to share.
    deep = folder / "deep"
    deep.mkdir()
    both = tests.partition("Names Differ")[0]
    suite(deep, both, name="own")
    suite(deep, both, library="baselines=../baselines", name="shared")
    done = robot(folder / "deep" / "out", deep, cwd=folder)
    own, shared = done.result.suite.suites
    assert "Looked in deep/baselines/virtual/VVX600 for" in own.tests[0].message
    assert shared.passed


def test_workers_of_a_parallel_run_leave_theirs_where_they_are_found(folder: Path) -> None:
    for name in ("one", "two"):
        suite(folder, IDLE.replace("idle", name), name=name)
    done = subprocess.run(
        [sys.executable, "-m", "PolyLibrary", "run", "-j", "2", "."],
        cwd=folder, env=os.environ, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stdout
    told = polylab("approve", "one", "two", "--yes")
    assert told.exit_code == 0, told.stderr
    assert len(list((folder / "baselines").rglob("*.bmp"))) == 2
