"""Voicemail as a capability of the lab: who has a mailbox, and how a test asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from PolyLibrary.errors import LabError
from PolyLibrary.lab.entries import LabPhone
from PolyLibrary.lab.labfile import load_lab, write_lab
from PolyLibrary.lab.openlab import FileLab, choose
from PolyLibrary.lab.requirements import Requirement, misfits
from PolyLibrary.lab.virtual import MAILBOXES, NUMBERS, VirtualLab

WANTED = Requirement(can=("voicemail",))
FILE = """\
phones:
  alice: {host: a, model: VVX600}
  bob: {host: b, voicemail: yes}
numbers: {voicemail: "*98"}
"""


@pytest.fixture(scope="module")
def lab() -> Iterator[VirtualLab]:
    made = VirtualLab()
    yield made
    made.close()


def test_a_lab_file_says_who_has_one(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text(FILE, encoding="utf-8")
    found = load_lab(file)
    assert {name: phone.voicemail for name, phone in found.phones.items()} == {"alice": False, "bob": True}
    assert found.number("voicemail") == "*98"
    assert misfits(found.phones["alice"], WANTED) == ["it has no mailbox (voicemail: yes in the lab file)"]
    assert misfits(found.phones["bob"], WANTED) == [], "what the model can is not asked for"
    assert misfits(found.phones["bob"], Requirement(can=("voicemail", "touch"))) == ["its model is not in the lab file"]


def test_a_role_gets_a_phone_that_has_one(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    file.write_text(FILE, encoding="utf-8")
    made = FileLab(file)
    assert choose(made, "owner", WANTED, ()).name == "bob"
    with pytest.raises(LabError, match="alice: it has no mailbox"):
        choose(made, "owner", WANTED, ("bob",))


def test_of_the_cast_dave_has_one(lab: VirtualLab) -> None:
    assert {name for name, phone in lab.phones.items() if phone.voicemail} == MAILBOXES == {"dave"}
    assert choose(lab, "owner", WANTED, ()).name == "dave"
    assert lab.numbers == NUMBERS


def test_another_one_is_made_when_asked_for(lab: VirtualLab) -> None:
    made = choose(lab, "second", WANTED, ("dave",))
    assert made.voicemail
    assert made.name not in ("alice", "bob", "carol", "dave")
    plain = choose(lab, "third", Requirement(model="VVX600"), tuple(lab.phones))
    assert not plain.voicemail


def test_all_of_a_virtual_lab_have_one_control_port(lab: VirtualLab) -> None:
    entries = [dict(phone.virtual or {}) for phone in lab.phones.values()]
    assert all(entry == entries[0] for entry in entries)
    assert entries[0]["control"].startswith("http://127.0.0.1:")
    assert all(phone.virtual and phone.virtual["token"] not in repr(phone) for phone in lab.phones.values())


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "lab.yaml"
    access = {"control": "http://127.0.0.1:40001", "token": "a-secret-token"}
    phones = [LabPhone("alice", "127.77.0.1", virtual=access, voicemail=True), LabPhone("bob", "127.77.0.2")]
    write_lab(file, phones, NUMBERS)
    found = load_lab(file)
    assert dict(found.phones["alice"].virtual or {}) == access
    assert [phone.voicemail for phone in found.phones.values()] == [True, False]
    assert found.numbers == NUMBERS
    assert file.stat().st_mode & 0o777 == 0o600 or file.drive
