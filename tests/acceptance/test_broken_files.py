"""Broken lab files and layout maps: all faults at once, with their lines, in the test's message."""

from pathlib import Path

import pytest
from robot_runs import polylab_run, robot, suite

OPEN = "A Test\n    Open Phone    alice\n    Tap    more\n"
LAB = """\
phones:
  alice: {hosst: 10.0.0.1, model: VVX60, password: "%{NO_SUCH_VARIABLE}"}
  bob: {host: 10.0.0.2, mac: 0004f2}
  Bob: {host: 10.0.0.2}
defautls: {user: Polycom}
"""
LAYOUT = """\
model: VVX600
screen: [480, 272]
elements:
"""
OF_THE_FORM = """\
  more: {att: [438, 254], source: faq}
  voicemail: {at: [1, 2], source: guess}
"""
OF_THE_MAP = """\
  missed calls: {at: [490, 34], source: faq}
  "70,34": {at: [70, 34], source: faq}
"""


def test_a_broken_lab_file(folder: Path) -> None:
    lab = folder / "lab.yaml"
    lab.write_text(LAB, encoding="utf-8")
    run = robot(folder / "out", "--variable", f"LAB:{lab}", suite(folder, OPEN))
    lines = run.failed("A Test").splitlines()
    assert lines[0] == f"The lab file {lab} has {len(lines) - 2} faults:"
    faults = [line.removeprefix(f"  {lab}:") for line in lines[1:-1]]
    assert [fault.split(":")[0] for fault in faults] == sorted(fault.split(":")[0] for fault in faults)
    for number, part in (
        ("2", "hosst"),
        ("2", "VVX60"),
        ("2", "NO_SUCH_VARIABLE"),
        ("3", "0004f2"),
        ("4", "'Bob' and 'bob' are one name"),
        ("4", "bob has the same host"),
        ("5", "defautls"),
    ):
        assert any(fault.startswith(f"{number}: ") and part in fault for fault in faults), (number, part, faults)
    assert "did you mean 'host'" in run.failed("A Test")
    assert "did you mean 'defaults'" in run.failed("A Test")


@pytest.mark.parametrize(
    ("elements", "wanted"),
    [
        (OF_THE_FORM, [(4, "att"), (4, "did you mean 'at'"), (5, "guess")]),
        (OF_THE_MAP, [(4, "490,34"), (5, "looks like a point")]),
        (OF_THE_FORM + OF_THE_MAP, [(4, "att"), (5, "guess"), (6, "490,34"), (7, "looks like a point")]),
    ],
    ids=["form", "map", "both"],
)
def test_a_broken_layout_map(folder: Path, elements: str, wanted: list[tuple[int, str]]) -> None:
    maps = folder / "maps"
    maps.mkdir()
    file = maps / "vvx600.yaml"
    file.write_text(LAYOUT + elements, encoding="utf-8")
    run = robot(folder / "out", suite(folder, OPEN, library=f"layouts={maps}"))
    lines = run.failed("A Test").splitlines()
    assert lines[0].startswith(f"The layout map {file} has ")
    faults = [line.removeprefix(f"  {file}:") for line in lines[1:]]
    for number, part in wanted:
        assert any(fault.startswith(f"{number}: ") and part in fault for fault in faults), (number, part, faults)


def test_a_lab_file_that_is_not_there(folder: Path) -> None:
    run = robot(folder / "out", "--variable", "LAB:lob.yaml", suite(folder, OPEN), cwd=folder)
    assert run.failed("A Test") == (
        "There is no lab file 'lob.yaml'.\n"
        f"Seen:  looked for {folder / 'lob.yaml'}, {folder / 'lob.yaml'}.\n"
        "Next:  give --variable LAB:<file> or set POLYLAB_LAB; 'virtual' needs no file."
    )


def test_a_folder_of_maps_that_is_not_there(folder: Path) -> None:
    run = robot(folder / "out", suite(folder, OPEN, library="layouts=nowhere"))
    assert "There is no folder 'nowhere' with layout maps." in run.console


def test_two_imports_of_different_labs(folder: Path) -> None:
    settings = "Library    PolyLibrary    lab=other.yaml    AS    other"
    run = robot(folder / "out", suite(folder, OPEN, library="lab=virtual", settings=settings))
    assert "The library was imported with lab=other.yaml, but this run already uses lab=virtual." in run.console


def test_a_misspelt_argument_of_the_import(folder: Path) -> None:
    run = robot(folder / "out", suite(folder, OPEN, library="timeot=3 s"))
    assert "'timeot' is no argument of the import of PolyLibrary." in run.console
    assert "did you mean 'timeout' or 'cleanup_timeout'?" in run.console
    assert run.code != 0


def test_polylab_run_fails_when_the_phones_came_from_elsewhere(folder: Path) -> None:
    lab = folder / "lab.yaml"
    lab.write_text('phones:\n  alice: {host: 10.0.0.1, password: "hazelnut-1"}\n', encoding="utf-8")
    lab.chmod(0o600)
    file = suite(folder, "A Test\n    Open Phone    alice\n", library="lab=virtual")
    run = polylab_run(folder / "out", "--lab", lab, file)
    assert run.code == 252, run.console
    assert f"ran on the lab virtual, not on {lab}" in run.console


def test_several_jobs_on_a_lab_file_are_refused(folder: Path) -> None:
    run = polylab_run(folder / "out", "--lab", "lab.yaml", "-j", "2", suite(folder, OPEN))
    assert run.code == 2
    assert "-j 2 with the lab file lab.yaml is refused: two suites could take the same phone." in run.console
