*** Settings ***
Documentation       What hands have changed is put back, whatever becomes of the test.

Library             PolyLibrary    timeout=5 s
Library             PolyLibrary.Hands

Suite Setup         Make The Suite's Own Faults
Test Timeout        60 seconds


*** Test Cases ***
A Test That Fails With All Undone
    [Documentation]    Nothing of this may reach the next test.
    [Tags]    fails
    Open Phones    alice    bob    carol
    Call From Outside    5550    to=carol
    Expect Incoming Call    5550    phone=carol
    Lift Handset    alice
    Inject Fault    server error    phone=alice
    Inject Fault    clock jump    phone=carol
    Set SIP Server    stopped
    Unplug Phone    bob
    Fail    on purpose

The Next Test Finds All Right
    [Documentation]    At once, without waiting.
    Open Phones    alice    bob    carol
    Expect Call States    alice=Idle    bob=Idle    carol=Idle    timeout=0 s
    Expect Registration    registered    phone=alice    timeout=0 s
    Expect Registration    registered    phone=bob    timeout=0 s
    Get Phone Info    ready    ==    ${True}    phone=bob
    Establish Call    alice    bob
    End All Calls

What The Suite Setup Did Is Still There
    [Documentation]    It belongs to the suite.
    Open Phone    dave
    Tap    70,34    phone=dave
    ${touches} =    Get Touches    phone=dave
    Should Be Empty    ${touches}

A Test That Plugs In By Itself
    [Documentation]    Then there is nothing left to put back.
    Open Phones    alice    bob
    Unplug Phone    bob
    Plug In Phone    bob    wait=no
    Wait Until Phone Is Ready    phone=bob


*** Keywords ***
Make The Suite's Own Faults
    [Documentation]    A phone that takes touches without any effect.
    Inject Fault    without effect    phone=dave    path=simulateTouch
