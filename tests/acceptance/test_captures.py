"""Screen capture on every firmware that the emulator has, and that it is closed again afterwards."""

import io
from pathlib import Path

import pytest
from firmware_labs import BY_HAND, PROFILES, FirmwareLab, firmware_lab
from PIL import Image
from robot_runs import Run, robot, suite

from PolyLibrary.deadline import Deadline
from PolyLibrary.errors import UsageError
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.models import model
from PolyLibrary.phone.capture import CaptureOff, NoModule
from PolyLibrary.screen.picture import decode
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.phone_session import PhoneSession

KINDS = {"ucs": "bmp", "tri": "jpeg", "ccx": "png", "edg": "png"}
PREFERENCE = {name: {"capture_preference": "on"} for name in BY_HAND}
PARAMETERS = tuple(f"up.screenCapture.{name}" for name in ("enabled", "value", "allowed"))


def _pictures_of_all() -> str:
    """Two tests a phone: one takes the picture, the next one finds the phone as it was before."""
    return "".join(
        f"""
Picture {name}
    Open Phone    {name}
    Export Config    file={name}.json
    Capture Screen    name=screen
As Before {name}
    Open Phone    {name}
    Expect Config Unchanged    {name}.json
"""
        for name in PROFILES
    )


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("captures")
    with firmware_lab(folder, switches=PREFERENCE) as lab:
        run = robot(folder / "out", "--variable", f"LAB:{lab.file}", suite(folder, _pictures_of_all()))
        left = lab.fleet.run(lambda: [name for name in PROFILES if lab.phone(name).capture.open])
    assert left == []
    return run


@pytest.mark.parametrize("name", PROFILES)
def test_a_picture_and_the_configuration_as_before(pictures: Run, name: str) -> None:
    for test in (f"Picture {name}", f"As Before {name}"):
        assert pictures.tests[test].passed, f"{test}: {pictures.tests[test].message}\n{pictures.console}"
    kind = KINDS[name[:3]]
    assert any(message.endswith(f"({kind})") for message in pictures.messages(f"Picture {name}"))
    with Image.open(pictures.folder / f"{name}-screen.png") as shown:
        assert shown.size == model(PROFILES[name]).screen
        # A phone that shows something has more than one colour.
        assert len(shown.getcolors(1 << 20) or ()) > 1
    (embedded,) = pictures.pictures(f"Picture {name}")
    assert embedded[0].startswith(f"screen of {name} (")


def test_nothing_of_it_is_warned_of(pictures: Run) -> None:
    assert pictures.warnings == []


def opened(lab: FirmwareLab, desk: Desk, name: str) -> PhoneSession:
    desk.use_lab(str(lab.file))
    return desk.open(name, Requirement(), Deadline(10))


@pytest.mark.parametrize("name", BY_HAND)
def test_the_menu_preference_forbids_it(folder: Path, name: str) -> None:
    desk = Desk()
    with firmware_lab(folder, [name]) as lab:
        session = opened(lab, desk, name)
        with pytest.raises(CaptureOff) as caught:
            session.pictures.take(Deadline(5))
        assert str(caught.value) == (
            f"{name}: the phone's own menu preference keeps screen capture off.\n"
            "Seen:  HTTP 404 although 'up.screenCapture.enabled' is 1.\n"
            "Next:  only a hand at the phone can change it: Settings > Basic > Preferences > Screen Capture > "
            "Enabled (again after each restart)."
        )
        lab.fleet.run(lambda: setattr(lab.phone(name).capture, "preference", True))
        assert decode(session.pictures.take(Deadline(5)).data).shape[:2] == model(PROFILES[name]).screen[::-1]
        session.config.restore_all(Deadline(5))
        assert lab.fleet.run(lambda: lab.phone(name).config.text(PARAMETERS[0])) == "0"
        desk.shut()


def test_a_restart_switches_it_off_and_the_library_on_again(folder: Path) -> None:
    tests = """
First
    Open Phone    ucs59
    Capture Screen
    Restart Phone
    Capture Screen
Preference
    Open Phone    ucs55
    Capture Screen
    Restart Phone
    Capture Screen
"""
    switches = PREFERENCE | {"ucs59": {"capture_survives": "no"}}
    with firmware_lab(folder, ["ucs55", "ucs59"], switches=switches) as lab:
        run = robot(folder / "out", "--loglevel", "DEBUG", "--variable", f"LAB:{lab.file}", suite(folder, tests))
        left = lab.fleet.run(lambda: [lab.phone("ucs59").config.text(name) for name in PARAMETERS])
    assert run.tests["First"].passed, run.tests["First"].message
    said = "\n".join(run.messages("First"))
    assert "screen capture is switched on: 'up.screenCapture.enabled', 'up.screenCapture.value' set to 1" in said
    again = "screen capture was off again, as after a restart, and is switched on again: 'up.screenCapture.value'"
    assert again in said
    assert "ucs55: the phone's own menu preference keeps screen capture off." in run.failed("Preference")
    assert left == ["0", "0", "0"]


def test_expansion_modules(folder: Path) -> None:
    tests = """
Modules
    Open Phone    ucs64
    Capture Screen    module=2    name=second
    Capture Screen    module=1
None There
    Open Phone    ucs59
    Capture Screen    module=1
Third
    Open Phone    ucs64
    Capture Screen    module=3
Fourth
    Open Phone    ucs64
    Capture Screen    module=4
No Such Hardware
    Open Phone    ccx73
    Capture Screen    module=1
"""
    with firmware_lab(folder, ["ucs64", "ucs59", "ccx73"], switches={"ucs64": {"expansion_modules": "2"}}) as lab:
        run = robot(folder / "out", "--variable", f"LAB:{lab.file}", suite(folder, tests))
    assert run.tests["Modules"].passed, run.tests["Modules"].message
    first, second = run.pictures("Modules")
    assert first[0] == "screen of module 2 of ucs64 (VVX 450, 6.4.0.2354, virtual)"
    assert first[1] != second[1]
    with Image.open(io.BytesIO((run.folder / "ucs64-second.png").read_bytes())) as saved:
        assert saved.format == "PNG"
    assert run.failed("None There") == (
        "ucs59: there is no expansion module 1.\n"
        "Seen:  its page /captureScreen shows mainScreen.\n"
        "Next:  modules count from 1, the one next to the phone; is it plugged in and does it have power?"
    )
    assert "its page /captureScreen shows mainScreen, em/1, em/2." in run.failed("Third")
    assert run.failed("Fourth") == (
        "There is no expansion module 4.\nNext:  module= is 1 to 3: the one next to the phone is 1."
    )
    assert run.failed("No Such Hardware").startswith(
        "ccx73 (CCX 500, 7.3.0.16841, virtual) cannot do 'expansion modules'"
    )


def test_a_module_picture_is_no_picture_of_the_phone(folder: Path) -> None:
    desk = Desk()
    with firmware_lab(folder, ["ucs64"], switches={"ucs64": {"expansion_modules": "1"}}) as lab:
        session = opened(lab, desk, "ucs64")
        decode(session.pictures.module(1, Deadline(5)).data)
        assert session.pictures.last is None
        with pytest.raises(NoModule):
            session.pictures.module(2, Deadline(5))
        desk.shut()


def test_parameters_that_a_firmware_does_not_know(folder: Path) -> None:
    desk = Desk()
    with firmware_lab(folder, ["ucs59"]) as lab:
        session = opened(lab, desk, "ucs59")
        # As on a firmware that lost the parameter.
        known = lab.fleet.run(lambda: lab.phone("ucs59").config._lacks)
        lab.fleet.run(lambda: setattr(lab.phone("ucs59").config, "_lacks", known | {PARAMETERS[1]}))
        with pytest.raises(CaptureOff, match="is off and cannot be switched on") as caught:
            session.pictures.take(Deadline(5))
        assert isinstance(caught.value.__cause__, UsageError)
        desk.shut()
