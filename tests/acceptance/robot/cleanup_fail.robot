*** Settings ***
Documentation       With cleanup=fail a test that leaves a call fails.

Library             PolyLibrary    timeout=5 s    cleanup=fail

Test Timeout        30 seconds


*** Test Cases ***
A Test That Leaves A Call Up
    [Documentation]    Everything in it passes.
    [Tags]    fails
    Open Phones    alice    bob
    Establish Call    alice    bob

A Clean Test
    [Documentation]    It passes.
    Open Phones    alice    bob
    Expect Call States    alice=Idle    bob=Idle    timeout=0 s
