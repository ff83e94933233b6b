*** Settings ***
Documentation       A call that the suite's setup makes lives through its tests, and is ended after the last one.

Library             PolyLibrary

Suite Setup         Make A Call For All Tests
Test Timeout        60 seconds


*** Test Cases ***
The Call Is Up
    [Documentation]    And no test is blamed for it.
    Expect Call States    alice=Connected    bob=Connected

Another Call Comes And Stays
    [Documentation]    It is this test's own, and cleared after it.
    [Tags]    leaves
    Dial    alice    phone=carol
    Expect Incoming Call    carol    phone=alice

The First Call Is Still Up
    [Documentation]    Alone.
    Expect Call Count    1    phones=alice
    Expect Call State    Connected    phone=bob
    Expect Idle    carol


*** Keywords ***
Make A Call For All Tests
    [Documentation]    Between alice and bob.
    Open Phones    alice    bob    carol
    Establish Call    alice    bob
