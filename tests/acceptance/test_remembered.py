"""What one test finds out of how a phone wants to be asked serves the tests after it."""

import stat
from collections import Counter
from pathlib import Path

from knocks import PASSWORD, house
from robot_runs import robot, suite

TESTS = "".join(
    f"Test {number}\n    Open Phone    plain\n    Open Phone    usual\n    Get Phone Status    lines    phone=plain\n"
    for number in range(1, 4)
)


def test_plain_http_and_basic_are_found_once(tmp_path: Path) -> None:
    """HTTPS answers a 404 page: that is met once, and warned of once; a challenge is answered once a phone."""
    with house({"plain": {"switches": {"rest_ports": "http"}}, "usual": {}}) as made:
        file = suite(tmp_path, TESTS)
        run = robot(tmp_path / "out", "--variable", f"LAB:{made.lab(tmp_path, PASSWORD)}", file)
        assert run.code == 0, run.console
        assert [warning for warning in run.warnings if "by plain HTTP only" in warning] == run.warnings
        assert len(run.warnings) == 1
        for name, without in (("plain", 2), ("usual", 1)):
            knocks = made.knocks[made.reaches[name].mac]
            opened = [knock for knock in knocks if knock.path.endswith("/device/info")]
            assert Counter(bool(knock.login) for knock in opened) == {False: without, True: 3}, name


def test_a_web_session_is_gone_on_with_by_the_next_run(tmp_path: Path) -> None:
    """A phone has one, and it outlives the run: the next run would be kept from pictures and log for ten minutes."""
    state = tmp_path / "state"
    test = "Looks\n    Open Phone    phone\n    Capture Screen\n    Get Log\n"
    with house({"phone": {"model": "CCX600"}}) as made:
        lab = made.lab(tmp_path, PASSWORD)
        for turn in ("first", "second"):
            file = suite(tmp_path, test)
            run = robot(tmp_path / turn, "--variable", f"LAB:{lab}", file, POLYLAB_STATE=str(state))
            assert run.code == 0, run.console
        knocks = made.knocks[made.reaches["phone"].mac]
        assert len({knock.cookie for knock in knocks if knock.cookie.startswith("session=")}) == 1
    (kept,) = (state / "websessions").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_what_is_remembered_of_a_web_session_may_be_out_of_date(tmp_path: Path) -> None:
    """The session has ended, or the file holds rubbish: a new one is opened."""
    state = tmp_path / "state"
    test = "Looks\n    Open Phone    phone\n    Get Log\n"
    with house({"phone": {"model": "CCX600"}}) as made:
        lab = made.lab(tmp_path, PASSWORD)
        for turn in ("first", "ended", "rubbish"):
            file = suite(tmp_path, test)
            run = robot(tmp_path / turn, "--variable", f"LAB:{lab}", file, POLYLAB_STATE=str(state))
            assert run.code == 0, run.console
            made.fleet.run(made.phone("phone").sessions.end)
            (kept,) = (state / "websessions").iterdir()
            if turn == "ended":
                kept.write_bytes(b"session=\xff\x00\r\nX: y")
