"""What one test finds out of how a phone wants to be asked serves the tests after it."""

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
