"""The twelve scenarios of phone QA, as the suites that come with the library: green on virtual phones."""

from pathlib import Path

import pytest
from robot_runs import SUITES, Run, polylab_run, robot

SCENARIOS = sorted((SUITES / "regression").glob("*.robot"))


def test_there_are_twelve() -> None:
    assert [path.name[:2] for path in SCENARIOS] == [f"{number:02}" for number in range(1, 13)]


@pytest.fixture(scope="module", params=[0, 1, 2], ids=["first", "second", "third"])
def third(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A third of them, by four workers: they wait for phones most of the time."""
    return polylab_run(tmp_path_factory.mktemp("regression") / "out", "-j", "4", *SCENARIOS[request.param :: 3])


def test_all_pass_and_none_is_skipped(third: Run) -> None:
    assert third.code == 0, third.console
    assert len(third.tests) >= 10
    assert [name for name, test in third.tests.items() if not test.passed] == []


def test_a_lab_without_such_phones_skips_them_and_says_why(tmp_path: Path) -> None:
    lab = tmp_path / "lab.yaml"
    lab.write_text(
        'phones:\n  alice: {host: 10.0.0.1, model: VVX600, password: "hazelnut-1", lines: [{number: "1001"}]}\n',
        encoding="utf-8",
    )
    done = robot(
        tmp_path / "out",
        "--variable",
        f"LAB:{lab}",
        SUITES / "regression" / "11_settings_provisioning_persistence.robot",
    )
    assert done.code == 0, done.console
    assert {test.status for test in done.tests.values()} == {"SKIP"}
    assert "a VVX 600 cannot uixml" in next(iter(done.tests.values())).message
