"""The control port of the module's fleet, and phones that each test leaves as it found them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from handset import Handset, until

from PolyLibrary.emulator.fleet import Fleet
from PolyLibrary.emulator.phone import VirtualPhone

Answer = tuple[int, dict[str, Any]]


@pytest.fixture
def ask(fleet: Fleet) -> Iterator[Callable[..., Answer]]:
    """``ask("touch", phone="1001", x=1, y=2)``: HTTP status, and what stands under result or error."""
    access = fleet.control()
    with requests.Session() as client:
        client.trust_env = False
        client.headers["Authorization"] = f"Bearer {access.token}"

        def send(action: str, **arguments: Any) -> Answer:
            reply = client.post(f"{access.url}/{action}", json=arguments, timeout=10)
            return reply.status_code, reply.json()["result" if reply.ok else "error"]

        yield send


@pytest.fixture
def do(ask: Callable[..., Answer]) -> Callable[..., dict[str, Any]]:
    """The same where it must go well: the result."""

    def send(action: str, **arguments: Any) -> dict[str, Any]:
        status, told = ask(action, **arguments)
        assert status == 200, told
        return told

    return send


@pytest.fixture(autouse=True)
def _as_found(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "fleet" not in request.fixturenames:
        return
    made: Fleet = request.getfixturevalue("fleet")

    def right() -> None:
        for phone in made.phones.values():
            phone.faults.clear()
            phone.life.power_on()
        if not phone.exchange.running:
            phone.exchange.start()
        for phone in made.phones.values():
            phone.desk.registration.lost()

    made.run(right)
    until(lambda: all(is_ready(phone) for phone in made.phones.values()))


def is_ready(phone: VirtualPhone) -> bool:
    return phone.life.ready and not phone.life.busy and phone.desk.registration.holds(phone.lines[0])


@pytest.fixture
def gone(alice: Handset) -> Callable[[], bool]:
    """Whether alice takes no connection."""

    def refused() -> bool:
        with requests.Session() as client:
            client.trust_env = False
            try:
                client.get(alice.url("/"), timeout=2)
            except requests.ConnectionError:
                return True
        return False

    return refused
