"""``python -m benchmarks`` measures everything it promises; no figure is asserted, for machines differ."""

import json
import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.child import child, environment  # noqa: E402 - the folder lies beside tests, not on the path
from benchmarks.measure import Row, in_turns, limited, missing, percentile, ratio  # noqa: E402

RUN_LIMIT = 100
SUBJECTS = {"keywords": 4, "curl": 2, "requests": 4, "reaction": 3, "import": 2, "fleet": 4}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one short run writes and prints."""
    file = tmp_path_factory.mktemp("benchmarks") / "rows.json"
    ran = _benchmarks("--rounds", "1", "--phones", "3", "--json", str(file))
    assert ran.returncode == 0, ran.stderr
    return {**json.loads(file.read_text(encoding="utf-8")), "printed": ran.stdout}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_gives_its_rows_with_ratios(result: dict[str, Any], subject: str) -> None:
    rows = [row for row in result["rows"] if row["subject"] == subject]
    assert len(rows) == SUBJECTS[subject]
    for row in rows:
        if row["ours"] is None:
            assert "not" in row["note"]
            continue
        assert isinstance(row["ratio"], float)
        assert math.isfinite(row["ratio"])
        assert row["reached"] in (True, False)


def test_the_table_shows_every_row_and_the_machine(result: dict[str, Any]) -> None:
    printed = " ".join(result["printed"].split())
    assert "peer or limit" in printed
    assert "Get Call State, HTTPS" in printed
    assert "requests session" in printed
    assert "Python 3." in result["machine"]
    assert result["machine"] in printed


def test_an_unknown_subject_is_refused() -> None:
    ran = _benchmarks("--only", "speed")
    assert ran.returncode == 2
    assert "reaction" in ran.stderr


def test_the_emulator_ends_with_its_input(tmp_path: Path) -> None:
    lab = tmp_path / "lab.yaml"
    with child("-m", "benchmarks.emulated", "emulate", "--model", "VVX600", "--write-lab", str(lab)) as process:
        _until(lab.exists)
        assert process.poll() is None
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="processes are told apart by /proc or ps")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_nothing_is_left_when_a_run_is_stopped(how: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "--only", "reaction", "--rounds", "500"]
    place = {**environment(), "TMPDIR": str(tmp_path)}
    run = subprocess.Popen(command, cwd=ROOT, env=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _until(lambda: _children(run.pid))
        children = _children(run.pid)
        time.sleep(0.5)
        assert run.poll() is None
        run.send_signal(how)
        run.wait(15)
    finally:
        run.kill()
        run.communicate()
    _until(lambda: not any(_alive(pid) for pid in children))
    # A process that is killed cannot remove its files.
    assert how is signal.SIGKILL or not list(tmp_path.iterdir())


def test_samples_are_taken_in_turns() -> None:
    order: list[str] = []
    samples = in_turns({"ours": lambda: order.append("o"), "peer": lambda: order.append("p")}, 2, 2)
    assert "".join(order) == "op" + "oopp" + "ppoo"
    assert {name: len(times) for name, times in samples.items()} == {"ours": 4, "peer": 4}


def test_a_ratio_is_that_of_samples_taken_side_by_side() -> None:
    # In the second round the machine is ten times slower for both.
    assert ratio([1.0, 1.0, 10.0, 10.0], [2.0, 2.0, 20.0, 20.0], 2) == pytest.approx(0.5)


def test_percentiles_are_samples() -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], 0.95) == 5.0
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], 0.2) == 1.0


def test_a_figure_is_judged_from_its_side() -> None:
    faster = Row("s", "w", 1.0, 12.0, "curl", "ms", 12.0, "at least 10 x", 10.0, "at least")
    assert faster.reached is True
    assert limited("s", "w", 2.0, 1.0, "s", "at most 1 s").reached is False
    assert missing("s", "w", "g", "not measured").reached is None


def _benchmarks(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=RUN_LIMIT, check=False
    )


def _until(true: Callable[[], object], limit: float = 30.0) -> None:
    deadline = time.monotonic() + limit
    while not true():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def _processes() -> list[tuple[int, int, str]]:
    """Number, parent and state of every process."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    return [(int(pid), int(parent), state) for pid, parent, state in (line.split() for line in listed.splitlines())]


def _children(pid: int) -> list[int]:
    return [each for each, parent, _ in _processes() if parent == pid]


def _alive(pid: int) -> bool:
    return any(each == pid and not state.startswith("Z") for each, _, state in _processes())
