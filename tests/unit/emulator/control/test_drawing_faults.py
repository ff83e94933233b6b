"""Faults of drawing, injected by the control port: only pictures are wrong, as often as asked."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import requests
from handset import Handset

from PolyLibrary.emulator.faults.catalogue import kinds
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup

Do = Callable[..., dict[str, Any]]
Ask = Callable[..., tuple[int, dict[str, Any]]]
MOMENT = datetime(2026, 11, 23, 10, 31)
DRAWING = sorted(kind.name for kind in kinds().values() if kind.seam == "drawing")
TELLS = {"up.screenCapture.enabled": "1", "up.screenCapture.value": "1"}


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    """A phone that describes its screen, and one without colours."""
    with Fleet(speed=20) as made:
        made.start(
            [
                PhoneSetup(name="Alice", number="1001", password="789", model="VVX450", config=TELLS),
                PhoneSetup(name="Bob", number="1002", password="789", model="VVX201", config=TELLS),
            ]
        )
        clock = made.phones["1001"].exchange.clock
        # No minute may pass between two pictures that are compared.
        clock.now = lambda: MOMENT  # type: ignore[method-assign]
        yield made


@pytest.fixture
def shot(alice: Handset) -> Callable[[], bytes]:
    def take() -> bytes:
        reply: requests.Response = alice.http.get(alice.url("/captureScreen/mainScreen"), timeout=5)
        assert reply.status_code == 200
        return reply.content

    return take


Shot = Callable[[], bytes]


def go(phone: Handset, *keys: str) -> None:
    for key in keys:
        phone.fleet.run(lambda key=key: phone.phone.gui.key(key))


@pytest.mark.parametrize("fault", DRAWING)
def test_only_the_picture_is_wrong(do: Do, alice: Handset, shot: Shot, fault: str) -> None:
    right, told = shot(), alice.get("v1/mgmt/uixml")
    do("inject", phone="1001", fault=fault)
    wrong = shot()
    assert wrong != right
    assert shot() == wrong
    assert alice.get("v1/mgmt/uixml") == told
    assert do("faults", phone="1001")["faults"][0]["struck"] == 1, "the same state is one occasion"
    do("clear-faults", phone="1001", fault=fault)
    assert shot() == right


def test_a_wrong_soft_key_does_what_it_should(do: Do, alice: Handset, shot: Shot) -> None:
    do("inject", phone="1001", fault="wrong label", part="new call")
    shot()
    go(alice, "SoftKey1")
    assert alice.fleet.run(lambda: alice.phone.gui.screen) == "dialer"
    go(alice, "Home", "Home")


def test_each_state_that_is_looked_at_is_an_occasion(do: Do, alice: Handset, shot: Shot) -> None:
    idle = shot()
    go(alice, "Home")
    home = shot()
    do("inject", phone="1001", fault="wrong label", after=1, count=1)
    assert shot() == home
    go(alice, "Home")
    assert shot() != idle, "the second state, and no other"
    go(alice, "Home")
    assert shot() == home
    go(alice, "Home")
    assert shot() == idle
    assert do("faults")["faults"][0]["struck"] == 1


def test_a_rate_is_of_the_states(do: Do, alice: Handset, shot: Shot) -> None:
    right = []
    for _ in range(2):
        right.append(shot())
        go(alice, "Home")
    do("inject", phone="1001", fault="other language", rate=0.5)
    wrong = []
    for number in range(20):
        wrong.append(shot() != right[number % 2])
        go(alice, "Home")
    assert 4 <= sum(wrong) <= 16


def test_a_screen_without_the_part_is_no_occasion(do: Do, alice: Handset, shot: Shot) -> None:
    idle = shot()
    do("inject", phone="1001", fault="wrong label", part="Select", count=1)
    assert shot() == idle
    assert do("faults")["faults"][0]["struck"] == 0
    go(alice, "Home")
    shot()
    assert do("faults")["faults"][0]["struck"] == 1
    go(alice, "Home")


def test_several_faults_strike_one_picture(do: Do, alice: Handset, shot: Shot) -> None:
    pictures = [shot()]
    for fault in ("wrong label", "LED colour"):
        do("inject", phone="1001", fault=fault)
        pictures.append(shot())
    do("clear-faults", phone="1001", fault="wrong label")
    pictures.append(shot())
    assert len(set(pictures)) == 4
    assert [each["struck"] for each in do("faults")["faults"]] == [2]


def test_an_old_picture_may_be_one_that_was_drawn_wrongly(do: Do, alice: Handset, shot: Shot) -> None:
    do("inject", phone="1001", fault="wrong label")
    wrong = shot()
    do("inject", phone="1001", fault="old picture", count=1)
    go(alice, "Home")
    assert shot() == wrong
    go(alice, "Home")


def test_a_panel_without_colours_has_no_colour_to_get_wrong(ask: Ask, do: Do) -> None:
    status, error = ask("inject", fault="LED colour")
    assert status == 400, error
    assert error == {
        "kind": "NotPossible",
        "wanted": "The fault 'LED colour' cannot be injected into Bob.",
        "seen": "the panel of a VVX 201 has no colours.",
        "hint": "use a phone with a colour screen.",
    }
    assert do("faults")["faults"] == [], "neither into the other phone"


@pytest.mark.parametrize(("fault", "figure"), [("busy", "part"), ("other language", "part"), ("missing icon", "path")])
def test_what_makes_no_sense_is_refused(ask: Ask, fault: str, figure: str) -> None:
    status, error = ask("inject", phone="1001", fault=fault, **{figure: "x"})
    assert status == 400
    assert f"The fault '{fault}' has no {figure}=" in error["wanted"]
