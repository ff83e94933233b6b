"""Robot runs take their time in waiting: those of the collected tests are started at once, a few side by side."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from robot_runs import Run
from scenarios import SCENARIOS

AT_ONCE = 4


@pytest.fixture(scope="session")
def _runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], "Future[Run]"]]:
    """Starts the run of a scenario, once."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures: dict[str, Future[Run]] = {}

        def start(name: str) -> "Future[Run]":
            if name not in futures:
                futures[name] = pool.submit(SCENARIOS[name], tmp_path_factory.mktemp(name.replace(" ", "-")))
            return futures[name]

        yield start
        for future in futures.values():
            future.cancel()


@pytest.fixture
def run(request: pytest.FixtureRequest, _runs: Callable[[str], "Future[Run]"]) -> Run:
    """The finished run of the scenario that the test names; those of its file are started with the first of them."""
    for item in request.session.items:
        if item.path == request.node.path and hasattr(item, "callspec") and "run" in item.callspec.params:
            _runs(str(item.callspec.params["run"]))
    return _runs(request.param).result(timeout=115)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
