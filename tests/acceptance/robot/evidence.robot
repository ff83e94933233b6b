*** Settings ***
Documentation       Tests that fail on purpose: what they leave in the log is judged from outside.

Library             PolyLibrary    timeout=0.2 s

Test Timeout        30 seconds


*** Test Cases ***
A Check Fails
    [Documentation]    One picture a phone, the calls, the log.
    Open Phones    alice    bob
    Dial    bob    phone=alice
    Expect Incoming Call    alice    phone=bob    timeout=5 s
    Expect Call State    Connected    phone=alice

A Check Fails Inside A Keyword Of The Suite
    [Documentation]    The failure goes up through several keywords and leaves one picture.
    Open Phone    alice
    A Keyword Of The Suite

A Failure That Is Caught Leaves Nothing
    [Documentation]    The test goes on and passes.
    Open Phone    alice
    Run Keyword And Ignore Error    Expect Call State    Connected
    ${held} =    Run Keyword And Return Status    Expect Call State    Connected
    Should Not Be True    ${held}
    Run Keyword And Expect Error    *    Expect Call State    Connected
    TRY
        Expect Call State    Connected
    EXCEPT    *    type=GLOB
        No Operation
    END

A Failure That Is Caught Leaves Its Evidence When The Test Fails Later
    [Documentation]    It may have been the cause.
    Open Phone    alice
    Run Keyword And Ignore Error    Expect Call State    Connected
    Fail    something else

A Failure That Is Tried Three Times
    [Documentation]    The evidence of the same failure is kept once.
    Open Phone    alice
    Wait Until Keyword Succeeds    3x    0.05 s    Expect Call State    Connected

An Argument That Cannot Be Read
    [Documentation]    The phones have no part in it.
    Open Phone    alice
    Tap    70,34    times=many

A Phone That Cannot Be Opened
    [Documentation]    There is nothing to take a picture of.
    Open Phone    carl

A Check Fails In The Setup
    [Documentation]    Evidence of a setup.
    [Setup]    Open Phone And Expect A Call
    No Operation


*** Keywords ***
A Keyword Of The Suite
    [Documentation]    Fails some levels down.
    Another Keyword Of The Suite

Another Keyword Of The Suite
    [Documentation]    Fails.
    Expect Call State    Connected

Open Phone And Expect A Call
    [Documentation]    No call comes.
    Open Phone    alice
    Expect Incoming Call    anyone
