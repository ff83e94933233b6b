"""Waits in these tests look every few milliseconds; a desk whose phones have no wire."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_fakes import FakeLab, Opened

from PolyLibrary import deadline
from PolyLibrary.session import desk as module
from PolyLibrary.session.desk import Desk
from PolyLibrary.session.sight import frame, rest


@pytest.fixture(autouse=True)
def _quick_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "FAST", 0.005)
    monkeypatch.setattr(frame, "PAUSE", 0.01)
    monkeypatch.setattr(frame, "REDRAWS_WITHIN", 0.1)
    monkeypatch.setattr(rest, "STILL_FOR", 0.01)


@pytest.fixture
def labs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The labs that were opened, by the text that named them."""
    seen: list[str] = []

    def open_lab(text: str, folder: Path | None) -> FakeLab:
        seen.append(text)
        return FakeLab(text)

    monkeypatch.setattr(module, "open_lab", open_lab)
    return seen


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    made = Opened()
    monkeypatch.setattr(module, "open_session", made.open_session)
    return made


@pytest.fixture
def desk(labs: list[str], opened: Opened) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.shut()
