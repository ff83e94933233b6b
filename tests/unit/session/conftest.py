"""Waits in these tests look every few milliseconds."""

import pytest

from PolyLibrary import deadline


@pytest.fixture(autouse=True)
def _quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "FAST", 0.005)
