*** Settings ***
Documentation       What the setup of a folder makes lives to the end of the folder.

Library             PolyLibrary

Suite Setup         Make What All Suites Use

Test Timeout        30 seconds


*** Keywords ***
Make What All Suites Use
    [Documentation]    A phone, a choice, a value.
    Open Phone    alice
    Open Phone    bob
    Switch Phone    alice
    Set Config    up.backlight.timeout=44
