"""Servers that listen to the phones of a test, and phones of its own kind."""

from collections.abc import Callable, Iterator

import pytest
from handset import PASSWORD, Handset, reach_of
from receivers import WebServer, serving

from PolyLibrary.emulator.fleet import Fleet, PhoneSetup


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving(WebServer()) as server:
        yield server


@pytest.fixture
def another(fleet: Fleet) -> Callable[..., Handset]:
    """Starts one more phone: ``another("2001", firmware=..., switches=...)``."""

    def start(number: str, **about: object) -> Handset:
        setup = PhoneSetup(name=f"Phone {number}", number=number, password=PASSWORD, **about)  # type: ignore[arg-type]
        fleet.start([setup])
        return Handset(fleet, reach_of(fleet.phones[number]))

    return start


@pytest.fixture
def at_idle(alice: Handset) -> None:
    """Alice's screen as after a boot."""
    alice.fleet.run(alice.phone.gui.reset)
