"""What all tests share: nothing of a developer's own lab, passwords or remembered certificates gets in."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from PolyLibrary import redaction

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No lab of the environment, and a state folder of our own; children find the package from any folder."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("POLYLAB_LAB", "POLY_PASSWORD", "ROBOT_OPTIONS", "PABOT_OPTIONS"):
            patch.delenv(name, raising=False)
        patch.setenv("POLYLAB_STATE", str(tmp_path_factory.mktemp("state")))
        path = os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *([path] if path else [])]))
        yield


@pytest.fixture
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets registered by the test are known to nobody afterwards, nor are earlier ones known to it."""
    monkeypatch.setattr(redaction, "_forms", set())
    monkeypatch.setattr(redaction, "_pattern", None)
