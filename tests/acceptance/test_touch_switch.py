"""Firmware 5.7 takes touches and does nothing while httpd.ta.enabled is off: a tap must not pass for one then."""

from pathlib import Path

from knocks import PASSWORD, house
from robot_runs import robot, suite

TESTS = r"""Taps
    Open Phone    phone
    ${error} =    Run Keyword And Expect Error    *    Tap    70,34
    Should Be Equal    ${error}    ${WANTED}
    Run Keyword And Expect Error    *does nothing with a touch*    Swipe    68,121    end=320,156
    Set Config    httpd.ta.enabled=1
    Tap    70,34
    Swipe    68,121    end=320,156
"""
WANTED = (
    "phone (VVX 600, 5.7.0.11768, virtual) does nothing with a touch.\n"
    "Seen:  httpd.ta.enabled is 0, without which this firmware accepts touches and drops them. Nothing was touched.\n"
    "Next:  Set Config    httpd.ta.enabled=1 (the phone restarts), or provision it."
)


def test_a_touch_that_the_phone_would_drop_is_refused(tmp_path: Path) -> None:
    with house({"phone": {"model": "VVX600", "firmware": "5.7"}}) as made:
        lab = made.lab(tmp_path, PASSWORD)
        run = robot(
            tmp_path / "out",
            *("--variable", f"LAB:{lab}", "--variable", f"WANTED:{WANTED}"),
            suite(tmp_path, TESTS),
        )
        assert run.code == 0, run.console
        knocks = made.knocks[made.reaches["phone"].mac]
        assert len([knock for knock in knocks if knock.path.endswith("/simulateTouch")]) == 2


def test_other_firmware_is_not_asked(tmp_path: Path) -> None:
    with house({"phone": {"model": "VVX600", "firmware": "5.9"}}) as made:
        lab = made.lab(tmp_path, PASSWORD)
        run = robot(
            tmp_path / "out",
            "--variable",
            f"LAB:{lab}",
            suite(tmp_path, "Taps\n    Open Phone    phone\n    Tap    70,34\n"),
        )
        assert run.code == 0, run.console
        knocks = made.knocks[made.reaches["phone"].mac]
        assert not [knock for knock in knocks if knock.path.endswith("/config/get")]
