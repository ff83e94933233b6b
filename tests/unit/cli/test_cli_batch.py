"""``polylab batch``: which phones, what is asked before, what is left behind."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_fakes import LAB, Phones
from click.testing import CliRunner, Result

from PolyLibrary.cli import asking
from PolyLibrary.cli.main import main
from PolyLibrary.errors import Unreachable
from PolyLibrary.session.several.batch import Batch

IPS = "10.0.0.1\n10.0.0.2:8443\n"


@pytest.fixture
def phones(monkeypatch: pytest.MonkeyPatch) -> Phones:
    made = Phones()
    monkeypatch.setattr(Batch, "phone", lambda self, target: made.phone(target, self.limit))
    monkeypatch.setenv("POLY_PASSWORD", "swordfish-77")
    return made


@pytest.fixture
def ips(tmp_path: Path) -> str:
    path = tmp_path / "ip.txt"
    path.write_text(IPS, encoding="utf-8")
    return f"--ips={path}"


@pytest.fixture
def lab(tmp_path: Path) -> str:
    path = tmp_path / "lab.yaml"
    path.write_text(LAB, encoding="utf-8")
    path.chmod(0o600)
    return f"--lab={path}"


def batch(*arguments: str, **more: Any) -> Result:
    return CliRunner().invoke(main, ["batch", *arguments], catch_exceptions=False, **more)


def test_all_phones_of_a_list(phones: Phones, ips: str) -> None:
    done = batch("update-configuration", ips)
    assert done.exit_code == 0
    assert phones.asked == [("10.0.0.1", "updateConfiguration"), ("10.0.0.2:8443", "updateConfiguration")]
    assert "2 phones: 2 done, 0 failed" in done.stdout
    assert "accepted" in done.stdout


def test_a_failure_gives_code_1_and_a_list_to_retry(phones: Phones, ips: str, tmp_path: Path) -> None:
    phones.broken["10.0.0.2:8443"] = Unreachable("10.0.0.2:8443: the connection was refused.", hint="is it on?")
    again = tmp_path / "again.txt"
    done = batch("update-configuration", ips, f"--failures={again}")
    assert done.exit_code == 1
    assert "2 phones: 1 done, 1 failed" in done.stdout
    assert "Next (1 of 1): is it on?" in done.stdout
    lines = again.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# polylab batch update-configuration: 2 phones: 1 done, 1 failed")
    assert lines[1:] == ["10.0.0.2:8443  # the connection was refused."]
    phones.broken.clear()
    phones.sent.clear()
    assert batch("update-configuration", f"--ips={again}").exit_code == 0
    assert phones.asked == [("10.0.0.2:8443", "updateConfiguration")]


def test_without_a_failure_there_is_no_list(phones: Phones, ips: str, tmp_path: Path) -> None:
    again = tmp_path / "again.txt"
    assert batch("update-configuration", ips, f"--failures={again}").exit_code == 0
    assert not again.exists()
    again.write_text("10.0.0.9\n", encoding="utf-8")
    done = batch("update-configuration", ips, f"--failures={again}")
    assert "is of an earlier run" in done.stderr


def test_json_is_for_scripts(phones: Phones, ips: str) -> None:
    phones.broken["10.0.0.1"] = Unreachable("10.0.0.1: gone.", seen="x", tried="y", hint="z")
    told = json.loads(batch("update-configuration", ips, "--json").stdout)
    assert (told["action"], told["failed"], len(told["phones"])) == ("update-configuration", 1, 2)
    assert told["phones"][0]["error"] == {
        "kind": "Unreachable", "class": "lab", "wanted": "10.0.0.1: gone.", "seen": "x", "tried": "y", "hint": "z",
    }  # fmt: skip
    assert told["phones"][1]["result"] == "accepted"


@pytest.mark.parametrize(
    ("action", "path"),
    [
        (["restart"], "safeRestart"),
        (["reboot"], "safeReboot"),
        (["sign-out"], "signOut"),
        (["sign-in", "--address", "a@example.com"], "signIn"),
        (["dial", "123"], "dial"),
        (["config", "set", "up.x=1"], "set"),
        (["config", "reset", "web"], "web"),
        (["config", "reset", "all"], "configReset"),
        (["rest", "POST", "/api/v1/mgmt/safeReboot"], "safeReboot"),
    ],
)
def test_what_is_asked_before(
    phones: Phones, lab: str, monkeypatch: pytest.MonkeyPatch, action: list[str], path: str
) -> None:
    monkeypatch.setenv("POLY_SKYPE_PASSWORD", "hunter-2222")
    phones.values = {"up.x": "1"}
    done = batch(*action, lab)
    assert (done.exit_code, phones.sent) == (2, [])
    assert "on 3 phones has to be confirmed" in done.stderr
    assert "--yes" in done.stderr
    monkeypatch.setattr(asking, "somebody_there", lambda: True)
    assert batch(*action, lab, input="n\n").exit_code == 2
    assert phones.sent == []
    assert batch(*action, lab, input="y\n").exit_code == 0
    assert phones.asked == [(name, path) for name in ("alice", "bob", "carol")]
    phones.sent.clear()
    assert batch(*action, lab, "--yes").exit_code == 0
    assert len(phones.sent) == 3
    phones.sent.clear()
    assert batch(*action, lab, "--tag", "old").exit_code == 0
    assert [name for name, *_ in phones.sent] == ["bob"]


def test_a_factory_reset_is_asked_for_even_for_one_phone(
    phones: Phones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = tmp_path / "one.txt"
    one.write_text("10.0.0.1\n", encoding="utf-8")
    done = batch("factory-reset", f"--ips={one}")
    assert (done.exit_code, phones.sent) == (2, [])
    assert "factory-reset on 1 phone has to be confirmed" in done.stderr
    monkeypatch.setattr(asking, "somebody_there", lambda: True)
    assert batch("factory-reset", f"--ips={one}", input="n\n").exit_code == 2
    assert phones.sent == []
    done = batch("factory-reset", f"--ips={one}", input="y\n")
    assert (done.exit_code, phones.asked) == (0, [("10.0.0.1", "factoryReset")])
    assert "accepted, wiped when it has no call" in done.stdout


def test_reading_asks_nothing(phones: Phones, lab: str) -> None:
    phones.values = {"up.x": "1", "voice.auth.password": "topsecret-1"}
    done = batch("config", "get", "up.x", "voice.auth.password", lab, "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)["phones"][0]
    assert told["result"] == "up.x=1 (web); voice.auth.password=*** (web)"
    assert "topsecret" not in done.output
    assert batch("rest", "GET", "/api/v1/mgmt/lineInfo", lab).exit_code == 0


def test_values_are_read_back(phones: Phones, lab: str) -> None:
    phones.values = {"up.x": "0"}
    done = batch("config", "set", "up.x=1", "up.y=2", lab, "--tag=old")
    assert done.exit_code == 1
    assert "has other values" in done.stdout
    assert phones.sent == [("bob", "POST", "/api/v1/mgmt/config/set", {"up.x": "1", "up.y": "2"})]


def test_passwords_come_from_the_environment_alone(phones: Phones, lab: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "device.auth.localAdminPassword"
    done = batch("config", "set", f"{name}=swordfish-88", lab, "--yes")
    assert (done.exit_code, phones.sent) == (2, [])
    assert "is a secret" in done.stderr
    monkeypatch.setenv("NEW_ONE", "swordfish-88")
    assert batch("config", "set", f"{name}=%{{NEW_ONE}}", lab, "--tag=old").exit_code == 0
    assert phones.sent[0][3] == {"device.set": "1", f"{name}.set": "1", name: "swordfish-88"}
    assert "has no NOT_THERE" in batch("config", "set", "up.x=%{NOT_THERE}", lab).stderr


def test_tags_choose_and_all_must_hold(phones: Phones, lab: str) -> None:
    assert batch("update-configuration", lab, "--tag=site:berlin").exit_code == 0
    assert [name for name, _ in phones.asked] == ["alice", "bob"]
    done = batch("update-configuration", lab, "--tag=site:berln")
    assert done.exit_code == 2
    assert "did you mean 'site:berlin'" in done.stderr


def test_a_list_chooses_among_the_phones_of_a_lab(phones: Phones, lab: str, tmp_path: Path) -> None:
    again = tmp_path / "again.txt"
    again.write_text("10.0.0.3:8443\n", encoding="utf-8")
    assert batch("update-configuration", lab, f"--ips={again}").exit_code == 0
    assert phones.asked == [("carol", "updateConfiguration")]
    again.write_text("10.0.0.4\n", encoding="utf-8")
    assert "has no phone at 10.0.0.4" in batch("update-configuration", lab, f"--ips={again}").stderr


def test_each_phone_signs_in_as_itself(phones: Phones, lab: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLY_SKYPE_PASSWORD", "hunter-2222")
    done = batch("sign-in", "--address={number}@example.com", lab, "--yes")
    assert done.exit_code == 0
    assert sorted(data["Address"] for *_, data in phones.sent) == [f"{n}@example.com" for n in (1001, 1002, 1003)]
    assert {data["Password"] for *_, data in phones.sent} == {"hunter-2222"}
    assert phones.limits == {180.0}
    assert "hunter" not in done.output


def test_a_list_has_no_numbers_to_sign_in_with(phones: Phones, ips: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLY_SKYPE_PASSWORD", "hunter-2222")
    done = batch("sign-in", "--address={number}@example.com", ips, "--yes")
    assert (done.exit_code, phones.sent) == (2, [])
    assert "The number of 10.0.0.1 is not known" in done.stderr


@pytest.mark.parametrize("number", ["911", "9112", "sip:112@10.0.0.9", "5555"])
def test_emergency_numbers_never_leave(phones: Phones, lab: str, number: str) -> None:
    for arguments in (["dial", number], ["rest", "POST", "/api/v1/callctrl/dial", json.dumps({"Dest": number})]):
        done = batch(*arguments, lab, "--yes")
        assert (done.exit_code, phones.sent) == (2, [])
        assert "emergency number" in done.stderr


@pytest.mark.parametrize(("written", "dialled"), [("bob", "1002"), ("invalid", "6999"), ("*98", "*98")])
def test_names_of_the_lab_are_dialled_by_number(phones: Phones, lab: str, written: str, dialled: str) -> None:
    assert batch("dial", written, lab, "--tag=old", "--line=2").exit_code == 0
    assert phones.sent[0][3] == {"Dest": dialled, "Line": "2"}


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["restart"], "Which phones?"),
        (["restart", "--tag=old"], "Which phones?"),
        (["restart", "{ips}", "--tag=old"], "--tag chooses among the phones of a lab file"),
        (["restart", "{lab}", "--tls=off"], "--tls is for a list of addresses"),
        (["config", "set", "{lab}", "up.x"], "'up.x' is no NAME=VALUE"),
        (["rest", "{lab}", "GET", "/captureScreen"], "is not of the REST API"),
        (["rest", "{lab}", "POST", "/v1/callctrl/dial", "{{"], "The data is no JSON"),
        (["restart", "{lab}", "--failures=/no/such/folder/x"], "There is no folder for"),
        (["restart", "--password-prompt", "{lab}"], "nobody can be asked here"),
    ],
)
def test_wrong_use_is_code_2(phones: Phones, ips: str, lab: str, arguments: list[str], text: str) -> None:
    done = batch(*(each.replace("{ips}", ips).replace("{lab}", lab).replace("{{", "{") for each in arguments))
    assert (done.exit_code, phones.sent) == (2, [])
    assert text in done.stderr


def test_a_list_needs_a_password(phones: Phones, ips: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLY_PASSWORD")
    done = batch("update-configuration", ips)
    assert done.exit_code == 2
    assert "set POLY_PASSWORD" in done.stderr


def test_the_password_can_be_typed(phones: Phones, ips: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "somebody_there", lambda: True)
    assert batch("update-configuration", ips, "--password-prompt", input="typed-one-1\n").exit_code == 0
    assert {address.password.reveal() for address in phones.addresses} == {"typed-one-1"}
