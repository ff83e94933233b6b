"""Pictures that wait for approval: kept whole, read with distrust."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from baseline_fakes import BLANK, WITH_ICON, screen

from PolyLibrary.errors import UsageError
from PolyLibrary.session.baseline.baseline_candidates import FOLDER, Candidate, forget, keep, waiting
from PolyLibrary.session.baseline.baseline_compare import Scope
from PolyLibrary.session.baseline.baseline_store import Key
from PolyLibrary.terms import Region

KEY = Key("VVX600", "5.9.3.2857", "English")


def candidate(folder: Path, name: str = "idle", **changes: Any) -> Candidate:
    made = Candidate(
        name, KEY, BLANK, folder / "suites" / "baselines", "no baseline yet", "alice (VVX 600)", "Suite", "Test",
        "2026-08-30T12:00:00", Scope(Region(0, 0, 9, 9), {"clock": Region(1, 2, 3, 4)}, 20.0),
    )  # fmt: skip
    return replace(made, **changes)


def only(results: Path) -> Candidate:
    (one,) = waiting(results)
    return one


def test_what_is_kept_is_read_again_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "suites").mkdir()
    made = candidate(tmp_path, 'a <b> "ü"\n')
    picture = keep(made, tmp_path / "out")
    assert picture.read_bytes() == BLANK
    read = only(tmp_path)
    assert replace(read, file=Path()) == made
    assert read.picture == picture
    assert read.target == made.target


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"data": WITH_ICON, "at": "2026-08-30T13:00:00"}, 1),  # the same test again
        ({"data": screen(kind="PNG")}, 1),
        ({"test": "Another"}, 2),
        ({"suite": "Another"}, 2),
        ({"phone": "bob (VVX 600)"}, 2),
        ({"name": "home"}, 2),
        ({"key": replace(KEY, language="French_France")}, 2),
        ({"key": replace(KEY, firmware="5.9.4")}, 2),
        ({"folder": Path("/elsewhere/baselines")}, 2),
    ],
)
def test_a_picture_takes_the_place_of_its_own_alone(tmp_path: Path, changes: dict[str, Any], number: int) -> None:
    keep(candidate(tmp_path), tmp_path)
    keep(replace(candidate(tmp_path), **changes), tmp_path)
    assert len(list(waiting(tmp_path))) == number
    assert len(list((tmp_path / FOLDER).iterdir())) == 2 * number


def test_forgetting_leaves_the_others(tmp_path: Path) -> None:
    keep(candidate(tmp_path), tmp_path)
    keep(candidate(tmp_path, "home"), tmp_path)
    forget(candidate(tmp_path, data=screen(kind="PNG")), tmp_path)
    assert only(tmp_path).name == "home"
    only(tmp_path).drop()
    assert list((tmp_path / FOLDER).iterdir()) == []


def test_the_code_names_the_picture_and_its_place(tmp_path: Path) -> None:
    made = candidate(tmp_path)
    assert made.code.startswith("idle.")
    others = [{"data": WITH_ICON}, {"key": replace(KEY, model="VVX500")}, {"name": "home"}]
    assert len({made.code, *(replace(made, **other).code for other in others)}) == 4
    # Who took it does not matter, nor where the checkout of a machine lies.
    assert replace(made, phone="bob", test="other", at="later", folder=tmp_path).code == made.code
    assert replace(made, name="$(rm) 'x' \"y\"").code.replace(".", "").replace("~", "").replace("-", "").isalnum()


def test_they_are_found_in_every_folder_of_results_the_newest_last(tmp_path: Path) -> None:
    keep(candidate(tmp_path, at="2026-08-30T14:00:00"), tmp_path / "pabot_results" / "1")
    keep(candidate(tmp_path, "home"), tmp_path)
    (tmp_path / "other.json").write_text("{}")
    assert [each.name for each in waiting(tmp_path)] == ["home", "idle"]
    assert list(waiting(tmp_path / "nowhere")) == []


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("model", "Nokia", "There is no phone model 'Nokia'"),
        ("model", 5, "model is 5"),
        ("firmware", "../..", "'../..' and 'English' are no firmware and language"),
        ("firmware", "5.9/x", "are no firmware and language"),
        ("language", "..", "are no firmware and language"),
        ("language", "", "are no firmware and language"),
        ("name", " ", "A baseline needs a name"),
        ("name", None, "name is None"),
        ("sha256", "0", "is not the picture that was kept"),
        ("picture", "../idle.bmp", "No such file"),
        ("format", 2, "format 2 is not known"),
        ("region", [1, 2], "missing"),
        ("masks", {"x": ["a", 1, 2, 3]}, "invalid literal"),
        ("tolerance", 300, "tolerance=300 is no tolerance"),
        ("suite", None, "suite is None"),
    ],
)
def test_a_file_that_somebody_changed_is_refused(tmp_path: Path, field: str, value: Any, text: str) -> None:
    file = keep(candidate(tmp_path), tmp_path).with_suffix(".json")
    file.write_text(json.dumps(json.loads(file.read_text()) | {field: value}))
    with pytest.raises(UsageError) as caught:
        list(waiting(tmp_path))
    assert caught.value.wanted == f"{file} is no picture that waits for approval."
    assert text in caught.value.seen
    assert caught.value.hint == "delete it, and run the test again."


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "{}", '{"format": 1}'])
def test_a_file_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "x.json").write_text(text)
    with pytest.raises(UsageError, match="is no picture that waits for approval"):
        list(waiting(tmp_path))


def test_a_picture_that_is_none_is_refused(tmp_path: Path) -> None:
    picture = keep(candidate(tmp_path), tmp_path)
    picture.write_bytes(b"no picture")
    with pytest.raises(UsageError, match="is not the picture that was kept"):
        list(waiting(tmp_path))


def test_results_of_another_machine_find_the_suite_below_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    (there / "suites").mkdir(parents=True)
    (here / "suites").mkdir(parents=True)
    monkeypatch.chdir(there)
    keep(candidate(there), tmp_path / "results")
    monkeypatch.chdir(here)
    assert only(tmp_path / "results").folder == there / "suites" / "baselines"
    (there / "suites").rmdir()
    assert only(tmp_path / "results").folder == here / "suites" / "baselines"
