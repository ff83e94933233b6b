"""Starting and stopping phones, and the faults of doing so."""

import socket
import threading
from pathlib import Path

import pytest
import requests
from handset import PASSWORD, Handset

from PolyLibrary.emulator import addresses, skype
from PolyLibrary.emulator.fleet import Fleet, PhoneSetup
from PolyLibrary.errors import FileFaults, LabError, UnknownName, UsageError


def setup(number: str = "1001", **more: object) -> PhoneSetup:
    return PhoneSetup(name=f"Phone {number}", number=number, password=PASSWORD, **more)  # type: ignore[arg-type]


def test_fifty_phones_leave_nothing_behind() -> None:
    before = set(threading.enumerate())
    with Fleet() as fleet:
        reaches = fleet.start(setup(str(number)) for number in range(2000, 2050))
        assert len({(reach.host, reach.http_port) for reach in reaches}) == 50
        assert len({reach.fingerprint for reach in reaches}) == 50
        assert len({reach.mac for reach in reaches}) == 50
        last = Handset(fleet, reaches[-1])
        assert last.get("v1/mgmt/lineInfo")["Status"] == "2000"
    assert set(threading.enumerate()) == before
    with pytest.raises(requests.ConnectionError):
        last.get("v1/mgmt/lineInfo")
    assert fleet.phones == {}
    fleet.stop()


def test_more_phones_and_a_second_life() -> None:
    fleet = Fleet()
    try:
        (one,) = fleet.start([setup("1001")])
        (two,) = fleet.start([setup("1002")])
        assert list(fleet.phones) == ["1001", "1002"]
        assert Handset(fleet, one).post("v1/callctrl/dial", Dest="1002") == "2000"
        fleet.stop()
        (again,) = fleet.start([setup("1001")])
        assert again.mac == one.mac != two.mac
        assert Handset(fleet, again).calls() == []
    finally:
        fleet.stop()


def test_what_reach_says() -> None:
    with Fleet() as fleet:
        (reach,) = fleet.start([setup(mac="64:16:7F:00:00:01", host="127.0.0.1", firmware="5.9")])
        assert reach.host == "127.0.0.1"
        assert reach.mac == "64167f000001"
        assert (reach.model, reach.firmware, reach.number) == ("VVX600", "5.9.3.2857", "1001")
        assert len(reach.fingerprint) == 64
        assert reach.label == "Phone 1001"


def test_lync_base_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skype, "TAKES", 0.5)
    with Fleet() as fleet:
        (reach,) = fleet.start([setup(base_profile="lync")])
        phone = Handset(fleet, reach)
        fields = {"Address": "a@b.example", "User": "a", "Password": "p", "Domain": "", "LockCode": ""}
        assert phone.post("v1/mgmt/skype/signIn", **(fields | {"Password": ""})) == "4000"
        answered: list[str] = []
        signing = threading.Thread(
            target=lambda: answered.append(Handset(fleet, reach).post("v1/mgmt/skype/signIn", **fields))
        )
        signing.start()
        # Others are served while it takes its time.
        assert phone.get("v1/mgmt/lineInfo")["Status"] == "2000"
        assert not answered
        signing.join()
        assert answered == ["2000"]
        assert phone.post("v1/mgmt/skype/signIn", **fields) == "4003"
        assert phone.post("v1/mgmt/skype/signOut") == "2000"


@pytest.mark.parametrize(
    ("wrong", "error", "text"),
    [
        ({"firmware": "5.9.3.2875"}, UnknownName, "did you mean '5.9.3.2857'"),
        ({"model": "VVX60"}, UnknownName, "VVX600"),
        ({"firmware": "7.2"}, UnknownName, "emulated firmware"),
        ({"switches": {"hold_word": "local"}}, UnknownName, "did you mean 'hold_words'"),
        ({"switches": {"hold_words": "revers"}}, UsageError, "did you mean 'reversed'"),
        ({"switches": {"update_takes": "long"}}, UsageError, "a number from 0 to 600"),
        ({"config": {"log.rendr.level": "1"}}, UnknownName, "log.render.level"),
        ({"config": {"log.render.level": "x"}}, UsageError, "log.render.level"),
        ({"mac": "xyz"}, UsageError, "12 hex digits"),
        ({"base_profile": "lyc"}, UsageError, "lync"),
        ({"http_port": 70000}, UsageError, "70000 is no port"),
        ({"host": "192.0.2.1"}, LabError, "not local"),
        ({"host": "no address"}, LabError, "no address"),
    ],
)
def test_setups_that_make_no_sense(wrong: dict[str, object], error: type[Exception], text: str) -> None:
    with Fleet() as fleet, pytest.raises(error, match=text):
        fleet.start([setup(**wrong)])


def test_number_and_password_are_checked() -> None:
    with Fleet() as fleet:
        with pytest.raises(UsageError, match="no number"):
            fleet.start([setup("10 01")])
        with pytest.raises(UsageError, match="needs a password"):
            fleet.start([PhoneSetup(name="A", number="1", password="")])
        with pytest.raises(UsageError, match="the number 1001"):
            fleet.start([setup(), setup()])
        with pytest.raises(UsageError, match="the MAC 64167f000001"):
            fleet.start([setup(mac="64167f000001"), setup("1002", mac="64167F000001")])
        with pytest.raises(UsageError, match="not up"):
            fleet.run(lambda: None)


def test_port_in_use_takes_all_or_nothing() -> None:
    with socket.socket() as taken, Fleet() as fleet:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        setups = [setup("1001"), setup("1002", host="127.0.0.1", http_port=port)]
        with pytest.raises(LabError, match=f"127.0.0.1 port {port}: the port is in use"):
            fleet.start(setups)
        assert fleet.phones == {}
        assert len(fleet.start([setup("1001"), setup("1002")])) == 2


def test_without_addresses_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "own_addresses", lambda: False)
    with Fleet() as fleet:
        one, two = fleet.start([setup("1001"), setup("1002")])
        assert one.host == two.host == "127.0.0.1"
        assert len({one.http_port, one.https_port, two.http_port, two.https_port}) == 4


def test_speed_must_make_sense() -> None:
    with pytest.raises(UsageError, match="speed 0"):
        Fleet(speed=0)


def test_password_does_not_show() -> None:
    assert PASSWORD not in repr(setup())


def test_dial_plan_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("numbers:\n  - {number: '8xx', does: answer, after: 0.1, name: Service}\n")
    with Fleet(dial_plan=file) as fleet:
        (reach,) = fleet.start([setup()])
        phone = Handset(fleet, reach)
        phone.post("v1/callctrl/dial", Dest="8-12")
        phone.shows("Connected")
        assert phone.calls()[0]["RemotePartyName"] == "Service"
        phone.post("v1/callctrl/dial", Dest="123")
        phone.shows("CallHold", "Disconnected")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["1: needs 'numbers:'"]),
        ("numbers: {}\n", ["1: needs 'numbers:'"]),
        ("numbers: [\n", ["no YAML"]),
        ("numbers:\n  - 12\n", ["2: is no entry"]),
        ("numbers:\n  - {number: '1', dos: busy}\n", ["2: there is no key 'dos': did you mean 'does'", "'does: '"]),
        ("numbers:\n  - {does: bussy}\n", ["2: 'number:' is missing", "did you mean 'busy'"]),
        ("numbers:\n  - {number: 1a, does: busy, after: -1}\n", ["'1a' may have only", "'after: -1'"]),
        ("numbers:\n- {number: '1', does: busy}\n- {number: '1', does: ring}\n", ["3: number 1 is there twice"]),
    ],
)
def test_faults_of_a_dial_plan(tmp_path: Path, text: str, faults: list[str]) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(text)
    with pytest.raises(FileFaults) as caught:
        Fleet(dial_plan=file)
    for fault in faults:
        assert fault in str(caught.value)


def test_missing_dial_plan(tmp_path: Path) -> None:
    with pytest.raises(FileFaults, match="cannot be read"):
        Fleet(dial_plan=tmp_path / "none.yaml")
