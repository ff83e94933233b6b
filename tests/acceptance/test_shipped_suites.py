"""The suites that come with the library pass on virtual phones here and in another process, by all commands."""

import pytest
from robot_runs import Run

TESTS = 11


def all_passed(run: Run) -> None:
    assert run.code == 0, run.console
    assert len(run.tests) >= TESTS
    assert all(test.passed for test in run.tests.values())
    assert run.warnings == []
    assert not [name for name, test in run.tests.items() if "left-dirty" in test.tags]
    pictures = [picture for name in run.tests for picture in run.pictures(name)]
    assert len(pictures) >= 2
    assert (run.folder / "log.html").is_file()


def metadata(run: Run) -> set[tuple[str, str]]:
    return {(suite.metadata["Lab"], suite.metadata["Phones"]) for suite in run.result.suite.suites}


@pytest.mark.parametrize("run", ["robot suites"], indirect=True)
def test_by_robot_on_the_virtual_lab(run: Run) -> None:
    all_passed(run)
    assert metadata(run) == {("virtual", "virtual (emulated in software)")}


@pytest.mark.parametrize("run", ["polylab run suites"], indirect=True)
def test_by_polylab_run(run: Run) -> None:
    all_passed(run)
    assert metadata(run) == {("virtual", "virtual (emulated in software)")}


@pytest.mark.parametrize("run", ["lab file"], indirect=True)
def test_on_phones_of_another_process_by_a_lab_file(run: Run) -> None:
    all_passed(run)
    ((lab, phones),) = metadata(run)
    assert lab.endswith("lab.yaml")
    assert phones == "virtual (emulated in software)"


@pytest.mark.parametrize("run", ["polylab run --lab"], indirect=True)
def test_polylab_run_on_a_lab_file(run: Run) -> None:
    assert run.code == 0, run.console
    ((lab, _),) = metadata(run)
    assert lab.endswith("lab.yaml")
