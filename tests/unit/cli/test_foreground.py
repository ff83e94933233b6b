"""``polylab emulate`` ends on the signals that people and supervisors send, also on several at once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


def started(folder: Path) -> subprocess.Popen[bytes]:
    """A fleet of one phone in another process, up and reachable."""
    output = folder / "out.txt"
    command = [sys.executable, "-m", "PolyLibrary", "emulate", "--model", "VVX600"]
    with output.open("w") as log:
        child = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + 30
    while "Login:" not in output.read_text():
        assert child.poll() is None, output.read_text()
        assert time.monotonic() < deadline, "it did not come up within 30 s"
        time.sleep(0.05)
    return child


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGINT], [signal.SIGTERM] * 4, [signal.SIGINT] * 3])
def test_a_signal_ends_it(tmp_path: Path, signals: list[signal.Signals]) -> None:
    child = started(tmp_path)
    for number in signals:
        child.send_signal(number)
    assert child.wait(timeout=10) == 0
    assert "all virtual phones are gone" in (tmp_path / "out.txt").read_text()
