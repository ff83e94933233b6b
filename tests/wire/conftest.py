"""The park of virtual phones, one for all tests of a module."""

from collections.abc import Iterator

import pytest
from wire_park import BOB, CAROL, Handset, Shelf, Stage, setups, upload_server
from wire_table import FIRMWARE

from PolyLibrary.emulator import fleet as fleets
from PolyLibrary.emulator import lifecycle, skype
from PolyLibrary.emulator import phone as phones
from PolyLibrary.emulator.clock import Clock
from PolyLibrary.emulator.fleet import Fleet
from PolyLibrary.emulator.profiles import Away

pytest.register_assert_rewrite("wire_cases_acts", "wire_cases_calls", "wire_cases_info", "wire_cases_lists")

SHORT = 0.25
"""Timers of the emulator below this run ten times faster here."""


def _scaled(clock: Clock, seconds: float) -> float:
    return seconds / 10 if seconds < SHORT else seconds


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Ringing, restarts and sign-ins take no time worth waiting for; what they do is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Clock, "scaled", _scaled)
        patch.setattr(fleets, "away", lambda realistic: Away(restart=0.02, reboot=0.02, register=0.01, factory=0.02))
        patch.setattr(lifecycle, "AFTER_REPLY", 0.2)
        patch.setattr(lifecycle, "NOT_READY", 0.0)
        patch.setattr(phones, "UPDATE_TAKES", 0.01)
        patch.setattr(skype, "TAKES", 0.01)
        yield


@pytest.fixture(scope="module")
def park(quick: None) -> Iterator[dict[str, Stage]]:
    """All firmwares by name."""
    with Fleet() as fleet:
        sets = {reach.label: Handset(fleet, reach) for reach in fleet.start(setups())}
        by_number = {handset.number: handset for handset in sets.values()}
        bob, carol = by_number[BOB], by_number[CAROL]
        yield {
            name: Stage(name, sets[name], sets[f"{name}-lync"], sets[f"{name}-spare"], bob, carol) for name in FIRMWARE
        }
        for handset in sets.values():
            handset.phone.close()


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with upload_server() as made:
        yield made
