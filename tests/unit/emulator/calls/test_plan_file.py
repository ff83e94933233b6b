"""Star codes, mailboxes and groups of a dial plan file, and all that can be wrong with them."""

from pathlib import Path

import pytest

from PolyLibrary.emulator.calls import dialplan
from PolyLibrary.emulator.calls.plan import Code
from PolyLibrary.errors import FileFaults

WHOLE = """
numbers:
  - {number: "8x", does: ring}
codes:
  - {code: "*1", does: park}
  - {code: "*12", does: fetch}
mailboxes:
  - {number: 1001, pin: "0815"}
  - {number: 1002}
groups:
  - {group: 7, members: [1001, 1002]}
"""


def plan(tmp_path: Path, text: str) -> dialplan.DialPlan:
    file = tmp_path / "plan.yaml"
    file.write_text(text)
    return dialplan.read(file)


def test_a_whole_plan(tmp_path: Path) -> None:
    read = plan(tmp_path, WHOLE)
    assert read.code("*1700") == (Code("*1", "park"), "700")
    assert read.code("*127") == (Code("*12", "fetch"), "7")
    assert read.code("1001") is None
    assert (read.pin("1001"), read.pin("1002"), read.pin("1003")) == ("0815", "1234", None)
    assert (read.group("7"), read.group("8")) == (("1001", "1002"), ())
    assert read.code_for("page") is None


def test_without_codes_there_are_the_shipped_ones(tmp_path: Path) -> None:
    assert plan(tmp_path, "numbers: []\n").codes == dialplan.shipped().codes
    assert plan(tmp_path, "numbers: []\ncodes: []\n").codes == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("codez: []", "2: there is no key 'codez': did you mean 'codes'"),
        ("codes: {}", "2: 'codes:' is no list"),
        ("codes:\n- {code: a, does: park}", "3: code 'a' may have only digits, * # +"),
        ("codes:\n- {code: '*1', does: pork}", "3: 'does: pork' is unknown: did you mean 'park'"),
        ("codes:\n- {code: '*1', does: park}\n- {code: '*1', does: page}", "4: code *1 is there twice"),
        ("mailboxes:\n- 1001", "3: is no entry with 'number:' and 'pin:'"),
        ("mailboxes:\n- {number: 1001, pin: abc}", "3: pin 'abc' may have only digits; write it in quotes"),
        ("groups:\n- {group: 1}", "3: 'members:' needs a list of numbers"),
        ("groups:\n- {members: [1]}", "3: 'group:' is missing"),
    ],
)
def test_faults(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(FileFaults) as caught:
        plan(tmp_path, f"numbers: []\n{text}\n")
    assert fault in str(caught.value)
