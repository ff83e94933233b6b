"""The virtual lab: one fleet a process, more phones on request."""

import threading
from collections.abc import Iterator

import pytest
import requests

from PolyLibrary.lab import virtual
from PolyLibrary.lab.entries import LabPhone
from PolyLibrary.lab.openlab import choose
from PolyLibrary.lab.requirements import Requirement
from PolyLibrary.lab.virtual import CAST, VirtualLab


@pytest.fixture(scope="module")
def lab() -> Iterator[VirtualLab]:
    made = VirtualLab()
    made.close()
    assert VirtualLab().source == "virtual"
    assert virtual._house.fleet is None, "nothing starts before the first use"
    yield made
    made.close()


def answers(phone: LabPhone) -> int:
    assert phone.password is not None
    url = f"http://{phone.host}:{phone.http_port}/api/v1/mgmt/device/info"
    session = requests.Session()
    session.trust_env = False
    return session.get(url, auth=(phone.user, phone.password.reveal()), timeout=5).status_code


def test_the_cast_has_its_numbers_and_labels(lab: VirtualLab) -> None:
    found = {name: (phone.lines[0].number, phone.lines[0].name) for name, phone in lab.phones.items()}
    assert {name: found[name] for name in CAST} == {
        "alice": ("1001", "Alice"),
        "bob": ("1002", "Bob"),
        "carol": ("1003", "Carol"),
        "dave": ("1004", "Dave"),
    }


def test_each_phone_is_a_vvx_600_on_an_address_of_its_own(lab: VirtualLab) -> None:
    cast = [lab.phones[name] for name in CAST]
    assert {phone.model for phone in cast} == {"VVX600"}
    assert {phone.firmware.split(".")[:2] == ["5", "9"] for phone in cast if phone.firmware} == {True}
    assert len({(phone.host, phone.https_port) for phone in cast}) == 4
    assert all(phone.host.startswith("127.") for phone in cast)
    assert len({phone.mac for phone in cast} | {phone.fingerprint for phone in cast}) == 8
    assert all(phone.virtual is not None for phone in cast)


def test_they_answer_over_the_network(lab: VirtualLab) -> None:
    assert [answers(lab.phones[name]) for name in CAST] == [200] * 4


def test_two_labs_share_one_fleet(lab: VirtualLab) -> None:
    assert dict(VirtualLab().phones) == dict(lab.phones)


def test_a_role_that_needs_one_more_gets_one(lab: VirtualLab) -> None:
    before = set(lab.phones)
    made = choose(lab, "fifth", Requirement(model="VVX600"), taken=before)
    assert made.name not in before
    assert answers(made) == 200
    assert set(lab.phones) == before | {made.name}
    numbers = [phone.lines[0].number for phone in lab.phones.values()]
    assert len(numbers) == len(set(numbers))


def test_what_no_virtual_phone_can_be_is_not_made(lab: VirtualLab) -> None:
    assert lab.spare(Requirement(tags=("site:berlin",))) is None
    assert lab.spare(Requirement(firmware=">=90.0")) is None


def test_its_password_is_not_shown_and_differs_from_every_known_one(lab: VirtualLab) -> None:
    alice = lab.phones["alice"]
    assert alice.password is not None
    assert alice.password.reveal() not in repr(alice) + str(alice)
    assert alice.password.reveal() not in ("456", "789")


def test_closing_stops_the_fleet_and_the_next_use_starts_a_fresh_one(lab: VirtualLab) -> None:
    old = lab.phones["alice"]
    lab.close()
    assert virtual._house.fleet is None
    with pytest.raises(requests.ConnectionError):
        answers(old)
    fresh = lab.phones["alice"]
    assert fresh.password != old.password
    assert answers(fresh) == 200


def test_the_fleet_goes_with_the_process(lab: VirtualLab) -> None:
    lab.close()
    before = set(threading.enumerate())
    assert lab.phones
    started = set(threading.enumerate()) - before
    assert started
    assert all(thread.daemon for thread in started)


@pytest.mark.parametrize(
    ("requirement", "model"),
    [
        (Requirement(can=("uixml",)), "VVX450"),
        (Requirement(can=("uixml", "touch")), "VVX601"),
        (Requirement(model="Trio 8800"), "Trio8800"),
        (Requirement(can=("touch",), firmware=">=7.3"), "CCX500"),
    ],
)
def test_a_role_gets_a_phone_of_a_model_that_fits(lab: VirtualLab, requirement: Requirement, model: str) -> None:
    taken = [name for name, phone in lab.phones.items() if phone.model == model]
    found = choose(lab, "screen", requirement, taken)
    assert found.model == model
    assert answers(found) == 200
