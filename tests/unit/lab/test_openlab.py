"""The lab in use, and which of its phones a role gets."""

from pathlib import Path

import pytest

from PolyLibrary.errors import FileFaults, LabError, UnknownName, UsageError
from PolyLibrary.lab.entries import LabPhone
from PolyLibrary.lab.openlab import FileLab, OpenLab, choose, find_lab_file, open_lab
from PolyLibrary.lab.requirements import Requirement

LAB = """\
phones:
  alice: {host: 10.0.0.1, model: VVX600, firmware: 5.9.3, password: "hazelnut-1"}
  bob: {host: 10.0.0.2, model: VVX600, firmware: 5.10.1, tags: [night], password: "hazelnut-1"}
  carol: {host: 10.0.0.3, model: VVX450, firmware: 6.3.0, password: "hazelnut-1"}
numbers: {invalid: "6999"}
safe_numbers: ["112"]
emergency_numbers: ["1970"]
"""
ANY = Requirement()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lab.yaml"
    path.write_text(LAB, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def lab(file: Path) -> FileLab:
    return FileLab(file)


def test_a_lab_file_in_use(lab: OpenLab, file: Path) -> None:
    assert list(lab.phones) == ["alice", "bob", "carol"]
    assert (lab.virtual, lab.source) == (False, str(file))
    assert (dict(lab.numbers), lab.safe_numbers) == ({"invalid": "6999"}, ("112",))
    assert lab.spare(ANY) is None
    lab.close()


def test_the_emergency_numbers_of_the_lab_reach_the_guard(lab: OpenLab) -> None:
    assert lab.emergency_numbers == ("1970",)


def test_a_name_of_the_lab_is_that_phone_in_any_case(lab: OpenLab) -> None:
    assert choose(lab, "Bob", ANY, ()).name == "bob"
    assert choose(lab, "bob", Requirement(firmware=">=5.10"), ()).name == "bob"


def test_a_name_of_the_lab_must_fit_what_is_asked(lab: OpenLab, file: Path) -> None:
    with pytest.raises(LabError) as caught:
        choose(lab, "alice", Requirement(firmware=">=5.10", tags=("night",)), ())
    assert str(caught.value) == (
        "alice does not fit tags=night firmware=>=5.10.\n"
        f"Seen:  it lacks the tag night; it runs 5.9.3 ({file}).\n"
        "Next:  ask for a role with another name, and the lab chooses a phone that fits."
    )


def test_a_name_that_nobody_has_needs_a_requirement(lab: OpenLab, file: Path) -> None:
    with pytest.raises(UnknownName) as caught:
        choose(lab, "boob", ANY, ())
    assert str(caught.value) == f"There is no phone 'boob' in {file}.\nNext:  did you mean 'bob'?"


def test_a_role_gets_the_first_free_phone_that_fits(lab: OpenLab) -> None:
    wanted = Requirement(model="VVX600")
    assert choose(lab, "caller", wanted, ()).name == "alice"
    assert choose(lab, "callee", wanted, ("alice",)).name == "bob"


def test_a_role_that_nothing_fits_is_told_phone_by_phone(lab: OpenLab, file: Path) -> None:
    with pytest.raises(LabError) as caught:
        choose(lab, "third", Requirement(model="VVX600"), ("alice", "bob"))
    assert str(caught.value) == (
        f"No phone of {file} fits 'third' (model=VVX600).\n"
        "Seen:  alice: it is taken by this test; bob: it is taken by this test; carol: it is a VVX 450\n"
        "Next:  free a phone, or add one that fits to the lab file."
    )


def test_a_phone_is_not_given_twice(lab: OpenLab) -> None:
    with pytest.raises(UsageError, match="alice is open already"):
        choose(lab, "alice", ANY, ("alice",))


def test_a_lab_that_can_make_phones_makes_one() -> None:
    class Maker:
        virtual = True
        source = "virtual"
        phones: dict[str, LabPhone] = {}

        def spare(self, requirement: Requirement) -> LabPhone:
            return LabPhone(name="phone 1005", host="127.0.0.1")

    assert choose(Maker(), "caller", Requirement(model="VVX600"), ()).name == "phone 1005"  # type: ignore[arg-type]


def test_where_a_lab_file_is_sought(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert find_lab_file(str(file), None) == file
    assert find_lab_file("lab.yaml", tmp_path) == file
    own = elsewhere / "lab.yaml"
    own.write_text(LAB, encoding="utf-8")
    assert find_lab_file("lab.yaml", tmp_path) == own, "the working directory comes first"
    with pytest.raises(UsageError) as caught:
        find_lab_file("lob.yaml", tmp_path)
    assert str(caught.value) == (
        "There is no lab file 'lob.yaml'.\n"
        f"Seen:  looked for {elsewhere / 'lob.yaml'}, {tmp_path / 'lob.yaml'}.\n"
        "Next:  give --variable LAB:<file> or set POLYLAB_LAB; 'virtual' needs no file."
    )


def test_a_broken_file_gives_all_its_faults(file: Path) -> None:
    file.write_text("phones:\n  alice: {hosst: 10.0.0.1}\n  bob: {host: 10.0.0.2, model: VVX60}\n", encoding="utf-8")
    with pytest.raises(FileFaults) as caught:
        open_lab(str(file), None)
    assert [fault.line for fault in caught.value.faults] == [2, 2, 3]


@pytest.mark.parametrize("word", ["virtual", "Virtual", " VIRTUAL "])
def test_virtual_needs_no_file_and_starts_nothing_yet(word: str) -> None:
    from PolyLibrary.lab import virtual

    lab = open_lab(word, None)
    assert (lab.virtual, lab.source) == (True, "virtual")
    assert isinstance(lab, virtual.VirtualLab)
