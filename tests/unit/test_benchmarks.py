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
SUBJECTS = {
    "keywords": 4,
    "curl": 2,
    "requests": 4,
    "digest": 4,
    "reaction": 3,
    "import": 2,
    "batch": 1,
    "fleet": 4,
    "vision": 9,
    "reading": 2,
    "screens": 7,
}
WITHOUT_RATIO = "no figure"


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
        if row["goal"] == WITHOUT_RATIO:
            assert row["ours"] > 0
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


def test_a_keyword_is_one_request_by_the_phones_own_count(result: dict[str, Any]) -> None:
    counted = {row["what"]: row["ours"] for row in result["rows"] if row["subject"] in ("requests", "digest")}
    # A named element may take a look at the phone first.
    assert counted.pop("Requests of Tap of a named element") in (1, 2)
    assert counted == {
        "Requests of Tap at a point": 1,
        "Requests of Get Call State": 1,
        "Connections opened by all of these": 0,
        "Requests of Get Call State, 6.4 with Digest, HTTP": 1,
        "Requests of Get Call State, 6.4 with Digest, HTTPS": 1,
        "Requests of Get Call State, 8.6, HTTP": 1,
        "Requests of Get Call State, 8.6, HTTPS": 1,
    }


def test_a_batch_is_held_against_what_the_phones_alone_need(result: dict[str, Any]) -> None:
    (row,) = [row for row in result["rows"] if row["subject"] == "batch"]
    assert row["peer"] == 0.5
    assert row["ours"] > row["peer"]
    assert row["ratio"] == row["ours"] / row["peer"]
    assert "ceil(3 / 64) = 1 turn" in row["note"]
    assert "2 requests a phone" in row["note"]


def test_names_choose_their_rows_alone(tmp_path: Path) -> None:
    ran = _benchmarks("import", "--rounds", "1", "--json", str(tmp_path / "rows.json"))
    assert ran.returncode == 0, ran.stderr
    rows = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))["rows"]
    assert [row["subject"] for row in rows] == ["import"] * SUBJECTS["import"]


def test_the_names_are_listed() -> None:
    ran = _benchmarks("--list")
    assert ran.returncode == 0
    listed = [line.split(maxsplit=1) for line in ran.stdout.splitlines()]
    assert [name for name, _ in listed] == list(SUBJECTS)
    assert all(text.endswith(".") for _, text in listed)


def test_an_unknown_name_is_refused() -> None:
    ran = _benchmarks("speed")
    assert ran.returncode == 2
    assert "reaction" in ran.stderr


def test_a_child_tells_what_it_is_asked_and_ends_with_its_input() -> None:
    with child("-m", "benchmarks.served", "fleet", "2") as fleet:
        assert [phone["label"] for phone in fleet.heard()["phones"]] == ["P0", "P1"]
        assert fleet.ask("counts") == {"2000": [0, 0], "2001": [0, 0]}
        assert fleet.ask("cpu") > 0
        assert fleet.process.poll() is None
    assert fleet.process.returncode == 0


def test_a_child_that_ends_too_soon_is_told() -> None:
    with child("-c", "raise SystemExit(3)") as broken, pytest.raises(RuntimeError, match="ended with code 3"):
        broken.heard()


@pytest.mark.skipif(sys.platform == "win32", reason="processes are told apart by /proc or ps")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_nothing_is_left_when_a_run_is_stopped(how: signal.Signals, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "reaction", "--rounds", "500"]
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
    for ours, reached in ((0.9, False), (1.0, True), (1.1, False)):
        assert limited("s", "w", ours, 1.0, "requests", "exactly 1", bound="exactly").reached is reached


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
