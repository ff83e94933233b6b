"""``polylab baseline``: what is told, asked and approved, and the exit codes."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from PolyLibrary.cli import baseline as command
from PolyLibrary.cli.main import main
from PolyLibrary.session.baseline.baseline_candidates import Candidate, keep, waiting
from PolyLibrary.session.baseline.baseline_compare import Scope
from PolyLibrary.session.baseline.baseline_store import Key, Store
from PolyLibrary.terms import Region

KEY = Key("VVX600", "5.9.3.2857", "English")
CLOCK = Scope(masks={"clock": Region(60, 0, 80, 8)})


def picture(shade: int = 0, size: tuple[int, int] = (80, 40), clock: int = 0, kind: str = "BMP") -> bytes:
    image = Image.new("RGB", size, (60, 60, 60))
    image.paste((shade, shade, shade), (10, 10, 30, 30))
    image.paste((clock, clock, clock), (62, 1, 70, 6))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


@pytest.fixture(autouse=True)
def suites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a folder of suites."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "suites"
    folder.mkdir()
    return folder


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "somebody_there", lambda: True)


def left(name: str = "idle", data: bytes = b"", results: str = "results", **changes: Any) -> Candidate:
    """A run has left a picture."""
    made = Candidate(
        name, KEY, data or picture(), Path("suites/baselines").absolute(), "no baseline yet",
        "alice (VVX 600, 5.9.3.2857)", "Suite", "A Test", "2026-08-30T12:00:00", CLOCK,
    )  # fmt: skip
    made = replace(made, **changes)
    keep(made, Path(results))
    return made


def polylab(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["baseline", *arguments], input=answers)


def store() -> Store:
    return Store(Path("suites/baselines").absolute())


def stored() -> dict[str, bytes]:
    return {str(each.path.relative_to(Path.cwd())): each.path.read_bytes() for each in store().every()}


IDLE = "suites/baselines/VVX600/5.9.3.2857/English/idle.bmp"
HOME = IDLE.replace("idle", "home")


# Nobody to ask ----------------------------------------------------------------------------------------------


def test_nothing_waits_is_code_0() -> None:
    done = polylab("approve")
    assert (done.exit_code, done.output) == (0, "Nothing waits for approval in results.\n")


def test_without_a_terminal_the_page_is_written_and_the_code_is_2() -> None:
    left()
    done = polylab("approve")
    assert done.exit_code == 2
    page = Path("results/baselines.html").absolute()
    assert done.stderr == (
        f"1 picture, old and new side by side: {page.as_uri()}\n"
        "polylab: 1 picture: nobody can be asked here, there is no terminal.\n"
        "Seen:  nothing was approved.\n"
        "Next:  look at the page, then name the pictures (it gives the command line) or add --all --yes.\n"
    )
    assert page.is_file()
    assert stored() == {}


@pytest.mark.parametrize("names", [["--all"], ["idle", "home"]])
def test_several_without_yes_are_code_2_where_nobody_can_be_asked(names: list[str]) -> None:
    left()
    left("home")
    done = polylab("approve", *names)
    assert done.exit_code == 2
    assert "2 pictures to approve: " in done.stderr
    assert stored() == {}


def test_one_that_is_named_needs_no_question() -> None:
    made = left()
    left("home")
    done = polylab("approve", "Idle")
    assert (done.exit_code, done.stdout) == (0, f"{made.code}: approved as {IDLE}\n")
    assert list(stored()) == [IDLE]
    assert [each.name for each in waiting(Path("results"))] == ["home"]


def test_all_with_yes() -> None:
    first, second = left(data=picture(10)), left("home", data=picture(20))
    done = polylab("approve", "--all", "--yes")
    assert done.exit_code == 0, done.output
    assert stored() == {IDLE: first.data, HOME: second.data}
    assert list(waiting(Path("results"))) == []
    assert polylab("approve", "--all", "--yes").stdout == "Nothing waits for approval in results.\n"


def test_png_keeps_the_pixels_and_less_of_the_disk() -> None:
    left()
    left("photo", photo := picture(shade=200, kind="JPEG"))
    assert polylab("approve", "--all", "--yes", "--png").exit_code == 0
    small = IDLE.replace(".bmp", ".png")
    kept = stored()
    assert set(kept) == {small, IDLE.replace("idle.bmp", "photo.jpg")}
    with Image.open(io.BytesIO(kept[small])) as now, Image.open(io.BytesIO(picture())) as then:
        assert now.format == "PNG"
        assert now.convert("RGB").tobytes() == then.tobytes()
    assert kept[IDLE.replace("idle.bmp", "photo.jpg")] == photo, "a JPEG is held against other JPEGs best"
    assert polylab("approve").output == "Nothing waits for approval in results.\n"


def test_a_code_approves_exactly_the_picture_that_was_shown() -> None:
    shown = left(data=picture(10))
    left(data=picture(20))  # the test has run again since
    done = polylab("approve", "--yes", shown.code)
    assert done.exit_code == 2
    assert done.stderr == (
        f"polylab: The picture '{shown.code}' does not wait any more.\n"
        "Seen:  another one of 'idle' waits: the test has run again, or it was approved.\n"
        "Next:  polylab baseline approve shows what waits now.\n"
    )
    assert stored() == {}


def test_a_name_that_nothing_has_is_code_2() -> None:
    left()
    done = polylab("approve", "idel")
    assert done.exit_code == 2
    assert "There is no picture that waits 'idel'." in done.stderr
    assert "did you mean 'idle'" in done.stderr


@pytest.mark.parametrize("arguments", [["--yes"], ["--all", "idle"], ["--results", "nowhere"], ["--al"]])
def test_wrong_use_is_code_2(arguments: list[str]) -> None:
    left()
    assert polylab("approve", *arguments).exit_code == 2
    assert stored() == {}


# Somebody to ask --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    ("answers", "approved", "waits", "code"),
    [
        ("y\ny\n", ["home", "idle"], [], 0),
        ("n\ny\n", ["idle"], ["home"], 1),
        ("a\n", ["home", "idle"], [], 0),
        ("n\na\n", ["idle"], ["home"], 1),
        ("q\n", [], ["home", "idle"], 1),
        ("y\nq\n", ["home"], ["idle"], 1),
        ("d\ny\n", ["idle"], [], 0),
        ("", [], ["home", "idle"], 1),  # Ctrl-D
        ("x\nN\nQ\n", [], ["home", "idle"], 1),
    ],
)
def test_each_is_asked_for(answers: str, approved: list[str], waits: list[str], code: int) -> None:
    left()
    left("home")
    done = polylab("approve", answers=answers)
    assert done.exit_code == code, done.output
    assert sorted(Path(each).stem for each in stored()) == approved
    assert sorted(each.name for each in waiting(Path("results"))) == waits


@pytest.mark.usefixtures("terminal")
def test_the_question_tells_what_it_is_about() -> None:
    store().put("idle", replace(KEY, firmware="5.9.1"), picture(0))
    made = left(data=picture(200))
    done = polylab("approve", answers="n\n")
    assert f"1 of 1: 'idle' of VVX600/5.9.3.2857/English ({made.code})\n" in done.stderr
    assert "score 200 where 12 is allowed (both BMP), whole screen but clock (60,0,80,8)" in done.stderr
    assert "  taken by alice (VVX 600, 5.9.3.2857), Suite: A Test, 2026-08-30 12:00:00\n" in done.stderr
    assert "the older firmware 5.9.1, for there is none for 5.9.3.2857" in done.stderr
    assert "1 picture still waits for approval.\n" in done.stderr


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("", 2)])
def test_all_is_confirmed(answer: str, code: int) -> None:
    left()
    left("home")
    done = polylab("approve", "--all", answers=answer)
    assert done.exit_code == code
    assert len(stored()) == (0 if code else 2)


@pytest.mark.usefixtures("terminal")
def test_a_name_commands_no_terminal() -> None:
    left("idle\x1b[2J\nhome")
    assert "1 of 1: 'idle?[2J?home' of VVX600" in polylab("approve", answers="n\n").stderr
    assert "\x1b" not in polylab("list").stdout


# Two pictures for one place ---------------------------------------------------------------------------------


def test_the_same_picture_of_two_tests_is_one() -> None:
    left(data=picture(clock=10))
    left(data=picture(clock=250), test="Another", at="2026-08-30T13:00:00")  # only the clock went on
    done = polylab("list", "--json")
    (one,) = json.loads(done.stdout)["waiting"]
    assert [each["test"] for each in one["taken"]] == ["Another", "A Test"]
    assert polylab("approve", "--all", "--yes").exit_code == 0
    assert list(waiting(Path("results"))) == []
    assert list(stored().values()) == [picture(clock=250)]


def test_different_pictures_for_one_place_are_not_approved_together() -> None:
    one, other = left(data=picture(10), suite="A"), left(data=picture(200), suite="B")
    home = left("home")
    done = polylab("approve", "--all", "--yes")
    assert done.exit_code == 1
    assert f"{one.code}: left, for another picture waits for the same place: {other.code}. Approve one" in done.stderr
    assert list(stored()) == [HOME]
    assert home.code in done.stdout
    assert "2 pictures still wait for approval." in done.stderr
    assert polylab("approve", other.code).exit_code == 0
    assert stored()[IDLE] == other.data
    # The other one is a picture that differs now.
    (waits,) = json.loads(polylab("list", "--json").stdout)["waiting"]
    assert waits["code"] == one.code
    assert waits["verdict"].startswith("score 190 where 12 is allowed")


@pytest.mark.usefixtures("terminal")
def test_when_one_is_approved_its_rival_is_left() -> None:
    left(data=picture(10), suite="A")
    left(data=picture(200), suite="B")
    done = polylab("approve", answers="y\n")
    assert done.exit_code == 1
    assert "left, another picture was approved in its place." in done.stderr
    assert len(stored()) == 1
    assert len(list(waiting(Path("results")))) == 1


@pytest.mark.usefixtures("terminal")
def test_all_the_rest_leaves_rivals() -> None:
    left("a first one")
    left(data=picture(10), suite="A")
    left(data=picture(200), suite="B")
    done = polylab("approve", answers="a\n")
    assert done.exit_code == 1
    assert [Path(each).stem for each in stored()] == ["a-first-one"]


# List -------------------------------------------------------------------------------------------------------


def test_list_tells_what_is_approved_and_what_waits(tmp_path: Path) -> None:
    store().put("idle", KEY, picture())
    broken = Store(tmp_path / "suites" / "deep" / "pictures").put("home", KEY, picture())
    broken.write_bytes(b"")
    Store(tmp_path / ".hidden").put("idle", KEY, picture())
    (tmp_path / "docs" / "screens" / "VVX600").mkdir(parents=True)
    (tmp_path / "docs" / "screens" / "VVX600" / "idle.png").write_bytes(picture())
    made = left("[bold]home", data=picture(5))
    done = polylab("list")
    assert done.exit_code == 0, done.output
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert f"idle VVX600 5.9.3.2857 English 80x40 BMP {IDLE}" in lines
    assert any(line.startswith("home VVX600 5.9.3.2857 English broken: no bytes at all.") for line in lines)
    assert "2 approved pictures." in lines
    assert any(
        line.startswith(f"{made.code} VVX600 5.9.3.2857 English no baseline yet alice (VVX 600") for line in lines
    )
    assert lines[-1] == "1 picture waits for approval: polylab baseline approve"


def test_list_of_a_folder_is_of_that_folder_alone(tmp_path: Path) -> None:
    store().put("idle", KEY, picture())
    left(results="other/results")
    assert "1 approved picture.\nNothing waits for approval." in polylab("list", "suites").stdout
    told = json.loads(polylab("list", "other", "--json").stdout)
    assert told["approved"] == []
    assert [each["name"] for each in told["waiting"]] == ["idle"]
    assert polylab("list", "nowhere").exit_code == 2


def test_results_elsewhere_are_named() -> None:
    left(results="a b/out")
    assert polylab("approve", "--all", "--yes").stdout == "Nothing waits for approval in results.\n"
    done = polylab("approve", "--all", "--yes", "--results", "a b")
    assert done.exit_code == 0
    assert Path("a b/baselines.html").is_file()
    assert list(stored()) == [IDLE]


def test_the_results_of_robot_lie_in_the_working_directory() -> None:
    left(results=".")
    assert polylab("approve", "idle", "--page", "my page.html").exit_code == 0
    assert Path("my page.html").is_file()
    left("home", results=".")
    polylab("approve", "home")
    assert Path("baselines.html").is_file()


def test_the_page_is_opened_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    left()
    polylab("approve", "idle", "--open")
    assert opened == ["results/baselines.html"]
