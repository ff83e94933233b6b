"""A small fleet of virtual phones for each test module."""

from collections.abc import Iterator

import pytest
from handset import PASSWORD, Handset, reach_of

from PolyLibrary.emulator.calls.history import KINDS
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    """Three phones whose timers of 10 s and more run 20 times faster."""
    with Fleet(speed=20) as made:
        made.start(
            PhoneSetup(name=name, number=number, password=PASSWORD)
            for name, number in (("Alice", "1001"), ("Bob", "1002"), ("Carol", "1003"))
        )
        yield made


@pytest.fixture(scope="module")
def _cast(fleet: Fleet) -> dict[str, Handset]:
    return {number: Handset(fleet, reach_of(phone)) for number, phone in fleet.phones.items()}


@pytest.fixture(autouse=True)
def _clean(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test inherits a call, an override or a list entry from another."""
    yield
    if "fleet" not in request.fixturenames:
        return
    made: Fleet = request.getfixturevalue("fleet")

    def reset() -> None:
        for phone in made.phones.values():
            phone.desk.drop_all()
        for phone in made.phones.values():
            phone.desk.drop_all()
            phone.desk.dnd = False
            for kind in KINDS:
                phone.desk.history.delete(kind, None)
            for source in ("local", "web", "device"):
                phone.config.drop(source)

    made.run(reset)


@pytest.fixture
def fast(fleet: Fleet) -> Iterator[None]:
    """Timers of 10 s and more run 200 times faster."""
    clock = next(iter(fleet.phones.values())).clock
    clock.speed = 200
    yield
    clock.speed = 20


@pytest.fixture
def alice(_cast: dict[str, Handset]) -> Handset:
    return _cast["1001"]


@pytest.fixture
def bob(_cast: dict[str, Handset]) -> Handset:
    return _cast["1002"]


@pytest.fixture
def carol(_cast: dict[str, Handset]) -> Handset:
    return _cast["1003"]
