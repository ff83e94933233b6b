"""On All Phones, At The Same Time and the Skype keywords in a run of Robot Framework."""

from pathlib import Path

import pytest
from emulated import PASSWORD, lab_of
from robot_runs import Run, robot, suite

from PolyLibrary.lab.labfile import load_lab

TESTS = """\
All At Once
    ${states}=    On All Phones    Get Call State
    Should Be Equal    ${states}    ${{ {"alice": "Idle", "bob": "Idle"} }}
    On All Phones    Tap    70,34    times=2    phones=alice, bob

Same Time
    At The Same Time    Dial    bob    phone=alice    AND    Expect Incoming Call    alice    phone=bob
    On All Phones    End All Calls    in_turn=yes

One Fails
    On All Phones    Expect Call State    Connected    timeout=0.3 s

In Turn
    ${states}=    On All Phones    My Own    Idle    in_turn=yes
    Should Be Equal    ${states}[bob]    Idle

In Turn Fails
    On All Phones    My Own    Connected    in_turn=yes

In Turn One Fails
    On All Phones    My Own Of Bob    in_turn=yes

In Turn A Failure Is Caught
    On All Phones    My Own Tried    in_turn=yes
    Fail    later

Pictures At Once
    ${files}=    On All Phones    Capture Screen    name=at once
    File Should Exist    ${files}[alice]
    File Should Exist    ${files}[bob]
    At The Same Time    Capture Screen    phone=bob    AND    Capture Screen    phone=alice

Refused
    VAR    ${PW: Secret}    %{SKYPE}
    Run Keyword And Expect Error    *Lync base profile*    Sign In To Skype    a@x.y    a@x.y    ${PW}    phone=alice
    Expect Refusal    On All Phones    Sign Out Of Skype    reason=4004

*** Keywords ***
My Own
    [Arguments]    ${wanted}
    ${state}=    Get Call State    ==    ${wanted}
    RETURN    ${state}

My Own Of Bob
    ${name}=    Get Phone Info    name
    IF    $name == "bob"    Expect Call State    Connected    timeout=0.1 s

My Own Tried
    Run Keyword And Ignore Error    Expect Call State    Connected    timeout=0.1 s
"""
SETTINGS = """\
Library    OperatingSystem
Suite Setup    Open Phones    alice    bob"""


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder: Path = tmp_path_factory.mktemp("several")
    file = suite(folder, TESTS, settings=SETTINGS)
    return robot(folder, "--loglevel", "TRACE", file, SKYPE="hunter-2222")


@pytest.mark.parametrize("name", ["All At Once", "Same Time", "In Turn", "Pictures At Once", "Refused"])
def test_what_passes(several: Run, name: str) -> None:
    assert several.tests[name].status == "PASS", several.console


def test_what_was_said_in_threads_is_in_the_log(several: Run) -> None:
    lines = several.messages("All At Once")
    for phone in ("alice", "bob"):
        assert any(line.startswith(f"{phone}: tapped") or f"{phone}: POST" in line for line in lines)
    assert any("<th>phone</th>" in line and "Idle" in line for line in lines)


def test_one_error_lists_all_that_failed(several: Run) -> None:
    text = several.failed("One Fails")
    assert text.startswith("'Expect Call State' failed on 2 of 2 phones: alice, bob.\nalice (")
    assert "\nbob (VVX 600" in text


def test_in_turn_all_are_tried(several: Run) -> None:
    text = several.failed("In Turn Fails")
    assert text.startswith("'My Own' failed on 2 of 2 phones: alice, bob.")


def pictures_of(run: Run, test: str) -> list[str]:
    """Whose pictures a test has in the log, in order."""
    return [alt.split()[2] for alt, _ in run.pictures(test)]


def test_pictures_taken_in_threads_are_in_the_log(several: Run) -> None:
    assert pictures_of(several, "Pictures At Once") == ["alice", "bob", "bob", "alice"]


def test_each_phone_leaves_its_evidence_once(several: Run) -> None:
    assert pictures_of(several, "One Fails") == ["alice", "bob"]
    assert pictures_of(several, "In Turn Fails") == ["alice", "bob"]
    # Bob's at his failure, then that of the others.
    assert pictures_of(several, "In Turn One Fails") == ["bob", "alice"]


def test_what_was_caught_in_turn_is_shown_when_the_test_fails(several: Run) -> None:
    assert pictures_of(several, "In Turn A Failure Is Caught") == ["alice", "bob"]


LISTED = """\
The List Of The FAQ
    ${text} =    Get File    %{IPS}
    @{addresses} =    Split To Lines    ${text}
    Open Phones    @{addresses}
    ${done} =    On All Phones    Update Configuration
    Should Be Equal    ${{list($done)}}    ${addresses}
    Expect Refusal    On All Phones    Sign Out Of Skype    reason=4004
    On All Phones    Get Phone Info    number
"""


def test_a_list_of_addresses(folder: Path) -> None:
    with lab_of(folder) as lab:
        phones = load_lab(lab).phones.values()
        ips = folder / "ip.txt"
        ips.write_text("".join(f"{phone.host}:{phone.https_port}\r\n" for phone in phones), newline="")
        file = suite(folder, LISTED, settings="Library    OperatingSystem\nLibrary    String")
        environment = {"IPS": str(ips), "POLY_PASSWORD": PASSWORD, "POLYLAB_STATE": str(folder / "state")}
        run = robot(folder / "out", file, **environment)
    assert run.code == 0, run.console
    assert PASSWORD not in run.xml + run.console


def test_the_password_of_the_sign_in_is_nowhere(several: Run) -> None:
    assert "hunter-2222" not in several.xml + several.console
