"""On All Phones, At The Same Time and the Skype keywords in a run of Robot Framework."""

from pathlib import Path

import pytest
from robot_runs import Run, robot, suite

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

Refused
    VAR    ${PW: Secret}    %{SKYPE}
    Run Keyword And Expect Error    *Lync base profile*    Sign In To Skype    a@x.y    a@x.y    ${PW}    phone=alice
    Expect Refusal    On All Phones    Sign Out Of Skype    reason=4004

*** Keywords ***
My Own
    [Arguments]    ${wanted}
    ${state}=    Get Call State    ==    ${wanted}
    RETURN    ${state}
"""


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder: Path = tmp_path_factory.mktemp("several")
    file = suite(folder, TESTS, settings="Suite Setup    Open Phones    alice    bob")
    return robot(folder, "--loglevel", "TRACE", file, SKYPE="hunter-2222")


@pytest.mark.parametrize("name", ["All At Once", "Same Time", "In Turn", "Refused"])
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


def test_the_password_of_the_sign_in_is_nowhere(several: Run) -> None:
    assert "hunter-2222" not in several.xml + several.console
