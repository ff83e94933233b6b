"""What suites set on a phone is put back, whatever happens to the phone meanwhile."""

import json
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from robot_runs import Run, robot

HERE = Path(__file__).with_name("robot_config")
SECRET = "correct-horse-7"
RUNS = ("guard", "resets.robot", "factory_reset.robot", "packet_capture.robot")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, "Future[Run]"]:
    """All at once: most of their time is waiting for a phone."""
    with ThreadPoolExecutor(len(RUNS)) as pool:
        return {
            name: pool.submit(
                robot, tmp_path_factory.mktemp(name.partition(".")[0]), "--loglevel", "TRACE", HERE / name,
                TEST_SECRET=SECRET,
            )
            for name in RUNS
        }  # fmt: skip


@pytest.fixture(scope="module")
def guard(runs: dict[str, "Future[Run]"]) -> Run:
    return runs["guard"].result()


def passes(run: Run) -> None:
    wrong = [f"{name}: {test.message}" for name, test in run.tests.items() if not test.passed]
    assert run.code == 0, "\n".join([*wrong, "", run.console])


def told(run: Run, start: str) -> list[str]:
    """What was logged that begins so, the phone's name left out."""
    texts = (str(message.message).partition("): ")[2] for message in _all(run.result.suite))
    return [text for text in texts if text.startswith(start)]


def _all(suite: object) -> list[object]:
    from robot.api import ResultVisitor

    found: list[object] = []

    class Visitor(ResultVisitor):  # type: ignore[misc]
        def visit_message(self, message: object) -> None:
            found.append(message)

    suite.visit(Visitor())  # type: ignore[attr-defined]
    return found


def test_tests_that_fail_in_the_middle_leave_the_configuration_as_it_was(guard: Run) -> None:
    assert guard.code == 4, guard.console
    for name in guard.tests:
        if name.startswith("Fails"):
            assert guard.failed(name) == "in the middle"
    assert guard.tests["The Suite's Own Value Is There Again"].passed
    assert guard.tests["Nothing Has Changed"].passed, guard.tests["Nothing Has Changed"].message
    assert guard.tests["A Difference Is Told"].passed, guard.tests["A Difference Is Told"].message


def test_the_log_says_what_was_put_back_and_that_the_phone_restarted(guard: Run) -> None:
    put_back = told(guard, "put back")
    remark = " (its source was default and is web now: REST cannot unset one parameter)"
    assert f"put back feature.forward.enable: '0' -> '1'{remark}" in put_back
    assert "put back up.backlight.timeout: '35' -> '34'" in put_back
    at_the_end = guard.result.suite.suites[1].metadata["Configuration"]
    assert f"- alice: put back up.backlight.timeout: '38' -> '40'{remark}" in at_the_end
    assert f"- alice: put back log.level.change.so: '2' -> '4'{remark}" in at_the_end
    restarts = [text.partition(":")[0] for text in told(guard, "restart")]
    # Set and put back, a restart each: the first, the third and the fourth test.
    assert Counter(restarts) == {
        "restart for feature.forward.enable": 2,
        "restart for feature.doNotDisturb.enable": 2,
        "restart for msg.mwi.1.led": 2,
        "restart": 2,
    }
    assert len(told(guard, "asked for by safeRestart: the phone was ready again")) == 1


def test_nothing_but_the_call_is_warned_of(guard: Run) -> None:
    (warning,) = guard.warnings
    assert "bob" in warning
    assert "the test left calls that had to be ended" in warning


def test_the_snapshot_is_a_file_without_secrets(guard: Run) -> None:
    parameters = json.loads((guard.folder / "before.json").read_text(encoding="utf-8"))["parameters"]
    assert parameters["up.backlight.timeout"] == {"value": "40", "source": "default"}
    assert all(value["value"] in ("", "***") for name, value in parameters.items() if "password" in name.lower())


def test_restarts_and_resets(runs: dict[str, "Future[Run]"]) -> None:
    run = runs["resets.robot"].result()
    passes(run)
    assert told(run, "changed by the reset: ") == ["changed by the reset: up.backlight.timeout: '33' -> '40'"]
    assert told(run, "left reg.1.auth.password as it was set")
    for file in run.folder.iterdir():
        assert SECRET not in file.read_text(encoding="utf-8"), file


def test_a_factory_reset(runs: dict[str, "Future[Run]"]) -> None:
    run = runs["factory_reset.robot"].result()
    passes(run)
    (warning,) = run.warnings
    assert "its REST API is switched off. It must be provisioned" in warning
    assert told(run, "was reset to factory state: nothing is put back")


def test_packet_captures(runs: dict[str, "Future[Run]"]) -> None:
    passes(runs["packet_capture.robot"].result())
